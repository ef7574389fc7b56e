// A host of several addresses: they are tried in their order, until one is connected to, none is
// left, a deadline has passed, or the user wants no more.
#include "catch.hpp"
#include "support/peer.hpp"

#include <eslio/connection.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/buffer.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/error.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/post.hpp>
#include <asio/write.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace eslio;
using namespace std::chrono_literals;
using asio::ip::tcp;
using test::outcome;

namespace several_addresses {

/// Of every host.
std::vector<tcp::endpoint> addresses;
std::size_t attempts = 0;

/// A class of its own, whose search for addresses finds those.
class socket : public tcp::socket {
public:
    using tcp::socket::socket;
};

}  // namespace several_addresses

template <>
class eslio::detail::address_search<several_addresses::socket>
    : public address_search<tcp::socket> {
public:
    explicit address_search(const executor_type& executor)
        : address_search<tcp::socket>(executor), executor_(executor) {}

    template <class Handler>
    void resolve(std::string_view host, std::string_view service, Handler found) {
        const auto& all = several_addresses::addresses;
        asio::post(executor_, [found = std::move(found),
                               all = addresses::create(all.begin(), all.end(), std::string(host),
                                                       std::string(service))] { found({}, all); });
    }

    template <class Handler>
    bool try_next(tcp::socket& s, Handler attempted) {
        ++several_addresses::attempts;
        return address_search<tcp::socket>::try_next(s, std::move(attempted));
    }

private:
    executor_type executor_;
};

namespace {

/// A client in driven time, and what there may be at an address.
struct search : test::driven_context {
    ~search() {
        several_addresses::addresses.clear();
        several_addresses::attempts = 0;
    }

    static tcp::endpoint local() { return {asio::ip::make_address("127.0.0.1"), 0}; }
    /// Nobody listens there, and nobody else may.
    tcp::endpoint refusing() {
        if (!held.is_open()) {
            held.open(tcp::v4());
            held.bind(local());
        }
        return held.local_endpoint();
    }
    tcp::endpoint listening() const { return listener.local_endpoint(); }
    /// Its queue is full: the kernel leaves further connections unanswered.
    tcp::endpoint silent() {
        tcp::acceptor& full = full_listener;
        full.open(tcp::v4());
        full.bind(local());
        full.listen(0);
        for (int i = 0; i < 4; ++i) {
            crowd.emplace_back(context);
            crowd.back().async_connect(full.local_endpoint(), [](error_code) {});
        }
        return full.local_endpoint();
    }
    /// Fails with another error than a refusal.
    static tcp::endpoint broadcast() { return {asio::ip::make_address("255.255.255.255"), 8021}; }

    template <class Handler>
    void connect(std::vector<tcp::endpoint> to, Handler handler) {
        several_addresses::addresses = std::move(to);
        fs.async_connect(login("a.host", "8021", password("ClueCon")), std::move(handler));
    }
    error_code result(std::vector<tcp::endpoint> to) {
        opened = {};
        connect(std::move(to), opened.handler());
        while (opened.count == 0) run_one();
        time.settle();
        CHECK(opened.done());
        return opened.ec;
    }
    /// Until the second address is being tried, which is silent.
    template <class Handler>
    void connect_to_second(Handler handler) {
        connect({refusing(), silent(), listening()}, std::move(handler));
        while (several_addresses::attempts != 2) run_one();
        time.settle();
        CHECK(opened.count == 0);
    }
    void run_one() {
        context.restart();
        REQUIRE(context.run_one_for(30s) == 1);
    }
    void check_over() {
        time.settle();
        CHECK(opened.done());
        CHECK(several_addresses::attempts == 2);
        CHECK_FALSE(fs.next_layer().is_open());
    }

    tcp::acceptor held{context};
    tcp::acceptor listener{context, local()};
    tcp::acceptor full_listener{context};
    std::vector<tcp::socket> crowd;
    basic_connection<several_addresses::socket> fs{context};
    outcome<void> opened;
};

}  // namespace

TEST_CASE("the first address refuses, the second answers, the third is left alone") {
    search s;
    s.connect({s.refusing(), s.listening(), s.silent()}, s.opened.handler());
    while (several_addresses::attempts != 2) s.run_one();
    tcp::socket accepted = s.listener.accept();
    const std::string said = std::string(test::auth_request) + test::reply_packet("+OK accepted");
    asio::write(accepted, asio::buffer(said));
    while (s.opened.count == 0) s.run_one();
    CHECK((s.opened.done() && !s.opened.ec));
    CHECK(several_addresses::attempts == 2);
    CHECK(s.fs.next_layer().remote_endpoint() == s.listening());
}

TEST_CASE("all addresses fail: the last one's error is told") {
    search s;
    CHECK(s.result({s.refusing(), s.refusing()}) == error::connection_refused);
    CHECK(s.result({s.broadcast(), s.refusing()}) == error::connection_refused);
    const error_code last = s.result({s.refusing(), s.broadcast()});
    CHECK((last && last != error::connection_refused));
    CHECK(s.result({s.broadcast()}) == last);
    CHECK_FALSE(s.fs.next_layer().is_open());
}

TEST_CASE("a host without an address cannot be connected to") {
    search s;
    CHECK(s.result({}) == error::stream_failed);
}

TEST_CASE("time for connecting is of all addresses together") {
    search s;
    s.connect_to_second(s.opened.handler());
    s.time.advance(9999ms);
    CHECK(s.opened.count == 0);
    s.time.advance(1ms);
    s.check_over();
    CHECK(s.opened.ec == error::connect_timeout);
}

TEST_CASE("connecting is cancelled while the second address is tried") {
    search s;
    asio::cancellation_signal stop;
    s.connect_to_second(asio::bind_cancellation_slot(stop.slot(), s.opened.handler()));
    stop.emit(asio::cancellation_type::terminal);
    CHECK(s.opened.count == 0);
    s.check_over();
    CHECK(s.opened.ec == asio::error::operation_aborted);
}

TEST_CASE("the connection, or its stream, is closed while the second address is tried") {
    search s;
    s.connect_to_second(s.opened.handler());
    SECTION("the connection") {
        s.fs.close();
    }
    SECTION("the stream") {
        s.fs.next_layer().close();
    }
    s.check_over();
    CHECK(s.opened.ec == error::closed);
}

TEST_CASE("another search begins where the first one was given up") {
    search s;
    s.connect_to_second(s.opened.handler());
    s.fs.close();
    s.check_over();
    CHECK(s.result({s.refusing()}) == error::connection_refused);
}
