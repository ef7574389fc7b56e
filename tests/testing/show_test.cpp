// testing/fake_switch/apis/show.hpp: `show ...` as text, JSON and XML, and what sofia tells.
#include "catch.hpp"
#include "fake_client.hpp"

#include <eslio/event/decode.hpp>

#include <string>
#include <string_view>
#include <vector>

using eslio::testing::call;
using eslio::testing::incoming_call;
using testing_tests::fake_client;
using list = std::vector<std::string>;

namespace {

struct showing_client : fake_client {
    showing_client() {
        login();
        fake.plan(call().answers());
    }
    void up(const std::string& id, const std::string& application = "park()") {
        fake.originate("{origination_uuid=" + id + "}user/" + id + " &" + application);
        receive();
    }
    std::string show(const std::string& what) { return ask("api show " + what); }
};

/// The rows of `{"row_count":N,"rows":[{...},{...}]}`, which are flat objects of strings.
std::vector<eslio::event> rows_of_json(const std::string& text) {
    std::vector<eslio::event> rows;
    const std::size_t begin = text.find("\"rows\":[");
    REQUIRE(begin != std::string::npos);
    REQUIRE(text.substr(text.size() - 3) == "}]}");
    std::string_view all = std::string_view(text).substr(begin + 8);
    all.remove_suffix(2);
    while (!all.empty()) {
        const std::size_t size = all.find('}') + 1;
        eslio::event row;
        REQUIRE_FALSE(eslio::decode_event(eslio::format::json, all.substr(0, size), row));
        rows.push_back(row);
        all.remove_prefix(size == all.size() ? size : size + 1);
    }
    CHECK(text.substr(0, begin) == "{\"row_count\":" + std::to_string(rows.size()) + ",");
    return rows;
}

list column(const std::vector<eslio::event>& rows, std::string_view name) {
    list all;
    for (const eslio::event& row : rows) all.emplace_back(row[name]);
    return all;
}

list lines_of(std::string_view text) {
    list all;
    while (!text.empty()) all.emplace_back(eslio::wire::next_word(text, '\n'));
    return all;
}

list cells_of(std::string_view line) {
    list all;
    while (!line.empty()) all.emplace_back(eslio::wire::next_word(line, ','));
    return all;
}

}  // namespace

TEST_CASE("show of nothing is as recorded", "[testing][show]") {
    showing_client c;
    CHECK(c.show("channels") == "\n0 total.\n");
    CHECK(c.show("channels as json") == "{\"row_count\": 0}\n");
    CHECK(c.show("channels as xml") == "<result row_count=\"0\"/>\n");
    CHECK(c.show("calls count") == "\n0 total.\n");
    CHECK(c.show("calls count as json") == "{\"row_count\":0,\"rows\":[]}");
    for (const char* what :
         {"calls", "bridged_calls", "detailed_calls", "detailed_bridged_calls", "registrations"})
        CHECK(c.show(what) == "\n0 total.\n");
    for (const char* what : {"", "nothing", "channel"}) {
        INFO(what);
        CHECK(c.show(what).substr(0, 22) == "-USAGE: codec|endpoint");
    }
}

TEST_CASE("show channels as json tells of each leg", "[testing][show]") {
    showing_client c;
    c.fake.extension("9", {{"echo", ""}});
    c.fake.call_in(incoming_call().from("1001", "Ann \"A\" \xC3\xA4").to("9").uuid("in"));
    c.up("out", "playback(silence_stream://60000)");
    const std::string json = c.show("channels as json");
    // A column without a value is there all the same.
    CHECK(json.find("\"application\":\"echo\",\"application_data\":\"\",") != std::string::npos);
    const auto rows = rows_of_json(json);
    CHECK(column(rows, "uuid") == list{"in", "out"});
    CHECK(column(rows, "direction") == list{"inbound", "outbound"});
    CHECK(column(rows, "cid_name") == list{"Ann \"A\" \xC3\xA4", "Outbound Call"});
    CHECK(column(rows, "cid_num") == list{"1001", "out"});
    CHECK(column(rows, "dest") == list{"9", "out"});
    CHECK(column(rows, "application") == list{"echo", "playback"});
    CHECK(column(rows, "application_data") == list{"", "silence_stream://60000"});
    CHECK(column(rows, "callstate") == list{"EARLY", "ACTIVE"});
    CHECK(column(rows, "state") == list{"CS_EXECUTE", "CS_EXECUTE"});
    CHECK(column(rows, "call_uuid") == list{"in", "out"});
    CHECK(column(rows, "name") ==
          list{"sofia/internal/1001@127.0.0.1", "sofia/internal/out@127.0.0.1"});
    for (const eslio::event& row : rows) {
        CHECK(row.number("created_epoch") > 1000000000U);
        CHECK(row["created"].size() == 19);
        CHECK(row["context"] == "default");
        CHECK(row["read_codec"] == "L16");
        CHECK_FALSE(row.contains("b_uuid"));
    }
}

