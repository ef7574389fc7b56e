// Each operation of a call, and each allocation in it that may fail: it completes exactly once,
// unless the call that began it has thrown.
#pragma once

#include "catch.hpp"
#include "support/allocations.hpp"
#include "support/rounds.hpp"
#include "support/two_sides.hpp"

#include <asio/cancellation_signal.hpp>
#include <asio/cancellation_type.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <new>
#include <optional>
#include <string>
#include <vector>

namespace test {

struct operation_of_call {
    const char* name;
    std::function<void(call_of_two_sides&, counting)> begin;
};

/// What plays, acts or waits, on the call alone.
inline std::vector<operation_of_call> operations_on_call() {
    using namespace std::chrono_literals;
    using eslio::audio_direction;
    namespace app = eslio::app;
    const auto on = [](auto f) {
        return [f](call_of_two_sides& s, counting h) { f(s.call(), h); };
    };
    return {
        {"execute", on([](auto& c, auto h) { c.async_execute(app::playback("a.wav"), h); })},
        {"queue", on([](auto& c, auto h) { c.async_queue(app::playback("a.wav"), h); })},
        {"execute loops",
         on([](auto& c, auto h) { c.async_execute(app::playback("a.wav").loops(2), h); })},
        {"message",
         on([](auto& c, auto h) { c.async_message(eslio::call_message("unicast"), h); })},
        {"hangup", on([](auto& c, auto h) { c.async_hangup("USER_BUSY", h); })},
        {"break", on([](auto& c, auto h) { c.async_break(h); })},
        {"prompt", on([](auto& c, auto h) {
             c.async_prompt(eslio::prompt("a.wav", 1, 1).first_digit(1s), h);
         })},
        {"read", on([](auto& c, auto h) {
             c.async_read(eslio::digit_reading("a.wav", 1, 1).timeout(1s), h);
         })},
        {"get_variable of none", on([](auto& c, auto h) { c.async_get_variable("x", h); })},
        {"get_variable", on([](auto& c, auto h) { c.async_get_variable("uuid", h); })},
        {"get_variable with a type",
         on([](auto& c, auto h) { c.async_get_variable(eslio::variable_name<int>("x"), h); })},
        {"set_variable", on([](auto& c, auto h) { c.async_set_variable("x", "y", h); })},
        {"wait_for_answer", on([](auto& c, auto h) { c.async_wait_for_answer(1h, h); })},
        {"wait_for_hangup", on([](auto& c, auto h) { c.async_wait_for_hangup(2s, h); })},
        {"wait_for", on([](auto& c, auto h) {
             c.async_wait_for([](const eslio::event&) { return true; }, 2s, h);
         })},
        {"digits",
         on([](auto& c, auto h) { c.async_digits(eslio::digit_rules(4).first_digit(1s), h); })},
        {"receive", on([](auto& c, auto h) { c.async_receive(h); })},
        {"answer", on([](auto& c, auto h) { c.async_answer(h); })},
        {"pre_answer", on([](auto& c, auto h) { c.async_pre_answer(h); })},
        {"ring_ready", on([](auto& c, auto h) { c.async_ring_ready(h); })},
        {"play", on([](auto& c, auto h) { c.async_play("a.wav", h); })},
        {"say", on([](auto& c, auto h) { c.async_say("en", "number", "pronounced", "1", h); })},
        {"speak", on([](auto& c, auto h) { c.async_speak("flite", "kal", "hello", h); })},
        {"record", on([](auto& c, auto h) { c.async_record("/a.wav", 1s, h); })},
        {"displace",
         on([](auto& c, auto h) { c.async_displace("a.wav", eslio::app::displacing(), h); })},
        {"stop_displacing", on([](auto& c, auto h) { c.async_stop_displacing("a.wav", h); })},
        {"broadcast",
         on([](auto& c, auto h) { c.async_broadcast("a.wav", eslio::call_legs::own, h); })},
        {"send_dtmf", on([](auto& c, auto h) { c.async_send_dtmf("12", h); })},
        {"hold", on([](auto& c, auto h) { c.async_hold(h); })},
        {"unhold", on([](auto& c, auto h) { c.async_unhold(h); })},
        {"mute", on([](auto& c, auto h) { c.async_mute(audio_direction::both, h); })},
        {"unmute", on([](auto& c, auto h) { c.async_unmute(audio_direction::read, h); })},
        {"schedule_hangup",
         on([](auto& c, auto h) { c.async_schedule_hangup(1s, "USER_BUSY", h); })},
        {"heartbeat", on([](auto& c, auto h) { c.async_heartbeat(60s, h); })},
        {"set_media", on([](auto& c, auto h) { c.async_set_media(false, h); })},
        {"conference", on([](auto& c, auto h) { c.async_conference("room", h); })},
        {"deflect", on([](auto& c, auto h) { c.async_deflect("sip:1@x", h); })},
        {"park", on([](auto& c, auto h) { c.async_park(h); })},
    };
}

/// What joins the call to another one, parts it from that, or sends it elsewhere.
inline std::vector<operation_of_call> operations_with_legs() {
    using namespace std::chrono_literals;
    using eslio::call_legs;
    using scene = call_of_two_sides;
    return {
        {"bridge", [](scene& s, auto h) { s.call().async_bridge("user/1001", h); }},
        {"bridge_uuid", [](scene& s, auto h) { s.call().async_bridge_uuid(s.other, h); }},
        {"pick_up", [](scene& s, auto h) { s.call().async_pick_up(s.other, h); }},
        {"wait_for_unbridge",
         [](scene& s, auto h) {
             s.call().async_wait_for_unbridge(1h, h);
             const with_memory of_switch;
             s.sides.fake.hang_up(s.other);
         }},
        {"eavesdrop", [](scene& s, auto h) { s.call().async_eavesdrop(s.other, h); }},
        {"three_way", [](scene& s, auto h) { s.call().async_three_way(s.other, h); }},
        {"transfer", [](scene& s, auto h) { s.call().async_transfer("1000", call_legs::own, h); }},
        {"transfer both",
         [](scene& s, auto h) { s.call().async_transfer("1000", call_legs::both, h); }},
        {"blind_transfer", [](scene& s, auto h) { s.call().async_blind_transfer("1000", h); }},
        {"attended_transfer",
         [](scene& s, auto h) { s.call().async_attended_transfer("user/1001", h); }},
    };
}

/// Calls `f`; false if memory ran out in it.
template <class F>
bool has_memory(F f) {
    try {
        f();
    } catch (const std::bad_alloc&) {
        return false;
    }
    return true;
}

/// What happens while memory runs out, which it does from the beginning of the operation on, or
/// only when it is cancelled.
enum class trouble { none, connection_lost, cancelled };

/// The allocation of that number fails. False if it does not come to that.
inline bool fail_in(const operation_of_call& what, std::size_t number,
                    std::optional<socket_mode> way, bool bridged, trouble with) {
    using namespace std::chrono_literals;
    call_of_two_sides s(way, bridged);
    asio::cancellation_signal stop;
    int count = 0;
    if (with != trouble::cancelled) fail_allocation(number);
    const bool began = has_memory([&] { what.begin(s, counting{&count, stop.slot()}); });
    if (with == trouble::cancelled) {
        s.sides.settle();
        fail_allocation(number);
        CHECK(has_memory([&] { stop.emit(asio::cancellation_type::terminal); }));
    }
    if (with == trouble::connection_lost) {
        const with_memory of_switch;
        s.sides.fake.drop_all();
    }
    s.sides.advance(3s);
    const bool came_to_it = allocation_failed();
    fail_allocation(0);
    CHECK(s.sides.escaped == 0);
    const eslio::error_code state = s.link->link_state();
    CHECK((!state || state == eslio::condition::disconnected));
    if (state) CHECK(count == (began ? 1 : 0));
    bool answered = false;
    if (!state)
        s.link->submit(eslio::command("api status"),
                       eslio::link::reply_handler::of_own(
                           s.link->completions(),
                           [&](eslio::error_code, const eslio::reply&) { answered = true; }));
    s.sides.advance(1s);
    for (const std::string& each : s.sides.fake.calls()) s.sides.fake.hang_up(each);
    s.sides.advance(2min);
    CHECK((state || answered));
    s.close();
    s.sides.advance(2h);
    CHECK(count == (began ? 1 : 0));
    return came_to_it;
}

/// Every allocation of an operation in turn; with less effort every second one, or fewer.
inline void fail_each(const operation_of_call& what, std::optional<socket_mode> way, bool bridged,
                      trouble with = trouble::none) {
    const auto step = static_cast<std::size_t>(std::max(1.0, 1 / support::effort()));
    bool came_to_it = true;
    for (std::size_t number = 1; came_to_it; number += step) {
        INFO(what.name << ", " << (way ? name_of(*way) : "handle") << ", bridged: " << bridged
                       << ", trouble " << static_cast<int>(with) << ", allocation " << number);
        came_to_it = fail_in(what, number, way, bridged, with);
        REQUIRE(number < 10'000);
    }
}

}  // namespace test
