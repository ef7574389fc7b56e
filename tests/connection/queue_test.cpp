// The two bounded queues, and many commands, jobs and events at once.
#include "catch.hpp"
#include "support/peer.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

using namespace eslio;
using test::outcome;
using test::peer;
using test::reply_packet;

namespace {

std::string numbered_event(std::size_t number) {
    return test::event_packet("Event-Name: DTMF\nNumber: " + std::to_string(number) + "\n\n");
}

/// "3", "gap 2" or "end: the reason", as async_receive gives them.
std::vector<std::string> receive_all(peer& p) {
    std::vector<std::string> all;
    for (;;) {
        outcome<message> next;
        p.fs->async_receive(next.handler());
        p.time.settle();
        if (next.count == 0) {
            // Takes the receive back: its outcome is about to go.
            p.server.send_now(numbered_event(0));
            p.time.settle();
            return all;
        }
        if (next.ec) {
            all.push_back("end: " + next.ec.message());
            return all;
        }
        if (const event* e = next.value.as_event()) all.emplace_back((*e)["Number"]);
        if (const gap* g = next.value.as_gap()) all.push_back("gap " + std::to_string(g->lost()));
    }
}

/// The commands in `bytes`; each must be whole.
std::vector<std::string> split_commands(const std::string& bytes) {
    std::vector<std::string> all;
    std::size_t at = 0;
    for (std::size_t end; (end = bytes.find("\n\n", at)) != std::string::npos; at = end + 2)
        all.push_back(bytes.substr(at, end - at));
    CHECK(at == bytes.size());
    return all;
}

using strings = std::vector<std::string>;

}  // namespace

TEST_CASE("a full line of commands refuses") {
    connection_options o;
    o.command_limits.commands = 3;
    peer p(o);
    std::vector<outcome<reply>> sent(4);
    for (auto& s : sent) p.fs->async_send(command("noop"), s.handler());
    outcome<job_result> result;
    outcome<job> started;
    outcome<reply> subscribed;
    outcome<void> left;
    p.fs->async_bgapi("status", result.handler());
    p.fs->async_start_job("status", started.handler());
    p.fs->async_subscribe(subscription(event_name::dtmf), subscribed.handler());
    p.fs->async_exit(left.handler());
    p.time.settle();
    CHECK((sent[3].done() && sent[3].ec == error::queue_full));
    CHECK((result.ec == error::queue_full && started.ec == error::queue_full));
    CHECK(subscribed.ec == error::queue_full);
    CHECK((left.done() && left.ec == error::queue_full));
    CHECK(sent[0].count == 0);
    CHECK(p.said() == "noop\n\nnoop\n\nnoop\n\n");
    p.says(reply_packet("+OK"));
    p.fs->async_send(command("again"), sent[3].handler());
    CHECK(p.said() == "again\n\n");
    CHECK(p.fs->is_open());
}

TEST_CASE("bytes not yet written are bounded as well") {
    connection_options o;
    o.command_limits.bytes = 1000;
    peer p(o);
    p.fs->next_layer().stall_writes();
    outcome<reply> writing, waiting, refused, small;
    p.fs->async_send(command(std::string(900, 'a')), writing.handler());
    p.fs->async_send(command(std::string(900, 'b')), waiting.handler());
    p.fs->async_send(command(std::string(900, 'c')), refused.handler());
    p.fs->async_send(command("small"), small.handler());
    p.time.settle();
    CHECK((refused.done() && refused.ec == error::queue_full));
    p.fs->next_layer().release();
    const strings commands = split_commands(p.said());
    REQUIRE(commands.size() == 3);
    CHECK(commands[2] == "small");
}

TEST_CASE("each loss of events is shown where it happened") {
    connection_options o;
    o.event_limits.messages = 4;
    std::string burst;
    for (std::size_t i = 1; i <= 10; ++i) burst += numbered_event(i);
    SECTION("the oldest") {
        peer p(o);
        p.says(burst);
        CHECK(receive_all(p) == strings{"gap 6", "7", "8", "9", "10"});
        CHECK(p.fs->usage().messages_lost == 6);
    }
    SECTION("the newest") {
        o.event_limits.policy = overflow_policy::drop_newest;
        peer p(o);
        p.says(burst);
        message m;
        REQUIRE(p.fs->try_receive(m));
        p.says(numbered_event(11));
        const strings rest = receive_all(p);
        CHECK(rest == strings{"2", "3", "4", "gap 7"});
        CHECK(p.fs->usage().messages_lost == 7);
    }
    SECTION("by bytes") {
        o.event_limits.messages = 1000;
        o.event_limits.bytes = 2000;
        peer p(o);
        p.says(burst);
        const strings rest = receive_all(p);
        REQUIRE(rest.size() >= 2);
        CHECK(rest.front().find("gap ") == 0);
        CHECK(rest.back() == "10");
        CHECK(rest.size() < 10);
    }
    SECTION("or it ends the connection") {
        o.event_limits.policy = overflow_policy::close;
        peer p(o);
        outcome<reply> sent;
        p.fs->async_send(command("noop"), sent.handler());
        p.says(burst);
        CHECK(sent.ec == error::outcome_unknown);
        CHECK(p.fs->reason() == error::event_queue_overflow);
        CHECK(receive_all(p) == strings{"1", "2", "3", "4", "end: " + p.fs->reason().message()});
    }
}

