// The handler of a receive, which tells the engine when it has returned.
#pragma once

#include <eslio/connection/detail/engine.hpp>

#include <asio/associator.hpp>

#include <memory>
#include <utility>

namespace eslio::detail {

/// Stands for a receive whose handler runs on the engine's executor, so that the two may take
/// turns. It is empty for another executor, where the engine may not be touched.
class fetch_token {
public:
    fetch_token() noexcept = default;
    explicit fetch_token(std::shared_ptr<engine> e) noexcept : engine_(std::move(e)) {
        engine_->begin_fetch();
    }
    fetch_token(fetch_token&&) noexcept = default;
    fetch_token& operator=(fetch_token&&) = delete;
    ~fetch_token() {
        if (engine_) engine_->end_fetch();
    }

    /// Its handler runs: the engine, which is told of the end by the caller. Null for one that runs
    /// elsewhere.
    std::shared_ptr<engine> begin_handler() noexcept {
        if (engine_) engine_->begin_fetch_handler();
        return std::move(engine_);
    }

private:
    std::shared_ptr<engine> engine_;
};

/// While the handler of a receive runs; ends the fetch when it has returned, or thrown.
class running_fetch {
public:
    explicit running_fetch(fetch_token token) noexcept : engine_(token.begin_handler()) {}
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
    fetch_token token;

    template <class... Values>
    void operator()(Values&&... values) {
        const running_fetch running(std::move(token));
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
