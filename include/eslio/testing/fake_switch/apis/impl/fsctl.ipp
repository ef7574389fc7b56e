// The bodies of the functions of fsctl.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/fsctl.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::string fsctl_pause(machine& m, std::string_view verb, std::string_view direction) {
    const bool in = !wire::iequals(direction, "outbound");
    const bool out = !wire::iequals(direction, "inbound");
    const auto is_paused = [&m](const char* name) { return m.kept.settings.contains(name); };
    if (verb == "pause_check") {
        const bool paused = (!in || is_paused("paused in")) && (!out || is_paused("paused out"));
        return paused ? "true" : "false";
    }
    const auto change = [&](const char* name) {
        if (verb == "pause")
            m.kept.settings[name] = "true";
        else
            m.kept.settings.erase(name);
    };
    if (in) change("paused in");
    if (out) change("paused out");
    return "+OK\n";
}

ESLIO_COLD std::string fsctl_value(const fsctl_setting& s, const std::string& word) {
    const auto number = wire::parse_number(word);
    if (wire::icontains(s.name, "dtmf_duration"))
        return number ? std::to_string(std::clamp<std::uint64_t>(*number, 400, 192'000)) : "";
    if (s.name == "verbose_events") return is_true(word) ? "on" : "off";
    if (s.name == "api_expansion") return is_true(word) ? "on" : "off";
    if (s.name == "threaded_system_exec") return is_true(word) ? "true" : "false";
    return number ? word : std::string();
}

/// Its answer has no line end where there is a limit.
ESLIO_COLD std::string fsctl_min_idle(machine& m, const fsctl_setting& s, const std::string& word) {
    std::string& kept = m.kept.settings[std::string(s.name)];
    if (!word.empty()) {
        char text[64] = {};
        const double least = std::atof(word.c_str());
        if (least > 0) std::snprintf(text, sizeof text, "%0.2f", least);
        if (least >= 0) kept = text;
    }
    return "+OK " + std::string(s.before) + (kept.empty() ? std::string(s.value) + "\n" : kept);
}

ESLIO_COLD std::string fsctl_setting_text(machine& m, const fsctl_setting& s,
                                          std::string_view rest) {
    const std::string word(rest.substr(0, rest.find(' ')));
    const std::string name(s.name);
    if (s.name == "loglevel" && !word.empty()) {
        const int level = log_level_of(word);
        if (level < 0 && !wire::iequals(word, "disable"))
            return "-ERR syntax error, log level not set!\n";
        m.kept.settings[name] = level < 0
                                    ? std::string(s.value)
                                    : log_level_name(level) + " [" + std::to_string(level) + "]";
    }
    if (s.name == "min_idle_cpu") return fsctl_min_idle(m, s, word);
    if (const std::string value = fsctl_value(s, word);
        s.can_be_set && !value.empty() && !word.empty())
        m.kept.settings[name] = value;
    const auto* const set = m.kept.settings.find(name);
    const std::string value = set == nullptr ? std::string(s.value) : *set;
    return "+OK " + std::string(s.before) + value + std::string(s.after);
}

ESLIO_COLD std::string fsctl_command(machine& m, std::string_view verb, std::string_view rest) {
    for (const fsctl_answer& a : fsctl_answers)
        if (a.name == verb) return std::string(a.text);
    if (verb == "pause" || verb == "resume" || verb == "pause_check")
        return fsctl_pause(m, verb, rest);
    if (verb == "shutdown") return "+OK\n";
    if (verb == "mdns_resolve" && (rest == "enable" || rest == "disable")) return "+OK\n";
    if (verb == "hupall") {
        m.hang_up_all(rest.empty() ? "MANAGER_REQUEST" : rest);
        return "+OK\n";
    }
    for (const fsctl_setting& s : fsctl_settings)
        if (s.name == verb) return fsctl_setting_text(m, s, rest);
    return {};
}

ESLIO_COLD void run_fsctl(const api_call& c) {
    std::string_view rest = c.arguments;
    // The clock is measured five seconds long (switch_time.c: switch_time_calibrate_clock).
    const bool measures = wire::iequals(wire::next_word(rest), "calibrate_clock");
    c.done(answer_after(std::chrono::seconds(measures ? 5 : 0), answer_fsctl(c)));
}

ESLIO_COLD std::string answer_fsctl(const api_call& c) {
    if (c.arguments.empty()) return c.usage();
    std::string_view rest = c.arguments;
    const std::string verb = lower(wire::next_word(rest));
    std::string said = fsctl_command(c.inside, verb, wire::trim_left(rest));
    if (!said.empty()) return said;
    return "-ERR Invalid command\nUSAGE: fsctl " + std::string(c.syntax) + "\n";
}

}  // namespace eslio::testing::fake
