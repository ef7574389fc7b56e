// A menu of the application `ivr`, as ivr.conf.xml would have it.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>

namespace eslio::testing {

/// What a key of a menu does; of an action FreeSWITCH does not know, the whole menu is not made.
struct menu_entry {
    /// Keys, or an expression between slashes, whose groups are `$1`, `$2` of the parameter.
    std::string digits;
    /// `menu-exec-app`, `menu-play-sound`, `menu-sub`, `menu-back`, `menu-top`, `menu-exit`.
    std::string action;
    std::string param;  ///< `transfer 1000 XML default`, a file, a menu's name
};

/// A menu for `fake_switch::menu`. Its members are named as the attributes of ivr.conf.xml, and
/// what is not said is as it is there: ten seconds for the first key, half of it between two,
/// three failures, as many time-outs (switch_ivr_menu.c: switch_ivr_menu_init).
///
///     fake.menu("welcome", fake_menu("ivr/welcome.wav")
///                              .timeout(3s)
///                              .entry("1", "menu-exec-app", "transfer sales")
///                              .entry("/^(2[0-9]{3})$/", "menu-exec-app", "transfer $1")
///                              .entry("9", "menu-exit"));
class fake_menu {
public:
    using duration = std::chrono::steady_clock::duration;

    /// One that says nothing, which fails at once.
    fake_menu() = default;
    /// One that is greeted with that file.
    explicit fake_menu(std::string greet_long) : greet_long_(std::move(greet_long)) {}

    /// What is played instead of the greeting from the second time on.
    fake_menu& greet_short(std::string file) {
        greet_short_ = std::move(file);
        return *this;
    }
    /// After keys that mean nothing.
    fake_menu& invalid_sound(std::string file) {
        invalid_sound_ = std::move(file);
        return *this;
    }
    /// When the first menu ends.
    fake_menu& exit_sound(std::string file) {
        exit_sound_ = std::move(file);
        return *this;
    }
    /// Before an entry executes `transfer`.
    fake_menu& transfer_sound(std::string file) {
        transfer_sound_ = std::move(file);
        return *this;
    }
    /// For the first key after the greeting, and for all of them together.
    fake_menu& timeout(duration time) {
        timeout_ = time;
        return *this;
    }
    /// From one key to the next.
    fake_menu& inter_digit_timeout(duration time) {
        inter_digit_timeout_ = time;
        return *this;
    }
    /// So many keys are waited for; never fewer than the longest entry that is no expression has.
    fake_menu& digit_len(std::size_t keys) {
        digit_len_ = keys;
        return *this;
    }
    /// After so many wrong inputs in succession it ends; 0 is three.
    fake_menu& max_failures(unsigned times) {
        max_failures_ = times;
        return *this;
    }
    /// After so many time-outs it ends; 0 is as often as failures.
    fake_menu& max_timeouts(unsigned times) {
        max_timeouts_ = times;
        return *this;
    }
    /// The application that is executed after too many failures, with its argument.
    fake_menu& exec_on_max_failures(std::string application) {
        exec_on_max_failures_ = std::move(application);
        return *this;
    }
    /// The same after too many time-outs.
    fake_menu& exec_on_max_timeouts(std::string application) {
        exec_on_max_timeouts_ = std::move(application);
        return *this;
    }
    /// One more entry; all that match are done, in their order.
    fake_menu& entry(std::string digits, std::string action, std::string param = {}) {
        entries_.push_back({std::move(digits), std::move(action), std::move(param)});
        return *this;
    }

    /// What was set.
    const std::string& greet_long() const noexcept { return greet_long_; }
    const std::string& greet_short() const noexcept { return greet_short_; }
    const std::string& invalid_sound() const noexcept { return invalid_sound_; }
    const std::string& exit_sound() const noexcept { return exit_sound_; }
    const std::string& transfer_sound() const noexcept { return transfer_sound_; }
    const std::string& exec_on_max_failures() const noexcept { return exec_on_max_failures_; }
    const std::string& exec_on_max_timeouts() const noexcept { return exec_on_max_timeouts_; }
    const eslio::detail::compact_vector<menu_entry>& entries() const noexcept { return entries_; }

    // What holds then.

    /// How long the first key is waited for, and all of them.
    duration timeout() const noexcept {
        return timeout_ > duration::zero() ? timeout_ : std::chrono::seconds(10);
    }
    /// How long the next key is waited for.
    duration inter_digit_timeout() const noexcept;
    /// How many keys are waited for.
    std::size_t digit_len() const noexcept;
    unsigned max_failures() const noexcept { return max_failures_ == 0 ? 3 : max_failures_; }
    unsigned max_timeouts() const noexcept {
        return max_timeouts_ == 0 ? max_failures() : max_timeouts_;
    }

private:
    std::string greet_long_, greet_short_, invalid_sound_, exit_sound_, transfer_sound_;
    std::string exec_on_max_failures_, exec_on_max_timeouts_;
    duration timeout_{};
    duration inter_digit_timeout_{};
    std::size_t digit_len_ = 0;
    unsigned max_failures_ = 0;
    unsigned max_timeouts_ = 0;
    eslio::detail::compact_vector<menu_entry> entries_;
};

}  // namespace eslio::testing

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/impl/fake_menu.ipp>
#endif