TEST_CASE("show as text is a line of names, then one for each row", "[testing][show]") {
    showing_client c;
    c.up("a");
    c.up("b");
    const std::string text = c.show("channels");
    const list lines = lines_of(text);
    REQUIRE(lines.size() == 5);
    CHECK(text.back() == '\n');
    const list head = cells_of(lines[0]);
    CHECK(lines[0].substr(0, 29) == "uuid,direction,created,create");
    for (const std::size_t row : {1U, 2U}) {
        const list cells = cells_of(lines[row]);
        REQUIRE(cells.size() == head.size());
        CHECK(cells[0] == (row == 1 ? "a" : "b"));
        CHECK(cells[1] == "outbound");
    }
    CHECK(lines[3].empty());
    CHECK(lines[4] == "2 total.");
    CHECK(c.show("channels count") == "\n2 total.\n");
    CHECK(c.show("channels count as json") == "{\"row_count\":2,\"rows\":[]}");
}

TEST_CASE("show as xml escapes its values", "[testing][show]") {
    showing_client c;
    c.fake.extension("9", {{"echo", ""}});
    c.fake.call_in(incoming_call().from("1001", "<A & B>").to("9").uuid("in"));
    c.up("b");
    const std::string xml = c.show("channels as xml");
    CHECK(xml.substr(0, 75) ==
          "<result row_count=\"2\">\n  <row row_id=\"1\">\n    <uuid>in</uuid>\n    <directio");
    CHECK(xml.find("\n    <cid_name>&lt;A &amp; B&gt;</cid_name>\n") != std::string::npos);
    CHECK(xml.find("\n  </row>\n  <row row_id=\"2\">\n    <uuid>b</uuid>\n") != std::string::npos);
    CHECK(xml.substr(xml.size() - 19) == "  </row>\n</result>\n");
}

TEST_CASE("show like takes the rows that hold a text", "[testing][show]") {
    showing_client c;
    c.up("first");
    c.up("second");
    CHECK(column(rows_of_json(c.show("channels like second as json")), "uuid") == list{"second"});
    CHECK(c.show("channels like none as json") == "{\"row_count\": 0}\n");
    CHECK(lines_of(c.show("channels like first")).back() == "1 total.");
    CHECK(c.show("channels like first as xml").substr(0, 22) == "<result row_count=\"1\">");
}

TEST_CASE("show calls joins the legs of a bridge", "[testing][show]") {
    showing_client c;
    for (const char* id : {"a", "b", "alone"}) c.up(id);
    CHECK(c.show("bridged_calls as json") == "{\"row_count\": 0}\n");
    c.fake.bridge("a", "b");
    c.receive();
    CHECK(column(rows_of_json(c.show("channels as json")), "uuid") == list{"a", "b", "alone"});
    for (const char* what : {"calls as json", "detailed_calls as json"}) {
        const auto calls = rows_of_json(c.show(what));
        CHECK(column(calls, "uuid") == list{"a", "alone"});
        CHECK(column(calls, "b_uuid") == list{"b", ""});
        CHECK(column(calls, "b_callstate") == list{"ACTIVE", ""});
        CHECK(column(calls, "b_direction") == list{"outbound", ""});
    }
    for (const char* what : {"bridged_calls as json", "detailed_bridged_calls as json"}) {
        const auto calls = rows_of_json(c.show(what));
        CHECK(column(calls, "uuid") == list{"a"});
        CHECK(column(calls, "b_uuid") == list{"b"});
        CHECK(column(calls, "call_uuid") == list{"a"});
    }
    CHECK(c.show("calls count") == "\n2 total.\n");
    c.fake.hang_up("b");
    c.receive();
    CHECK(c.show("bridged_calls count") == "\n0 total.\n");
}

