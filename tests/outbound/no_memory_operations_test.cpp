// One allocation fails in an operation of a session's call, or of a call that is originated: it
// completes exactly once.
#include "catch.hpp"
#include "support/short_of_memory.hpp"

#include <eslio/api.hpp>
#include <eslio/channel/outgoing_call.hpp>
#include <eslio/command/originate.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace {

using namespace std::chrono_literals;
using test::call_of_two_sides;
using test::counting;
using test::operation_of_call;
using test::socket_mode;
using test::trouble;

std::vector<operation_of_call> operations_of_connection() {
    return {
        {"originate",
         [](call_of_two_sides& s, counting h) {
             s.on_connection(
                 [&](auto& fs) { eslio::async_originate(fs, eslio::originate("user/1002"), h); });
         }},
        {"originate with two legs",
         [](call_of_two_sides& s, counting h) {
             s.on_connection([&](auto& fs) {
                 eslio::async_originate(fs, eslio::originate("user/1002,user/1004"), h);
             });
         }},
        {"originate that fails",
         [](call_of_two_sides& s, counting h) {
             {
                 const test::with_memory of_switch;
                 s.sides.fake.plan("user/1005", eslio::testing::call_plan().refuses("USER_BUSY"));
             }
             s.on_connection(
                 [&](auto& fs) { eslio::async_originate(fs, eslio::originate("user/1005"), h); });
         }},
    };
}

/// The waits of a call that is dialled, and the dialling; `which` of them is counted.
operation_of_call outgoing(const char* name, int which) {
    return {name, [which](call_of_two_sides& s, counting h) {
                s.on_connection([&](auto& fs) {
                    const auto call =
                        std::make_shared<eslio::outgoing_call>(fs, eslio::originate("user/1002"));
                    const auto kept = [call, h](eslio::error_code ec, const auto& r) { h(ec, r); };
                    const auto nobody = [call](eslio::error_code, const auto&) {};
                    if (which != 0) call->async_dial(nobody);
                    if (which == 0) call->async_dial(kept);
                    if (which == 1) call->async_wait_for_ringing(1h, kept);
                    if (which == 2) call->async_wait_for_answer(1h, kept);
                    if (which == 3) call->async_wait_for_bridge(2s, kept);
                    if (which == 4) call->async_wait_for_end(1h, kept);
                    if (which == 5) call->async_wait_for_others(1h, kept);
                });
            }};
}

}  // namespace

TEST_CASE("memory runs out in an operation of a session's call", "[outbound][memory]") {
    for (const auto mode : {socket_mode::async_full, socket_mode::static_single})
        for (const auto& each : test::operations_on_call()) test::fail_each(each, mode, false);
}

TEST_CASE("memory runs out in an operation of a session with other calls", "[outbound][memory]") {
    for (const auto mode : {socket_mode::async_full, socket_mode::async_single})
        for (const auto& each : test::operations_with_legs())
            test::fail_each(each, mode, mode == socket_mode::async_full);
}

TEST_CASE("memory runs out in an operation whose session is lost", "[outbound][memory]") {
    for (const auto& all : {test::operations_on_call(), test::operations_with_legs()})
        for (const auto& each : all)
            test::fail_each(each, socket_mode::async_single, false, trouble::connection_lost);
}

TEST_CASE("memory runs out while an answer is made what its operation tells",
          "[outbound][memory]") {
    const auto on = [](const char* name, auto begin) {
        return operation_of_call{name, [begin](call_of_two_sides& s, counting h) {
                                     s.on_connection([&](auto& fs) { begin(fs, h); });
                                 }};
    };
    for (const auto& each :
         {on("api", [](auto&fs, auto h) { fs.async_api("status", h); }),
          on("typed api", [](auto&fs, auto h) { fs.async_api(eslio::api::show_channels(), h); }),
          on("start job", [](auto&fs, auto h) { fs.async_start_job("status", h); }),
          on("job", [](auto&fs, auto h) { fs.async_bgapi("status", h); })})
        for (const auto with : {trouble::none, trouble::connection_lost, trouble::cancelled})
            test::fail_each(each, std::nullopt, false, with);
}

TEST_CASE("memory runs out while a call is originated", "[outbound][memory]") {
    std::vector<operation_of_call> all = operations_of_connection();
    int which = 0;
    for (const char* const name : {"dial", "wait for ringing", "wait for answer", "wait for bridge",
                                   "wait for end", "wait for others"})
        all.push_back(outgoing(name, which++));
    for (const auto& each : all) {
        for (const auto with : {trouble::none, trouble::connection_lost, trouble::cancelled})
            test::fail_each(each, std::nullopt, false, with);
        test::fail_each(each, socket_mode::async_full, false);
    }
}
