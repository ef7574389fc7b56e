// A caller of the fake switch who acts on what they hear.
#pragma once

#include "target.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace support {

/// Once the call executes what holds `hears` ("playback menu.wav"), they press keys, or hang up.
struct caller_step {
    std::string hears;
    std::string keys;  ///< empty: they hang up
};

/// Lets the caller of that call take one step after the other, 100 ms after they have heard each.
/// To be used in the thread of the switch.
inline void follow(embedded_switch& inside, std::string uuid, std::vector<caller_step> steps,
                   std::size_t next = 0) {
    using namespace std::chrono_literals;
    if (next == steps.size()) return;
    auto& fake = inside.fake();
    const auto calls = fake.calls();
    if (std::find(calls.begin(), calls.end(), uuid) == calls.end()) return;
    const std::string runs = fake.application_of(uuid);
    const std::string heard = runs + " " + fake.variable(uuid, "current_application_data");
    if (runs == "socket" || heard.find(steps[next].hears) == std::string::npos)
        return inside.after(10ms,
                            [&inside, uuid, steps, next] { follow(inside, uuid, steps, next); });
    inside.after(100ms, [&inside, uuid, steps, next] {
        if (steps[next].keys.empty())
            inside.fake().hang_up(uuid);
        else
            inside.fake().press(uuid, steps[next].keys);
        follow(inside, uuid, steps, next + 1);
    });
}

}  // namespace support
