// One allocation, or a few, fail while a server takes a connection: nothing leaves run(), and the
// next call is taken.
#include "catch.hpp"
#include "support/allocations.hpp"
#include "support/two_sides.hpp"

#include <eslio/outbound/server.hpp>

#include <asio/buffer.hpp>
#include <asio/error.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/address.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/write.hpp>

#include <chrono>
#include <cstddef>
#include <list>
#include <string>
#include <utility>

namespace {

using namespace std::chrono_literals;
using asio::ip::tcp;

/// A FreeSWITCH that connects, and answers every command.
class plain_switch {
public:
    explicit plain_switch(const tcp::endpoint& where) {
        const test::with_memory of_switch;
        socket_.connect(where);
        socket_.set_option(tcp::no_delay(true));
        socket_.non_blocking(true);
    }

    void work() {
        const test::with_memory of_switch;
        char bytes[4096];
        eslio::error_code ec;
        const std::size_t size = socket_.read_some(asio::buffer(bytes), ec);
        if (ec) return;
        said_.append(bytes, size);
        for (std::size_t end; (end = said_.find("\n\n")) != std::string::npos;) {
            const std::string command = said_.substr(0, end);
            said_.erase(0, end + 2);
            connected += command == "connect" ? 1 : 0;
            asio::write(socket_,
                        asio::buffer("Content-Type: command/reply\nReply-Text: +OK" +
                                     said_of(command) + "\n\n"),
                        ec);
        }
    }

    int connected = 0;

private:
    static std::string said_of(const std::string& command) {
        if (command == "connect")
            return "\nEvent-Name: CHANNEL_DATA\nSocket-Mode: async\nControl: full\n"
                   "Unique-ID: u-1\nChannel-State: CS_EXECUTE\nAnswer-State: ringing\n"
                   "Caller-Direction: inbound";
        if (command.compare(0, 6, "linger") == 0) return " will linger 10 seconds";
        if (command.compare(0, 6, "filter") == 0) return " filter added. [Unique-ID]=[u-1]";
        return command.compare(0, 5, "event") == 0 ? " event listener enabled plain" : "";
    }

    asio::io_context context_;
    tcp::socket socket_{context_};
    std::string said_;
};

struct accepting_server {
    explicit accepting_server(bool by_route) {
        if (by_route) server.otherwise([this](eslio::outbound::session s) { keep(std::move(s)); });
        eslio::error_code ec;
        where = server.listen(tcp::endpoint(asio::ip::address_v4::loopback(), 0), ec);
        REQUIRE_FALSE(ec);
        for (int i = 0; !by_route && i < 3; ++i) {
            ++begun;
            server.async_accept([this](eslio::error_code why, eslio::outbound::session s) {
                ++ended;
                if (!why) keep(std::move(s));
            });
        }
        sides.settle();
    }

    void keep(eslio::outbound::session s) {
        const test::with_memory of_user;
        sessions.push_back(std::move(s));
    }

    /// Both sides work until neither has anything to do, for `span`.
    void work(const std::list<plain_switch*>& callers, std::chrono::milliseconds span) {
        for (auto passed = 0ms; passed <= span; passed += 10ms) {
            for (int i = 0; i < 4; ++i) {
                sides.settle();
                for (plain_switch* const c : callers) c->work();
            }
            sides.advance(10ms);
        }
    }

    test::two_sides sides;  // of which one is here, the other `plain_switch`es
    eslio::outbound::server server{sides.program};
    tcp::endpoint where;
    std::list<eslio::outbound::session> sessions;
    int begun = 0, ended = 0;
};

/// False if it does not come to that allocation.
bool fail_in_accepting(bool by_route, std::size_t number, std::size_t more) {
    accepting_server s(by_route);
    plain_switch first(s.where);
    std::list<plain_switch*> callers{&first};
    test::fail_allocation(number, more);
    s.work(callers, 30ms);
    const bool failed = test::allocation_failed();
    test::fail_allocation(0);
    CHECK(s.sides.escaped == 0);
    s.work(callers, 300ms);
    const std::size_t taken = s.sessions.size();
    plain_switch second(s.where);
    callers.push_back(&second);
    s.work(callers, 300ms);
    CHECK(second.connected == 1);
    CHECK(s.sessions.size() > taken);  // the first one may have been kept until there was memory
    s.server.close();
    s.sessions.clear();
    s.work(callers, 10ms);
    CHECK(s.ended == s.begun);
    CHECK(s.server.usage().opening == 0);
    return failed;
}

}  // namespace

TEST_CASE("memory runs out while a connection is accepted", "[outbound][memory]") {
    for (const bool by_route : {true, false})
        for (const std::size_t more : {std::size_t{0}, std::size_t{2}}) {
            bool came_to_it = true;
            for (std::size_t number = 1; came_to_it; ++number) {
                INFO("by route: " << by_route << ", allocation " << number << ", more " << more);
                came_to_it = fail_in_accepting(by_route, number, more);
                REQUIRE(number < 1000);
            }
        }
}
