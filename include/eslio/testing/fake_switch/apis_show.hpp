// `show ...`: tables of channels, calls, registrations, as text, JSON and XML; `sofia ...`.
#pragma once

#include <eslio/event/format.hpp>
#include <eslio/event/serialise.hpp>
#include <eslio/testing/fake_switch/caller_profile.hpp>
#include <eslio/testing/fake_switch/machine.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

/// The columns of `show channels` that tests use.
inline event show_row(const call& c) {
    const channel& leg = c.leg();
    const caller_profile& p = leg.profile;
    event row;
    const std::int64_t created = p.times.created;
    row.add("uuid", p.uuid).add("direction", p.direction);
    row.add("created", calendar(created).local());
    row.add("created_epoch", std::to_string(created / 1'000'000));
    row.add("name", p.channel_name).add("state", to_string(leg.state()));
    row.add("cid_name", p.caller_name).add("cid_num", p.caller_number);
    row.add("ip_addr", p.network_address).add("dest", p.destination);
    row.add("application", leg.vars["current_application"]);
    row.add("application_data", leg.vars["current_application_data"]);
    row.add("dialplan", p.dialplan).add("context", p.context);
    row.add("read_codec", "L16").add("read_rate", "8000").add("read_bit_rate", "128000");
    row.add("write_codec", "L16").add("write_rate", "8000").add("write_bit_rate", "128000");
    row.add("callstate", to_string(leg.call()));
    row.add("callee_name", p.callee_name).add("callee_num", p.callee_number);
    row.add("call_uuid", leg.call_uuid.empty() ? p.uuid : leg.call_uuid);
    return row;
}

/// One row for a leg and, with the prefix `b_`, the one it is bridged with.
inline event show_call_row(const call& c) {
    event row = show_row(c);
    const auto other = c.partner.lock();
    if (!other) return row;
    const event second = show_row(*other);
    for (const event_header h : second.headers()) row.add("b_" + std::string(h.name()), h.value());
    return row;
}

inline event show_row(const registration& r) {
    event row;
    row.add("reg_user", r.user).add("realm", r.domain).add("token", r.call_id);
    row.add("url", "sofia/internal/" + r.contact);
    row.add("expires", std::to_string(r.expires_at / 1'000'000));
    row.add("network_ip", "127.0.0.1").add("network_port", "5060").add("network_proto", "udp");
    return row;
}

using show_rows = std::vector<event>;

inline std::string show_json(const show_rows& rows) {
    if (rows.empty()) return "{\"row_count\": 0}\n";
    std::string all;
    for (const event& row : rows) all += (all.empty() ? "" : ",") + serialise(row, format::json);
    return "{\"row_count\":" + std::to_string(rows.size()) + ",\"rows\":[" + all + "]}\n";
}

inline std::string xml_escape(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            default: out.push_back(c);
        }
    }
    return out;
}

inline std::string show_xml(const show_rows& rows) {
    const std::string count = std::to_string(rows.size());
    if (rows.empty()) return "<result row_count=\"0\"/>\n";
    std::string out = "<result row_count=\"" + count + "\">\n";
    std::size_t number = 0;
    for (const event& row : rows) {
        out += "  <row row_id=\"" + std::to_string(++number) + "\">\n";
        for (const event_header h : row.headers())
            out += "    <" + std::string(h.name()) + ">" + xml_escape(h.value()) + "</" +
                   std::string(h.name()) + ">\n";
        out += "  </row>\n";
    }
    return out + "</result>\n";
}

/// Comma-separated lines with a head line, as FreeSWITCH's console shows them.
inline std::string show_table(const show_rows& rows) {
    std::string out;
    for (const event& row : rows) {
        std::string head, line;
        for (const event_header h : row.headers()) {
            head.append(head.empty() ? "" : ",").append(h.name());
            line.append(line.empty() ? "" : ",").append(h.value());
        }
        if (out.empty()) out = head + "\n";
        out += line + "\n";
    }
    return out + "\n" + std::to_string(rows.size()) + " total.\n";
}

