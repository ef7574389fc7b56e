// The bodies of faults.hpp.
#include "simulate/faults.hpp"

#include <chrono>
#include <string>

namespace simulate {

using namespace std::chrono_literals;
using eslio::testing::after;
using eslio::testing::fault_plan;

void faults::strike_bytes(stage& on, site& at) {
    fault_plan plan;
    if (on.draw.one_in(3)) plan.fragments(1 + on.draw.below(50));
    if (on.draw.one_in(4)) plan.delays(after(1ms + on.draw.up_to(500ms)));
    const std::size_t offset = next_offset();
    switch (on.draw.below(4)) {
        case 0: plan.drops_at(offset); break;
        case 1: plan.resets_at(offset); break;
        case 2: plan.freezes_at(offset); break;
        default: break;
    }
    on.tell("fault: bytes, ending ", std::to_string(static_cast<int>(plan.last())), " at ",
            std::to_string(offset));
    at.fake.fail(plan);
}

void faults::strike(stage& on, site& at) {
    ++count_;
    at.disturb(true);
    const std::size_t which = on.draw.below(17);
    on.tell("fault ", std::to_string(which));
    switch (which) {
        case 0: return at.fake.drop_all();
        case 1: return at.fake.reset_all();
        case 2: return at.fake.restart();
        case 3: return at.fake.shutdown();
        case 4: return at.fake.refuse_connections();
        case 5: at.fake.refuse_connections(); return at.fake.drop_all();
        case 6: at.fake.options().password = "other"; return at.fake.drop_all();
        case 7: at.fake.options().acl_deny = true; return at.fake.reset_all();
        case 8: return at.fake.set_frozen(true);
        case 9: return at.fake.set_silent(true);
        case 10:
        case 11: at.fake.drop_one(on.draw.below(6)); return;
        default: return strike_bytes(on, at);
    }
}

void faults::heal(stage& on, site& at) {
    on.tell("healed");
    at.fake.fail(fault_plan());
    at.fake.set_silent(false);
    at.fake.set_frozen(false);
    at.fake.options().password = "ClueCon";
    at.fake.options().acl_deny = false;
    at.fake.accept_connections();
    at.disturb(false);
}

}  // namespace simulate
