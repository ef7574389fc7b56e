// Keys that were pressed, and the applications that collect them: read, play_and_get_digits.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/pattern.hpp>
#include <eslio/testing/fake_switch/separate.hpp>
#include <eslio/testing/fake_switch/variables.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

/// One key as it waits in a channel's queue.
struct digit {
    char key = '0';
    unsigned duration = 2000;  ///< in 1/8000 s
    std::string source = "RTP";
};

/// `12@100+34w`: keys, with the milliseconds that those of a group last (250; not under 50), behind
/// a `~` that changes nothing here. The pauses `w` and `W` are among them; other letters are not
/// (switch_channel_queue_dtmf_string).
ESLIO_DECL std::vector<digit> parse_keys(std::string_view text, const char* source);

/// What `read` and `play_and_get_digits` were told, and what they have got (mod_dptools.c:
/// read_function, play_and_get_digits_function; switch_ivr_play_say.c: switch_ivr_read).
class digit_collector {
public:
    using duration = std::chrono::steady_clock::duration;

    /// The argument of `read`: min max file variable timeout terminators digit_timeout.
    static digit_collector of_read(std::string_view argument) {
        std::vector<std::string> words = separate(argument, ' ', 7);
        words.resize(7);
        digit_collector c;
        c.min_ = std::max<std::size_t>(number(words[0]), 1);
        c.max_ = std::max(number(words[1]), c.min_);
        c.file_ = words[2];
        c.variable_ = words[3];
        c.set_times(words[4], words[6]);
        c.terminators_ = words[5].empty() ? "#" : words[5];
        return c;
    }

    /// The argument of `play_and_get_digits`: min max tries timeout terminators file invalid_file
    /// variable regexp digit_timeout.
    static digit_collector of_play_and_get_digits(std::string_view argument) {
        std::vector<std::string> words = separate(argument, ' ', 11);
        words.resize(11);
        digit_collector c;
        c.min_ = number(words[0]);
        c.max_ = std::max(number(words[1]), c.min_);
        c.tries_ = number(words[2]);
        c.set_times(words[3], words[9]);
        c.terminators_ = words[4].empty() ? "#" : words[4];
        c.file_ = words[5];
        c.variable_ = words[7];
        c.regexp_ = words[8];
        c.judges_ = true;
        return c;
    }

    const duration& timeout() const noexcept { return timeout_; }
    const duration& digit_timeout() const noexcept { return digit_timeout_; }
    const std::string& file() const noexcept { return file_; }

    /// True if that key ends it. The first one while the file plays is a digit, whichever it is.
    bool take(char key, bool file_plays) {
        by_key_ = true;
        if (!(file_plays && got_.empty()) && terminators_.find(key) != std::string::npos) {
            terminator_ = key;
            return true;
        }
        got_.push_back(key);
        return by_key_ = got_.size() >= max_;
    }

    /// One attempt is over, by its last key or by time: true if there is no other.
    bool attempt_over() {
        over_ = true;
        const bool enough = judge(by_key_ ? "success" : "timeout");
        if (!judges_ || (min_ == 0 && got_.empty() && terminator_ != 0)) return true;
        if (enough && !got_.empty()) {
            if (regexp_.empty() || pattern(regexp_, false).search(got_)) return true;
            invalid_ = std::exchange(got_, {});
        }
        if (tries_ <= 1) return true;
        --tries_;
        got_.clear();
        return over_ = by_key_ = false;
    }

    /// The application begins: nothing of an earlier one is left.
    void clear(variables& vars) const {
        vars.set("read_result", {});
        vars.set(variable_, {});
    }

    /// Sets the variables that the application leaves behind. Digits that are too few stay. When it
    /// is cut off while it collects, what was pressed by then is judged; while its file plays there
    /// is no result (switch_ivr_read).
    void write(variables& vars, bool cut, bool file_plays) {
        if (cut && file_plays) return;
        if (!over_) judge(cut && !got_.empty() ? "success" : "failure");
        vars.set("read_result", result_);
        vars.set(variable_, got_);
        if (terminator_ != 0) vars.set("read_terminator_used", std::string(1, terminator_));
        if (judges_ && !regexp_.empty()) vars.set(variable_ + "_invalid", invalid_);
    }

private:
    static std::size_t number(const std::string& word) {
        const int n = std::atoi(word.c_str());
        return n < 0 ? 0 : static_cast<std::size_t>(n);
    }

    void set_times(const std::string& first, const std::string& next) {
        timeout_ = std::chrono::milliseconds(std::max<std::size_t>(number(first), 1000));
        digit_timeout_ = std::chrono::milliseconds(number(next));
        if (digit_timeout_ == duration::zero()) digit_timeout_ = timeout_;
    }

    /// Sets the result; true if there are digits enough.
    bool judge(std::string_view result) {
        const bool enough = got_.size() >= min_;
        result_ = enough ? result : "failure";
        if (max_ == 1 && got_.size() == 1 && terminators_.find(got_[0]) != std::string::npos)
            got_.clear();
        return enough;
    }

    std::size_t min_ = 0;
    std::size_t max_ = 0;
    std::size_t tries_ = 1;
    duration timeout_{};
    duration digit_timeout_{};
    std::string terminators_;
    std::string file_;
    std::string variable_;
    std::string regexp_;
    std::string got_;
    std::string invalid_;
    std::string_view result_;
    char terminator_ = 0;
    bool by_key_ = false;
    bool over_ = false;
    bool judges_ = false;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/impl/digits.ipp>
#endif
