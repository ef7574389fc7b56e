// A call's operations: how each begins, and how it is cancelled.
#pragma once

#include <eslio/channel/detail/call.hpp>
#include <eslio/command/api.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/call_control.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/execution.hpp>
#include <eslio/event/execution_outcome.hpp>

#include <asio/cancellation_type.hpp>
#include <asio/error.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace eslio::detail {

template <class Function>
call::operation call::ask(command c, Function answered) {
    auto handler = reply_handler::of_own(completions(), std::move(answered));
    if (unusable_) return handler.complete(unusable_, reply()), operation{};
    return {operation::kind::command, link_->submit_command(std::move(c), handler)};
}

/// Ends an operation of several steps, whose `fail(error_code)` does that, if memory ran out in
/// what it stands before: unless it is `done`.
template <class Operation>
class ends_if_failed {
public:
    explicit ends_if_failed(Operation& what) noexcept : what_(what) {}
    ends_if_failed(const ends_if_failed&) = delete;
    ends_if_failed& operator=(const ends_if_failed&) = delete;
    ~ends_if_failed() {
        if (!done_) what_.fail(make_error_code(error::stream_failed));
    }

    void done() noexcept { done_ = true; }

private:
    Operation& what_;
    bool done_ = false;
};

/// A step of such an operation, which takes an answer: `step(operation, error_code, result)`.
template <class Operation, class Step>
auto step_of(std::shared_ptr<Operation> what, Step step) {
    return [what = std::move(what), step](error_code ec, auto&& result) {
        ends_if_failed<Operation> otherwise(*what);
        std::invoke(step, *what, ec, std::forward<decltype(result)>(result));
        otherwise.done();
    };
}

/// A question that is not said again over another connection: who asks it sees to that.
inline command asked_once(api_request question) {
    return as_command(std::move(question).idempotent(false));
}

/// How an execution ended, as the reply of what is done by it: `+OK` if it did what it is for.
ESLIO_DECL reply reply_of(const execution_result& r);

/// What stands beside the error of an application that was not sent.
inline execution_result unsent(const argument_error& why) {
    return {execution_result::outcome::unknown, why.words()};
}

/// The same of what has a reply.
inline reply unsent_reply(const argument_error& why) {
    return reply::of_text(std::string("-ERR ").append(why.words()));
}

/// True if there is something wrong with the arguments: then the handler is told, and that was it.
inline bool is_refused(const argument_error& wrong, call::reply_handler& handler) {
    if (wrong) handler.complete(wrong.code(), unsent_reply(wrong));
    return static_cast<bool>(wrong);
}

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/channel/impl/call_operations.ipp>
#endif
