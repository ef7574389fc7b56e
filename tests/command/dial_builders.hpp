// The arguments of the builders of endpoints, dial strings and `originate`: where each arrives, and
// what FreeSWITCH has a meaning for there. The injection suite runs every hostile text through
// each.
#pragma once

#include "command/builders.hpp"
#include "command/dial_model.hpp"

#include <eslio/command/dial.hpp>
#include <eslio/command/dial_string.hpp>
#include <eslio/command/originate.hpp>

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace test {

using predicate = std::function<bool(const std::string&)>;
using place = std::function<std::optional<std::string>(const std::string&)>;

/// One argument of one builder. To add another: a function that builds from the text and reads with
/// FreeSWITCH's own readers what arrived at its place (nothing if anything else changed), and what
/// is refused there: of a stranger exactly that, of the program at most that.
struct hostile_argument {
    std::string name;
    std::function<arrival(const any_text&)> carry;
    predicate refused_of_strangers;  ///< empty: the argument takes the program's own alone
    predicate refused_of_own;
};

inline bool is_address(const std::string& text) {
    return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTU"
                                                   "VWXYZ0123456789+*#-_.") == std::string::npos;
}
inline bool no_address(const std::string& text) {
    return !is_address(text);
}

/// What no address of the program's own may hold, wherever it stands.
inline bool has_control(const std::string& text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return (c >= 0 && c < ' ') || c == 127; });
}
inline bool unfit(const std::string& text) {
    return text.empty() || text.find(":_:") != std::string::npos || has_control(text) ||
           has(text, " '\"\\,|$`{}<>[]");
}
inline predicate unfit_or(std::string_view marks) {
    return [marks](const std::string& text) { return unfit(text) || has(text, marks); };
}

/// The address of the only leg of a call that is otherwise as it should be, for `read`.
inline arrival dials(const eslio::endpoint& to, const place& read, const variables& values = {}) {
    const eslio::originate call(to);
    if (call.error()) return refused(call.problem());
    const originated made = read_expanded(call.text(), values);
    const dialled_all all = read_dial_strings(made.dial);
    const bool one = made.usage.empty() && !made.ends_the_switch && made.application == "park" &&
                     all.failure.empty() && !all.is_enterprise && all.parts.size() == 1 &&
                     all.parts[0].global.empty() && all.parts[0].alternatives.size() == 1 &&
                     all.parts[0].alternatives[0].size() == 1 &&
                     all.parts[0].alternatives[0][0].first.empty();
    return arrived(one ? read(all.parts[0].alternatives[0][0].second) : std::nullopt);
}

/// What stands between two texts that begin and end the address; nothing if a mark splits it there.
inline place between(std::string before, std::string after, std::string_view marks) {
    return [=](const std::string& address) -> std::optional<std::string> {
        const std::size_t edges = before.size() + after.size();
        if (address.size() < edges || address.compare(0, before.size(), before) != 0 ||
            address.compare(address.size() - after.size(), after.size(), after) != 0)
            return std::nullopt;
        const std::string part = address.substr(before.size(), address.size() - edges);
        if (has(part, marks)) return std::nullopt;
        return part;
    };
}

/// mod_loopback: `app=` at the front runs an application; an extension for `inline` is one.
inline place loopback_extension(std::string after) {
    return [after](const std::string& address) -> std::optional<std::string> {
        std::string front = address.substr(0, 13);
        for (char& c : front) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        if (front == "loopback/app=") return std::nullopt;
        return between("loopback/", after, "/")(address);
    };
}
inline bool begins_app(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return text.rfind("app=", 0) == 0;
}

/// verto_outgoing_channel: `u:` anywhere is a socket's id.
inline place verto_user(std::string after) {
    return [after](const std::string& address) -> std::optional<std::string> {
        if (has(address, ":")) return std::nullopt;
        return between("verto.rtc/", after, "@/")(address);
    };
}

inline bool is_word(const std::string& text, std::string_view word) {
    return eslio::wire::iequals(text, word);
}

/// The host of a SIP address: a name, or an IPv6 address, which comes in brackets; `given` may have
/// them already.
inline place sip_host(const std::string& given) {
    return [given](const std::string& address) -> std::optional<std::string> {
        const auto name = between("sofia/p/1@", ":5070", "/@;%^?")(address);
        if (!name || name->find(':') == std::string::npos || name == given) return name;
        return *name == "[" + given + "]" ? std::optional(given) : std::nullopt;
    };
}
inline bool no_host(const std::string& text) {
    return text.find_first_not_of(
               "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_") !=
               std::string::npos ||
           text.empty();
}

