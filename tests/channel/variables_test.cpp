// channel: variables, whole and unchanged, whatever they hold.
#include "catch.hpp"
#include "support/called.hpp"
#include "support/growth.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/error.hpp>

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

using namespace std::chrono_literals;
using test::called;
using test::connected;
using test::each_way;
using test::finishes;
using test::outcome;
using test::reply_packet;
using test::socket_mode;
using test::switched;
using variable = std::optional<std::string>;

namespace {

template <class World>
outcome<variable> get(World& w, eslio::channel& c, const std::string& name) {
    outcome<variable> o;
    c.async_get_variable(name, o.handler());
    w.time.settle();
    return o;
}

template <class World>
outcome<eslio::reply> set(World& w, eslio::channel& c, const std::string& name,
                          const std::string& value) {
    outcome<eslio::reply> o;
    c.async_set_variable(name, value, o.handler());
    w.time.settle();
    return o;
}

const std::string awkward[] = {"1",
                               "two words",
                               "~tilde: x\n",
                               "~",
                               "line one\nline two",
                               "head\n\nbody",
                               "-ERR not an error",
                               "%41 ~ % :",
                               "'quoted' and 'again'",
                               "O'Neil's",
                               R"(C:\new\sounds\)",
                               R"({"say":"a\nb \"q\"","path":"\\\\host\\x"})",
                               R"(\'one \s \t)",
                               "  edges  ",
                               "\ttab\t",
                               R"($5, $$, \$x and $\y)",
                               "Gr\xc3\xbc\xc3\x9f",
                               std::string(3000, 'v')};

/// A handle on an answered call, over a connection whose FreeSWITCH the test plays.
struct answered_peer : test::peer {
    answered_peer() {
        c.emplace(fs->link(), "u-1");
        said();
        says(test::reply_packet("+OK"));  // the events
        says(test::event_packet(
            "Event-Name: CHANNEL_ANSWER\nUnique-ID: u-1\nAnswer-State: answered\n\n"));
    }
    std::optional<eslio::channel> c;
};

}  // namespace

TEST_CASE("a value comes back as it was set, in every mode", "[channel][variables][modes]") {
    for (const socket_mode m : test::all_modes) {
        called c(m);
        for (const std::string& value : awkward) {
            INFO(value.substr(0, 40));
            // FreeSWITCH's events do not tell `%41` from the `A` that it encodes.
            if (!m.full && value[0] == '%') continue;
            const auto done = set(c, c.s, "mine", value);
            REQUIRE(done.done());
            CHECK_FALSE(done.ec);
            CHECK(done.value.ok());
            CHECK(c.fake.variable("u-1", "mine") == value);
            const auto got = get(c, c.s, "mine");
            REQUIRE(got.done());
            CHECK_FALSE(got.ec);
            CHECK(got.value == variable(value));
        }
        CHECK(c.s.outstanding() == 0);
    }
    connected w;
    const std::string uuid = w.call();
    eslio::channel c(w.fs->link(), uuid);
    for (const std::string& value : awkward) {
        CHECK(set(w, c, "mine", value).value.ok());
        CHECK(get(w, c, "mine").value == variable(value));
    }
}

TEST_CASE("what is not set is none, and an empty value unsets", "[channel][variables][modes]") {
    for (const socket_mode m : test::all_modes) {
        called c(m);
        const auto none = get(c, c.s, "nobody_set_me");
        CHECK(none.done());
        CHECK_FALSE(none.ec);
        CHECK_FALSE(none.value);
        CHECK(set(c, c.s, "mine", "x").value.ok());
        CHECK(get(c, c.s, "mine").value == variable("x"));
        CHECK(set(c, c.s, "mine", "").value.ok());
        CHECK_FALSE(get(c, c.s, "mine").value);
    }
}

TEST_CASE("a value that holds a reference is kept as it is, in every mode",
          "[channel][variables][modes]") {
    for (const socket_mode m : test::all_modes) {
        called c(m);
        for (const char* value : {"${uuid}", "a\n$${uuid}", R"($\{uuid})", R"(x$\\{uuid})", "${"}) {
            INFO(value);
            const auto done = set(c, c.s, "mine", value);
            CHECK_FALSE(done.ec);
            CHECK(done.value.ok());
            CHECK(c.fake.variable("u-1", "mine") == value);
        }
    }
}

