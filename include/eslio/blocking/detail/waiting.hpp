// waiting: a blocking call waits for an asynchronous operation, and can be interrupted.
#pragma once

#include <eslio/blocking/error_target.hpp>
#include <eslio/blocking/io_thread.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/error.hpp>
#include <eslio/event/reply.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace eslio::blocking::detail {

/// One call that waits. What the caller's thread waits for is guarded by the mutex; all else is
/// touched on the operation's executor only.
class pending_call : public std::enable_shared_from_this<pending_call> {
public:
    using duration = environment::duration;

    pending_call() = default;
    pending_call(const pending_call&) = delete;
    pending_call& operator=(const pending_call&) = delete;

    asio::cancellation_slot slot() noexcept { return signal_.slot(); }

    /// Lets the caller's thread go on.
    void complete(error_code ec);

    /// Cancels the operation, which then completes.
    void cancel();
    /// The same when the time has passed, by the clock of the context; then `timed_out`.
    void cancel_after(const asio::any_io_executor& executor, duration time);
    bool timed_out() const noexcept { return timed_out_; }

    /// Waits on the caller's thread. Nothing if the context was stopped: then the operation may
    /// still complete, should it be run again, or does not begin any more.
    std::optional<error_code> wait(asio::io_context& context);
    /// Whether the caller still waits, so that what it refers to is there.
    bool is_waited_for();

protected:
    ~pending_call() = default;

private:
    void sleep();

    std::mutex mutex_;
    std::condition_variable changed_;
    bool done_ = false;
    bool given_up_ = false;
    error_code error_;

    asio::cancellation_signal signal_;
    bool timed_out_ = false;
    bool over_ = false;
    environment::time_point due_{};
    std::optional<wake_timer> timer_;
};

/// With room for the result.
template <class Result>
class pending_result final : public pending_call {
public:
    std::optional<Result> result;
};
template <>
class pending_result<void> final : public pending_call {};

/// The handler that a blocking call gives to its operation. Destroyed without being called, as when
/// its context ends, it lets the caller go on all the same.
template <class Result>
class wake_caller {
public:
    using cancellation_slot_type = asio::cancellation_slot;

    explicit wake_caller(std::shared_ptr<pending_result<Result>> caller) noexcept
        : caller_(std::move(caller)) {}
    wake_caller(wake_caller&&) noexcept = default;
    wake_caller& operator=(wake_caller&&) = delete;
    ~wake_caller() {
        if (caller_) caller_->complete(make_error_code(error::closed));
    }

    cancellation_slot_type get_cancellation_slot() const noexcept { return caller_->slot(); }

    template <class... Results>
    void operator()(error_code ec, Results&&... results) {
        const auto caller = std::move(caller_);
        if constexpr (!std::is_void_v<Result>) caller->result.emplace(std::move(results)...);
        caller->complete(ec);
    }

private:
    std::shared_ptr<pending_result<Result>> caller_;
};

/// Whether a result says in words why it came to nothing.
template <class Result, class = void>
inline constexpr bool says_why = false;
template <class Result>
inline constexpr bool says_why<Result, std::void_t<decltype(std::declval<Result&>().why())>> = true;

/// What stands after `-ERR` in the reply beside an argument that was refused.
ESLIO_DECL std::string refusal_in(const reply& beside_error);

/// The words of a result that stands beside an argument that was refused; empty if it has none.
template <class Result>
std::string words_in(const Result& beside_error) {
    if constexpr (std::is_same_v<Result, reply>)
        return refusal_in(beside_error);
    else if constexpr (says_why<Result>)
        return std::string(beside_error.why());
    else
        return {};
}

/// Makes the blocking calls of one object. May be used by any thread but those that run the
/// context.
class waiting {
public:
    using duration = pending_call::duration;

    /// With a thread of its own, shared perhaps.
    explicit waiting(std::shared_ptr<io_thread> thread);
    /// On a context that other threads run.
    explicit waiting(asio::io_context& context);

