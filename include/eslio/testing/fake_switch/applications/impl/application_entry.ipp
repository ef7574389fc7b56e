// The bodies of the functions of application_entry.hpp.
#pragma once

#include <eslio/testing/fake_switch/applications/application_entry.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void end_soon(machine& m, call& c, const running_app& app) {
    m.after({}, [weak = c.weak_from_this(), uuid = app.uuid] {
        if (const auto alive = weak.lock()) alive->running().end_execution(uuid);
    });
}

}  // namespace eslio::testing::fake
