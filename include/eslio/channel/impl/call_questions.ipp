// The bodies of the functions of call_questions.hpp.
#pragma once

#include <eslio/channel/call_questions.hpp>

namespace eslio::detail {

ESLIO_DECL std::optional<event> dumped(error_code ec, const reply& r) {
    event data;
    if (ec || !r.ok() || decode_event(format::plain, r.body(), data)) return std::nullopt;
    return data;
}

ESLIO_DECL void call::look_up() {
    if (state_known_ || over() || !mode_.full || lookup_.is_running()) return;
    lookup_.begin(alarm_.now());
    go_on_looking();
}

ESLIO_DECL void call::go_on_looking() {
    using step = protocol::call_lookup::step;
    using answer = protocol::call_lookup::answer;
    if (ended_) return;
    switch (lookup_.next()) {
        case step::data:
            ask(api("uuid_dump " + uuid_),
                [self = shared_from_this()](error_code ec, const reply& r) {
                    const bool none = !ec && r.body() == no_such_channel;
                    if (const auto data = dumped(ec, r)) self->note_state(*data);
                    self->lookup_.on_data(none ? answer::not_there : answer::no_answer,
                                          self->alarm_.now());
                    self->go_on_looking();
                });
            break;
        case step::table: find_in_table(); break;
        case step::pause: arm(); break;
        case step::nothing:
            if (!lookup_.found_none()) break;
            fail_waits(error::no_such_call);
            hand_out();
            break;
    }
}

/// FreeSWITCH puts the text into a query, so no other characters than those of a name go there. It
/// looks for it anywhere in several columns (mod_commands: show_function); the first one is the
/// UUID.
ESLIO_DECL void call::find_in_table() {
    using answer = protocol::call_lookup::answer;
    const auto tell = [self = shared_from_this()](answer a) {
        self->lookup_.on_table(a, self->alarm_.now());
        self->go_on_looking();
    };
    static constexpr std::string_view harmless =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.";
    if (uuid_.find_first_not_of(harmless) != std::string::npos) return tell(answer::no_answer);
    auto found = link::job_handler::of_own(
        completions(), [tell, self = shared_from_this()](error_code ec, const job_result& r) {
            if (ec || !r.ok()) return tell(answer::no_answer);
            const bool listed = r.text().find("\n" + self->uuid_ + ",") != std::string_view::npos;
            tell(listed ? answer::known : answer::not_there);
        });
    link_->submit_job(api_request("show channels like " + uuid_), found);
}

/// In static mode what tells of the other leg comes after the replies. The result of a job comes
/// among the events, after those that had been fired before.
ESLIO_DECL void call::on_data(std::uint64_t execution, const event& data) {
    const bool answered_before = answered_;
    note_state(data);
    if (!executions_.needs_leg_answer(execution, data))
        return executions_.on_data(execution, data, answered_before);
    auto settled = link::job_handler::of_own(completions(), [self = shared_from_this(), execution,
                                                             answered_before,
                                                             data](error_code, const job_result&) {
        self->executions_.on_data(execution, data, answered_before);
    });
    link_->submit_job(api_request("uuid_exists " + uuid_), settled);
}

/// A bridge has joined a leg by early media: its answer is told by its own CHANNEL_ANSWER. It may
/// have answered just now, before CHANNEL_BRIDGE was fired and after FreeSWITCH noted what that
/// tells of it (switch_ivr_originate clones the profile), so it is asked for as well.
ESLIO_DECL void call::follow_leg() {
    const std::string_view leg = executions_.unanswered_leg();
    if (leg_ ? leg == leg_->uuid : leg.empty()) return;
    if (leg_) link_->remove_route(leg_->route);
    leg_.reset();
    if (leg.empty() || !mode_.full) return;
    const std::string uuid(leg);
    const auto answered = [weak = weak_from_this(), uuid] {
        const auto self = weak.lock();
        if (!self) return;
        self->executions_.on_leg_answered(uuid);
        self->follow_leg();
    };
    const link::route_id route = link_->add_route(uuid, [answered](const event& e) {
        if (e.is(event_name::channel_answer)) answered();
        return verdict::pass;
    });
    leg_ = std::make_unique<const followed_leg>(followed_leg{uuid, route});
    ask(api("uuid_dump " + uuid), [answered](error_code ec, const reply& r) {
        const auto data = dumped(ec, r);
        if (data && (*data)["Answer-State"] == "answered") answered();
    });
}

}  // namespace eslio::detail
