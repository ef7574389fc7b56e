// How an operation begins: on the executor where it lives, and so that it can be cancelled.
#pragma once

#include <eslio/config.hpp>
#include <eslio/connection/detail/any_handler.hpp>
#include <eslio/connection/detail/arguments.hpp>
#include <eslio/connection/detail/canceller.hpp>
#include <eslio/connection/detail/home.hpp>
#include <eslio/wire/detail/compact_ptr.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <asio/associated_cancellation_slot.hpp>
#include <asio/associated_executor.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/execution/outstanding_work.hpp>
#include <asio/prefer.hpp>

#include <memory>
#include <type_traits>
#include <utility>

namespace eslio::detail {

template <class Handler>
inline constexpr bool is_erased = false;
template <class Signature>
inline constexpr bool is_erased<any_handler<Signature>> = true;

/// Begins an operation that `queue` completes, by `f()`, which takes the handler. Should memory run
/// out in it that is thrown if the handler has not been taken, which then is never called; else the
/// operation has begun, and ends by that.
template <class Signature, class F>
auto begin_whole([[maybe_unused]] completion_queue& queue,
                 [[maybe_unused]] any_handler<Signature>& handler, F f) {
#if defined(__cpp_exceptions)
    try {
        const completion_queue::step at_work(queue);
        return f();
    } catch (...) {
        if (handler) throw;
    }
    queue.fail();
    return decltype(f()){};
#else
    return f();
#endif
}

/// An operation that is begun elsewhere, on its way there with all it takes. Its handler's executor
/// has work meanwhile, as of any operation.
template <class Target, class Handler, class Start, class... Arguments>
class arriving final : public home::visit {
public:
    using cancel_type = std::invoke_result_t<Start&, Target&, Handler, Arguments&...>;
    using canceller_type = cancel_on_arrival<Target, cancel_type>;

    template <class... From>
    arriving(std::shared_ptr<Target> target, Handler handler, Start start, From&&... arguments)
        : target_(std::move(target)),
          work_(work_of(handler, *target_)),
          handler_(std::move(handler)),
          start_(std::move(start)),
          arguments_{std::forward<From>(arguments)...} {}

    const canceller_type& cancel() const noexcept { return cancel_; }

    void run() override {
        const auto begin = [this](auto&&... a) {
            return start_(*target_, std::move(handler_), a...);
        };
        const auto arrive = [&] { cancel_.arrive(*target_, arguments_.give_to(begin)); };
        if constexpr (is_erased<Handler>) {
            // There is nobody to whom it could be thrown.
            completion_queue& queue = target_->completions();
            queue.try_step([&] {
                if (queue.try_step(arrive)) return;
                const Handler lost(std::move(handler_));
            });
        } else {
            arrive();
        }
    }

private:
    static auto work_of(const Handler& handler, Target& target) {
        return asio::prefer(asio::get_associated_executor(handler, target.get_executor()),
                            asio::execution::outstanding_work.tracked);
    }

    std::shared_ptr<Target> target_;
    decltype(work_of(std::declval<const Handler&>(), std::declval<Target&>())) work_;
    Handler handler_;
    Start start_;
    arguments<Arguments...> arguments_;
    canceller_type cancel_;
};

/// What is known of a handler whose type is forgotten: where its operation's cancellation comes
/// from, and whether that is emitted on the operation's executor.
struct handler_origin {
    asio::cancellation_slot slot;
    bool runs_here = false;
};

/// In a cancellation slot that is not Asio's own: hands on what is emitted.
struct cancellation_bridge {
    asio::cancellation_signal signal;

    void operator()(asio::cancellation_type_t type) { signal.emit(type); }
};

template <class Slot>
asio::cancellation_slot slot_of_asio(Slot slot) {
    if constexpr (std::is_same_v<Slot, asio::cancellation_slot>)
        return slot;
    else
        return slot.is_connected() ? slot.template emplace<cancellation_bridge>().signal.slot()
                                   : asio::cancellation_slot();
}

/// `executor`: that of the operation.
template <class Handler, class Executor>
handler_origin origin_of([[maybe_unused]] const Handler& handler,
                         [[maybe_unused]] const Executor& executor) {
    handler_origin from;
    if constexpr (has_cancellation_slot<Handler>) {
        from.slot = slot_of_asio(asio::get_associated_cancellation_slot(handler));
        from.runs_here = from.slot.is_connected() && runs_on(handler, executor);
    }
    return from;
}

/// Begins an operation of `target` where that lives; `from` is its handler's. `start(Target&,
/// handler, arguments&...)` begins it and returns what cancels it, which is false if it is done
/// already; the arguments are used up.
template <class Target, class Handler, class Start, class... Arguments>
void begin_erased(Target& target, const handler_origin& from, Handler&& handler, const Start& start,
                  Arguments&... arguments) {
    asio::cancellation_slot slot = from.slot;
    const auto connect = [&](auto cancel) {
        using connected = canceller<Target, decltype(cancel)>;
        slot.emplace<connected>(
            connected(target.shared_from_this(), std::move(cancel), from.runs_here));
    };
    if (target.where().is_here()) {
        if constexpr (is_erased<std::decay_t<Handler>>) target.completions().retry();
        auto cancel = start(target, std::forward<Handler>(handler), arguments...);
        if (!cancel || !slot.is_connected()) return;
        // It has begun, so what is thrown now would be a lie; but it could not be cancelled.
        if (!without_throwing([&] { connect(cancel); }))
            cancel(target, asio::cancellation_type::terminal);
        return;
    }
    using visitor = arriving<Target, std::decay_t<Handler>, Start, std::decay_t<Arguments>...>;
    auto* const on_its_way = new visitor(target.shared_from_this(), std::forward<Handler>(handler),
                                         start, std::move(arguments)...);
    compact_ptr<home::visit> owner(on_its_way);
    if (slot.is_connected()) connect(on_its_way->cancel());
    target.where().send(std::move(owner));
}

/// The same of a handler whose type is known.
template <class Target, class Handler, class Start, class... Arguments>
void begin_at(const std::shared_ptr<Target>& target, Handler&& handler, const Start& start,
              Arguments&... arguments) {
    // Of the handler, which is gone when the operation has begun.
    const handler_origin from = origin_of(handler, target->get_executor());
    begin_erased(*target, from, std::forward<Handler>(handler), start, arguments...);
}

/// Calls `f(Target&)`, which may throw, where that lives: at once if this is there. The target is
/// kept meanwhile, as a logger or trace of the user's may destroy whose it is.
template <class Target, class Function>
void start_at(std::shared_ptr<Target> target, Function f) {
    if (target->where().is_here()) return f(*target);
    target->where().send(new_errand<Target>(target, f));
}

/// The same of what does not throw, and is done here if there is no memory to go.
template <class Target, class Function>
void do_at(std::shared_ptr<Target> target, Function f) noexcept {
    const auto send = [&] { target->where().send(new_errand<Target>(target, f)); };
    if (target->where().is_here() || !without_throwing(send)) f(*target);
}

}  // namespace eslio::detail
