// A handler that takes an answer and passes it on as what the user waits for.
#pragma once

#include <eslio/error.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <asio/associator.hpp>

#include <type_traits>
#include <utility>

namespace eslio::detail {

/// Calls `handler(ec, convert(answer))`. Executor, allocator and cancellation are the handler's.
template <class Handler, class Convert>
struct convert_handler {
    Handler handler;
    Convert convert;

    /// Where memory runs out in the conversion the operation ends with that.
    template <class Answer>
    void operator()(error_code ec, Answer&& answer) {
        if constexpr (std::is_nothrow_invocable_v<Convert&, Answer>) {
            std::move(handler)(ec, convert(std::forward<Answer>(answer)));
        } else {
            using result_type = std::decay_t<std::invoke_result_t<Convert&, Answer>>;
            result_type result;
            const auto make = [&] { result = convert(std::forward<Answer>(answer)); };
            if (!has_memory_for(make)) {
                ec = make_error_code(error::stream_failed);
                result = result_type();
            }
            std::move(handler)(ec, std::move(result));
        }
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
