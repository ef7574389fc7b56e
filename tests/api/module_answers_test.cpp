// Answers of mod_conference, mod_callcenter, mod_fifo and mod_valet_parking, as recorded from
// FreeSWITCH 1.11.3-dev.
#include "api/answers.hpp"
#include "catch.hpp"

#include <eslio/api/callcenter.hpp>
#include <eslio/api/conference.hpp>
#include <eslio/api/parking.hpp>

#include <chrono>
#include <string>

namespace {

namespace api = eslio::api;
using std::chrono::seconds;
using test::answered;
using test::reason_of;

constexpr std::string_view room =
    R"([{"conference_name":"room","member_count":2,"ghost_count":0,"rate":8000,"run_time":264,)"
    R"("conference_uuid":"a5ff4282-3f24-491c-b5b2-80791063ed0a","canvas_count":0,"locked":false,)"
    R"("running":true,"answered":true,"enforce_min":true,"recording":false,"variables":{"x":"y"},)"
    R"("members":[{"type":"caller","id":2,"flags":{"can_hear":true,"can_see":true,)"
    R"("can_speak":false,"hold":false,"talking":false,"has_video":false,"has_floor":true,)"
    R"("is_moderator":false,"end_conference":false},"uuid":"u-3","caller_id_name":"Outbound Call",)"
    R"("caller_id_number":"x","join_time":264,"last_talking":3,"energy":100,"volume_in":0,)"
    R"("volume_out":-1,"output-volume":0,"input-volume":0},{"type":"recording_node","id":7}]}])";

}  // namespace

TEST_CASE("conference json_list: conferences with their members", "[api][conference]") {
    const auto all = answered(api::conference_list(), room);
    REQUIRE(all);
    REQUIRE(all->size() == 1);
    const api::conference_info& c = all->at(0);
    CHECK(c.name == "room");
    CHECK(c.uuid == "a5ff4282-3f24-491c-b5b2-80791063ed0a");
    CHECK(c.member_count == 2U);
    CHECK(c.rate == 8000U);
    CHECK(c.run_time == seconds(264));
    CHECK(c.locked == false);
    CHECK(c.running == true);
    CHECK(c.fields["variables.x"] == "y");
    REQUIRE(c.members.size() == 2);
    const api::conference_member& m = c.members[0];
    CHECK(m.is_caller());
    CHECK(m.id == 2U);
    CHECK(m.uuid == "u-3");
    CHECK(m.can_hear == true);
    CHECK(m.can_speak == false);
    CHECK(m.has_floor == true);
    CHECK(m.join_time == seconds(264));
    CHECK(m.last_talking == seconds(3));
    CHECK(m.energy == 100);
    CHECK(m.volume_out == -1);
    CHECK(m.fields["flags.can_see"] == "true");
    CHECK(m.fields["output-volume"] == "0");
    CHECK_FALSE(c.members[1].is_caller());
    CHECK_FALSE(c.members[1].can_hear);

    CHECK(answered(api::conference_list("room"), room)->name == "room");
    CHECK(answered(api::conference_list(), "[]")->empty());
    CHECK(answered(api::conference_list("room"), "[]").unreadable());
    CHECK(test::reason_of(api::conference_list("x"), "-ERR Conference x not found\n") ==
          "Conference x not found");
    CHECK(answered(api::conference_list(), "Conference command, not specified.\n").unreadable());
}

