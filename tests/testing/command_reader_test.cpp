// testing/fake_switch/wire/command_reader.hpp: commands are read as mod_event_socket reads them.
#include "catch.hpp"

#include <eslio/testing/fake_switch/wire/command_reader.hpp>

#include <string>
#include <vector>

using eslio::testing::fake::command_reader;
using eslio::testing::fake::request;
using status = command_reader::status;

namespace {

/// The commands in `bytes`, given whole or byte by byte.
std::vector<request> read_all(std::string_view bytes, bool byte_by_byte) {
    command_reader reader;
    std::vector<request> all;
    request r;
    if (!byte_by_byte) reader.append(bytes);
    for (std::size_t i = 0; i < (byte_by_byte ? bytes.size() : 1); ++i) {
        if (byte_by_byte) reader.append(bytes.substr(i, 1));
        while (reader.next(r) == status::command) all.push_back(r);
    }
    CHECK_FALSE(reader.pending());
    return all;
}

}  // namespace

TEST_CASE("commands come out however they are cut", "[testing][command_reader]") {
    const std::string bytes =
        "\n\r\nauth x\n\nsendevent CUSTOM\nA: 1\nContent-Length: 5\nB:   two \n\na\n\nb!"
        "\n\napi status\r\n\r\nlog\n\r\n";
    for (const bool slowly : {false, true}) {
        const auto all = read_all(bytes, slowly);
        REQUIRE(all.size() == 4);
        CHECK(all[0].line() == "auth x");
        CHECK(all[1].line() == "sendevent CUSTOM");
        CHECK(all[1]["a"] == "1");
        CHECK(all[1]["B"] == "two ");
        CHECK(all[1].content.body() == "a\n\nb!");
        CHECK(all[1].content.size() == 5);  // with both Content-Length
        CHECK(all[2].line() == "api status");
        CHECK(all[3].line() == "log\n");  // cut at the first CR
    }
}

TEST_CASE("a stray CR destroys a command", "[testing][command_reader]") {
    const auto all = read_all("api x\nA: 1\r\nB: 2\n\n", false);
    REQUIRE(all.size() == 1);
    CHECK(all[0].line() == "api x\nA: 1");
    CHECK(all[0]["A"].empty());
    CHECK(all[0]["B"] == "2");
}

TEST_CASE("headers without value or colon are not stored", "[testing][command_reader]") {
    const auto all = read_all("sendevent X\nA: 1\nnonsense\nA:\nB: 2\nb: 3\n\n", false);
    REQUIRE(all.size() == 1);
    CHECK_FALSE(all[0].content.contains("A"));
    CHECK(all[0]["B"] == "2");
    CHECK(all[0].content.values("B").size() == 2);
}

TEST_CASE("bodies are cut at a NUL and two may follow", "[testing][command_reader]") {
    const std::string bytes("x\nContent-Length: 3\nContent-Length: 4\n\nabcd\0ef y\n\n", 50);
    const auto all = read_all(bytes, true);
    REQUIRE(all.size() == 2);
    CHECK(all[0].content.body() == "d");
    CHECK(all[1].line() == " y");
}

TEST_CASE("bad lengths end the connection", "[testing][command_reader]") {
    for (const char* length : {"-1", "16777217", "99999999999999999999"}) {
        command_reader reader;
        request r;
        reader.append("x\ncontent-length: " + std::string(length) + "\n\n");
        CHECK(reader.next(r) == status::bad_length);
    }
    command_reader reader;
    request r;
    reader.append("x\nContent-Length: abc\n\n");
    CHECK(reader.next(r) == status::command);
    CHECK_FALSE(r.content.has_body());
}

TEST_CASE("a part of a command is pending, line ends before one are not",
          "[testing][command_reader]") {
    command_reader reader;
    reader.append("\n\r\n");
    CHECK_FALSE(reader.pending());
    reader.append("a");
    CHECK(reader.pending());
    reader.append("\n\n");
    request r;
    CHECK(reader.next(r) == status::command);
    CHECK_FALSE(reader.pending());
    reader.append("b\nContent-Length: 2\n\nx");
    CHECK(reader.next(r) == status::need_more);
    CHECK(reader.pending());
    reader.append("y");
    CHECK(reader.next(r) == status::command);
    CHECK(r.content.body() == "xy");
}

TEST_CASE("a header part of 10 MiB is taken for whole", "[testing][command_reader]") {
    command_reader reader;
    request r;
    reader.append(std::string(command_reader::max_header + 2, 'a'));
    CHECK(reader.next(r) == status::command);
    CHECK(r.text.size() == command_reader::max_header);
    reader.append("\n\n");
    CHECK(reader.next(r) == status::command);
    CHECK(r.line() == "aa");
}
