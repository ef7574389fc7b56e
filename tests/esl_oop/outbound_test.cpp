// ESLconnection on a socket that the switch has connected.
#include "blocking/switch_thread.hpp"
#include "catch.hpp"
#include "esl_oop/owned.hpp"

#include <eslio/esl_oop.hpp>

#include <asio/buffer.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/local/connect_pair.hpp>
#include <asio/local/stream_protocol.hpp>
#include <asio/read_until.hpp>
#include <asio/write.hpp>

#include <string>
#include <thread>

using asio::ip::tcp;
using test::owned;
using test::text;

namespace {

/// Takes the call that the switch hands over.
class caller {
public:
    explicit caller(test::switch_thread& fake, eslio::socket_mode mode) {
        const tcp::endpoint where = acceptor_.local_endpoint();
        uuid =
            fake.with([&](eslio::testing::fake_switch& s) { return s.call_out(where, {}, mode); });
        socket = acceptor_.accept().release();
    }

    std::string uuid;
    int socket = -1;

private:
    asio::io_context context_;
    tcp::acceptor acceptor_{context_, tcp::endpoint(tcp::v4(), 0)};
};

}  // namespace

TEST_CASE("ESLconnection: a call that is handed over is led to its end", "[esl_oop]") {
    test::switch_thread fake;
    for (const auto mode : {eslio::socket_mode::async_full, eslio::socket_mode::static_full}) {
        const caller call(fake, mode);
        ESLconnection fs(call.socket);
        REQUIRE(fs.connected() == 1);
        const owned info = fs.getInfo();
        CHECK(text(info->getType()) == "SOCKET_DATA");
        CHECK(text(info->getHeader("unique-id")) == call.uuid);
        CHECK(text(info->getHeader("Content-Type")) == "command/reply");
        CHECK(text(owned(fs.sendRecv("myevents"))->getHeader("Reply-Text")).substr(0, 3) == "+OK");
        CHECK(owned(fs.sendRecv("linger 5")));  // for the last events
        CHECK(owned(fs.execute("answer")));
        CHECK(owned(fs.execute("hangup", "USER_BUSY")));
        std::string types;
        while (fs.connected() == 1) types += text(owned(fs.recvEvent())->getType()) + " ";
        // Without `async` FreeSWITCH ends the connection before the last event.
        const bool all = mode == eslio::socket_mode::async_full;
        CHECK(types.find(all ? "CHANNEL_HANGUP_COMPLETE " : "CHANNEL_HANGUP ") !=
              std::string::npos);
        CHECK(types.find("SERVER_DISCONNECTED") != std::string::npos);
        CHECK(fs.getInfo() == nullptr);
    }
}

TEST_CASE("ESLconnection: a lingering notice is received, the last one is the end", "[esl_oop]") {
    test::switch_thread fake;
    const caller call(fake, eslio::socket_mode::async_full);
    ESLconnection fs(call.socket);
    CHECK(owned(fs.sendRecv("linger 1")));
    CHECK(owned(fs.sendRecv("myevents")));
    fake.with([&](eslio::testing::fake_switch& s) { return s.hang_up(call.uuid); });
    std::string notice;
    while (notice.empty() && fs.connected() == 1) {
        const owned next = fs.recvEvent();
        if (text(next->getHeader("Content-Type")) == "text/disconnect-notice")
            notice = text(next->getHeader("Content-Disposition"));
    }
    CHECK(notice == "linger");
}

TEST_CASE("ESLconnection: a socket of this machine is one as well", "[esl_oop]") {
    asio::io_context context;
    asio::local::stream_protocol::socket far(context), near(context);
    asio::local::connect_pair(far, near);
    std::string said;
    std::thread peer([&] {
        asio::read_until(far, asio::dynamic_buffer(said), "\n\n");
        asio::write(far, asio::buffer(std::string("Content-Type: command/reply\n"
                                                  "Reply-Text: +OK\nUnique-ID: u\n\n")));
    });
    ESLconnection fs(near.release());
    peer.join();
    CHECK(said == "connect\n\n");
    CHECK(fs.connected() == 1);
    CHECK(text(owned(fs.getInfo())->getHeader("Unique-ID")) == "u");
    far.close();
    CHECK(text(owned(fs.recvEvent())->getType()) == "SERVER_DISCONNECTED");
}

TEST_CASE("ESLconnection: a peer that says nothing of a call, and no socket at all", "[esl_oop]") {
    asio::io_context context;
    asio::local::stream_protocol::socket far(context), near(context);
    asio::local::connect_pair(far, near);
    far.close();
    ESLconnection dead(near.release());
    CHECK(dead.connected() == 0);
    CHECK(dead.getInfo() == nullptr);
    ESLconnection none(-1);
    CHECK(none.connected() == 0);
    CHECK(none.disconnect() == 0);
}