TEST_CASE("answers and results come through a flood of events that nobody fetches") {
    connection_options o;
    o.event_limits.messages = 10;
    peer p(o);
    std::string flood;
    for (std::size_t i = 0; i < 500; ++i) flood += numbered_event(i);
    std::vector<outcome<api_response>> answers(100);
    std::vector<outcome<job_result>> results(100);
    p.fs->async_send(command("event plain ALL"), [](error_code, reply) {});
    for (auto& r : results) p.fs->async_bgapi("status", r.handler());
    p.says(reply_packet("+OK") + reply_packet("+OK"));
    for (auto& a : answers) p.fs->async_api("status", a.handler());
    strings uuids;
    for (const std::string& c : split_commands(p.said()))
        if (const std::string uuid = test::job_uuid_of(c); !uuid.empty()) uuids.push_back(uuid);
    REQUIRE(uuids.size() == results.size());
    for (const std::string& uuid : uuids) p.says(reply_packet("+OK Job-UUID: " + uuid));
    for (std::size_t i = 0; i < answers.size(); ++i) {
        p.server.send_now(flood + test::api_packet(std::to_string(i)) + flood +
                          test::job_packet(uuids[i], std::to_string(i)));
        if (i % 10 == 0) p.time.settle();
    }
    p.time.settle();
    for (std::size_t i = 0; i < answers.size(); ++i) {
        CHECK((answers[i].done() && answers[i].value.body() == std::to_string(i)));
        CHECK((results[i].done() && results[i].value.body() == std::to_string(i)));
    }
    CHECK(p.fs->usage().messages_lost == 100 * 1001 - 10);
}

TEST_CASE("who fetches one message after the other loses none of a flood") {
    connection_options o;
    o.event_limits.messages = 2000;
    peer p(o);
    constexpr std::size_t count = 20'000;
    std::size_t got = 0;
    bool in_order = true;
    std::function<void()> next = [&] {
        p.fs->async_receive([&](error_code ec, message m) {
            in_order = in_order && !ec && m.as_event() != nullptr &&
                       (*m.as_event())["Number"] == std::to_string(got);
            if (++got != count) next();
        });
    };
    next();
    for (std::size_t i = 0; i < count; ++i) p.server.send_now(numbered_event(i));
    p.time.settle();
    CHECK((got == count && in_order));
    CHECK(p.fs->usage().messages_lost == 0);
}

TEST_CASE("commands that wait are written together, whole and in order") {
    peer p;
    p.fs->next_layer().stall_writes();
    std::vector<outcome<reply>> sent(1000);
    for (std::size_t i = 0; i < sent.size(); ++i)
        p.fs->async_send(command("noop " + std::to_string(i)), sent[i].handler());
    p.time.settle();
    const auto before = p.fs->usage().writes;
    p.fs->next_layer().release();
    const strings commands = split_commands(p.said());
    REQUIRE(commands.size() == sent.size());
    for (std::size_t i = 0; i < sent.size(); ++i) CHECK(commands[i] == "noop " + std::to_string(i));
    CHECK(p.fs->usage().writes - before <= 2);
    CHECK(p.fs->usage().commands == sent.size());
}

