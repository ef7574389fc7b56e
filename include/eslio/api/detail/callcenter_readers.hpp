// Reads what mod_callcenter answers.
#pragma once

#include <eslio/api/callcenter.hpp>
#include <eslio/api/detail/readers.hpp>
#include <eslio/api/record.hpp>
#include <eslio/config.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace eslio::detail {

/// The list in `response` of the JSON command `callcenter_config`.
ESLIO_DECL std::optional<std::vector<api::record>> read_callcenter(std::string_view body);

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/callcenter_readers.ipp>
#endif
