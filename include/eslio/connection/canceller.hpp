// How an operation begins that can be cancelled: a cancellation reaches it on its own executor.
#pragma once

#include <eslio/config.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/associated_cancellation_slot.hpp>
#include <asio/associated_executor.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/dispatch.hpp>

#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

namespace eslio::detail {

/// Whether the handler of an operation runs on `executor` itself.
template <class Handler, class Executor>
bool runs_on(const Handler& handler, const Executor& executor) noexcept {
    const auto own = asio::get_associated_executor(handler, executor);
    if constexpr (std::is_same_v<std::decay_t<decltype(own)>, Executor>)
        return own == executor;
    else
        return false;
}

/// Whether only what had no effect yet may be taken back (total cancellation).
ESLIO_DECL bool is_harmless(asio::cancellation_type_t type) noexcept;

/// A cancellation is emitted where the operation's handler runs. If that is the executor of the
/// `Target` as well it is handed on at once, else it hops there.
///
/// `Target` has `get_executor()`, which any thread may call; `Cancel` is called with it and the
/// type.
template <class Target, class Cancel>
class canceller {
public:
    canceller(const std::shared_ptr<Target>& target, Cancel cancel, bool runs_here)
        : target_(target), cancel_(std::move(cancel)), runs_here_(runs_here) {}

    void operator()(asio::cancellation_type_t type) const {
        std::shared_ptr<Target> target = target_.lock();
        if (!target) return;
        if (runs_here_) return cancel_(*target, type);
        const asio::any_io_executor executor = target->get_executor();
        // It goes along: should it be the last to hold it, that ends there, too.
        asio::dispatch(executor, [target = std::move(target), cancel = cancel_, type] {
            cancel(*target, type);
        });
    }

private:
    std::weak_ptr<Target> target_;
    Cancel cancel_;
    bool runs_here_;
};

/// Cancels the operation of that number, by whatever type of cancellation; 0 is done already.
template <class Target>
struct cancel_by {
    std::uint64_t number;
    void (Target::*cancel)(std::uint64_t);

    explicit operator bool() const noexcept { return number != 0; }
    void operator()(Target& target, asio::cancellation_type_t) const { (target.*cancel)(number); }
};

/// Begins an operation of `target` on its `executor`. `start` takes the handler, and returns what
/// cancels the operation that it has begun, which is false if that is done already. `target`
/// may be null until then: `start` may be what makes it.
template <class Target, class Executor, class Handler, class Start>
void begin_cancellable(const std::shared_ptr<Target>& target, const Executor& executor,
                       Handler&& handler, const Start& start) {
    // Of the handler, which is gone when the operation has begun.
    auto slot = asio::get_associated_cancellation_slot(handler);
    const bool runs_here = slot.is_connected() && runs_on(handler, executor);
    auto cancel = start(std::forward<Handler>(handler));
    if (!cancel || !slot.is_connected()) return;
    using connected = canceller<Target, decltype(cancel)>;
    slot.template emplace<connected>(connected(target, std::move(cancel), runs_here));
}

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/connection/impl/canceller.ipp>
#endif
