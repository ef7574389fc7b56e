// The bodies of the functions of show.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/show.hpp>

#include <chrono>

namespace eslio::testing::fake {

ESLIO_COLD event show_row(const call& c, bool detailed) {
    const channel& leg = c.leg();
    const caller_profile& p = leg.profile;
    event row;
    const std::int64_t created = p.times.created;
    row.add("uuid", p.uuid).add("direction", p.direction);
    row.add("created", calendar(created).local());
    row.add("created_epoch", std::to_string(created / 1'000'000));
    row.add("name", p.channel_name).add("state", to_string(leg.state()));
    const caller_profile& people = leg.listed ? *leg.listed : p;
    row.add("cid_name", people.caller_name).add("cid_num", people.caller_number);
    row.add("ip_addr", p.network_address).add("dest", p.destination);
    if (detailed) {
        const bool joined = !leg.joined_to.empty();
        row.add("application", joined ? "uuid_bridge" : leg.vars["current_application"]);
        row.add("application_data",
                joined ? std::string_view(leg.joined_to) : leg.vars["current_application_data"]);
        row.add("dialplan", p.dialplan).add("context", p.context);
        row.add("read_codec", "L16").add("read_rate", "8000").add("read_bit_rate", "128000");
        row.add("write_codec", "L16").add("write_rate", "8000").add("write_bit_rate", "128000");
        row.add("secure", "").add("hostname", leg.inside().options.switchname);
    }
    row.add("presence_id", leg.vars["presence_id"]);
    row.add("presence_data", leg.vars["presence_data"]);
    row.add("accountcode", leg.vars["accountcode"]).add("callstate", to_string(leg.call()));
    row.add("callee_name", people.callee_name).add("callee_num", people.callee_number);
    row.add("callee_direction", leg.vars.contains("channel_cid_flipped") ? "RECV" : "");
    const std::string_view call_uuid = leg.vars["call_uuid"];
    row.add("call_uuid", call_uuid.empty() ? p.uuid : call_uuid);
    if (!detailed) row.add("hostname", leg.inside().options.switchname);
    row.add("sent_callee_name", "").add("sent_callee_num", "");
    return row;
}

ESLIO_COLD void add_initial(event& row, const call& c) {
    const caller_profile& p = c.leg().profile;
    const auto& caller = c.leg().first_caller;
    row.add("initial_cid_name", caller.first).add("initial_cid_num", caller.second);
    row.add("initial_ip_addr", p.network_address).add("initial_dest", p.destination);
    row.add("initial_dialplan", p.dialplan).add("initial_context", p.context);
}

ESLIO_COLD event show_call_row(const call& c, bool detailed) {
    event row = show_row(c, detailed);
    const auto other = c.partner.lock();
    const event second = show_row(other ? *other : c, detailed);
    for (const event_header h : second.headers()) {
        const bool left_out = !detailed && (h.name() == "call_uuid" || h.name() == "hostname");
        if (!left_out)
            row.add("b_" + std::string(h.name()), other ? h.value() : std::string_view());
    }
    const std::int64_t since = other ? c.leg().profile.times.bridged : 0;
    row.add("call_created_epoch", since == 0 ? "" : std::to_string(since / 1'000'000));
    return row;
}

ESLIO_COLD event show_row(const machine& m, const registration& r) {
    event row;
    row.add("reg_user", r.user).add("realm", r.domain).add("token", r.call_id);
    row.add("url", "sofia/internal/" + r.contact);
    row.add("expires", std::to_string(r.expires_at / 1'000'000));
    row.add("network_ip", "127.0.0.1").add("network_port", "5060").add("network_proto", "udp");
    row.add("hostname", m.options.switchname).add("metadata", "");
    return row;
}

ESLIO_COLD event show_row(const machine& m, const scheduled_task& t) {
    event row;
    row.add("task_id", std::to_string(t.id)).add("task_desc", t.description);
    row.add("task_group", t.group).add("task_runtime", std::to_string(t.when));
    return row.add("task_sql_manager", "0").add("hostname", m.options.hostname);
}

ESLIO_COLD bool is_like(const event& row, std::string_view text) {
    for (const char* column :
         {"uuid", "name", "cid_name", "cid_num", "presence_data", "accountcode"})
        if (wire::icontains(row[column], text)) return true;
    return false;
}

ESLIO_COLD bool is_call_table(std::string_view what) noexcept {
    for (const char* name :
         {"channels", "calls", "bridged_calls", "detailed_calls", "detailed_bridged_calls"})
        if (wire::iequals(what, name)) return true;
    return false;
}

ESLIO_COLD show_rows call_rows(const machine& m, std::string_view what, std::string_view like) {
    show_rows rows;
    const bool detailed = wire::istarts_with(what, "detailed_");
    const bool bridged = wire::icontains(what, "bridged_");
    const auto add = [&](const call& c) {
        if (wire::iequals(what, "channels")) {
            event row = show_row(c);
            add_initial(row, c);
            if (is_like(row, like)) rows.push_back(std::move(row));
        } else if (c.leg().other_type != "originator" && (!bridged || c.partner.lock())) {
            rows.push_back(show_call_row(c, detailed));
        }
    };
    const std::int64_t delay =
        std::chrono::duration_cast<std::chrono::microseconds>(m.options.table_delay).count();
    const std::int64_t newest = m.date() - delay;
    for (const auto& c : m.still_listed()) add(*c);
    for (const auto& c : m.calls())
        if (c->leg().profile.times.created <= newest) add(*c);
    return rows;
}

ESLIO_COLD event interface_row(std::string_view type, std::string_view name,
                               std::string_view module) {
    event row;
    return row.add("type", type).add("name", name).add("ikey", module);
}

ESLIO_COLD event described_row(std::string_view name, std::string_view description,
                               std::string_view syntax, std::string_view module) {
    event row;
    row.add("name", name).add("description", description).add("syntax", syntax);
    return row.add("ikey", module);
}

ESLIO_COLD std::string_view interface_kind(std::string_view what) noexcept {
    for (const std::string_view kind : interface_kinds)
        if (wire::istarts_with(what, kind)) return kind;
    return {};
}

ESLIO_COLD bool add_offered(const machine& m, std::string_view what, const std::string& name,
                            show_rows& rows) {
    if (const std::string_view kind = interface_kind(what); !kind.empty()) {
        const std::string wanted =
            lower(what.back() == 's' ? what.substr(0, what.size() - 1) : what);
        for (const interface_fact& f : interface_facts)
            if (f.type == wanted) rows.push_back(interface_row(f.type, f.name, f.module));
        return true;
    }
    if (wire::iequals(what, "tasks")) {
        for (const scheduled_task& t : m.kept.tasks) rows.push_back(show_row(m, t));
        return true;
    }
    const bool modules = wire::istarts_with(what, "module");
    const auto add = [&](std::string_view type, std::string_view one, std::string_view module) {
        if (modules && !name.empty() && module != name) return;
        rows.push_back(interface_row(type, one, module));
        if (modules)
            rows.back().add("filename", "/usr/lib/freeswitch/mod/" + std::string(module) + ".so");
    };
    if (modules || wire::iequals(what, "interfaces")) {
        m.for_each_described_api([&](const described& a) { add("api", a.name, a.module); });
        m.for_each_described_application(
            [&](const described& a) { add("application", a.name, a.module); });
        for (const interface_fact& f : interface_facts) add(f.type, f.name, f.module);
        return true;
    }
    const auto add_described = [&](const described& a) {
        if (!a.description.empty() && (name.empty() || a.name == name))
            rows.push_back(described_row(a.name, a.description, a.syntax, a.module));
    };
    if (wire::iequals(what, "api")) return m.for_each_described_api(add_described), true;
    if (wire::iequals(what, "application"))
        return m.for_each_described_application(add_described), true;
    for (const char* empty : {"complete", "nat_map", "interface_types"})
        if (wire::iequals(what, empty)) return true;
    if (!wire::iequals(what, "aliases")) return false;
    for (const auto& [alias, command] : m.kept.aliases) {
        event row;
        row.add("sticky", "0").add("alias", alias).add("command", command);
        rows.push_back(row.add("hostname", m.options.switchname));
    }
    return true;
}

ESLIO_COLD void run_show(const api_call& c) {
    machine& m = c.inside;
    std::vector<std::string> words = c.words(6);
    words.resize(6);
    const std::string& what = words[0];
    if (wire::istarts_with(what, "status")) return m.execute_api("status", {}, c.done);
    show_format format;
    std::size_t as = 1;
    show_rows rows;
    const bool registrations = wire::iequals(what, "registrations");
    if (is_call_table(what) || registrations) {
        const bool like = wire::iequals(what, "channels") && words[1] == "like";
        const bool countable =
            registrations || wire::iequals(what, "channels") || wire::iequals(what, "calls");
        format.count = countable && words[1] == "count";
        if (format.count) as = 2;
        if (like && !words[2].empty()) as = 3;
        if (registrations)
            for (const registration& r : m.registrations) rows.push_back(show_row(m, r));
        else
            rows = call_rows(m, what, like ? words[2] : std::string());
    } else if (what.empty() ||
               !add_offered(m, what, words[1] == "as" ? std::string() : words[1], rows)) {
        return c.done(c.usage());
    }
    if (words[as] == "as" && !words[as + 1].empty()) {
        format.as = lower(words[as + 1]);
        // Whatever `as` stands after, the delimiter is the fourth word.
        if (!words[3].empty()) format.delimiter = words[3];
    }
    c.done(format(rows));
}

ESLIO_COLD std::string answer_help(const api_call& c) {
    std::string out = c.arguments.empty() ? "\nValid Commands:\n\n" : "";
    c.inside.for_each_described_api([&](const described& a) {
        out.append(a.name).append(",").append(a.syntax).append(",");
        out.append(a.description).append(",").append(a.module).append("\n");
    });
    return out;
}

}  // namespace eslio::testing::fake
