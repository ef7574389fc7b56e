// channel: calls that are not there yet, not any more, or never were: what waits for them is told
// so only when that is certain.
#include "catch.hpp"
#include "support/called.hpp"

#include <functional>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

using namespace std::chrono_literals;
using eslio::testing::call_plan;
using test::api_packet;
using test::connected;
using test::event_packet;
using test::job_packet;
using test::outcome;
using test::peer;
using test::reply_packet;

namespace {

constexpr const char* no_channel = "-ERR No such channel!\n";
constexpr const char* empty_table = "{\"row_count\": 0}\n";
constexpr const char* dump = "api uuid_dump u-1 json\n\n";

std::string call_in(std::string_view name, std::string_view state, std::string_view more = {}) {
    return event_packet("Event-Name: " + std::string(name) + "\nUnique-ID: u-1\nAnswer-State: " +
                        std::string(state) + "\n" + std::string(more) + "\n");
}

/// The answer to `uuid_dump`.
std::string data_in(std::string_view state) {
    return R"({"Event-Name":"CHANNEL_DATA","Unique-ID":"u-1","Answer-State":")" +
           std::string(state) + "\"}";
}

/// A handle on `u-1` over a connection whose FreeSWITCH the test plays.
struct asking : peer {
    asking() {
        c.emplace(fs->link(), "u-1");
        said();
        says(reply_packet("+OK"));  // the events
    }

    /// FreeSWITCH knows no such channel, twice; then the results of jobs are subscribed to.
    void is_not_found_twice() {
        CHECK(said() == dump);
        says(api_packet(no_channel));
        CHECK(said().empty());
        time.advance(499ms);
        CHECK(said().empty());
        time.advance(1ms);
        CHECK(said() == dump);
        says(api_packet(no_channel));
        CHECK(said() == "event BACKGROUND_JOB\n\n");
    }

    void is_not_found() {
        CHECK(said() == dump);
        says(api_packet(no_channel));
    }

    /// The job that asks for the table of channels.
    std::string table_job() {
        const std::string job = said();
        CHECK(eslio::wire::starts_with(job, "bgapi show channels like u-1 as json\n"));
        return job;
    }

    /// The answer to a job.
    void tells(const std::string& job, std::string_view text) {
        const std::string id = test::job_uuid_of(job);
        says(reply_packet("+OK Job-UUID: " + id));
        says(job_packet(id, text));
    }

    std::optional<eslio::channel> c;
};

/// The operations that wait for something of the call, and what they end with.
struct waiting {
    explicit waiting(eslio::channel& c) {
        c.async_wait_for_answer(0s, answered.handler());
        c.async_wait_for_hangup(0s, hung.handler());
        c.async_wait_for(eslio::event_name::dtmf, 0s, event.handler());
        c.async_digits(eslio::digit_rules(1).first_digit(0s), digits.handler());
        c.async_receive(message.handler());
    }

    std::vector<std::pair<int, eslio::error_code>> all() const {
        return {{answered.count, answered.ec},
                {hung.count, hung.ec},
                {event.count, event.ec},
                {digits.count, digits.ec},
                {message.count, message.ec}};
    }
    int done() const {
        int n = 0;
        for (const auto& [count, ec] : all()) n += count;
        return n;
    }

    outcome<eslio::wait_result> answered, event;
    outcome<eslio::hangup_info> hung;
    outcome<eslio::collected_digits> digits;
    outcome<eslio::message> message;
};

}  // namespace

TEST_CASE("all that waits for a call that is not there is told", "[channel][lookup]") {
    asking p;
    waiting w(*p.c);
    p.is_not_found_twice();  // one search for all
    p.says(reply_packet("+OK event listener enabled plain"));
    const std::string job = p.table_job();
    CHECK(w.done() == 0);
    p.tells(job, empty_table);
    CHECK(w.done() == 0);
    p.is_not_found();  // it may have been made since
    for (const auto& [count, ec] : w.all()) {
        CHECK(count == 1);
        CHECK(ec == eslio::error::no_such_call);
    }
    CHECK(p.c->outstanding() == 0);

    // It is remembered, and asked anew without patience, as it may have been made meanwhile.
    waiting again(*p.c);
    CHECK(p.said() == dump);
    p.says(api_packet(no_channel));
    p.tells(p.table_job(), empty_table);
    p.is_not_found();
    CHECK(again.done() == 5);
    outcome<eslio::wait_result> answered;
    p.c->async_wait_for_answer(0s, answered.handler());
    CHECK(p.said() == dump);
    p.says(api_packet(data_in("answered")));
    CHECK(answered.done());
    CHECK_FALSE(answered.ec);
    CHECK(answered.value);
}

