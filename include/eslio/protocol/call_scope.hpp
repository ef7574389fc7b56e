// Whose events a connection hears that belongs to one call, and by which filters.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <string>
#include <string_view>

namespace eslio::protocol {

/// FreeSWITCH limits a connection to one call by `myevents`, for ever (mod_event_socket:
/// event_handler, LFLAG_MYEVENTS). A filter on Unique-ID limits it as well and costs FreeSWITCH the
/// same, and another filter lets a further call's events pass.
///
/// All members that add something return the commands, without their line ends; nothing if it is
/// there already or there is no scope.
class call_scope {
public:
    /// Whether it is limited to some calls.
    bool active() const noexcept { return !filters_.empty(); }

    /// The call whose connection it is.
    std::string begin(std::string_view uuid) { return add("Unique-ID", uuid); }

    /// Events with `uuid` in `header` are to pass as well.
    std::string hear_also(std::string_view header, std::string_view uuid) {
        return active() ? add(header, uuid) : std::string();
    }

    /// Those that `header uuid` selects are not to pass any more, unless they are the own call's.
    std::string hear_no_more(std::string_view filter);

    /// The results of the jobs begun on this connection (since FreeSWITCH 1.10.2, which
    /// `myevents` lets pass, too).
    std::string hear_jobs() {
        return active() ? add("Job-Owner-UUID", std::string(own())) : std::string();
    }

    /// Whether it belongs to the call whose connection it is: other events are not the user's. To
    /// be asked if it is active.
    bool is_own(const event& e) const noexcept {
        return wire::iequals(e.unique_id(), own()) || wire::iequals(e["Job-Owner-UUID"], own());
    }

    /// The commands that restore what `filter delete <header> <value>` deletes; an empty value
    /// stands for all of that header, an empty header for all.
    eslio::detail::compact_vector<std::string> deleted_by(std::string_view header,
                                                          std::string_view value) const;

private:
    struct filter {
        std::string header;
        std::string value;

        std::string text() const { return header + " " + value; }
        std::string command() const { return "filter add " + text(); }
    };

    std::string add(std::string_view header, std::string_view uuid);

    /// Only if it is active.
    std::string_view own() const noexcept { return filters_.front().value; }

    detail::compact_vector<filter> filters_;  ///< the first is that of the own call
};

}  // namespace eslio::protocol

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/call_scope.ipp>
#endif
