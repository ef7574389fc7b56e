// The bodies of the functions of joining.hpp.
#pragma once

#include <eslio/api/uuid_control.hpp>
#include <eslio/channel/detail/call_operations.hpp>
#include <eslio/channel/detail/joining.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/uuid.hpp>

#include <optional>

namespace eslio::detail {

ESLIO_DECL call::operation joining::with(const std::string& other) {
    if (const argument_error wrong = check_uuid(other))
        return user_.complete(wrong.code(), bridge_result(unsent(wrong))), call::operation{};
    if (!(call_->mode().full && call_->mode().async)) {
        user_.complete(make_error_code(error::not_allowed), bridge_result());
        return {};
    }
    if (call_->over()) {
        user_.complete(error_code(),
                       bridge_result(execution_result(execution_result::outcome::hung_up,
                                                      call_->hangup()->details())));
        return {};
    }
    ends_if_failed<joining> otherwise(*this);
    listen(other);
    auto answered = call::reply_handler::of_own(call_->completions(),
                                                step_of(shared_from_this(), &joining::on_consent));
    steps_ = call_->begin_steps(
        call_->send(as_command(api::uuid_bridge(call_->uuid(), other)), answered));
    otherwise.done();
    return steps_;
}

ESLIO_DECL call::operation joining::by(const application& intercept) {
    const argument_error refused = intercept.problem();
    error_code wrong = refused.code();
    if (!wrong && !call_->mode().async) wrong = error::not_allowed;
    if (wrong) return user_.complete(wrong, bridge_result(unsent(refused))), call::operation{};
    ends_if_failed<joining> otherwise(*this);
    listen({});
    auto ended = call::execution_handler::of_own(
        call_->completions(), step_of(shared_from_this(), &joining::on_intercepted));
    steps_ = call_->begin_steps(call_->execute(intercept, ended));
    otherwise.done();
    return steps_;
}

/// Its time begins when FreeSWITCH has agreed.
ESLIO_DECL void joining::listen(std::string other) {
    const auto wait =
        std::shared_ptr<leg_wait>(new leg_wait(call_, event_name::channel_bridge, std::move(other),
                                               step_of(shared_from_this(), &joining::on_bridge)));
    wait_ = wait;
    wait->begin(std::nullopt);
}

ESLIO_DECL void joining::on_bridge(error_code ec, const wait_result& r) {
    using outcome = execution_result::outcome;
    if (ec == error::timeout)
        return give_up({}, bridge_result(execution_result(
                               outcome::failed,
                               "FreeSWITCH agreed, and the legs were not heard to be joined")));
    if (ec) return give_up(ec, bridge_result());
    if (!r) return give_up(ec, bridge_result(execution_result(outcome::hung_up, r.details())));
    const event& e = r.details();
    const bool is_own = e.unique_id() == call_->uuid();
    const bool answered = is_own ? newest_leg_is_answered(e) : e["Answer-State"] == "answered";
    std::string leg(e[is_own ? "Bridge-B-Unique-ID" : "Bridge-A-Unique-ID"]);
    give_up(ec, bridge_result(execution_result(answered ? outcome::completed : outcome::ended, e),
                              std::move(leg)));
}

ESLIO_DECL void joining::on_consent(error_code ec, const reply& r) {
    using outcome = execution_result::outcome;
    if (ec) return give_up(ec, bridge_result());
    if (!r.ok())
        return give_up(
            ec, bridge_result(call_->over()
                                  ? execution_result(outcome::hung_up, call_->hangup()->details())
                                  : execution_result(outcome::refused, std::string(r.text()))));
    agreed();
}

ESLIO_DECL void joining::on_intercepted(error_code ec, execution_result r) {
    if (ec || !r.ok()) return give_up(ec, ec ? bridge_result() : bridge_result(std::move(r)));
    if (r.variable("uuid_bridge").empty() && r.details()["Event-Name"] != "CHANNEL_BRIDGE")
        return give_up(
            ec, bridge_result(execution_result(execution_result::outcome::failed, r.details(),
                                               "there is no such call to pick up")));
    agreed();
}

ESLIO_DECL void joining::agreed() {
    const auto wait = wait_.lock();
    if (!wait) return;
    wait->limit(patience);
    call_->next_step(steps_, wait->operation());
}

/// The first to be called tells; the others come to nothing.
ESLIO_DECL void joining::give_up(error_code ec, bridge_result r) {
    const auto self = shared_from_this();
    if (const auto wait = std::exchange(wait_, {}).lock()) wait->stop();
    call_->end_steps(steps_);
    if (user_) user_.complete(ec, std::move(r));
}

}  // namespace eslio::detail
