// The bodies of the functions of header_range.hpp.
#pragma once

#include <eslio/event/header_range.hpp>

namespace eslio {

ESLIO_DECL header_range::iterator header_range::iterator::operator++(int) noexcept {
    iterator old = *this;
    ++*this;
    return old;
}

}  // namespace eslio
