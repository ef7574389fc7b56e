// The bodies of the functions of system.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/system.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::string uptime_text(core::duration uptime) {
    std::int64_t us = std::chrono::duration_cast<std::chrono::microseconds>(uptime).count();
    struct unit {
        const char* name;
        std::int64_t microseconds;
    };
    static constexpr unit units[] = {{"year", 31'536'000'000'000},
                                     {"day", 86'400'000'000},
                                     {"hour", 3'600'000'000},
                                     {"minute", 60'000'000},
                                     {"second", 1'000'000},
                                     {"millisecond", 1000},
                                     {"microsecond", 1}};
    std::string text;
    for (const unit& u : units) {
        const std::int64_t n = us / u.microseconds;
        us %= u.microseconds;
        if (!text.empty()) text += ", ";
        text += std::to_string(n) + " " + u.name + (n == 1 ? "" : "s");
    }
    return text;
}

ESLIO_COLD std::string version_in_brackets(const machine& m) {
    const std::string& v = m.options.version;
    return v.substr(0, v.find('+')) + " " + m.options.version_note;
}

ESLIO_COLD std::string status_text(machine& m) {
    const std::string peak = std::to_string(m.most_calls());
    return "UP " + uptime_text(m.uptime()) + "\nFreeSWITCH (Version " + version_in_brackets(m) +
           ") is ready\n" + std::to_string(m.sessions_since_startup()) +
           " session(s) since startup\n" + std::to_string(m.calls().size()) +
           " session(s) - peak " + peak + ", last 5min " + peak +
           " \n0 session(s) per Sec out of max 2000, peak 0, last 5min 0 \n"
           "5000 session(s) max\nmin idle cpu 0.00/100.00\nCurrent Stack Size/Max 240K/240K\n";
}

ESLIO_COLD std::string answer_version(const api_call& c) {
    const std::string& v = c.inside.options.version;
    if (wire::iequals(c.arguments, "short")) return v.substr(0, v.find('+')) + "\n";
    const std::string note =
        c.arguments.empty() ? c.inside.options.version_note : version_in_brackets(c.inside);
    return "FreeSWITCH Version " + v + " (" + note + ")\n";
}

ESLIO_COLD std::string answer_uptime(const api_call& c) {
    struct unit {
        std::string_view short_name, name;
        std::int64_t microseconds;
    };
    static constexpr unit units[] = {{"us", "microseconds", 1},     {"ms", "milliseconds", 1000},
                                     {"s", "seconds", 1'000'000},   {"m", "minutes", 60'000'000},
                                     {"h", "hours", 3'600'000'000}, {"d", "days", 86'400'000'000}};
    const std::string_view wanted = c.arguments.empty() ? "s" : c.arguments;
    const std::int64_t us =
        std::chrono::duration_cast<std::chrono::microseconds>(c.inside.uptime()).count();
    for (const unit& u : units)
        if (wire::iequals(wanted, u.short_name) || wire::iequals(wanted, u.name))
            return std::to_string(us / u.microseconds) + "\n";
    return c.usage();
}

ESLIO_COLD void run_msleep(const api_call& c) {
    const auto time = wire::parse_number(c.arguments).value_or(0);
    c.done(answer_after(std::chrono::milliseconds(time), "+OK"));
}

ESLIO_COLD std::string answer_global_getvar(const api_call& c) {
    machine& m = c.inside;
    if (wire::iequals(c.arguments, "core_uuid")) return m.options.core_uuid;
    if (!c.arguments.empty()) {
        const auto* const found = m.globals.find(c.arguments);
        return found == nullptr ? std::string() : *found;
    }
    std::string all;
    for (const auto& [name, value] : m.globals)
        all.append(name).append("=").append(value).append("\n");
    return all;
}

ESLIO_COLD std::string answer_global_setvar(const api_call& c) {
    const std::vector<std::string> words = c.words(3, '=');
    if (words.empty() || words[0].empty()) return c.usage();
    auto& globals = c.inside.globals;
    const auto* const found = globals.find(words[0]);
    const std::string now = found == nullptr ? std::string() : *found;
    // switch_core_set_var_conditional
    if (words.size() > 2 && !words[2].empty() && now != words[2]) return "+OK";
    if (words.size() > 1 && !words[1].empty())
        globals[words[0]] = words[1];
    else
        globals.erase(words[0]);
    return "+OK";
}

ESLIO_COLD std::string answer_log(const api_call& c) {
    std::string_view text = c.arguments;
    const int level = log_level_of(wire::next_word(text));
    log_line line;
    if (level >= 0) line.level = level;
    line.file = "mod_commands.c";
    line.function = "log_function";
    line.line = 6620;
    line.channel = 3;
    // Date, idle time of the processor, level and place (switch_log.c: switch_log_meta_vprintf).
    char front[64];
    const calendar now(c.inside.date());
    std::snprintf(front, sizeof front, "%s.%06d 98.50%% [%s] ", now.local().c_str(),
                  now.microsecond, log_level_name(line.level).c_str());
    line.text =
        front + line.file + ":" + std::to_string(line.line) + " " + std::string(text) + "\n";
    c.inside.fire_log(line);
    return "+OK\n";
}

ESLIO_COLD std::string answer_console(const api_call& c) {
    std::string_view rest = c.arguments;
    const std::string_view verb = wire::next_word(rest);
    const std::string state = is_on(rest) ? "enabled\n" : "disabled\n";
    if (verb == "loglevel") {
        const int level = log_level_of(rest.empty() ? "warning" : rest);
        return level < 0 ? "-ERR Invalid console loglevel (" + std::string(rest) + ")!\n\n"
                         : "+OK console log level set to " + log_level_name(level) + "\n";
    }
    if (verb == "colorize") return "+OK console color " + state;
    if (verb == "uuid") return "+OK console uuid " + state;
    if (verb == "json") return "+OK console json " + state;
    const std::string rule(80, '-');
    return "USAGE:\n" + rule +
           "\nconsole help\nconsole loglevel [[0-7] | <loglevel_string>]\n"
           "console uuid [on|off|toggle]\nconsole json [on|off|toggle]\n"
           "console colorize [on|off|toggle]\n" +
           rule + "\n";
}

ESLIO_COLD std::string answer_opus_debug(const api_call& c) {
    if (is_on(c.arguments)) return "OPUS Debug: on\nLibrary version: libopus 1.3.1\n";
    return wire::iequals(c.arguments, "off") ? "OPUS Debug: off\n" : c.usage();
}

ESLIO_COLD std::string answer_sndfile_debug(const api_call& c) {
    if (is_on(c.arguments)) return "Sndfile Debug: on\n";
    return wire::iequals(c.arguments, "off") ? "Sndfile Debug: off\n" : c.usage();
}

ESLIO_COLD std::string answer_msrp(const api_call& c) {
    if (c.arguments.empty()) return "-ERR usage: debug <on|off>|restart\n";
    if (c.arguments == "debug on") return "+OK debug on\n";
    return c.arguments == "debug off" ? "+OK debug off\n" : std::string();
}

ESLIO_COLD void install_globals(machine& m) {
    m.globals["hostname"] = m.options.hostname;
    m.globals["local_ip_v4"] = m.options.ipv4;
    m.globals["domain"] = m.options.ipv4;
}

}  // namespace eslio::testing::fake
