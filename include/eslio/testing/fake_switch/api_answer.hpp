// What an API command of a fake switch answers, and when.
#pragma once

#include <eslio/config.hpp>

#include <chrono>
#include <string>
#include <utility>

namespace eslio::testing {

/// What an API command of the fake switch prints, and when: for `fake_switch::on_api`.
class api_answer {
public:
    using duration = std::chrono::steady_clock::duration;

    /// The output, byte for byte, at once. (`-ERR no reply\n` is put in place of none by `api`.)
    api_answer(std::string text) : text_(std::move(text)) {}  // NOLINT: meant to convert
    api_answer(const char* text) : text_(text) {}             // NOLINT: meant to convert

    /// The API function returned a failure: FreeSWITCH says that there is no such command.
    static api_answer failure();

    /// It comes after that time.
    api_answer& after(duration delay) {
        delay_ = delay;
        return *this;
    }

    /// What was set: the output, how much later it comes, whether the function fails.
    const std::string& text() const noexcept { return text_; }
    duration delay() const noexcept { return delay_; }
    bool failed() const noexcept { return failed_; }

private:
    std::string text_;
    duration delay_{};
    bool failed_ = false;
};

/// An answer that takes its time:
///
///     fake.on_api("status", [](std::string_view) { return answer_after(3s, "fine\n"); });
inline api_answer answer_after(api_answer::duration delay, std::string text) {
    return api_answer(std::move(text)).after(delay);
}

}  // namespace eslio::testing

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/impl/api_answer.ipp>
#endif
