// A trace of a session: no secret in it, nor in what the library says of its own.
#include "catch.hpp"
#include "support/called.hpp"

#include <string>
#include <string_view>

using namespace eslio;
using test::called;
using test::outcome;

TEST_CASE("what a session undoes of a secret is as secret", "[outbound][secrets]") {
    for (const test::socket_mode m : test::all_modes) {
        INFO(test::name_of(m));
        std::string sent;
        outbound::session_options o;
        o.connection.trace = [&sent](direction d, std::string_view bytes) {
            if (d == direction::sent) sent += bytes;
        };
        called c(m, testing::call(), o);
        const auto say = [&c](command said) {
            outcome<reply> answer;
            c.s.async_send(std::move(said), answer.handler());
            c.time.settle();
            REQUIRE(answer.done());
        };
        say(command("filter add variable_pin s3cret").mark_secret());
        say(command("filter add variable_pin ARRAY::s3cret|:b").mark_secret());
        CHECK(c.told("filter delete variable_pin") == (m.full ? 2 : 0));
        CHECK(sent.find("filter ***\n\n") != sent.npos);
        CHECK(sent.find("s3cret") == sent.npos);
        sent.clear();
        say(cmd::filter("variable_open", "seen"));
        CHECK(sent.find("filter add variable_open seen\n\n") != sent.npos);
    }
}
