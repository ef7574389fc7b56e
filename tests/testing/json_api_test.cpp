// testing/fake_switch/apis: the JSON API, as a FreeSWITCH 1.11.3 was heard to answer.
#include "catch.hpp"
#include "fake_client.hpp"
#include "heard.hpp"

#include <set>
#include <string>

using namespace std::chrono_literals;
using eslio::testing::call;
using testing_tests::check_answers;
using testing_tests::fake_client;
using testing_tests::heard;

namespace {

constexpr heard json_refusals[] = {
    {"json", "-ERR No JSON supplied.\n"},
    {"json {", "-ERR Parse error.\n"},
    {"json xyz", "-ERR Parse error.\n"},
    {"json -", "-ERR Parse error.\n"},
    {R"(json {"command":"nosuch",})", "-ERR Parse error.\n"},
    {R"(json {"command":"nosuch","x":+1})", "-ERR Parse error.\n"},
    {R"(json {"command":"nosuch","x":"a\qb"})", "-ERR Parse error.\n"},
    {R"(json {"command":"nosuch","x":truex})", "-ERR Parse error.\n"},
    {R"(json {"x":"\ud800"})", "-ERR Parse error.\n"},
    {"json 5", "5\n"},
    {"json null", "null\n"},
    {R"(json "a"b)", "\"a\"\n"},
    {"json []", "[\"error\",\"Invalid request or non-existant command\",null]\n"},
    {"json [1]x", "[1,\"error\",\"Invalid request or non-existant command\",null]\n"},
    {R"(json {"command":"fsapi"})",
     R"({"command":"fsapi","status":"error","message":"Invalid request or non-existant command",)"
     R"("response":null})"
     "\n"},
    {R"(json {"command":5,"data":null})",
     R"({"command":5,"data":null,"status":"error","message":"Invalid request or non-existant )"
     R"(command","response":null})"
     "\n"},
    {R"(json  {"command" : "nosuch" , "x" : [ 1 , 012 , -1.5e-7 , 1e20 , 3.0 , 0.1 ] })",
     R"({"command":"nosuch","x":[1,12,-1.5e-07,1e+20,3,0.1],"status":"error",)"
     R"("message":"Invalid request or non-existant command","response":null})"
     "\n"},
};

constexpr heard json_of_commands[] = {
    {R"(json {"command":"fsapi","data":{"cmd":"version","arg":"short"}})",
     R"({"command":"fsapi","data":{"cmd":"version","arg":"short"},"status":"success",)"
     R"("response":{"message":"1.11.3-dev\n"}})"
     "\n"},
    {R"(json {"command":"fsapi","data":{"cmd":"uuid_kill x"}})",
     R"({"command":"fsapi","data":{"cmd":"uuid_kill x"},"status":"error","message":"The command )"
     R"(returned an error","response":{"message":"INVALID CALL"}})"
     "\n"},
    {R"(json {"command":"fsapi","data":{"cmd":5}})",
     R"({"command":"fsapi","data":{"cmd":5},"status":"success","response":{"message":"INVALID )"
     R"(CALL"}})"
     "\n"},
    {R"(json {"command":"fsapi","data":[{"cmd":"hostname"}]})",
     R"({"command":"fsapi","data":[{"cmd":"hostname"}],"status":"success","response":{"message":)"
     R"("INVALID CALL"}})"
     "\n"},
    {R"(json {"Command":"FSAPI","Data":{"Cmd":"echo","Arg":"a\nb \"q\" /x"}})",
     R"({"Command":"FSAPI","Data":{"Cmd":"echo","Arg":"a\nb \"q\" /x"},"status":"success",)"
     R"("response":{"message":"a\nb \"q\" /x"}})"
     "\n"},
    {R"(json {"command":"mediaStats","data":{}})",
     R"({"command":"mediaStats","data":{},"status":"error","message":"The command returned an )"
     R"(error","response":{"response":"INVALID INPUT"}})"
     "\n"},
    {R"(json {"command":"channelData","data":{"uuid":"abc"}})",
     R"({"command":"channelData","data":{"uuid":"abc"},"status":"error","message":"The command )"
     R"(returned an error","response":{"response":"Session does not exist"}})"
     "\n"},
    {R"(json {"command":"execute","data":{"uuid":"abc"}})",
     R"({"command":"execute","data":{"uuid":"abc"},"status":"error","message":"The command )"
     R"(returned an error","response":{"response":"INVALID INPUT"}})"
     "\n"},
    {R"(json {"command":"callcenter_config","data":{}})",
     R"({"command":"callcenter_config","data":{},"status":"error","message":"The command returned )"
     R"(an error","response":null})"
     "\n"},
    {R"(json {"command":"callcenter_config","data":{"arguments":"Queue list tiers"}})",
     R"({"command":"callcenter_config","data":{"arguments":"Queue list tiers"},"status":"error",)"
     R"("message":"The command returned an error","response":{"error":"Missing data attribute: )"
     R"(queue_name"}})"
     "\n"},
};

