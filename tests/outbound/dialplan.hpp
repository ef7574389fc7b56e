// For tests of calls that are let go: a dialplan that goes on after its `socket`.
#pragma once

#include "support/called.hpp"

#include <eslio/outbound/server.hpp>
#include <eslio/testing/fake_switch.hpp>
#include <eslio/testing/stream.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace test {

/// Calls in a dialplan: `socket`, then a static `socket` of another program that leaves at once,
/// then `echo`.
struct dialplan : switched {
    explicit dialplan(socket_mode mode) {
        const std::string argument = "ivr:1" + std::string(eslio::testing::keywords(mode));
        fake.extension("77", {{"socket", argument}, {"socket", "other:2 full"}, {"echo", ""}});
        fake.program("ivr:1", [&](eslio::testing::stream s) { take(std::move(s)); });
        fake.program("other:2", [&](eslio::testing::stream s) {
            s.send_now("connect\n\nexit\n\n");
            others.push_back(std::move(s));
        });
    }

    void calls(int count = 1) {
        for (int i = 0; i < count; ++i) fake.call_in(incoming_call().to("77"));
    }

    /// Every call has gone on, and nothing is left of the connections to the first program.
    bool all_went_on(std::size_t count = 1) const {
        const auto uuids = fake.calls();
        if (uuids.size() != count) return false;
        for (const std::string& uuid : uuids)
            if (fake.application_of(uuid) != "echo" ||
                !fake.variable(uuid, "socket_resume").empty())
                return false;
        return fake.open_connections() == 0;
    }

    std::function<void(eslio::testing::stream)> take;
    std::vector<eslio::testing::stream> others;
};

/// Its handler drops every call.
inline void drops(eslio::outbound::server& s) {
    s.otherwise([](eslio::outbound::session) {});
}

}  // namespace test
