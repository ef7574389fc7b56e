// API commands that only work on text: regex, escape, expand, module_exists, ...
#pragma once

#include <eslio/event/event_name.hpp>
#include <eslio/testing/fake_switch/machine.hpp>
#include <eslio/testing/fake_switch/pattern.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

/// Puts values in place of `${name}` and `$${name}`.
template <class Lookup>
std::string replace_names(std::string_view text, Lookup value_of) {
    std::string out;
    while (!text.empty()) {
        const std::size_t begin = text.find("${");
        const std::size_t end = text.find('}', begin == text.npos ? 0 : begin);
        if (begin == text.npos || end == text.npos) break;
        out.append(text.substr(0, begin != 0 && text[begin - 1] == '$' ? begin - 1 : begin));
        out += value_of(text.substr(begin + 2, end - begin - 2));
        text.remove_prefix(end + 1);
    }
    return out.append(text);
}

inline std::string expand_globals(const machine& m, std::string_view text) {
    return replace_names(text, [&m](std::string_view name) {
        const auto found = m.globals.find(name);
        return found == m.globals.end() ? std::string() : found->second;
    });
}

/// `[uuid:<uuid> ]text`: names are those of headers of the channel's data, as `variable_x`.
inline void run_eval(machine& m, std::string_view text, const api_done& done) {
    if (!wire::starts_with(text, "uuid:")) return done(expand_globals(m, text));
    call* const c = m.find_live(wire::next_word(text).substr(5));
    event data;
    if (c != nullptr) data = c->leg().full_event(event_name::channel_data, {"", "", 0});
    done(replace_names(text, [&](std::string_view name) { return std::string(data[name]); }));
}

/// `text|expression[|replacement]`: true or false, or the replacement without references.
inline void run_regex(machine&, std::string_view arguments, const api_done& done) {
    const std::string_view text = wire::next_word(arguments, '|');
    if (arguments.empty()) return done("-ERR");
    std::string_view expression = wire::next_word(arguments, '|');
    if (expression.size() > 1 && expression.front() == '/' && expression.back() == '/')
        expression = expression.substr(1, expression.size() - 2);
    const bool found = pattern(expression, false).search(text);
    if (!arguments.empty()) return done(found ? std::string(arguments) : std::string(text));
    done(found ? "true" : "false");
}

/// `expand command`: runs the command with its variables expanded.
inline void run_expand(machine& m, std::string_view arguments, const api_done& done) {
    m.run_api_line(expand_globals(m, arguments),
                   [done](std::string text) { done(std::move(text)); });
}

inline void run_module_exists(machine&, std::string_view name, const api_done& done) {
    for (const char* module : {"mod_commands", "mod_conference", "mod_dptools", "mod_event_socket",
                               "mod_loopback", "mod_sofia", "mod_tone_stream"})
        if (name == module) return done("true");
    done("false");
}

inline void run_list_users(machine& m, std::string_view, const api_done& done) {
    std::string out = "userid|context|domain|group|contact|callgroup|effective_caller_id_name|"
                      "effective_caller_id_number\n";
    for (const fake_user& u : m.options.users) {
        std::string contact = "error/user_not_registered";
        for (const registration& r : m.registrations)
            if (r.user == u.name) contact = "sofia/internal/" + r.contact;
        out += u.name + "||" + u.domain + "|default|" + contact + "|||\n";
    }
    done(out + "\n+OK\n");
}

inline void run_help(machine& m, std::string_view, const api_done& done) {
    std::string out = "\nValid Commands:\n\n";
    for (const auto& [name, unused] : m.apis) out += name + ",,,mod_commands\n";
    done(out);
}

/// `json {"command":"status","data":""}`: knows `status` alone.
inline void run_json(machine& m, std::string_view arguments, const api_done& done) {
    static constexpr std::string_view key = "\"command\":\"";
    const std::size_t at = arguments.find(key);
    std::string_view rest = at == arguments.npos ? "" : arguments.substr(at + key.size());
    const std::string command(wire::next_word(rest, '"'));
    const std::string begin = "{\"command\":\"" + command + "\",";
    if (command != "status")
        return done(begin + "\"status\":\"error\",\"message\":\"Invalid request or non-existant "
                            "command\",\"response\":null}\n");
    const std::string active = std::to_string(m.calls().size());
    done(begin +
         "\"data\":\"\",\"status\":\"success\",\"response\":{\"systemStatus\":\"ready\","
         "\"version\":\"" +
         m.options.version +
         "\",\"sessions\":{\"count\":{\"total\":" + std::to_string(m.sessions_since_startup()) +
         ",\"active\":" + active + ",\"limit\":5000}}}}\n");
}

inline void install_text_apis(machine& m) {
    m.apis["regex"] = run_regex;
    m.apis["expand"] = run_expand;
    m.apis["module_exists"] = run_module_exists;
    m.apis["list_users"] = run_list_users;
    m.apis["help"] = run_help;
    m.apis["json"] = run_json;
    m.apis["eval"] = run_eval;
    m.apis["escape"] = [](machine&, std::string_view text, const api_done& done) {
        done(std::string(text));
    };
    m.apis["limit_usage"] = [](machine&, std::string_view text, const api_done& done) {
        done(text.empty() ? "USAGE: limit_usage <backend> <realm> <id> [rate]\n" : "0");
    };
    for (const char* silent : {"hash", "system"})
        m.apis[silent] = [](machine&, std::string_view, const api_done& done) { done(""); };
}

}  // namespace eslio::testing::fake
