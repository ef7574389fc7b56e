// Typed API commands of the switch and its modules.
#include "live/operations/typed_api.hpp"

#include <eslio/api.hpp>

#include <algorithm>

namespace live {

namespace {

namespace api = eslio::api;
using eslio::untrusted;
using std::chrono::seconds;

const char* truth(bool yes) {
    return yes ? "true" : "false";
}

std::string told(const api::confirmation& c) {
    return c.text;
}

std::string number(std::uint64_t n) {
    return std::to_string(n);
}

std::string text_itself(const std::string& text) {
    return text;
}

std::string or_nothing(const std::optional<std::string>& value) {
    return value.value_or("nothing");
}

const char* is_there(bool there) {
    return there ? "as it should be" : "otherwise";
}

void tables(typed_bench& b) {
    b.ask("show channels", api::show_channels(), [](const auto& all) {
        return is_there(std::all_of(all.begin(), all.end(), [](const api::channel_info& c) {
            return !c.uuid.empty() && c.direction && c.state && c.call_state && c.created;
        }));
    });
    b.ask("show channels like", api::show_channels_like("live-typed-none"),
          [](const auto& all) { return number(all.size()); });
    b.ask("show channels count", api::show_channels_count(),
          [](std::uint64_t) { return "a number"; });
    b.ask("show calls", api::show_calls(), [](const auto&) { return "a table"; });
    b.ask("show calls count", api::show_calls_count(), [](std::uint64_t) { return "a number"; });
    b.ask("show detailed_calls", api::show_detailed_calls(), [](const auto&) { return "a table"; });
    b.ask("show detailed_bridged_calls", api::show_detailed_bridged_calls(),
          [](const auto& all) { return number(all.size()); });
    b.ask("show registrations", api::show_registrations(),
          [](const auto& all) { return number(all.size()); });
    b.ask("show registrations count", api::show_registrations_count(), number);
    b.ask("show endpoint", api::show_interfaces(api::interface_type::endpoint),
          [](const auto& all) {
              return is_there(std::any_of(all.begin(), all.end(), [](const auto& i) {
                  return i.name == "loopback" && i.module == "mod_loopback" && i.type == "endpoint";
              }));
          });
    b.ask("show modules", api::show_modules(), [](const auto& all) {
        return is_there(std::any_of(all.begin(), all.end(), [](const auto& i) {
            return i.module == "mod_commands" && !i.file.empty();
        }));
    });
    b.ask("show application", api::show_applications(), [](const auto& all) {
        return is_there(
            std::any_of(all.begin(), all.end(), [](const auto& i) { return i.name == "park"; }));
    });
    b.ask("show api", api::show_api_commands(), [](const auto& all) {
        return is_there(std::any_of(all.begin(), all.end(), [](const auto& i) {
            return i.name == "uuid_kill" && !i.syntax.empty();
        }));
    });
    b.ask("show nat_map", api::show("nat_map"), [](const auto& all) { return number(all.size()); });
    b.ask("show of no such table", api::show("nosuch"), [](const auto&) { return "a table"; });
}

void the_switch(typed_bench& b) {
    b.ask("status", api::status(), [](const api::switch_status& s) {
        return is_there(s.state == "ready" && s.uptime && s.sessions && s.sessions_limit &&
                        s.sessions_per_second_limit && !s.version.empty());
    });
    b.ask("version", api::version(),
          [](const std::string& v) { return is_there(v.rfind("FreeSWITCH Version ", 0) == 0); });
    b.ask("version short", api::version_short(),
          [](const std::string& v) { return is_there(v.rfind("1.", 0) == 0); });
    b.ask("hostname", api::hostname(), [](const auto& h) { return is_there(!h.empty()); });
    b.ask("switchname", api::switchname(), [](const auto& h) { return is_there(!h.empty()); });
    b.ask("uptime", api::uptime(), [](auto t) { return is_there(t.count() > 0); });
    b.ask("create_uuid", api::create_uuid(), [](const auto& u) { return number(u.size()); });
    b.ask("global_getvar of none", api::global_getvar("live_nosuch"), or_nothing);
    b.ask("reloadxml", api::reloadxml(), told);
    b.ask("reloadacl", api::reloadacl(), told);
    b.ask("acl", api::acl("127.0.0.1", "loopback.auto"), truth);
    b.ask("acl of none", api::acl(untrusted("192.0.2.1"), "nosuch"), truth);
    b.ask("module_exists", api::module_exists("mod_commands"), truth);
    b.ask("module_exists of none", api::module_exists("mod_live_none"), truth);
    b.ask("load of one that is there", api::load("mod_commands"), told);
    b.ask("unload of none", api::unload("mod_live_none"), told);
    b.ask("strftime", api::strftime("%Y", {}), text_itself);
    b.ask("strftime_tz", api::strftime_tz("UTC", "%Y"),
          [](const auto& y) { return number(y.size()); });
    b.ask("strftime_tz of none", api::strftime_tz("Nosuch/Zone", "%Y"), text_itself);
    b.ask("regex", api::regex("a|b c", "\\| c|b"), truth);
    b.ask("regex of another", api::regex("a", "b"), truth);
    b.ask("regex_replace", api::regex_replace("abc", "a(b)c", "%1z"), or_nothing);
    b.ask("regex_replace of none", api::regex_replace("abc", "x", "y"), or_nothing);
    b.ask("eval", api::eval("a ${nosuch}b"), text_itself);
    b.order("expand", api::expand(api::echo("x ${nosuch}y")));
    b.ask("url_encode", api::url_encode("a b&c"), text_itself);
    b.ask("url_decode", api::url_decode("a%20b"), text_itself);
    b.ask("md5", api::md5("a"), text_itself);
    for (const auto setting : {api::fsctl_setting::max_sessions, api::fsctl_setting::sps,
                               api::fsctl_setting::default_dtmf_duration})
        b.ask("fsctl", api::fsctl_get(setting), [](std::uint64_t n) { return is_there(n > 0); });
    b.ask("fsctl pause_check", api::fsctl_pause_check(), truth);
    b.ask("fsctl ready_check", api::fsctl_ready_check(), truth);
    b.ask("fsctl shutdown_check", api::fsctl_shutdown_check(), truth);
}

void stores(typed_bench& b) {
    b.order("hash_insert_if_empty", api::hash_insert_if_empty("live", "k", "v"));
    b.order("hash_insert_if_empty again", api::hash_insert_if_empty("live", "k", "w"));
    b.order("hash_delete_if_match of another", api::hash_delete_if_match("live", "k", "w"));
    b.order("hash_delete", api::hash_delete("live", "k"));
    b.ask("hash_select of none", api::hash_select("live", "k"), or_nothing);
    b.order("db_insert", api::db_insert("live", untrusted("a/b"), "v"));
    b.ask("db_exists", api::db_exists("live", "a/b"), truth);
    b.ask("db_count", api::db_count("live"), number);
    b.ask("db_list", api::db_list("live"), [](const auto& all) { return all.at(0); });
    b.order("db_delete", api::db_delete("live", "a/b"));
    b.ask("db_select of none", api::db_select("live", "a/b"), or_nothing);
    b.order("group_insert", api::group_insert("live", "user/1"));
    b.ask("group_dial_string", api::group_dial_string("live"), or_nothing);
    b.order("group_delete", api::group_delete("live", "*"));
    b.ask("group_dial_string of none", api::group_dial_string("live"), or_nothing);
    b.ask("user_exists of none", api::user_exists("id", "live-none", "live.none"), truth);
    b.ask("user_data of none",
          api::user_data({"live-none", "live.none"}, api::directory_field::variable, "x"),
          or_nothing);
    b.ask("domain_exists of none", api::domain_exists("live.none"), truth);
    b.ask("in_group of none", api::in_group({"live-none", "live.none"}, "g"), truth);
    b.ask("group_call of none", api::group_call("live-none", "live.none"), text_itself);
    b.ask("list_users", api::list_users(), [](const auto&) { return "a table"; });
}

void conferences(typed_bench& b) {
    const untrusted name("live typed, it's");
    using target = api::conference_target;
    b.ask("conference that is not there", api::conference_list(name),
          [](const auto& c) { return c.name; });
    b.ask("dial", api::conference_dial(name, "null/x", "1000", untrusted("Al, x")),
          [](eslio::hangup_cause c) { return std::string(to_string(c)); });
    b.ask("dial to one who is busy", api::conference_dial(name, "error/USER_BUSY"),
          [](eslio::hangup_cause c) { return std::string(to_string(c)); });
    b.pass(milliseconds(1000));
    std::uint32_t member = 0;
    b.ask("json_list", api::conference_list(name), [&](const api::conference_info& c) {
        if (c.members.size() == 1) member = c.members[0].id.value_or(0);
        return is_there(c.name == name.text() && c.members.size() == 1 && member != 0 &&
                        c.member_count == 1U && c.members[0].can_hear == true);
    });
    b.ask("json_list of all", api::conference_list(),
          [](const auto& all) { return is_there(!all.empty()); });
    b.ask("count", api::conference_count(name), number);
    b.ask("get-uuid", api::conference_uuid(name, member),
          [](const auto& u) { return number(u.size()); });
    const auto order = [&](const char* what, const auto& r) {
        b.ask(what, r, [](const auto&) { return "done"; });
    };
    order("mute", api::conference_do(name, api::member_order::mute, target::member(member)));
    order("unmute", api::conference_do(name, api::member_order::unmute, target::all()));
    order("deaf", api::conference_do(name, api::member_order::deaf, target::last()));
    order("undeaf", api::conference_do(name, api::member_order::undeaf, target::all()));
    order("mute of none",
          api::conference_do(name, api::member_order::mute, target::member(4'000'000)));
    order("energy", api::conference_level(name, api::member_level::energy, target::all(), 200));
    order("volume_in", api::conference_level(name, api::member_level::volume_in, target::all(), 2));
    order("volume_out",
          api::conference_level(name, api::member_level::volume_out, target::all(), -1));
    order("dtmf", api::conference_dtmf(name, target::all(), "12"));
    order("play", api::conference_play(name, "silence_stream://300"));
    order("play of none", api::conference_play(name, untrusted("/nosuch/file.wav")));
    order("stop", api::conference_stop(name, api::stop_scope::all));
    order("lock", api::conference_lock(name));
    order("unlock", api::conference_unlock(name));
    order("pin", api::conference_pin(name, untrusted("12 34")));
    order("nopin", api::conference_nopin(name));
    order("record", api::conference_record(name, "/tmp/live typed.wav"));
    b.pass(milliseconds(500));
    order("norecord", api::conference_norecord(name, "/tmp/live typed.wav"));
    order("relate", api::conference_relate(name, member, member, api::relation::nohear));
    b.ask("get", api::conference_get(name, "rate"), text_itself);
    b.ask("get of none", api::conference_get(name, "nosuch"), text_itself);
    b.ask("set", api::conference_set(name, "max_members", "9"), text_itself);
    b.order("setvar", api::conference_setvar(name, "x", untrusted("it's, \"so\"")));
    b.ask("getvar", api::conference_getvar(name, "x"), or_nothing);
    b.ask("getvar of none", api::conference_getvar(name, "y"), or_nothing);
    order("transfer", api::conference_transfer(name, "live-typed-2", member));
    b.pass(milliseconds(1000));
    order("kick", api::conference_do("live-typed-2", api::member_order::kick, target::all()));
    b.quietly(api::conference_do(name, api::member_order::hup, target::all()));
    b.ask("bgdial", api::conference_bgdial("live-typed-2", "error/USER_BUSY"),
          [](const auto& id) { return number(id.size()); });
}

void queues(typed_bench& b) {
    const untrusted agent("live typed's agent");
    b.order("agent add", api::callcenter_agent_add(agent, "Callback"));
    b.order("agent add again", api::callcenter_agent_add(agent, "Callback"));
    b.order("agent set contact", api::callcenter_agent_set("contact", agent, "user/1|user/2"));
    b.order("agent set status", api::callcenter_agent_set("status", agent, "On Break"));
    b.order("agent set of none", api::callcenter_agent_set("nosuch", agent, "x"));
    b.ask("agent get", api::callcenter_agent_get("status", agent), or_nothing);
    b.ask("agents", api::callcenter_agents(), [&](const auto& all) {
        for (const api::callcenter_agent_info& a : all)
            if (a.name == agent.text()) return a.contact + " " + a.status + " " + a.state;
        return std::string("not there");
    });
    b.order("tier add", api::callcenter_tier_add("support@default", agent, 2, 3));
    b.ask("tiers", api::callcenter_queue_tiers("support@default"), [&](const auto& all) {
        for (const api::callcenter_tier_info& t : all)
            if (t.agent == agent.text()) return t.state + " " + std::to_string(t.level.value_or(0));
        return std::string("not there");
    });
    b.ask("all tiers", api::callcenter_tiers(),
          [](const auto& all) { return is_there(!all.empty()); });
    b.ask("queues", api::callcenter_queues(), [](const auto& all) {
        return is_there(std::any_of(all.begin(), all.end(), [](const auto& one) {
            return one.name == "support@default" && one.calls_answered;
        }));
    });
    b.ask("members", api::callcenter_members(), [](const auto&) { return "a table"; });
    b.ask("members of a queue", api::callcenter_queue_members("support@default"),
          [](const auto&) { return "a table"; });
    b.ask("count of queues", api::callcenter_queue_count(),
          [](std::uint64_t n) { return is_there(n > 0); });
    b.order("tier del", api::callcenter_tier_del("support@default", agent));
    b.order("agent del", api::callcenter_agent_del(agent));
    b.order("queue load of none", api::callcenter_queue_load("live@none"));
    const untrusted fifo("live-typed.fifo");
    b.order("fifo_member add", api::fifo_member_add(fifo, "null/x"));
    b.ask("fifo list", api::fifo_list(fifo), [&](const auto& all) {
        return is_there(all.size() == 1 && all[0].name == fifo.text() &&
                        all[0].outbound.size() == 1 && all[0].outbound[0].contact == "null/x");
    });
    b.ask("fifo count", api::fifo_count(fifo),
          [](const auto& c) { return c ? number(c->members) : "nothing"; });
    b.ask("fifo count of none", api::fifo_count("live-none"),
          [](const auto& c) { return c ? number(c->members) : "nothing"; });
    b.ask("fifo importance", api::fifo_set_importance(fifo, 3), number);
    b.order("fifo_member del", api::fifo_member_del(fifo, "null/x"));
    b.ask("valet_info", api::valet_info("live-none"),
          [](const auto& all) { return number(all.size()); });
}

void sip(typed_bench& b) {
    b.ask("sofia status", api::sofia_status(), [](const auto& all) {
        return is_there(std::any_of(all.begin(), all.end(), [](const api::sofia_entry& e) {
            return e.kind == "profile" && e.name == "internal" && e.state == "RUNNING" && e.calls;
        }));
    });
    b.ask("sofia status profile", api::sofia_status_profile("internal"),
          [](const api::sofia_profile& p) { return is_there(p.registrations && p.calls_in); });
    b.ask("sofia status profile of none", api::sofia_status_profile(untrusted("live none")),
          [](const auto&) { return "a profile"; });
    b.ask("sofia status gateway of none", api::sofia_status_gateway("live-none"),
          [](const auto&) { return "a gateway"; });
    b.ask("sofia status gateways", api::sofia_status_gateways(),
          [](const auto&) { return "a list"; });
    b.ask("sofia registrations", api::sofia_registrations("internal"),
          [](const auto&) { return "a list"; });
    b.ask("sofia registrations of one",
          api::sofia_registrations_of("internal", {untrusted("1000"), "d"}),
          [](const auto& all) { return number(all.size()); });
    b.ask("sofia_contact of none", api::sofia_contact({untrusted("live-none"), "d"}), text_itself);
    b.ask("sofia_count_reg", api::sofia_count_reg({"live-none", "d"}, "internal"),
          [](const auto& n) { return n ? number(*n) : "nothing"; });
    b.ask("sofia_username_of none", api::sofia_username_of({"live-none", "d"}), or_nothing);
    b.ask("sofia rescan", api::sofia_profile_rescan("internal"), told);
    b.ask("sofia rescan of none", api::sofia_profile_rescan("live-none"), told);
    b.ask("sofia register of none", api::sofia_register("internal", "live-none"), told);
    b.ask("sofia killgw of none", api::sofia_killgw("internal", "live-none"), told);
    b.ask("sofia flush", api::sofia_flush_registration("internal", untrusted("live-none@d")), told);
    b.ask("sofia check_sync", api::sofia_check_sync("internal", untrusted("live-none@d")), told);
    b.ask("sofia siptrace", api::sofia_siptrace("internal", false), told);
    b.ask("sofia_gateway_data of none",
          api::sofia_gateway_data("live-none", api::gateway_variable::both, "x"), or_nothing);
}

}  // namespace

void try_typed_switch(typed_bench& b) {
    tables(b);
    the_switch(b);
    stores(b);
}

void try_typed_modules(typed_bench& b) {
    conferences(b);
    queues(b);
    sip(b);
}

}  // namespace live
