// The bodies of the functions of leg_wait.hpp.
#pragma once

#include <eslio/channel/detail/call_operations.hpp>
#include <eslio/channel/detail/leg_wait.hpp>

#include <asio/cancellation_type.hpp>

#include <optional>
#include <string_view>
#include <utility>

namespace eslio::detail {

/// It was dropped with its execution context, or could not begin.
ESLIO_DECL leg_wait::~leg_wait() {
    if (route_ != 0) call_->link_used()->remove_route(route_);
}

ESLIO_DECL call::operation leg_wait::begin(std::optional<call::duration> timeout) {
    hear_other();
    auto ended = call::wait_handler::of_own(
        call_->completions(),
        [self = shared_from_this()](error_code ec, const wait_result& r) { self->end(ec, r); });
    const auto fits_this = [weak = weak_from_this()](const event& e) {
        const auto self = weak.lock();
        return self && self->fits(e);
    };
    own_ = call_->wait_for(fits_this, timeout, ended);
    return own_;
}

ESLIO_DECL void leg_wait::hear_other() {
    if (!call_->mode().full) return;
    const auto& over = call_->link_used();
    const char* const header = other_.empty() ? "Bridge-B-Unique-ID" : "Unique-ID";
    if (over->hear_also(header, other_.empty() ? call_->uuid() : other_, held_)) return;
    route_ = over->add_leg_route(call_->uuid(), [weak = weak_from_this()](const event& e) {
        const auto self = weak.lock();
        if (self && e.unique_id() != self->call_->uuid() && self->fits(e)) {
            const wait_result told(e);
            const auto own = std::exchange(self->own_, call::operation{});
            self->end(error_code(), told);
            if (own.number != 0) self->call_->cancel(own, asio::cancellation_type::terminal);
        }
        return protocol::route_table::verdict::pass;
    });
}

ESLIO_DECL bool leg_wait::fits(const event& e) const {
    if (!e.is(type_)) return false;
    const std::string_view a = e["Bridge-A-Unique-ID"];
    const std::string_view b = e["Bridge-B-Unique-ID"];
    if (a != call_->uuid() && b != call_->uuid()) return false;
    return other_.empty() || a == other_ || b == other_;
}

ESLIO_DECL void leg_wait::end(error_code ec, const wait_result& r) {
    const handler tell = std::exchange(done_, nullptr);
    if (route_ != 0) call_->link_used()->remove_route(std::exchange(route_, 0));
    held_ = event_lease();
    if (tell) tell(ec, r);
}

ESLIO_DECL void leg_wait::limit(call::duration time) {
    if (done_ && own_.number != 0) call_->limit_wait(own_, time);
}

ESLIO_DECL void leg_wait::stop() {
    done_ = nullptr;
    const auto own = std::exchange(own_, call::operation{});
    end({}, wait_result());
    if (own.number != 0) call_->cancel(own, asio::cancellation_type::terminal);
}

}  // namespace eslio::detail
