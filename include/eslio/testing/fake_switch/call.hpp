// One outgoing call: from originate to CHANNEL_DESTROY, after its plan.
#pragma once

#include <eslio/testing/fake_switch/call_plan.hpp>
#include <eslio/testing/fake_switch/call_report.hpp>
#include <eslio/testing/fake_switch/channel.hpp>
#include <eslio/testing/fake_switch/dial_string.hpp>
#include <eslio/testing/fake_switch/execution.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

/// The events, their order and their headers are those of FreeSWITCH's loopback and null channels.
class call : public std::enable_shared_from_this<call> {
public:
    /// How `originate` ended: an empty cause if the call was answered.
    using outcome = std::function<void(std::string_view cause)>;

    call(core& inside, const application_table& known, originate_request wanted, call_plan plan)
        : inside_(inside),
          wanted_(std::move(wanted)),
          plan_(std::move(plan)),
          leg_(inside),
          execution_(leg_, known) {}

    /// When nothing is left of it.
    std::function<void(const call&)> on_gone;

    const channel& leg() const noexcept { return leg_; }
    channel& leg() noexcept { return leg_; }
    const std::string& uuid() const noexcept { return leg_.uuid(); }
    const originate_request& wanted() const noexcept { return wanted_; }

    void start(outcome done) {
        done_ = std::move(done);
        execution_.owner = weak_from_this();
        execution_.hang_up = [this](std::string_view cause) { hang_up(cause); };
        create();
        if (plan_.ringing())
            later(*plan_.ringing(), [this] {
                if (!leg_.is_down() && !leg_.is_answered()) leg_.mark_ringing();
            });
        if (plan_.refusal())
            later(*plan_.refusal(), [this] { hang_up(plan_.refusal_cause()); });
        else if (plan_.answer())
            later(*plan_.answer(), [this] { answer(); });
        later(originate_timeout(), [this] {
            if (done_) hang_up("NO_ANSWER");
        });
    }

    /// False if it is going down already.
    bool hang_up(std::string_view cause) {
        if (leg_.is_down()) return false;
        const std::string_view name = find_cause(cause).name;
        leg_.mark_down(name);
        inside_.for_each_listener([this](listener& l) { l.on_hangup(uuid(), leg_.name()); });
        finish_originate(name);
        later({}, [this] { finish(); });
        return true;
    }

    /// Queues a `sendmsg`; false if too many wait.
    bool queue_message(const request& message) {
        return execution_.queue(message, inside_.options.message_queue);
    }

private:
    template <class Function>
    void later(core::duration delay, Function function) {
        inside_.after(delay, [weak = weak_from_this(), function = std::move(function)] {
            if (const auto alive = weak.lock()) function();
        });
    }

    core::duration originate_timeout() const {
        std::string_view text = wanted_.timeout;
        if (text.empty()) text = wanted_.variables["originate_timeout"];
        return std::chrono::seconds(wire::parse_number(text).value_or(60));
    }

    void create() {
        fill_profile();
        const bool loopback = leg_.profile.source == "mod_loopback";
        const std::string own_uuid(wanted_.variables["origination_uuid"]);
        const std::string first_uuid = inside_.new_uuid();
        leg_.profile.uuid = own_uuid.empty() || loopback ? first_uuid : own_uuid;
        const std::string name = leg_.profile.channel_name;
        if (loopback) {
            if (endpoint() == "loopback") leg_.profile.channel_name = wanted_.destination + "-a";
            leg_.fire_codecs();
        }
        leg_.profile.channel_name = name;
        if (!own_uuid.empty()) leg_.profile.uuid = own_uuid;
        leg_.profile.times.created = inside_.date();
        leg_.set_state(channel_state::init);
        set_first_variables();
        if (!own_uuid.empty()) fire_new_uuid(first_uuid);
        leg_.fire_basic(event_name::channel_outgoing, places::outgoing);
        leg_.run_state(channel_state::init);
        leg_.set_state(channel_state::routing);
        for (const event_header h : wanted_.variables.headers()) leg_.vars.set(h.name(), h.value());
        leg_.vars.set("originate_early_media", "true");
        leg_.vars.set("originate_endpoint", endpoint());
        leg_.fire_full(event_name::channel_create, places::run_create);
        leg_.fire_full(event_name::channel_originate, places::run_originate);
        leg_.run_state(channel_state::routing);
        leg_.run_state(channel_state::consume_media);
    }

    void answer() {
        if (leg_.is_down() || leg_.is_answered()) return;
        leg_.mark_answered();
        flip_caller_and_callee();
        finish_originate({});
        later({}, [this] { execute(); });
        if (plan_.hangup()) later(*plan_.hangup(), [this] { hang_up(plan_.hangup_cause()); });
    }

