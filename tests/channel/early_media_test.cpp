// channel: bridges to legs that have early media (183) first, which is no answer.
#include "catch.hpp"
#include "channel/scene.hpp"

#include <optional>
#include <string>

using namespace std::chrono_literals;
using eslio::testing::after;
using eslio::testing::call_plan;
using test::all_ways;
using test::ending;
using test::scene;
using test::socket_mode;

namespace {

using call_way = std::optional<socket_mode>;

/// Whether FreeSWITCH tells of other legs than the connection's own.
bool hears_legs(call_way w) {
    return !w || w->full;
}
/// How a bridge ends that failed, or hung the caller up: there nothing tells of the cause.
std::string busy_in(call_way w) {
    const bool unknown = w && *w == socket_mode::static_single;
    return unknown ? "not bridged " : "not bridged USER_BUSY";
}
/// Whether a bridge is done before its end.
bool is_told_early(call_way w) {
    return !w || w->async;
}

call_plan answers_late() {
    return call_plan().goes_early(after(200ms)).answers_after(2s).hangs_up_after(2s);
}
call_plan never_answers() {
    return call_plan().goes_early(after(200ms)).never_answers().refuses("USER_BUSY", 1500ms);
}

/// Somebody else, at a connection of his own.
class operator_of {
public:
    explicit operator_of(scene& s)
        : scene_(s), fs_(s.fake().connect(s.world().context.get_executor())) {
        fs_.async_login(eslio::password("ClueCon"), [](auto...) {});
        s.time().settle();
    }
    std::string says(const std::string& api) {
        ending said;
        fs_.async_api(eslio::api_request(api), said.handler());
        scene_.time().settle();
        return said.how;
    }

private:
    scene& scene_;
    test::connection fs_;
};

struct bridging : scene {
    bridging(call_way w, call_plan b, bool caller_answered = true,
             const std::string& variables = "")
        : scene(w, caller_answered) {
        fake().plan("user/2000", std::move(b));
        call().async_bridge(variables + "user/2000", bridged.handler());
        time().settle();
    }

    /// How the bridge has ended by then.
    std::string after_time(std::chrono::milliseconds span) {
        time().advance(span);
        CHECK(bridged.count <= 1);
        return bridged.count == 0 ? "not yet" : bridged.how;
    }

    ending bridged;
};

}  // namespace

TEST_CASE("early media and then an answer", "[channel][bridge][early]") {
    for (const call_way& w : all_ways) {
        INFO(test::name_of(w));
        bridging b(w, answers_late());
        CHECK(b.after_time(150ms) == "not yet");
        const bool told = is_told_early(w) && !hears_legs(w);
        CHECK(b.after_time(1800ms) == (told ? "early" : "not yet"));
        const bool done = is_told_early(w);
        CHECK(b.after_time(100ms) == (!done ? "not yet" : hears_legs(w) ? "bridged" : "early"));
        CHECK(b.after_time(3s) == (hears_legs(w) ? "bridged" : "early"));
    }
}

TEST_CASE("an answer that a filter hid, which came and went, is not known",
          "[channel][bridge][early]") {
    for (const call_way& w : all_ways) {
        if (!hears_legs(w) || !is_told_early(w)) continue;
        for (const auto& [header, value] :
             {std::pair{"Event-Name", "-CHANNEL_ANSWER"}, std::pair{"Answer-State", "-answered"}}) {
            INFO(test::name_of(w) << " " << value);
            bridging b(w, answers_late());
            CHECK(b.after_time(700ms) == "not yet");
            b.say(eslio::cmd::filter(header, value));
            CHECK(b.after_time(1700ms) == "not yet");
            b.say(eslio::cmd::filter_delete(header, value));
            CHECK(b.after_time(4s) == "early");
        }
    }
}

TEST_CASE("a bridge by early media is said to have joined the legs, not to have ended",
          "[channel][bridge][early]") {
    eslio::event joined(eslio::event_name::channel_bridge);
    const eslio::bridge_result early(
        eslio::execution_result(eslio::execution_result::outcome::ended, joined));
    CHECK_FALSE(early);
    CHECK(early.early());
    CHECK(early.why() ==
          "the legs were joined, and FreeSWITCH does not tell whether the other one answered");
    const eslio::bridge_result failed(
        eslio::execution_result(eslio::execution_result::outcome::failed, joined, "USER_BUSY"));
    CHECK_FALSE(failed.early());
    CHECK(failed.why() == "USER_BUSY");
}

TEST_CASE("early media and never an answer", "[channel][bridge][early]") {
    for (const call_way& w : all_ways) {
        INFO(test::name_of(w));
        bridging b(w, never_answers());
        const bool told = is_told_early(w) && !hears_legs(w);
        CHECK(b.after_time(1400ms) == (told ? "early" : "not yet"));
        CHECK(b.after_time(1s) == (told ? "early" : busy_in(w)));
        CHECK(b.call().over());
        const bool unknown = w && *w == socket_mode::static_single;
        CHECK(b.call().hangup()->cause_text() == (unknown ? "" : "USER_BUSY"));
    }
}

