// What an application does besides taking its time, as one entry of a table.
#pragma once

#include <eslio/testing/fake_switch/machine.hpp>

#include <string>
#include <string_view>

namespace eslio::testing::fake {

struct application_entry {
    std::string_view name;
    void (*run)(machine&, call&, const running_app&);
};

/// What its CHANNEL_EXECUTE_COMPLETE says (the variable `current_application_response`).
inline void respond(call& c, std::string_view text) {
    c.leg().vars.set("current_application_response", text);
}

/// An application that lasts has nothing to do: it ends once it has begun.
inline void end_soon(machine& m, call& c, const running_app& app) {
    m.after({}, [weak = c.weak_from_this(), uuid = app.uuid] {
        if (const auto alive = weak.lock()) alive->running().end_execution(uuid);
    });
}

}  // namespace eslio::testing::fake