inline show_rows rows_of(const machine& m, std::string_view what, std::string_view like) {
    show_rows rows;
    const auto add = [&](event row) {
        bool wanted = like.empty();
        for (const event_header h : row.headers())
            wanted = wanted || h.value().find(like) != std::string_view::npos;
        if (wanted) rows.push_back(std::move(row));
    };
    if (what == "registrations") {
        for (const registration& r : m.registrations) add(show_row(r));
        return rows;
    }
    const bool bridged = wire::starts_with(what, "bridged_") || what == "detailed_bridged_calls";
    for (const auto& c : m.calls()) {
        if (what == "channels") {
            add(show_row(*c));
        } else if (c->leg().other_type != "originator" && (!bridged || c->partner.lock())) {
            add(show_call_row(*c));
        }
    }
    return rows;
}

inline void run_show(machine& m, std::string_view arguments, const api_done& done) {
    const std::string_view what = wire::next_word(arguments);
    bool known = false;
    for (const char* name : {"channels", "calls", "bridged_calls", "detailed_calls",
                             "detailed_bridged_calls", "registrations"})
        known = known || what == name;
    if (!known)
        return done(
            "-USAGE: codec|endpoint|application|api|dialplan|file|timer|calls [count]|channels "
            "[count|like <match string>]|calls|detailed_calls|bridged_calls|"
            "detailed_bridged_calls|aliases|complete|chat|management|modules|nat_map|say|"
            "interfaces|interface_types|tasks|limits|status\n");
    std::string_view like;
    if (wire::starts_with(arguments, "like ")) {
        wire::next_word(arguments);
        like = wire::next_word(arguments);
    }
    const show_rows rows = rows_of(m, what, like);
    if (wire::starts_with(arguments, "count") && arguments.find("as json") == arguments.npos)
        return done("\n" + std::to_string(rows.size()) + " total.\n");
    if (wire::starts_with(arguments, "count"))
        return done("{\"row_count\": " + std::to_string(rows.size()) + "}\n");
    if (arguments == "as json") return done(show_json(rows));
    if (arguments == "as xml") return done(show_xml(rows));
    done(show_table(rows));
}

inline std::string sofia_profiles(const machine& m) {
    const std::string rule(97, '=');
    return "                     Name\t   Type\t                                      "
           "Data\tState\n" +
           rule + "\n                 internal\tprofile\t             sip:mod_sofia@" +
           m.options.ipv4 + ":5060\tRUNNING (0)\n" + rule + "\n1 profile 0 aliases\n";
}

inline std::string sofia_registrations(const machine& m) {
    const std::string rule(97, '=');
    std::string out = "\nRegistrations:\n" + rule + "\n";
    for (const registration& r : m.registrations)
        out += "Call-ID:    \t" + r.call_id + "\nUser:       \t" + r.user + "@" + r.domain +
               "\nContact:    \t" + r.contact + "\nStatus:     \tRegistered(UDP)(unknown)\n\n";
    return out + "Total items returned: " + std::to_string(m.registrations.size()) + "\n" + rule +
           "\n";
}

inline void run_sofia(machine& m, std::string_view arguments, const api_done& done) {
    if (arguments == "status") return done(sofia_profiles(m));
    if (arguments == "status profile internal reg") return done(sofia_registrations(m));
    if (arguments == "status profile internal") {
        const std::string rule(97, '=');
        return done(rule +
                    "\nName             \tinternal\nDomain Name      \tN/A\nSIP-IP           \t" +
                    m.options.ipv4 + "\nURL              \tsip:mod_sofia@" + m.options.ipv4 +
                    ":5060\nREGISTRATIONS    \t" + std::to_string(m.registrations.size()) + "\n");
    }
    if (wire::starts_with(arguments, "status profile ")) return done("Invalid Profile!\n");
    if (wire::starts_with(arguments, "status gateway ")) return done("Invalid Gateway!\n");
    done("-USAGE: sofia status\n");
}

/// `sofia_contact [profile/]user@domain`
inline void run_sofia_contact(machine& m, std::string_view arguments, const api_done& done) {
    const std::size_t slash = arguments.find('/');
    std::string_view who = slash == arguments.npos ? arguments : arguments.substr(slash + 1);
    const std::string_view user = wire::next_word(who, '@');
    for (const registration& r : m.registrations)
        if (r.user == user && (who.empty() || who == r.domain))
            return done("sofia/internal/" + r.contact);
    done("error/user_not_registered");
}

inline void install_show_apis(machine& m) {
    m.apis["show"] = run_show;
    m.apis["sofia"] = run_sofia;
    m.apis["sofia_contact"] = run_sofia_contact;
}

}  // namespace eslio::testing::fake