constexpr heard json_of_callcenter[] = {
    {"callcenter_config agent add ann callback", "+OK\n"},
    {"callcenter_config agent add bob uuid-standby", "+OK\n"},
    {"callcenter_config agent set contact ann user/1|x", "+OK\n"},
    {"callcenter_config tier add support@default bob 2 1", "+OK\n"},
    {"callcenter_config tier add support@default ann 1 1", "+OK\n"},
    {R"(json {"command":"callcenter_config","data":{"arguments":"tier list"}})",
     R"({"command":"callcenter_config","data":{"arguments":"tier list"},"status":"success",)"
     R"("response":[{"queue":"support@default","agent":"ann","state":"Ready","level":"1",)"
     R"("position":"1"},{"queue":"support@default","agent":"bob","state":"Ready","level":"2",)"
     R"("position":"1"}]})"
     "\n"},
    {R"(json {"command":"callcenter_config","format":"pretty","data":{"arguments":)"
     R"("queue list tiers","queue_name":"support@default"}})",
     "{\n\t\"command\":\t\"callcenter_config\",\n\t\"format\":\t\"pretty\",\n\t\"data\":\t{\n"
     "\t\t\"arguments\":\t\"queue list tiers\",\n\t\t\"queue_name\":\t\"support@default\"\n\t},\n"
     "\t\"status\":\t\"success\",\n\t\"response\":\t[{\n\t\t\t\"queue\":\t\"support@default\",\n"
     "\t\t\t\"agent\":\t\"bob\",\n\t\t\t\"state\":\t\"Ready\",\n\t\t\t\"level\":\t\"2\",\n"
     "\t\t\t\"position\":\t\"1\"\n\t\t}, {\n\t\t\t\"queue\":\t\"support@default\",\n"
     "\t\t\t\"agent\":\t\"ann\",\n\t\t\t\"state\":\t\"Ready\",\n\t\t\t\"level\":\t\"1\",\n"
     "\t\t\t\"position\":\t\"1\"\n\t\t}]\n}\n"},
    {R"(json {"command":"callcenter_config","data":{"arguments":"queue list agents",)"
     R"("queue_name":"support@default"}})",
     R"({"command":"callcenter_config","data":{"arguments":"queue list agents","queue_name":)"
     R"("support@default"},"status":"success","response":[{"name":"bob","instance_id":)"
     R"("single_box","type":"uuid-standby","status":"Logged Out","state":"Waiting",)"
     R"("max_no_answer":"0","wrap_up_time":"0","reject_delay_time":"0","busy_delay_time":"0",)"
     R"("no_answer_delay_time":"0","last_bridge_start":"0","last_bridge_end":"0",)"
     R"("last_offered_call":"0","last_status_change":"0","no_answer_count":"0",)"
     R"("calls_answered":"0","talk_time":"0","ready_time":"0","external_calls_count":"0"},)"
     R"({"name":"ann","instance_id":"single_box","type":"callback","contact":"user/1|x",)"
     R"("status":"Logged Out","state":"Waiting",)"
     R"("max_no_answer":"0","wrap_up_time":"0","reject_delay_time":"0","busy_delay_time":"0",)"
     R"("no_answer_delay_time":"0","last_bridge_start":"0","last_bridge_end":"0",)"
     R"("last_offered_call":"0","last_status_change":"0","no_answer_count":"0",)"
     R"("calls_answered":"0","talk_time":"0","ready_time":"0","external_calls_count":"0"}]})"
     "\n"},
    {R"(json {"command":"callcenter_config","data":{"arguments":"queue list members",)"
     R"("queue_name":"support@default"}})",
     R"({"command":"callcenter_config","data":{"arguments":"queue list members","queue_name":)"
     R"("support@default"},"status":"success","response":[]})"
     "\n"},
    {R"(json {"command":"callcenter_config","data":{"arguments":"queue list"}})",
     R"({"command":"callcenter_config","data":{"arguments":"queue list"},"status":"success",)"
     R"("response":[{"name":"support@default","strategy":"longest-idle-agent",)"
     R"("time_base_score":"queue","tier_rules_apply":"false","tier_rule_wait_second":0,)"
     R"("tier_rule_wait_multiply_level":"false","tier_rule_no_agent_no_wait":"true",)"
     R"("discard_abandoned_after":60,"abandoned_resume_allowed":"false","max_wait_time":0,)"
     R"("max_wait_time_with_no_agent":0,"max_wait_time_with_no_agent_time_reached":5,)"
     R"("skip_agents_with_external_calls":"true","agent_no_answer_status":"On Break"}]})"
     "\n"},
};

bool json_holds(fake_client& c, const std::string& request, const std::string& part) {
    const std::string answer = c.ask("api json " + request);
    INFO(answer);
    CHECK(answer.find(part) != answer.npos);
    return answer.find(part) != answer.npos;
}

}  // namespace

