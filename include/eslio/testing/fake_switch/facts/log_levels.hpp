// The levels of FreeSWITCH's log by name and number.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/ascii.hpp>

#include <string>
#include <string_view>

namespace eslio::testing::fake {

inline constexpr std::string_view log_levels[] = {"console", "alert",  "crit", "err",
                                                  "warning", "notice", "info", "debug"};

/// Of a name, or a digit; negative for another word (switch_log.c: switch_log_str2level).
ESLIO_DECL int log_level_of(std::string_view word) noexcept;

/// In capitals.
ESLIO_DECL std::string log_level_name(int level);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/facts/impl/log_levels.ipp>
#endif