    void execute() {
        if (leg_.is_down()) return;
        leg_.vars.set("call_uuid", uuid());
        leg_.run_state(channel_state::execute);
        if (wanted_.application.empty()) return execution_.idle();
        execution_.start(wanted_.application, wanted_.argument,
                         [this] { hang_up("NORMAL_CLEARING"); });
    }

    void finish() {
        execution_.finish();
        leg_.run_state(channel_state::hangup);
        leg_.profile.times.hangup = inside_.date();
        leg_.set_call_state(call_state::hangup);
        leg_.run_state(channel_state::reporting);
        add_report_variables(leg_);
        event e = inside_.make_event(event_name::channel_hangup_complete, places::reporting);
        e.add("Hangup-Cause", leg_.cause());
        leg_.add_basic(e);
        leg_.vars.write(e);
        inside_.fire(std::move(e));
        inside_.for_each_listener([this](listener& l) { l.on_reported(uuid()); });
        leg_.set_state(channel_state::destroy);
        leg_.fire_full(event_name::channel_destroy, places::destroyed);
        leg_.run_state(channel_state::destroy);
        if (on_gone) on_gone(*this);
    }

    void finish_originate(std::string_view cause) {
        if (done_) std::exchange(done_, nullptr)(cause);
    }

    std::string_view endpoint() const noexcept {
        return std::string_view(wanted_.destination).substr(0, wanted_.destination.find('/'));
    }

    void fill_profile() {
        caller_profile& p = leg_.profile;
        std::string_view rest = wanted_.destination;
        wire::next_word(rest, '/');
        std::string_view last = rest;
        p.source = "mod_sofia";
        p.context = "default";
        p.channel_name = "sofia/internal/" + std::string(rest) + "@" + inside_.options.ipv4;
        if (endpoint() == "loopback" || endpoint() == "null") {
            p.source = "mod_loopback";
            p.channel_name = std::string(endpoint()) + "/" +
                             std::string(wire::next_word(last, '/')) +
                             (endpoint() == "loopback" ? "-a" : "");
            last = rest.substr(0, rest.find('/'));
        } else if (endpoint() != "user") {
            p.channel_name = wanted_.destination;
        }
        if (endpoint() != "null") p.dialplan = "xml";
        p.destination = std::string(last);
        p.caller_name = pick("origination_caller_id_name", wanted_.caller_name, {});
        p.caller_number = pick("origination_caller_id_number", wanted_.caller_number, "0000000000");
        p.original_name = p.caller_name;
        p.original_number = p.caller_number;
        p.ani = p.caller_number;
        p.callee_name = "Outbound Call";
        p.callee_number = wanted_.destination.substr(wanted_.destination.rfind('/') + 1);
    }

    std::string pick(std::string_view variable, const std::string& given,
                     std::string_view otherwise) const {
        const std::string_view value = wanted_.variables[variable];
        if (!value.empty()) return std::string(value);
        return given.empty() ? std::string(otherwise) : given;
    }

    void set_first_variables() {
        variables& v = leg_.vars;
        v.set("direction", "outbound");
        v.set("is_outbound", "true");
        v.set("session_id", std::to_string(inside_.new_session_id()));
        v.set("read_codec", "L16");
        v.set("read_rate", "8000");
        v.set("write_codec", "L16");
        v.set("write_rate", "8000");
        v.set("channel_name", leg_.name());
        v.set("uuid", uuid());
        v.set("call_uuid", uuid());
    }

    void fire_new_uuid(const std::string& old_uuid) {
        event e = inside_.make_event(event_name::channel_uuid, places::set_uuid);
        e.add("Old-Unique-ID", old_uuid);
        leg_.add_basic(e);
        leg_.vars.write(e);
        inside_.fire(std::move(e));
    }

    /// `originate` turns the answered leg round: who was called is now the caller.
    void flip_caller_and_callee() {
        caller_profile& p = leg_.profile;
        leg_.in_dialplan = true;
        leg_.vars.set("endpoint_disposition", "ANSWER");
        leg_.vars.set("pre_transfer_caller_id_name", p.caller_name);
        leg_.vars.set("pre_transfer_caller_id_number", p.caller_number);
        leg_.vars.set("channel_cid_flipped", "yes");
        std::swap(p.caller_name, p.callee_name);
        std::swap(p.caller_number, p.callee_number);
        event e = inside_.make_event(event_name::call_update, places::flip);
        e.add("Direction", "RECV");
        leg_.add_basic(e);
        leg_.vars.write(e);
        inside_.fire(std::move(e));
    }

    core& inside_;
    originate_request wanted_;
    call_plan plan_;
    channel leg_;
    execution execution_;
    outcome done_;
};

}  // namespace eslio::testing::fake
