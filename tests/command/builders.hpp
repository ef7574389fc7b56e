// The builders that take a text, each with what FreeSWITCH makes of it and what it may refuse.
#pragma once

#include "command/dial_model.hpp"
#include "command/switch_reader.hpp"
#include "support/url_decode.hpp"

#include <eslio/command/applications.hpp>
#include <eslio/command/bridge.hpp>
#include <eslio/command/originate.hpp>
#include <eslio/command/prompt.hpp>
#include <eslio/command/sendmsg.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace test {

namespace app = eslio::app;
using eslio::any_text;
using eslio::error_code;
using eslio::untrusted;

/// What became of a text: refused, or arrived as it was or otherwise.
struct arrival {
    error_code refused;
    std::string why;
    std::optional<std::string> text;
};

inline arrival refused(const eslio::argument_error& wrong) {
    return {wrong.code(), wrong.words(), std::nullopt};
}

inline arrival arrived(std::optional<std::string> text) {
    return {{}, {}, std::move(text)};
}

/// The argument in a `sendmsg`, as FreeSWITCH finds it: the header without the blanks at its front,
/// or the body.
inline std::string argument_in(const std::string& bytes) {
    const std::size_t end = bytes.find("\n\n");
    const std::string head = bytes.substr(0, end + 1);
    const std::size_t at = head.find("\nexecute-app-arg: ");
    if (at == std::string::npos) return bytes.substr(end + 2);
    std::string value = head.substr(at + 18, head.find('\n', at + 1) - at - 18);
    return value.erase(0, value.find_first_not_of(' '));
}

using reader = std::function<std::optional<std::string>(const std::string& argument)>;

/// What the calls of these tests have set.
inline const variables known = {{"v", "value"}, {"w-1", "x\\\\y"}};

/// Executes an application; `read` is what it does with its argument.
inline arrival executes(const eslio::application& a, const reader& read) {
    if (a.error()) return refused(a.problem());
    const auto argument = executed(argument_in(a.message("id").to_command().bytes()), known);
    return arrived(argument ? read(*argument) : std::nullopt);
}

/// One of the words that an application splits at blanks.
inline reader word(std::size_t index, std::size_t of, std::size_t most) {
    return [=](const std::string& argument) -> std::optional<std::string> {
        const texts words = separate(argument, ' ', most);
        if (words.size() != of) return std::nullopt;
        return words[index];
    };
}

/// The extension of `EXT [DIALPLAN]`, which is the call's own one, or `XML`.
inline std::optional<std::string> extension_alone(const std::string& argument) {
    const texts words = separate(argument, ' ', 4);
    if (words.size() != 1 && (words.size() != 2 || words[1] != "XML")) return std::nullopt;
    return words[0];
}

inline std::optional<std::string> whole(const std::string& argument) {
    return argument;
}

/// Of a `multiset` the variable `x` among its neighbours.
inline std::optional<std::string> among_three(const std::string& argument) {
    const auto all = read_multiset(argument, known);
    const bool good =
        all.size() == 3 && all[0].second == "1" && all[2].second == "2" && all[1].first == "x";
    return good ? all[1].second : std::nullopt;
}

inline arrival originates(
    const eslio::originate& o,
    const std::function<std::optional<std::string>(const originated&)>& read) {
    if (o.error()) return refused(o.problem());
    const originated done = read_originate(o.text());
    return arrived(done.usage.empty() && !done.ends_the_switch ? read(done) : std::nullopt);
}

inline std::optional<std::string> variable_x(const originated& o) {
    const bool good = o.application == "park" && o.callee.global.size() == 1 &&
                      o.callee.alternatives.size() == 1 && o.callee.alternatives[0].size() == 1 &&
                      o.callee.alternatives[0][0].second == "null/1";
    return good ? std::optional(o.callee.global.begin()->second) : std::nullopt;
}

inline bool has(const std::string& text, std::string_view any) {
    return text.find_first_of(any) != std::string::npos;
}

inline bool is_unkept_array(const std::string& text) {
    return text.rfind("ARRAY::", 0) == 0 && kept(text) != text;
}

inline bool unfit_for_braces(const std::string& text) {
    int depth = 0;
    for (const char c : text) {
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        if (depth < 0) return true;
    }
    return depth != 0 || text.find(":_:") != std::string::npos;
}

/// Line breaks as such or percent-coded, `${` with what readers take off between.
inline bool unfit_for_strangers(const std::string& text) {
    std::string bare;
    for (const char c : text)
        if (c != '\\' && c != '\'') bare.push_back(c);
    return test::decodes_to_break(text) || has(text, std::string_view("\r\n\0", 3)) ||
           bare.find("${") != std::string::npos;
}