TEST_CASE("a call is asked for once", "[channel][lookup]") {
    asking p;
    outcome<eslio::wait_result> answered;
    outcome<eslio::hangup_info> hung;
    p.c->async_wait_for_hangup(0s, hung.handler());
    CHECK(p.said() == dump);
    p.says(api_packet(data_in("early")));
    p.c->async_wait_for_answer(0s, answered.handler());
    p.time.advance(1h);
    CHECK(p.said().empty());
    CHECK(answered.count + hung.count == 0);
    p.says(call_in("CHANNEL_ANSWER", "answered"));
    CHECK(answered.value);
}

TEST_CASE("who receives asks anew for a call that was not there", "[channel][lookup]") {
    test::connected w;
    w.fake.extension("5000", {{"park", ""}});
    eslio::channel c(w.fs->link(), "u-1");
    outcome<eslio::message> first, second;
    c.async_receive(first.handler());
    w.time.advance(5s);
    CHECK(first.ec == eslio::error::no_such_call);
    w.fake.call_in(eslio::testing::incoming_call().to("5000").uuid("u-1"));
    c.async_receive(second.handler());
    w.time.advance(5s);
    CHECK(second.count == 0);
    w.fake.hang_up("u-1", "USER_BUSY");
    w.time.advance(1s);
    CHECK(second.done());
    CHECK_FALSE(second.ec == eslio::error::no_such_call);
}

TEST_CASE("events that come meanwhile prove the call", "[channel][lookup]") {
    for (const int step : {0, 1, 2, 3}) {
        INFO(step);
        asking p;
        outcome<eslio::wait_result> answered;
        outcome<eslio::hangup_info> hung;
        p.c->async_wait_for_answer(0s, answered.handler());
        p.c->async_wait_for_hangup(0s, hung.handler());
        CHECK(p.said() == dump);
        std::string job;
        if (step > 0) p.says(api_packet(no_channel));
        if (step > 1) p.time.advance(500ms);
        if (step > 2) {
            p.said();
            p.says(api_packet(no_channel));
            p.said();
            p.says(reply_packet("+OK event listener enabled plain"));
            job = p.table_job();
        }
        p.says(call_in("CHANNEL_PROGRESS", "ringing"));
        if (step == 0 || step == 2) p.says(api_packet(no_channel));  // it is late
        if (step > 2) p.tells(job, empty_table);
        p.time.advance(10s);
        CHECK(answered.count + hung.count == 0);
        p.says(call_in("CHANNEL_ANSWER", "answered"));
        CHECK(answered.value);
        p.says(call_in("CHANNEL_HANGUP_COMPLETE", "hangup", "Hangup-Cause: USER_BUSY\n"));
        REQUIRE(hung.done());
        CHECK(hung.value.cause_text() == "USER_BUSY");
    }
}

TEST_CASE("a call that takes its time to end is waited for", "[channel][lookup]") {
    asking p;
    outcome<eslio::hangup_info> hung;
    p.c->async_wait_for_hangup(0s, hung.handler());
    p.is_not_found_twice();
    p.says(reply_packet("+OK event listener enabled plain"));
    std::string job = p.table_job();
    for (int times = 0; times < 10; ++times) {  // a slow hang-up hook of FreeSWITCH's
        p.tells(job, R"({"row_count":1,"rows":[{"uuid":"u-1","direction":"outbound"}]})");
        CHECK(hung.count == 0);
        p.time.advance(500ms);
        CHECK(p.said() == dump);
        p.says(api_packet(no_channel));
        job = p.table_job();
    }
    p.says(call_in("CHANNEL_HANGUP_COMPLETE", "hangup", "Hangup-Cause: USER_BUSY\n"));
    REQUIRE(hung.done());
    CHECK_FALSE(hung.ec);
    CHECK(hung.value.cause_text() == "USER_BUSY");
    p.tells(job, empty_table);
    CHECK(hung.done());
}

TEST_CASE("who may not look into the table is told all the same", "[channel][lookup]") {
    for (const bool events_refused : {false, true}) {
        asking p;
        outcome<eslio::hangup_info> hung;
        p.c->async_wait_for_hangup(0s, hung.handler());
        p.is_not_found_twice();
        CHECK(hung.count == 0);
        if (!events_refused) {
            p.says(reply_packet("+OK event listener enabled plain"));
            p.table_job();
        }
        p.says(reply_packet("-ERR permission denied"));
        p.is_not_found();
        REQUIRE(hung.done());
        CHECK(hung.ec == eslio::error::no_such_call);
    }
    asking p;  // nor ask for its data: then only events can tell
    outcome<eslio::hangup_info> hung;
    p.c->async_wait_for_hangup(0s, hung.handler());
    p.said();
    p.says(reply_packet("-ERR permission denied"));
    p.time.advance(1h);
    CHECK(hung.count == 0);
    CHECK(p.said().empty());
}

