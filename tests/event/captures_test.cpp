// Every recorded session, whole, byte by byte, and cut anywhere: the same frames; all events read.
#include "catch.hpp"
#include "support/captures.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/event/decode.hpp>
#include <eslio/wire/frame_parser.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace captures_test {

using eslio::wire::frame;
using eslio::wire::frame_parser;
using eslio::wire::parse_status;
using eslio::wire::read_buffer;

namespace {

constexpr std::uintmax_t whole_limit = 1 << 20;

/// Reads `bytes` in pieces whose sizes `next_size` tells; whether it gives `expected`.
template <class NextSize>
bool gives_same(std::string_view bytes, const std::vector<support::frame_copy>& expected,
                NextSize next_size) {
    read_buffer in;
    frame_parser parser;
    frame f;
    std::size_t found = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::string_view piece = bytes.substr(at, next_size());
        in.append(piece);
        at += piece.size();
        while (parser.next(in, f) == parse_status::complete)
            if (found == expected.size() || !expected[found++].equals(f)) return false;
        if (parser.failure()) return false;
    }
    return found == expected.size();
}

/// The sizes that the frames of a session take, blank lines before them included.
std::vector<std::size_t> frame_sizes(std::string_view bytes) {
    std::vector<std::size_t> sizes;
    read_buffer in;
    in.append(bytes);
    frame_parser parser;
    frame f;
    std::size_t before = in.size();
    while (parser.next(in, f) == parse_status::complete) {
        parser.finish(in);
        sizes.push_back(before - in.size());
        before = in.size();
    }
    return sizes;
}

/// Whether a frame that comes in two pieces is the same wherever it is cut. What lies between
/// frames holds no state, so frames need not be tried together.
bool same_at_every_cut(std::string_view bytes, const support::frame_copy& expected) {
    constexpr std::size_t dense = 4096;  // beyond it, not every position of a long body
    frame f;
    for (std::size_t cut = 1; cut < bytes.size(); cut += cut < dense ? 1 : 61) {
        read_buffer in;
        frame_parser parser;
        in.append(bytes.substr(0, cut));
        if (parser.next(in, f) != parse_status::need_more) return false;
        in.append(bytes.substr(cut));
        if (parser.next(in, f) != parse_status::complete || !expected.equals(f)) return false;
        if (parser.next(in, f) != parse_status::need_more || !in.empty()) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("captures: there are some") {
    CHECK(support::session_paths().size() >= 55);
    CHECK(support::read_session("auth_ok").size() == 255);
}

TEST_CASE("captures: byte by byte and in random pieces") {
    for (const support::session& session : support::read_sessions(whole_limit)) {
        INFO(session.name);
        const auto expected = support::parse_session(session.bytes);
        CHECK_FALSE(expected.empty());
        CHECK(gives_same(session.bytes, expected, [] { return std::size_t{1}; }));
        support::each_round(2, [&](std::uint64_t seed) {
            INFO("ESLIO_SEED=" << seed);
            support::random_source random(seed);
            CHECK(gives_same(session.bytes, expected, [&] { return 1 + random.below(700); }));
        });
    }
}

TEST_CASE("captures: cut at every position") {
    for (const support::session& session : support::read_sessions(100 * 1024)) {
        INFO(session.name);
        const auto frames = support::parse_session(session.bytes);
        const auto sizes = frame_sizes(session.bytes);
        REQUIRE(sizes.size() == frames.size());
        std::size_t at = 0;
        std::size_t failed = 0;
        for (std::size_t i = 0; i < frames.size(); ++i) {
            if (!same_at_every_cut(std::string_view(session.bytes).substr(at, sizes[i]), frames[i]))
                ++failed;
            at += sizes[i];
        }
        CHECK(failed == 0);
    }
}

TEST_CASE("captures: small sessions cut at every position as a whole") {
    for (const support::session& session : support::read_sessions(4096)) {
        INFO(session.name);
        const auto expected = support::parse_session(session.bytes);
        for (std::size_t cut = 1; cut < session.bytes.size(); ++cut) {
            std::size_t size = cut;
            const auto next_size = [&] { return std::exchange(size, session.bytes.size()); };
            if (!gives_same(session.bytes, expected, next_size)) FAIL_CHECK("cut at " << cut);
        }
    }
}

TEST_CASE("captures: every event is read") {
    std::size_t events = 0;
    eslio::event e;
    for (const auto& path : support::session_paths()) {
        INFO(path.string());
        for (const support::frame_copy& f : support::parse_session(support::read_file(path))) {
            const auto type = eslio::event_format(f.content_type);
            if (!type) continue;
            ++events;
            const eslio::error_code ec = eslio::decode_event(*type, f.body, e);
            if (ec || e.name().empty() || e.type() == eslio::event_name::unknown)
                FAIL_CHECK(ec.message() << ":\n" << f.body);
            if (e.has_body() && e["Content-Length"].empty()) FAIL_CHECK("no Content-Length");
        }
    }
    CHECK(events > 300);
}

TEST_CASE("captures: what is known of some events") {
    const auto read = [](const std::string& session, eslio::format type) {
        std::vector<eslio::event> events;
        for (const std::string& body :
             support::event_bodies(support::read_session(session), type)) {
            events.emplace_back();
            REQUIRE_FALSE(eslio::decode_event(type, body, events.back()));
        }
        return events;
    };
    SECTION("arrays of channel variables, in plain and XML") {
        for (const auto& events :
             {read("arrays_plain", eslio::format::plain), read("arrays_xml", eslio::format::xml)}) {
            const auto has = [&](std::string_view name, std::vector<std::string_view> values) {
                return std::any_of(events.begin(), events.end(),
                                   [&](const eslio::event& e) { return e.values(name) == values; });
            };
            CHECK(has("variable_DP_MATCH", {"9000", "9000"}));
            CHECK(has("variable_arr", {"one", "two ", "x"}));
            CHECK(has("variable_lit", {"x", "y"}));
            CHECK(has("variable_one", {"1"}));
        }
    }
    SECTION("Event-Subclass and Command come first, headers may repeat") {
        const auto events = read("sendevent_json", eslio::format::json);
        auto header = events.at(1).headers().begin();
        CHECK((*header).name() == "Event-Subclass");
        CHECK((*++header).name() == "Command");
        CHECK(events[1].values("x-one") == std::vector<std::string_view>{"dup1", "dup2"});
        CHECK(events[1].values("Content-Length").size() == 2);
        CHECK(events[1]["X-Pct"] == "100% %41 %zz");
        CHECK(events[2].body() ==
              "multi\nline\n\nbody with blank line\nContent-Length: 7\n\nEvent-Name: FAKE\n");
    }
}

}  // namespace captures_test