inline bool never(const std::string&) {
    return false;
}

struct builder {
    std::string name;
    std::function<arrival(const any_text&)> carry;
    std::function<bool(const std::string&)> may_refuse;
};

/// A text alone, in an application that does not split it.
inline builder plain(std::string name, std::function<eslio::application(const any_text&)> make,
                     const reader& read = whole,
                     std::function<bool(const std::string&)> may_refuse = never) {
    return {std::move(name), [make, read](const any_text& t) { return executes(make(t), read); },
            std::move(may_refuse)};
}

inline const std::vector<builder>& builders() {
    using namespace std::chrono_literals;
    const auto set = [](const std::string& a) { return base_set(a, known).second; };
    const auto path = [](const std::string& argument) -> std::optional<std::string> {
        // `data + (argv[2] - argv[0])`: what follows the second bar, without blanks at its front.
        const texts parts = separate(argument, '|', 3);
        const std::size_t at = argument.find('|', argument.find('|') + 1) + 1;
        if (parts.size() != 3 || parts[0] != "e" || parts[1] != "v") return std::nullopt;
        return argument.substr(at);
    };
    const auto any_address = [](const std::string& t) { return t[0] == '&' && t.size() > 1; };
    static const std::vector<builder> all = {
        {"originate variable",
         [](const any_text& t) {
             return originates(eslio::originate("null/1").variable("x", t), variable_x);
         },
         [](const std::string& t) {
             return unfit_for_braces(t) || is_unkept_array(t) || holds_variable(t);
         }},
        {"caller id",
         [](const any_text& t) {
             return originates(eslio::originate("null/1").caller_id(t, ""), variable_x);
         },
         [](const std::string& t) {
             return unfit_for_braces(t) || is_unkept_array(t) || unfit_for_strangers(t) ||
                    t == "_undef_";
         }},
        {"bridge variable",
         [](const any_text& t) {
             const eslio::dial_string d = eslio::dial_string("null/1").variable("x", t);
             const eslio::call_message m = eslio::cmd::bridge(d);
             if (m.error()) return refused(m.problem());
             const auto text = executed(argument_in(m.to_command().bytes()));
             const dialled read = read_dial_string(text.value_or(""));
             if (read.global.size() != 1) return arrived(std::nullopt);
             return arrived(read.global.at("x"));
         },
         [](const std::string& t) {
             return unfit_for_braces(t) || is_unkept_array(t) || holds_variable(t);
         }},
        plain(
            "set", [](const any_text& t) { return app::set("x", t); }, set, is_unkept_array),
        plain(
            "export", [](const any_text& t) { return app::export_variable("x", t); },
            [](const std::string& a) { return kept(a.substr(a.find('=') + 1)); }, is_unkept_array),
        {"multiset",
         [](const any_text& t) {
             eslio::variable_list three;
             three.add("a", "1").add("x", t).add("b", "2");
             return executes(app::multiset(three), among_three);
         },
         is_unkept_array},
        plain("playback", [](const any_text& t) { return app::playback(t); }),
        plain(
            "record", [](const any_text& t) { return app::record(t, 5s); }, word(0, 2, 4)),
        plain(
            "record without limit", [](const any_text& t) { return app::record(t); },
            word(0, 1, 4)),
        plain(
            "record_session", [](const any_text& t) { return app::record_session(t); },
            word(0, 1, 5)),
        plain("stop_record_session", [](const any_text& t) { return app::stop_record_session(t); }),
        plain(
            "say", [](const any_text& t) { return app::say("en", "number", "iterated", t); },
            word(3, 4, 5)),
        plain(
            "speak", [](const any_text& t) { return app::speak("e", "v", t); }, path),
        plain("send_dtmf", [](const any_text& t) { return app::send_dtmf(t); }),
        plain(
            "transfer",
            [](const any_text& t) { return app::transfer(eslio::extension(t, "XML", "c")); },
            word(0, 3, 4), [](const std::string& t) { return t == "-bleg"; }),
        plain(
            "execute_extension", [](const any_text& t) { return app::execute_extension(t); },
            extension_alone),
        {"originate extension",
         [](const any_text& t) {
             return originates(eslio::originate("null/1").extension(eslio::extension(t, "d", "c")),
                               [](const originated& o) -> std::optional<std::string> {
                                   if (o.dialplan != "d" || o.context != "c") return std::nullopt;
                                   return o.extension;
                               });
         },
         [any_address](const std::string& t) {
             return any_address(t) || has(t, "\r\n") || t == "undef" || t == "UNDEF";
         }},
        {"originate context",
         [](const any_text& t) {
             return originates(
                 eslio::originate("null/1").extension(eslio::extension("1", "d", t.text())),
                 [](const originated& o) -> std::optional<std::string> {
                     if (o.dialplan != "d" || o.extension != "1") return std::nullopt;
                     return o.context;
                 });
         },
         [](const std::string& t) { return has(t, "\r\n") || t == "undef" || t == "UNDEF"; }},
    };
    return all;
}

