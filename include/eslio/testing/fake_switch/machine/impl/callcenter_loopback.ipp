// The bodies of the functions of callcenter_loopback.hpp.
#pragma once

#include <eslio/testing/fake_switch/machine/callcenter.hpp>
#include <eslio/testing/fake_switch/machine/callcenter_loopback.hpp>

#include <chrono>
#include <memory>

namespace eslio::testing::fake {

/// Looks again and again, until that time.
ESLIO_COLD void look_for_real_agent(machine& m, const std::string& member,
                                    const std::weak_ptr<call>& leg, core::time_point until,
                                    const detail::shared_function<void(call*)>& found) {
    const auto near = leg.lock();
    const auto far = near ? near->far_end.lock() : nullptr;
    const auto real = far ? far->partner.lock() : nullptr;
    if (real) return found(real.get());
    const callcenter_member* const waiting = find_member(m, member);
    const bool goes_on = waiting != nullptr && waiting->abandoned == 0 && far &&
                         !near->leg().is_down() && m.now() < until;
    if (goes_on)
        return (void)m.after(std::chrono::milliseconds(100), [&m, member, leg, until, found] {
            look_for_real_agent(m, member, leg, until, found);
        });
    if (near) near->hang_up("DESTINATION_OUT_OF_ORDER");
    found(nullptr);
}

ESLIO_COLD void find_real_agent(machine& m, const callcenter_member& member, call& near,
                                const detail::shared_function<void(call*)>& found) {
    look_for_real_agent(m, member.uuid, near.weak_from_this(), m.now() + std::chrono::seconds(5),
                        found);
}

ESLIO_COLD void note_agent_of(call& leg, const callcenter_member& member, const std::string& agent,
                              std::string_view type) {
    variables& vars = leg.leg().vars;
    vars.set("cc_side", "agent");
    vars.set("cc_queue", member.queue);
    vars.set("cc_agent", agent);
    vars.set("cc_agent_type", type);
    vars.set("cc_member_uuid", member.uuid);
    vars.set("cc_member_session_uuid", member.session);
}

}  // namespace eslio::testing::fake