TEST_CASE("a caller who was not answered is when the other leg answers",
          "[channel][bridge][early]") {
    for (const call_way& w : all_ways) {
        INFO(test::name_of(w));
        bridging late(w, answers_late(), false);
        CHECK(late.after_time(1900ms) == "not yet");
        CHECK(late.after_time(200ms) == (is_told_early(w) ? "bridged" : "not yet"));
        CHECK(late.after_time(3s) == "bridged");
        bridging never(w, never_answers(), false);
        CHECK(never.after_time(1400ms) == "not yet");
        CHECK(never.after_time(1s) == busy_in(w));
    }
}

TEST_CASE("where early media is ignored a bridge is an answer", "[channel][bridge][early]") {
    for (const call_way& w : all_ways) {
        INFO(test::name_of(w));
        bridging b(w, answers_late(), true, "{ignore_early_media=true}");
        CHECK(b.after_time(1900ms) == "not yet");
        CHECK(b.after_time(200ms) == (is_told_early(w) ? "bridged" : "not yet"));
        CHECK(b.after_time(3s) == "bridged");
        bridging never(w, never_answers(), true, "{ignore_early_media=true}");
        CHECK(never.after_time(2s) == busy_in(w));
    }
}

TEST_CASE("a filter that hides nothing that is needed costs no result",
          "[channel][bridge][early]") {
    scene s(std::nullopt);
    s.say(eslio::cmd::filter("Event-Name", "-HEARTBEAT"));
    s.fake().plan("user/2000", never_answers());
    ending bridged;
    s.call().async_bridge("user/2000", bridged.handler());
    s.time().advance(2s);
    CHECK(bridged.how == "not bridged USER_BUSY");
}

TEST_CASE("a caller who gives up while there is early media", "[channel][bridge][early]") {
    bridging b(std::nullopt, never_answers());
    CHECK(b.after_time(1s) == "not yet");
    b.fake().hang_up(b.uuid(), "ORIGINATOR_CANCEL");
    CHECK(b.after_time(100ms) == "not bridged ORIGINATOR_CANCEL");
}

TEST_CASE("a call that goes on after a leg that was only early", "[channel][bridge][early]") {
    scene s(std::nullopt);
    s.call().async_set_variable("continue_on_fail", "USER_BUSY", [](auto...) {});
    s.fake().plan("user/2000", never_answers());
    ending first, second;
    s.call().async_bridge("user/2000", first.handler());
    s.time().advance(2s);
    CHECK(first.how == "not bridged USER_BUSY");
    CHECK_FALSE(s.call().over());
    s.fake().plan("user/2000", answers_late());
    s.call().async_bridge("user/2000", second.handler());
    s.time().advance(2s);
    CHECK(second.how == "bridged");
}

TEST_CASE("a caller whom somebody answers is not the other leg", "[channel][bridge][early]") {
    for (const call_way& w : all_ways) {
        if (!hears_legs(w)) continue;  // there it cannot be told
        INFO(test::name_of(w));
        for (const bool answers : {false, true}) {
            bridging b(w, answers ? answers_late() : never_answers(), false);
            operator_of other(b);
            CHECK(b.after_time(500ms) == "not yet");
            CHECK(other.says("uuid_answer " + b.uuid()) == "said +OK");
            CHECK(b.after_time(100ms) == "not yet");
            CHECK(b.after_time(4s) == (answers ? "bridged" : "not bridged USER_BUSY"));
        }
    }
}

TEST_CASE("a leg that somebody joins meanwhile is not that of the bridge",
          "[channel][bridge][early]") {
    for (const call_way& w : all_ways) {
        INFO(test::name_of(w));
        bridging b(w, never_answers());
        operator_of other(b);
        b.fake().plan("user/3000", call_plan().answers_after(0ms).stays_up());
        const std::string stranger = b.fake().originate("user/3000 &park()");
        CHECK(b.after_time(500ms) == (is_told_early(w) && !hears_legs(w) ? "early" : "not yet"));
        CHECK(other.says("uuid_bridge " + b.uuid() + " " + stranger).substr(0, 8) == "said +OK");
        const std::string how = b.after_time(1s);
        if (hears_legs(w)) CHECK(how.substr(0, 11) == "not bridged");
    }
}

TEST_CASE("nothing tells of a leg when the connection ends behind the bridge",
          "[channel][bridge][early]") {
    for (const socket_mode m : {socket_mode::static_full, socket_mode::static_single}) {
        INFO(test::name_of(m));
        bridging b(m, answers_late());
        b.call().async_set_variable("x", "y", [](auto...) {});
        b.session().async_send(eslio::command("exit"), [](auto...) {});
        CHECK(b.after_time(3s) == "not yet");
        const std::string how = b.after_time(3s);
        CHECK((how == "early" || how == "bridged"));
    }
}
