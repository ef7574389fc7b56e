// What a connection does when all goes well: login, commands, jobs, messages, exit.
#include "catch.hpp"
#include "support/peer.hpp"

using namespace eslio;
using test::outcome;
using test::peer;
using test::reply_packet;

TEST_CASE("nothing is sent before auth/request") {
    peer p({}, false);
    outcome<void> opened;
    p.fs->async_login(password("ClueCon"), opened.handler());
    CHECK(p.said().empty());
    p.says(test::auth_request);
    CHECK(p.said() == "auth ClueCon\n\n");
    CHECK(opened.count == 0);
    p.says(reply_packet("+OK accepted"));
    CHECK(opened.done());
    CHECK_FALSE(opened.ec);
    CHECK(p.fs->is_open());
}

TEST_CASE("login failures have their names") {
    peer p({}, false);
    outcome<void> opened;
    p.fs->async_login(password("wrong"), opened.handler());

    SECTION("wrong password") {
        p.says(test::auth_request);
        p.says(reply_packet("-ERR invalid") + std::string(test::goodbye));
        CHECK(opened.ec == error::authentication_failed);
        CHECK(opened.ec == condition::rejected);
        message m;
        REQUIRE(p.fs->try_receive(m));
        CHECK(m.as_notice() != nullptr);
        CHECK_FALSE(p.fs->try_receive(m));
    }
    SECTION("access list") {
        p.says("Content-Type: text/rude-rejection\nContent-Length: 24\n\n"
               "Access Denied, go away.\n" +
               std::string(test::goodbye));
        CHECK(opened.ec == error::access_denied);
        CHECK(opened.ec == condition::rejected);
        message m;
        REQUIRE(p.fs->try_receive(m));
        REQUIRE(m.as_rejection() != nullptr);
        CHECK(m.as_rejection()->text() == "Access Denied, go away.\n");
        REQUIRE(p.fs->try_receive(m));
        CHECK(m.as_notice() != nullptr);
        CHECK_FALSE(p.fs->try_receive(m));
    }
    SECTION("another protocol") {
        p.says("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        CHECK(opened.ec == error::unexpected_login_packet);
        CHECK(opened.ec == condition::protocol);
    }
    SECTION("end of the stream") {
        p.server.close();
        p.time.settle();
        CHECK(opened.ec == error::connection_lost);
    }
    SECTION("silence") {
        p.time.advance(std::chrono::seconds(11));
        CHECK(opened.ec == error::login_timeout);
        CHECK(opened.ec == condition::timed_out);
    }
    CHECK(opened.done());
    CHECK_FALSE(p.fs->is_open());
    CHECK(p.fs->reason() == opened.ec);
}

TEST_CASE("invalid credentials are refused before anything is sent") {
    peer p({}, false);
    outcome<void> opened;
    p.fs->async_login(password("a\nb"), opened.handler());
    p.says(test::auth_request);
    CHECK(opened.ec == error::line_break_in_argument);
    CHECK(p.said().empty());
}

TEST_CASE("a user's permissions are in the login reply") {
    peer p({}, false);
    outcome<void> opened;
    p.fs->async_login(user("1000", "default", "secret"), opened.handler());
    p.says(test::auth_request);
    CHECK(p.said() == "userauth 1000@default:secret\n\n");
    p.says("Content-Type: command/reply\nReply-Text: +OK accepted\nAllowed-Events: all\n\n");
    CHECK_FALSE(opened.ec);
    CHECK(p.fs->login_reply()["Allowed-Events"] == "all");
}

TEST_CASE("what FreeSWITCH answered to a login stays to be read when that was a refusal") {
    peer p({}, false);
    outcome<void> opened;
    p.fs->async_login(user("1000", "default", "wrong"), opened.handler());
    p.says(test::auth_request);
    p.says(reply_packet("-ERR invalid"));
    CHECK(opened.ec == error::authentication_failed);
    CHECK(p.fs->login_reply().text() == "-ERR invalid");
    CHECK_FALSE(p.fs->login_reply().ok());
    SECTION("until the next login") {
        outcome<void> again;
        p.fs->async_login(user("1000", "default", "right"), again.handler());
        CHECK(p.fs->login_reply().text().empty());
    }
}

TEST_CASE("commands are answered in order") {
    peer p;
    outcome<reply> first;
    outcome<api_response> second;
    outcome<reply> third;
    p.fs->async_send(command("event plain ALL"), first.handler());
    p.fs->async_api("status", second.handler());
    p.fs->async_send(command("nonsense"), third.handler());
    CHECK(p.said() == "event plain ALL\n\napi status\n\nnonsense\n\n");
    p.says(reply_packet("+OK event listener enabled plain") + test::api_packet("UP 0 years\n") +
           reply_packet("-ERR command not found"));
    REQUIRE((first.done() && second.done() && third.done()));
    CHECK(first.value.text() == "+OK event listener enabled plain");
    CHECK(second.value.body() == "UP 0 years\n");
    CHECK(second.value.ok());
    CHECK_FALSE(third.value.ok());
    CHECK(third.value.reason() == "command not found");
    CHECK_THROWS_AS(third.value.value(), refused);
}

TEST_CASE("an api that is refused completes with FreeSWITCH's text") {
    peer p;
    outcome<api_response> denied;
    p.fs->async_api("originate x", denied.handler());
    p.says(reply_packet("-ERR permission denied"));
    CHECK_FALSE(denied.ec);
    CHECK_FALSE(denied.value.ok());
    CHECK_FALSE(denied.value.executed());
    CHECK(denied.value.text() == "-ERR permission denied");
}

TEST_CASE("a job's result comes to the one who started it") {
    peer p;
    outcome<job_result> a;
    outcome<job_result> b;
    p.fs->async_bgapi("originate user/1000 &park()", a.handler());
    CHECK(p.said() == "event BACKGROUND_JOB\n\n");  // nothing starts before it would be heard
    p.fs->async_bgapi("status", b.handler());
    p.says(reply_packet("+OK event listener enabled plain"));
    const std::string sent = p.said();
    const std::string first = test::job_uuid_of(sent);
    const std::string second = test::job_uuid_of(sent.substr(sent.find("bgapi status")));
    REQUIRE(first != second);
    p.says(reply_packet("+OK Job-UUID: " + first) + reply_packet("+OK Job-UUID: " + second));
    p.says(test::job_packet(second, "UP\n"));
    CHECK((b.done() && !a.done()));
    p.says(test::job_packet(first, "-ERR USER_BUSY\n"));
    REQUIRE(a.done());
    CHECK(a.value.reason() == "USER_BUSY");
    CHECK_FALSE(a.value.ok());
    CHECK(b.value.text() == "UP");
    message m;
    CHECK_FALSE(p.fs->try_receive(m));  // the user never asked for BACKGROUND_JOB
}

TEST_CASE("jobs have ids of their own even when the random numbers are the same") {
    peer p;
    environment& env = environment::of(p.context.get_executor());
    outcome<job_result> a, b;
    outcome<job> started;
    env.seed(7);
    p.fs->async_bgapi("a", a.handler());
    env.seed(7);
    p.fs->async_bgapi("b", b.handler());
    env.seed(7);
    p.fs->async_start_job("c", started.handler());
    p.says(reply_packet("+OK event listener enabled plain"));
    const std::string sent = p.said();
    const std::string first = test::job_uuid_of(sent);
    const std::string second = test::job_uuid_of(sent.substr(sent.find("bgapi b")));
    const std::string third = test::job_uuid_of(sent.substr(sent.find("bgapi c")));
    CHECK((first != second && first != third && second != third));
    p.says(reply_packet("+OK Job-UUID: " + first) + reply_packet("+OK Job-UUID: " + second) +
           test::job_packet(second, "of b") + test::job_packet(first, "of a"));
    CHECK((a.done() && a.value.body() == "of a"));
    CHECK((b.done() && b.value.body() == "of b"));
}

TEST_CASE("a job that was started is collected later") {
    peer p;
    outcome<job> started;
    p.fs->async_start_job("status", started.handler());
    p.says(reply_packet("+OK event listener enabled plain"));
    const std::string uuid = test::job_uuid_of(p.said());
    outcome<job_result> result;
    SECTION("after its result came") {
        p.says(reply_packet("+OK Job-UUID: " + uuid) + test::job_packet(uuid, "UP\n"));
        REQUIRE(started.done());
        p.fs->async_job_result(started.value, result.handler());
        p.time.settle();
    }
    SECTION("before") {
        p.says(reply_packet("+OK Job-UUID: " + uuid));
        REQUIRE(started.done());
        p.fs->async_job_result(started.value, result.handler());
        p.says(test::job_packet(uuid, "UP\n"));
    }
    REQUIRE(result.done());
    CHECK(result.value.body() == "UP\n");
    outcome<job_result> again;
    p.fs->async_job_result(started.value, again.handler());
    p.time.settle();
    CHECK(again.ec == error::unknown_job);
}

TEST_CASE("the result of a started job can be collected after the end") {
    peer p;
    outcome<job> started[2];
    p.fs->async_start_job("status", started[0].handler());
    p.fs->async_start_job("version", started[1].handler());
    p.said();
    p.says(reply_packet("+OK"));
    for (outcome<job>& s : started) {
        p.said();
        p.says(reply_packet("+OK"));
        REQUIRE(s.done());
    }
    p.says(test::job_packet(started[0].value.job_uuid(), "+OK done"));
    p.fs->close();
    outcome<job_result> result, lost, twice;
    p.fs->async_job_result(started[1].value, lost.handler());
    p.fs->async_job_result(started[0].value, result.handler());
    p.fs->async_job_result(started[0].value, twice.handler());
    p.time.settle();
    CHECK((result.done() && !result.ec && result.value.body() == "+OK done"));
    CHECK((lost.done() && lost.ec == error::job_lost));
    CHECK((twice.done() && twice.ec == error::job_lost));
}

TEST_CASE("a refused subscription to BACKGROUND_JOB starts nothing") {
    peer p;
    outcome<job_result> result;
    outcome<job> started;
    p.fs->async_bgapi("originate user/1000 &park()", result.handler());
    p.fs->async_start_job("status", started.handler());
    p.says(reply_packet("-ERR permission denied"));
    CHECK(result.ec == error::job_events_refused);
    CHECK(started.ec == error::job_events_refused);
    CHECK(p.said() == "event BACKGROUND_JOB\n\n");
}

TEST_CASE("messages come in order, by value and lent") {
    peer p;
    p.says(test::event_packet("Event-Name: HEARTBEAT\nEvent-Sequence: 1\n\n") +
           "Content-Type: log/data\nContent-Length: 5\nLog-Level: 7\nUser-Data: \n\nhello" +
           "Content-Type: text/x-new\nX: y\n\n" +
           "Content-Length: 1\nContent-Type: text/event-json\n\n{");
    outcome<message> first;
    p.fs->async_receive(first.handler());
    p.time.settle();
    REQUIRE(first.value.as_event() != nullptr);
    CHECK(first.value.as_event()->type() == event_name::heartbeat);

    message lent;
    outcome<void> second;
    p.fs->async_receive(lent, second.handler());
    p.time.settle();
    REQUIRE(lent.as_log() != nullptr);
    CHECK(lent.as_log()->text() == "hello");
    CHECK(lent.as_log()->level() == 7);

    REQUIRE(p.fs->try_receive(lent));
    REQUIRE(lent.as_raw() != nullptr);
    CHECK(lent.as_raw()->content_type() == "text/x-new");
    CHECK_FALSE(lent.as_raw()->problem());
    REQUIRE(p.fs->try_receive(lent));
    REQUIRE(lent.as_raw() != nullptr);
    CHECK(lent.as_raw()->problem() == error::bad_event_json);
    CHECK_FALSE(p.fs->try_receive(lent));

    outcome<message> waiting;
    p.fs->async_receive(waiting.handler());
    outcome<message> too_many;
    p.fs->async_receive(too_many.handler());
    p.time.settle();
    CHECK(too_many.ec == error::operation_in_progress);
    p.says(test::event_packet("Event-Name: DTMF\n\n"));
    CHECK(waiting.done());
}

TEST_CASE("subscribe sends what it takes and answers once") {
    peer p;
    subscription s(format::json, event_name::dtmf);
    s.custom("sofia::register").filter("Unique-ID", "abc").log(log_level::warning);
    outcome<reply> answer;
    p.fs->async_subscribe(s, answer.handler());
    CHECK(p.said() == "filter add Unique-ID abc\n\nevent json DTMF CUSTOM sofia::register\n\n"
                      "log warning\n\n");
    p.says(reply_packet("+OK filter added. [Unique-ID]=[abc]") +
           reply_packet("-ERR permission denied") + reply_packet("+OK log level  [4]"));
    REQUIRE(answer.done());
    CHECK(answer.value.text() == "-ERR permission denied");

    outcome<reply> invalid;
    p.fs->async_subscribe(subscription(event_name::custom), invalid.handler());
    CHECK(p.said().empty());
    CHECK(invalid.ec == error::custom_without_subclass);
}

TEST_CASE("exit is done when FreeSWITCH has closed") {
    peer p;
    outcome<void> left;
    outcome<message> last;
    p.fs->async_exit(left.handler());
    CHECK(p.said() == "exit\n\n");
    outcome<reply> late;
    p.fs->async_send(command("noop"), late.handler());
    p.time.settle();
    CHECK(late.ec == error::not_connected);
    p.says(reply_packet("+OK bye") + std::string(test::goodbye));
    CHECK_FALSE(left.done());
    p.fs->async_receive(last.handler());
    p.server.close();
    p.time.settle();
    CHECK((left.done() && !left.ec));
    REQUIRE(last.value.as_notice() != nullptr);
    CHECK_FALSE(last.value.as_notice()->is_linger());
    CHECK(p.fs->reason() == error::disconnected);
}

TEST_CASE("an object is used again after its end") {
    asio::io_context context;
    testing::driven_time time(context);
    auto [server, client] = testing::connect_pair(context.get_executor(), context.get_executor());
    test::connection fs(std::move(client));
    outcome<reply> early;
    fs.async_send(command("noop"), early.handler());
    time.settle();
    CHECK(early.ec == error::not_connected);
    outcome<void> attached;
    fs.async_attach(attached.handler());
    outcome<void> twice;
    fs.async_attach(twice.handler());
    time.settle();
    CHECK((attached.done() && !attached.ec));
    CHECK(twice.ec == error::already_connected);
    outcome<reply> sent;
    fs.async_send(command("noop"), sent.handler());
    server.send_now(reply_packet("-ERR command not found"));
    time.settle();
    CHECK((sent.done() && !sent.ec));
    fs.close();
    CHECK(fs.reason() == error::closed);
}