TEST_CASE("the JSON API refuses what is no request", "[testing][json]") {
    fake_client c;
    check_answers(c, json_refusals);
    CHECK(c.fake.unsupported() == std::set<std::string>{});
}

TEST_CASE("the JSON API runs commands, and refuses calls that there are not", "[testing][json]") {
    fake_client c;
    check_answers(c, json_of_commands);
    CHECK(c.fake.unsupported() == std::set<std::string>{"api uuid_kill x"});
}

TEST_CASE("the JSON API is written over lines if asked", "[testing][json]") {
    fake_client c;
    c.login();
    CHECK(
        c.ask(
            R"(api json {"format":"PRETTY","a":[1,[]],"b":{},"c":{"d":[{"e":true}]},"f":"\u0001"})") ==
        "{\n\t\"format\":\t\"PRETTY\",\n\t\"a\":\t[1, []],\n\t\"b\":\t{\n\t},\n\t\"c\":\t{\n"
        "\t\t\"d\":\t[{\n\t\t\t\t\"e\":\ttrue\n\t\t\t}]\n\t},\n\t\"f\":\t\"\\u0001\",\n"
        "\t\"status\":\t\"error\",\n\t\"message\":\t\"Invalid request or non-existant command\",\n"
        "\t\"response\":\tnull\n}\n");
}

TEST_CASE("the JSON API lists what mod_callcenter has", "[testing][json]") {
    fake_client c;
    c.fake.callcenter_queue("support@default");
    check_answers(c, json_of_callcenter);
    CHECK(c.fake.unsupported().empty());
}

TEST_CASE("the JSON API lists who waits, the longest first", "[testing][json]") {
    fake_client c;
    c.fake.callcenter_queue("a@x").callcenter_queue("b@x");
    c.fake.plan(call().answers());
    c.login();
    const std::string members =
        R"({"command":"callcenter_config","data":{"arguments":"member list"}})";
    const std::string first = c.fake.originate("null/1 &callcenter(b@x)");
    c.wait(2s);
    const std::string second = c.fake.originate("null/2 &callcenter(a@x)");
    c.wait(1s);
    const std::string answer = c.ask("api json " + members);
    INFO(answer);
    const std::size_t one = answer.find(R"("session_uuid":")" + first + "\"");
    const std::size_t two = answer.find(R"("session_uuid":")" + second + "\"");
    REQUIRE(two != answer.npos);
    CHECK(one < two);
    CHECK(answer.find(R"("state":"Waiting","score":"3"})") < two);
    CHECK(answer.rfind(R"("state":"Waiting","score":"1"})") > two);
    CHECK(json_holds(c,
                     R"({"command":"callcenter_config","data":{"arguments":"queue list members",)"
                     R"("queue_name":"a@x"}})",
                     R"("response":[{"queue":"a@x",)"));
}

TEST_CASE("the JSON API tells the status", "[testing][json]") {
    fake_client c;
    c.fake.plan(call().answers());
    c.login();
    c.fake.originate("null/1 &park()");
    c.wait(61s);
    CHECK(json_holds(c, R"({"command":"status","data":""})",
                     R"("status":"success","response":{"systemStatus":"ready","uptime":{"years":0,)"
                     R"("days":0,"hours":0,"minutes":1,"seconds":1,"milliseconds":0,)"
                     R"("microseconds":0},"version":"1.11.3-dev)"));
    CHECK(json_holds(c, R"({"command":"status","data":""})",
                     R"(,"sessions":{"count":{"total":1,"active":1,"peak":1,"peak5Min":1,)"
                     R"("limit":5000},"rate":{"current":0,"max":2000,"peak":0,"peak5Min":0}},)"));
}

TEST_CASE("a command of the JSON API that is not modelled is told", "[testing][json]") {
    fake_client c;
    c.login();
    const std::string uuid = c.fake.originate("null/1 &park()");
    const std::string refusal =
        R"("status":"error","message":"Invalid request or non-existant command","response":null})";
    CHECK(json_holds(c, R"({"command":"nosuch","data":{}})", refusal));
    CHECK(json_holds(c, R"({"command":"sofia.status","data":{}})", refusal));
    CHECK(json_holds(c, R"({"command":"mediaStats","data":{"uuid":")" + uuid + "\"}}", refusal));
    CHECK(c.fake.unsupported() ==
          std::set<std::string>{"json mediaStats", "json nosuch", "json sofia.status"});
}

TEST_CASE("a command that the JSON API runs may take its time", "[testing][json]") {
    fake_client c;
    c.login();
    CHECK(c.ask(R"(api json {"command":"fsapi","data":{"cmd":"msleep","arg":"500"}})").empty());
    const auto late = c.wait(500ms);
    REQUIRE(late.size() == 1);
    CHECK(late.front().body.find(R"("status":"success","response":{"message":"+OK"}})") !=
          std::string::npos);
}