/// Files and patterns of prompts, which take strings alone.
struct prompt_part {
    const char* name;
    std::function<eslio::application(const std::string&)> make;
    reader read;
};

inline const std::vector<prompt_part>& prompt_parts() {
    using eslio::digit_reading;
    using eslio::prompt;
    static const std::vector<prompt_part> all = {
        {"prompt file", [](const std::string& t) { return prompt(t, 0, 4).to_application(); },
         word(5, 10, 11)},
        {"prompt invalid file",
         [](const std::string& t) { return prompt("f", 1, 4).invalid(t).to_application(); },
         word(6, 10, 11)},
        {"prompt pattern",
         [](const std::string& t) { return prompt("f", 1, 4).accept(t).to_application(); },
         word(8, 10, 11)},
        {"prompt terminators",
         [](const std::string& t) { return prompt("f", 1, 4).terminators(t).to_application(); },
         word(4, 10, 11)},
        {"read file", [](const std::string& t) { return digit_reading(t, 1, 4).to_application(); },
         word(2, 6, 7)},
        {"read terminators",
         [](const std::string& t) {
             return digit_reading("f", 1, 4).terminators(t).to_application();
         },
         word(5, 6, 7)},
    };
    return all;
}

/// What `loop_playback` plays once; nothing if it was told how often.
inline std::optional<std::string> file_without_loops(const std::string& argument) {
    if (argument.rfind('+', 0) == 0) return std::nullopt;
    return argument;
}

/// What `speak` says when it is given neither engine nor voice.
inline std::optional<std::string> spoken_alone(const std::string& argument) {
    if (separate(argument, '|', 3).size() > 1) return std::nullopt;
    return argument;
}

/// Changed, or made several words of, where an argument is split at blanks.
inline bool is_split(const std::string& text) {
    return has(text, " '\\") || text.rfind("^^", 0) == 0;
}

/// A stranger's text as the whole argument of `execute`.
inline builder by_name(const std::string& application, const reader& read,
                       const std::function<bool(const std::string&)>& may_refuse) {
    return {"execute " + application,
            [application, read](const any_text& t) {
                const eslio::call_message m = eslio::cmd::execute(application, *t.stranger());
                if (m.error()) return refused(m.problem());
                const auto argument = executed(argument_in(m.to_command().bytes()));
                return arrived(argument ? read(*argument) : std::nullopt);
            },
            [may_refuse](const std::string& t) {
                return may_refuse(t) || t.rfind("%[", 0) == 0 || t.rfind("%;[", 0) == 0;
            }};
}

/// A stranger's text, where a builder takes nothing else.
inline const std::vector<builder>& strangers_builders() {
    static const std::vector<builder> all = {
        by_name("x", whole, never),
        by_name("record", word(0, 1, 4), is_split),
        by_name("record_session", word(0, 1, 5), is_split),
        by_name(
            "loop_playback", [](const std::string& a) { return file_without_loops(a); },
            [](const std::string& t) { return t[0] == '+'; }),
        by_name(
            "speak", [](const std::string& a) { return spoken_alone(a); },
            [](const std::string& t) { return has(t, "|") || t.rfind("^^", 0) == 0; }),
        {"originate application",
         [](const any_text& t) {
             return originates(eslio::originate("null/1").application("x", t),
                               [](const originated& o) -> std::optional<std::string> {
                                   if (o.application != "x" || !o.argument) return std::nullopt;
                                   return executed(*o.argument);
                               });
         },
         [](const std::string& t) {
             return has(t, ")") || t.rfind("%[", 0) == 0 || t.rfind("%;[", 0) == 0;
         }},
        {"xferext",
         [](const any_text& t) {
             const eslio::call_message m = eslio::cmd::xferext().application("x", t);
             if (m.error()) return refused(m.problem());
             const std::string bytes = m.to_command().bytes();
             const std::size_t at = bytes.find("\napplication: x ") + 16;
             const std::string data = bytes.substr(at, bytes.find('\n', at) - at);
             if (data.find("\\'") != std::string::npos) return arrived(std::nullopt);
             return arrived(executed(data));
         },
         [](const std::string& t) { return t.rfind("%[", 0) == 0 || t.rfind("%;[", 0) == 0; }},
    };
    return all;
}

}  // namespace test
