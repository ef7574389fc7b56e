// Parser and decoders give what an independent reader of every recorded session gives: as many
// frames, the same headers, the same bodies.
#include "catch.hpp"
#include "cli/json_lines.hpp"
#include "independent_reader.hpp"
#include "support/captures.hpp"

#include <eslio/event/packet.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace {

void append_event(std::string& out, eslio::format how, std::string_view body) {
    eslio::event e;
    REQUIRE_FALSE(eslio::decode_event(how, body, e));
    cli::append_json(out, eslio::message(std::move(e)));
}

/// Of any other frame than a message. FreeSWITCH answers `connect` with an event as header block.
void append_frame(std::string& out, std::string_view type, const eslio::wire::frame& f) {
    if (f.headers.find("Event-Name")) {
        eslio::event e;
        REQUIRE_FALSE(eslio::decode_header_block(f.headers.raw(), e));
        cli::json_line(out, type).headers(e.headers()).text("body", f.body).end();
    } else {
        const eslio::packet p(f);
        cli::json_line(out, type).headers(p.headers()).text("body", p.body()).end();
    }
}

void append_line(std::string& out, const eslio::wire::frame& f) {
    if (const auto how = eslio::event_format(f.content_type))
        append_event(out, *how, f.body);
    else if (f.content_type == "log/data")
        cli::append_json(out, eslio::message(eslio::log_record(f)));
    else if (f.content_type == "text/disconnect-notice")
        cli::append_json(out, eslio::message(eslio::disconnect_notice(f)));
    else if (f.content_type == "command/reply")
        append_frame(out, "reply", f);
    else if (f.content_type == "api/response")
        append_frame(out, "api", f);
    else
        append_frame(out, f.content_type, f);
}

/// The session, fed to the parser in pieces of that size.
std::string read_in_pieces(std::string_view bytes, std::size_t size) {
    std::string out;
    eslio::wire::read_buffer in;
    eslio::wire::frame_parser parser;
    eslio::wire::frame f;
    while (!bytes.empty()) {
        in.append(bytes.substr(0, size));
        bytes.remove_prefix(std::min(size, bytes.size()));
        while (parser.next(in, f) == eslio::wire::parse_status::complete) append_line(out, f);
        REQUIRE_FALSE(parser.failure());
    }
    return out;
}

}  // namespace

TEST_CASE("all sessions are read as an independent reader reads them", "[cli][reader]") {
    const std::string python = test::find_python();
    if (python.empty()) {
        WARN("skipped: there is no python3");
        return;
    }
    std::size_t sessions = 0;
    for (const auto& path : support::session_paths()) {
        INFO(path);
        const std::string bytes = support::read_file(path);
        const std::string& expected = test::read_independently(python, path);
        CHECK(test::first_difference(read_in_pieces(bytes, bytes.size()), expected).empty());
        CHECK(test::first_difference(read_in_pieces(bytes, 4099), expected).empty());
        if (bytes.size() <= 65536)
            CHECK(test::first_difference(read_in_pieces(bytes, 1), expected).empty());
        ++sessions;
    }
    CHECK(sessions >= 55);
}
