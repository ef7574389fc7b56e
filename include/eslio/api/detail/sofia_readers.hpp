// Reads what `sofia xmlstatus` answers.
#pragma once

#include <eslio/api/sofia.hpp>
#include <eslio/config.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace eslio::detail {

ESLIO_DECL std::optional<std::vector<api::sofia_entry>> read_sofia_entries(std::string_view body);
ESLIO_DECL std::optional<api::sofia_profile> read_sofia_profile(std::string_view body);
ESLIO_DECL std::optional<api::sofia_gateway> read_sofia_gateway(std::string_view body);
ESLIO_DECL std::optional<std::vector<api::sofia_gateway>> read_sofia_gateways(
    std::string_view body);
ESLIO_DECL std::optional<std::vector<api::sofia_registration>> read_sofia_registrations(
    std::string_view body);

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/sofia_readers.ipp>
#endif
