// How an operation of a call begins: its handler's type is forgotten.
#pragma once

#include <eslio/channel/detail/call.hpp>
#include <eslio/channel/detail/wrong_handlers.hpp>
#include <eslio/connection/detail/any_handler.hpp>
#include <eslio/connection/detail/begin_at.hpp>
#include <eslio/connection/detail/begin_operation.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/cancellation_type.hpp>

#include <memory>
#include <utility>

namespace eslio::detail {

struct cancel_on_call {
    call::operation op;

    explicit operator bool() const noexcept { return op.number != 0; }
    void operator()(call& c, asio::cancellation_type_t type) const {
        c.completions().do_step([&] { c.cancel(op, type); });
    }
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
        using erased_type = any_handler<Signature>;
        const auto begin = [](call& c, erased_type&& h, Start& begun) {
            return cancel_on_call{
                begin_whole(c.completions(), h, [&] { return begun(c.shared_from_this(), h); })};
        };
        const handler_origin from = origin_of(handler, on->executor());
        erased_type erased(std::forward<Handler>(handler), on->executor(), on->completions());
        begin_erased(*on, from, std::move(erased), begin, start);
    }
};

template <class Signature, class Token, class Start>
auto begin_on_call(std::shared_ptr<call> on, Token&& token, Start start) {
    return begin_operation<Token, Signature>(
        initiate_on_call<Signature, Start>{std::move(on), std::move(start)}, token);
}

}  // namespace eslio::detail
