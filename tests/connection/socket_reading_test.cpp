// Sockets are waited for and then read: whatever the pieces are, all arrives, in order, to the end.
#include "catch.hpp"
#include "support/peer.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/connection.hpp>

#include <asio/io_context.hpp>
#include <asio/local/connect_pair.hpp>
#include <asio/local/stream_protocol.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#if defined(ASIO_HAS_LOCAL_SOCKETS)

namespace {

using unix_socket = asio::local::stream_protocol::socket;

/// A connection over a pair of sockets, which receives numbered events and remembers its end.
class numbered_receiver {
public:
    explicit numbered_receiver(asio::io_context& context) : peer(context), fs_(connect(context)) {
        fs_.async_attach([this](eslio::error_code ec) {
            REQUIRE(!ec);
            next();
        });
    }

    /// What FreeSWITCH would send as the number `n`, with a body of that size.
    static std::string packet(std::size_t n, std::size_t body) {
        std::string event = "Event-Name: DTMF\nNumber: " + std::to_string(n) + "\n";
        if (body != 0) event += "Content-Length: " + std::to_string(body) + "\n";
        event += '\n';
        event.append(body, 'b');
        return test::event_packet(event);
    }

    unix_socket peer;
    std::size_t received = 0;
    eslio::error_code end;

private:
    unix_socket connect(asio::io_context& context) {
        unix_socket ours(context);
        asio::local::connect_pair(ours, peer);
        return ours;
    }

    void next() {
        fs_.async_receive(lent_, [this](eslio::error_code ec) {
            if (ec) {
                end = ec;
                return;
            }
            const auto* e = lent_.as_event();
            if (e == nullptr || (*e)["Number"] != std::to_string(received)) {
                FAIL_CHECK("not the event " << received);
                return;
            }
            ++received;
            next();
        });
    }

    eslio::basic_connection<unix_socket> fs_;
    eslio::message lent_;
};

/// Sends it in random pieces, while the other side reads more or less of it.
void send(asio::io_context& context, unix_socket& peer, std::string_view bytes,
          support::random_source& random) {
    static constexpr std::size_t sizes[] = {1, 7, 300, 4095, 4096, 4097, 20'000, 98'304, 400'000};
    peer.non_blocking(true);
    while (!bytes.empty()) {
        const std::size_t size = std::min(random.pick(sizes), bytes.size());
        std::error_code ec;
        bytes.remove_prefix(peer.write_some(asio::buffer(bytes.data(), size), ec));
        if (ec || random.one_in(2)) context.poll();
    }
}

}  // namespace

TEST_CASE("events over a socket in random pieces, up to its end") {
    support::each_round(40, [](std::uint64_t seed) {
        INFO("ESLIO_SEED=" << seed);
        support::random_source random(seed);
        asio::io_context context;
        numbered_receiver r(context);
        static constexpr std::size_t bodies[] = {0, 0, 0, 10, 3900, 4096, 30'000, 300'000};
        const std::size_t count = 1 + random.below(60);
        std::string bytes;
        for (std::size_t i = 0; i < count; ++i)
            bytes += numbered_receiver::packet(i, random.pick(bodies));
        const bool cut = random.one_in(3);  // inside the last one
        if (cut) bytes.resize(bytes.size() - 1);
        send(context, r.peer, bytes, random);
        r.peer.close();
        context.run();
        CHECK(r.received == count - (cut ? 1 : 0));
        CHECK(r.end == eslio::error::connection_lost);
    });
}

TEST_CASE("what fills a read to its last byte, and then nothing") {
    for (const std::size_t size : {std::size_t{4096}, std::size_t{65'536}, std::size_t{98'304}}) {
        asio::io_context context;
        numbered_receiver r(context);
        support::random_source random(size);
        const std::string first = numbered_receiver::packet(0, 0);
        std::size_t body = size;
        while (first.size() + numbered_receiver::packet(1, body).size() > size) --body;
        const std::string bytes = first + numbered_receiver::packet(1, body);
        REQUIRE(bytes.size() == size);
        send(context, r.peer, bytes, random);
        context.poll();
        CHECK(r.received == 2);
        send(context, r.peer, numbered_receiver::packet(2, 0), random);
        context.poll();
        CHECK(r.received == 3);
    }
}

#endif
