// Which digits of a caller are collected, and what came of it.
#pragma once

#include <eslio/config.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>

namespace eslio {

/// What is to be collected: by default one digit, or `#`.
///
///     call.async_digits(eslio::digit_rules(4).first_digit(10s), token);
class digit_rules {
public:
    using duration = std::chrono::steady_clock::duration;

    /// `most`: with so many it is complete; 0 counts as 1.
    explicit digit_rules(std::size_t most = 1) : most_(most == 0 ? 1 : most) {}

    /// Any of these keys ends it and is not among the digits; empty: none does.
    digit_rules& terminators(std::string keys) { return terminators_ = std::move(keys), *this; }

    /// How long to wait for the first digit, 5 s if not set; zero: until the call ends, below zero:
    /// not at all.
    digit_rules& first_digit(duration wait) { return first_ = wait, *this; }
    /// How long to wait between two, 3 s if not set; zero and below zero likewise.
    digit_rules& next_digit(duration wait) { return next_ = wait, *this; }

    /// Takes what was pressed since the last collection as well, up to 32 digits. Without it only
    /// what is pressed from now on counts.
    digit_rules& type_ahead(bool on = true) { return type_ahead_ = on, *this; }

    /// What was set.
    std::size_t most() const noexcept { return most_; }
    const std::string& terminators() const noexcept { return terminators_; }
    duration first_digit() const noexcept { return first_; }
    duration next_digit() const noexcept { return next_; }
    bool type_ahead() const noexcept { return type_ahead_; }

private:
    std::size_t most_;
    std::string terminators_ = "#";
    duration first_ = std::chrono::seconds(5);
    duration next_ = std::chrono::seconds(3);
    bool type_ahead_ = false;
};

/// What the caller pressed, and why it ended.
class [[nodiscard]] collected_digits {
public:
    /// Why it ended.
    enum class outcome {
        complete,    ///< as many as were wanted
        terminated,  ///< by a terminator: `terminator()`
        timed_out,   ///< the caller pressed no more
        hung_up,     ///< the call ended
        unknown,     ///< nothing is known: it stands beside an error
    };

    collected_digits() = default;
    /// Made by the library.
    collected_digits(outcome how, std::string digits, char terminator = '\0')
        : how_(how), digits_(std::move(digits)), terminator_(terminator) {}

    /// Why it ended.
    outcome how() const noexcept { return how_; }
    /// The digits that were pressed, without the terminator.
    const std::string& digits() const& noexcept { return digits_; }
    std::string digits() && noexcept { return std::move(digits_); }
    /// The key that ended it; NUL if none did.
    char terminator() const noexcept { return terminator_; }

    /// There are digits, or a terminator was pressed.
    explicit operator bool() const noexcept {
        return how_ == outcome::complete || how_ == outcome::terminated || !digits_.empty();
    }

private:
    outcome how_ = outcome::unknown;
    std::string digits_;
    char terminator_ = '\0';
};

}  // namespace eslio
