// cli/text_form.hpp: messages as people read them, and nothing a stranger sends drives a terminal.
#include "catch.hpp"
#include "cli/text_form.hpp"

#include <eslio/wire/frame_parser.hpp>
#include <eslio/wire/read_buffer.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace {

template <class Packet>
std::string text_of(std::string_view bytes, cli::text_style style = {}) {
    eslio::wire::read_buffer in;
    in.append(bytes);
    eslio::wire::frame_parser parser;
    eslio::wire::frame f;
    REQUIRE(parser.next(in, f) == eslio::wire::parse_status::complete);
    std::string out;
    cli::append_text(out, Packet(f), style);
    return out;
}

}  // namespace

TEST_CASE("an event: lines of headers, a blank line, the body", "[cli][text]") {
    eslio::event e;
    e.add("Event-Name", "MESSAGE").add("two", "a\nEvent-Name: FORGED\x1b[2J\t\r\x7f");
    std::string out;
    cli::append_text(out, e, {});
    CHECK(out == "Event-Name: MESSAGE\ntwo: a\\nEvent-Name: FORGED\\x1b[2J\\t\\r\\x7f\n\n");
    e.set_body("line\n\x1b[31mred");
    out.clear();
    cli::append_text(out, e, {});
    CHECK(out.substr(out.find("\n\n")) == "\n\nline\n\x1b[31mred\n\n");
    out.clear();
    cli::append_text(out, e, {false, true});
    CHECK(out.substr(out.find("\n\n")) == "\n\nline\n\\x1b[31mred\n\n");
}

TEST_CASE("log lines are as FreeSWITCH writes them, coloured if wanted", "[cli][text]") {
    const std::string_view bytes =
        "Content-Type: log/data\nContent-Length: 5\nLog-Level: 3\n\nbad!\n";
    CHECK(text_of<eslio::log_record>(bytes) == "bad!\n");
    CHECK(text_of<eslio::log_record>(bytes, {true, false}) == "\x1b[31mbad!\x1b[0m\n");
}

TEST_CASE("notices, gaps and what could not be read", "[cli][text]") {
    CHECK(text_of<eslio::disconnect_notice>(
              "Content-Type: text/disconnect-notice\nContent-Length: 5\n\nbye.\n") ==
          "-- FreeSWITCH closes: bye.\n");
    CHECK(text_of<eslio::disconnect_notice>(
              "Content-Type: text/disconnect-notice\nContent-Length: 10\n\nbye.\nhttp\n") ==
          "-- FreeSWITCH closes: bye.\n-- http\n");
    CHECK(text_of<eslio::disconnect_notice>(
              "Content-Type: text/disconnect-notice\nContent-Disposition: linger\n\n") ==
          "-- the call has ended; FreeSWITCH lingers\n");
    CHECK(text_of<eslio::rude_rejection>(
              "Content-Type: text/rude-rejection\nContent-Length: 3\n\nNo\n") ==
          "-- rejected: No\n");
    CHECK(text_of<eslio::raw_packet>("Content-Type: text/new\n\n") ==
          "-- a packet of unknown type\nContent-Type: text/new\n\n");
    std::string out;
    cli::append_text(out, eslio::gap(3), {});
    CHECK(out == "-- 3 messages lost\n");
    auto i = std::make_shared<eslio::interruption>();
    i->to = i->from + std::chrono::milliseconds(2'100);
    out.clear();
    cli::append_text(out, eslio::gap(i), {});
    CHECK(out == "-- events and log lines of 3 s may be missing here\n");
    cli::append_text(out, eslio::gap(i, 1), {});
    CHECK_THAT(out,
               Catch::Matchers::ContainsSubstring("may be missing here\n-- 1 messages lost\n"));
}

TEST_CASE("a block ends with a line break, once", "[cli][text]") {
    const auto block = [](std::string_view text) {
        std::string out;
        cli::append_block(out, text, {});
        return out;
    };
    CHECK(block("x") == "x\n");
    CHECK(block("x\n") == "x\n");
    CHECK(block("").empty());
}
