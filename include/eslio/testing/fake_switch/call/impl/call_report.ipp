// The bodies of the functions of call_report.hpp.
#pragma once

#include <eslio/testing/fake_switch/call/call_report.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::string hold_events(const call_times& times) {
    std::string all = "{";
    for (std::size_t i = times.holds.size(); i-- > 0;) {
        const auto [on, off] = times.holds[i];
        all +=
            '{' + std::to_string(on) + ',' + std::to_string(off == 0 ? times.hangup : off) + "},";
    }
    all.back() = '}';
    return all;
}

ESLIO_COLD void add_report_stamps(channel& leg) {
    const call_times& t = leg.profile.times;
    variables& v = leg.vars;
    const auto stamp = [&](const char* name, std::int64_t when) {
        if (when != 0) v.set(name, calendar(when).local());
    };
    const auto epoch = [&](const std::string& name, std::int64_t when) {
        v.set(name + "_epoch", std::to_string(when / 1'000'000));
        v.set(name + "_uepoch", std::to_string(when));
    };
    stamp("start_stamp", t.created);
    const std::int64_t profile_start = t.profile_created == 0 ? t.created : t.profile_created;
    stamp("profile_start_stamp", profile_start);
    stamp("answer_stamp", t.answered);
    stamp("bridge_stamp", t.bridged);
    stamp("hold_stamp", t.last_hold);
    stamp("progress_stamp", t.progress);
    stamp("progress_media_stamp", t.progress_media);
    stamp("end_stamp", t.hangup);
    epoch("start", t.created);
    epoch("profile_start", profile_start);
    epoch("answer", t.answered);
    epoch("bridge", t.bridged);
    epoch("last_hold", t.last_hold);
    v.set("hold_accum_seconds", std::to_string(t.hold_total / 1'000'000));
    v.set("hold_accum_usec", std::to_string(t.hold_total));
    v.set("hold_accum_ms", std::to_string(t.hold_total / 1000));
    epoch("resurrect", 0);
    epoch("progress", t.progress);
    epoch("progress_media", t.progress_media);
    epoch("end", t.hangup);
    if (!t.holds.empty()) v.set("hold_events", hold_events(t));
}

ESLIO_COLD void add_report_durations(channel& leg) {
    const call_times& t = leg.profile.times;
    // A difference of whole seconds, not the whole seconds of a difference.
    const auto all = [&](const std::string& suffix, const std::string& total, std::int64_t unit) {
        const auto between = [&](std::int64_t from, std::int64_t to) {
            return from == 0 || to == 0 ? 0 : to / unit - from / unit;
        };
        const auto set = [&](const std::string& name, std::int64_t units) {
            leg.vars.set(name, std::to_string(units));
        };
        set(total, between(t.created, t.hangup));
        set("bill" + suffix, between(t.answered, t.hangup));
        set("progress" + suffix, between(t.created, t.progress));
        set("answer" + suffix, between(t.created, t.answered));
        set("wait" + suffix, t.bridged > t.created ? between(t.created, t.bridged) : 0);
        set("progress_media" + suffix, between(t.created, t.progress_media));
        set("flow_bill" + suffix, t.answered == 0 ? 0 : between(t.created, t.hangup));
    };
    all("sec", "duration", 1'000'000);
    all("msec", "mduration", 1000);
    all("usec", "uduration", 1);
}

ESLIO_COLD void add_report_variables(channel& leg) {
    leg.vars.set("hangup_cause", leg.cause());
    leg.vars.set("hangup_cause_q850", std::to_string(leg.q850()));
    leg.vars.set("digits_dialed", leg.digits_dialed.empty() ? "none" : leg.digits_dialed);
    add_report_stamps(leg);
    const std::string last_app(leg.vars["current_application"]);
    leg.vars.set("last_app", last_app);
    leg.vars.set("last_arg", leg.vars["current_application_data"]);
    const caller_profile& p = leg.profile;
    leg.vars.set("caller_id", p.caller_name.empty()
                                  ? p.caller_number
                                  : "\"" + p.caller_name + "\" <" + p.caller_number + ">");
    add_report_durations(leg);
}

}  // namespace eslio::testing::fake
