// Answers of mod_commands, mod_hash, mod_db and mod_sofia to typed API commands, as recorded from
// FreeSWITCH 1.11.3-dev.
#include "api/answers.hpp"
#include "catch.hpp"

#include <eslio/api/directory.hpp>
#include <eslio/api/schedule.hpp>
#include <eslio/api/sofia.hpp>
#include <eslio/api/store.hpp>
#include <eslio/api/system.hpp>
#include <eslio/api/text.hpp>

#include <chrono>
#include <string>

namespace {

namespace api = eslio::api;
using std::chrono::seconds;
using test::answered;

constexpr std::string_view status_json =
    R"({"command":"status","data":"","status":"success","response":{"systemStatus":"ready",)"
    R"("uptime":{"years":0,"days":1,"hours":2,"minutes":3,"seconds":18,"milliseconds":586,)"
    R"("microseconds":48},"version":"1.11.3-dev git cc93a68 2026-08-21 14:10:14Z 64bit",)"
    R"("sessions":{"count":{"total":4,"active":3,"peak":4,"peak5Min":4,"limit":5000},)"
    R"("rate":{"current":0,"max":2000,"peak":0,"peak5Min":0}},"idleCPU":{"used":0,)"
    R"("allowed":98.5},"stackSizeKB":{"current":240,"max":240}}})";

}  // namespace

TEST_CASE("status, and what the switch says of itself", "[api][system]") {
    CHECK(api::status().text() == R"(json {"command":"status","data":""})");
    const auto s = answered(api::status(), status_json);
    REQUIRE(s);
    CHECK(s->state == "ready");
    CHECK(s->version == "1.11.3-dev git cc93a68 2026-08-21 14:10:14Z 64bit");
    CHECK(s->uptime == std::chrono::microseconds(93798586048));
    CHECK(s->sessions_since_start == 4U);
    CHECK(s->sessions == 3U);
    CHECK(s->sessions_limit == 5000U);
    CHECK(s->sessions_per_second_limit == 2000U);
    CHECK(s->idle_cpu_least == 98.5);
    CHECK(s->fields["stackSizeKB.max"] == "240");
    CHECK(answered(api::status(), "UP 0 years, 0 days\n").unreadable());
    // What no FreeSWITCH has is left out, lest its name be kept with each member of it.
    const std::string deep =
        R"({"response":{"systemStatus":"ready",")" + std::string(20'000, 'n') + R"(":{"a":1}}})";
    const auto shallow = answered(api::status(), deep);
    REQUIRE(shallow);
    CHECK(shallow->fields.size() == 1);
    CHECK(answered(api::status(), R"({"status":"error"})").unreadable());

    CHECK(*answered(api::version(), "FreeSWITCH Version 1.11.3-dev (git cc93a68)\n") ==
          "FreeSWITCH Version 1.11.3-dev (git cc93a68)");
    CHECK(*answered(api::version_short(), "1.11.3-dev\n") == "1.11.3-dev");
    CHECK(*answered(api::hostname(), "vm") == "vm");
    CHECK(*answered(api::uptime(), "703139\n") == std::chrono::milliseconds(703139));
    CHECK_FALSE(answered(api::global_getvar("nosuch"), "")->has_value());
    CHECK(*answered(api::global_getvar("domain"), "default") == "default");
    CHECK(api::global_setvar("x", "a=b").text() == "global_setvar x=a\\=b");
    CHECK(api::global_setvar("x", "").text() == "global_setvar x");
    CHECK(api::global_setvar("x", "", "1").error());
}