inline const std::vector<hostile_argument>& endpoint_arguments() {
    namespace dial = eslio::dial;
    using eslio::endpoint;
    static constexpr std::string_view user_marks = "/@:;%^?";
    static constexpr std::string_view name_marks = "/@;%^?";
    static constexpr std::string_view domain_marks = "/@;%^?+:~";
    static const std::vector<hostile_argument> all = {
        {"user", [](const any_text& t) { return dials(dial::user(t), between("user/", "", "@/")); },
         no_address, unfit_or(user_marks)},
        {"user at a domain",
         [](const any_text& t) { return dials(dial::user(t, "d"), between("user/", "@d", "@/")); },
         no_address, unfit_or(user_marks)},
        {"user's domain",
         [](const any_text& t) {
             return dials(dial::user("1", std::string("d").append(t.text())),
                          between("user/1@d", "", "@/"));
         },
         nullptr, [](const std::string& t) { return !t.empty() && unfit_or(domain_marks)(t); }},
        {"gateway",
         [](const any_text& t) {
             return dials(dial::gateway(t.text(), "1"), between("sofia/gateway/", "/1", "/^"));
         },
         nullptr, unfit_or(name_marks)},
        {"gateway's number",
         [](const any_text& t) {
             return dials(dial::gateway("g", t), between("sofia/gateway/g/", "", "/^@;"));
         },
         no_address, unfit_or(user_marks)},
        {"sofia's profile",
         [](const any_text& t) {
             return dials(dial::sofia(t.text(), "1", "h"), [](const std::string& a) {
                 const auto profile = between("sofia/", "/1@h", "/^")(a);
                 return profile && is_word(*profile, "gateway") ? std::nullopt : profile;
             });
         },
         nullptr,
         [](const std::string& t) { return unfit_or(name_marks)(t) || is_word(t, "gateway"); }},
        {"sofia's user",
         [](const any_text& t) {
             return dials(dial::sofia("p", t, "h", 5070), between("sofia/p/", "@h:5070", "/^@;:%"));
         },
         no_address, unfit_or(user_marks)},
        {"sofia's host",
         [](const any_text& t) {
             return dials(dial::sofia("p", "1", t.text(), 5070), sip_host(std::string(t.text())));
         },
         nullptr, no_host},
        {"registered user",
         [](const any_text& t) {
             return dials(dial::registered("p", t), between("sofia/p/", "", "/^@;:%"));
         },
         no_address, unfit_or(user_marks)},
        {"registered user's domain",
         [](const any_text& t) {
             return dials(dial::registered("p", "1", std::string("d").append(t.text())),
                          between("sofia/p/1%d", "", "/^@;:%"));
         },
         nullptr, [](const std::string& t) { return !t.empty() && unfit_or(domain_marks)(t); }},
        {"contact",
         [](const any_text& t) {
             // `v` is what the call of sofia_contact gives for this user alone.
             const variables values = {{"sofia_contact(*/" + std::string(t.text()) + "@d)", "v"}};
             const std::string text(t.text());
             return dials(
                 dial::contact(t, "d"),
                 [text](const std::string& a) {
                     return a == "v" && !has(text, "/@()~|") ? std::optional(text) : std::nullopt;
                 },
                 values);
         },
         no_address, unfit_or("/@:;%^?()&~=!")},
        {"group",
         [](const any_text& t) {
             return dials(dial::group(t, "d", eslio::dial::group_order::in_turn),
                          between("group/", "@d+F", "+@/()"));
         },
         [](const std::string& t) { return no_address(t) || has(t, "+"); }, unfit_or("/@;%^?+()")},
        {"loopback's extension",
         [](const any_text& t) {
             return dials(dial::loopback(eslio::extension(t, "XML", "c")),
                          loopback_extension("/c/XML"));
         },
         no_address, [](const std::string& t) { return unfit_or("/")(t) || begins_app(t); }},
        {"loopback's extension for inline",
         [](const any_text& t) {
             const bool own = t.stranger() == nullptr;
             return dials(
                 dial::loopback(eslio::extension(t, "Inline", "c")),
                 own ? loopback_extension("/c/Inline")
                     : [](const std::string&) { return std::optional<std::string>(); });
         },
         [](const std::string&) { return true; },
         [](const std::string& t) { return unfit_or("/")(t) || begins_app(t); }},
        {"loopback's context",
         [](const any_text& t) {
             if (t.text().empty()) return arrived(std::string());
             return dials(dial::loopback(eslio::extension("1", "XML", t.text())),
                          between("loopback/1/", "/XML", "/"));
         },
         nullptr, [](const std::string& t) { return !t.empty() && unfit_or("/")(t); }},
        {"loopback's dialplan",
         [](const any_text& t) {
             if (t.text().empty()) return arrived(std::string());
             return dials(dial::loopback(eslio::extension("1", t.text(), "c")),
                          between("loopback/1/c/", "", "/"));
         },
         nullptr, [](const std::string& t) { return !t.empty() && unfit_or("/")(t); }},
        {"verto", [](const any_text& t) { return dials(dial::verto(t), verto_user("")); },
         no_address, unfit_or(user_marks)},
        {"verto's domain",
         [](const any_text& t) {
             return dials(dial::verto("1", std::string("d").append(t.text())),
                          between("verto.rtc/1@d", "", "@/:"));
         },
         nullptr, [](const std::string& t) { return !t.empty() && unfit_or(domain_marks)(t); }},
        {"error",
         [](const any_text& t) {
             return dials(dial::error(t.text()), between("error/", "", "/@"));
         },
         nullptr, [](const std::string& t) { return no_address(t) || has(t, "+*#-."); }},
        {"null", [](const any_text& t) { return dials(dial::null(t), between("null/", "", "")); },
         no_address, unfit},
        {"pickup",
         [](const any_text& t) { return dials(dial::pickup(t), between("pickup/", "", "")); },
         no_address, unfit},
        {"a stranger's number between texts",
         [](const any_text& t) {
             if (t.stranger() == nullptr) return arrived(std::string(t.text()));
             return dials(endpoint("sofia/gateway/g/", *t.stranger(), "@h"),
                          between("sofia/gateway/g/", "@h", "/@;^"));
         },
         no_address, never},
    };
    return all;
}

}  // namespace test
