// One allocation fails while a connection is made over TCP: async_connect throws and never
// completes, or it completes at once.
#include "catch.hpp"
#include "support/allocations.hpp"
#include "support/peer.hpp"

#include <eslio/connection.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/execution/allocator.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/require.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <new>
#include <string>
#include <thread>

using namespace eslio;
using namespace std::chrono_literals;
using asio::ip::tcp;

namespace {

/// Takes connections and closes them, on a thread of its own, for allocations fail on the test's.
class closing_host {
public:
    closing_host() {
        accept();
        thread_ = std::thread([this] { context_.run(); });
    }
    ~closing_host() {
        context_.stop();
        thread_.join();
    }

    std::string port() const { return std::to_string(acceptor_.local_endpoint().port()); }

private:
    void accept() {
        acceptor_.async_accept([this](error_code, const tcp::socket&) { accept(); });
    }

    asio::io_context context_;
    tcp::acceptor acceptor_{context_, {asio::ip::make_address("127.0.0.1"), 0}};
    std::thread thread_;
};

/// Until the operation has completed, or nothing is left to do. Time is driven, so no deadline
/// passes.
void run(asio::io_context& context, const int& completed) {
    for (;;) {
        context.restart();
        try {
            if (completed != 0 ? context.poll_one() == 0 : context.run_one_for(10s) == 0) return;
        } catch (const std::bad_alloc&) {  // Asio's own, in its resolver
        }
    }
}

}  // namespace

TEST_CASE("no memory for one thing while a connection is made") {
    const int way = GENERATE(0, 1, 2);
    const bool refused = way != 0;
    const bool elsewhere = way == 2;
    const closing_host host;
    bool came_to_it = true;
    for (std::size_t number = 1; came_to_it; ++number) {
        CAPTURE(elsewhere, refused, number);
        REQUIRE(number < 1'000);
        test::driven_context c;
        tcp::acceptor held(c.context);  // where nobody listens
        held.open(tcp::v4());
        held.bind({asio::ip::make_address("127.0.0.1"), 0});
        const std::string port =
            refused ? std::to_string(held.local_endpoint().port()) : host.port();
        const auto here = c.context.get_executor();
        // One that nobody knows: what is begun is sent there.
        const auto unknown =
            asio::require(here, asio::execution::allocator(std::allocator<char>()));
        connection fs(elsewhere ? asio::any_io_executor(unknown) : asio::any_io_executor(here));
        int count = 0;
        error_code how;
        bool thrown = false;
        test::fail_allocation(number);
        try {
            fs.async_connect(login("127.0.0.1", port, password("ClueCon")), [&](error_code ec) {
                ++count;
                how = ec;
            });
        } catch (const std::bad_alloc&) {
            thrown = true;
        }
        run(c.context, count);
        came_to_it = test::allocation_failed();
        test::fail_allocation(0);
        run(c.context, count);
        CHECK(count == (thrown ? 0 : 1));
        if (count == 1 && refused && !came_to_it) CHECK(how == error::connection_refused);
        if (count == 1 && !refused && !came_to_it) CHECK(how == condition::disconnected);
        CHECK_FALSE(fs.next_layer().is_open());
    }
}
