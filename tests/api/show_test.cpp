// api/show.hpp: FreeSWITCH's tables, as recorded from FreeSWITCH 1.11.3-dev.
#include "api/answers.hpp"
#include "catch.hpp"

#include <eslio/api/show.hpp>

#include <chrono>
#include <string>

namespace {

namespace api = eslio::api;
using test::answered;

constexpr std::string_view two_channels =
    R"({"row_count":2,"rows":[{"uuid":"e-1","direction":"outbound","created":"2026-11-29 18:49:00",)"
    R"("created_epoch":"1795978140","name":"loopback/park-a","state":"CS_SOFT_EXECUTE",)"
    R"("cid_name":"A, \"b\" \\ \u00fc","cid_num":"park","ip_addr":"","dest":"park",)"
    R"("application":"uuid_bridge","application_data":"e-2","dialplan":"xml","context":"default",)"
    R"("read_codec":"L16","read_rate":"8000","read_bit_rate":"128000","write_codec":"L16",)"
    R"("write_rate":"8000","write_bit_rate":"128000","secure":"","hostname":"fs-esl-test",)"
    R"("presence_id":"","presence_data":"","accountcode":"","callstate":"ACTIVE",)"
    R"("callee_name":"O","callee_num":"0000000000","callee_direction":"RECV","call_uuid":"e-1",)"
    R"("sent_callee_name":"","sent_callee_num":"","initial_cid_name":"O",)"
    R"("initial_cid_num":"0000000000","initial_ip_addr":"","initial_dest":"park",)"
    R"("initial_dialplan":"xml","initial_context":"default"},)"
    R"({"uuid":"e-2","direction":"sideways","created_epoch":"soon","name":"null/y","state":"CS_NEW",)"
    R"("read_rate":"-1","callstate":"ACTIVE","new_field":"of a newer FreeSWITCH"}]})";

}  // namespace

TEST_CASE("show channels: rows as values", "[api][show]") {
    const auto all = answered(api::show_channels(), two_channels);
    REQUIRE(all);
    REQUIRE(all->size() == 2);
    const api::channel_info& c = all->front();
    CHECK(c.uuid == "e-1");
    CHECK(c.direction == eslio::call_direction::outbound);
    CHECK(c.state == eslio::channel_state::soft_execute);
    CHECK(c.call_state == eslio::call_state::active);
    CHECK(c.caller_id_name == "A, \"b\" \\ \xC3\xBC");
    CHECK(c.created == std::chrono::system_clock::time_point(std::chrono::seconds(1795978140)));
    CHECK(c.read_rate == 8000U);
    CHECK(c.application_data == "e-2");
    CHECK(c.call_uuid == "e-1");
    CHECK(c.fields["initial_dest"] == "park");
    CHECK(c.fields.size() == 38);

    const api::channel_info& other = all->back();
    CHECK(other.direction == eslio::call_direction::unknown);
    CHECK_FALSE(other.created);
    CHECK_FALSE(other.read_rate);
    CHECK_FALSE(other.write_rate);
    CHECK(other.fields["created_epoch"] == "soon");
    CHECK(other.fields["NEW_field"] == "of a newer FreeSWITCH");
    CHECK(other.fields.value<int>("read_rate") == -1);
    CHECK(other.fields.value<int>("created_epoch").malformed());
    CHECK(other.fields.value<int>("nosuch").absent());
    CHECK_FALSE(other.fields.has("nosuch"));
    CHECK(other.call_uuid.empty());
}

TEST_CASE("show: an empty table is a table", "[api][show]") {
    for (const char* empty : {"{\"row_count\": 0}\n", "{\"row_count\":0,\"rows\":[]}"}) {
        const auto all = answered(api::show_calls(), empty);
        REQUIRE(all);
        CHECK(all->empty());
    }
    CHECK(answered(api::show_calls(), "{\"row_count\":2}").unreadable());
}

