// A trace of a client: no secret in it, however often the library writes what was said.
#include "client/client_fixture.hpp"

#include <cstddef>
#include <string>
#include <string_view>

using namespace eslio;
using namespace test;

namespace secrets_test {

/// All that a client has sent, as its trace shows it.
struct witness {
    client_options options() {
        client_options o;
        o.connection.trace = [this](direction d, std::string_view bytes) {
            if (d == direction::sent) sent += bytes;
        };
        return o;
    }
    /// How often that was sent since.
    std::size_t shown(std::string_view line) const {
        std::size_t times = 0;
        for (std::size_t at = sent.find(line); at != sent.npos; at = sent.find(line, at + 1))
            ++times;
        return times;
    }

    std::string sent;
};

/// Said once, and again over the next connection.
void say(returning& c, command said) {
    outcome<reply> answer;
    c.fs->async_send(std::move(said), answer.handler());
    c.time.settle();
    REQUIRE(answer.done());
    REQUIRE_FALSE(answer.ec);
}

}  // namespace secrets_test

using namespace secrets_test;

TEST_CASE("what a client restores is as secret as it was", "[client][secrets]") {
    witness w;
    returning c(w.options());
    c.come_up();
    SECTION("a filter") {
        say(c, cmd::filter("variable_open", "seen"));
        say(c, command("filter add variable_pin s3cret").mark_secret());
        w.sent.clear();
        c.drop();
        c.come_back();
        CHECK(c.told("filter add variable_pin s3cret") == 2);
        CHECK(w.shown("filter add variable_open seen\n\n") == 1);
        CHECK(w.shown("filter ***\n\n") == 1);
    }
    SECTION("a filter with one that is no secret in an array") {
        say(c, command("filter add variable_pin ARRAY::s3cret|:b").mark_secret());
        say(c, command("filter add variable_pin ARRAY::c"));
        w.sent.clear();
        c.drop();
        c.come_back();
        CHECK(c.told("filter add variable_pin ARRAY::s3cret|:b|:c") == 1);
        CHECK(w.shown("filter ***\n\n") == 1);
    }
    SECTION("an element of one") {
        say(c, command("filter add variable_pin[1] s3cret").mark_secret());
        w.sent.clear();
        c.drop();
        c.come_back();
        CHECK(w.shown("filter ***\n\n") == 1);
    }
    SECTION("not what was added after all was deleted") {
        say(c, command("filter add variable_pin s3cret").mark_secret());
        say(c, cmd::filter_delete_all());
        say(c, cmd::filter("variable_pin", "seen"));
        w.sent.clear();
        c.drop();
        c.come_back();
        CHECK(w.shown("filter add variable_pin seen\n\n") == 1);
    }
    SECTION("names of events") {
        say(c, command("event plain CUSTOM s3cret::sub").mark_secret());
        say(c, cmd::filter("variable_open", "seen"));
        w.sent.clear();
        c.drop();
        c.come_back();
        CHECK(c.told("event plain CUSTOM s3cret::sub") == 2);
        CHECK(w.shown("event ***\n\n") == 1);
        CHECK(w.shown("filter add variable_open seen\n\n") == 1);
    }
    SECTION("what is taken back of all events") {
        say(c, command("event plain ALL"));
        say(c, command("nixevent CUSTOM s3cret::sub").mark_secret());
        w.sent.clear();
        c.drop();
        c.come_back();
        CHECK(c.told("nixevent CUSTOM s3cret::sub") == 2);
        CHECK(w.shown("nixevent ***\n\n") == 1);
    }
    SECTION("not what is heard after all was taken back") {
        say(c, command("event plain CUSTOM s3cret::sub").mark_secret());
        say(c, cmd::noevents());
        say(c, command("event plain DTMF"));
        w.sent.clear();
        c.drop();
        c.come_back();
        CHECK(w.shown("event plain DTMF\n\n") == 1);
    }
    SECTION("a level of log lines") {
        w.sent.clear();
        say(c, command("log notice").mark_secret());
        CHECK(w.sent == "log ***\n\n");
        w.sent.clear();
        c.drop();
        c.come_back();
        CHECK(c.told("log") == 2);
        CHECK(w.shown("log ***\n\n") == 1);
    }
    CHECK(w.shown("s3cret") == 0);
}

TEST_CASE("the library says in secret what takes back a secret", "[client][secrets]") {
    witness w;
    returning c(w.options());
    c.come_up();
    c.fs->async_bgapi("msleep 60000", [](error_code, const job_result&) {});
    say(c, command("event plain CUSTOM s3cret::sub").mark_secret());
    say(c, cmd::noevents());
    CHECK(c.told("nixevent CLONE") == 1);
    CHECK(w.shown("s3cret") == 0);
}

TEST_CASE("what a client says again is as secret as it was", "[client][secrets]") {
    witness w;
    returning c(w.options());
    c.come_up();
    c.fake.on_command("sendevent", [](std::string_view) { return std::string(); });
    outcome<reply> answer;
    c.fs->async_send(command("sendevent X\npin: s3cret").mark_secret().idempotent(),
                     answer.handler());
    c.time.settle();
    c.drop();
    c.come_back();
    CHECK(c.told("sendevent") == 2);
    CHECK(w.shown("sendevent ***\n\n") == 2);
    CHECK(w.shown("s3cret") == 0);
}

TEST_CASE("what a set-up says in secret is secret at once", "[client][secrets]") {
    witness w;
    texts answers;
    client_options o = w.options();
    o.on_setup = [&](const client_setup& s) {
        const auto note = [&answers, s](error_code, const reply& r) {
            answers.emplace_back(r.text());
        };
        s.async_send(command("filter add variable_pin s3cret").mark_secret(), note);
        s.async_send(command("event plain CUSTOM s3cret::sub").mark_secret(), note);
        s.async_send(command("sendevent X\npin: s3cret").mark_secret(), note);
        s.async_send(command("log notice").mark_secret(), note);
    };
    returning c(o);
    c.come_up();
    CHECK(answers.size() == 4);
    CHECK(w.shown(" ***\n\n") == 5);  // and the login
    c.drop();
    c.come_back();
    CHECK(answers.size() == 8);
    CHECK(w.shown("log notice") == 0);
    CHECK(w.shown("s3cret") == 0);
}

TEST_CASE("two connections have the same secrets", "[client][secrets]") {
    witness w;
    client_options o = w.options();
    o.redundancy = 2;
    returning c(o);
    c.come_up();
    c.time.advance(std::chrono::seconds(2));
    say(c, command("filter add variable_pin s3cret").mark_secret());
    say(c, command("event plain CUSTOM s3cret::sub").mark_secret());
    CHECK(c.told("filter add variable_pin s3cret") == 2);
    c.drop();
    c.come_back();
    c.time.advance(std::chrono::seconds(2));
    CHECK(c.told("filter add variable_pin s3cret") == 4);
    CHECK(w.shown("s3cret") == 0);
}
