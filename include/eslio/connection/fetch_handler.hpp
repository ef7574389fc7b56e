// The handler of a receive, which tells the engine when it has returned.
#pragma once

#include <eslio/connection/engine.hpp>

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
    ~fetch_token() { end(); }

    /// Returns the engine, once.
    std::shared_ptr<engine> end() noexcept {
        if (engine_) engine_->end_fetch();
        return std::move(engine_);
    }

private:
    std::shared_ptr<engine> engine_;
};

/// Ends the fetch when the handler has returned, or thrown.
struct after_fetch {
    mutable fetch_token token;
    ~after_fetch() {
        if (const auto e = token.end()) e->fetched();
    }
};

/// Executor, allocator and cancellation are the handler's.
template <class Handler>
struct fetch_handler {
    Handler handler;
    fetch_token token;

    template <class... Values>
    void operator()(Values&&... values) {
        const after_fetch after{std::move(token)};
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
