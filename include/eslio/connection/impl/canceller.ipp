// The bodies of the functions of canceller.hpp.
#pragma once

#include <eslio/connection/detail/canceller.hpp>

namespace eslio::detail {

ESLIO_DECL bool is_harmless(asio::cancellation_type_t type) noexcept {
    constexpr auto may_have_effect =
        asio::cancellation_type_t::terminal | asio::cancellation_type_t::partial;
    return (type & may_have_effect) == asio::cancellation_type_t::none;
}

}  // namespace eslio::detail
