// The bodies of the functions of permissions.hpp.
#pragma once

#include <eslio/event/permissions.hpp>

namespace eslio {

ESLIO_DECL std::optional<permissions> permissions_of(const reply& r) {
    if (!wire::starts_with(r.text(), "+OK accepted")) return std::nullopt;
    return permissions(r);
}

}  // namespace eslio
