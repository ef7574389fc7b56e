// cli/json_lines.hpp: every kind of message as a line of JSON, whatever bytes it holds.
#include "catch.hpp"
#include "cli/json_lines.hpp"

#include <eslio/event/decode.hpp>
#include <eslio/wire/frame_parser.hpp>
#include <eslio/wire/read_buffer.hpp>

#include <nlohmann/json.hpp>

#include <chrono>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <utility>

namespace {

template <class Packet, class... More>
Packet packet_of(std::string_view bytes, More... more) {
    eslio::wire::read_buffer in;
    in.append(bytes);
    eslio::wire::frame_parser parser;
    eslio::wire::frame f;
    REQUIRE(parser.next(in, f) == eslio::wire::parse_status::complete);
    return Packet(f, more...);
}

std::string line_of(const eslio::message& m) {
    std::string out;
    cli::append_json(out, m);
    return out;
}

std::string string_of(std::string_view bytes, bool expect_lossy = false) {
    std::string out;
    bool lossy = false;
    cli::append_json_string(out, bytes, lossy);
    CHECK(lossy == expect_lossy);
    return out;
}

}  // namespace

TEST_CASE("JSON strings: quotes, controls, UTF-8", "[cli][jsonl]") {
    CHECK(string_of("") == R"("")");
    CHECK(string_of("plain / text\x7f") == "\"plain / text\x7f\"");
    CHECK(string_of("a\"b\\c") == R"("a\"b\\c")");
    CHECK(string_of("\n\r\t\b\f") == R"("\n\r\t\b\f")");
    CHECK(string_of(std::string_view("\0\x1f\x0b", 3)) == R"("\u0000\u001f\u000b")");
    CHECK(string_of("Z\xc3\xbcrich \xe2\x82\xac \xf0\x9f\x98\x80") ==
          "\"Z\xc3\xbcrich \xe2\x82\xac \xf0\x9f\x98\x80\"");
}

TEST_CASE("JSON strings: what is not UTF-8 is U+FFFD and told of", "[cli][jsonl]") {
    CHECK(string_of("a\xff z", true) == "\"a\xef\xbf\xbd z\"");
    CHECK(string_of("\xe2\x82", true) == "\"\xef\xbf\xbd\"");
    CHECK(string_of("\xe2\x82\"", true) == "\"\xef\xbf\xbd\\\"\"");
    CHECK(string_of("\xed\xa0\x80", true) == "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
}

TEST_CASE("JSON strings: random bytes give JSON that reads back", "[cli][jsonl]") {
    std::mt19937 random(Catch::rngSeed());
    for (int round = 0; round < 500; ++round) {
        std::string bytes(random() % 40, '\0');
        for (char& c : bytes) c = static_cast<char>(random() % 4 == 0 ? random() : random() % 0x60);
        std::string out;
        bool lossy = false;
        cli::append_json_string(out, bytes, lossy);
        const auto read = nlohmann::json::parse(out);
        CHECK(read.get<std::string>() == eslio::to_utf8(bytes));
        CHECK(lossy == !eslio::is_utf8(bytes));
    }
}

TEST_CASE("an event: headers in order, arrays, duplicates, body", "[cli][jsonl]") {
    eslio::event e;
    e.add("Event-Name", "MESSAGE").add("b", "1").add("a", "ARRAY::x|:y \"z\"").add("b", "2");
    CHECK(line_of(e) == R"({"type":"event","headers":[["Event-Name","MESSAGE"],["b","1"],)"
                        R"(["a",["x","y \"z\""]],["b","2"]],"body":""})"
                        "\n");
    e.set_body("one\n\ntwo\n");
    const auto read = nlohmann::json::parse(line_of(e));
    CHECK(read["body"] == "one\n\ntwo\n");
    CHECK(read["headers"].back()[0] == "Content-Length");
    CHECK_FALSE(read.contains("lossy"));
}

TEST_CASE("bytes that are not UTF-8 anywhere make a line lossy", "[cli][jsonl]") {
    for (const auto& [name, value, body] :
         {std::tuple{"a\xff", "b", "c"}, std::tuple{"a", "b\xff", "c"},
          std::tuple{"a", "b", "c\xff"}, std::tuple{"a", "ARRAY::x|:\xff", "c"}}) {
        eslio::event e;
        e.add(name, value).set_body(body);
        const std::string line = line_of(e);
        CHECK(nlohmann::json::parse(line)["lossy"] == true);
        CHECK(line.substr(line.size() - 15) == ",\"lossy\":true}\n");
    }
}

