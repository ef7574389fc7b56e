// What an application came to, read from what FreeSWITCH tells when its execution has ended.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/text.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/execution.hpp>
#include <eslio/wire/ascii.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// Whether the other leg of a bridge answered, as far as it was heard.
enum class leg_answer { unknown, yes, no };

namespace detail {

/// What tells how an application ended.
enum class application_ending {
    other,       ///< nothing but the state of the call
    acts,        ///< it acts at once, also on a call that is down: that it ran is all there is
    answers,     ///< the call is answered, or is not
    goes_early,  ///< the call has early media, or has not
    plays,       ///< Application-Response: FILE PLAYED, FILE NOT FOUND, PLAYBACK ERROR, ...
    records,     ///< record_ms; it hangs up itself where it cannot record
    reads,       ///< read_result
    bridges,     ///< originate_disposition, and the answer of the other leg
    nests,       ///< it executes others: whether one of them hung the call up
    recognises,  ///< Application-Response: DONE
    shows,       ///< Application-Response: OK (mod_fsv, mod_vlc)
    faxes,       ///< fax_success
};

/// Those of mod_dptools and its neighbours that are done when they return. FreeSWITCH executes a
/// part of them on a call that is down as well (SAF_ZOMBIE_EXEC).
inline constexpr std::string_view acting_applications =
    "set unset multiset multiunset export bridge_export push unshift set_global set_name "
    "set_user set_profile_var set_zombie_exec transfer_vars eval log info event presence "
    "strftime capture check_acl privacy hash db group limit limit_hash mkdir rename system "
    "bgsystem hangup early_hangup sched_hangup respond redirect deflect ring_ready "
    "acknowledge_call transfer break broadcast sched_broadcast sched_transfer sched_cancel "
    "sched_heartbeat enable_heartbeat enable_keepalive verbose_events session_loglevel hold "
    "unhold send_dtmf queue_dtmf flush_dtmf start_dtmf stop_dtmf start_dtmf_generate "
    "stop_dtmf_generate block_dtmf unblock_dtmf deduplicate_dtmf bind_meta_app "
    "unbind_meta_app bind_digit_action clear_digit_action digit_action_set_realm "
    "record_session stop_record_session record_session_mask record_session_unmask "
    "record_session_pause record_session_resume displace_session stop_displace_session "
    "tone_detect stop_tone_detect fax_detect clear_speech_cache set_mute set_audio_level "
    "set_media_stats jitterbuffer media_reset remove_bugs filter_codecs cng_plc send_display "
    "send_info recovery_refresh reuse_caller_profile novideo unloop callcenter_track "
    "fifo_track_call stop park_state";

/// Those that may hang the call up themselves.
inline constexpr std::string_view ending_applications =
    "hangup respond redirect deflect sched_hangup bridge record rxfax txfax";

struct known_application {
    std::string_view name;
    application_ending kind;
};

inline constexpr known_application telling_applications[] = {
    {"answer", application_ending::answers},
    {"wait_for_answer", application_ending::answers},
    {"pre_answer", application_ending::goes_early},
    {"playback", application_ending::plays},
    {"endless_playback", application_ending::plays},
    {"loop_playback", application_ending::plays},
    {"phrase", application_ending::plays},
    {"record", application_ending::records},
    {"read", application_ending::reads},
    {"play_and_get_digits", application_ending::reads},
    {"bridge", application_ending::bridges},
    {"execute_extension", application_ending::nests},
    {"limit_execute", application_ending::nests},
    {"limit_hash_execute", application_ending::nests},
    {"play_and_detect_speech", application_ending::recognises},
    {"play_fsv", application_ending::shows},
    {"record_fsv", application_ending::shows},
    {"play_yuv", application_ending::shows},
    {"play_video", application_ending::shows},
    {"rxfax", application_ending::faxes},
    {"txfax", application_ending::faxes},
};

ESLIO_DECL application_ending ending_of_application(std::string_view name) noexcept;

/// Of an execution that did not begin as the call is down; `e` tells that FreeSWITCH is done with
/// it. An application that FreeSWITCH does not know makes it hang up, without CHANNEL_EXECUTE
/// (switch_core_session_execute_application_get_flags); whatever was queued after it ends in the
/// same way.
ESLIO_DECL execution_result hung_up_before(const event& e);

/// Whether the newest other leg of a call answered, whoever joined the two.
inline bool newest_leg_is_answered(const event& data) noexcept {
    return data.number("Other-Leg-Channel-Answered-Time").value_or(0) != 0;
}

/// Whether the newest other leg of a call answered, as far as the call's own data tell, and is one
/// that it dialled itself: else somebody joined the two, by `uuid_bridge` (switch_ivr_originate
/// notes in `originated_legs` what it dials).
ESLIO_DECL leg_answer answer_of_newest_leg(const event& data) noexcept;

/// Reads the outcome of one execution. `data` is its CHANNEL_EXECUTE_COMPLETE, or the channel's
/// data (the reply to `connect`) asked for when it had ended.
///
/// A hang-up in there tells how the call stands, not what the application did: first the
/// application's own word counts, and only what has none was cut by the hang-up.
class outcome_reader {
public:
    using outcome = execution_result::outcome;

