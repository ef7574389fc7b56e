// What a user of `userauth` may do.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/testing/fake_switch/options.hpp>
#include <eslio/testing/fake_switch/socket/subscriptions.hpp>
#include <eslio/wire/ascii.hpp>

#include <set>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

class permissions {
public:
    /// Everything: after `auth`.
    permissions() = default;

    explicit permissions(const fake_user& user);

    bool log() const noexcept { return log_; }
    bool event(event_name type) const { return all_events_ || events_.contains(type); }
    bool subclass(std::string_view name) const {
        return all_subclasses_ || subclasses_.count(std::string(name)) != 0;
    }

    /// The command, and for those that run another the word after it, whatever that is. `all` is
    /// the name of a command like any other (mod_event_socket: auth_api_command).
    bool api(std::string_view command_line) const;

private:
    static bool runs_another(std::string_view name) noexcept;

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
    event_types events_;
    std::set<std::string> subclasses_;
    std::set<std::string> apis_;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/socket/impl/permissions.ipp>
#endif
