// Deadlines of every phase and operation, in driven time; what comes late reaches nobody.
#include "catch.hpp"
#include "support/peer.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/ip/tcp.hpp>

#include <random>
#include <vector>

using namespace eslio;
using namespace std::chrono_literals;
using test::outcome;
using test::peer;
using test::reply_packet;

namespace {

connection_options without_deadlines() {
    connection_options o;
    o.resolve_timeout = o.connect_timeout = o.login_timeout = 0s;
    o.command_timeout = o.job_timeout = o.reply_debt_timeout = 0s;
    return o;
}

}  // namespace

TEST_CASE("a command waits as long as the connection's options say") {
    connection_options o;
    o.command_timeout = 5s;
    peer p(o);
    outcome<reply> sent;
    outcome<api_response> api;
    p.fs->async_send(command("noop"), sent.handler());
    p.time.advance(1s);
    p.fs->async_api("status", api.handler());
    p.time.advance(3999ms);
    CHECK((sent.count == 0 && api.count == 0));
    p.time.advance(1ms);
    CHECK((sent.done() && api.count == 0));
    CHECK(sent.ec == error::timeout);
    CHECK(sent.ec == condition::timed_out);
    p.time.advance(1s);
    CHECK((api.done() && api.ec == error::timeout));
    CHECK(p.fs->is_open());
}

TEST_CASE("a command or request has a deadline of its own") {
    peer p;
    outcome<reply> shorter, longer, none;
    outcome<api_response> api;
    outcome<job_result> result;
    p.fs->async_send(command("none").timeout(0s), none.handler());
    p.fs->async_send(command("longer").timeout(100s), longer.handler());
    p.fs->async_send(command("shorter").timeout(1s), shorter.handler());
    p.fs->async_api(api_request("status").timeout(2s), api.handler());
    p.fs->async_bgapi(api_request("status").timeout(3s), result.handler());
    p.time.advance(1s);
    CHECK((shorter.done() && api.count == 0 && result.count == 0));
    p.time.advance(1s);
    CHECK((api.done() && result.count == 0));
    p.time.advance(1s);
    CHECK((result.done() && result.ec == error::timeout));
    p.time.advance(96s);
    CHECK(longer.count == 0);
    p.time.advance(1s);
    CHECK((longer.done() && longer.ec == error::timeout));
    p.time.advance(100s);
    CHECK(none.count == 0);
    p.says(reply_packet("+OK at last"));
    CHECK((none.done() && none.value.text() == "+OK at last"));
}

TEST_CASE("zero means no deadline") {
    SECTION("of a login") {
        peer p(without_deadlines(), false);
        outcome<void> opened;
        p.fs->async_login(password("ClueCon"), opened.handler());
        p.time.advance(10000h);
        CHECK(opened.count == 0);
        p.says(test::auth_request);
        p.time.advance(10000h);
        p.says(reply_packet("+OK accepted"));
        CHECK((opened.done() && !opened.ec));
    }
    SECTION("of anything after it") {
        peer p(without_deadlines());
        outcome<reply> sent;
        outcome<job_result> result;
        outcome<void> left;
        p.fs->async_send(command("noop"), sent.handler());
        p.fs->async_bgapi("status", result.handler());
        p.fs->async_exit(left.handler());
        p.time.advance(10000h);
        CHECK((sent.count == 0 && result.count == 0 && left.count == 0));
        CHECK(p.time.now() > std::chrono::steady_clock::time_point(10000h));
        p.says(reply_packet("+OK") + reply_packet("+OK event listener enabled plain"));
        CHECK(sent.done());
    }
}

TEST_CASE("a late reply reaches nobody") {
    peer p;
    outcome<reply> given_up, next;
    p.fs->async_send(command("slow").timeout(1s), given_up.handler());
    p.time.advance(1s);
    REQUIRE(given_up.ec == error::timeout);
    p.fs->async_send(command("next"), next.handler());
    CHECK(p.said() == "slow\n\nnext\n\n");
    p.says(reply_packet("+OK slow"));
    CHECK(next.count == 0);
    CHECK(p.fs->usage().late_replies == 1);
    p.says(reply_packet("+OK next"));
    CHECK((next.done() && next.value.text() == "+OK next"));
    CHECK(given_up.count == 1);
}

TEST_CASE("what times out before it is written is never written") {
    peer p;
    p.fs->next_layer().stall_writes();
    outcome<reply> first, unwritten, last;
    p.fs->async_send(command("first"), first.handler());
    p.fs->async_send(command("unwritten").timeout(1s), unwritten.handler());
    p.fs->async_send(command("last"), last.handler());
    p.time.advance(1s);
    CHECK(unwritten.ec == error::timeout);
    p.fs->next_layer().release();
    CHECK(p.said() == "first\n\nlast\n\n");
    p.says(reply_packet("+OK first") + reply_packet("+OK last"));
    CHECK((first.value.text() == "+OK first" && last.value.text() == "+OK last"));
    CHECK(p.fs->usage().late_replies == 0);
}

