// The bodies of the functions of catalogue.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/catalogue.hpp>

namespace eslio::testing::fake {

ESLIO_COLD const api_entry* api_catalogue::find(std::string_view name) const {
    const auto found = std::lower_bound(
        entries_.begin(), entries_.end(), name,
        [](const api_entry* e, std::string_view wanted) { return e->name < wanted; });
    return found == entries_.end() || (*found)->name != name ? nullptr : *found;
}

ESLIO_COLD api_catalogue::api_catalogue() {
    add(callcenter_apis), add(call_apis), add(completion_apis), add(directory_apis);
    add(execute_apis), add(fifo_apis), add(fsctl_apis), add(host_apis), add(keep_apis);
    add(leg_apis), add(media_apis), add(module_apis), add(schedule_apis), add(show_apis);
    add(sofia_apis), add(system_apis), add(text_apis), add(time_apis), add(unmodelled_apis);
    add(conference_apis), add(measured_apis), add(json_apis);
    const auto by_name = [](const auto* a, const auto* b) { return a->name < b->name; };
    std::sort(entries_.begin(), entries_.end(), by_name);
    for (const api_entry* e : entries_) descriptions_.push_back(*e);
}

ESLIO_COLD api_function find_common_api(std::string_view name) {
    const api_entry* const entry = api_catalogue::get().find(name);
    if (entry == nullptr) return nullptr;
    return [entry](machine& m, std::string_view arguments, const api_done& done) {
        (*entry)(m, arguments, done);
    };
}

}  // namespace eslio::testing::fake
