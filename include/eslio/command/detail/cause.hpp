// A hang-up cause as an argument: the word for it.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/hangup_cause.hpp>

#include <string_view>

namespace eslio::detail {

/// Of `unknown`, which has no word, FreeSWITCH would make NORMAL_CLEARING.
inline argument_error check_cause(hangup_cause cause) {
    if (cause == hangup_cause::none || !to_string(cause).empty()) return {};
    return refuse(error::unwritable_text, "cause",
                  "it is unknown, and has no name; give FreeSWITCH's name or number of it");
}

/// The cause's name; empty of `none`, which leaves it to FreeSWITCH.
constexpr std::string_view cause_word(hangup_cause cause) noexcept {
    return cause == hangup_cause::none ? std::string_view() : to_string(cause);
}

}  // namespace eslio::detail