TEST_CASE("conference: orders that were done, or not", "[api][conference]") {
    using target = api::conference_target;
    const auto mute = api::conference_do("rm", api::member_order::mute, target::all());
    CHECK(mute.text() == "conference rm mute all");
    CHECK(answered(mute, "+OK mute 4\n+OK mute 3\n")->text == "mute 4\n+OK mute 3");
    CHECK(answered(mute, "-ERR Non-Existant ID 77\n").refused());
    CHECK(answered(mute, "mute <[member_id|all]|last|non_moderator> [<quiet>]").unreadable());
    const auto pause = api::conference_record_pause("rm", "/tmp/c.wav");
    CHECK(answered(pause, "+OK Pause recording file /tmp/c.wav\n"
                          "-ERR non-existant recording '/tmp/c.wav'\n")
              .unreadable());
    const auto ended = api::conference_norecord("rm", "/tmp/c.wav");
    CHECK(answered(ended, "Stopped recording file /tmp/c.wav\n+OK Stopped recording 0 files\n"));
    CHECK(answered(ended, "+OK Stopped recording 1 files\n"));
    CHECK(answered(ended, "-ERR non-existant recording '/tmp/c.wav'\n"
                          "+OK Stopped recording 0 files\n")
              .refused());
    const auto dial = api::conference_dial("rm", "user/1", "100", "name");
    CHECK(*answered(dial, "+OK Call Requested: result: [SUCCESS]\n") ==
          eslio::hangup_cause::success);
    CHECK(*answered(dial, "+OK Call Requested: result: [USER_BUSY]\n") ==
          eslio::hangup_cause::user_busy);
    CHECK(answered(dial, "-ERR Bad Args\ndial <endpoint").refused());
    CHECK(*answered(api::conference_bgdial("rm", "user/1"),
                    "+OK Job-UUID: dfd78ec8-001c-495f-b472-aaefd383c442\n") ==
          "dfd78ec8-001c-495f-b472-aaefd383c442");
    const auto level =
        api::conference_level("rm", api::member_level::energy, target::member(3), 200);
    CHECK(level.text() == "conference rm energy 3 200");
    CHECK(answered(level, "Energy 3 = 200\n"));
    CHECK(answered(level, "energy <member_id|all|last|non_moderator> [<newval>]").unreadable());
    CHECK(answered(api::conference_get("rm", "nosuch"), "get <parameter-name>").unreadable());
    CHECK(*answered(api::conference_get("rm", "rate"), "8000") == "8000");
    CHECK(*answered(api::conference_set("rm", "max_members", "5"), "0") == "0");
    CHECK(*answered(api::conference_getvar("rm", "x"), "y") == "y");
    CHECK_FALSE(answered(api::conference_getvar("rm", "x"), "")->has_value());
    CHECK(*answered(api::conference_count("rm"), "2") == 2);
    CHECK(api::conference_do("rm", api::member_order::kick, target::member(0)).error() ==
          eslio::error::number_out_of_range);
    CHECK(api::conference_level("rm", api::member_level::volume_in, target::last(), 5).error());
    CHECK(api::conference_relate("rm", 1, 2, api::relation::nohear).text() ==
          "conference rm relate 1 2 nohear");
    CHECK(api::conference_stop("rm", api::stop_scope::async).text() == "conference rm stop async");
    CHECK(api::conference_say("essay", "hello").why().find("conference: ") == 0);
}

TEST_CASE("callcenter: what FreeSWITCH without the module answers", "[api][callcenter]") {
    const auto refused = [](std::string_view what) {
        return R"({"command":"callcenter_config","data":{"arguments":")" + std::string(what) +
               R"("},"status":"error","message":"Invalid request or non-existant command",)"
               R"("response":null})"
               "\n";
    };
    const std::string_view message = "Invalid request or non-existant command";
    CHECK(reason_of(api::callcenter_agents(), refused("agent list")) == message);
    CHECK(reason_of(api::callcenter_members(), refused("member list")) == message);
    CHECK(reason_of(api::callcenter_tiers(), refused("tier list")) == message);
}