TEST_CASE("modules, configuration and settings", "[api][system]") {
    CHECK(answered(api::reloadxml(), "+OK [Success]\n"));
    CHECK(answered(api::reloadxml(), "+OK [[error near line 3]: unclosed tag]\n").unreadable());
    CHECK(answered(api::reload("mod_db"),
                   "+OK Reloading XML\n+OK module unloaded\n+OK module loaded\n"));
    CHECK(answered(api::load("mod_db"), "+OK Reloading XML\n-ERR [Module already loaded]\n")
              .unreadable());
    CHECK(answered(api::unload("mod_x"), "-ERR [No such module!]\n").refused());
    CHECK(*answered(api::module_exists("mod_db"), "true"));
    CHECK_FALSE(*answered(api::acl("1.2.3.4", "l"), "false"));
    CHECK(answered(api::acl("1.2.3.4", "l"), "maybe").unreadable());
    CHECK(*answered(api::fsctl_get(api::fsctl_setting::max_sessions), "+OK max sessions: 5000\n") ==
          5000);
    CHECK(api::fsctl_set(api::fsctl_setting::sps, 30).text() == "fsctl sps 30");
    CHECK(answered(api::fsctl_get(api::fsctl_setting::sps), "+OK sps\n").unreadable());
    CHECK(api::fsctl_loglevel(eslio::log_level::debug).text() == "fsctl loglevel debug");
    CHECK(api::fsctl_pause_check(api::call_kind::inbound).text() == "fsctl pause_check inbound");
    CHECK(api::fsctl_shutdown(api::shutdown_way::elegant, true).text() ==
          "fsctl shutdown elegant restart");
    CHECK(api::fsctl_shutdown(api::shutdown_way::cancel).text() == "fsctl shutdown cancel");
}

TEST_CASE("texts", "[api][text]") {
    CHECK(*answered(api::regex("abc", "b"), "true"));
    CHECK(answered(api::regex("abc", "b"), "-ERR").refused());
    CHECK(api::regex("m:~a", "b|c").text() == "regex ''m:~a|b\\|c");
    CHECK(*answered(api::regex_replace("abc", "(b)", "%1z"), "bz") == "bz");
    CHECK_FALSE(answered(api::regex_replace("abc", "x", "y"), "")->has_value());
    CHECK(api::eval("${hostname}", "u-1").text() == "eval uuid:u-1 ${hostname}");
    CHECK(*answered(api::eval("x"), " x \n") == " x \n");
    CHECK(api::expand("echo ${a}").text() == "expand echo ${a}");
    // What an expansion would take off is escaped.
    CHECK(api::eval(R"(a\'b)").text() == R"(eval a\\'b)");
    CHECK(api::eval(R"(a'b)").text() == "eval a'b");
    CHECK(api::eval(R"(${x}\\y\)", "u-1").text() == R"(eval uuid:u-1 ${x}\\\y\\)");
    CHECK(api::expand(R"(echo it\'s ${a})").text() == R"(expand echo it\\'s ${a})");
    CHECK(api::eval("a ${b").error() == eslio::error::unwritable_text);
    CHECK(api::eval(R"(a\\ )").why().find("text: 0x20 (byte 4) ") == 0);
    CHECK(api::regex_replace("\v", "\v", "\v").text() == "regex ''\v''|\v''|\v''|n");
    CHECK(api::expand(eslio::api_request::invalid(eslio::error::empty_argument)).error() ==
          eslio::error::empty_argument);
    CHECK(answered(api::host_lookup("nosuch"), "!err!").unreadable());
    CHECK(*answered(api::strftime("%Y"), "2026") == "2026");
}

