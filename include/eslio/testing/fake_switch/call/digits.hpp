// Keys that were pressed, and the applications that collect them: read, play_and_get_digits.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/call/variables.hpp>
#include <eslio/testing/fake_switch/text/expression.hpp>
#include <eslio/testing/fake_switch/text/separate.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

/// One key as it waits in a channel's queue.
struct digit {
    char key = '0';
    unsigned duration = 2000;  ///< in 1/8000 s
    std::string source = "RTP";
};

/// `12@100+34w`: keys, with the milliseconds that those of a group last (250; not under 50), after
/// a `~` that changes nothing here. The pauses `w` and `W` are among them; other letters are not
/// (switch_channel_queue_dtmf_string).
ESLIO_DECL eslio::detail::compact_vector<digit> parse_keys(std::string_view text,
                                                           const char* source);

/// What `read` and `play_and_get_digits` were told, and what they have got (mod_dptools.c:
/// read_function, play_and_get_digits_function; switch_ivr_play_say.c: switch_ivr_read).
class digit_collector {
public:
    using duration = std::chrono::steady_clock::duration;

    /// The argument of `read`: min max file variable timeout terminators digit_timeout.
    static digit_collector of_read(std::string_view argument);

    /// The argument of `play_and_get_digits`: min max tries timeout terminators file invalid_file
    /// variable regexp digit_timeout.
    static digit_collector of_play_and_get_digits(std::string_view argument);

    /// Of a callee who must press that key, or those keys: each time that they do not, a file tells
    /// of it (switch_ivr_originate.c: collect_thread_run).
    static digit_collector of_confirmation(std::string key, std::string file,
                                           std::string error_file, duration timeout);

    const duration& timeout() const noexcept { return timeout_; }
    const duration& digit_timeout() const noexcept { return digit_timeout_; }
    const std::string& file() const noexcept { return file_; }
    const std::string& invalid_file() const noexcept { return invalid_file_; }
    /// Where the call goes if all attempts fail: `extension [dialplan] [context]`.
    const std::string& on_failure() const noexcept { return on_failure_; }
    /// Whether there is another attempt.
    bool has_attempt() const noexcept { return tries_ != 0; }
    /// After an attempt that failed.
    void count_attempt() { --tries_; }
    bool judges() const noexcept { return judges_; }

    /// True if that key ends the attempt. The first one ends a file that plays, and if no more than
    /// one is wanted it is the digit, whichever it is.
    bool take(char key, bool file_plays);

    /// Nothing of an earlier one is left.
    void begin_attempt(variables& vars);

    /// One is over, by its last key, by time, or cut off: sets the variables. Digits that are too
    /// few stay. True if there is no need for another.
    bool end_attempt(variables& vars, bool cut);

    /// The application begins.
    void clear(variables& vars) const {
        if (judges_ && !regexp_.empty()) vars.set(variable_ + "_invalid", {});
    }

private:
    static std::size_t number(const std::string& word) {
        const int n = std::atoi(word.c_str());
        return n < 0 ? 0 : static_cast<std::size_t>(n);
    }

    void set_times(const std::string& first, const std::string& next);

    std::size_t min_ = 0;
    std::size_t max_ = 0;
    std::size_t tries_ = 1;
    duration timeout_{};
    duration digit_timeout_{};
    std::string terminators_;
    std::string file_;
    std::string variable_;
    std::string regexp_;
    std::string key_;  ///< that is wanted
    std::string got_;
    std::string invalid_file_;
    std::string on_failure_;
    char terminator_ = 0;
    bool by_key_ = false;
    bool judges_ = false;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/call/impl/digits.ipp>
#endif
