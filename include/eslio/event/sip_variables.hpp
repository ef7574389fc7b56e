// Families of channel variables that hold SIP headers, and the parts of a SIP multipart body.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/header_name.hpp>
#include <eslio/event/header_value.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eslio {

/// The name of a channel variable that was put together, as by `var::sip_header`.
class composed_variable_name {
public:
    using value_type = std::string_view;

    /// Of a prefix and the rest of the name, put together.
    composed_variable_name(std::string_view prefix, std::string_view name)
        : text_(std::string(prefix).append(name)) {}

    /// The whole name.
    std::string_view text() const& noexcept { return text_; }
    void text() const&& = delete;

    /// What `event::get` returns.
    header_value<std::string_view> of(const event& e) const {
        return variable_name<std::string_view>(text_).of(e);
    }
    void of(event&&) const = delete;

private:
    std::string text_;
};

/// One part of a SIP message with several.
struct sip_part {
    std::string_view type;  ///< as `application/pidf+xml`
    /// The bytes of the part.
    std::string_view body;
};

/// What came as a multipart body of an INVITE: the variable `sip_multipart`, whose elements are
/// `type:body` (sofia_handle_sip_i_invite). The parts refer to the event. One whose body has `|:`
/// inside is two elements, of which the second has no type (FreeSWITCH does not escape it).
ESLIO_DECL std::vector<sip_part> sip_parts(const event& e);
void sip_parts(event&&) = delete;

namespace var {

/// A header of the SIP message that made the call, or that FreeSWITCH is to send in its own:
/// `sip_h_X-Foo` (sofia_glue_do_invite; mod_sofia reads those that begin with `X-` and `P-`).
inline composed_variable_name sip_header(std::string_view name) {
    return composed_variable_name("sip_h_", name);
}
/// A header of the response to an INVITE (`sip_rh_`), of a BYE (`sip_bye_h_`), of a provisional
/// response (`sip_ph_`).
inline composed_variable_name sip_response_header(std::string_view name) {
    return composed_variable_name("sip_rh_", name);
}
inline composed_variable_name sip_bye_header(std::string_view name) {
    return composed_variable_name("sip_bye_h_", name);
}
inline composed_variable_name sip_progress_header(std::string_view name) {
    return composed_variable_name("sip_ph_", name);
}

}  // namespace var

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/sip_variables.ipp>
#endif
