// protocol/call_lookup.hpp: when it is certain that a call does not exist.
#include "catch.hpp"

#include <eslio/protocol/call_lookup.hpp>

namespace call_lookup_test {

using namespace std::chrono_literals;
using eslio::protocol::call_lookup;
using eslio::protocol::never;
using eslio::protocol::time_point;
using answer = call_lookup::answer;
using step = call_lookup::step;

namespace {

const time_point start{};

/// One that was not found the first time.
call_lookup pausing() {
    call_lookup l;
    l.begin(start);
    l.on_data(answer::not_there, start);
    return l;
}

/// One that was not found twice.
call_lookup asking_the_table() {
    call_lookup l = pausing();
    l.on_time(l.deadline());
    l.on_data(answer::not_there, start + call_lookup::patience);
    return l;
}

}  // namespace

TEST_CASE("a call that is up is found at once", "[protocol][lookup]") {
    call_lookup l;
    CHECK_FALSE(l.is_running());
    CHECK(l.deadline() == never);
    l.begin(start);
    CHECK(l.is_running());
    CHECK(l.next() == step::data);
    l.on_data(answer::known, start);
    CHECK_FALSE(l.is_running());
    CHECK_FALSE(l.found_none());
}

TEST_CASE("a question that waited for a connection tells nothing of how slow FreeSWITCH is",
          "[protocol][lookup]") {
    call_lookup l;
    l.begin(start);
    const time_point up = start + 20s;
    l.said_now(up);
    l.on_data(answer::not_there, up + 1ms);
    CHECK(l.deadline() == up + call_lookup::patience);
}

TEST_CASE("a call is looked for twice, and in the table", "[protocol][lookup]") {
    call_lookup l = pausing();
    CHECK(l.next() == step::pause);
    CHECK(l.deadline() == start + call_lookup::patience);
    l.on_time(l.deadline() - 1ms);
    CHECK(l.next() == step::pause);
    l.on_time(l.deadline());
    CHECK(l.next() == step::data);
    l.on_data(answer::not_there, start + 510ms);
    CHECK(l.next() == step::table);
    CHECK_FALSE(l.found_none());
    l.on_table(answer::not_there, start + 520ms);
    CHECK(l.next() == step::data);  // it may have been made since
    CHECK_FALSE(l.found_none());
    l.on_data(answer::not_there, start + 530ms);
    CHECK_FALSE(l.is_running());
    CHECK(l.found_none());
}

TEST_CASE("a call that was made since the table was read is found", "[protocol][lookup]") {
    call_lookup l = asking_the_table();
    l.on_table(answer::not_there, start + 500ms);
    l.on_data(answer::known, start + 500ms);
    CHECK_FALSE(l.is_running());
    CHECK_FALSE(l.found_none());
}

TEST_CASE("the patience grows with the time that answers take", "[protocol][lookup]") {
    call_lookup l;
    l.begin(start);
    l.on_data(answer::not_there, start + 100ms);
    CHECK(l.deadline() == start + 800ms);
    l.on_time(start + 800ms);
    l.on_data(answer::not_there, start + 900ms);
    CHECK(l.next() == step::table);
    l.on_table(answer::not_there, start + 1400ms);  // that took half a second
    l.on_data(answer::not_there, start + 1500ms);
    CHECK(l.next() == step::pause);
    CHECK(l.deadline() == start + 4s);
    l.on_time(start + 4s);
    l.on_data(answer::not_there, start + 4s);
    CHECK(l.next() == step::table);
    l.on_table(answer::not_there, start + 4500ms);
    CHECK_FALSE(l.found_none());
    l.on_data(answer::not_there, start + 4500ms);
    CHECK(l.found_none());

    l.begin(start + 5s);  // anew: how slow it is has to show again
    l.on_data(answer::not_there, start + 5s);
    CHECK(l.next() == step::table);

    call_lookup hung;
    hung.begin(start);
    hung.on_data(answer::not_there, start + 9s);
    CHECK(hung.deadline() == start + call_lookup::longest_patience);
    hung.on_event();
    hung.begin(start);
    hung.on_data(answer::not_there, start + 1h);
    CHECK(hung.next() == step::table);
}

TEST_CASE("a call that is being made, or ends, is waited for", "[protocol][lookup]") {
    call_lookup l = asking_the_table();
    l.on_table(answer::known, start + 510ms);
    CHECK(l.next() == step::pause);
    CHECK_FALSE(l.found_none());
    l.on_time(l.deadline());
    l.on_data(answer::not_there, start + 1010ms);
    CHECK(l.next() == step::table);
    l.on_table(answer::not_there, start + 1010ms);
    l.on_data(answer::not_there, start + 1010ms);
    CHECK(l.found_none());
}

TEST_CASE("who may not look into the table decides without", "[protocol][lookup]") {
    call_lookup l = asking_the_table();
    l.on_table(answer::no_answer, start + 510ms);
    l.on_data(answer::not_there, start + 510ms);
    CHECK(l.found_none());
    call_lookup blind;
    blind.begin(start);
    blind.on_data(answer::no_answer, start);
    CHECK_FALSE(blind.is_running());
    CHECK_FALSE(blind.found_none());
}

TEST_CASE("an event ends the search, whatever is still answered", "[protocol][lookup]") {
    for (call_lookup l : {pausing(), asking_the_table()}) {
        l.on_event();
        CHECK_FALSE(l.is_running());
        CHECK(l.deadline() == never);
        l.on_data(answer::not_there, start);
        l.on_table(answer::not_there, start);
        l.on_time(start + 1h);
        CHECK_FALSE(l.is_running());
        CHECK_FALSE(l.found_none());
    }
}

TEST_CASE("a call that was not there is looked for anew without patience", "[protocol][lookup]") {
    call_lookup l = asking_the_table();
    l.on_table(answer::not_there, start + 500ms);
    l.on_data(answer::not_there, start + 500ms);
    CHECK(l.found_none());
    l.begin(start);
    CHECK_FALSE(l.found_none());
    CHECK(l.next() == step::data);
    l.on_data(answer::not_there, start);
    CHECK(l.next() == step::table);
    l.on_table(answer::not_there, start);
    l.on_data(answer::not_there, start);
    CHECK(l.found_none());
    l.begin(start);
    l.on_data(answer::known, start);
    CHECK_FALSE(l.found_none());
}

}  // namespace call_lookup_test
