// protocol/login_exchange.hpp: every way a login can go, with any fragmentation of the bytes.
#include "catch.hpp"
#include "support/captures.hpp"

#include <eslio/protocol/login_exchange.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace login_exchange_test {

namespace {

using eslio::credentials;
using eslio::error;
using eslio::error_code;
using eslio::protocol::login_exchange;
using eslio::wire::frame;
using eslio::wire::frame_parser;
using eslio::wire::parse_status;
using eslio::wire::read_buffer;

const std::string request = "Content-Type: auth/request\n\n";
const std::string accepted = "Content-Type: command/reply\nReply-Text: +OK accepted\n\n";
const std::string invalid = "Content-Type: command/reply\nReply-Text: -ERR invalid\n\n";
const std::string rejection =
    "Content-Type: text/rude-rejection\nContent-Length: 24\n\nAccess Denied, go away.\n";
const std::string goodbye = "Content-Type: text/disconnect-notice\nContent-Length: 4\n\nbye\n";

/// A login as the connection drives it.
struct attempt {
    login_exchange exchange;
    frame_parser parser;
    read_buffer in;
    std::string written;
    std::vector<std::string> behind;  ///< headers of the frames after the login
    error_code broken;

    explicit attempt(const credentials& who, eslio::wire::limits bounds = {})
        : exchange(who), parser(bounds) {}

    /// Bytes arrive in pieces of at most `piece`.
    attempt& feed(std::string_view bytes, std::size_t piece) {
        while (!bytes.empty() && !broken) {
            const std::size_t n = std::min(piece, bytes.size());
            in.append(bytes.substr(0, n));
            bytes.remove_prefix(n);
            while (step()) {
            }
        }
        return *this;
    }

    error_code result() const { return broken ? broken : exchange.result(); }

private:
    bool step() {
        if (broken) return false;
        frame f;
        parser.finish(in);
        if (const std::size_t cut = exchange.done() ? 0 : exchange.cut_reply(in.unread())) {
            parser.accept_unterminated(in, cut, f);
        } else {
            const parse_status status = parser.next(in, f);
            if (status == parse_status::failed) broken = parser.failure();
            if (status != parse_status::complete) return false;
        }
        if (exchange.done())
            behind.emplace_back(f.headers.raw());
        else
            written += exchange.on_frame(f);
        return true;
    }
};

const std::size_t pieces[] = {1, 2, 7, 100, 537, 538, 539, 1'000'000};

/// The same result, however the bytes were cut; nothing more than `expected` was sent.
void ends_with(const credentials& who, const std::string& bytes, error_code result,
               std::string_view expected) {
    for (const std::size_t piece : pieces) {
        INFO("pieces of " << piece);
        attempt a(who);
        a.feed(bytes, piece);
        CHECK(a.exchange.done());
        CHECK(a.result() == result);
        CHECK(a.written == expected);
    }
}

const credentials secret = eslio::password("ClueCon");

}  // namespace

TEST_CASE("nothing is sent before auth/request", "[protocol][login_exchange]") {
    attempt a(secret);
    a.feed(request.substr(0, request.size() - 1), 1);
    CHECK(a.written.empty());
    a.feed("\n", 1);
    CHECK(a.written == "auth ClueCon\n\n");
    CHECK_FALSE(a.exchange.done());
    a.feed(accepted, 1);
    CHECK(a.exchange.done());
    CHECK_FALSE(a.result());
    CHECK(a.exchange.answer().text() == "+OK accepted");
    CHECK(a.written == "auth ClueCon\n\n");
}

TEST_CASE("a wrong password is final", "[protocol][login_exchange]") {
    ends_with(secret, request + invalid + goodbye, error::authentication_failed,
              "auth ClueCon\n\n");
    CHECK(make_error_code(error::authentication_failed) == eslio::condition::rejected);
    ends_with(eslio::user("u", "d", "p"), request + invalid, error::authentication_failed,
              "userauth u@d:p\n\n");
}

TEST_CASE("a rejection by the access list is final", "[protocol][login_exchange]") {
    ends_with(secret, rejection + goodbye, error::access_denied, "");
    ends_with(secret, request + rejection, error::access_denied, "auth ClueCon\n\n");
}

TEST_CASE("a goodbye ends the login", "[protocol][login_exchange]") {
    ends_with(secret, goodbye, error::disconnected, "");
    ends_with(secret, request + goodbye, error::disconnected, "auth ClueCon\n\n");
}

TEST_CASE("what does not speak the event socket is told apart", "[protocol][login_exchange]") {
    const std::string answers[] = {
        "HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\nbad",
        "SSH-2.0-OpenSSH_9.2\n\n", accepted, "Content-Length: 0\n\n",
        "Content-Type: text/event-plain\nContent-Length: 0\n\n"};
    for (const std::string& bytes : answers)
        ends_with(secret, bytes, error::unexpected_login_packet, "");
    for (const char* bytes : {"Content-Type: api/response\nContent-Length: 3\n\n+OK", "x: y\n\n",
                              "Content-Type: auth/request\n\n"})
        ends_with(secret, request + bytes, error::unexpected_login_packet, "auth ClueCon\n\n");
}

