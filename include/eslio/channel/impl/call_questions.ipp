// What a call asks FreeSWITCH: whether it is there, and how it stands.
#pragma once

#include <eslio/api/show_channels.hpp>
#include <eslio/api/uuid.hpp>
#include <eslio/channel/detail/call_operations.hpp>
#include <eslio/channel/detail/call_questions.hpp>

#include <algorithm>

namespace eslio::detail {

ESLIO_DECL std::optional<event> dumped(error_code ec, const reply& r) {
    return ec || !r.ok() ? std::nullopt : read_channel_data(r.body());
}

ESLIO_DECL command partner_question(const std::string& uuid) {
    return asked_once(api::uuid_getvar(uuid, "bridge_to"));
}

/// FreeSWITCH says `_undef_` of a variable that is not set, and prints nothing of an empty one.
ESLIO_DECL std::optional<std::string> partner_in(const reply& answer) {
    if (answer.text().empty() || answer.text() == "_undef_") return std::nullopt;
    return std::string(answer.text());
}

/// Over another connection it may be answered, if one follows.
ESLIO_DECL bool call::may_be_asked_again(error_code why) noexcept {
    return why == error::timeout || why == error::lost_in_gap || why == condition::disconnected;
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
            ask(asked_once(api::uuid_dump(uuid_)),
                [self = shared_from_this()](error_code ec, const reply& r) {
                    const bool none = !ec && r.body() == no_such_channel;
                    if (const auto data = dumped(ec, r)) self->note_state(*data);
                    self->lookup_.on_data(none                     ? answer::not_there
                                          : may_be_asked_again(ec) ? answer::too_late
                                                                   : answer::no_answer,
                                          self->alarm_.now());
                    self->go_on_looking();
                });
            break;
        case step::table: find_in_table(); break;
        case step::pause: arm(); break;
        case step::nothing:
            if (!lookup_.found_none()) break;
            if (was_known_before_) return end_unseen();
            fail_waits(error::no_such_call);
            executions_.entries().abandon_answered(error::no_such_call);
            deliver();
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
    const auto table = api::show_channels_like(uuid_);
    auto found = link::job_handler::of_own(
        completions(), [tell, read = table.reads(),
                        self = shared_from_this()](error_code ec, const job_result& r) {
            if (may_be_asked_again(ec)) return tell(answer::too_late);
            const auto rows = ec || !r.ok() ? std::nullopt : read(r.text());
            if (!rows) return tell(answer::no_answer);
            const bool listed = std::any_of(rows->begin(), rows->end(), [&](const auto& row) {
                return row.uuid == self->uuid_;
            });
            tell(listed ? answer::known : answer::not_there);
        });
    link_->submit_job(table, found);
}

/// In static mode what tells of the other leg comes after the replies. The result of a job comes
/// among the events, after those that had been fired before.
ESLIO_DECL void call::on_data(std::uint64_t execution, const event& data) {
    const bool answered_before = answered_;
    note_state(data);
    if (!executions_.needs_leg_answer(execution, data)) {
        executions_.on_data(execution, data, answered_before);
        return arm();
    }
    auto settled = link::job_handler::of_own(
        completions(), [self = shared_from_this(), execution, answered_before,
                        data = event(data)](error_code ec, const job_result&) {
            self->executions_.on_data(execution, data, answered_before, !ec);
            self->arm();
        });
    link_->submit_job(api::uuid_exists(uuid_), settled);
}

/// The answer of a bridge's other leg is told by that leg's own CHANNEL_ANSWER, which may come
/// before CHANNEL_BRIDGE.
ESLIO_DECL void call::hear_legs() {
    event_lease held;
    const bool heard = mode_.full && !link_->hear_also("Other-Leg-Unique-ID", uuid_, held);
    executions_.hears_legs(heard);
    if (!heard || legs_ != 0) return;
    needed().legs = std::move(held);
    legs_ = link_->add_leg_route(uuid_, [weak = weak_from_this()](const event& e) {
        const auto self = weak.lock();
        if (self && e.is(event_name::channel_answer))
            self->executions_.on_leg_answered(e.unique_id());
        return verdict::pass;
    });
}

/// A bridge has joined a leg by early media. It may have answered when nothing of it was heard, so
/// it is asked for as well.
ESLIO_DECL void call::ask_for_leg() {
    const std::string_view leg = executions_.unanswered_leg();
    if (leg == asked_leg_) return;
    asked_leg_ = std::string(leg);
    if (leg.empty() || !mode_.full) return;
    ask(asked_once(api::uuid_dump(asked_leg_)),
        [self = shared_from_this(), uuid = asked_leg_](error_code ec, const reply& r) {
            const auto data = dumped(ec, r);
            if (data && (*data)["Answer-State"] == "answered")
                self->executions_.on_leg_answered(uuid);
        });
}

}  // namespace eslio::detail
