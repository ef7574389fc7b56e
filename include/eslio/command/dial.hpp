// The kinds of endpoints by name: `eslio::dial::user("1000")`, `gateway`, `sofia`, `loopback`, ...
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/cause.hpp>
#include <eslio/command/detail/escape.hpp>
#include <eslio/command/endpoint.hpp>
#include <eslio/command/extension.hpp>
#include <eslio/command/group_order.hpp>
#include <eslio/command/raw_dial_string.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/hangup_cause.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::detail {

/// What may stand in one part of an address.
struct dial_text {
    std::string_view refused;  ///< marks with a meaning there
    std::string_view words;    ///< what to do instead
};

/// Writes an endpoint from parts, each checked for what it is.
class endpoint_writer {
public:
    explicit endpoint_writer(std::string_view kind) : text_(kind) {}

    /// The program's own, or a stranger's, of letters, digits and `+*#-_.`. Neither holds what has
    /// a meaning at its place.
    endpoint_writer& add(const argument_name& argument, const any_text& part,
                         const dial_text& rule);

    /// A host name or an address; IPv6 gets its brackets.
    endpoint_writer& host(std::string_view name);

    endpoint_writer& put(std::string_view text) {
        text_.append(text);
        return *this;
    }
    endpoint_writer& note(const argument_error& wrong) {
        problem_.note(wrong);
        return *this;
    }

    const std::string& text() const noexcept { return text_; }
    const argument_error& problem() const noexcept { return problem_; }

    endpoint finish() const { return problem_ ? endpoint::invalid(problem_) : endpoint(text_); }

private:
    std::string text_;
    argument_error problem_;
};

}  // namespace eslio::detail

/// Each makes an `endpoint`, whose arguments arrive as they are given. What has a meaning at its
/// place, as `/` between the parts of an address, is refused in every one of them; a stranger's
/// (`eslio::untrusted`) is of letters, digits and `+*#-_.` alone. A whole address of the program's
/// own is given as `endpoint("sofia/internal/1000@pbx;transport=tcp")`.
namespace eslio::dial {

/// A user of the directory, called by their `dial-string` (mod_dptools: user_outgoing_channel).
/// Without a domain FreeSWITCH takes its default.
ESLIO_DECL endpoint user(const any_text& name, std::string_view domain = {});

/// A number at a gateway of mod_sofia: `sofia/gateway/NAME/NUMBER` (sofia_outgoing_channel). `@`
/// would name another host, `;` parameters, `^` whom the call is to.
ESLIO_DECL endpoint gateway(std::string_view name, const any_text& number);

/// A SIP user at a host, by a profile of mod_sofia: `sofia/PROFILE/USER@HOST:PORT`. An IPv6 host is
/// given with or without its brackets.
ESLIO_DECL endpoint sofia(std::string_view profile, const any_text& user, std::string_view host,
                          std::uint16_t port = 0);

/// Where a user is registered at a profile of mod_sofia (sofia_reg_find_reg_url), at one place.
/// Without a domain it is the profile's. All places: `contact`.
ESLIO_DECL endpoint registered(std::string_view profile, const any_text& user,
                               std::string_view domain = {});

/// All contacts that a user is registered with, as FreeSWITCH knows them when it calls:
/// `${sofia_contact(PROFILE/USER@DOMAIN)}`, a raw dial string (mod_sofia: sofia_contact_function).
/// The profile `*` means all.
ESLIO_DECL endpoint contact(const any_text& user, std::string_view domain,
                            std::string_view profile = "*");

using eslio::group_order;

/// The users of a group of the directory (mod_dptools: group_outgoing_channel). A `+` in the name
/// would begin letters for the order.
ESLIO_DECL endpoint group(const any_text& name, std::string_view domain = {},
                          group_order order = group_order::together);

/// A call into FreeSWITCH's own dialplan (mod_loopback), to `XML` and `default` if none are named.
/// An extension `app=...` would run an application, `/` end it.
ESLIO_DECL endpoint loopback(const extension& to);

/// A user that is logged in by mod_verto. Without a domain FreeSWITCH takes its default.
ESLIO_DECL endpoint verto(const any_text& user, std::string_view domain = {});

/// Fails at once with a cause, what a chain of alternatives may end with (mod_dptools:
/// error_outgoing_channel). As text it is a name or a number; one that FreeSWITCH does not know
/// ends as NORMAL_CLEARING.
ESLIO_DECL endpoint error(std::string_view cause);
inline endpoint error(const char* cause) {
    return error(std::string_view(cause));
}
inline endpoint error(const std::string& cause) {
    return error(std::string_view(cause));
}
/// The same by a value. Of `none` FreeSWITCH makes DESTINATION_OUT_OF_ORDER. `unknown` is refused.
inline endpoint error(hangup_cause cause) {
    if (argument_error wrong = detail::check_cause(cause))
        return endpoint::invalid(std::move(wrong));
    return error(to_string(cause));
}

/// A channel without a far end, which answers at once (mod_loopback:
/// null_channel_outgoing_channel).
ESLIO_DECL endpoint null(const any_text& name = "x");

/// Waits until somebody takes it by the application `pickup` with the same key (mod_dptools:
/// pickup_outgoing_channel).
ESLIO_DECL endpoint pickup(const any_text& key);

}  // namespace eslio::dial

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/dial.ipp>
#endif
