// The bodies of the functions of sofia.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/sofia.hpp>

namespace eslio::testing::fake {

ESLIO_COLD sofia_address sofia_address::of(std::string_view text) {
    sofia_address a;
    if (text.find('/') != text.npos) a.profile = wire::next_word(text, '/');
    a.user = wire::next_word(text, '@');
    a.domain = text;
    return a;
}

ESLIO_COLD std::string sofia_usage() {
    const std::string rule(80, '-');
    return "USAGE:\n" + rule +
           "\n"
           "sofia global siptrace <on|off>\n"
           "sofia        capture  <on|off>\n"
           "             watchdog <on|off>\n"
           "\n"
           "sofia profile <name> [start | stop | restart | rescan] [wait]\n"
           "                     flush_inbound_reg [<call_id> | <[user]@domain>] [reboot]\n"
           "                     check_sync [<call_id> | <[user]@domain>]\n"
           "                     [register | unregister] [<gateway name> | all]\n"
           "                     killgw <gateway name>\n"
           "                     [stun-auto-disable | stun-enabled] [true | false]]\n"
           "                     siptrace <on|off>\n"
           "                     capture  <on|off>\n"
           "                     watchdog <on|off>\n"
           "\n"
           "sofia <status|xmlstatus> profile <name> [reg [<contact str>]] | [pres <pres str>] | "
           "[user <user@domain>]\n"
           "sofia <status|xmlstatus> gateway <name>\n"
           "\n"
           "sofia loglevel "
           "<all|default|tport|iptsec|nea|nta|nth_client|nth_server|nua|soa|sresolv|stun> [0-9]\n"
           "sofia tracelevel <console|alert|crit|err|warning|notice|info|debug>\n"
           "\n"
           "sofia help\n" +
           rule + "\n";
}

ESLIO_COLD std::string sofia_profiles(const machine& m) {
    const std::string& rule = sofia_rule();
    return "                     Name\t   Type\t                                      "
           "Data\tState\n" +
           rule + "\n                 internal\tprofile\t             sip:mod_sofia@" +
           m.options.ipv4 + ":5060\tRUNNING (0)\n" + rule + "\n1 profile 0 aliases\n";
}

ESLIO_COLD std::string sofia_gateways() {
    const std::string& rule = sofia_rule();
    return "    Profile::Gateway-Name\t                        Data    \tState\tPing Time\t"
           "IB Calls(F/T)\tOB Calls(F/T)\n" +
           rule + "\n" + rule +
           "\n0 gateways: Inbound(Failed/Total): 0/0,Outbound(Failed/Total):0/0\n";
}

ESLIO_COLD std::string sofia_registrations(const machine& m) {
    const std::string& rule = sofia_rule();
    std::string out = "\nRegistrations:\n" + rule + "\n";
    for (const registration& r : m.registrations)
        out += "Call-ID:    \t" + r.call_id + "\nUser:       \t" + r.user + "@" + r.domain +
               "\nContact:    \t" + r.contact + "\nStatus:     \tRegistered(UDP)(unknown)\n\n";
    return out + "Total items returned: " + std::to_string(m.registrations.size()) + "\n" + rule +
           "\n";
}

ESLIO_COLD std::string sofia_value(const machine& m, std::string_view value) {
    std::string out(value);
    const auto put = [&](std::string_view name, const std::string& text) {
        if (const std::size_t at = out.find(name); at != out.npos)
            out.replace(at, name.size(), text);
    };
    put("$ip", m.options.ipv4);
    put("$registrations", std::to_string(m.registrations.size()));
    return out;
}

ESLIO_COLD std::string sofia_status(const machine& m, const std::vector<std::string>& words) {
    if (words.empty()) return sofia_profiles(m);
    if (words.size() > 1 && wire::iequals(words[0], "gateway")) return "Invalid Gateway!\n";
    if (words.size() < 2 || !wire::iequals(words[0], "profile")) return sofia_gateways();
    if (words[1] != "internal") return "Invalid Profile!\n";
    const std::string what = words.size() > 2 ? words[2] : std::string();
    if (what == "reg" || what == "user") return sofia_registrations(m);
    std::string out = sofia_rule() + "\n";
    for (const sofia_fact& f : sofia_facts) {
        std::string label(f.label);
        label.resize(17, ' ');
        out += label + "\t" + sofia_value(m, f.value) + "\n";
    }
    return what == "pres" ? out + sofia_registrations(m) : out;
}

ESLIO_COLD std::string sofia_profile(const std::vector<std::string>& words) {
    if (words.size() < 2) return "Invalid Args!\n";
    const std::string& name = words[0];
    const std::string verb = lower(words[1]);
    const std::string argument = words.size() > 2 ? words[2] : std::string();
    const bool known = name == "internal";
    if (verb == "start")
        return "Reload XML [Success]\n" +
               (known ? name + " started successfully\n" : "Failure starting " + name + "\n");
    if (!known) return "Invalid Profile [" + name + "]";
    if (verb == "rescan") return "Reload XML [Success]\n+OK scan complete\n";
    if (verb == "stop" || verb == "restart") return "Reload XML [Success]\nstopping: internal";
    if (verb == "flush_inbound_reg")
        return argument.empty() ? "+OK flushing all registrations\n"
                                : "+OK flushing all registrations matching specified call_id\n";
    if (verb == "check_sync")
        return argument.empty() ? "+OK syncing all registrations\n"
                                : "+OK syncing all registrations matching specified call_id\n";
    if (verb == "killgw")
        return argument.empty() ? "-ERR missing gw name\n" : "-ERR no such gateway.\n";
    if (verb == "register" || verb == "unregister")
        return argument.empty() ? "No gateway name provided!\n" : "Invalid gateway!\n";
    if (verb == "gwlist") return {};
    if (argument.empty() && (verb == "siptrace" || verb == "watchdog" || verb == "capture"))
        return "Usage: sofia profile <name> " + verb + " <on/off>\n";
    const std::string state = is_on(argument) ? "Enabled" : "Disabled";
    if (verb == "siptrace" || verb == "watchdog") return state + " sip debugging on internal";
    if (verb == "capture") return state + " sip capturing on internal";
    return "-ERR Unknown command!\n";
}

ESLIO_COLD std::string sofia_global(machine& m, const std::vector<std::string>& words) {
    const std::string verb = words.empty() ? std::string() : lower(words[0]);
    const std::string state = words.size() > 1 && is_on(words[1]) ? "on" : "off";
    for (const char* known : {"siptrace", "capture", "watchdog", "standby"})
        if (verb == known && words.size() > 1)
            return std::string("+OK Global ").append(verb).append(" ").append(state);
    if (verb != "debug")
        return "-ERR Usage: siptrace <on|off>|capture <on|off>|watchdog <on|off>|debug "
               "<sla|presence|none";
    const std::string what = words.size() > 1 ? words[1] : std::string();
    std::string out;
    auto& kept = m.kept.settings;
    if (wire::icontains(what, "presence") || wire::icontains(what, "sla")) {
        const char* const one = wire::icontains(what, "presence") ? "presence" : "sla";
        kept[std::string("sofia debug ") + one] = "on";
        out = std::string("+OK Debugging ") + one + "\n";
    } else if (wire::icontains(what, "none")) {
        kept.erase("sofia debug presence"), kept.erase("sofia debug sla");
        out = "+OK Debugging nothing\n";
    }
    const auto of = [&](const char* name) { return kept.contains(name) ? "on" : "off"; };
    return out + "+OK Debugging summary: presence: " + of("sofia debug presence") +
           " sla: " + of("sofia debug sla") + "\n";
}

ESLIO_COLD std::string sofia_loglevel(const std::vector<std::string>& words) {
    static constexpr std::string_view components[] = {"all", "default", "tport",      "iptsec",
                                                      "nea", "nta",     "nth_client", "nth_server",
                                                      "nua", "soa",     "sresolv",    "stun"};
    if (words.empty()) return sofia_usage();
    const auto level = wire::parse_number(words.size() > 1 ? words[1] : std::string());
    const bool known =
        std::find(std::begin(components), std::end(components), words[0]) != std::end(components);
    if (known && words.size() == 1 && words[0] != "all")
        return "Sofia-sip loglevel for [" + words[0] + "] is [0]";
    if (!known || !level || *level > 9) return sofia_usage();
    return "Sofia log level for component [" + words[0] + "] has been set to [" + words[1] + "]";
}

ESLIO_COLD std::string sofia_xmlstatus(const machine& m, const std::vector<std::string>& words) {
    const std::string front = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n";
    if (words.empty())
        return front +
               "<profiles>\n<profile>\n<name>internal</name>\n<type>profile</type>\n<data>" +
               sofia_value(m, sofia_url) +
               "</data>\n<state>RUNNING (0)</state>\n</profile>\n</profiles>\n";
    if (words.size() > 1 && wire::iequals(words[0], "gateway")) return "Invalid Gateway!\n";
    if (words.size() < 2 || !wire::iequals(words[0], "profile"))
        return front + "<gateways>\n</gateways>\n";
    if (words[1] != "internal") return "Invalid Profile!\n";
    if (words.size() > 2 && words[2] == "reg") {
        std::string out = front + "<profile>\n  <registrations>\n";
        for (const registration& r : m.registrations)
            out += "    <registration>\n        <call-id>" + r.call_id +
                   "</call-id>\n        <user>" + r.user + "@" + r.domain +
                   "</user>\n        <contact>" + xml_escape(r.contact) +
                   "</contact>\n    </registration>\n";
        return out + "  </registrations>\n</profile>\n";
    }
    std::string out = front + "<profile>\n  <profile-info>\n";
    for (const sofia_fact& f : sofia_facts)
        out.append("    <")
            .append(f.tag)
            .append(">")
            .append(sofia_value(m, f.value))
            .append("</")
            .append(f.tag)
            .append(">\n");
    return out + "  </profile-info>\n</profile>\n";
}

ESLIO_COLD std::string answer_sofia(const api_call& c) {
    std::vector<std::string> words = c.words(10);
    if (words.empty() || words[0] == "help") return sofia_usage();
    const std::string verb = lower(words[0]);
    const std::string written = words[0];
    words.erase(words.begin());
    if (verb == "status") return sofia_status(c.inside, words);
    if (verb == "xmlstatus") return sofia_xmlstatus(c.inside, words);
    // Of aliases alone it tells more (mod_sofia.c: cmd_json_status).
    if (verb == "jsonstatus") return "{\n\t\"profiles\":\t{\n\t}\n}\n";
    if (verb == "profile") return sofia_profile(words);
    if (verb == "global") return sofia_global(c.inside, words);
    if (verb == "loglevel") return sofia_loglevel(words);
    if (verb == "tracelevel") {
        // A word that is no level is taken for the last one (switch_log_str2level).
        const int level = log_level_of(words.empty() ? "console" : words[0]);
        return "+OK tracelevel is " + log_level_name(level < 0 ? 7 : level);
    }
    if (verb == "recover") return "No calls to recover.\n";
    return "Unknown Command [" + written + "]\n";
}

ESLIO_COLD std::string answer_sofia_dig(const api_call& c) {
    if (c.arguments.empty()) return "usage: sofia_dig [OPTIONS] [@dnsserver] uri\n";
    std::string_view rest = c.arguments;
    for (const std::string_view scheme : {"sip:", "sips:"})
        if (wire::starts_with(rest, scheme)) rest.remove_prefix(scheme.size());
    if (rest.find('@') != rest.npos) wire::next_word(rest, '@');
    const std::string host(wire::next_word(rest, ':'));
    std::string out = "Preference\t    Weight\t Transport\t      Port\t   Address\n" +
                      std::string(80, '=') + "\n";
    if (ip_address::of(host).empty())
        return out + "-ERR: " + std::string(c.arguments) + ": not found\n";
    const std::string port(rest.empty() ? "5060" : std::string(rest));
    int number = 0;
    for (const char* transport : {"udp", "tcp"}) {
        char line[160];
        std::snprintf(line, sizeof line, "%10d\t%10.3f\t%10s\t%10s\t%10s\n", ++number, 1.0,
                      transport, port.c_str(), host.c_str());
        out += line;
    }
    return out;
}

ESLIO_COLD std::string answer_sofia_contact(const api_call& c) {
    const sofia_address a = sofia_address::of(c.arguments);
    for (const registration& r : c.inside.registrations)
        if (r.user == a.user && (a.domain.empty() || a.domain == r.domain))
            return "sofia/internal/" + r.contact;
    return "error/user_not_registered";
}

ESLIO_COLD std::string answer_sofia_count_reg(const api_call& c) {
    const sofia_address a = sofia_address::of(c.arguments);
    std::size_t count = 0;
    bool known = a.profile == "internal";
    for (const registration& r : c.inside.registrations) {
        if (r.domain != a.domain) continue;
        known = known || a.profile.empty();
        if (r.user == a.user) ++count;
    }
    return known ? std::to_string(count) : "-1";
}

}  // namespace eslio::testing::fake
