// Dial strings: whom `originate` and `bridge` shall call, with variables that mean what they say.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/escape.hpp>
#include <eslio/command/endpoint.hpp>
#include <eslio/command/raw_dial_string.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio {

/// What one `originate` reads of a dial string: legs, and the variables of all of them.
struct dial_part {
    /// Those that stand before it, in their order.
    std::vector<dial_variable> variables;
    /// Each is called when those before did not answer; the legs of one ring together.
    std::vector<std::vector<endpoint>> alternatives;
};

namespace detail {

/// A piece of a dial string; a raw one stays as it is.
struct dial_piece {
    std::string text;
    bool is_raw;
};

/// How many legs, alternatives and parts FreeSWITCH reads (switch_ivr_originate: MAX_PEERS).
inline constexpr std::size_t most_legs = 128;

/// Whether the pieces, one after the other, hold what FreeSWITCH's expansion would change.
ESLIO_DECL bool is_expanded(const std::vector<dial_piece>& pieces);

/// The pieces so that FreeSWITCH's expansion changes the references of raw ones alone.
ESLIO_DECL std::string join_expanded(const std::vector<dial_piece>& pieces);

}  // namespace detail

/// Endpoints, and the variables of all of them or of each.
///
///     eslio::dial_string callee(eslio::dial::user("1000"));
///     callee.also(eslio::dial::gateway("trunk", eslio::untrusted(number)).timeout(20s));
///     callee.variable("origination_caller_id_name", eslio::untrusted(name));
///
/// A value may hold any bytes but NUL, braces that do not balance, `:_:`, and `${`: FreeSWITCH sets
/// no such variable, unless `origination_nested_vars` is `true` (switch_ivr_originate: check_vars);
/// in `bridge` not even then. Line breaks are escaped; refused they are of strangers and where a
/// variable becomes a SIP header (`sip_h_...`, the caller's id). No stranger's is taken for
/// variables whose value FreeSWITCH runs (`execute_on_answer`, `api_hangup_hook`). An invalid part
/// makes it invalid
/// (`error()`, `why()`), and what is made of it.
///
/// FreeSWITCH reads 1024 variables, 128 alternatives and 128 legs that ring together
/// (switch_ivr_originate: MAX_PEERS); more are refused. So is one `origination_uuid` for several
/// legs that ring together: the second of them would fail, and the first have another UUID.
class dial_string {
public:
    /// One leg, to which others may be added. Of text: an endpoint as written, `user/1000`.
    dial_string(endpoint first) { add(std::move(first)); }
    dial_string(std::string_view first) : dial_string(endpoint(first)) {}
    dial_string(const char* first) : dial_string(endpoint(first)) {}
    dial_string(const std::string& first) : dial_string(endpoint(first)) {}
    dial_string(const raw_dial_string& own) : dial_string(endpoint(own)) {}

    /// A compile-time error that says what is right.
    template <class Stranger, class = detail::if_untrusted<Stranger>>
    dial_string(const Stranger&) : dial_string(endpoint(std::string_view())) {
        static_cast<void>(detail::no_dial_string<Stranger, dial_string>());
    }

    /// The dial string that a configuration holds: `{x=y}[leg_timeout=5]user/1000|user/1001`, read
    /// as `originate` and `bridge` read it, quotes, escapes and `^^;` included. Refused, with the
    /// byte and what to do, is what they would not read, or leave out: a brace that is not closed,
    /// a variable without a value, an empty leg; and `${`, which a dialplan or the directory
    /// expands before: give that as `raw_dial_string`. `parse(x.text())` equals `x`, but for raw
    /// ones.
    static dial_string parse(std::string_view text);

    static dial_string invalid(argument_error why);

    /// Rings as well; who answers first gets the call.
    dial_string& also(endpoint next) { return add(std::move(next)); }

    /// Is called when those before did not answer.
    dial_string& then(endpoint next);

    /// Calls another dial string at the same time, each with its own variables, alternatives and
    /// time-outs; who answers first gets the call (`:_:`, switch_ivr_enterprise_originate). Early
    /// media is ignored then. `also` and `then` go on with the last.
    dial_string& enterprise(dial_string next);

    /// A channel variable of every leg: in `{}`, or in `<>` once there are several dial strings.
    /// Those that were given to one before `enterprise` remain its own. Named again (in any case),
    /// it is replaced. Of a stranger's `${` is always refused: where the variable is used it might
    /// be expanded.
    dial_string& variable(std::string_view name, const any_text& value);