TEST_CASE("show registrations, and what sofia tells of them", "[testing][show]") {
    showing_client c;
    CHECK(c.ask("api sofia status profile internal reg").find("Total items returned: 0\n") !=
          std::string::npos);
    c.fake.register_user("1000", "10.0.0.9:5080");
    const auto rows = rows_of_json(c.show("registrations as json"));
    CHECK(column(rows, "reg_user") == list{"1000"});
    CHECK(column(rows, "realm") == list{"127.0.0.1"});
    CHECK(column(rows, "url") == list{"sofia/internal/sip:1000@10.0.0.9:5080"});
    CHECK(rows[0].number("expires") > 1000000000U);
    const std::string listed = c.ask("api sofia status profile internal reg");
    CHECK(listed.find("\nUser:       \t1000@127.0.0.1\n") != std::string::npos);
    CHECK(listed.find("Total items returned: 1\n") != std::string::npos);
    CHECK(c.ask("api sofia status profile internal").find("\nREGISTRATIONS    \t1\n") !=
          std::string::npos);
    CHECK(c.ask("api sofia status").find("sip:mod_sofia@127.0.0.1:5060\tRUNNING (0)\n") !=
          std::string::npos);
    CHECK(c.ask("api sofia status profile other") == "Invalid Profile!\n");
    CHECK(c.ask("api sofia status gateway other") == "Invalid Gateway!\n");
    CHECK(c.ask("api sofia nothing") == "Unknown Command [nothing]\n");
    const std::string contact = "sofia/internal/sip:1000@10.0.0.9:5080";
    CHECK(c.ask("api sofia_contact internal/1000@127.0.0.1") == contact);
    CHECK(c.ask("api sofia_contact 1000") == contact);
    CHECK(c.ask("api sofia_contact 1000@elsewhere") == "error/user_not_registered");
    CHECK(c.ask("api sofia_contact 1001") == "error/user_not_registered");
}

TEST_CASE("tables of calls may be behind the events", "[testing][show]") {
    using namespace std::chrono_literals;
    eslio::testing::fake_switch_options o;
    o.table_delay = 200ms;
    fake_client c(o);
    c.login();
    c.fake.plan(call().answers().stays_up());
    const auto count = [&] { return c.ask("api show channels count"); };
    const std::string id = c.fake.originate("user/1000 &park()");
    c.wait(199ms);
    CHECK(count() == "\n0 total.\n");
    c.wait(1ms);
    CHECK(count() == "\n1 total.\n");
    c.fake.hang_up(id);
    c.wait(199ms);
    CHECK(c.ask("api uuid_exists " + id) == "false");
    CHECK(count() == "\n1 total.\n");
    CHECK(c.ask("api show calls").find(id) != std::string::npos);
    c.wait(1ms);
    CHECK(count() == "\n0 total.\n");
}

TEST_CASE("events and tables tell of the presence of a call", "[testing][show]") {
    showing_client c;
    c.send("event plain CHANNEL_CREATE");
    c.fake.originate("{origination_uuid=a,presence_id=1000@home,presence_data=away}user/a &park()");
    const auto created = testing_tests::find_event(c.receive(), "CHANNEL_CREATE");
    CHECK(created["Channel-Presence-ID"] == "1000@home");
    CHECK(created["Channel-Presence-Data"] == "away");
    CHECK(column(rows_of_json(c.show("channels as json")), "presence_data") == list{"away"});
}

TEST_CASE("legs that uuid_bridge has joined execute it", "[testing][show]") {
    showing_client c;
    c.up("a");
    c.up("b");
    c.ask("api uuid_bridge a b");
    const auto rows = rows_of_json(c.show("channels as json"));
    CHECK(column(rows, "application") == list{"uuid_bridge", "uuid_bridge"});
    CHECK(column(rows, "application_data") == list{"b", "a"});
    c.ask("sendmsg a\ncall-command: execute\nexecute-app-name: set\nexecute-app-arg: x=1");
    CHECK(column(rows_of_json(c.show("channels as json")), "application") ==
          list{"set", "uuid_bridge"});
}
