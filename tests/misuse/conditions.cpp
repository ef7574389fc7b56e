// Conditions that g++ up to 12 would destroy twice inside a co_await expression.
#include <eslio/channel.hpp>

#include <asio/awaitable.hpp>
#include <asio/use_awaitable.hpp>

#include <string>
#include <utility>

using eslio::event;
using namespace std::chrono_literals;

namespace {

struct has_digit {
    std::string want;
    bool operator()(const event& e) const { return e["DTMF-Digit"] == want; }
};
struct has_plain_digit {
    char want;
    bool operator()(const event& e) const { return e["DTMF-Digit"] == std::string(1, want); }
};

}  // namespace

asio::awaitable<void> misuse(eslio::channel& c, std::string want);

asio::awaitable<void> misuse(eslio::channel& c, std::string want) {
    const auto t = asio::use_awaitable;
    auto closure = [want](const event& e) { return e["DTMF-Digit"] == want; };
    has_digit named{want};
    (void)co_await c.async_wait_for(closure, 1s, t);
    (void)co_await c.async_wait_for(named, 1s, t);
    (void)co_await c.async_wait_for(has_plain_digit{'5'}, 1s, t);
    (void)co_await c.async_wait_for(has_digit{want}, 1s, t);     // error: event_condition
    (void)co_await c.async_wait_for(std::move(named), 1s, t);    // error: event_condition
    (void)co_await c.async_wait_for(std::move(closure), 1s, t);  // error: event_condition
}
