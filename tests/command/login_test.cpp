// command/login.hpp: the bytes of auth and userauth, and that they are secret.
#include "catch.hpp"

#include <eslio/command/login.hpp>

#include <climits>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace {

using eslio::error;
using namespace std::string_view_literals;

}  // namespace

TEST_CASE("a password becomes auth", "[command][login]") {
    const eslio::credentials who = eslio::password("Clue Con:@%");
    CHECK(who.opening().bytes() == "auth Clue Con:@%\n\n");
    CHECK(who.opening().secret());
    CHECK_FALSE(who.of_user());
}

TEST_CASE("a user becomes userauth", "[command][login]") {
    const eslio::credentials who = eslio::user("1000", "example.com", "pass word");
    CHECK(who.opening().bytes() == "userauth 1000@example.com:pass word\n\n");
    CHECK(who.opening().secret());
    CHECK(who.of_user());
    // Behind the first colon all is password.
    CHECK(eslio::user("u", "d", "a:b@c").opening().bytes() == "userauth u@d:a:b@c\n\n");
}

TEST_CASE("auth and userauth are commands that are not shown", "[command][login]") {
    CHECK(eslio::cmd::auth("ClueCon").bytes() == "auth ClueCon\n\n");
    CHECK(eslio::cmd::auth("ClueCon").secret());
    CHECK(eslio::cmd::auth("ClueCon").shown() == "auth ***");
    CHECK(eslio::cmd::auth("a\n\nexit").error() == error::line_break_in_argument);
    const eslio::command c = eslio::cmd::userauth("1000", "example.com", "pw");
    CHECK(c.bytes() == "userauth 1000@example.com:pw\n\n");
    CHECK(c.secret());
    CHECK(c.shown() == "userauth ***");
    CHECK(eslio::cmd::userauth("", "d", "pw").error() == error::empty_argument);
}

TEST_CASE("a login that would forge a line is refused", "[command][login]") {
    CHECK(eslio::password("a\nb").opening().error() == error::line_break_in_argument);
    CHECK(eslio::password("a\rb").opening().error() == error::line_break_in_argument);
    CHECK(eslio::password("a\0b"sv).opening().error() == error::nul_in_argument);
    CHECK(eslio::user("a\nb", "d", "p").opening().error() == error::line_break_in_argument);
    CHECK(eslio::user("a", "d\r", "p").opening().error() == error::line_break_in_argument);
    CHECK(eslio::user("a", "d", "p\n").opening().error() == error::line_break_in_argument);
    CHECK(eslio::user("a", "d", "p\0"sv).opening().error() == error::nul_in_argument);
    CHECK(eslio::password("a\nb").opening().bytes().empty());
}

TEST_CASE("a user whose parts would shift is refused", "[command][login]") {
    CHECK(eslio::user("", "d", "p").opening().error() == error::empty_argument);
    CHECK(eslio::user("u", "", "p").opening().error() == error::empty_argument);
    CHECK(eslio::user("u:x", "d", "p").opening().error() == error::bad_header_name);
    CHECK(eslio::user("u@x", "d", "p").opening().error() == error::bad_header_name);
    CHECK(eslio::user("u", "d:x", "p").opening().error() == error::bad_header_name);
    CHECK(eslio::user("u", "d@x", "p").opening().error() == error::bad_header_name);
    const eslio::credentials refused = eslio::user("u:x", "d", "p");
    CHECK(refused.of_user());
    CHECK(refused.opening().secret());
    CHECK(refused.opening().bytes().empty());
}

TEST_CASE("a login knows where and as whom", "[command][login]") {
    const eslio::login l("fs.example.com", "8021", eslio::password("x"));
    CHECK(l.host() == "fs.example.com");
    CHECK(l.address() == "fs.example.com:8021");
    CHECK(l.service() == "8021");
    CHECK(l.who().opening().bytes() == "auth x\n\n");
}

TEST_CASE("an IPv6 address is a host with brackets and without", "[command][login]") {
    for (const char* host : {"::1", "[::1]"}) {
        const eslio::login l(host, "8021", eslio::password("x"));
        CHECK(l.host() == "::1");
        CHECK(l.address() == "[::1]:8021");
    }
    for (const char* host : {"", "[", "[]", "[a", "a]"})
        CHECK(eslio::login(host, "1", eslio::password("x")).host() == host);
    CHECK(eslio::login("10.0.0.1", "x", eslio::password("x")).address() == "10.0.0.1:x");
}

TEST_CASE("a port is a number, a service's name, or FreeSWITCH's own", "[command][login]") {
    const std::uint16_t listening = 8022;
    CHECK(eslio::login("a", 8021, eslio::password("x")).address() == "a:8021");
    CHECK(eslio::login("a", listening, eslio::password("x")).service() == "8022");
    CHECK(eslio::login("a", std::string("esl"), eslio::password("x")).service() == "esl");
    const eslio::login own("[::1]", eslio::password("x"));
    CHECK(own.address() == "[::1]:8021");
    CHECK(own.who().opening().bytes() == "auth x\n\n");
    for (const int port : {1, 65535})
        CHECK_FALSE(eslio::login("a", port, eslio::password("x")).who().opening().error());
    for (const int port : {-1, 0, 65536, INT_MAX}) {
        const eslio::login none("a", port, eslio::user("u", "d", "S3cret"));
        CHECK(none.who().opening().error() == error::number_out_of_range);
        CHECK(none.who().opening().why().find("port: ") == 0);
        CHECK(none.who().opening().bytes().empty());
        CHECK(none.who().of_user());
    }
    // Who we are is always said, and in its place.
    static_assert(!std::is_constructible_v<eslio::login, const char*>);
    static_assert(!std::is_constructible_v<eslio::login, const char*, const char*>);
    static_assert(!std::is_constructible_v<eslio::login, const char*, eslio::credentials, int>);
}
