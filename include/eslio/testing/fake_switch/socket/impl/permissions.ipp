// The bodies of the functions of permissions.hpp.
#pragma once

#include <eslio/testing/fake_switch/socket/permissions.hpp>

namespace eslio::testing::fake {

ESLIO_COLD permissions::permissions(const fake_user& user)
    : log_(user.allowed_log),
      all_events_(user.allowed_events.empty()),
      all_subclasses_(user.allowed_events.empty()),
      all_apis_(user.allowed_api.empty()) {
    bool custom = false;
    for_each_word(user.allowed_events, [&](std::string_view word) {
        const event_name type = parse_subscribed_name(word);
        if (custom)
            subclasses_.emplace(word);
        else
            events_.add(type);
        all_events_ = all_events_ || (!custom && type == event_name::all);
        custom = custom || type == event_name::custom;
    });
    for_each_word(user.allowed_api, [&](std::string_view word) { apis_.emplace(word); });
}

ESLIO_COLD bool permissions::api(std::string_view command_line) const {
    if (all_apis_) return true;
    for (;;) {
        const std::string_view name = wire::next_word(command_line);
        if (apis_.count(std::string(name)) == 0) return false;
        if (!runs_another(name) || command_line.empty()) return true;
    }
}

ESLIO_COLD bool permissions::runs_another(std::string_view name) noexcept {
    for (const std::string_view other : {"bgapi", "sched_api", "eval", "expand", "xml_wrap"})
        if (wire::iequals(name, other)) return true;
    return false;
}

}  // namespace eslio::testing::fake
