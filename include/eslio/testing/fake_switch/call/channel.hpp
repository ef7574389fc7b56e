// One channel: its states and variables, and the events that tell of them.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/call_state.hpp>
#include <eslio/event/channel_state.hpp>
#include <eslio/event/event.hpp>
#include <eslio/testing/detail/shared_function.hpp>
#include <eslio/testing/fake_switch/call/caller_profile.hpp>
#include <eslio/testing/fake_switch/call/variables.hpp>
#include <eslio/testing/fake_switch/core/core.hpp>
#include <eslio/testing/fake_switch/facts/cause.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

/// How far a call has come that is not up yet.
enum class progress { ringing, early, answered };

namespace places {
inline constexpr place set_state{"switch_channel.c", "switch_channel_perform_set_running_state",
                                 2409};
inline constexpr place set_call_state{"switch_channel.c", "switch_channel_perform_set_callstate",
                                      302};
inline constexpr place mark_ringing{"switch_channel.c",
                                    "switch_channel_perform_mark_ring_ready_value", 3507};
inline constexpr place mark_answered{"switch_channel.c", "switch_channel_perform_mark_answered",
                                     3848};
inline constexpr place hang_up{"switch_channel.c", "switch_channel_perform_hangup", 3447};
inline constexpr place flip{"switch_channel.c", "switch_channel_flip_cid", 3279};
inline constexpr place run_create{"switch_core_state_machine.c", "switch_core_session_run", 626};
inline constexpr place run_originate{"switch_core_state_machine.c", "switch_core_session_run", 632};
inline constexpr place reporting{"switch_core_state_machine.c",
                                 "switch_core_session_reporting_state", 943};
inline constexpr place outgoing{"switch_core_session.c", "switch_core_session_outgoing_channel",
                                768};
inline constexpr place set_uuid{"switch_core_session.c", "switch_core_session_set_uuid", 2056};
inline constexpr place exec{"switch_core_session.c", "switch_core_session_exec", 2949};
inline constexpr place exec_done{"switch_core_session.c", "switch_core_session_exec", 2972};
inline constexpr place destroyed{"switch_core_session.c", "switch_core_session_perform_destroy",
                                 1588};
inline constexpr place parked{"switch_ivr.c", "switch_ivr_park", 1002};
inline constexpr place unparked{"switch_ivr.c", "switch_ivr_park", 1213};
inline constexpr place private_command{"switch_ivr.c", "switch_ivr_parse_next_event", 804};
inline constexpr place broadcast{"switch_ivr_async.c", "switch_ivr_broadcast", 5732};
inline constexpr place broadcast_end{"switch_ivr_async.c", "switch_ivr_broadcast", 5755};
inline constexpr place play_file{"switch_ivr_play_say.c", "switch_ivr_play_file", 1649};
inline constexpr place play_done{"switch_ivr_play_say.c", "switch_ivr_play_file", 2023};
inline constexpr place mark_progress{"switch_channel.c", "switch_channel_perform_mark_pre_answered",
                                     3562};
inline constexpr place record_file{"switch_ivr_play_say.c", "switch_ivr_record_file", 770};
inline constexpr place record_file_done{"switch_ivr_play_say.c", "switch_ivr_record_file", 1033};
inline constexpr place record_session{"switch_ivr_async.c", "record_callback", 1482};
inline constexpr place record_session_done{"switch_ivr_async.c", "send_record_stop_event", 1241};
inline constexpr place hold{"switch_channel.c", "switch_channel_perform_mark_hold", 1861};
inline constexpr place hold_alone{"switch_ivr.c", "switch_ivr_hold", 1558};
inline constexpr place bug_added{"switch_core_media_bug.c", "switch_core_media_bug_add", 1014};
inline constexpr place bug_gone{"switch_core_media_bug.c", "switch_core_media_bug_destroy", 84};
inline constexpr place dtmf{"switch_channel.c", "switch_channel_dequeue_dtmf", 678};
inline constexpr place bridged{"switch_ivr_bridge.c", "switch_ivr_multi_threaded_bridge", 1689};
inline constexpr place unbridged{"switch_ivr_bridge.c", "switch_ivr_multi_threaded_bridge", 1879};
inline constexpr place read_codec{"switch_core_codec.c", "switch_core_session_set_read_codec", 300};
inline constexpr place write_codec{"switch_core_codec.c", "switch_core_session_set_write_codec",
                                   471};
}  // namespace places

class channel {
public:
    explicit channel(core& inside) : inside_(inside) { vars.tell_ignored(inside.asked_in_vain); }

