// What a user of the directory may do, as far as FreeSWITCH's reply to the login tells.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eslio {

/// Whether something is permitted.
enum class permission {
    denied,
    granted,
    untold,  ///< the reply does not tell: only an attempt does
};

/// What a user of the directory may do; who logs in with the password may do all.
class permissions {
public:
    /// All.
    permissions() = default;

    /// From the headers of the reply to `userauth`; without these headers, all.
    explicit permissions(const reply& r);

    /// False when FreeSWITCH cut the reply at its 512 bytes: what is told to be allowed is, and
    /// more may be.
    bool complete() const noexcept { return complete_; }

    /// Whether a type may be subscribed to; CUSTOM if any subclass may be.
    permission event(event_name type) const noexcept;

    /// Whether a subclass of CUSTOM may be. To a user whose list says `all` FreeSWITCH refuses it,
    /// to one without a list it does not; `Allowed-Events: all` does not tell these apart
    /// (mod_event_socket: event).
    permission subclass(std::string_view name) const noexcept;

    /// Whether an API command may be run: its first word counts, in that case, and for those that
    /// run another one (`bgapi`, `sched_api`, `eval`, `expand`, `xml_wrap`) the word after it as
    /// well, of `sched_api` the time (mod_event_socket: auth_api_command).
    ///
    /// `Allowed-API: all` does not tell: it is said of a user without a list, who may run all, and
    /// of one whose list is `all`, who may run nothing, as FreeSWITCH takes that for the name of a
    /// command.
    permission api(std::string_view command) const noexcept;

    /// Whether the user may ask for log lines (`allowed-log` in the directory).
    permission log() const noexcept { return !is_user_ || log_ ? permission::granted : not_told(); }

private:
    struct told {
        bool says_all = false;
        std::vector<std::string> words;
    };

    /// Split at spaces if there is one, else at commas.
    static told list(std::string_view text);

    static bool runs_another(std::string_view name) noexcept;

    permission not_told() const noexcept {
        return complete_ ? permission::denied : permission::untold;
    }

    told events_;
    told apis_;
    bool is_user_ = false;
    bool log_ = true;
    bool complete_ = true;
};

/// `auth` and `userauth`: what is permitted; nothing if the login was refused.
ESLIO_DECL std::optional<permissions> permissions_of(const reply& r);

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/permissions.ipp>
#endif
