// The arguments of `originate` and of the variables of dial strings, as dial_builders.hpp has those
// of endpoints.
#pragma once

#include "command/dial_builders.hpp"

#include <eslio/command/dial_string.hpp>
#include <eslio/command/originate.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace test {

/// A part of a call to `null/1` that is otherwise as it should be.
inline arrival calls(
    const eslio::originate& call,
    const std::function<std::optional<std::string>(const originated&, const dialled_all&)>& read) {
    return originates(call, [&read](const originated& o) -> std::optional<std::string> {
        const dialled_all all = read_dial_strings(o.dial);
        return all.failure.empty() ? read(o, all) : std::nullopt;
    });
}

/// The only variable of its list, of a call without any others.
inline std::optional<std::string> only(const variables& all, const std::string& name) {
    return all.size() == 1 && all.count(name) == 1 ? std::optional(all.at(name)) : std::nullopt;
}
inline std::optional<std::string> only_name(const variables& all) {
    const bool good = all.size() == 1 && all.begin()->second == "v";
    return good ? std::optional(all.begin()->first) : std::nullopt;
}
inline std::optional<std::string> of_all_legs(const originated& o, const dialled_all& all,
                                              const std::string& name) {
    const bool whole =
        o.application == "park" && all.parts.size() == 1 &&
        all.parts[0].alternatives == decltype(dialled::alternatives){{{{}, "null/1"}}};
    return whole ? only(all.parts[0].global, name) : std::nullopt;
}

/// Values of variables: what no scope brings through, and what is refused of strangers.
inline predicate bad_value(char open, char close, bool of_strangers) {
    return [=](const std::string& text) {
        int depth = 0;
        bool balanced = true;
        for (const char c : text) {
            depth += c == open ? 1 : c == close ? -1 : 0;
            balanced = balanced && depth >= 0;
        }
        return text.empty() || !balanced || depth != 0 || text.find('\0') != text.npos ||
               text.find(":_:") != std::string::npos || (open == '[' && has(text, "\x01")) ||
               holds_variable(text) ||
               (of_strangers ? unfit_for_strangers(text) || text.rfind("ARRAY::", 0) == 0
                             : is_unkept_array(text));
    };
}
inline bool bad_name(const std::string& text) {
    return text.empty() || has_control(text) || has(text, " =,[]{}'\"\\$:^|<>");
}
/// Of the caller; an empty part is left out.
inline bool bad_number(const std::string& text) {
    return !text.empty() && bad_value('{', '}', true)(text);
}
inline bool bad_caller(const std::string& text) {
    return bad_number(text) || text == "_undef_";
}

