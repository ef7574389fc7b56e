// testing/fake_switch/apis: commands that change what FreeSWITCH keeps, one after the other, and
// what they answer, as a FreeSWITCH 1.11.3 was heard to.
#include "catch.hpp"
#include "fake_client.hpp"
#include "heard.hpp"

#include <cstddef>

using testing_tests::check_answers;
using testing_tests::fake_client;
using testing_tests::heard;

namespace {

template <std::size_t N>
void check_with_a_queue(const heard (&all)[N]) {
    fake_client c;
    c.fake.callcenter_queue("support@default");
    check_answers(c, all);
}

constexpr heard on_settings[] = {
    {"fsctl pause_check", "false"},
    {"fsctl pause inbound", "+OK\n"},
    {"fsctl pause_check inbound", "true"},
    {"fsctl pause_check outbound", "false"},
    {"fsctl pause_check", "false"},
    {"fsctl pause", "+OK\n"},
    {"fsctl pause_check", "true"},
    {"fsctl resume outbound", "+OK\n"},
    {"fsctl pause_check outbound", "false"},
    {"fsctl pause_check inbound", "true"},
    {"fsctl resume", "+OK\n"},
    {"fsctl pause_check", "false"},
    {"fsctl loglevel", "+OK log level: DISABLE [-1]\n"},
    {"fsctl loglevel nosuch", "-ERR syntax error, log level not set!\n"},
    {"fsctl loglevel debug", "+OK log level: DEBUG [7]\n"},
    {"fsctl loglevel disable", "+OK log level: DISABLE [-1]\n"},
    {"fsctl loglevel 7", "+OK log level: DEBUG [7]\n"},
    {"fsctl debug_level", "+OK DEBUG level: 0\n"},
    {"fsctl debug_level 3", "+OK DEBUG level: 3\n"},
    {"fsctl debug_level 0", "+OK DEBUG level: 0\n"},
    {"fsctl min_idle_cpu", "+OK min idle cpu: DISABLED\n"},
    {"fsctl min_idle_cpu 5", "+OK min idle cpu: 5.00"},
    {"fsctl min_idle_cpu", "+OK min idle cpu: 5.00"},
    {"fsctl min_idle_cpu -5", "+OK min idle cpu: 5.00"},
    {"fsctl min_idle_cpu 0", "+OK min idle cpu: DISABLED\n"},
    {"fsctl hupall", "+OK\n"},
    {"fsctl hupall NORMAL_CLEARING", "+OK\n"},
    {"console loglevel", "+OK console log level set to WARNING\n"},
    {"console loglevel info", "+OK console log level set to INFO\n"},
    {"console loglevel nosuch", "-ERR Invalid console loglevel (nosuch)!\n\n"},
    {"console loglevel 7", "+OK console log level set to DEBUG\n"},
    {"console colorize on", "+OK console color enabled\n"},
    {"console colorize off", "+OK console color disabled\n"},
    {"console uuid on", "+OK console uuid enabled\n"},
    {"console uuid off", "+OK console uuid disabled\n"},
    {"console json off", "+OK console json disabled\n"},
    {"console help",
     "USAGE:\n--------------------------------------------------------------------------------"
     "\nconsole help\nconsole loglevel [[0-7] | <loglevel_string>]\nconsole uuid "
     "[on|off|toggle]\nconsole json [on|off|toggle]\nconsole colorize "
     "[on|off|toggle]\n----------------------------------------------------------------------------"
     "----\n"},
    {"console nosuch",
     "USAGE:\n--------------------------------------------------------------------------------"
     "\nconsole help\nconsole loglevel [[0-7] | <loglevel_string>]\nconsole uuid "
     "[on|off|toggle]\nconsole json [on|off|toggle]\nconsole colorize "
     "[on|off|toggle]\n----------------------------------------------------------------------------"
     "----\n"},
    {"console", "USAGE:\n--------------------------------------------------------------------------"
                "------\nconsole help\nconsole loglevel [[0-7] | <loglevel_string>]\nconsole uuid "
                "[on|off|toggle]\nconsole json [on|off|toggle]\nconsole colorize "
                "[on|off|toggle]\n-----------------------------------------------------------------"
                "---------------\n"},
};

constexpr heard on_fifos[] = {
    {"fifo list",
     "<fifo_report>\n  <fifo name=\"manual_calls\" consumer_count=\"0\" caller_count=\"0\" "
     "waiting_count=\"0\" importance=\"0\" outbound_per_cycle=\"0\" outbound_per_cycle_min=\"0\" "
     "ring_timeout=\"0\" default_lag=\"0\" outbound_priority=\"5\" "
     "outbound_strategy=\"ringall\">\n    <outbound></outbound>\n    <callers></callers>\n    "
     "<consumers></consumers>\n    <bridges></bridges>\n  </fifo>\n</fifo_report>\n\n"},
    {"fifo list nosuch", "<fifo_report></fifo_report>\n\n"},
    {"fifo importance f1", "no fifo by that name\n"},
    {"fifo importance f1 5", "no fifo by that name\n"},
    {"fifo importance f1", "no fifo by that name\n"},
    {"fifo status",
     "node: manual_calls\n outbound_name: \n outbound_per_cycle: 0 outbound_per_cycle_min: 0 "
     "outbound_priority: 5 outbound_strategy: ringall\n has_outbound: 0\n outbound_priority: 5\n "
     "busy: 0\n ready: 2\n waiting: 0\n caller_orig:\n consumer_orig:\n bridge:\n"},
    {"fifo status f1",
     "node: manual_calls\n outbound_name: \n outbound_per_cycle: 0 outbound_per_cycle_min: 0 "
     "outbound_priority: 5 outbound_strategy: ringall\n has_outbound: 0\n outbound_priority: 5\n "
     "busy: 0\n ready: 2\n waiting: 0\n caller_orig:\n consumer_orig:\n bridge:\n"},
    {"fifo count", "manual_calls:0:0:0:0:0\n"},
    {"fifo count f1", "none\n"},
    {"fifo list f1", "<fifo_report></fifo_report>\n\n"},
    {"fifo list_verbose f1", "<fifo_report></fifo_report>\n\n"},
    {"fifo has_outbound f1", "none\n"},
    {"fifo check_bridge x",
     "-ERR Usage: list|list_verbose|count|debug|status|has_outbound|importance [<fifo "
     "name>]|reparse [del_all]\n"},
    {"fifo nosuch", "-ERR Usage: list|list_verbose|count|debug|status|has_outbound|importance "
                    "[<fifo name>]|reparse [del_all]\n"},
    {"fifo", "list|list_verbose|count|debug|status|has_outbound|importance [<fifo name>]|reparse "
             "[del_all]\n"},
    {"fifo importance f1 0", "no fifo by that name\n"},
    {"fifo_member add manual_calls null/1", "+OK\n"},
    {"fifo has_outbound", "manual_calls:1\n"},
    {"fifo has_outbound manual_calls", "manual_calls:1\n"},
    {"fifo status",
     "node: manual_calls\n outbound_name: \n outbound_per_cycle: 0 outbound_per_cycle_min: 0 "
     "outbound_priority: 5 outbound_strategy: ringall\n has_outbound: 1\n outbound_priority: 5\n "
     "busy: 0\n ready: 2\n waiting: 0\n caller_orig:\n consumer_orig:\n bridge:\n"},
    {"fifo_member del manual_calls null/1", "+OK\n"},
    {"fifo has_outbound manual_calls", "manual_calls:0\n"},
    {"fifo_add_outbound", "0"},
    {"fifo_add_outbound manual_calls", "0"},
    {"fifo_add_outbound manual_calls null/2", "1"},
    {"fifo_add_outbound eslnew null/2 5", "1"},
    {"fifo count", "eslnew:0:1:0:0:0\nmanual_calls:0:1:0:0:0\n"},
    {"fifo count eslnew", "eslnew:0:1:0:0:0\n"},
    {"fifo importance eslnew 4", "importance: 4\n"},
    {"fifo importance eslnew", "importance: 4\n"},
    {"fifo importance eslnew -3", "importance: 0\n"},
    {"fifo debug", "debug 0\n"},
    {"fifo debug 2", "debug 2\n"},
    {"fifo debug 0", "debug 0\n"},
    {"fifo list eslnew",
     "<fifo_report>\n  <fifo name=\"eslnew\" consumer_count=\"0\" caller_count=\"1\" "
     "waiting_count=\"1\" importance=\"0\" outbound_per_cycle=\"0\" outbound_per_cycle_min=\"0\" "
     "ring_timeout=\"0\" default_lag=\"0\" outbound_priority=\"0\" "
     "outbound_strategy=\"ringall\">\n    <outbound></outbound>\n    <callers></callers>\n    "
     "<consumers></consumers>\n    <bridges></bridges>\n  </fifo>\n</fifo_report>\n\n"},
    {"fifo_add_outbound eslnew null/3 5", "2"},
    {"fifo_add_outbound eslnew null/4 4", "1"},
    {"fifo count eslnew", "eslnew:0:3:0:0:0\n"},
    {"fifo_check_bridge", "false"},
    {"fifo_check_bridge x", "false"},
    {"fifo_member", "-USAGE: [add <fifo_name> <originate_string> [<simo_count>] [<timeout>] "
                    "[<lag>] [<expires>] [<taking_calls>] | del <fifo_name> <originate_string>]\n"},
    {"fifo_member nosuch a b", "-ERR Invalid!\n"},
    {"fifo_member add x", "-ERR Invalid!\n"},
};

constexpr heard on_call_centers[] = {
    {"callcenter_config agent add a1 callback", "+OK\n"},
    {"callcenter_config agent add a1 callback", "-ERR Agent already exist!\n"},
    {"callcenter_config agent set contact a1 null/1", "+OK\n"},
    {"callcenter_config tier add q1 a1 1 1", "-ERR Queue not found!\n"},
    {"callcenter_config tier add q@nosuch a1 1 1", "-ERR Queue not found!\n"},
    {"callcenter_config tier list", "+OK\n"},
    {"callcenter_config tier set state q1 a1 Ready", "-ERR Unknown Error!\n"},
    {"callcenter_config tier del q1 a1", "+OK\n"},
    {"callcenter_config agent set status a1 Available", "+OK\n"},
    {"callcenter_config agent set status a1 Nosuch", "-ERR Invalid Agent Status!\n"},
    {"callcenter_config agent get status a1", "Available"},
    {"callcenter_config agent get nosuch a1", "-ERR Invalid Agent Update KEY!\n"},
    {"callcenter_config agent del a1", "+OK\n"},
    {"callcenter_config nosuch", "-ERR Invalid!\n"},
    {"callcenter_config queue load nosuch", "-ERR Invalid Queue not found!\n"},
    {"callcenter_config agent add b1 callback", "+OK\n"},
    {"callcenter_config agent add b2 nosuchtype", "-ERR Agent type invalid!\n"},
    {"callcenter_config agent set status b1 Available", "+OK\n"},
    {"callcenter_config agent set state b1 Waiting", "+OK\n"},
    {"callcenter_config agent set state b1 Nosuch", "-ERR Invalid Agent State!\n"},
    {"callcenter_config agent set max_no_answer b1 3", "+OK\n"},
    {"callcenter_config agent set wrap_up_time b1 10", "+OK\n"},
    {"callcenter_config agent set nosuch b1 10", "-ERR Invalid Agent Update KEY!\n"},
    {"callcenter_config agent set contact nosuch x", "-ERR Agent not found!\n"},
    {"callcenter_config agent get state b1", "Waiting"},
    {"callcenter_config agent get contact b1", "-ERR Invalid Agent Update KEY!\n"},
    {"callcenter_config agent get contact nosuch", "-ERR Agent not found!\n"},
    {"callcenter_config tier add support@default b1", "+OK\n"},
    {"callcenter_config tier add support@default b1 2 3", "-ERR Tier already exist!\n"},
    {"callcenter_config tier add support@default nosuch", "-ERR Agent not found!\n"},
    {"callcenter_config tier list",
     "queue|agent|state|level|position\nsupport@default|b1|Ready|1|1\n+OK\n"},
    {"callcenter_config tier set level support@default b1 4", "+OK\n"},
    {"callcenter_config tier set position support@default b1 5", "+OK\n"},
    {"callcenter_config tier set state support@default b1 Ready", "+OK\n"},
    {"callcenter_config tier set state support@default b1 Unknown", "-ERR Invalid Tier State!\n"},
    {"callcenter_config tier set state support@default b1 ready", "+OK\n"},
    {"callcenter_config tier set state support@default b1 Ready", "+OK\n"},
    {"callcenter_config tier set state support@default b1 Nosuch", "-ERR Invalid Tier State!\n"},
    {"callcenter_config tier set nosuch support@default b1 5", "-ERR Invalid Tier Update KEY!\n"},
    {"callcenter_config tier list",
     "queue|agent|state|level|position\nsupport@default|b1|Ready|4|5\n+OK\n"},
    {"callcenter_config queue list tiers support@default",
     "queue|agent|state|level|position\nsupport@default|b1|Ready|4|5\n+OK\n"},
    {"callcenter_config queue list members support@default", "+OK\n"},
    {"callcenter_config queue list agents support@default Nosuch", "+OK\n"},
    {"callcenter_config queue count agents support@default", "1\n"},
    {"callcenter_config queue count agents support@default Available", "1\n"},
    {"callcenter_config queue count agents support@default Available Receiving", "0\n"},
    {"callcenter_config queue count tiers support@default", "1\n"},
    {"callcenter_config queue count members support@default", "0\n"},
    {"callcenter_config queue count", "1\n"},
    {"callcenter_config tier del support@default b1", "+OK\n"},
    {"callcenter_config tier list", "+OK\n"},
    {"callcenter_config agent del b1", "+OK\n"},
    {"callcenter_config agent del nosuch", "+OK\n"},
    {"callcenter_config agent", "-ERR Invalid!\n"},
    {"callcenter_config tier", "-ERR Invalid!\n"},
    {"callcenter_config queue", "-ERR Invalid!\n"},
    {"callcenter_config queue nosuch", "-ERR no reply\n"},
    {"callcenter_config tier nosuch", "-ERR no reply\n"},
    {"callcenter_config agent nosuch", "-ERR no reply\n"},
    {"callcenter_config member count", "-ERR no reply\n"},
    {"callcenter_config queue reload support@default", "+OK\n"},
    {"callcenter_config queue unload nosuch", "+OK\n"},
    {"callcenter_break", "-ERR Usage: callcenter_break agent <uuid>\n"},
    {"callcenter_break agent nosuch", "-ERR Session not found for uuid nosuch\n"},
};

constexpr heard on_others[] = {
    {"regex +4930123456789|^.*$|%0,%0,%0", "+4930123456789,+4930123456789,+"},
    {"regex 5551234|_NXXXXXX", "true"},
    {"regex 123|_[1-3]X.|<$0>", "<123>"},
    {"regex /a|/a", "false"},
    {"xml_wrap eval x", "<result>\n  <row id=\"1\">\n    <data>x</data>\n  </row>\n</result>\n"},
    {"xml_wrap nosuch",
     "<result>\n  <row id=\"1\">\n    <data>INVALID COMMAND!\n</data>\n  </row>\n</result>\n"},
    {"xml_wrap",
     "<result>\n  <row id=\"1\">\n    <data>INVALID COMMAND!\n</data>\n  </row>\n</result>\n"},
    {"limit_status hash", "-ERR not supported yet (locking problems)."},
    {"limit_status nosuch", "-ERR"},
    {"limit_status", "USAGE: limit_status <backend>\n"},
    {"hash_dump all", "-ERR no reply\n"},
    {"hash insert/realm_c/key/v", "+OK\n"},
    {"hash_dump db", "D/realm_c_key/v\n"},
    {"hash_dump db realm_c", "D/realm_c_key/v\n"},
    {"hash_dump db other", "-ERR no reply\n"},
    {"hash_dump limit", "-ERR no reply\n"},
    {"hash_dump", "Usage: all|limit|db [<realm>]\n"},
    {"hash delete/realm_c/key", "+OK\n"},
    {"alias", "-USAGE: [add|stickyadd] <alias> <command> | del [<alias>|*]\n"},
    {"json nosuch", "-ERR Parse error.\n"},
    {"json {\"command\":\"nosuch\"}",
     "{\"command\":\"nosuch\",\"status\":\"error\",\"message\":\"Invalid request or non-existant "
     "command\",\"response\":null}\n"},
    {"json {\"command\":\"status\"}",
     "{\"command\":\"status\",\"status\":\"error\",\"message\":\"Invalid request or non-existant "
     "command\",\"response\":null}\n"},
    {"unsched_api nosuch", "-ERR no reply\n"},
    {"limit_reset hash", "-ERR"},
    {"limit_usage hash r x", "0"},
    {"limit_hash_usage r x", "0"},
    {"limit_release hash r x", "-ERR limit_release Command not found!\n"},
    {"limit", "-ERR limit Command not found!\n"},
    {"limit_interval_reset hash r x", "+OK"},
    {"db select/eslx/y", "-ERR no reply\n"},
    {"db insert/eslx/y/z", "+OK"},
    {"db list/eslx", "y"},
    {"db count/eslx", "1"},
    {"db delete/eslx/y", "+OK"},
    {"db exists/eslx/y", "false"},
    {"db nosuch/x", "!err!"},
};

constexpr heard on_lists[] = {
    {"show endpoint",
     "type,name,ikey\nendpoint,error,mod_dptools\nendpoint,group,mod_dptools\nendpoint,loopback,"
     "mod_loopback\nendpoint,null,mod_loopback\nendpoint,pickup,mod_dptools\nendpoint,rtp,mod_"
     "sofia\nendpoint,sofia,mod_sofia\nendpoint,user,mod_dptools\n\n8 total.\n"},
    {"show management", "type,name,ikey\nmanagement,1001,mod_sofia\n\n1 total.\n"},
    {"show say", "type,name,ikey\nsay,en,mod_say_en\n\n1 total.\n"},
    {"show chat", "type,name,ikey\nchat,api,mod_dptools\nchat,conf,mod_conference\nchat,event,mod_"
                  "dptools\nchat,sip,mod_sofia\n\n4 total.\n"},
    {"show limit", "type,name,ikey\nlimit,db,mod_db\nlimit,hash,mod_hash\n\n2 total.\n"},
    {"show timer", "type,name,ikey\ntimer,soft,CORE_SOFTTIMER_MODULE\n\n1 total.\n"},
    {"show dialplan",
     "type,name,ikey\ndialplan,XML,mod_dialplan_xml\ndialplan,inline,mod_dptools\n\n2 total.\n"},
    {"show complete eslx", "\n0 total.\n"},
    {"show modules mod_loopback",
     "type,name,ikey,filename\napplication,unloop,mod_loopback,/usr/lib/freeswitch/mod/"
     "mod_loopback.so\nendpoint,loopback,mod_loopback,/usr/lib/freeswitch/mod/"
     "mod_loopback.so\nendpoint,null,mod_loopback,/usr/lib/freeswitch/mod/mod_loopback.so\n\n3 "
     "total.\n"},
    {"show aliases", "\n0 total.\n"},
    {"alias add eslx status", "+OK\n"},
    {"show aliases", "sticky,alias,command,hostname\n0,eslx,status,fs1\n\n1 total.\n"},
    {"alias del *", "+OK\n"},
    {"show aliases", "\n0 total.\n"},
};

}  // namespace

TEST_CASE("API: settings of the switch", "[testing][api]") {
    check_with_a_queue(on_settings);
}

TEST_CASE("API: fifos", "[testing][api]") {
    check_with_a_queue(on_fifos);
}

TEST_CASE("API: agents, tiers and queues", "[testing][api]") {
    check_with_a_queue(on_call_centers);
}

TEST_CASE("API: limits, tables and the rest", "[testing][api]") {
    check_with_a_queue(on_others);
}

TEST_CASE("API: lists of what there is", "[testing][api]") {
    check_with_a_queue(on_lists);
}
