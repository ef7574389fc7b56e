// How an operation of a call, or of an attempt to make one, begins: its handler's type is
// forgotten.
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

/// `Target`: a call, or an attempt to make one.
template <class Target>
struct cancel_on {
    typename Target::operation op;

    explicit operator bool() const noexcept { return op.number != 0; }
    void operator()(Target& of, asio::cancellation_type_t type) const {
        of.completions().do_step([&] { of.cancel(op, type); });
    }
};

/// `start(target, handler&)` begins it and returns a `Target::operation`.
template <class Signature, class Target, class Start>
struct initiate_on {
    using executor_type = asio::any_io_executor;

    std::shared_ptr<Target> on;
    Start start;

    executor_type get_executor() const noexcept { return on->get_executor(); }

    template <class Handler>
    void operator()(Handler&& handler) {
        using erased_type = any_handler<Signature>;
        const auto begin = [](Target& t, erased_type&& h, Start& begun) {
            return cancel_on<Target>{
                begin_whole(t.completions(), h, [&] { return begun(t.shared_from_this(), h); })};
        };
        const handler_origin from = origin_of(handler, on->get_executor());
        erased_type erased(std::forward<Handler>(handler), on->get_executor(), on->completions());
        begin_erased(*on, from, std::move(erased), begin, start);
    }
};

template <class Signature, class Token, class Target, class Start>
auto begin_on(std::shared_ptr<Target> on, Token&& token, Start start) {
    return begin_operation<Token, Signature>(
        initiate_on<Signature, Target, Start>{std::move(on), std::move(start)}, token);
}

}  // namespace eslio::detail
