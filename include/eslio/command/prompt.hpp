// prompt: what is played to a caller to get digits from them.
#pragma once

#include <eslio/command/application.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/argument_writer.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

namespace detail {

/// FreeSWITCH collects digits into 128 bytes, the last of which is no digit's.
ESLIO_DECL argument_error check_digits(std::size_t least, std::size_t most);

ESLIO_DECL argument_error check_wait(const argument_name& argument, std::chrono::milliseconds wait);

}  // namespace detail

/// Arguments of FreeSWITCH's `play_and_get_digits`. Files may be any of FreeSWITCH's; `${...}` in
/// files and the pattern is expanded (and split at blanks), all else arrives as it is.
///
///     eslio::prompt menu("ivr/menu.wav", 1, 1);
///     menu.invalid("ivr/invalid.wav").tries(3).accept("[1-4]");
class prompt {
public:
    /// Plays `file` and takes `least` to `most` digits, 0 to 127: at 128 FreeSWITCH writes past its
    /// buffer (mod_dptools: play_and_get_digits_function). With a `least` of 0 a terminator alone
    /// is an answer without digits, and time passed is none.
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
    /// Keys that end it; empty: none. `=` before them requires one, `+` before a key keeps it among
    /// the digits (switch_ivr_read).
    prompt& terminators(std::string keys) { return terminators_ = std::move(keys), *this; }
    /// A regular expression of FreeSWITCH's that the digits must match.
    prompt& accept(std::string pattern) { return pattern_ = std::move(pattern), *this; }

    /// How many digits it waits for at least.
    std::size_t least() const noexcept { return least_; }

    /// The variable that the digits are put in; FreeSWITCH empties it first.
    static constexpr std::string_view variable = "eslio_digits";

    /// Invalid if an argument is: see `application::why`.
    application to_application() const;

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
    /// `most`: 1 to 127, as for a prompt.
    digit_reading(std::string file, std::size_t least, std::size_t most)
        : file_(std::move(file)), least_(least), most_(most) {}

    /// How long to wait for the first digit after the file has ended, and between two; refused
    /// below zero.
    digit_reading& timeout(std::chrono::milliseconds wait) { return timeout_ = wait, *this; }
    /// Keys that end it; empty: none. As of a prompt.
    digit_reading& terminators(std::string keys) { return terminators_ = std::move(keys), *this; }

    /// How many digits it waits for at least; FreeSWITCH takes none for one.
    std::size_t least() const noexcept { return least_ == 0 ? 1 : least_; }

    /// Invalid if an argument is: see `application::why`.
    application to_application() const;

private:
    std::string file_;
    std::string terminators_ = "#";
    std::size_t least_;
    std::size_t most_;
    std::chrono::milliseconds timeout_{5000};
};

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/prompt.ipp>
#endif