    /// `as_if_down`: what the same words would mean on a call that is down.
    explicit outcome_reader(const event& data, bool as_if_down = false) noexcept
        : e_(data), down_(as_if_down || data["Answer-State"] == "hangup") {}

    execution_result read(std::string_view application, leg_answer other) const;

    /// Whether a hang-up that is not known yet may have cut the execution, which ended as `how`
    /// says (as the data alone say, if it is left out). True only on a loopback leg: when its other
    /// end hangs up, its media end a moment before it is down, whereas the state of a SIP call is
    /// set first (mod_loopback, mod_sofia). So of what failed, and of a playback that is completed
    /// but stopped short: FreeSWITCH says FILE PLAYED if the frame written last had gone well
    /// (switch_ivr_play_file; 1 of 600 whose other end was killed).
    bool may_be_cut(std::string_view application, outcome how) const;
    bool may_be_cut(std::string_view application) const {
        return may_be_cut(application, read(application, leg_answer::no).how());
    }

private:
    execution_result told(outcome how, std::string_view why = {}) const {
        execution_result r(how, e_, std::string(why));
        r.ran_ = true;
        return r;
    }
    execution_result completed() const { return told(outcome::completed); }
    execution_result ended() const { return told(outcome::ended); }
    execution_result hung_up() const { return told(outcome::hung_up); }
    execution_result failed(std::string_view why) const { return told(outcome::failed, why); }

    /// It is to go into another state than it is in: as by a transfer, which cuts what runs.
    bool is_leaving() const noexcept;
    bool down() const noexcept { return down_; }
    bool is_set(std::string_view time) const noexcept { return e_.number(time).value_or(0) != 0; }
    bool was_answered() const noexcept {
        return e_["Answer-State"] == "answered" || is_set("Caller-Channel-Answered-Time");
    }
    std::string_view response() const noexcept { return application_response(e_); }

    execution_result answered() const {
        if (was_answered()) return completed();
        return down() ? hung_up() : failed("the call was not answered");
    }

    execution_result went_early() const {
        if (was_answered() || is_set("Caller-Channel-Progress-Media-Time")) return completed();
        return down() ? hung_up() : failed("there is no early media");
    }

    /// What a hang-up cuts off says PLAYBACK ERROR; so does what the other leg's end cuts off, or a
    /// transfer, on a call that lives on (mod_dptools: playback_function, phrase_function). A
    /// hang-up at the wrong moment of the loop leaves FILE PLAYED (switch_ivr_play_file; 1 of 300
    /// that were killed), so of a call that is down that proves nothing. Nor does it of one that is
    /// being moved elsewhere (2 of 300 that were transferred). A transfer in the moment between the
    /// last frame and the event looks the same, though all was played.
    execution_result played() const;

    /// Whether less was played (`playback_last_offset_pos`, in samples of `read_rate`) than had
    /// been read of the file (`playback_ms`), by more than their rounding explains; false if a key
    /// stopped it. Of one that came to its end it may be true as well: one that was rewound
    /// (`uuid_fileman`), a native file of 16 bits, one read through a pre-buffer; and of a phrase
    /// that only speaks, what was played before it is meant. Of one that did not begin at the start
    /// of its file (`@@8000`) it is rarely true (switch_ivr_play_file).
    bool stopped_short() const noexcept;

    /// Where it cannot record it hangs the call up with that cause, and so it does when the call is
    /// transferred while it records (mod_dptools: record_function). The length of an earlier
    /// recording stays on the channel then, and proves nothing.
    execution_result recorded() const;

    /// Unset where the prompt could not be played, or the call left while it was
    /// (switch_ivr_play_say.c: switch_ivr_read).
    execution_result digits_read() const;

    /// `originate_disposition` is written anew by every attempt (switch_ivr_originate). SUCCESS
    /// says that the legs were joined, which early media suffices for.
    execution_result bridged(leg_answer other) const;

    execution_result not_joined() const;

    /// An extension that hung the call up itself did what it is for; what it executed last tells.
    /// One that came back may have run to its end, or nothing at all, if there is none of that
    /// number.
    execution_result nested() const;

    execution_result said(std::string_view success) const;

    /// mod_spandsp_fax: mod_spandsp_fax_process_fax
    execution_result faxed() const;

    const event& e_;
    bool down_;
};

}  // namespace detail

/// How an execution of `application` ended that FreeSWITCH ran: read from its
/// CHANNEL_EXECUTE_COMPLETE, or from the channel's data where these stand for it. `other` is
/// looked at for a bridge only: whether the leg answered that it joined.
inline execution_result read_outcome(std::string_view application, const event& data,
                                     leg_answer other) {
    return detail::outcome_reader(data).read(application, other);
}

/// The same by the call's data alone, which tell of the newest leg that it has dialled.
inline execution_result read_outcome(std::string_view application, const event& data) {
    return read_outcome(application, data, detail::answer_of_newest_leg(data));
}

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/execution_outcome.ipp>
#endif