TEST_CASE("the directory", "[api][directory]") {
    CHECK(*answered(api::user_exists("id", "1000", "d"), "true"));
    CHECK_FALSE(
        answered(api::user_data({"1"}, api::directory_field::attribute, "x"), "")->has_value());
    CHECK(api::group_call("sales", "d", eslio::group_order::together).text() ==
          "group_call sales@d");
    CHECK(api::group_call("sales", "d", eslio::group_order::in_turn).text() ==
          "group_call sales@d+F");
    CHECK(api::group_call("sales", "d", eslio::group_order::enterprise).text() ==
          "group_call sales@d+E");
    const std::string head =
        "userid|context|domain|group|contact|callgroup|effective_caller_id_name|"
        "effective_caller_id_number\n";
    const auto users =
        answered(api::list_users(), head + "1000||default|default|error/user_not_registered|||\n"
                                           "1001|c|d|g|sofia/a/1|sofia/a/2|cg|Al|42\n\n+OK\n");
    REQUIRE(users);
    REQUIRE(users->size() == 2);
    CHECK(users->at(0).id == "1000");
    CHECK(users->at(0).contact == "error/user_not_registered");
    CHECK(users->at(1).contact == "sofia/a/1|sofia/a/2");
    CHECK(users->at(1).callgroup == "cg");
    CHECK(users->at(1).caller_id_number == "42");
    for (const char* odd : {"1000|d\n\n+OK\n", "1000|||||\n+OK\n", "1000||d|g|c|||\n", "|\n+OK\n"})
        CHECK(answered(api::list_users(), head + odd).unreadable());
    CHECK(answered(api::list_users(), "+OK\n").unreadable());
}

TEST_CASE("sofia xmlstatus", "[api][sofia]") {
    const auto all = answered(api::sofia_status(),
                              "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<profiles>\n"
                              "<alias>\n<name>default</name>\n<type>alias</type>\n"
                              "<data>internal</data>\n<state>ALIASED</state>\n</alias>\n"
                              "<profile>\n<name>internal</name>\n<type>profile</type>\n"
                              "<data>sip:mod_sofia@127.0.0.1:15120</data>\n"
                              "<state>RUNNING (3) (TLS)</state>\n</profile>\n</profiles>\n");
    REQUIRE(all);
    REQUIRE(all->size() == 2);
    CHECK(all->at(0).kind == "alias");
    CHECK_FALSE(all->at(0).calls);
    CHECK(all->at(1).state == "RUNNING");
    CHECK(all->at(1).calls == 3U);
    CHECK(all->at(1).data == "sip:mod_sofia@127.0.0.1:15120");

    const auto profile = answered(
        api::sofia_status_profile("internal"),
        "<?xml version=\"1.0\"?>\n<profile>\n  <profile-info>\n    <name>internal</name>\n"
        "    <domain-name>N/A</domain-name>\n    <url>sip:mod_sofia@127.0.0.1:15120</url>\n"
        "    <calls-in>7</calls-in>\n    <registrations>2</registrations>\n"
        "  </profile-info>\n</profile>\n");
    REQUIRE(profile);
    CHECK(profile->name == "internal");
    CHECK(profile->calls_in == 7U);
    CHECK(profile->registrations == 2U);
    CHECK(answered(api::sofia_status_profile("x"), "Invalid Profile!\n").unreadable());

    const auto gateway = answered(
        api::sofia_status_gateway("g"),
        "<?xml version=\"1.0\"?>\n  <gateway>\n    <name>g</name>\n    <state>REGED</state>\n"
        "    <contact>&lt;sip:a@b&gt;</contact>\n    <to>sip:x?a&b</to>\n"
        "    <status>UP</status>\n    <pingtime>1.50</pingtime>\n"
        "    <uptime-usec>12</uptime-usec>\n  </gateway>\n");
    REQUIRE(gateway);
    CHECK(gateway->is_up());
    CHECK(gateway->ping_milliseconds == 1.5);
    CHECK(gateway->uptime == std::chrono::microseconds(12));
    CHECK(gateway->fields["contact"] == "<sip:a@b>");
    CHECK(gateway->fields["to"] == "sip:x?a&b");
    CHECK(answered(api::sofia_status_gateways(), "<gateways>\n</gateways>\n")->empty());

    const auto phones = answered(
        api::sofia_registrations("internal"),
        "<profile>\n  <registrations>\n    <registration>\n        <call-id>c@1</call-id>\n"
        "        <user>1000@d</user>\n        <network-port>5060</network-port>\n"
        "    </registration>\n  </registrations>\n</profile>\n");
    REQUIRE(phones);
    CHECK(phones->at(0).user == "1000@d");
    CHECK(phones->at(0).network_port == 5060);
}

