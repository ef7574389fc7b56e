// Keys that were pressed, and the applications that collect them: read, play_and_get_digits.
#pragma once

#include <eslio/testing/fake_switch/pattern.hpp>
#include <eslio/testing/fake_switch/variables.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
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
inline std::vector<digit> parse_keys(std::string_view text, const char* source) {
    static constexpr std::string_view known = "0123456789*#ABCDabcdwW";
    static constexpr std::uint64_t shortest = 50, usual = 250, longest = 24'000;
    std::vector<digit> all;
    if (!text.empty() && text.front() == '~') text.remove_prefix(1);
    while (!text.empty()) {
        std::string_view length = wire::next_word(text, '+');
        const std::string_view keys = wire::next_word(length, '@');
        const std::uint64_t given = wire::parse_number(length).value_or(usual);
        const std::uint64_t ms = given > shortest ? std::min(given, longest) : usual;
        for (const char key : keys)
            if (known.find(key) != std::string_view::npos)
                all.push_back({key, static_cast<unsigned>(ms * 8), source});
    }
    return all;
}

/// What `read` and `play_and_get_digits` were told, and what they have got.
class digit_collector {
public:
    using duration = std::chrono::steady_clock::duration;

    /// The argument of `read`: min max file variable timeout terminators.
    static digit_collector of_read(std::string_view argument) {
        digit_collector c;
        c.min_ = number(argument, 0);
        c.max_ = number(argument, 128);
        c.file_ = std::string(wire::next_word(argument));
        c.variable_ = std::string(wire::next_word(argument));
        c.timeout_ = std::chrono::milliseconds(number(argument, 1000));
        c.digit_timeout_ = c.timeout_;
        c.terminators_ = std::string(wire::next_word(argument));
        c.is_read_ = true;
        return c;
    }

    /// The argument of `play_and_get_digits`: min max tries timeout terminators file invalid_file
    /// variable regexp digit_timeout.
    static digit_collector of_play_and_get_digits(std::string_view argument) {
        digit_collector c;
        c.min_ = number(argument, 0);
        c.max_ = number(argument, 128);
        c.tries_ = number(argument, 1);
        c.timeout_ = std::chrono::milliseconds(number(argument, 5000));
        c.terminators_ = std::string(wire::next_word(argument));
        c.file_ = std::string(wire::next_word(argument));
        c.invalid_file_ = std::string(wire::next_word(argument));
        c.variable_ = std::string(wire::next_word(argument));
        c.regexp_ = std::string(wire::next_word(argument));
        const std::size_t given = number(argument, 0);
        c.digit_timeout_ = given == 0 ? c.timeout_ : duration(std::chrono::milliseconds(given));
        return c;
    }

    const duration& timeout() const noexcept { return timeout_; }
    const duration& digit_timeout() const noexcept { return digit_timeout_; }
    const std::string& file() const noexcept { return file_; }

    /// True if that key ends it.
    bool take(char key) {
        if (terminators_ != "none" && terminators_.find(key) != std::string::npos) {
            terminator_ = key;
            return true;
        }
        got_.push_back(key);
        return got_.size() >= max_;
    }

    /// One attempt is over: true if it is not to be repeated.
    bool attempt_over() {
        if (valid()) return true;
        if (tries_ <= 1) return true;
        --tries_;
        got_.clear();
        terminator_ = 0;
        return false;
    }

    /// Sets the variables that the application leaves behind; `cut`: the call has ended.
    void write(variables& vars, bool cut) const {
        const bool ok = valid();
        vars.set(variable_, ok ? std::string_view(got_) : std::string_view{});
        if (terminator_ != 0) vars.set("read_terminator_used", std::string(1, terminator_));
        if (is_read_)
            vars.set("read_result", ok ? "success" : got_.empty() && !cut ? "timeout" : "failure");
        else if (!ok && !got_.empty())
            vars.set(variable_ + "_invalid", got_);
    }

private:
    static std::size_t number(std::string_view& words, std::size_t otherwise) {
        const auto n = wire::parse_number(wire::next_word(words));
        return n ? static_cast<std::size_t>(*n) : otherwise;
    }

    bool valid() const {
        if (got_.size() < min_) return false;
        return regexp_.empty() || is_read_ || pattern(regexp_, false).search(got_);
    }

    std::size_t min_ = 0;
    std::size_t max_ = 128;
    std::size_t tries_ = 1;
    duration timeout_{};
    duration digit_timeout_{};
    std::string terminators_;
    std::string file_;
    std::string invalid_file_;
    std::string variable_;
    std::string regexp_;
    std::string got_;
    char terminator_ = 0;
    bool is_read_ = false;
};

}  // namespace eslio::testing::fake
