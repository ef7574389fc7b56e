// The handler of a receive, which tells the engine when it has returned.
#pragma once

#include <eslio/connection/detail/engine.hpp>

#include <asio/associator.hpp>

#include <memory>
#include <utility>

namespace eslio::detail {

/// While the handler of a receive runs; ends the fetch when it has returned, or thrown.
class running_fetch {
public:
    explicit running_fetch(std::shared_ptr<engine> of) noexcept : engine_(std::move(of)) {
        if (engine_) engine_->begin_fetch_handler();
    }
    running_fetch(const running_fetch&) = delete;
    running_fetch& operator=(const running_fetch&) = delete;
    ~running_fetch() {
        if (engine_) engine_->end_fetch_handler();
    }

private:
    const std::shared_ptr<engine> engine_;
};

/// Executor, allocator and cancellation are the handler's.
template <class Handler>
struct fetch_handler {
    Handler handler;
    std::shared_ptr<engine> of;  ///< null if it runs elsewhere

    template <class... Values>
    void operator()(Values&&... values) {
        const running_fetch running(std::move(of));
        std::move(handler)(std::forward<Values>(values)...);
    }
};

}  // namespace eslio::detail

namespace asio {

template <template <typename, typename> class Associator, typename Handler,
          typename DefaultCandidate>
struct associator<Associator, eslio::detail::fetch_handler<Handler>, DefaultCandidate>
    : Associator<Handler, DefaultCandidate> {
    static typename Associator<Handler, DefaultCandidate>::type get(
        const eslio::detail::fetch_handler<Handler>& h) noexcept {
        return Associator<Handler, DefaultCandidate>::get(h.handler);
    }
    static auto get(const eslio::detail::fetch_handler<Handler>& h,
                    const DefaultCandidate& candidate) noexcept
        -> decltype(Associator<Handler, DefaultCandidate>::get(h.handler, candidate)) {
        return Associator<Handler, DefaultCandidate>::get(h.handler, candidate);
    }
};

}  // namespace asio
