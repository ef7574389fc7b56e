// Promise 8 over a real socket: what an event and a command allocate in steady state.
#include "catch.hpp"
#include "support/allocations.hpp"

#include <eslio/connection.hpp>

#include <asio/buffer.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/write.hpp>

#include <cstddef>
#include <string>

using namespace eslio;
using asio::ip::tcp;

namespace {

/// A connection that is attached, and the other end of its socket.
struct pair_of_ends {
    asio::io_context context{1};
    tcp::socket other{context};
    connection fs{context};

    pair_of_ends() {
        tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
        tcp::socket own(context);
        own.connect(acceptor.local_endpoint());
        acceptor.accept(other);
        fs = connection(std::move(own));
        fs.async_attach([](error_code ec) { CHECK_FALSE(ec); });
        context.poll();
    }

    void says(const std::string& bytes) { asio::write(other, asio::buffer(bytes)); }

    /// Runs until `count` has become `wanted`.
    void run_until(const std::size_t& count, std::size_t wanted) {
        while (count != wanted && context.run_one() != 0) {
        }
    }
};

std::string events(std::size_t count) {
    const std::string inner =
        "Event-Name: HEARTBEAT\nA-Header: with%20a%20coded%20value\nAnother: value\n\n";
    std::string all;
    for (std::size_t i = 0; i < count; ++i)
        all += "Content-Length: " + std::to_string(inner.size()) +
               "\nContent-Type: text/event-plain\n\n" + inner;
    return all;
}

struct fetcher {
    connection& fs;
    message lent{};
    std::size_t got = 0;
    std::size_t read = 0;

    void next() {
        fs.async_receive(lent, [this](error_code ec) {
            if (ec) return;
            ++got;
            read += (*lent.as_event())["A-Header"].size();
            next();
        });
    }
};

}  // namespace

TEST_CASE("a message that is lent costs no allocation in steady state") {
    pair_of_ends p;
    fetcher f{p.fs};
    f.next();
    const std::string burst = events(50);
    const std::string single = events(1);
    const auto receive = [&](std::size_t at_once) {
        const std::string& some = at_once == 1 ? single : burst;
        for (std::size_t end = f.got + 200; f.got != end;) {
            const std::size_t wanted = f.got + at_once;
            p.says(some);
            p.run_until(f.got, wanted);
        }
    };
    SECTION("one by one") {
        receive(1);
        const std::size_t before = test::allocations();
        receive(1);
        CHECK(test::allocations() == before);
    }
    SECTION("in bursts, but for the larger read buffer of each") {
        receive(50);
        const std::size_t before = test::allocations();
        receive(50);
        CHECK(test::allocations() - before <= 3 * 200 / 50);
    }
    CHECK(f.got == 400);
    CHECK(f.read == 400 * 18);
}

TEST_CASE("a message by value costs at most two allocations") {
    pair_of_ends p;
    std::size_t got = 0;
    const auto fetch = [&](std::size_t count) {
        const std::size_t wanted = got + count;
        while (got != wanted) {
            const std::size_t one = got + 1;
            p.fs.async_receive(
                [&](error_code ec, const message& m) { got += !ec && m.as_event() != nullptr; });
            p.run_until(got, one);
        }
    };
    p.says(events(400));
    fetch(200);
    const std::size_t before = test::allocations();
    fetch(200);
    CHECK(test::allocations() - before <= 2 * 200);
}

TEST_CASE("a command costs the allocations of its text") {
    pair_of_ends p;
    std::size_t answered = 0;
    const std::string answer = "Content-Type: command/reply\nReply-Text: +OK\n\n";
    const auto ask = [&](std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t wanted = answered + 1;
            p.fs.async_send(command("noop"),
                            [&](error_code ec, const reply& r) { answered += !ec && r.ok(); });
            p.says(answer);
            p.run_until(answered, wanted);
        }
    };
    ask(50);
    const std::size_t before = test::allocations();
    ask(100);  // this text is too short to be allocated at all
    CHECK(test::allocations() == before);
    CHECK(answered == 150);
}
