// The bodies of the functions of callcenter_standby.hpp.
#pragma once

#include <eslio/testing/fake_switch/machine/callcenter.hpp>
#include <eslio/testing/fake_switch/machine/callcenter_loopback.hpp>
#include <eslio/testing/fake_switch/machine/callcenter_standby.hpp>

#include <chrono>
#include <memory>
#include <utility>

namespace eslio::testing::fake {

ESLIO_COLD void offer_to_standby(machine& m, callcenter_member& member, const std::string& agent) {
    member.called = 0;
    callcenter_agent& known = m.kept.agents[agent];
    call* const standing_by = m.find_live(known.uuid);
    if (standing_by == nullptr) {
        known.uuid.clear();
        known.status = "Logged Out";
        fire_callcenter(m, nullptr,
                        {{"CC-Agent", agent},
                         {"CC-Action", "agent-status-change"},
                         {"CC-Agent-Status", known.status}});
        return note_agent_failed(m, member, agent, "NONE");
    }
    note_agent_of(*standing_by, member, agent, known.type);
    join_agent(m, member, agent, *standing_by);
}

/// Looks whether they still talk, again and again.
ESLIO_COLD void look_at_standby(machine& m, const std::string& uuid,
                                const detail::shared_function<void(call&)>& end) {
    m.after(std::chrono::milliseconds(100), [&m, uuid, end] {
        call* const c = m.find_live(uuid);
        if (c == nullptr) return;
        if (c->partner.expired()) return end(*c);
        look_at_standby(m, uuid, end);
    });
}

ESLIO_COLD void watch_standby(machine& m, call& agent_leg,
                              const detail::shared_function<void(call&)>& end) {
    const auto over = std::make_shared<bool>(false);
    const auto once = [over, end](call& c) {
        if (!std::exchange(*over, true)) end(c);
    };
    agent_leg.on_report.push_back(once);
    look_at_standby(m, agent_leg.uuid(), once);
}

}  // namespace eslio::testing::fake