    /// Who the called party is told that calls. Empty parts are left to FreeSWITCH. A name
    /// `_undef_` means "no name" to mod_sofia, and is refused from strangers. With a leg of SIP
    /// (`sofia/`, `user/`, `group/`, `${group_call(...)}`) a `"` and a single backslash at the end
    /// are refused, `%22` and `%5C` too: mod_sofia escapes neither, so the name would be cut or the
    /// call fail (sofia_glue_do_invite); in a number so are `"`, `<` and `>`. All else is sent, and
    /// no header can be forged by it. Not every name arrives whole: `%41` is decoded
    /// (check_decode), and of one with `/`, `@` or `:` what is before the last `/` and `:`, and
    /// from the first `@` on, is dropped (switch_sanitize_number).
    dial_string& caller_id(const any_text& name, const any_text& number);

    /// How long the far end may take to answer (`originate_timeout`); FreeSWITCH's default is 60 s,
    /// in `bridge` the call's `call_timeout`.
    dial_string& timeout(std::chrono::seconds time);

    /// How long it may take until it rings or sends media (`progress_timeout`).
    dial_string& progress_timeout(std::chrono::seconds time);

    /// Whether only the answer counts, and media before it does not.
    dial_string& ignore_early_media(bool on = true) {
        return variable("ignore_early_media", on ? "true" : "false");
    }

    /// Gives each leg that has no `origination_uuid` one that `next` makes, unless all of a part
    /// share one; tells those of the legs, in their order.
    std::vector<std::string> name_legs(const std::function<std::string()>& next);

    /// How long FreeSWITCH may take to dial it: `originate_timeout`, for each alternative and each
    /// of the `originate_retries` (switch_ivr_originate).
    std::chrono::seconds longest() const;

    /// The first invalid part, if any.
    error_code error() const { return problem().code(); }
    std::string why() const { return problem().words(); }
    argument_error problem() const;

    /// As FreeSWITCH's originate reads it, and a configuration holds it. Empty if invalid.
    std::string text() const;

    /// As an argument of an API command that splits it at spaces: `originate`. Empty if invalid.
    std::string for_api() const { return detail::escape_level(text()); }

    /// The same for `expand originate`, which expands its arguments first: what raw dial strings
    /// refer to by `${...}`, and nothing else. Empty if invalid.
    std::string for_expand() const;

    /// As the whole argument of `bridge` in `execute` or a dialplan, which FreeSWITCH expands
    /// before it reads it. Empty if invalid, or if a variable holds `${`.
    std::string for_bridge() const;

    /// Whether a raw dial string in it holds `${`.
    bool has_references() const;

    /// The variables in `<>`: those of all parts, if there are several.
    const std::vector<dial_variable>& variables() const& noexcept { return shared_; }
    const std::vector<dial_variable>& variables() const&& = delete;

    /// What is joined by `:_:`; one if nothing is.
    const std::vector<dial_part>& parts() const& noexcept { return parts_; }
    const std::vector<dial_part>& parts() const&& = delete;

    friend bool operator==(const dial_string& a, const dial_string& b);
    friend bool operator!=(const dial_string& a, const dial_string& b) { return !(a == b); }

private:
    dial_string() = default;

    dial_string& add(endpoint next);

    /// One that is called at the same time, with variables of its own after those `before`.
    void add_part(dial_part part, const std::vector<dial_variable>& before);

    /// Where `variable` puts them.
    std::vector<dial_variable>& of_all() {
        return parts_.size() == 1 ? parts_.front().variables : shared_;
    }

    /// The bracket that the variables of a part stand in: `{`, or `<` before a raw dial string that
    /// begins with one.
    static char bracket_of(const dial_part& part);

    argument_error check_brackets() const;

    /// FreeSWITCH sets no variable whose value holds `${`.
    argument_error check_nested() const;

    /// Legs that ring together need UUIDs of their own.
    argument_error check_uuids() const;

    /// A caller's name has to fit into a SIP header, where one may be written.
    argument_error check_names() const;

    std::vector<detail::dial_piece> pieces() const;

    std::vector<dial_variable> shared_;
    std::vector<dial_part> parts_ = std::vector<dial_part>(1);
    argument_error problem_;
};

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/dial_string.ipp>
#include <eslio/command/impl/dial_string_checks.ipp>
#include <eslio/command/impl/dial_string_legs.ipp>
#include <eslio/command/impl/dial_string_parse.ipp>
#endif