TEST_CASE("a job's deadline runs from its submission to its result") {
    connection_options o;
    o.job_timeout = 100s;
    peer p(o);
    outcome<job_result> result;
    p.fs->async_bgapi("originate user/1000 &park()", result.handler());
    SECTION("its events are not agreed to") {
        p.time.advance(100s);
        CHECK(p.said() == "event BACKGROUND_JOB\n\n");
    }
    SECTION("it is not accepted") {
        p.says(reply_packet("+OK"));
        p.time.advance(100s);
        const std::string uuid = test::job_uuid_of(p.said());
        outcome<reply> next;
        p.fs->async_send(command("noop"), next.handler());
        p.says(reply_packet("+OK Job-UUID: " + uuid) + test::job_packet(uuid, "late\n"));
        CHECK(next.count == 0);
    }
    SECTION("its result does not come") {
        p.says(reply_packet("+OK"));
        const std::string uuid = test::job_uuid_of(p.said());
        p.says(reply_packet("+OK Job-UUID: " + uuid));
        p.time.advance(99s);
        CHECK(result.count == 0);
        p.time.advance(1s);
        p.says(test::job_packet(uuid, "late\n"));
    }
    CHECK((result.done() && result.ec == error::timeout));
    message m;
    CHECK_FALSE(p.fs->try_receive(m));
    CHECK(p.fs->is_open());
}

TEST_CASE("a started job is kept until its deadline") {
    connection_options o;
    o.job_timeout = 100s;
    peer p(o);
    outcome<job> started;
    p.fs->async_start_job("status", started.handler());
    p.says(reply_packet("+OK"));
    const std::string uuid = test::job_uuid_of(p.said());
    outcome<job_result> result;
    SECTION("its acceptance has the deadline of a command") {
        p.time.advance(60s);
        CHECK((started.done() && started.ec == error::timeout));
        return;
    }
    p.says(reply_packet("+OK Job-UUID: " + uuid));
    REQUIRE(started.done());
    SECTION("with a result that nobody collects") {
        p.says(test::job_packet(uuid, "UP\n"));
        p.time.advance(100s);
        p.fs->async_job_result(started.value, result.handler());
        p.time.settle();
        CHECK(result.ec == error::unknown_job);
    }
    SECTION("waited for") {
        p.time.advance(50s);
        p.fs->async_job_result(started.value, result.handler());
        p.time.advance(49s);
        CHECK(result.count == 0);
        p.time.advance(1s);
        CHECK(result.ec == error::timeout);
    }
    CHECK(result.done());
}

TEST_CASE("login has one deadline for all of its steps") {
    peer p({}, false);
    outcome<void> opened;
    p.fs->async_login(password("ClueCon"), opened.handler());
    p.time.advance(9s);
    p.says(test::auth_request);
    CHECK(p.said() == "auth ClueCon\n\n");
    p.time.advance(999ms);
    CHECK(opened.count == 0);
    p.time.advance(1ms);
    CHECK((opened.done() && opened.ec == error::login_timeout));
    CHECK_FALSE(p.fs->is_open());
}

TEST_CASE("exit that FreeSWITCH does not follow ends all the same") {
    peer p;
    outcome<void> left;
    outcome<message> last;
    p.fs->async_receive(last.handler());
    p.fs->async_exit(left.handler());
    p.says(reply_packet("+OK bye"));
    p.time.advance(59s);
    CHECK(left.count == 0);
    p.time.advance(1s);
    CHECK((left.done() && left.ec == error::timeout));
    CHECK((last.done() && last.ec == error::unresponsive));
    CHECK(p.fs->reason() == error::unresponsive);
    CHECK(p.fs->reason() == condition::disconnected);
}

TEST_CASE("below zero no time is left: it is over at once, and nothing is written") {
    peer p;
    outcome<reply> sent, subscribed;
    outcome<api_response> api;
    outcome<job_result> result;
    outcome<job> started;
    const auto over = GENERATE(environment::duration(-1), environment::duration::min());
    p.fs->async_send(command("noop").timeout(over), sent.handler());
    p.fs->async_send(cmd::listen(event_list(event_name::dtmf)).timeout(over), subscribed.handler());
    p.fs->async_api(api_request("status").timeout(over), api.handler());
    p.fs->async_bgapi(api_request("status").timeout(over), result.handler());
    p.fs->async_start_job(api_request("status").timeout(over), started.handler());
    CHECK(sent.count == 0);
    CHECK(p.said().empty());
    CHECK((sent.done() && sent.ec == error::timeout));
    CHECK((subscribed.done() && subscribed.ec == error::timeout));
    CHECK((api.done() && api.ec == error::timeout));
    CHECK((result.done() && result.ec == error::timeout));
    CHECK((started.done() && started.ec == error::timeout));
    CHECK(p.fs->is_open());
    outcome<reply> next;
    p.fs->async_send(command("next"), next.handler());
    p.says(reply_packet("+OK next"));
    CHECK(next.value.text() == "+OK next");
}