TEST_CASE("callcenter: tables as JSON, and with bars", "[api][callcenter]") {
    CHECK(api::callcenter_agents().text() ==
          R"(json {"command":"callcenter_config","data":{"arguments":"agent list"}})");
    const auto agents = answered(
        api::callcenter_agents(),
        R"({"command":"callcenter_config","data":{"arguments":"agent list"},"status":"success",)"
        R"("response":[{"name":"1000@d","instance_id":"single_box","type":"Callback",)"
        R"("contact":"user/1|user/2","status":"Available","state":"In a queue call",)"
        R"("max_no_answer":"0","wrap_up_time":"10","last_bridge_start":"1795978799",)"
        R"("last_bridge_end":"0","calls_answered":"1","talk_time":"7","ready_time":"0",)"
        R"("external_calls_count":"0"}]})"
        "\n");
    REQUIRE(agents);
    const api::callcenter_agent_info& a = agents->at(0);
    CHECK(a.name == "1000@d");
    CHECK(a.contact == "user/1|user/2");
    CHECK(a.wrap_up_time == seconds(10));
    CHECK(a.last_bridge_start);
    CHECK_FALSE(a.last_bridge_end);
    CHECK(a.calls_answered == 1U);
    CHECK(a.uuid.empty());
    CHECK(answered(api::callcenter_agents(),
                   R"({"status":"error","message":"The command returned an error",)"
                   R"("response":null})")
              .refused());

    const auto members = answered(
        api::callcenter_queue_members("support@default"),
        "queue|instance_id|uuid|session_uuid|cid_number|cid_name|system_epoch|joined_epoch|"
        "rejoined_epoch|bridge_epoch|abandoned_epoch|base_score|skill_score|serving_agent|"
        "serving_system|state|score\n"
        "support@default|single_box|23268ffa-55a3-4c03-add4-24d155160004|f-3|z|Outbound Call|"
        "1795978799|1795978799|0|1795978799|0|0|0|1000@d|single_box|Answered|1\n+OK\n");
    REQUIRE(members);
    CHECK(members->at(0).session_uuid == "f-3");
    CHECK(members->at(0).joined);
    CHECK_FALSE(members->at(0).abandoned);
    CHECK(members->at(0).score == 1);
    CHECK(members->at(0).state == "Answered");
    CHECK(answered(api::callcenter_queue_members("x"), "+OK\n")->empty());
    CHECK(answered(api::callcenter_queue_members("x"), "a|b\n1|2|3\n+OK\n").unreadable());
    CHECK(answered(api::callcenter_queue_members("x"), "a|b\n1|2\n").unreadable());
}

TEST_CASE("callcenter: queues, tiers, and what is sent", "[api][callcenter]") {
    const auto queues = answered(
        api::callcenter_queues(),
        "name|strategy|moh_sound|time_base_score|tier_rules_apply|max_wait_time|calls_answered\n"
        "support@default|longest-idle-agent|tone_stream://%(200,300,440)|system|false|0|3\n+OK\n");
    REQUIRE(queues);
    CHECK(queues->at(0).strategy == "longest-idle-agent");
    CHECK(queues->at(0).tier_rules_apply == false);
    CHECK(queues->at(0).max_wait_time == seconds(0));
    CHECK(queues->at(0).calls_answered == 3U);

    const auto tiers = answered(api::callcenter_queue_tiers("q"),
                                "queue|agent|state|level|position\nq|1000@d|Ready|1|2\n+OK\n");
    REQUIRE(tiers);
    CHECK(tiers->at(0).position == 2);
    CHECK(*answered(api::callcenter_queue_count(), "1\n") == 1);
    CHECK(*answered(api::callcenter_agent_get("status", "a"), "On Break") == "On Break");
    CHECK(answered(api::callcenter_agent_get("x", "a"), "-ERR Invalid Agent Update KEY!\n")
              .refused());
    CHECK(api::callcenter_agent_set("status", "a", "On Break").text() ==
          "callcenter_config agent set status a On\\sBreak");
}

