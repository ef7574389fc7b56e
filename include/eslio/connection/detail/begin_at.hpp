// How an operation begins: on the executor where it lives, and so that it can be cancelled.
#pragma once

#include <eslio/config.hpp>
#include <eslio/connection/detail/canceller.hpp>
#include <eslio/connection/detail/home.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <asio/associated_cancellation_slot.hpp>
#include <asio/associated_executor.hpp>
#include <asio/execution/outstanding_work.hpp>
#include <asio/prefer.hpp>

#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>

namespace eslio::detail {

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
          arguments_(std::forward<From>(arguments)...) {}

    const canceller_type& cancel() const noexcept { return cancel_; }

    void run() override {
        const auto begin = [this](Arguments&... a) {
            return start_(*target_, std::move(handler_), a...);
        };
        cancel_.arrive(*target_, std::apply(begin, arguments_));
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
    std::tuple<Arguments...> arguments_;
    canceller_type cancel_;
};

/// Begins an operation of `target` where that lives. `start(Target&, handler, arguments&...)`
/// begins it and returns what cancels it, which is false if it is done already; the arguments are
/// used up.
template <class Target, class Handler, class Start, class... Arguments>
void begin_at(const std::shared_ptr<Target>& target, Handler&& handler, const Start& start,
              Arguments&... arguments) {
    // Of the handler, which is gone when the operation has begun.
    auto slot = asio::get_associated_cancellation_slot(handler);
    const bool runs_here = slot.is_connected() && runs_on(handler, target->get_executor());
    const auto connect = [&](auto cancel) {
        using connected = canceller<Target, decltype(cancel)>;
        slot.template emplace<connected>(connected(target, std::move(cancel), runs_here));
    };
    if (target->where().is_here()) {
        auto cancel = start(*target, std::forward<Handler>(handler), arguments...);
        if (cancel && slot.is_connected()) connect(std::move(cancel));
        return;
    }
    using visitor = arriving<Target, std::decay_t<Handler>, Start, std::decay_t<Arguments>...>;
    auto on_its_way = std::make_unique<visitor>(target, std::forward<Handler>(handler), start,
                                                std::move(arguments)...);
    if (slot.is_connected()) connect(on_its_way->cancel());
    target->where().send(std::move(on_its_way));
}

/// What is done there and ends nothing that anybody waits for.
template <class Target, class Function>
class errand final : public home::visit {
public:
    errand(std::shared_ptr<Target> target, Function f) noexcept
        : target_(std::move(target)), function_(std::move(f)) {}

    void run() override { function_(*target_); }

private:
    std::shared_ptr<Target> target_;
    Function function_;
};

/// Calls `f(Target&)` where that lives: at once if this is there, or if there is no memory to go.
template <class Target, class Function>
void do_at(const std::shared_ptr<Target>& target, Function f) noexcept {
    const auto send = [&] {
        target->where().send(std::make_unique<errand<Target, Function>>(target, f));
    };
    if (target->where().is_here() || !without_throwing(send)) f(*target);
}

}  // namespace eslio::detail
