// Applications that join calls, part them, or listen to them.
#pragma once

#include <eslio/command/application.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/argument_writer.hpp>
#include <eslio/command/dial_target.hpp>
#include <eslio/command/extension.hpp>
#include <eslio/command/legs.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>

#include <string>
#include <string_view>

namespace eslio::app {

/// Calls a third party while the leg that the call is bridged to is held, and joins those two when
/// this call hangs up (mod_dptools: att_xfer_function). See `channel::async_attended_transfer` for
/// what it came to.
inline application att_xfer(const dial_target& callee) {
    return eslio::detail::dialling("att_xfer", callee);
}

/// Takes the leg that talks to the call of that UUID's place, and hangs that one's partner up with
/// PICKED_OFF; both are answered (switch_ivr_intercept_session). `partner`: the one that the call
/// of that UUID is bridged to is taken instead.
ESLIO_DECL application intercept(const any_text& uuid, bool partner = false);

/// Takes a call that rings at `pickup/<key>`.
inline application pickup(const any_text& key) {
    return eslio::detail::whole_argument("pickup", "key", key);
}

/// Listens to another call until that ends. `all`, which is every call in turn, is
/// `eavesdrop_all`, and no UUID.
ESLIO_DECL application eavesdrop(const any_text& uuid);
inline application eavesdrop_all() {
    return application("eavesdrop", "all");
}

/// Talks with both parties of another call until that ends.
ESLIO_DECL application three_way(const any_text& uuid);

/// Once bridged, the key holds the other leg, and takes it back; with music for each side. What
/// the files may be of a stranger: see `playback`; that for the other leg is what it is for
/// `broadcast` (switch_ivr_soft_hold).
ESLIO_DECL application soft_hold(std::string_view key,
                                 const any_text& music_for_call = std::string_view(),
                                 const any_text& music_for_other = std::string_view());

/// Puts the other party on hold, and shows a text on its phone.
inline application hold_showing(const any_text& display) {
    return eslio::detail::whole_argument("hold", "display", display);
}

/// The music that the other leg hears while this one is held, and a queue's callers; `silence` is
/// none. `name::argument` would run an application on the other leg (switch_ivr_hold), so of a
/// stranger it is a path alone, without `::` and quotes. FreeSWITCH expands it again wherever it
/// plays it, so that a backslash before another, a quote or `$` is refused of everybody. Of the
/// program's own no quote survives in a call that is parked by `valet_park_in`.
ESLIO_DECL application hold_music(const any_text& file);

/// Plays a file to the call, to the leg that it is bridged to, or to both, after what is queued.
/// `name::argument` would run another application, and is refused of a stranger, as is what
/// `playback` refuses (switch_ivr_broadcast). FreeSWITCH expands the file here and where it is
/// played, and it is escaped for both: only what stands in a variable is read twice.
ESLIO_DECL application broadcast(const any_text& file, call_legs legs = call_legs::both);

/// Sends one leg or both elsewhere in the dialplan; `transfer` of the call itself
/// (mod_dptools: transfer_function).
ESLIO_DECL application transfer_legs(call_legs legs, const extension& to);

/// Parks the call without an application: what its dialplan has left is not run.
inline application park_state() {
    return application("park_state");
}

/// Parks the call in a lot, or takes the one that is parked there at that extension
/// (mod_valet_parking). The words `auto` and `ask` are no extensions. Lots and extensions hold
/// none of `"<&`, which `valet_info` would write into XML, and an extension no blank at its ends.
/// Of a stranger they hold no blank, comma, colon, apostrophe or backslash, for FreeSWITCH writes
/// them into a dialplan (valet_parking_function).
ESLIO_DECL application valet_park(const any_text& lot, const any_text& extension);

/// Parks at the first free extension of a range; it is told as `valet_parking::info`. Of a call
/// that is bridged it is the other leg, by a dialplan that the lot is written into: it may hold no
/// blank, comma, apostrophe or backslash, whoever says it.
ESLIO_DECL application valet_park_in(const any_text& lot, int first, int last);

/// Takes the call that was parked first in a range.
ESLIO_DECL application valet_park_out(const any_text& lot, int first, int last);

/// Asks the caller for the extension, of at least and at most that many digits.
ESLIO_DECL application valet_park_ask(const any_text& lot, int least = 1, int most = 11);

}  // namespace eslio::app

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/applications/impl/legs.ipp>
#endif
