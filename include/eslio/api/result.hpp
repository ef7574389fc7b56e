// api_result: the answer to a typed API command: its value, FreeSWITCH's refusal, or another text.
#pragma once

#include <eslio/api/detail/json_value.hpp>
#include <eslio/config.hpp>
#include <eslio/event/refused.hpp>
#include <eslio/event/reply.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// What a typed API command came to. True when there is a value.
///
///     if (auto exists = co_await fs.async_api(eslio::api::uuid_exists(uuid), token))
///         use(*exists);
///     else
///         log(exists.why());
template <class T>
class [[nodiscard]] api_result {
public:
    using value_type = T;

    api_result() = default;

    /// `read` makes a value of the body of an answer that is no refusal, or nothing.
    api_result(api_response answer, std::optional<T> (*read)(std::string_view body))
        : response_(std::move(answer)) {
        if (!response_.ok()) return;
        value_ = read(response_.body());
        if (!ok()) json_refusal_ = detail::json_refusal(response_.body());
    }

    /// There is a value.
    [[nodiscard]] bool ok() const noexcept { return value_.has_value(); }
    explicit operator bool() const noexcept { return ok(); }

    /// FreeSWITCH refused (`-ERR`, `-USAGE`, or `"status":"error"` of its JSON API, which
    /// `response()` takes for no refusal): `reason()` says why.
    bool refused() const noexcept { return !response_.ok() || !json_refusal_.empty(); }

    /// Refused with `-USAGE`: FreeSWITCH did not understand the arguments and did nothing.
    bool usage() const noexcept { return response_.usage(); }

    /// FreeSWITCH did not refuse, but its answer is not what this command answers with.
    bool unreadable() const noexcept { return !refused() && !ok(); }

    /// The value; throws `refused` with FreeSWITCH's text, or the JSON API's `message`, if there is
    /// none.
    const T& value() const& {
        if (!ok()) detail::throw_refused(refusal());
        return *value_;
    }
    T value() && {
        if (!ok()) detail::throw_refused(refusal());
        return std::move(*value_);
    }

    /// Undefined without a value, as of `std::optional`.
    const T& operator*() const& noexcept { return *value_; }
    T operator*() && { return std::move(*value_); }
    const T* operator->() const noexcept { return &*value_; }

    /// FreeSWITCH's answer without blanks and line breaks at its end.
    std::string_view text() const& noexcept { return response_.text(); }

    /// The text after `-ERR `, or the JSON API's `message`.
    std::string_view reason() const& noexcept {
        return json_refusal_.empty() ? response_.reason() : std::string_view(json_refusal_);
    }

    /// Why there is no value; empty if there is one.
    std::string_view why() const& noexcept {
        if (ok()) return {};
        if (!refused()) return "FreeSWITCH's answer is not what this command answers with";
        return reason().empty() ? text() : reason();
    }

    /// The answer as it came.
    const api_response& response() const& noexcept { return response_; }

    // A view into a temporary would dangle: give the object a name first.
    void text() const&& = delete;
    void reason() const&& = delete;
    void why() const&& = delete;
    void response() const&& = delete;

private:
    std::string_view refusal() const noexcept {
        return json_refusal_.empty() ? response_.text() : std::string_view(json_refusal_);
    }

    api_response response_;
    std::optional<T> value_;
    std::string json_refusal_;
};

}  // namespace eslio