TEST_CASE("fifo and valet parking", "[api][parking]") {
    const auto all = answered(api::fifo_list(),
                              R"(<fifo_report>
  <fifo name="q1" consumer_count="0" caller_count="1" waiting_count="1" importance="3" outbound_per_cycle="0" outbound_strategy="ringall">
    <outbound>
      <member simo="1" use_count="0" timeout="60" lag="5" taking-calls="1" status="">{a=b}null/x</member>
    </outbound>
    <callers>
      <caller uuid="f-1" status="WAITING" caller_id_name="Al%7Cx%20%3C%26%3E" caller_id_number="1"/>
    </callers>
    <consumers></consumers>
    <bridges></bridges>
  </fifo>
</fifo_report>


)");
    REQUIRE(all);
    const api::fifo_queue& q = all->at(0);
    CHECK(q.name == "q1");
    CHECK(q.waiting_count == 1U);
    CHECK(q.importance == 3U);
    CHECK(q.outbound_strategy == "ringall");
    REQUIRE(q.outbound.size() == 1);
    CHECK(q.outbound[0].contact == "{a=b}null/x");
    CHECK(q.outbound[0].timeout == seconds(60));
    CHECK(q.outbound[0].taking_calls == true);
    REQUIRE(q.callers.size() == 1);
    CHECK(q.callers[0].uuid == "f-1");
    CHECK(q.callers[0].caller_id_name == "Al|x <&>");
    CHECK(q.callers[0].fields["caller_id_name"] == "Al%7Cx%20%3C%26%3E");
    CHECK(answered(api::fifo_list("nosuch"), "<fifo_report></fifo_report>\n\n\n")->empty());
    CHECK(answered(api::fifo_list(), "none\n").unreadable());

    const auto counts = answered(api::fifo_count("a:b"), "a:b:1:2:3:4:5\n");
    REQUIRE(counts);
    CHECK((*counts)->consumers == 1);
    CHECK((*counts)->callers == 2);
    CHECK((*counts)->idle_consumers == 5);
    CHECK_FALSE(answered(api::fifo_count("x"), "none\n")->has_value());
    CHECK(answered(api::fifo_count("x"), "x:1:2\n").unreadable());
    CHECK(*answered(api::fifo_importance("q1"), "importance: 3\n") == 3);
    CHECK(answered(api::fifo_importance("q1"), "no fifo by that name\n").unreadable());

    CHECK(api::fifo_member_add("q", "user/1").text() == "fifo_member add q user/1 1 60 5");
    for (const char* name : {"my q", "a,b", "a!1", "it's", "a\\b", "[a", "a}", "a|b", "^^;a",
                             "%[a=b]c", "a:_:b", "${a}", "a$\\{b"}) {
        INFO(name);
        CHECK(api::fifo_member_add(name, "user/1").error() == eslio::error::unwritable_text);
        CHECK(api::fifo_member_add(eslio::untrusted(name), "user/1").error());
    }
    for (const char* name : {"sales", "sales-1@pbx", "a:b", "100%", "a=b", "M\xC3\xBCller\"s"})
        CHECK_FALSE(api::fifo_member_add(eslio::untrusted(name), "user/1").error());
    // Expanded when the member is called.
    eslio::dial_string member("user/1");
    member.caller_id(eslio::untrusted("O'Brien"), "1");
    CHECK(api::fifo_member_del("q", member).text() ==
          R"(fifo_member del q {origination_caller_id_name=O\\\\\\\\\\\\\'Brien,)"
          R"(origination_caller_id_number=1}user/1)");
    const eslio::dial_string looked_up(eslio::raw_dial_string("${sofia_contact(1000)}"));
    CHECK(api::fifo_member_add("q", looked_up).text() ==
          "fifo_member add q ${sofia_contact(1000)} 1 60 5");
    member.variable("origination_nested_vars", "true").variable("x", "${y}");
    CHECK(api::fifo_member_add("q", member).error() == eslio::error::unwritable_text);

    const auto lots = answered(api::valet_info(),
                               "<lots>\n  <lot name=\"lot1\">\n"
                               "    <extension uuid=\"f-2\">6001</extension>\n  </lot>\n</lots>\n");
    REQUIRE(lots);
    CHECK(lots->at(0).name == "lot1");
    CHECK(lots->at(0).tokens.at(0).extension == "6001");
    CHECK(lots->at(0).tokens.at(0).uuid == "f-2");
    CHECK(answered(api::valet_info("x"), "<lots>\n</lots>\n")->empty());
}