TEST_CASE("what FreeSWITCH would keep otherwise is refused, in every mode",
          "[channel][variables][modes]") {
    for (const socket_mode m : test::all_modes) {
        called c(m);
        CHECK(set(c, c.s, "mine", "ARRAY::x").ec == eslio::error::unwritable_text);
        CHECK(set(c, c.s, "mine", std::string("a\0b", 3)).ec == eslio::error::nul_in_argument);
        CHECK(set(c, c.s, "sip_h_X", "a\nb").ec == eslio::error::line_break_in_argument);
        CHECK(set(c, c.s, "sip_h_X", "a%0Ab").ec == eslio::error::line_break_in_argument);
        CHECK(set(c, c.s, "mi'ne", "x").ec == eslio::error::bad_header_name);
        CHECK(c.fake.variable("u-1", "mine").empty());
        CHECK(set(c, c.s, "mine", "ARRAY::x|:y").value.ok());
        CHECK(get(c, c.s, "mine").value == variable("ARRAY::x|:y"));
    }
}

TEST_CASE("after the end of the call its variables are as they were",
          "[channel][variables][ended]") {
    each_way([](switched& w, eslio::channel& c, const std::string& uuid) {
        CHECK(set(w, c, "mine", "last").value.ok());
        outcome<variable> pending, unset;
        c.async_get_variable("mine", pending.handler());
        w.fake.hang_up(uuid, "USER_BUSY");
        w.time.advance(20s);
        REQUIRE(c.over());
        CHECK(pending.done());
        CHECK_FALSE(pending.ec);
        CHECK(pending.value == variable("last"));
        CHECK(get(w, c, "mine").value == variable("last"));
        CHECK(get(w, c, "hangup_cause").value == variable("USER_BUSY"));
        unset = get(w, c, "nobody_set_me");
        CHECK(unset.done());
        CHECK_FALSE(unset.ec);
        CHECK_FALSE(unset.value);
        for (const char* value : {"b", "b\nc", ""}) {
            const auto late = set(w, c, "mine", value);
            CHECK(late.done());
            CHECK_FALSE(late.ec);
            CHECK(late.value.reason() == "the call has ended: USER_BUSY");
        }
        CHECK(get(w, c, "mine").value == variable("last"));
    });
}

TEST_CASE("answers that look like values, and values like answers, are told apart",
          "[channel][variables]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        for (const char* value :
             {"_undef_", "-ERR No such channel!", "-ERR No such channel!\n",
              "-ERR No such channel! he said", "-ERR no reply", "-ERR no reply\n", "<_undef_>"}) {
            INFO(value);
            CHECK(set(w, c, "mine", value).value.ok());
            const auto got = get(w, c, "mine");
            REQUIRE(got.done());
            CHECK_FALSE(got.ec);
            CHECK(got.value == variable(value));
        }
        for (const char* name : {"nobody_set_me", "rdnis"}) {  // unset; an empty field of a profile
            INFO(name);
            const auto got = get(w, c, name);
            REQUIRE(got.done());
            CHECK_FALSE(got.ec);
            CHECK_FALSE(got.value);
        }
    });
}

TEST_CASE("a variable of a call that ends, or was never there", "[channel][variables][ended]") {
    connected w;
    eslio::channel nobody(w.fs->link(), "00000000-0000-0000-0000-000000000000");
    outcome<variable> none;
    nobody.async_get_variable("a", none.handler());
    w.time.advance(2s);
    REQUIRE(none.done());
    CHECK(none.ec == eslio::error::no_such_call);

    // FreeSWITCH answers that it is gone before it tells of its end.
    answered_peer p;
    eslio::channel& c = *p.c;
    outcome<variable> got;
    c.async_get_variable("mine", got.handler());
    p.said();
    p.says(test::api_packet("-ERR No such channel!\n"));
    CHECK(p.said() == "api eval uuid:u-1 <${variable_mine}>\n\n");
    p.says(test::api_packet("<>"));
    p.time.advance(10s);
    CHECK(got.count == 0);
    p.says(test::event_packet("Event-Name: CHANNEL_HANGUP_COMPLETE\nUnique-ID: u-1\n"
                              "Answer-State: hangup\nHangup-Cause: USER_BUSY\n"
                              "variable_mine: last\n\n"));
    REQUIRE(got.done());
    CHECK_FALSE(got.ec);
    CHECK(got.value == variable("last"));
}