TEST_CASE("show calls: both legs", "[api][show]") {
    const auto all = answered(
        api::show_bridged_calls(),
        R"({"row_count":1,"rows":[{"uuid":"e-1","direction":"outbound","created_epoch":"1795978140",)"
        R"("name":"loopback/park-a","state":"CS_SOFT_EXECUTE","callstate":"ACTIVE",)"
        R"("b_uuid":"e-2","b_direction":"outbound","b_created":"2026-11-29 18:49:00",)"
        R"("b_created_epoch":"1795978140","b_name":"null/y","b_state":"CS_EXCHANGE_MEDIA",)"
        R"("b_cid_name":"Outbound Call","b_cid_num":"y","b_callstate":"HELD",)"
        R"("call_created_epoch":"1795978141"}]})");
    REQUIRE(all);
    const api::call_info& call = all->at(0);
    CHECK(call.is_bridged());
    CHECK(call.a.name == "loopback/park-a");
    CHECK(call.b.name == "null/y");
    CHECK(call.b.state == eslio::channel_state::exchange_media);
    CHECK(call.b.call_state == eslio::call_state::held);
    CHECK(call.b.caller_id_number == "y");
    CHECK(call.bridged_since ==
          std::chrono::system_clock::time_point(std::chrono::seconds(1795978141)));
    CHECK(call.fields["b_cid_name"] == "Outbound Call");

    const auto alone = answered(api::show_calls(), R"({"row_count":1,"rows":[{"uuid":"u-1",)"
                                                   R"("b_uuid":"","call_created_epoch":""}]})");
    REQUIRE(alone);
    CHECK_FALSE(alone->at(0).is_bridged());
    CHECK_FALSE(alone->at(0).bridged_since);
}

TEST_CASE("show: counts, registrations, interfaces, tasks", "[api][show]") {
    CHECK(*answered(api::show_channels_count(), R"({"row_count":6,"rows":[]})") == 6);
    CHECK(answered(api::show_calls_count(), "6 total.").unreadable());
    CHECK(answered(api::show_registrations_count(), R"({"row_count":"6"})").unreadable());

    const auto phones =
        answered(api::show_registrations(),
                 R"({"row_count":1,"rows":[{"reg_user":"1000","realm":"example.com","token":"t",)"
                 R"("url":"sofia/internal/sip:1000@192.0.2.1","expires":"1795978140",)"
                 R"("network_ip":"192.0.2.1","network_port":"5060","network_proto":"udp",)"
                 R"("hostname":"h","metadata":""}]})");
    REQUIRE(phones);
    CHECK(phones->at(0).user == "1000");
    CHECK(phones->at(0).network_port == 5060);
    CHECK(phones->at(0).expires);
    CHECK(phones->at(0).network_proto == "udp");

    const auto codecs = answered(api::show_interfaces(api::interface_type::codec),
                                 R"({"row_count":1,"rows":[{"type":"codec","name":"G.711 alaw",)"
                                 R"("ikey":"CORE_PCM_MODULE"}]})");
    REQUIRE(codecs);
    CHECK(codecs->at(0).name == "G.711 alaw");
    CHECK(codecs->at(0).module == "CORE_PCM_MODULE");

    const auto tasks =
        answered(api::show_tasks(),
                 R"({"row_count":1,"rows":[{"task_id":"3","task_desc":"limit_hash_cleanup",)"
                 R"("task_group":"mod_hash","task_runtime":"1795978375","task_sql_manager":"0",)"
                 R"("hostname":"vm"}]})");
    REQUIRE(tasks);
    CHECK(tasks->at(0).id == 3U);
    CHECK(tasks->at(0).group == "mod_hash");
    CHECK(tasks->at(0).fields["task_sql_manager"] == "0");
}

TEST_CASE("show: what is sent", "[api][show]") {
    CHECK(api::show_channels().text() == "show channels as json");
    CHECK(api::show_channels().is_idempotent());
    CHECK(api::show_channels_count().text() == "show channels count as json");
    CHECK(api::show_detailed_bridged_calls().text() == "show detailed_bridged_calls as json");
    CHECK(api::show_interfaces(api::interface_type::endpoint).text() == "show endpoint as json");
    CHECK(api::show_api_commands().text() == "show api as json");
    CHECK(api::show("nat_map").text() == "show nat_map as json");
    CHECK(api::show("nat map").error() == eslio::error::unwritable_text);
    CHECK(answered(api::show_calls(), "-USAGE: codec|endpoint").usage());
    CHECK(test::reason_of(api::show_calls(), "-ERR SQL disabled, no data available!") ==
          "SQL disabled, no data available!");
}
