// api::request: an API command that knows what its answer means.
#pragma once

#include <eslio/api/result.hpp>
#include <eslio/command/api.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/config.hpp>
#include <eslio/event/reply.hpp>

#include <chrono>
#include <optional>
#include <string_view>
#include <utility>

namespace eslio::api {

/// An API command whose answer is a `T`. `async_api` completes with an `api_result<T>`; to other
/// operations it is an `api_request`, and `read` makes the result of what they bring.
///
///     auto calls = co_await fs.async_api(eslio::api::show_channels(), token);
///     for (const auto& c : calls.value()) std::cout << c.uuid << '\n';
template <class T>
class request : public api_request {
public:
    using value_type = T;
    /// Makes a value of the body of an answer that is no refusal, as it came, mostly ended by LF;
    /// nothing of a text that is none.
    using reader = std::optional<T> (*)(std::string_view body);

    /// The command, and how its answer is read.
    request(api_request what, reader by) : api_request(std::move(what)), reads_(by) {}

    /// How long the answer may take, from submission; as `api_request::timeout`.
    request& timeout(std::chrono::steady_clock::duration t) & noexcept {
        api_request::timeout(t);
        return *this;
    }
    /// The same of a temporary.
    request&& timeout(std::chrono::steady_clock::duration t) && noexcept {
        api_request::timeout(t);
        return std::move(*this);
    }
    using api_request::timeout;

    /// May be said again after an interruption; as `api_request::idempotent`.
    request& idempotent(bool on = true) & noexcept {
        api_request::idempotent(on);
        return *this;
    }
    /// The same of a temporary.
    request&& idempotent(bool on = true) && noexcept {
        api_request::idempotent(on);
        return std::move(*this);
    }

    /// What an answer to this command means.
    api_result<T> read(api_response answer) const { return {std::move(answer), reads_}; }

    /// The function that reads the answer.
    reader reads() const noexcept { return reads_; }

private:
    reader reads_;
};

}  // namespace eslio::api
