// prompt: what is played to a caller to get digits of him.
#pragma once

#include <eslio/command/application.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// Arguments of FreeSWITCH's `play_and_get_digits`. Files may be any of FreeSWITCH's, without
/// spaces.
///
///     eslio::prompt menu("ivr/menu.wav", 1, 1);
///     menu.invalid("ivr/invalid.wav").tries(3).accept("[1-4]");
class prompt {
public:
    /// Plays `file` and takes `least` to `most` digits, 1 to 128.
    prompt(std::string file, std::size_t least, std::size_t most)
        : file_(std::move(file)), least_(least), most_(most) {}

    /// Played when the digits do not fit.
    prompt& invalid(std::string file) { return invalid_ = std::move(file), *this; }
    /// How often it asks.
    prompt& tries(unsigned count) { return tries_ = count, *this; }
    /// How long to wait for the first digit after the file has ended; less than a second counts as
    /// one.
    prompt& first_digit(std::chrono::milliseconds wait) { return first_ = wait, *this; }
    /// How long to wait between two; 0: as for the first.
    prompt& next_digit(std::chrono::milliseconds wait) { return next_ = wait, *this; }
    /// Keys that end it; empty: none.
    prompt& terminators(std::string keys) { return terminators_ = std::move(keys), *this; }
    /// A regular expression of FreeSWITCH's that the digits must match.
    prompt& accept(std::string pattern) { return pattern_ = std::move(pattern), *this; }

    std::size_t least() const noexcept { return least_; }

    /// The variable that the digits are put in; FreeSWITCH empties it first.
    static constexpr std::string_view variable = "eslio_digits";

    application to_application() const {
        if (file_.empty() || pattern_.empty()) return application::invalid(error::empty_argument);
        for (const std::string* part : {&file_, &invalid_, &terminators_, &pattern_})
            if (!detail::is_one_word(*part)) return application::invalid(error::unwritable_text);
        if (least_ < 1 || most_ < least_ || most_ > 128 || tries_ < 1 ||
            !detail::fits_atoi(tries_) || !detail::fits_atoi(first_.count()) ||
            !detail::fits_atoi(next_.count()))
            return application::invalid(error::number_out_of_range);
        const std::string none = "silence_stream://1";
        std::string text = std::to_string(least_) + " " + std::to_string(most_) + " " +
                           std::to_string(tries_) + " " + std::to_string(first_.count()) + " " +
                           (terminators_.empty() ? "none" : terminators_) + " " + file_ + " " +
                           (invalid_.empty() ? none : invalid_) + " ";
        text.append(variable).append(" ").append(pattern_).append(" ");
        text.append(std::to_string(next_.count()));
        return application("play_and_get_digits", std::move(text));
    }

private:
    std::string file_;
    std::string invalid_;
    std::string terminators_ = "#";
    std::string pattern_ = "\\d+";
    std::size_t least_;
    std::size_t most_;
    unsigned tries_ = 1;
    std::chrono::milliseconds first_{5000};
    std::chrono::milliseconds next_{3000};
};

/// Reads digits without judging them: `read`. Completes like a prompt. FreeSWITCH counts a `least`
/// of none as one, and a time of less than a second as one.
class digit_reading {
public:
    digit_reading(std::string file, std::size_t least, std::size_t most)
        : file_(std::move(file)), least_(least), most_(most) {}

    digit_reading& timeout(std::chrono::milliseconds wait) { return timeout_ = wait, *this; }
    digit_reading& terminators(std::string keys) { return terminators_ = std::move(keys), *this; }

    std::size_t least() const noexcept { return least_ == 0 ? 1 : least_; }

    application to_application() const {
        if (file_.empty()) return application::invalid(error::empty_argument);
        if (!detail::is_one_word(file_) || !detail::is_one_word(terminators_))
            return application::invalid(error::unwritable_text);
        if (most_ < least_ || most_ < 1 || most_ > 128 || !detail::fits_atoi(timeout_.count()))
            return application::invalid(error::number_out_of_range);
        std::string text = std::to_string(least_) + " " + std::to_string(most_) + " " + file_ + " ";
        text.append(prompt::variable).append(" ").append(std::to_string(timeout_.count()));
        text.append(" ").append(terminators_.empty() ? "none" : terminators_);
        return application("read", std::move(text));
    }

private:
    std::string file_;
    std::string terminators_ = "#";
    std::size_t least_;
    std::size_t most_;
    std::chrono::milliseconds timeout_{5000};
};

}  // namespace eslio
