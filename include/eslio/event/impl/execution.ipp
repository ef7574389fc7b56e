// The bodies of the functions of execution.hpp.
#pragma once

#include <eslio/event/execution.hpp>

namespace eslio::detail {

ESLIO_DECL std::string_view application_response(const event& data) noexcept {
    const std::string_view said = data.is(event_name::channel_data)
                                      ? data.variable("current_application_response")
                                      : data["Application-Response"];
    return said == "_none_" ? std::string_view() : said;
}

ESLIO_DECL std::string_view other_leg_uuid(const event& data) noexcept {
    const std::string_view joined = data["Bridge-B-Unique-ID"];
    return joined.empty() ? data["Other-Leg-Unique-ID"] : joined;
}

}  // namespace eslio::detail
