// What an application does besides taking its time, as one entry of a table.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>

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
ESLIO_DECL void end_soon(machine& m, call& c, const running_app& app);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/applications/impl/application_entry.ipp>
#endif
