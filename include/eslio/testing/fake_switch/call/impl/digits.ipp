// The bodies of the functions of digits.hpp.
#pragma once

#include <eslio/testing/fake_switch/call/digits.hpp>

#include <vector>

namespace eslio::testing::fake {

ESLIO_COLD digit_collector digit_collector::of_read(std::string_view argument) {
    std::vector<std::string> words = separate(argument, ' ', 7);
    words.resize(7);
    digit_collector c;
    c.min_ = std::max<std::size_t>(number(words[0]), 1);
    c.max_ = std::max(number(words[1]), c.min_);
    c.file_ = words[2];
    c.variable_ = words[3];
    c.set_times(words[4], words[6]);
    c.terminators_ = words[5].empty() ? "#" : words[5];
    if (argument.empty()) c.tries_ = 0;
    return c;
}

ESLIO_COLD digit_collector digit_collector::of_play_and_get_digits(std::string_view argument) {
    std::vector<std::string> words = separate(argument, ' ', 11);
    words.resize(11);
    digit_collector c;
    c.min_ = number(words[0]);
    c.max_ = std::max(number(words[1]), c.min_);
    c.tries_ = number(words[2]);
    c.set_times(words[3], words[9]);
    c.terminators_ = words[4].empty() ? "#" : words[4];
    c.file_ = words[5];
    c.invalid_file_ = words[6];
    c.variable_ = words[7];
    c.regexp_ = words[8];
    c.on_failure_ = words[10];
    c.judges_ = true;
    return c;
}

ESLIO_COLD digit_collector digit_collector::of_confirmation(std::string key, std::string file,
                                                            std::string error_file,
                                                            duration timeout) {
    digit_collector c;
    c.min_ = c.max_ = key.size();
    c.tries_ = 1000;
    c.timeout_ = c.digit_timeout_ = timeout;
    c.key_ = std::move(key);
    c.file_ = std::move(file);
    c.invalid_file_ = std::move(error_file);
    c.judges_ = true;
    return c;
}

ESLIO_COLD bool digit_collector::take(char key, bool file_plays) {
    by_key_ = true;
    const bool only_one = file_plays && got_.empty() && max_ <= 1;
    if (!only_one && terminators_.find(key) != std::string::npos) {
        terminator_ = key;
        return true;
    }
    got_.push_back(key);
    return by_key_ = got_.size() >= max_;
}

ESLIO_COLD void digit_collector::begin_attempt(variables& vars) {
    got_.clear();
    terminator_ = 0;
    by_key_ = false;
    vars.set("read_result", {});
    if (!variable_.empty()) vars.set(variable_, {});
}

ESLIO_COLD bool digit_collector::end_attempt(variables& vars, bool cut) {
    const bool enough = got_.size() >= min_;
    const bool success = cut ? !got_.empty() : by_key_;
    const char* const otherwise = cut ? "failure" : "timeout";
    if (terminator_ != 0) vars.set("read_terminator_used", std::string(1, terminator_));
    vars.set("read_result", !enough ? "failure" : success ? "success" : otherwise);
    if (max_ == 1 && got_.size() == 1 && terminators_.find(got_[0]) != std::string::npos)
        got_.clear();
    if (!got_.empty() && !variable_.empty()) vars.set(variable_, got_);
    if (!judges_ || cut) return true;
    if (!key_.empty()) return got_ == key_;
    if (min_ == 0 && got_.empty() && !vars["read_terminator_used"].empty()) return true;
    if (!enough || got_.empty()) return false;
    if (regexp_.empty() || search(read_expression(regexp_), got_)) return true;
    vars.set(variable_, {});
    vars.set(variable_ + "_invalid", got_);
    return false;
}

ESLIO_COLD void digit_collector::set_times(const std::string& first, const std::string& next) {
    timeout_ = std::chrono::milliseconds(std::max<std::size_t>(number(first), 1000));
    digit_timeout_ = std::chrono::milliseconds(number(next));
    if (digit_timeout_ == duration::zero()) digit_timeout_ = timeout_;
}

ESLIO_COLD eslio::detail::compact_vector<digit> parse_keys(std::string_view text,
                                                           const char* source) {
    static constexpr std::string_view known = "0123456789*#ABCDabcdwW";
    static constexpr std::uint64_t shortest = 50, usual = 250, longest = 24'000;
    eslio::detail::compact_vector<digit> all;
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

}  // namespace eslio::testing::fake
