// Those who wait in the tests of this floor: a number, or a record of how a wait ended.
#pragma once

#include <eslio/error.hpp>
#include <eslio/event/job.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/protocol/reply_queue.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>

namespace test {

/// A waiter that is only known by its number; 0 is nobody. Moving it away leaves nobody.
struct token {
    int number = 0;

    token() = default;
    explicit token(int n) : number(n) {}
    token(token&& other) noexcept : number(std::exchange(other.number, 0)) {}
    token& operator=(token&& other) noexcept {
        number = std::exchange(other.number, 0);
        return *this;
    }
    explicit operator bool() const noexcept { return number != 0; }
};

/// What is written now of a line without secrets.
inline std::string write(eslio::protocol::reply_queue<token>& line, std::size_t enough = 1000) {
    std::string out;
    eslio::detail::compact_vector<eslio::protocol::secret_part> secrets;
    line.write(out, enough, secrets);
    if (!secrets.empty()) throw std::logic_error("a secret that nobody has marked");
    return out;
}

/// How a wait ended, and how often.
struct ending {
    int count = 0;
    eslio::error_code ec;
    eslio::reply answer;
    eslio::job_result result;

    bool done() const { return count == 1; }
    bool failed(eslio::error why) const { return done() && ec == why; }
    /// Ended once, without an error, with that text.
    bool said(std::string_view text) const {
        const std::string_view told = answer.has_body() ? answer.body() : answer.text();
        return done() && !ec && (told == text || result.body() == text);
    }
};

/// A waiter that writes to an `ending`.
struct waiter {
    ending* to = nullptr;

    waiter() = default;
    explicit waiter(ending& e) : to(&e) {}
    waiter(waiter&& other) noexcept : to(std::exchange(other.to, nullptr)) {}
    waiter& operator=(waiter&& other) noexcept {
        to = std::exchange(other.to, nullptr);
        return *this;
    }
    explicit operator bool() const noexcept { return to != nullptr; }

    void complete(eslio::error_code ec, eslio::reply answer) {
        ++to->count;
        to->ec = ec;
        to->answer = std::move(answer);
    }
    void complete(eslio::error_code ec, eslio::job_result result) {
        ++to->count;
        to->ec = ec;
        to->result = std::move(result);
    }
};

}  // namespace test