TEST_CASE("garbage without an end is bounded", "[protocol][login_exchange]") {
    attempt a(secret, {1000, 1000});
    a.feed(std::string(100'000, 'g'), 300);
    CHECK(a.result() == error::header_block_too_large);
    CHECK(a.in.capacity() < 10'000);
    CHECK(a.written.empty());
}

TEST_CASE("a header block that never ends is waited for", "[protocol][login_exchange]") {
    attempt a(secret);
    a.feed("Content-Type: auth/request\nand then", 1);
    CHECK_FALSE(a.exchange.done());
    CHECK_FALSE(a.result());
    CHECK(a.written.empty());
}

TEST_CASE("a strange answer is not taken for success", "[protocol][login_exchange]") {
    for (const char* text : {"Reply-Text: ok", "Reply-Text: ", "Reply-Text: -ERR +OK", "X: +OK"}) {
        INFO("answer: " << text);
        ends_with(secret, request + "Content-Type: command/reply\n" + text + "\n\n",
                  error::authentication_failed, "auth ClueCon\n\n");
    }
}

TEST_CASE("a frame after the end changes nothing", "[protocol][login_exchange]") {
    attempt a(secret);
    a.feed(request + invalid, 1000);
    frame f;
    for (const char* type : {"command/reply", "auth/request", "text/rude-rejection"}) {
        f.content_type = type;
        CHECK(a.exchange.on_frame(f).empty());
        CHECK(a.result() == error::authentication_failed);
    }
}

TEST_CASE("the permissions of a user can be read", "[protocol][login_exchange]") {
    const std::string raw = support::read_session("userauth_ok_limited");
    attempt a(eslio::user("1002", "default", "x"));
    a.feed(raw, 1);
    CHECK(a.exchange.done());
    CHECK_FALSE(a.result());
    CHECK(a.exchange.answer()["Allowed-LOG"] == "false");
    CHECK(a.exchange.answer()["Allowed-API"] == "status show bgapi originate create_uuid");
}

TEST_CASE("a cut userauth reply is a reply", "[protocol][login_exchange]") {
    const std::string raw = support::read_session("userauth_long_reply_truncated");
    REQUIRE(raw.size() > 566);
    for (const std::size_t piece : pieces) {
        INFO("pieces of " << piece);
        attempt a(eslio::user("1003", "default", "x"));
        a.feed(raw, piece);
        CHECK(a.exchange.done());
        CHECK_FALSE(a.result());
        CHECK(a.exchange.answer().text() == "+OK accepted");
        CHECK(a.exchange.answer()["Allowed-Events"].substr(0, 14) == "CHANNEL_CREATE");
        REQUIRE(a.behind.size() == 4);
        CHECK(a.behind[0] == "Content-Type: command/reply\nReply-Text: -ERR permission denied\n");
        CHECK(a.behind[3].rfind("Content-Type: text/disconnect-notice\n", 0) == 0);
    }
}

TEST_CASE("the cut reply is known before another packet comes", "[protocol][login_exchange]") {
    const std::string raw = support::read_session("userauth_long_reply_truncated");
    attempt a(eslio::user("1003", "default", "x"));
    a.feed(raw.substr(0, 28 + 537), 1000);
    CHECK_FALSE(a.exchange.done());
    a.feed(raw.substr(28 + 537, 1), 1000);
    CHECK(a.exchange.done());
    CHECK_FALSE(a.result());
}

TEST_CASE("only a cut userauth reply is taken for one", "[protocol][login_exchange]") {
    const std::string head = "Content-Type: command/reply\nReply-Text: +OK accepted\n";
    const std::string cut = head + "Allowed-API: " + std::string(538 - head.size() - 13, 'a');
    REQUIRE(cut.size() == 538);
    login_exchange of_user(eslio::user("u", "d", "p"));
    login_exchange of_password(secret);
    CHECK(of_user.cut_reply(cut) == 0);  // no auth/request yet
    frame f;
    f.content_type = "auth/request";
    of_user.on_frame(f);
    of_password.on_frame(f);
    CHECK(of_user.cut_reply(cut) == 538);
    CHECK(of_user.cut_reply(cut + "Con") == 538);
    CHECK(of_user.cut_reply(cut + "Content-Type: text/event-plain\n") == 538);
    CHECK(of_password.cut_reply(cut) == 0);
    CHECK(of_user.cut_reply(cut.substr(0, 537)) == 0);
    CHECK(of_user.cut_reply(cut + "aaa\n\n") == 0);
    CHECK(of_user.cut_reply("") == 0);
    std::string ended = cut;
    ended.replace(300, 2, "\n\n");
    CHECK(of_user.cut_reply(ended) == 0);
    CHECK(of_user.cut_reply(std::string(538, 'x')) == 0);
}

TEST_CASE("a userauth reply of exactly 538 bytes may be whole", "[protocol][login_exchange]") {
    const std::string head = "Content-Type: command/reply\nReply-Text: +OK accepted\nAllowed-API: ";
    const std::string whole = head + std::string(538 - head.size() - 2, 'a') + "\n\n";
    REQUIRE(whole.size() == 538);
    for (const std::size_t piece : pieces) {
        attempt a(eslio::user("u", "d", "p"));
        a.feed(request + whole + goodbye, piece);
        CHECK_FALSE(a.result());
        CHECK(a.behind.size() == 1);
    }
}

}  // namespace login_exchange_test