TEST_CASE("a variable of a call whose end a filter hides is waited for, not for ever",
          "[channel][variables][ended]") {
    connected w;
    const std::string uuid = w.call();
    eslio::channel c(w.fs->link(), uuid);
    for (const char* line : {"filter Event-Name /./", "filter Event-Name -CHANNEL_HANGUP_COMPLETE",
                             "filter Event-Name -CHANNEL_HANGUP"}) {
        outcome<eslio::reply> o;
        w.fs->async_send(eslio::command(line), o.handler());
        w.time.settle();
        CHECK(o.value.ok());
    }
    w.fake.hang_up(uuid, "USER_BUSY");
    w.time.advance(5s);
    outcome<variable> got;
    c.async_get_variable("mine", got.handler());
    w.time.advance(1min);
    CHECK(got.done());
    CHECK(got.ec == eslio::error::no_such_call);
    CHECK(c.outstanding() == 0);
}

TEST_CASE("each question about a variable can be cancelled", "[channel][variables]") {
    for (const int questions : {1, 2, 3}) {
        INFO(questions);
        answered_peer p;
        eslio::channel& c = *p.c;
        asio::cancellation_signal signal;
        outcome<variable> got;
        c.async_get_variable("mine", asio::bind_cancellation_slot(signal.slot(), got.handler()));
        if (questions > 1) p.says(test::api_packet("-ERR No such channel!\n"));
        if (questions > 2) p.says(test::api_packet("<>"));
        p.time.settle();
        CHECK(got.count == 0);
        signal.emit(asio::cancellation_type::terminal);
        p.time.settle();
        REQUIRE(got.done());
        CHECK(got.ec == asio::error::operation_aborted);
        CHECK(c.outstanding() == 0);
    }
}

TEST_CASE("a user who may only read variables is told of those that are not set",
          "[channel][variables]") {
    for (const char* unset : {"_undef_", "-ERR no reply\n"}) {
        INFO(unset);
        answered_peer p;
        outcome<variable> got;
        p.c->async_get_variable("mine", got.handler());
        p.said();
        p.says(test::api_packet(unset));
        CHECK(p.said() == "api eval uuid:u-1 <${variable_mine}>\n\n");
        p.says(reply_packet("-ERR permission denied"));
        REQUIRE(got.done());
        CHECK_FALSE(got.ec);
        CHECK_FALSE(got.value);
    }
    answered_peer p;  // the answer of a call that is not up: its end is waited for
    outcome<variable> got;
    p.c->async_get_variable("mine", got.handler());
    p.said();
    p.says(test::api_packet("-ERR No such channel!\n"));
    p.says(reply_packet("-ERR permission denied"));
    CHECK(got.count == 0);
    p.says(test::event_packet("Event-Name: CHANNEL_HANGUP_COMPLETE\nUnique-ID: u-1\n"
                              "Answer-State: hangup\nvariable_mine: last\n\n"));
    CHECK(got.value == variable("last"));
}

TEST_CASE("cancelling many readings costs in proportion to their number, the last one first",
          "[channel][variables][cancel]") {
    struct reading {
        asio::cancellation_signal stop;
        outcome<variable> got;
    };
    struct many {
        answered_peer p;
        std::deque<reading> all;
    };
    const auto begin = [](std::size_t size) {
        auto m = std::make_unique<many>();
        while (m->all.size() < size) {
            reading& r = m->all.emplace_back();
            m->p.c->async_get_variable(
                "mine", asio::bind_cancellation_slot(r.stop.slot(), r.got.handler()));
        }
        return m;
    };
    const auto cancel = [](auto& m) {
        for (auto r = m->all.rbegin(); r != m->all.rend(); ++r)
            r->stop.emit(asio::cancellation_type::terminal);
        m->p.time.settle();
        for (const reading& r : m->all)
            if (r.got.ec != asio::error::operation_aborted) throw std::runtime_error("not ended");
    };
    CHECK(support::growth(1000, begin, cancel) < support::quadratic);
}
