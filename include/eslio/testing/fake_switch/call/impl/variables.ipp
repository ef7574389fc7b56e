// The bodies of the functions of variables.hpp.
#pragma once

#include <eslio/testing/fake_switch/call/variables.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void variables::set(std::string_view name, std::string_view value) {
    if (name.empty()) return;
    const std::string kept_name(name);
    const std::string kept_value(value);
    list_.remove(kept_name);
    if (kept_value.empty()) return;
    if (ignored_ != nullptr && is_ignored_variable(kept_name))
        ignored_->insert("variable " + kept_name);
    if (!wire::starts_with(kept_value, "ARRAY::"))
        add_indexed(list_, kept_name, kept_value);
    else
        set_array(kept_name, std::string_view(kept_value).substr(7));
}

ESLIO_COLD void variables::set_array(const std::string& name, std::string_view elements) {
    if (elements.empty()) return;
    std::vector<std::string_view> all;
    for (bool last = false; !last;) {
        const std::size_t end = elements.find("|:");
        last = end == std::string_view::npos;
        const std::string_view element = elements.substr(0, end);
        if (!element.empty() || !all.empty()) all.push_back(element);
        if (!last) elements.remove_prefix(end + 2);
    }
    if (all.size() > 1)
        list_.add_array(name, all);
    else if (!all.empty())
        list_.add(name, all[0]);
}

}  // namespace eslio::testing::fake
