// How a cancellation reaches an operation: on its own executor.
#pragma once

#include <eslio/config.hpp>
#include <eslio/connection/detail/home.hpp>

#include <asio/associated_cancellation_slot.hpp>
#include <asio/associated_executor.hpp>
#include <asio/cancellation_type.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace eslio::detail {

struct nothing_associated {};

/// Whether a handler has an executor, or a cancellation slot, of its own. Most callbacks have none,
/// which is known when they are compiled.
template <class Handler>
inline constexpr bool has_executor =
    !std::is_same_v<asio::associated_executor_t<Handler, nothing_associated>, nothing_associated>;
template <class Handler>
inline constexpr bool has_cancellation_slot =
    !std::is_same_v<asio::associated_cancellation_slot_t<Handler, nothing_associated>,
                    nothing_associated>;

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
/// `Target` has `where()`, which any thread may call; `Cancel` is called with
/// it and the type.
template <class Target, class Cancel>
class canceller {
public:
    canceller(const std::shared_ptr<Target>& target, Cancel cancel, bool runs_here)
        : target_(target), cancel_(std::move(cancel)), runs_here_(runs_here) {}

    void operator()(asio::cancellation_type_t type) const {
        std::shared_ptr<Target> target = target_.lock();
        if (!target) return;
        if (runs_here_ && target->where().is_here()) return cancel_(*target, type);
        // It goes along: should it be the last to hold it, that ends there, too.
        auto run = [cancel = cancel_, type](Target& t) { cancel(t, type); };
        const home& there = target->where();
        there.send(new_errand<Target>(std::move(target), std::move(run)));
    }

private:
    std::weak_ptr<Target> target_;
    Cancel cancel_;
    bool runs_here_;
};

/// Of an operation that is on its way to its executor: a cancellation that overtakes it is kept
/// until it has begun, and counts from then on. Touched on that executor only.
template <class Target, class Cancel>
class cancel_on_arrival {
public:
    explicit operator bool() const noexcept { return true; }
    void operator()(Target& target, asio::cancellation_type_t type) const {
        if (state_->arrived)
            run(target, type);
        else
            state_->wanted = state_->wanted | type;
    }
    void arrive(Target& target, Cancel cancel) const {
        state_->arrived = true;
        if (cancel) state_->cancel.emplace(std::move(cancel));
        if (state_->wanted != asio::cancellation_type_t::none) run(target, state_->wanted);
    }

private:
    struct state {
        bool arrived = false;
        std::optional<Cancel> cancel;  ///< none if it is done
        asio::cancellation_type_t wanted = asio::cancellation_type_t::none;
    };

    void run(Target& target, asio::cancellation_type_t type) const {
        if (state_->cancel) (*state_->cancel)(target, type);
    }

    std::shared_ptr<state> state_ = std::make_shared<state>();
};

/// Cancels the operation of that number, by whatever type of cancellation; 0 is done already.
template <class Target>
struct cancel_by {
    std::uint64_t number;
    void (Target::*cancel)(std::uint64_t);

    explicit operator bool() const noexcept { return number != 0; }
    void operator()(Target& target, asio::cancellation_type_t) const { (target.*cancel)(number); }
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/connection/impl/canceller.ipp>
#endif
