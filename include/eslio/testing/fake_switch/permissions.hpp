// What a user of `userauth` may do.
#pragma once

#include <eslio/event/event_name.hpp>
#include <eslio/testing/fake_switch/options.hpp>
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
          all_events_(user.allowed_events.empty() || user.allowed_events == "all"),
          all_subclasses_(user.allowed_events.empty()),
          all_apis_(user.allowed_api.empty() || user.allowed_api == "all") {
        bool custom = false;
        for_each_word(user.allowed_events, [&](std::string_view word) {
            if (custom)
                subclasses_.emplace(word);
            else
                events_.insert(parse_event_name(word));
            if (wire::iequals(word, "CUSTOM")) custom = true;
        });
        for_each_word(user.allowed_api, [&](std::string_view word) { apis_.emplace(word); });
    }

    bool log() const noexcept { return log_; }
    bool event(event_name type) const { return all_events_ || events_.count(type) != 0; }
    bool subclass(std::string_view name) const {
        return all_subclasses_ || subclasses_.count(std::string(name)) != 0;
    }

    /// The command, and for those that run another the one that it runs.
    bool api(std::string_view command_line) const {
        if (all_apis_) return true;
        while (!command_line.empty()) {
            const std::string_view name = wire::next_word(command_line);
            if (apis_.count(std::string(name)) == 0) return false;
            if (!runs_another(name)) return true;
            if (name == "sched_api") {
                wire::next_word(command_line);
                wire::next_word(command_line);
            }
        }
        return true;
    }

private:
    static bool runs_another(std::string_view name) noexcept {
        return name == "bgapi" || name == "sched_api" || name == "eval" || name == "expand" ||
               name == "xml_wrap";
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