TEST_CASE("sofia: orders that were done, or not", "[api][sofia]") {
    CHECK(answered(api::sofia_profile_rescan("p"), "Reload XML [Success]\n+OK scan complete\n")
              ->text == "scan complete");
    CHECK(answered(api::sofia_profile_rescan("p"), "Invalid Profile [p]").unreadable());
    CHECK(answered(api::sofia_profile_rescan("p"), "Reload XML [error]\n+OK scan complete\n")
              .unreadable());
    CHECK(answered(api::sofia_profile_start("p"), "Reload XML [Success]\nFailure starting p\n")
              .unreadable());
    CHECK(
        answered(api::sofia_profile_start("p"), "Reload XML [Success]\np started successfully\n"));
    CHECK(answered(api::sofia_profile_restart("p"), "Reload XML [Success]\nrestarting: p"));
    CHECK(answered(api::sofia_siptrace("p", false), "Disabled sip debugging on p"));
    CHECK(answered(api::sofia_register("p", "g"), "Invalid gateway!\n").unreadable());
    CHECK(answered(api::sofia_killgw("p", "g"), "-ERR no such gateway.\n").refused());
    CHECK(*answered(api::sofia_count_reg({"1"}), "3") == 3U);
    CHECK_FALSE(answered(api::sofia_count_reg({"1"}), "-1")->has_value());
    CHECK(answered(api::sofia_count_reg({"1"}), "many").unreadable());
    CHECK(api::sofia_contact({"1000", "d"}, "p").text() == "sofia_contact p/1000@d");
}

TEST_CASE("stores and schedules", "[api][store]") {
    CHECK(*answered(api::hash_select("r", "k"), "v") == "v");
    CHECK_FALSE(answered(api::hash_select("r", "k"), "")->has_value());
    CHECK(*answered(api::db_count("r"), "12") == 12);
    CHECK(answered(api::db_count("r"), "!err!").unreadable());
    CHECK(*answered(api::db_list("r"), "a,b") == std::vector<std::string>{"a", "b"});
    CHECK(answered(api::db_realms(), "")->empty());
    const auto use = answered(api::limit_usage("hash", "r", "x"), "1/20");
    REQUIRE(use);
    CHECK(use->count == 1);
    CHECK(use->rate == 20);
    CHECK(answered(api::limit_usage("hash", "r", "x"), "USAGE: limit_usage").unreadable());

    const auto soon = api::due::in(seconds(30));
    const auto task = api::sched_api(soon, "g", "echo hi", true);
    CHECK(task.text() == "sched_api +30 g echo hi&");
    CHECK(*answered(task, "+OK Added: 4\n") == 4);
    CHECK(api::sched_api(api::due::every(seconds(5)), "g", "status").text() ==
          "sched_api @5 g status");
    CHECK(api::sched_api(soon, "g", "status &").error());
    CHECK(api::sched_hangup(api::due::every(seconds(5)), "u").error());
    CHECK(api::sched_hangup(api::due::in(seconds(0)), "u", eslio::hangup_cause::user_busy).text() ==
          "sched_hangup +0 u USER_BUSY");
    CHECK(api::sched_hangup(soon, "u", eslio::hangup_cause::none).text() == "sched_hangup +30 u");
    const auto at = [](std::int64_t epoch) {
        return api::due::at(std::chrono::system_clock::time_point(seconds(epoch)));
    };
    CHECK(api::sched_hangup(at(1795910400), "u").text() == "sched_hangup 1795910400 u");
    CHECK(api::sched_hangup(at(2000000000), "u").error() == eslio::error::number_out_of_range);
    CHECK(api::sched_hangup(api::due::in(seconds(-1)), "u").error());
    CHECK(*answered(api::sched_del("u"), "+OK Deleted: 3\n") == 3);
    CHECK(api::sched_del("12").error());
    CHECK(api::unsched_api(12).text() == "unsched_api 12");
}
