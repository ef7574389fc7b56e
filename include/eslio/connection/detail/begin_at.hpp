// How an operation begins: on the executor where it lives, and so that it can be cancelled.
#pragma once

#include <eslio/config.hpp>
#include <eslio/connection/detail/any_handler.hpp>
#include <eslio/connection/detail/arguments.hpp>
#include <eslio/connection/detail/canceller.hpp>
#include <eslio/connection/detail/completion_queue.hpp>
#include <eslio/connection/detail/home.hpp>
#include <eslio/wire/detail/compact_ptr.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <asio/associated_cancellation_slot.hpp>
#include <asio/associated_executor.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/execution/outstanding_work.hpp>
#include <asio/prefer.hpp>

#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

namespace eslio::detail {

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

/// Calls `f`, a step of the target's, if it has a queue of completions; false if it threw.
template <class Target, class F>
bool try_step_of(Target& target, F f) noexcept {
    if constexpr (has_completions<Target>)
        return target.completions().try_step(std::move(f));
    else
        return without_throwing(std::move(f));
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
        const bool begun =
            try_step_of(*target_, [&] { cancel_.arrive(*target_, arguments_.give_to(begin)); });
        // There is nobody to whom it could be thrown.
        if (!begun && handler_) handler_.fail();
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
/// already; the arguments are used up. Where it begins elsewhere what it throws ends the operation.
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
        if constexpr (has_completions<Target>) target.completions().retry();
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

/// Begins an operation of which nothing is known but its number, as `Erased`, the type of its
/// handler. `begin(Target&, Erased&)` begins it and returns the number, 0 if it is done; where it
/// throws it has not taken the handler.
template <class Erased, class Target, class Handler, class Begin>
void begin_numbered(const std::shared_ptr<Target>& target, Handler&& handler, Begin begin,
                    void (Target::*cancel)(std::uint64_t)) {
    const auto make = [&] {
        if constexpr (has_completions<Target>)
            return Erased(std::forward<Handler>(handler), target->get_executor(),
                          target->completions());
        else
            return Erased(std::forward<Handler>(handler), target->get_executor());
    };
    const handler_origin from = origin_of(handler, target->get_executor());
    const auto start = [begin, cancel](Target& on, Erased&& h) {
        return cancel_by<Target>{begin(on, h), cancel};
    };
    begin_erased(*target, from, make(), start);
}

/// Calls `f(Target&)`, which may throw, where that lives: at once if this is there. Elsewhere there
/// is nobody to whom it could be thrown, and the target is told so by `not_started()`. The target
/// is kept meanwhile, as a logger or trace of the user's may destroy whose it is.
template <class Target, class Function>
void start_at(std::shared_ptr<Target> target, Function f) {
    if (target->where().is_here()) return f(*target);
    const auto start = [f](Target& t) {
        if (!try_step_of(t, [&] { f(t); })) t.not_started();
    };
    target->where().send(new_errand<Target>(target, start));
}

/// The same of what does not throw, and is done here if there is no memory to go.
template <class Target, class Function>
void do_at(std::shared_ptr<Target> target, Function f) noexcept {
    const auto send = [&] { target->where().send(new_errand<Target>(target, f)); };
    if (target->where().is_here() || !without_throwing(send)) f(*target);
}

}  // namespace eslio::detail