    /// On the executor of another one: each interrupts its own calls.
    waiting(const waiting& other);
    waiting& operator=(const waiting&) = delete;

    /// A strand of the context: what is used by blocking calls lives there.
    const asio::any_io_executor& executor() const noexcept { return executor_; }

    /// Begins an operation by `begin(handler)`, called on the executor, and waits for its end, at
    /// most so long: then `error::timeout`. The result is an empty one if there is none, as after
    /// `error::would_deadlock`.
    template <class Result, class Begin>
    std::pair<error_code, Result> call(Begin begin, std::optional<duration> at_most = {}) {
        const auto one = std::make_shared<pending_result<Result>>();
        const auto ended = wait_for<Result>(one, std::move(begin), at_most);
        if (!ended) return {make_error_code(error::closed), Result()};
        return {*ended, one->result ? std::move(*one->result) : Result()};
    }
    /// The same of an operation that tells an error alone.
    template <class Begin>
    error_code call_void(Begin begin, std::optional<duration> at_most = {}) {
        const auto one = std::make_shared<pending_result<void>>();
        return wait_for<void>(one, std::move(begin), at_most)
            .value_or(make_error_code(error::closed));
    }

    /// Runs `f()` on the executor and gives what it returns.
    template <class F>
    auto run(F f) -> std::pair<error_code, decltype(f())> {
        return call<decltype(f())>([&](auto&& handler) { handler(error_code(), f()); });
    }

    /// The same as a blocking call does it: the error goes to `told`, see `tell`.
    template <class Result, class Begin>
    Result call(const char* what, error_target told, Begin begin,
                const argument_error& wrong = argument_error()) {
        auto [ec, result] = call<Result>(std::move(begin));
        tell(told, ec, what, wrong, result);
        return std::move(result);
    }

    /// Tells an error in the words that are known for it: of `wrong` or of the result if an
    /// argument was refused, else why what timed out could not be done.
    template <class Result>
    void tell(error_target told, error_code ec, const char* what, const argument_error& wrong,
              const Result& result) {
        std::string words;
        if (ec == condition::invalid_argument && told.throws())
            words = wrong ? wrong.words() : words_in(result);
        else if (ec == error::timeout && told.throws() && why_not_up_)
            words = run(why_not_up_).second;
        told.tell(ec, what, words);
    }

    /// `why` says why what calls wait for is not up, empty if it is. It is called on the executor,
    /// perhaps after the end of what it speaks of, for copies of this keep it.
    void explain_by(std::function<std::string()> why) { why_not_up_ = std::move(why); }

    /// Ends the calls that wait now with `operation_aborted`.
    void interrupt();

private:
    using calls = std::list<std::shared_ptr<pending_call>>;

    template <class Result, class Begin>
    std::optional<error_code> wait_for(const std::shared_ptr<pending_result<Result>>& one,
                                       Begin begin, std::optional<duration> at_most) {
        if (is_own_thread()) return make_error_code(error::would_deadlock);
        const calls::iterator place = add(one);
        asio::post(executor_, [one, executor = executor_, begin = std::move(begin),
                               handler = wake_caller<Result>(one), at_most]() mutable {
            if (!one->is_waited_for()) return;
            if (at_most) one->cancel_after(executor, *at_most);
            begin(std::move(handler));
        });
        const auto ended = one->wait(*context_);
        remove(place);
        if (ended && *ended && one->timed_out()) return make_error_code(error::timeout);
        return ended;
    }

    bool is_own_thread() const noexcept;
    calls::iterator add(std::shared_ptr<pending_call> one);
    void remove(calls::iterator place);

    std::shared_ptr<io_thread> thread_;  ///< null where others run the context
    asio::io_context* context_;
    asio::any_io_executor executor_;
    std::function<std::string()> why_not_up_;  ///< may be empty
    std::mutex mutex_;
    calls pending_;
};

}  // namespace eslio::blocking::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/blocking/impl/waiting.ipp>
#endif
