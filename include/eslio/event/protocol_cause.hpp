// protocol_cause: why a call ended in its protocol's own terms, as sip:486.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/value_reader.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace eslio {

/// What the variable proto_specific_hangup_cause says: `sip:486` (sofia_handle_sip_r_invite,
/// sofia_on_hangup). It refers to the text.
struct protocol_cause {
    std::string_view protocol;  ///< as `sip`
    int code = 0;               ///< of SIP the status

    friend constexpr bool operator==(const protocol_cause& a, const protocol_cause& b) noexcept {
        return a.protocol == b.protocol && a.code == b.code;
    }
    friend constexpr bool operator!=(const protocol_cause& a, const protocol_cause& b) noexcept {
        return !(a == b);
    }
};

/// Reads `protocol:number` for `header_value`.
template <>
struct value_reader<protocol_cause> {
    /// Nothing of what is no such cause.
    static std::optional<protocol_cause> read(std::string_view text) noexcept {
        const std::size_t colon = text.find(':');
        if (colon == std::string_view::npos || colon == 0) return std::nullopt;
        const auto code = value_reader<int>::read(text.substr(colon + 1));
        if (!code) return std::nullopt;
        return protocol_cause{text.substr(0, colon), *code};
    }
};

}  // namespace eslio
