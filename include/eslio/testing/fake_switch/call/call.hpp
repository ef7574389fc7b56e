// One call: a leg from its beginning to CHANNEL_DESTROY, after its plan.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/detail/shared_function.hpp>
#include <eslio/testing/fake_switch/call/bound_actions.hpp>
#include <eslio/testing/fake_switch/call/call_report.hpp>
#include <eslio/testing/fake_switch/call/call_setup.hpp>
#include <eslio/testing/fake_switch/call/channel.hpp>
#include <eslio/testing/fake_switch/call/execution.hpp>
#include <eslio/testing/fake_switch/call_plan.hpp>
#include <eslio/testing/fake_switch/dial_string.hpp>
#include <eslio/testing/fake_switch/incoming_call.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

/// The events, their order and their headers are those of FreeSWITCH's loopback and null channels.
class call : public std::enable_shared_from_this<call> {
public:
    /// How `originate` ended: an empty cause if it made a call, answered or in early media.
    using outcome = detail::shared_function<void(std::string_view cause)>;

    call(core& inside, const application_table& known, call_plan plan)
        : inside_(inside), plan_(std::move(plan)), leg_(inside), execution_(leg_, known) {}

    /// When nothing is left of it.
    detail::shared_function<void(const call&)> on_gone;
    /// An application has begun.
    detail::shared_function<void(call&, const running_app&)> on_application;
    /// It has early media, before its answer.
    detail::shared_function<void()> on_early;
    /// It has begun to hang up: who depends on it is told, once.
    eslio::detail::compact_vector<detail::shared_function<void(call&)>> on_down;
    eslio::detail::compact_vector<detail::shared_function<void(call&)>>
        on_report;  ///< when its hang-up has been told
    /// It has its profile, and its first variables.
    detail::shared_function<void(call&)> on_created;
    std::string first_call;  ///< `call_uuid` of the leg that it is called for, or empty
    /// Of a loopback leg that is called: makes the leg at its other end.
    detail::shared_function<void(call&)> make_far_end;
    /// Of a loopback leg: the one at its other end.
    std::weak_ptr<call> far_end;
    /// The caller still needs it, so it is not destroyed.
    bool kept = false;
    /// Who has called it says what it does when it is up; it begins nothing itself.
    bool is_led = false;
    /// The UUID that it is to have is another's: it has one of its own.
    bool uuid_taken = false;
    /// Nobody answered it in the time that there was for it.
    bool timed_out = false;
    /// Of a leg `pickup/key`: another call is taken instead of it.
    detail::shared_function<void(call& by)> picked_up;
    /// Whoever answers must press a key first (`group_confirm_key`); true if it has them asked.
    detail::shared_function<bool(call&)> confirm;
    /// It has hung up, and is about to be told of as such (CS_HANGUP).
    eslio::detail::compact_vector<detail::shared_function<void(call&)>> on_closed;
    /// A static `socket` holds the call's thread: it is reported when that is over.
    bool held_by_socket = false;
    /// What it does once it is answered, if it was originated: the application, or an extension.
    dialplan actions;
    /// The other leg of a bridge.
    std::weak_ptr<call> partner;
    /// The one that an attended transfer has left.
    std::weak_ptr<call> left;
    std::string left_uuid;  ///< of the one that it had left when `att_xfer` began
    /// What the application that has bridged it does with a key; true if that goes no further.
    detail::shared_function<bool(char key)> on_bridge_key;
    /// The keys of its own that end the bridge (`bridge_terminate_key`).
    std::string ends_bridge_by;
    /// What the application does that has bridged it, when the other leg has gone.
    detail::shared_function<void(call&)> after_bridge;
    /// It leads the bridge: CHANNEL_BRIDGE is its event.
    bool leads_bridge = false;
    /// So many applications ran in each other when it was bridged.
    std::size_t bridge_depth = 0;
    unsigned heartbeats = 0;            ///< how often they were set
    unsigned scheduled_heartbeats = 0;  ///< how often those of the scheduler were
    int heartbeat_seconds = 0;          ///< how far apart they are
    bool detects_tones = false;         ///< `tone_detect` has not been stopped since
    /// Where variables are looked up that the call itself has not.
    detail::shared_function<std::string(std::string_view name)> global;
    /// The connection that takes the call's own events (`divert_events`).
    std::weak_ptr<listener> diverted_to;

    const channel& leg() const noexcept { return leg_; }
    channel& leg() noexcept { return leg_; }
    execution& running() noexcept { return execution_; }
    bound_actions& bound() noexcept { return bound_; }
    const std::string& uuid() const noexcept { return leg_.uuid(); }

    /// Calls `what` when the application on top has ended and the call goes on: where that would
    /// have waited, it was moved away.
    void after_top_while_up(detail::shared_function<void(call&)> what) {
        running().after_top([weak = weak_from_this(), what = std::move(what)] {
            const auto alive = weak.lock();
            if (alive && !alive->leg().is_down()) what(*alive);
        });
    }

    /// Places the call; the actions are executed when it is answered.
    void start(const originate_request& wanted, outcome done);

    /// The call comes in: it goes through the dialplan at once.
    void start(const incoming_call& wanted);

    /// The far end of a loopback leg: it comes in, and goes through the dialplan.
    void start_far_end(call& near, dialplan where, const event& given);

    /// Nobody keeps it any more.
    void let_go() {
        kept = false;
        destroy_when_free();
    }

    /// While what is returned is there, it is not destroyed.
    std::shared_ptr<const void> hold();

    /// Nothing is left of it soon, if it is reported and nobody holds it.
    void destroy_when_free() {
        if (reported_ && !is_held()) later({}, [this] { destroy(); });
    }

    /// False if it is going down already.
    bool hang_up(std::string_view cause);

