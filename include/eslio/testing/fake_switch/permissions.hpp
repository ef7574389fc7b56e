// What a user of `userauth` may do.
#pragma once

#include <eslio/event/event_name.hpp>
#include <eslio/testing/fake_switch/options.hpp>
#include <eslio/testing/fake_switch/subscriptions.hpp>
#include <eslio/wire/ascii.hpp>

#include <set>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

class permissions {
public:
    /// Everything: after `auth`.
    permissions() = default;

    explicit permissions(const fake_user& user)
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
                events_.insert(type);
            all_events_ = all_events_ || (!custom && type == event_name::all);
            custom = custom || type == event_name::custom;
        });
        for_each_word(user.allowed_api, [&](std::string_view word) { apis_.emplace(word); });
    }

    bool log() const noexcept { return log_; }
    bool event(event_name type) const { return all_events_ || events_.count(type) != 0; }
    bool subclass(std::string_view name) const {
        return all_subclasses_ || subclasses_.count(std::string(name)) != 0;
    }

    /// The command, and for those that run another the word after it, whatever that is. `all` is
    /// the name of a command like any other (mod_event_socket: auth_api_command).
    bool api(std::string_view command_line) const {
        if (all_apis_) return true;
        for (;;) {
            const std::string_view name = wire::next_word(command_line);
            if (apis_.count(std::string(name)) == 0) return false;
            if (!runs_another(name) || command_line.empty()) return true;
        }
    }

private:
    static bool runs_another(std::string_view name) noexcept {
        for (const std::string_view other : {"bgapi", "sched_api", "eval", "expand", "xml_wrap"})
            if (wire::iequals(name, other)) return true;
        return false;
    }

    /// Lists are split at spaces if there is one, else at commas.
    template <class Function>
    static void for_each_word(std::string_view list, Function use) {
        const char separator = list.find(' ') != std::string_view::npos ? ' ' : ',';
        while (!list.empty()) {
            const std::string_view word = wire::next_word(list, separator);
            if (!word.empty()) use(word);
        }
    }

    bool log_ = true;
    bool all_events_ = true;
    bool all_subclasses_ = true;
    bool all_apis_ = true;
    std::set<event_name> events_;
    std::set<std::string> subclasses_;
    std::set<std::string> apis_;
};

}  // namespace eslio::testing::fake