    caller_profile profile;
    variables vars;
    std::optional<caller_profile> other_leg;
    /// Who calls it: they learn when it rang first, and when it had early media.
    std::weak_ptr<channel> originator;
    std::string other_type;    ///< what the other leg is to this one: originator or originatee
    bool in_dialplan = false;  ///< CF_DIALPLAN
    bool is_callee = false;    ///< CF_BLEG: called, though it came in
    /// Whom `show` goes on to list, as no event has told it of others (switch_core_sqldb.c:
    /// core_event_handler).
    std::optional<caller_profile> listed;
    std::pair<std::string, std::string> first_caller;  ///< its name and number at CHANNEL_CREATE
    /// To whom `uuid_bridge` has joined it, until it executes something: `show` tells so.
    std::string joined_to;
    std::string digits_dialed;   ///< taken from its queue, or flushed
    bool on_hold_alone = false;  ///< CF_HOLD without a phone: nothing can be recorded
    bool has_media = true;       ///< codecs are set
    detail::shared_function<void(progress)> before_progress;  ///< before it tells of it
    detail::shared_function<void(progress)> on_mark;          ///< before its state changes
    detail::shared_function<void(progress)> on_progress;
    /// It is about to be routed anew (switch_core_state_machine.c: hooks of state changes).
    detail::shared_function<void()> on_routed;
    /// What is bound to it runs: of `record_start` the variables `execute_on_record_start...`.
    detail::shared_function<void(const std::string& moment)> on_moment;

    const std::string& uuid() const noexcept { return profile.uuid; }
    const std::string& name() const noexcept { return profile.channel_name; }
    core& inside() const noexcept { return inside_; }
    channel_state state() const noexcept { return running_; }
    call_state call() const noexcept { return call_; }
    std::string_view cause() const noexcept { return cause_; }
    /// The cause as switch_channel_cause_q850 has it.
    int q850() const noexcept { return q850_; }
    bool is_down() const noexcept { return !cause_.empty(); }
    bool is_answered() const noexcept { return answered_ && !is_down(); }

    std::string_view answer_state() const noexcept {
        if (is_down()) return "hangup";
        return answered_ ? "answered" : early_ ? "early" : "ringing";
    }
    bool is_early() const noexcept { return early_; }
    bool is_held() const noexcept { return held_; }

    /// The common headers and those of the channel, without variables.
    event basic_event(event_name type, const place& origin);

    /// With all variables, as most CHANNEL_ events are.
    event full_event(event_name type, const place& origin);

    void fire_full(event_name type, const place& origin) { inside_.fire(full_event(type, origin)); }
    void fire_basic(event_name type, const place& origin) {
        inside_.fire(basic_event(type, origin));
    }

    /// The channel runs `running` while `set` is already decided. A call that comes in rings while
    /// it is routed, answered or not (switch_channel.c: switch_channel_perform_set_running_state).
    void run_state(channel_state running, channel_state set);
    void run_state(channel_state s) { run_state(s, s); }
    void set_state(channel_state s) {
        set_ = s;
        if (s != channel_state::routing || !on_routed) return;
        const auto tell = on_routed;  // it may be taken off
        tell();
    }
    channel_state state_set() const noexcept { return set_; }

    void set_call_state(call_state next);

    void mark_ringing();

    /// Early media.
    void mark_early();

    /// False if it was so already, or cannot be.
    bool mark_held(bool held);

    void mark_answered();

    void mark_down(const cause_number& cause);

    void fire_codecs();

    /// One that has got no profile, and no state, ends (switch_core_session.c:
    /// switch_core_session_perform_destroy).
    void fire_aborted();

    /// A recording and a conference set the codec of what is heard, and set it back
    /// (switch_ivr_play_say.c: switch_ivr_record_file; mod_conference.c: conference_function).
    void fire_read_codec();

    /// Appends what `switch_channel_event_set_basic_data` does.
    void add_basic(event& e) const;

private:
    void add_channel(event& e) const;

    /// Notes when it rings, or has early media: for itself, and for who calls it, of whom
    /// `keeps_first` keeps what they have.
    void note_time(std::int64_t call_times::*which, bool keeps_first);

    static void add_codec(event& e, std::string_view prefix);

    core& inside_;
    channel_state running_ = channel_state::new_;
    channel_state set_ = channel_state::new_;
    call_state call_ = call_state::down;
    std::string cause_;
    int q850_ = 0;
    bool started_ = false;
    bool answered_ = false;
    bool early_ = false;
    bool held_ = false;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/call/impl/channel.ipp>
#endif
