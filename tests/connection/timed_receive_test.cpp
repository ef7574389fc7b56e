// A receive for some time at most, in driven time: nothing is lost, and others are not disturbed.
#include "catch.hpp"
#include "support/peer.hpp"

#include <chrono>
#include <string>

using namespace eslio;
using namespace std::chrono_literals;
using test::outcome;
using test::peer;
using test::reply_packet;

namespace {

std::string packet_of(std::string_view name) {
    const std::string body = "Event-Name: " + std::string(name) + "\n\n";
    return "Content-Length: " + std::to_string(body.size()) +
           "\nContent-Type: text/event-plain\n\n" + body;
}

}  // namespace

TEST_CASE("a receive ends when its time has passed, and the next one gets what comes") {
    peer p;
    outcome<message> first, second, third;
    p.fs->async_receive(5s, first.handler());
    p.time.advance(4999ms);
    CHECK(first.count == 0);
    p.time.advance(1ms);
    CHECK((first.done() && first.ec == error::timeout));

    const std::string packet = packet_of("TALK");
    p.fs->async_receive(1s, second.handler());
    p.says(packet.substr(0, packet.size() / 2));
    p.time.advance(1s);
    CHECK((second.done() && second.ec == error::timeout));
    p.says(packet.substr(packet.size() / 2));
    p.fs->async_receive(0s, third.handler());
    p.time.advance(0s);
    REQUIRE((third.done() && !third.ec));
    CHECK(third.value.as_event()->is(event_name::talk));
    CHECK(p.fs->is_open());
}

TEST_CASE("a receive that is answered leaves no time-out behind") {
    peer p;
    outcome<message> first, second;
    outcome<reply> sent;
    p.fs->async_receive(5s, first.handler());
    p.says(packet_of("TALK"));
    CHECK((first.done() && !first.ec));
    p.fs->async_receive(second.handler());
    p.time.advance(100s);
    CHECK(second.count == 0);
    p.fs->async_send(command("noop"), sent.handler());
    p.says(reply_packet("+OK") + packet_of("NOTALK"));
    CHECK((sent.done() && second.done() && !second.ec));
}

TEST_CASE("a receive without time takes what is there, and never waits") {
    peer p;
    outcome<message> none, below, one, busy, waiting, over;
    p.fs->async_receive(0s, none.handler());
    p.fs->async_receive(-1s, below.handler());
    p.time.advance(0s);
    CHECK((none.done() && none.ec == error::timeout));
    CHECK((below.done() && below.ec == error::timeout));
    p.says(packet_of("TALK"));
    p.fs->async_receive(-1s, one.handler());
    p.time.advance(0s);
    CHECK((one.done() && !one.ec));
    p.fs->async_receive((std::chrono::steady_clock::duration::max)(), waiting.handler());
    p.fs->async_receive(0s, busy.handler());
    p.time.advance(1h);
    CHECK((busy.done() && busy.ec == error::operation_in_progress));
    CHECK(waiting.count == 0);
    p.fs->close();
    p.time.advance(0s);
    CHECK((waiting.done() && waiting.ec == error::closed));
    p.fs->async_receive(1s, over.handler());
    p.time.advance(0s);
    CHECK((over.done() && over.ec == error::closed));
}

TEST_CASE("a job has the id that the program gave it") {
    peer p;
    outcome<job_result> result, refused;
    outcome<job> started;
    p.fs->async_bgapi(api_request("status").job_uuid("mine"), result.handler());
    p.fs->async_start_job(api_request("version").job_uuid("other"), started.handler());
    CHECK(p.said() == "event BACKGROUND_JOB\n\n");
    p.says(reply_packet("+OK event listener enabled plain"));
    const std::string sent = p.said();
    CHECK(sent.find("bgapi status\nJob-UUID: mine\n\n") != std::string::npos);
    CHECK(sent.find("bgapi version\nJob-UUID: other\n\n") != std::string::npos);
    p.says(reply_packet("+OK Job-UUID: mine") + test::job_packet("mine", "UP\n"));
    CHECK((result.done() && result.value.text() == "UP"));
    p.fs->async_bgapi(api_request("status").job_uuid("a\nb"), refused.handler());
    p.time.advance(0s);
    CHECK((refused.done() && refused.ec == condition::invalid_argument));

    const auto question = [](const api_response&) { return true; };
    api_request both = api_request("x").ask_after_gap("y", question).job_uuid("z");
    CHECK(both.question()->text == "y");
    CHECK(both.job_uuid() == "z");
    both.ask_after_gap("w", question);
    CHECK(both.job_uuid() == "z");
    CHECK(api_request("x").job_uuid("z").question() == nullptr);
}