TEST_CASE("the other messages", "[cli][jsonl]") {
    CHECK(line_of(packet_of<eslio::log_record>(
              "Content-Type: log/data\nContent-Length: 3\nText-Channel: 0\n\nhi\n")) ==
          R"({"type":"log","headers":[["Content-Type","log/data"],["Content-Length","3"],)"
          R"(["Text-Channel","0"]],"body":"hi\n"})"
          "\n");
    CHECK(line_of(packet_of<eslio::disconnect_notice>(
              "Content-Type: text/disconnect-notice\nContent-Length: 0\n\n")) ==
          R"({"type":"disconnect","headers":[["Content-Type","text/disconnect-notice"],)"
          R"(["Content-Length","0"]],"body":""})"
          "\n");
    CHECK(line_of(packet_of<eslio::rude_rejection>("Content-Type: text/rude-rejection\n\n")) ==
          R"({"type":"text/rude-rejection","headers":[["Content-Type","text/rude-rejection"]],)"
          R"("body":""})"
          "\n");
    CHECK(line_of(packet_of<eslio::raw_packet>("Content-Type: text/new\nno colon\n\n")) ==
          R"({"type":"text/new","headers":[["Content-Type","text/new"],["no colon",""]],)"
          R"("body":""})"
          "\n");
    CHECK(line_of(
              packet_of<eslio::raw_packet>("Content-Length: 1\nContent-Type: text/event-json\n\n{",
                                           eslio::make_error_code(eslio::error::bad_event_json))) ==
          R"({"type":"text/event-json","headers":[["Content-Length","1"],)"
          R"(["Content-Type","text/event-json"]],"body":"{","error":"the event is not JSON"})"
          "\n");
    CHECK(line_of(eslio::gap(12)) == "{\"type\":\"gap\",\"lost\":12}\n");
    auto i = std::make_shared<eslio::interruption>();
    i->why = eslio::error::connection_lost;
    i->to = i->from + std::chrono::milliseconds(812);
    i->run = eslio::switch_run::another;
    i->last_sequence = "71";
    CHECK(line_of(eslio::gap(i)) ==
          "{\"type\":\"gap\",\"lost\":0,\"why\":\"" + i->why.message() +
              "\",\"run\":\"another\",\"milliseconds\":812,\"last_sequence\":\"71\","
              "\"next_sequence\":\"\"}\n");
}

TEST_CASE("answers", "[cli][jsonl]") {
    std::string out;
    cli::append_json(out, "echo hi",
                     eslio::api_response(packet_of<eslio::reply>(
                         "Content-Type: api/response\nContent-Length: 2\n\nhi")));
    CHECK(out == R"({"type":"api","command":"echo hi","headers":[["Content-Type","api/response"],)"
                 R"(["Content-Length","2"]],"body":"hi"})"
                 "\n");
    const std::string refused =
        R"({"type":"reply","command":"x","headers":[["Content-Type","command/reply"],)"
        R"(["Reply-Text","-ERR permission denied"]],"body":""})"
        "\n";
    out.clear();
    cli::append_json(out, "x",
                     eslio::api_response(eslio::reply::of_text("-ERR permission denied")));
    CHECK(out == refused);
    out.clear();
    cli::append_json(out, "x", eslio::reply::of_text("-ERR permission denied"));
    CHECK(out == refused);
    out.clear();
    cli::append_json(out, "x", eslio::job_result("uuid", "-ERR permission denied"));
    CHECK(out == refused);
    out.clear();
    eslio::event e(eslio::event_name::background_job);
    e.add("Job-UUID", "u").set_body("+OK\n");
    cli::append_json(out, "originate x", eslio::job_result(std::move(e)));
    CHECK(out == R"({"type":"job","command":"originate x","headers":)"
                 R"([["Event-Name","BACKGROUND_JOB"],["Job-UUID","u"],["Content-Length","4"]],)"
                 R"("body":"+OK\n"})"
                 "\n");
}
