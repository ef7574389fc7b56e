// A handler that takes an answer and passes it on as what the user waits for.
#pragma once

#include <eslio/error.hpp>

#include <asio/associator.hpp>

#include <utility>

namespace eslio::detail {

/// Calls `handler(ec, convert(answer))`. Executor, allocator and cancellation are the handler's.
template <class Handler, class Convert>
struct convert_handler {
    Handler handler;
    Convert convert;

    template <class Answer>
    void operator()(error_code ec, Answer&& answer) {
        std::move(handler)(ec, convert(std::forward<Answer>(answer)));
    }
};

template <class Handler, class Convert>
convert_handler(Handler, Convert) -> convert_handler<Handler, Convert>;

}  // namespace eslio::detail

namespace asio {

template <template <typename, typename> class Associator, typename Handler, typename Convert,
          typename DefaultCandidate>
struct associator<Associator, eslio::detail::convert_handler<Handler, Convert>, DefaultCandidate>
    : Associator<Handler, DefaultCandidate> {
    static typename Associator<Handler, DefaultCandidate>::type get(
        const eslio::detail::convert_handler<Handler, Convert>& h) noexcept {
        return Associator<Handler, DefaultCandidate>::get(h.handler);
    }
    static auto get(const eslio::detail::convert_handler<Handler, Convert>& h,
                    const DefaultCandidate& candidate) noexcept
        -> decltype(Associator<Handler, DefaultCandidate>::get(h.handler, candidate)) {
        return Associator<Handler, DefaultCandidate>::get(h.handler, candidate);
    }
};

}  // namespace asio
