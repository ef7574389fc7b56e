// What the user is told of the state of a connection that comes back.
#pragma once

#include "text_form.hpp"

#include <eslio/client/status.hpp>
#include <eslio/wire/ascii.hpp>

#include <chrono>
#include <cstdint>
#include <string>

namespace cli {

/// `1.3 s`
inline std::string seconds_text(std::chrono::steady_clock::duration time) {
    using tenths = std::chrono::duration<std::int64_t, std::ratio<1, 10>>;
    const std::int64_t n = std::chrono::duration_cast<tenths>(time).count();
    return std::to_string(n / 10) + "." + std::to_string(n % 10) + " s";
}

/// Empty where nothing is to be told: an attempt after one that failed tells of itself when it has
/// an outcome, and whoever asked for the end knows.
inline std::string state_text(const eslio::client_status& s) {
    std::string text;
    switch (s.state) {
        case eslio::client_state::connecting:
            if (s.attempts == 1) text = "connecting to " + s.address;
            return text;
        case eslio::client_state::up:
            text = "connected to " + s.address;
            if (s.run == eslio::switch_run::same) text += ": the same run of the switch";
            if (s.run == eslio::switch_run::another) {
                text += ": the switch has been restarted, its run is now ";
                append_shown(text, s.core_uuid, true);
            }
            return text;
        case eslio::client_state::waiting:
            text = (s.attempts == 0 ? "lost: " : "failed: ") + s.why.message();
            if (!s.refusal.empty()) append_shown(text += ": ", eslio::wire::trim(s.refusal), true);
            return text + ", again in " + seconds_text(s.wait);
        case eslio::client_state::idle:
        case eslio::client_state::restoring:
        case eslio::client_state::ended: break;
    }
    return text;
}

}  // namespace cli
