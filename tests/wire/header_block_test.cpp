// Views of header blocks.
#include "catch.hpp"

#include <eslio/wire/header_block.hpp>

#include <string>
#include <string_view>

using namespace eslio::wire;

TEST_CASE("header block: lines in order") {
    const header_block block("Content-Type: command/reply\nReply-Text: +OK a: b\nX:1\nY:   \n:v\n");
    std::string seen;
    for (const header_line line : block) {
        CHECK(line.has_colon);
        seen.append(line.name).append("=").append(line.value).append("|");
    }
    CHECK(seen == "Content-Type=command/reply|Reply-Text=+OK a: b|X=1|Y=|=v|");
    CHECK(block["content-TYPE"] == "command/reply");
    CHECK(block["none"].empty());
    CHECK_FALSE(block.find("none"));
    CHECK(block.find("Y") == std::string_view());
}

TEST_CASE("header block: the first of a name is found") {
    CHECK(header_block("A: 1\na: 2\n")["A"] == "1");
}

TEST_CASE("header block: lines without a colon") {
    const header_block block("Reply-Text: line one\nline two\nB: 2");
    auto line = block.begin();
    CHECK((*++line).name == "line two");
    CHECK_FALSE((*line).has_colon);
    CHECK(line.line() == "line two");
    CHECK((*++line).value == "2");
    CHECK(++line == block.end());
    CHECK_FALSE(block.find("line two"));
}

TEST_CASE("header block: CR LF, and none at all") {
    const header_block block("A: 1\r\nB\r\n");
    CHECK(block["A"] == "1");
    CHECK((*++block.begin()).name == "B");
    CHECK(header_block().begin() == header_block().end());
    CHECK(header_block("A: 1\n").raw() == "A: 1\n");
    static_assert(header_block("A: 1\nB: 2\n").find("b") == std::string_view("2"));
}
