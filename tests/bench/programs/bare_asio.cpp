// What a program of this kind compiles without eslio: it resolves, connects, reads, writes and
// waits, in a coroutine. The other programs here are measured against it.
#include <asio/awaitable.hpp>
#include <asio/buffer.hpp>
#include <asio/co_spawn.hpp>
#include <asio/connect.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
#include <iostream>
#include <string>

namespace {

asio::awaitable<void> ask() {
    const auto executor = co_await asio::this_coro::executor;
    asio::ip::tcp::resolver resolver(executor);
    asio::ip::tcp::socket socket(executor);
    asio::steady_timer timer(executor);
    const auto found = co_await resolver.async_resolve("127.0.0.1", "8021", asio::use_awaitable);
    co_await asio::async_connect(socket, found, asio::use_awaitable);
    timer.expires_after(std::chrono::seconds(1));
    co_await timer.async_wait(asio::use_awaitable);
    std::string text = "auth ClueCon\n\n";
    co_await asio::async_write(socket, asio::buffer(text), asio::use_awaitable);
    text.resize(1000);
    const std::size_t size =
        co_await socket.async_read_some(asio::buffer(text), asio::use_awaitable);
    std::cout << text.substr(0, size);
}

}  // namespace

int main() {
    asio::io_context context;
    asio::co_spawn(context, ask(), [](std::exception_ptr problem) {
        if (problem) std::rethrow_exception(problem);
    });
    context.run();
}
