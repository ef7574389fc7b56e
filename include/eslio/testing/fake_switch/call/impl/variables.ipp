// The bodies of the functions of variables.hpp.
#pragma once

#include <eslio/testing/fake_switch/call/variables.hpp>

#include <algorithm>
#include <cstdlib>

namespace eslio::testing::fake {

ESLIO_COLD void variables::set(std::string_view name, std::string_view value) {
    if (name.empty()) return;
    const std::string kept_name(name);
    const std::string kept_value(value);
    list_.remove(kept_name);
    forget_elements(kept_name);
    if (kept_value.empty()) return;
    if (ignored_ != nullptr && is_ignored_variable(kept_name))
        ignored_->insert("variable " + kept_name);
    if (kept_name.find('[') != std::string::npos)
        set_element(kept_name, kept_value);
    else if (!wire::starts_with(kept_value, "ARRAY::"))
        list_.add(kept_name, kept_value);
    else
        set_array(kept_name, std::string_view(kept_value).substr(7));
}

ESLIO_COLD std::string_view variables::element(std::string_view name, std::size_t index) const {
    for (const changed_element& c : changed_)
        if (c.index == index && wire::iequals(c.name, name)) return c.value;
    const std::vector<std::string_view> all = list_.values(name);
    return index < all.size() ? all[index] : std::string_view();
}

ESLIO_COLD void variables::set_element(std::string_view name, std::string_view value) {
    const std::string_view array = name.substr(0, name.find('['));
    const std::string digits(name.substr(array.size() + 1));
    const int number = std::atoi(digits.c_str());
    if (array.empty() || number < 0 || number > 4000) return;
    const auto index = static_cast<std::size_t>(number);
    // What is no array has no elements yet.
    const bool is_array = wire::starts_with(list_[array], "ARRAY::");
    if (!is_array) list_.remove(array);
    if (!is_array || index >= list_.values(array).size()) {
        redraw(array);
        return add_indexed(list_, std::string(array) + "[" + std::to_string(index) + "]", value);
    }
    for (changed_element& c : changed_)
        if (c.index == index && wire::iequals(c.name, array)) return (void)(c.value = value);
    changed_.push_back({std::string(array), index, std::string(value)});
}

ESLIO_COLD void variables::redraw(std::string_view name) {
    for (const changed_element& c : changed_)
        if (wire::iequals(c.name, name))
            add_indexed(list_, c.name + "[" + std::to_string(c.index) + "]", c.value);
    forget_elements(name);
}

ESLIO_COLD void variables::forget_elements(std::string_view name) {
    if (changed_.empty()) return;
    changed_.erase(
        std::remove_if(changed_.begin(), changed_.end(),
                       [&](const changed_element& c) { return wire::iequals(c.name, name); }),
        changed_.end());
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
