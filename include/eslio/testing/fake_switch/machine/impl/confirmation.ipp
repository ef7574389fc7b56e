// The bodies of the functions of confirmation.hpp.
#pragma once

#include <eslio/testing/fake_switch/machine/confirmation.hpp>

#include <chrono>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

/// Its variables are gone when it is connected.
ESLIO_COLD void confirm_leg(call& leg) {
    if (leg.leg().is_down()) return;
    leg.leg().vars.set("group_dial_status", "winner");
    for (const char* name : {"group_confirm_key", "group_confirm_file", "group_confirm_error_file",
                             "group_confirm_cancel_timeout", "group_confirm_read_timeout"})
        leg.leg().vars.set(name, {});
    leg.accept_confirmed();
}

/// `group_confirm_timeout` seconds are for the key; 0, or `group_confirm_cancel_timeout`, takes the
/// time of the leg away.
ESLIO_COLD void limit_confirmation(call& leg) {
    const std::string own(leg.leg().vars["group_confirm_timeout"]);
    const bool tells_time =
        !own.empty() && own.find_first_not_of("0123456789.-+") == std::string::npos;
    const int seconds = tells_time ? std::atoi(own.c_str()) : 0;
    if (seconds > 0)
        leg.limit_leg(std::chrono::seconds(seconds));
    else if (tells_time || is_true(leg.leg().vars["group_confirm_cancel_timeout"]))
        leg.limit_leg(std::nullopt);
}

ESLIO_COLD bool begin_confirmation(call& leg, const std::string& key) {
    const variables& v = leg.leg().vars;
    limit_confirmation(leg);
    const std::string file(v["group_confirm_file"]);
    const auto decide = [weak = leg.weak_from_this()](bool came) {
        const auto alive = weak.lock();
        if (!alive) return;
        if (came) return confirm_leg(*alive);
        alive->hang_up("DESTINATION_OUT_OF_ORDER");
    };
    if (wire::iequals(key, "exec")) {
        std::string_view rest = file;
        std::string name(wire::next_word(rest));
        if (name.empty()) return true;
        leg.running().run_first(std::move(name), std::string(rest), [decide] { decide(true); });
        return true;
    }
    if (leg.leg().inside().lacks_file(file)) {
        decide(false);
        return true;
    }
    const int ms = std::atoi(std::string(v["group_confirm_read_timeout"]).c_str());
    leg.running().ask(
        digit_collector::of_confirmation(key, file, std::string(v["group_confirm_error_file"]),
                                         std::chrono::milliseconds(ms > 0 ? ms : 5000)),
        decide);
    return true;
}

ESLIO_COLD void ask_for_confirmation(call& leg, const event& variables) {
    if (variables["group_confirm_key"].empty()) return;
    leg.confirm = [](call& answered) {
        // It may have been set otherwise since.
        const std::string key(answered.leg().vars["group_confirm_key"]);
        return !key.empty() && begin_confirmation(answered, key);
    };
}

}  // namespace eslio::testing::fake
