// What an attempt to call somebody needs of a dial string: UUIDs of its legs, and how long it may
// take (dial_string.hpp).
#pragma once

#include <eslio/command/dial_string.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string_view>
#include <unordered_set>

namespace eslio {

namespace detail {

inline constexpr std::string_view uuid_variable = "origination_uuid";

/// A number of the switch's that has to be above zero and not too large; else what holds without.
ESLIO_DECL std::int64_t number_or(std::string_view text, std::int64_t otherwise,
                                  std::int64_t most) noexcept {
    const auto number = wire::parse_number(text);
    if (!number || *number == 0) return otherwise;
    return static_cast<std::int64_t>(std::min(*number, static_cast<std::uint64_t>(most)));
}

}  // namespace detail

ESLIO_DECL std::vector<std::string> dial_string::name_legs(
    const std::function<std::string()>& next) {
    std::vector<std::string> all;
    std::unordered_set<std::string> seen;
    const auto add = [&](std::string_view uuid) {
        if (seen.emplace(uuid).second) all.emplace_back(uuid);
    };
    for (dial_part& part : parts_) {
        std::string_view of_all = detail::dial_value(part.variables, detail::uuid_variable);
        if (of_all.empty()) of_all = detail::dial_value(shared_, detail::uuid_variable);
        const bool is_one = part.alternatives.size() == 1 && part.alternatives[0].size() == 1;
        for (auto& together : part.alternatives) {
            for (endpoint& leg : together) {
                if (detail::dial_value(leg.variables(), detail::uuid_variable).empty() &&
                    of_all.empty()) {
                    const std::string uuid = next();
                    if (is_one)
                        detail::set_variable(part.variables, detail::uuid_variable, uuid);
                    else
                        leg.uuid(uuid);
                    add(uuid);
                    continue;
                }
                const std::string_view own =
                    detail::dial_value(leg.variables(), detail::uuid_variable);
                add(own.empty() ? of_all : own);
            }
        }
    }
    if (all.empty()) all.push_back(next());  // it is invalid
    return all;
}

ESLIO_DECL std::chrono::seconds dial_string::longest() const {
    static constexpr std::int64_t default_timeout = 60;  // SWITCH_DEFAULT_TIMEOUT
    static constexpr std::int64_t most = 3600LL * 24 * 365;
    std::int64_t longest = 0;
    for (const dial_part& part : parts_) {
        const auto number = [&](std::string_view name, std::int64_t otherwise, std::int64_t bound) {
            const std::string_view own = detail::dial_value(part.variables, name);
            return detail::number_or(own.empty() ? detail::dial_value(shared_, name) : own,
                                     otherwise, bound);
        };
        const std::int64_t tries = number("originate_retries", 1, 100);
        const std::int64_t pause = number("originate_retry_sleep_ms", 1000, 60000) / 1000 + 1;
        const std::int64_t once = number("originate_timeout", default_timeout, most) *
                                  static_cast<std::int64_t>(part.alternatives.size());
        longest = std::max(longest, std::min(once * tries + (tries - 1) * pause, most));
    }
    return std::chrono::seconds(longest == 0 ? default_timeout : longest);
}

}  // namespace eslio