TEST_CASE("a UUID that would be more than a name stays out of FreeSWITCH's query",
          "[channel][lookup]") {
    peer p;
    eslio::channel c(p.fs->link(), "x+or=1");
    p.said();
    p.says(reply_packet("+OK"));
    outcome<eslio::hangup_info> hung;
    c.async_wait_for_hangup(0s, hung.handler());
    p.said();
    p.says(api_packet(no_channel));
    p.time.advance(500ms);
    for (int once_more = 0; once_more < 2; ++once_more) {
        CHECK(p.said() == "api uuid_dump x+or=1 json\n\n");
        p.says(api_packet(no_channel));
    }
    CHECK(p.said().empty());
    CHECK(hung.ec == eslio::error::no_such_call);
}

TEST_CASE("a UUID that is none is refused before anything is asked", "[channel][lookup]") {
    peer p;
    eslio::channel c(p.fs->link(), "x'or'1");
    outcome<eslio::hangup_info> hung;
    c.async_wait_for_hangup(0s, hung.handler());
    p.time.advance(1s);
    CHECK(p.said().empty());
    CHECK(hung.ec == eslio::error::unwritable_text);
}

TEST_CASE("a call that was made since the table was read is waited for", "[channel][lookup]") {
    asking p;
    outcome<eslio::wait_result> answered;
    p.c->async_wait_for_answer(0s, answered.handler());
    p.is_not_found_twice();
    p.says(reply_packet("+OK event listener enabled plain"));
    p.tells(p.table_job(), empty_table);
    CHECK(p.said() == dump);
    p.says(api_packet(data_in("early")));
    CHECK(answered.count == 0);
    p.says(call_in("CHANNEL_ANSWER", "answered"));
    CHECK(answered.value);
}

TEST_CASE("a call whose originate waits behind slow answers is waited for", "[channel][lookup]") {
    asking p;
    outcome<eslio::wait_result> answered;
    p.c->async_wait_for_answer(0s, answered.handler());
    CHECK(p.said() == dump);
    p.time.advance(200ms);
    p.says(api_packet(no_channel));
    p.time.advance(1399ms);
    CHECK(p.said().empty());
    p.time.advance(1ms);
    p.is_not_found();
    CHECK(p.said() == "event BACKGROUND_JOB\n\n");
    CHECK(answered.count == 0);
}

TEST_CASE("another call in whose row the UUID stands is not the call", "[channel][lookup]") {
    connected w;
    eslio::channel c(w.fs->link(), "T-1");
    outcome<eslio::job_result> made;
    w.fs->async_bgapi("originate {origination_uuid=T-10}null/x &park()", made.handler());
    w.time.advance(1s);
    CHECK(made.value.ok());
    waiting all(c);
    w.time.advance(600ms);
    for (const auto& [count, ec] : all.all()) {
        CHECK(count == 1);
        CHECK(ec == eslio::error::no_such_call);
    }
}

TEST_CASE("a call that ended before its handle was made ends what waits", "[channel][lookup]") {
    connected w;
    const std::string uuid = w.call();
    w.fake.hang_up(uuid);
    w.time.settle();
    eslio::channel c(w.fs->link(), uuid);
    waiting all(c);
    w.time.advance(600ms);
    for (const auto& [count, ec] : all.all()) {
        CHECK(count == 1);
        CHECK(ec == eslio::error::no_such_call);
    }
    CHECK(c.outstanding() == 0);
}

TEST_CASE("a dialler's waits are begun before the call is made", "[channel][lookup]") {
    connected w;
    w.fake.plan(call_plan().answers_after(700ms).hangs_up_after(2s, "USER_BUSY"));
    struct attempt {
        std::unique_ptr<eslio::channel> call;
        outcome<eslio::wait_result> answered;
        outcome<eslio::hangup_info> hung;
        outcome<eslio::job_result> made;
    };
    std::list<attempt> all;
    for (int i = 0; i < 40; ++i) {
        attempt& a = all.emplace_back();
        const std::string uuid = "00000000-0000-0000-0000-0000000000" + std::to_string(10 + i);
        a.call = std::make_unique<eslio::channel>(w.fs->link(), uuid);
        a.call->async_wait_for_answer(0s, a.answered.handler());
        a.call->async_wait_for_hangup(0s, a.hung.handler());
        w.time.advance(10ms * i);  // up to 390 ms
        w.fs->async_bgapi("originate {origination_uuid=" + uuid + "}null/x &park()",
                          a.made.handler());
    }
    w.time.advance(1min);
    for (const attempt& a : all) {
        CHECK(a.made.value.ok());
        CHECK(a.answered.done());
        CHECK_FALSE(a.answered.ec);
        CHECK(a.answered.value);
        CHECK(a.hung.done());
        CHECK(a.hung.value.cause_text() == "USER_BUSY");
    }
}
