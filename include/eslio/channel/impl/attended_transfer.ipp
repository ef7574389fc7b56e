// The bodies of the functions of attended_transfer.hpp.
#pragma once

#include <eslio/channel/detail/attended_transfer.hpp>
#include <eslio/channel/detail/call_operations.hpp>
#include <eslio/channel/detail/call_questions.hpp>
#include <eslio/event/execution_outcome.hpp>

#include <asio/error.hpp>

#include <chrono>
#include <utility>

namespace eslio::detail {

ESLIO_DECL call::operation attended_transfer_steps::begin() {
    const argument_error refused = app_.problem();
    error_code wrong = refused.code();
    if (!wrong && !call_->mode().async) wrong = error::not_allowed;
    if (wrong) {
        user_.complete(wrong, attended_transfer_result(outcome::failed, unsent(refused)));
        return {};
    }
    call::operation first;
    if (call_->mode().full && !call_->over()) {
        auto told = call::reply_handler::of_own(
            call_->completions(),
            step_of(shared_from_this(), &attended_transfer_steps::on_partner));
        first = call_->send(partner_question(call_->uuid()), told);
    } else {
        first = execute();
    }
    if (!user_) return {};
    return steps_ = call_->begin_steps(first);
}

ESLIO_DECL void attended_transfer_steps::on_partner(error_code ec, const reply& r) {
    if (ec == error::timeout || ec == asio::error::operation_aborted)
        return finish(ec, outcome::failed);
    const auto& over = call_->link_used();
    if (!ec && r.ok()) {
        const auto partner = partner_in(r);
        if (!partner) return finish(ec, outcome::not_bridged);
        partner_ = *partner;
        if (!over->hear_also("Unique-ID", partner_, hears_partner_)) {
            follow(call_->uuid());
            follow(partner_);
        }
    }
    call_->next_step(steps_, execute());
}

/// By the leg's own events, and what those of others tell of its bridges.
ESLIO_DECL void attended_transfer_steps::follow(const std::string& leg) {
    const auto& over = call_->link_used();
    const auto sees = [weak = weak_from_this()](const event& e) {
        const auto self = weak.lock();
        return self ? self->on_event(e) : protocol::route_table::verdict::pass;
    };
    routes_.reserve(routes_.size() + 2);
    routes_.push_back(over->add_route(leg, sees, {}));
    routes_.push_back(over->add_leg_route(leg, sees));
}

ESLIO_DECL call::operation attended_transfer_steps::execute() {
    auto ended = call::execution_handler::of_own(
        call_->completions(), step_of(shared_from_this(), &attended_transfer_steps::on_ended));
    return call_->execute(app_, ended);
}

ESLIO_DECL protocol::route_table::verdict attended_transfer_steps::on_event(const event& e) {
    const auto self = shared_from_this();
    const std::string_view own = e.unique_id();
    if (e.is(event_name::channel_bridge)) {
        const std::string_view a = e["Bridge-A-Unique-ID"];
        const std::string_view b = e["Bridge-B-Unique-ID"];
        const std::string_view other = a == call_->uuid() ? b : a;
        if ((a == call_->uuid() || b == call_->uuid()) && other != partner_) {
            note_target(other);
        } else if (!target_.empty() && (a == partner_ || b == partner_) &&
                   (a == target_ || b == target_)) {
            others_joined_ = true;
        }
    } else if (e.is(event_name::channel_hangup_complete) &&
               (own == partner_ || (!target_.empty() && own == target_))) {
        other_left_ = true;
    }
    if (ended_ && others_joined_)
        finish({}, outcome::completed);
    else if (ended_ && other_left_)
        finish({}, outcome::party_left);
    return protocol::route_table::verdict::pass;
}

ESLIO_DECL void attended_transfer_steps::note_target(std::string_view uuid) {
    if (uuid == target_) return;
    target_ = std::string(uuid);
    call_->link_used()->hear_also("Unique-ID", target_, hears_target_);
    follow(target_);
}

ESLIO_DECL void attended_transfer_steps::on_ended(error_code ec, execution_result r) {
    if (ec) return finish(ec, outcome::failed);
    const outcome how = read(r);
    ended_ = std::move(r);
    if (how != outcome::handed_over) return finish(ec, how);
    if (others_joined_) return finish(ec, outcome::completed);
    if (other_left_) return finish(ec, outcome::party_left);
    if (routes_.empty()) return finish(ec, how);
    call_->keep_steps(steps_, [self = shared_from_this()](error_code why) {
        self->finish(why, outcome::failed);
    });
    // The connection of the call's own session ends soon after it.
    const std::chrono::milliseconds time =
        call_->mode().outbound ? std::chrono::milliseconds(500) : patience;
    alarm_.set(shared_from_this(), alarm_.now() + time);
}

/// What att_xfer dialled is told as for a bridge. That it had somebody to transfer is told by the
/// bond with them, which is tied again (`signal_bond`).
ESLIO_DECL attended_transfer_steps::outcome attended_transfer_steps::read(
    const execution_result& r) const {
    using end = execution_result::outcome;
    if (r.how() == end::refused || r.how() == end::not_run || r.how() == end::unheard)
        return outcome::failed;
    const bool down = r.details()["Answer-State"] == "hangup";
    const end dialled = read_outcome("bridge", r.details(), leg_answer::unknown).how();
    if (dialled == end::hung_up || (down && r.variable("originate_disposition").empty()))
        return outcome::hung_up;
    if (down) return dialled == end::failed ? outcome::hung_up : outcome::handed_over;
    if (r.variable("signal_bond").empty()) return outcome::not_bridged;
    if (dialled == end::failed) return outcome::target_failed;
    return r.variable("att_xfer_result") == "failure" ? outcome::party_left : outcome::returned;
}

ESLIO_DECL void attended_transfer_steps::on_alarm(protocol::time_point) {
    finish({}, outcome::handed_over);
}

/// The cause why the third failed is the text of the result.
ESLIO_DECL void attended_transfer_steps::finish(error_code ec, outcome how) {
    const auto self = shared_from_this();
    alarm_.cancel();
    for (const link::route_id r : std::exchange(routes_, {})) call_->link_used()->remove_route(r);
    hears_partner_.reset();
    hears_target_.reset();
    call_->end_steps(steps_);
    if (!user_) return;
    execution_result execution = ended_ ? std::move(*ended_) : execution_result();
    if (how == outcome::target_failed)
        execution = read_outcome("bridge", execution.details(), leg_answer::unknown);
    user_.complete(ec, attended_transfer_result(how, std::move(execution), std::move(target_)));
}

}  // namespace eslio::detail
