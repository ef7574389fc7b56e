// The bodies of the functions of leg_settings.hpp.
#pragma once

#include <eslio/testing/fake_switch/machine/leg_settings.hpp>

namespace eslio::testing::fake {

ESLIO_COLD event variables_for_legs(call& a) {
    event given;
    if (const std::string_view names = a.leg().vars["export_vars"]; !names.empty())
        given.add("export_vars", names);
    for_each_exported(a, "export_vars", [&](std::string_view name, std::string_view value) {
        given.remove(name);
        given.add(name, value);
    });
    for (const char* name : {"group_confirm_key",
                             "group_confirm_file",
                             "group_confirm_read_timeout",
                             "group_confirm_cancel_timeout",
                             "group_confirm_timeout",
                             "forked_dial",
                             "fail_on_single_reject",
                             "hangup_on_single_reject",
                             "ignore_early_media",
                             "bridge_early_media",
                             "originate_continue_on_timeout",
                             "ignore_ring_ready",
                             "monitor_early_media_ring",
                             "monitor_early_media_ring_total",
                             "monitor_early_media_fail",
                             "return_ring_ready",
                             "ring_ready",
                             "instant_ringback",
                             "progress_timeout",
                             "language"})
        if (const std::string_view value = a.leg().vars[name];
            !value.empty() && given[name].empty())
            given.add(name, value);
    return given;
}

ESLIO_COLD void set_caller(call& a, originate_request& legs) {
    const std::string_view name = a.leg().vars["effective_caller_id_name"];
    const std::string_view number = a.leg().vars["effective_caller_id_number"];
    legs.caller_name = name.empty() ? a.leg().profile.caller_name : std::string(name);
    legs.caller_number = number.empty() ? a.leg().profile.caller_number : std::string(number);
    legs.caller_dialplan = a.leg().profile.dialplan;
    legs.caller_context = a.leg().profile.context;
}

ESLIO_COLD void call_by_dial_string(const fake_user& user, const std::string& text,
                                    originate_request& wanted) {
    wanted.called_as = "user";
    wanted.destination = text;
    wanted.variables.add("dialed_user", user.name).add("dialed_domain", user.domain);
    if (text.find("presence_id=") == std::string::npos)
        wanted.variables.add("presence_id", user.name + "@" + user.domain);
}

ESLIO_COLD void say_caller(originate_request& legs) {
    const auto say = [&](std::string_view name, const std::string& value) {
        if (!value.empty() && legs.variables[name].empty()) legs.variables.add(name, value);
    };
    say("origination_caller_id_name", legs.caller_name);
    say("origination_caller_id_number", legs.caller_number);
}

ESLIO_COLD void export_over_bridge(call& a, call& b) {
    const auto pass = [](call& from, call& to) {
        const std::string names(from.leg().vars["bridge_export_vars"]);
        if (names.empty()) return;
        to.leg().vars.set("bridge_export_vars", names);
        for_each_exported(
            from, "bridge_export_vars",
            [&](std::string_view name, std::string_view value) { to.leg().vars.set(name, value); });
    };
    pass(b, a);
    pass(a, b);
}

ESLIO_COLD void run_bound_to_bridge(call& a, call& b) {
    const auto copy = [&](std::string_view leg, call& to) {
        const std::string front = "bridge_pre_execute_" + std::string(leg);
        const std::string name(a.leg().vars[front + "_app"]);
        if (name.empty()) return;
        to.leg().vars.set("bridge_pre_execute_app", name);
        if (const std::string data(a.leg().vars[front + "_data"]); !data.empty())
            to.leg().vars.set("bridge_pre_execute_data", data);
    };
    copy("aleg", a);
    copy("bleg", b);
    for (call* const c : {&a, &b}) {
        if (c->leg().is_down()) continue;
        c->bound().execute("execute_on_pre_bridge");
        c->bound().run_apis("api_before_bridge");
        const std::string name(c->leg().vars["bridge_pre_execute_app"]);
        if (!name.empty())
            c->bound().queue(name, std::string(c->leg().vars["bridge_pre_execute_data"]));
    }
}

ESLIO_COLD void run_bound_to_end_of_bridge(call& c) {
    c.bound().execute("execute_on_post_bridge");
    c.bound().run_apis("api_after_bridge");
}

ESLIO_COLD std::string_view place_after_bridge(call& c, bool answered) {
    const variables& v = c.leg().vars;
    if (!c.running().transfer) return {};
    const std::string_view where = answered ? v["transfer_after_bridge"] : std::string_view();
    return where.empty() ? v["transfer_after_early_bridge"] : where;
}

ESLIO_COLD bool send_on_after_bridge(call& c, bool answered) {
    std::string where(place_after_bridge(c, answered));
    if (where.empty()) return false;
    c.leg().vars.set("transfer_after_bridge", {});
    std::replace(where.begin(), where.end(), ':', ' ');
    c.running().transfer(where);
    return true;
}

}  // namespace eslio::testing::fake
