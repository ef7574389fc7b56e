// Awaited results that nobody looks at.
#include <eslio/connection.hpp>

#include <asio/awaitable.hpp>
#include <asio/use_awaitable.hpp>

asio::awaitable<void> misuse(eslio::connection& fs);

asio::awaitable<void> misuse(eslio::connection& fs) {
    co_await fs.async_send(eslio::command("x"), asio::use_awaitable);  // error: ignoring return
    co_await fs.async_api("x", asio::use_awaitable);                   // error: ignoring return
    co_await fs.async_bgapi("x", asio::use_awaitable);                 // error: ignoring return
}
