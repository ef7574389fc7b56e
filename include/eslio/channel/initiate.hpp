// How an operation of a call begins: the handler's type is forgotten, its cancellation connected.
#pragma once

#include <eslio/channel/call.hpp>
#include <eslio/channel/wrong_handlers.hpp>
#include <eslio/connection/any_handler.hpp>
#include <eslio/connection/begin_operation.hpp>
#include <eslio/connection/canceller.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/associated_cancellation_slot.hpp>
#include <asio/cancellation_type.hpp>

#include <memory>
#include <utility>

namespace eslio::detail {

struct cancel_on_call {
    call::operation op;

    void operator()(call& c, asio::cancellation_type_t type) const { c.cancel(op, type); }
};

/// `start(call, handler&)` begins it and returns a `call::operation`.
template <class Signature, class Start>
struct initiate_on_call {
    using executor_type = asio::any_io_executor;

    std::shared_ptr<call> on;
    Start start;

    executor_type get_executor() const noexcept { return on->executor(); }

    template <class Handler>
    void operator()(Handler&& handler) {
        auto slot = asio::get_associated_cancellation_slot(handler);
        const bool runs_here = slot.is_connected() && runs_on(handler, on->executor());
        any_handler<Signature> erased(std::forward<Handler>(handler), on->executor(),
                                      on->completions());
        const call::operation op = start(on, erased);
        if (op.number != 0 && slot.is_connected())
            connect_slot(slot, on, cancel_on_call{op}, runs_here);
    }
};

template <class Signature, class Token, class Start>
auto begin_on_call(std::shared_ptr<call> on, Token&& token, Start start) {
    return begin_operation<Token, Signature>(
        initiate_on_call<Signature, Start>{std::move(on), std::move(start)}, token);
}

}  // namespace eslio::detail
