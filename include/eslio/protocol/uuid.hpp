// Random UUIDs, as Job-UUIDs of our own.
#pragma once

#include <eslio/config.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace eslio::protocol {

/// UUID of version 4 made of 128 random bits.
ESLIO_DECL std::string make_uuid(std::uint64_t high, std::uint64_t low);

}  // namespace eslio::protocol

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/uuid.ipp>
#endif