TEST_CASE("a large command is written whole, through small writes") {
    connection_options o;
    peer p(o);
    p.fs->next_layer().max_write(10'000);
    p.server.capacity(50'000);
    const std::string large = "api echo " + std::string(3'000'000, 'x');
    outcome<reply> before, after;
    outcome<api_response> answer;
    p.fs->async_send(command("before"), before.handler());
    p.fs->async_api(large.substr(4), answer.handler());
    p.fs->async_send(command("after"), after.handler());
    std::string got;
    for (std::string more; !(more = p.said()).empty();) got += more;
    CHECK(got == "before\n\n" + large + "\n\nafter\n\n");
    p.says(reply_packet("+OK") + test::api_packet(large) + reply_packet("+OK"));
    CHECK((before.done() && after.done()));
    CHECK((answer.done() && answer.value.body() == large));
}

TEST_CASE("10 000 commands in flight are answered each with its own") {
    peer p;
    constexpr std::size_t count = 10'000;
    std::size_t right = 0;
    for (std::size_t i = 0; i < count; ++i)
        p.fs->async_api("echo " + std::to_string(i), [&right, i](error_code ec, api_response r) {
            right += !ec && r.body() == std::to_string(i);
        });
    const strings commands = split_commands(p.said());
    REQUIRE(commands.size() == count);
    p.fs->next_layer().max_read(1000);
    for (const std::string& c : commands) p.server.send_now(test::api_packet(c.substr(9)));
    p.time.settle();
    CHECK(right == count);
}

namespace {

/// Runs many jobs at once; returns what else was written.
strings run_jobs(peer& p, std::size_t count) {
    std::size_t right = 0;
    strings others;
    std::vector<std::pair<std::string, std::string>> jobs;
    for (std::size_t i = 0; i < count; ++i)
        p.fs->async_bgapi("echo " + std::to_string(i), [&right, i](error_code ec, job_result r) {
            right += !ec && r.body() == std::to_string(i);
        });
    for (std::string sent; !(sent = p.said()).empty();) {
        for (const std::string& c : split_commands(sent)) {
            const std::string uuid = test::job_uuid_of(c);
            p.server.send_now(reply_packet("+OK Job-UUID: " + uuid));
            if (uuid.empty())
                others.push_back(c);
            else
                jobs.emplace_back(uuid, c.substr(11, c.find('\n') - 11));
        }
    }
    CHECK(jobs.size() == count);
    // They end in another order than they began.
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        const auto& [uuid, number] = jobs[(i * 7919) % jobs.size()];
        p.server.send_now(test::job_packet(uuid, number));
    }
    p.time.settle();
    CHECK(right == count);
    message m;
    CHECK_FALSE(p.fs->try_receive(m));
    return others;
}

void answer(peer& p, outcome<reply>& o) {
    for (std::string sent; !(sent = p.said()).empty();)
        for (std::size_t i = 0; i < split_commands(sent).size(); ++i) p.says(reply_packet("+OK"));
    CHECK((o.done() && !o.ec));
}

}  // namespace

TEST_CASE("1000 jobs end each with its own result") {
    peer p;
    CHECK(run_jobs(p, 1000) == strings{"event BACKGROUND_JOB"});
    CHECK(run_jobs(p, 1000).empty());
}

TEST_CASE("a user's filter keeps no results away") {
    peer p;
    outcome<reply> filtered;
    SECTION("set before") {
        p.fs->async_filter("Unique-ID", "abc", filtered.handler());
        answer(p, filtered);
        CHECK(run_jobs(p, 1000) ==
              strings{"filter add Event-Name BACKGROUND_JOB", "event BACKGROUND_JOB"});
    }
    SECTION("set after") {
        run_jobs(p, 10);
        p.fs->async_filter("Unique-ID", "abc", filtered.handler());
        CHECK(p.said() == "filter add Event-Name BACKGROUND_JOB\n\nfilter add Unique-ID abc\n\n");
        p.says(reply_packet("+OK") + reply_packet("+OK"));
        CHECK(filtered.done());
        CHECK(run_jobs(p, 1000).empty());
    }
}

TEST_CASE("a user's noevents keeps no results away, and no event reaches him") {
    peer p;
    outcome<reply> off;
    run_jobs(p, 10);
    p.fs->async_send(cmd::noevents(), off.handler());
    const std::string sent = p.said();
    CHECK(sent.find("nixevent ") == 0);
    CHECK(sent.find("BACKGROUND_JOB") == std::string::npos);
    p.says(reply_packet("+OK events nixed"));
    REQUIRE(off.done());
    CHECK(off.value.text() == "+OK no longer listening for events");
    p.says(numbered_event(1));
    CHECK(run_jobs(p, 1000).empty());
}

TEST_CASE("try_receive takes what came in the same read, and no more than that") {
    test::peer p;
    p.fs->async_subscribe(eslio::subscription(eslio::event_name::all), [](auto...) {});
    p.said();
    p.says(test::reply_packet("+OK"));
    std::vector<std::string> taken;
    int answered_before = -1, answered = 0;
    p.fs->async_receive([&](eslio::error_code, eslio::message m) {
        do taken.push_back(std::string((*m.as_event())["n"]));
        while (p.fs->try_receive(m));
        answered_before = answered;
    });
    p.fs->async_send(eslio::command("noop"), [&](auto...) { ++answered; });
    std::string read;
    for (int n = 1; n <= 4; ++n)
        read += test::event_packet("Event-Name: DTMF\nn: " + std::to_string(n) + "\n\n");
    p.said();
    p.says(read + test::reply_packet("+OK") + test::event_packet("Event-Name: DTMF\nn: 5\n\n"));
    // The fifth comes after an answer whose handler has its turn first.
    CHECK(taken == std::vector<std::string>{"1", "2", "3", "4"});
    CHECK(answered_before == 0);
    CHECK(answered == 1);
    eslio::message left;
    CHECK(p.fs->try_receive(left));
    CHECK_FALSE(p.fs->try_receive(left));
}

TEST_CASE("try_receive gives nothing where nothing has come") {
    peer p({}, false);
    message m;
    CHECK_FALSE(p.fs->try_receive(m));  // never opened
    p.login();
    CHECK_FALSE(p.fs->try_receive(m));
    p.fs->close();
    CHECK_FALSE(p.fs->try_receive(m));
}