inline const std::vector<hostile_argument>& originate_arguments() {
    using eslio::dial_string;
    using eslio::endpoint;
    using eslio::originate;
    const auto no_word = [](const std::string& t) {
        return t.empty() || has(t, std::string_view("\r\n\0", 3)) || is_word(t, "undef");
    };
    const auto no_name = [no_word](const std::string& t) { return !t.empty() && no_word(t); };
    const auto leg_of = [](const dialled_all& all) -> const variables& {
        return all.parts.at(0).alternatives.at(0).at(0).first;
    };
    static const std::vector<hostile_argument> table = {
        {"variable of all legs",
         [](const any_text& t) {
             return calls(originate("null/1").variable("x", t),
                          [](const originated& o, const dialled_all& all) {
                              return of_all_legs(o, all, "x");
                          });
         },
         bad_value('{', '}', true), bad_value('{', '}', false)},
        {"variable of one leg",
         [leg_of](const any_text& t) {
             return calls(
                 originate(endpoint("null/1").variable("x", t)),
                 [&](const originated&, const dialled_all& all) { return only(leg_of(all), "x"); });
         },
         bad_value('[', ']', true), bad_value('[', ']', false)},
        {"variable of an enterprise originate",
         [](const any_text& t) {
             dial_string callee = dial_string("null/1").enterprise("null/2").variable("x", t);
             return calls(originate(callee), [](const originated&, const dialled_all& all) {
                 return all.parts.size() == 2 ? only(all.ultra, "x") : std::nullopt;
             });
         },
         bad_value('<', '>', true), bad_value('<', '>', false)},
        {"name of a variable of all legs",
         [](const any_text& t) {
             return calls(originate("null/1").variable(t.text(), "v"),
                          [](const originated&, const dialled_all& all) {
                              return only_name(all.parts.at(0).global);
                          });
         },
         nullptr, bad_name},
        {"name of a variable of one leg",
         [leg_of](const any_text& t) {
             return calls(
                 originate(endpoint("null/1").variable(t.text(), "v")),
                 [&](const originated&, const dialled_all& all) { return only_name(leg_of(all)); });
         },
         nullptr, bad_name},
        {"caller id's name",
         [](const any_text& t) {
             return calls(originate("null/1").caller_id(t, ""),
                          [empty = t.text().empty()](const originated& o, const dialled_all& all) {
                              if (empty && o.dial == "null/1")
                                  return std::optional<std::string>("");
                              return of_all_legs(o, all, "origination_caller_id_name");
                          });
         },
         bad_caller, bad_caller},
        {"caller id's number",
         [](const any_text& t) {
             return calls(originate("null/1").caller_id("", t),
                          [empty = t.text().empty()](const originated& o, const dialled_all& all) {
                              if (empty && o.dial == "null/1")
                                  return std::optional<std::string>("");
                              return of_all_legs(o, all, "origination_caller_id_number");
                          });
         },
         bad_number, bad_number},
        {"uuid",
         [](const any_text& t) {
             return calls(originate("null/1").uuid(t.text()),
                          [](const originated& o, const dialled_all& all) {
                              return of_all_legs(o, all, "origination_uuid");
                          });
         },
         nullptr,
         [](const std::string& t) {
             return t.empty() || t.find(":_:") != t.npos || is_unkept_array(t) ||
                    !eslio::detail::consists_of(t, "-_.:@+~=!");
         }},
        {"extension",
         [](const any_text& t) {
             return originates(originate("null/1").extension(eslio::extension(t, "d", "c")),
                               [](const originated& o) -> std::optional<std::string> {
                                   const bool good = o.dialplan == "d" && o.context == "c" &&
                                                     o.dial == "null/1" && o.application.empty();
                                   return good ? std::optional(o.extension) : std::nullopt;
                               });
         },
         [](const std::string& t) { return no_address(t) || is_word(t, "undef"); },
         [no_word](const std::string& t) { return no_word(t) || (t.size() > 1 && t[0] == '&'); }},
        {"extension for inline",
         [](const any_text& t) {
             if (t.stranger() == nullptr) return arrived(std::string(t.text()));
             return originates(
                 originate("null/1").extension(eslio::extension(t, "XML,INLINE", "c")),
                 [](const originated&) { return std::optional<std::string>(); });
         },
         [](const std::string&) { return true; }, never},
        {"context",
         [](const any_text& t) {
             if (t.text().empty()) return arrived(std::string());  // the default
             return originates(originate("null/1").extension(eslio::extension("1", "d", t.text())),
                               [](const originated& o) -> std::optional<std::string> {
                                   const bool good = o.dialplan == "d" && o.extension == "1";
                                   return good ? std::optional(o.context) : std::nullopt;
                               });
         },
         nullptr, no_name},
        {"dialplan",
         [](const any_text& t) {
             if (t.text().empty()) return arrived(std::string());
             return originates(originate("null/1").extension(eslio::extension("1", t.text(), "c")),
                               [](const originated& o) -> std::optional<std::string> {
                                   const bool good = o.context == "c" && o.extension == "1";
                                   return good ? std::optional(o.dialplan) : std::nullopt;
                               });
         },
         nullptr, no_name},
        {"application's name",
         [](const any_text& t) {
             return originates(originate("null/1").application(t.text(), "a"),
                               [](const originated& o) -> std::optional<std::string> {
                                   return o.argument == "a" ? std::optional(o.application)
                                                            : std::nullopt;
                               });
         },
         nullptr, [](const std::string& t) { return !eslio::detail::consists_of(t, "_-"); }},
        {"application's argument",
         [](const any_text& t) {
             if (t.stranger() == nullptr) return arrived(std::string(t.text()));
             return originates(originate("null/1").application("x", t),
                               [](const originated& o) -> std::optional<std::string> {
                                   if (o.application != "x" || !o.argument) return std::nullopt;
                                   return executed(*o.argument);
                               });
         },
         [](const std::string& t) {
             const bool scope = t.substr(0, 1) == "%" && has(t.substr(1, 2), "[");
             return unfit_for_strangers(t) || has(t, ")") || scope;
         },
         never},
    };
    return table;
}

}  // namespace test