TEST_CASE("options below zero leave no time either") {
    connection_options o;
    SECTION("to log in") {
        o.login_timeout = -1s;
        peer p(o, false);
        outcome<void> opened;
        p.fs->async_login(password("ClueCon"), opened.handler());
        p.time.settle();
        CHECK((opened.done() && opened.ec == error::login_timeout));
    }
    SECTION("to answer, or to leave") {
        o.command_timeout = o.job_timeout = -1s;
        peer p(o);
        outcome<reply> sent;
        outcome<job_result> result;
        outcome<void> left;
        p.fs->async_send(command("noop"), sent.handler());
        p.fs->async_bgapi("status", result.handler());
        p.fs->async_exit(left.handler());
        CHECK(p.said().empty());
        CHECK((sent.ec == error::timeout && result.ec == error::timeout));
        CHECK((left.done() && left.ec == error::timeout));
        CHECK(p.fs->is_open());
    }
    SECTION("to answer what nobody waits for") {
        o.reply_debt_timeout = -1s;
        peer p(o);
        outcome<reply> sent;
        p.fs->async_send(command("noop").timeout(1s), sent.handler());
        p.time.advance(1s);
        CHECK(sent.ec == error::timeout);
        CHECK(p.fs->reason() == error::unresponsive);
    }
}

TEST_CASE("thousands of deadlines pass each at its own time") {
    connection_options o;
    o.reply_debt_timeout = 0s;
    peer p(o);
    std::mt19937_64 random(7);
    struct waiter {
        environment::time_point due, ended;
        int count = 0;
    };
    std::vector<waiter> waiters(3000);
    const auto start = p.time.now();
    for (waiter& w : waiters) {
        const auto span = std::chrono::milliseconds(1 + random() % 50000);
        w.due = start + span;
        p.fs->async_send(command("noop").timeout(span), [&](error_code ec, reply) {
            CHECK(ec == error::timeout);
            ++w.count;
            w.ended = p.time.now();
        });
    }
    p.time.advance(50s);
    std::size_t exact = 0;
    for (const waiter& w : waiters) exact += w.count == 1 && w.ended == w.due;
    CHECK(exact == waiters.size());
}

namespace {

/// A real socket, in driven time.
struct tcp_client : test::driven_context {
    explicit tcp_client(connection_options o = {}) : fs(context, std::move(o)) {
        fs.async_connect(login("127.0.0.1", service(), password("ClueCon")), opened.handler());
    }

    /// A listener whose queue is full: the kernel leaves further connections unanswered.
    std::string service() {
        using asio::ip::tcp;
        acceptor.open(tcp::v4());
        acceptor.bind({asio::ip::make_address("127.0.0.1"), 0});
        acceptor.listen(0);
        for (int i = 0; i < 4; ++i) {
            crowd.emplace_back(context);
            crowd.back().async_connect(acceptor.local_endpoint(), [](error_code) {});
        }
        return std::to_string(acceptor.local_endpoint().port());
    }

    asio::ip::tcp::acceptor acceptor{context};
    std::vector<asio::ip::tcp::socket> crowd;
    eslio::connection fs;
    outcome<void> opened;
};

}  // namespace

TEST_CASE("resolving has a deadline") {
    // The resolver has a thread of its own, which may be quicker: the deadline has passed all the
    // same.
    tcp_client c;
    environment::of(c.context.get_executor()).advance(10s);
    c.time.settle();
    REQUIRE(c.opened.done());
    CHECK(c.opened.ec == error::resolve_timeout);
    CHECK(c.opened.ec == condition::unreachable);
    CHECK(c.fs.reason() == error::resolve_timeout);
}

TEST_CASE("connecting has a deadline of its own") {
    connection_options o;
    o.resolve_timeout = 5s;  // that of the connect, which is 10 s, begins behind it
    tcp_client c(o);
    while (!c.fs.next_layer().is_open()) REQUIRE(c.context.run_one_for(30s) == 1);
    c.time.advance(9s);
    CHECK(c.opened.count == 0);
    c.time.advance(1s);
    CHECK((c.opened.done() && c.opened.ec == error::connect_timeout));
    CHECK_FALSE(c.fs.next_layer().is_open());
}
