// Collects the digits of a caller: up to so many, to a terminator, or until they pause.
#pragma once

#include <eslio/config.hpp>
#include <eslio/protocol/digit_rules.hpp>
#include <eslio/protocol/time.hpp>

#include <string>
#include <utility>

namespace eslio::protocol {

/// Usage: `start`, then `press` for each digit and `expire` at `deadline()` until one says it is
/// done; `take` gives the result.
class digit_collector {
public:
    /// For one collection by these rules.
    explicit digit_collector(const digit_rules& rules) : rules_(rules) {}

    /// The time for the first digit runs.
    void start(time_point now) { deadline_ = deadline_after(now, rules_.first_digit()); }

    /// True when done.
    [[nodiscard]] bool press(char digit, time_point now);

    /// True when the caller has paused for too long.
    [[nodiscard]] bool expire(time_point now) noexcept;

    /// The call ended.
    void hang_up() noexcept { how_ = collected_digits::outcome::hung_up; }

    /// When the caller has pressed nothing for too long.
    time_point deadline() const noexcept { return deadline_; }

    /// What was pressed, once it is over.
    collected_digits take() { return {how_, std::move(digits_), terminator_}; }

private:
    digit_rules rules_;
    std::string digits_;
    char terminator_ = '\0';
    collected_digits::outcome how_ = collected_digits::outcome::timed_out;
    time_point deadline_ = never;
};

}  // namespace eslio::protocol

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/digit_collector.ipp>
#endif