    /// The static `socket` has ended; true if the call goes elsewhere now.
    bool release_from_socket();

    /// The call is to go elsewhere. If a static `socket` holds its thread, what runs in that ends,
    /// and `what` is done when that has; false if none does.
    bool after_socket(detail::shared_function<void(call&)> what);

    /// Of a variable: of the channel, its profile, or a global one
    /// (switch_channel_get_variable_dup). Those of a profile may be empty.
    std::optional<std::string> value_of(std::string_view name) const;

    /// What was waited for in placing it has come: an answer, or a cause.
    void finish_originate(std::string_view cause) {
        if (done_) std::exchange(done_, nullptr)(cause);
    }

    /// Queues a `sendmsg`; false if too many wait.
    bool queue_message(const request& message) {
        return execution_.queue(message, inside_.options.message_queue);
    }

    /// Leaves all it does and executes these; without any there is no such extension. A static
    /// `socket` holds the call's thread: it goes when that has ended. `hunted`: by the dialplan.
    void transfer(dialplan where, bool hunted = true);

    /// Executes its actions, and hangs up when they are done; without any it stays parked.
    void run_actions();

    /// It is answered by the program that has it in hand, or by a bridge. One that was called is
    /// not: that is the far end's to do (switch_channel.c: switch_channel_perform_answer).
    void answer_incoming() {
        if (leg_.profile.direction == "outbound") return;
        if (!leg_.is_answered() && !leg_.is_down()) leg_.mark_answered();
    }

    /// It is taken for answered by whom it calls (mod_commands.c: outgoing_answer_function).
    void answer_outgoing() { answer(); }

    /// The key that its `confirm` wanted has come.
    void accept_confirmed();

    /// What the leg has for its answer from now on; nothing ends the time if that is none.
    void limit_leg(std::optional<core::duration> limit);

    /// The steps of the plan begin, once.
    void begin_steps();

    /// Fires an event of the call's own, or hands it to the connection that diverts them.
    void fire_private(event e);

    /// An event that somebody has put into the call's own queue; false if that is full.
    bool queue_event(signal s);

    void divert(const std::shared_ptr<listener>& to);

private:
    void later(core::duration delay, scheduler::task function) {
        inside_.after(delay, [weak = weak_from_this(), function = std::move(function)] {
            if (const auto alive = weak.lock()) function();
        });
    }

    /// The events in its own queue are fired with what is known of the call, if it is parked
    /// (switch_ivr.c: switch_ivr_park); what plays, or talks in a bridge, takes them and does
    /// nothing with them.
    void take_events();

    void prepare();

    /// A key that is heard on a bridged leg goes to the phone of the other: of a loopback leg to
    /// its far end (switch_ivr_bridge.c: audio_bridge_thread; mod_loopback.c: channel_send_dtmf).
    void send_on(const digit& d);

    /// `xferext`: its `application: name data` headers are a new extension; one without any ends at
    /// once (switch_ivr.c: switch_ivr_parse_event).
    void transfer_by(const request& message);

    void leave_for_dialplan(bool hunted);

    static std::optional<core::duration> seconds_of(const originate_request& wanted,
                                                    std::string_view variable);

    static core::duration originate_timeout(const originate_request& wanted);

    void create(const originate_request& wanted);

    /// An `originate` is done by early media, unless it waits for the answer.
    void go_early();
    void go_on_early();

    void answer();
    void go_on_answered();

    /// Whether a key is waited for, from now on or already.
    bool asks_for_key();

    /// The dial string of a user has been answered: the user's own `originate`, which it was called
    /// for, has its leg now (switch_core_session.c: switch_core_session_outgoing_channel).
    void tell_called_as();

    /// Whoever dials has it as their other leg now.
    void join();

    void begin();

    void run_far_end();

    void execute();

    void take(const caller_step& step);

    /// A `BYE` of whoever was called, or has called.
    void end_by_far_end(std::string_view cause);

    void finish();

    void destroy();

    /// Whoever has called it, or is told of it by a connection, has not done with it, or it has a
    /// far end that has not yet hung up (mod_loopback.c: channel_on_hangup lets the other session
    /// go).
    bool is_held() const;

    /// What the far end of a loopback leg is about to do is done to this one first; who waits for
    /// it is told afterwards (switch_channel.c: switch_channel_perform_answer; mod_loopback.c:
    /// channel_receive_message).
    void follow_far_end(progress what);

    /// It has rung; that may be all that `originate` waits for.
    void ring();
    void go_on_ringing();

    core& inside_;
    call_plan plan_;
    channel leg_;
    execution execution_;
    bound_actions bound_{leg_, execution_};
    outcome done_;
    eslio::detail::compact_vector<signal> events_;  ///< put into its own queue
    detail::shared_function<void(call&)> goes_on_;  ///< when the static `socket` has ended
    std::optional<dialplan_place> dialled_;         ///< the extension it was originated to
    std::weak_ptr<const void> held_;                ///< by whoever has called `hold`
    std::string called_as_;      ///< `user`, until its dial string has been answered
    bool runs_nothing_ = false;  ///< the only application of its extension was dropped
    unsigned leg_limits_ = 0;    ///< how many its leg has had; the last one counts
    bool endpoint_is_sip_ = false;
    bool asks_ = false;   ///< for a key
    bool begun_ = false;  ///< what it was originated for
    bool steps_begun_ = false;
    bool finished_ = false;
    bool hung_up_ = false;  ///< it has been in CS_HANGUP
    bool reported_ = false;
    bool destroyed_ = false;
    bool waits_for_answer_ = false;  ///< early media is not enough
    bool waits_for_ringing_ = false;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/call/impl/call.ipp>
#include <eslio/testing/fake_switch/call/impl/call_progress.ipp>
#endif
