// API commands that speak of the switch itself: status, version, echo, variables, ...
#pragma once

#include <eslio/testing/fake_switch/machine.hpp>
#include <eslio/wire/percent.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

/// `0 years, 0 days, 0 hours, 3 minutes, 9 seconds, 206 milliseconds, 188 microseconds`
inline std::string uptime_text(core::duration uptime) {
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

inline std::string version_in_brackets(const machine& m) {
    const std::string& v = m.options.version;
    return v.substr(0, v.find('+')) + " " + m.options.version_note;
}

inline std::string status_text(machine& m) {
    const std::string peak = std::to_string(m.most_calls());
    return "UP " + uptime_text(m.uptime()) + "\nFreeSWITCH (Version " + version_in_brackets(m) +
           ") is ready\n" + std::to_string(m.sessions_since_startup()) +
           " session(s) since startup\n" + std::to_string(m.calls().size()) +
           " session(s) - peak " + peak + ", last 5min " + peak +
           " \n0 session(s) per Sec out of max 2000, peak 0, last 5min 0 \n"
           "5000 session(s) max\nmin idle cpu 0.00/100.00\nCurrent Stack Size/Max 240K/240K\n";
}

inline void run_msleep(machine&, std::string_view arguments, const api_done& done) {
    const auto time = wire::parse_number(wire::trim(arguments)).value_or(0);
    done(answer_after(std::chrono::milliseconds(time), "+OK"));
}

inline void run_global_getvar(machine& m, std::string_view arguments, const api_done& done) {
    if (!arguments.empty()) {
        const auto found = m.globals.find(arguments);
        return done(found == m.globals.end() ? std::string() : found->second);
    }
    std::string all;
    for (const auto& [name, value] : m.globals)
        all.append(name).append("=").append(value).append("\n");
    done(all);
}

inline void run_global_setvar(machine& m, std::string_view arguments, const api_done& done) {
    const std::string name(wire::next_word(arguments, '='));
    if (arguments.empty())
        m.globals.erase(name);
    else
        m.globals[name] = std::string(arguments);
    done("+OK");
}

inline void run_log(machine& m, std::string_view arguments, const api_done& done) {
    static constexpr std::string_view levels[] = {"console", "alert",  "crit", "err",
                                                  "warning", "notice", "info", "debug"};
    const std::string_view word = wire::next_word(arguments);
    log_line line;
    for (int i = 0; i < 8; ++i)
        if (wire::iequals(levels[i], word)) line.level = i;
    line.file = "mod_commands.c";
    line.function = "log_function";
    line.line = 6620;
    line.text = std::string(arguments) + "\n";
    m.fire_log(line);
    done("+OK\n");
}

inline void run_bgapi(machine& m, std::string_view arguments, const api_done& done) {
    const std::string job = m.new_uuid();
    done("+OK Job-UUID: " + job + "\n");
    m.after({}, [&m, job, line = std::string(arguments)] { m.run_job(job, line, {}); });
}

inline void install_system_apis(machine& m) {
    const auto text = [&m](const char* name, auto make) {
        m.apis[name] = [make](machine& self, std::string_view arguments, const api_done& done) {
            done(make(self, arguments));
        };
    };
    text("status", [](machine& self, std::string_view) { return status_text(self); });
    text("version", [](machine& self, std::string_view) {
        return "FreeSWITCH Version " + self.options.version + " (" + self.options.version_note +
               ")\n";
    });
    text("echo", [](machine&, std::string_view a) { return std::string(a); });
    text("create_uuid", [](machine& self, std::string_view) { return self.new_uuid(); });
    text("hostname", [](machine& self, std::string_view) { return self.options.hostname; });
    text("switchname", [](machine& self, std::string_view) { return self.options.switchname; });
    text("uptime", [](machine& self, std::string_view) {
        return std::to_string(
            std::chrono::duration_cast<std::chrono::seconds>(self.uptime()).count());
    });
    text("strftime", [](machine& self, std::string_view) { return calendar(self.date()).local(); });
    text("url_encode", [](machine&, std::string_view a) { return wire::percent_encode(a); });
    text("url_decode", [](machine&, std::string_view a) { return wire::percent_decode(a); });
    text("reloadxml", [](machine&, std::string_view) { return std::string("+OK [Success]\n"); });
    text("reload", [](machine&, std::string_view) {
        return std::string("+OK Reloading XML\n+OK module unloaded\n+OK module loaded\n");
    });
    m.apis["msleep"] = run_msleep;
    m.apis["global_getvar"] = run_global_getvar;
    m.apis["global_setvar"] = run_global_setvar;
    m.apis["log"] = run_log;
    m.apis["bgapi"] = run_bgapi;
    m.globals["hostname"] = m.options.hostname;
    m.globals["local_ip_v4"] = m.options.ipv4;
    m.globals["domain"] = m.options.ipv4;
}

}  // namespace eslio::testing::fake
