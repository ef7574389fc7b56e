// Takes the argument of `originate` apart.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/testing/fake_switch/text/separate.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing {

/// What `originate` was asked for.
struct originate_request {
    std::string destination;  ///< `user/1000`: the first of several, without its variables
    event variables;          ///< those in `{}` and `[]`
    std::string application;  ///< of `&park()`; empty for an extension
    std::string argument;     ///< of the application, or the extension
    std::string dialplan;     ///< of the extension; empty if not given
    /// Of the extension; empty if not given.
    std::string context;
    /// The caller's name as `originate` was given it; empty if not.
    std::string caller_name;
    /// The caller's number as `originate` was given it; empty if not.
    std::string caller_number;
    std::string timeout;       ///< seconds, as given; empty if not
    std::string destinations;  ///< all of them, as written
    /// Of whoever dials; empty if nobody does. A loopback leg that names no dialplan has it.
    std::string caller_dialplan;
    /// Of whoever dials; empty if nobody does. A loopback leg that names no context has it.
    std::string caller_context;
    /// The endpoint that was named (`user`), where a dial string is called in its stead; else
    /// empty.
    std::string called_as;
    /// The application was dropped, as its argument holds a backslash and a quote.
    bool runs_nothing = false;
};

namespace fake {

/// Where the bracket at the front closes; `npos` if it does not. Brackets of its kind are counted,
/// quotes and escapes not heeded (switch_utils.c: switch_find_end_paren).
ESLIO_DECL std::size_t find_closing_bracket(std::string_view text);

/// Reads `{a=b,c=d}`, `<...>` or `[...]` at the front of `text` and removes it (switch_event.c:
/// switch_event_create_brackets).
ESLIO_DECL void take_variables(std::string_view& text, event& out, char delimiter);

/// The variables of one leg: those of all legs go first, unless `local_var_clobber` is true
/// (switch_ivr_originate).
ESLIO_DECL void add_own_variables(event& shared, const event& own);

/// The destination of a dial string with its variables, as `bridge` gets it; empty if it has none.
ESLIO_DECL originate_request parse_dial_string(std::string_view text);

/// Destinations that are called at once.
using dial_group = eslio::detail::compact_vector<originate_request>;

/// Puts something else for the commas in the brackets of legs, which are to be split at commas
/// (switch_ivr_originate.c: switch_ivr_originate).
ESLIO_DECL std::string hide_commas(std::string_view legs);

/// One leg, with the variables of all and its own.
ESLIO_DECL originate_request parse_leg(std::string text, const event& shared);

/// `{all=1}[a=1]first,[b=2]second|third`: the third is called if the first two fail. Bars split in
/// brackets, too (switch_ivr_originate.c: switch_ivr_originate).
ESLIO_DECL eslio::detail::compact_vector<dial_group> parse_destinations(std::string_view text);

/// `<all=1>first:_:second`: dial strings that are called at once, each with the variables in `<>`
/// (switch_ivr_enterprise_originate).
ESLIO_DECL std::vector<std::string> parse_enterprise(std::string_view text);

/// What FreeSWITCH drops an application for that is to be part of an extension
/// (switch_caller_extension_add_application).
constexpr bool is_dropped(std::string_view argument) noexcept {
    return argument.find("\\'") != std::string_view::npos;
}

/// `&playback(x)`: the application and what stands in its parentheses, up to the first that closes
/// (mod_commands: originate_function).
ESLIO_DECL void read_application(std::string_view text, originate_request& out);

/// The extension is `undef`, which FreeSWITCH takes for none and asserts that there is one: it ends
/// (mod_commands: originate_function).
ESLIO_DECL bool ends_switch(std::string_view text);

/// What follows `originate`; nothing if the destination or what to do with it is missing. Blanks
/// split it before anything else is read, also inside of braces and parentheses (mod_commands:
/// originate_function).
ESLIO_DECL std::optional<originate_request> parse_originate(std::string_view text);

}  // namespace fake
}  // namespace eslio::testing

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/impl/dial_string.ipp>
#endif
