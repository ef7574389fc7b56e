// The library's own filter, beside those of the user, for the events that it needs.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/event_types.hpp>
#include <eslio/protocol/event_leases.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace eslio::protocol {

/// While a connection has filters, FreeSWITCH sends what one of them selects (mod_event_socket:
/// event_handler). So while the user has some, one more, on Event-Name, selects what the library
/// needs. When a command of the user's would change or delete filters on Event-Name, a stand-in
/// takes its place, `Core-UUID /./`, which lets every event through.
///
/// Those members that return a text return a command without its line end.
class filter_cover {
public:
    /// Whether there is one.
    bool in_force() const noexcept { return which_ != which::none; }

    /// From the first time that the stand-in was in force, for the rest of the connection: events
    /// that it let through may still arrive.
    bool let_all_through() const noexcept { return let_all_through_; }

    /// The header and the value of the one in force.
    std::string_view header() const noexcept { return header_of(which_ == which::stand_in); }
    const std::string& value() const noexcept { return value_; }

    /// The header of the one that would be put in force.
    std::string_view next_header() const noexcept { return header_of(stands_in_); }

    /// Whether it has to be put in force anew for these.
    bool differs(const event_types& needed) const { return value_ != value_for(needed); }

    /// The command that puts it in force for these types, without its line ends.
    std::string begin(const event_types& needed);
    /// The command that removes it, without its line ends.
    std::string end();

    /// It was deleted by a command of the user's.
    void lose() noexcept { which_ = which::none; }

    /// The next one to be put in force is the other one.
    void change_sides() noexcept { stands_in_ = !stands_in_; }

private:
    enum class which : unsigned char { none, first, stand_in };

    static constexpr std::string_view header_of(bool stands_in) noexcept {
        return stands_in ? "Core-UUID" : "Event-Name";
    }
    std::string value_for(const event_types& needed) const;

    std::string value_;
    which which_ = which::none;  ///< is in force
    bool stands_in_ = false;
    bool let_all_through_ = false;
};

}  // namespace eslio::protocol

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/filter_cover.ipp>
#endif
