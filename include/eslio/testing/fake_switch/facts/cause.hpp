// The hang-up cause that FreeSWITCH makes of any text, by name and number.
#pragma once

#include <eslio/config.hpp>

#include <string_view>

namespace eslio::testing::fake {

struct cause_number {
    std::string_view name;
    int number;
};

/// The cause of that name, or of the number that the text begins with, which is UNKNOWN if it is
/// none's; of any other text NORMAL_CLEARING (switch_channel_str2cause, switch_channel_cause2str).
ESLIO_DECL cause_number find_cause(std::string_view text) noexcept;

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/facts/impl/cause.ipp>
#endif
