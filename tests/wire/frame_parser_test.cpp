// The frame parser: any fragmentation, limits, broken framing.
#include "catch.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/wire/frame_parser.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace eslio::wire;
using namespace std::string_literals;
using eslio::error;

namespace {

struct outcome {
    std::vector<std::string> frames;
    eslio::error_code failure;
    std::size_t unread = 0;

    friend bool operator==(const outcome& a, const outcome& b) {
        return a.frames == b.frames && a.failure == b.failure &&
               (a.failure || a.unread == b.unread);
    }
};

/// Feeds `bytes` in pieces of the sizes that `next_size` tells.
template <class NextSize>
outcome parse(std::string_view bytes, limits bounds, NextSize next_size) {
    read_buffer in;
    frame_parser parser(bounds);
    frame f;
    outcome result;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t size = std::min(std::max<std::size_t>(next_size(), 1), bytes.size() - at);
        in.append(bytes.substr(at, size));
        at += size;
        parse_status status;
        while ((status = parser.next(in, f)) == parse_status::complete)
            result.frames.push_back(std::string(f.headers.raw()) + "<" +
                                    std::string(f.content_type) + ">" + std::string(f.body));
        if (status == parse_status::failed) {
            CHECK(parser.next(in, f) == parse_status::failed);
            break;
        }
    }
    result.failure = parser.failure();
    result.unread = in.size();
    return result;
}

/// The outcome of one piece, after seeing that every cut in two and single bytes give the same.
outcome parse(std::string_view bytes, limits bounds = {}) {
    const outcome whole = parse(bytes, bounds, [&] { return bytes.size(); });
    CHECK(parse(bytes, bounds, [] { return std::size_t{1}; }) == whole);
    for (std::size_t cut = 1; cut < std::min<std::size_t>(bytes.size(), 300); ++cut) {
        bool first = true;
        const auto sizes = [&] { return std::exchange(first, false) ? cut : bytes.size(); };
        if (!(parse(bytes, bounds, sizes) == whole)) FAIL_CHECK("cut at " << cut);
    }
    return whole;
}

using frames = std::vector<std::string>;

}  // namespace

TEST_CASE("frames: with and without a body") {
    CHECK(parse("Content-Type: auth/request\n\n").frames ==
          frames{"Content-Type: auth/request\n<auth/request>"});
    CHECK(parse("Content-Type: api/response\nContent-Length: 7\n\n+OK\n\n\n\nA: 1\n\n").frames ==
          frames{"Content-Type: api/response\nContent-Length: 7\n<api/response>+OK\n\n\n\n",
                 "A: 1\n<>"});
    CHECK(parse("content-length:0\nCONTENT-TYPE:x \n\n").frames ==
          frames{"content-length:0\nCONTENT-TYPE:x \n<x>"});
    CHECK(parse("Content-Length: 3\n\n\0\xFF\r"s).frames ==
          frames{"Content-Length: 3\n<>\0\xFF\r"s});
    CHECK(parse("Content-Length: 3\n\nab").frames.empty());
    CHECK(parse("").frames.empty());
}

TEST_CASE("frames: blank lines before a frame, CR LF") {
    CHECK(parse("\n\n\nA: 1\n\n").frames == frames{"A: 1\n<>"});
    CHECK(parse("\r\n\n\r\nA: 1\r\nContent-Length: 2\r\n\r\nxy\r\n\r\nB: 2\n\n").frames ==
          frames{"A: 1\r\nContent-Length: 2\r\n<>xy", "B: 2\n<>"});
    CHECK(parse("A: 1\n\r\nB: 2\r\n\n").frames == frames{"A: 1\n<>", "B: 2\r\n<>"});
    CHECK(parse("\n\n\n").unread == 0);
    CHECK(parse("\r\rA: 1\n\n").frames == frames{"\r\rA: 1\n<>"});
}

TEST_CASE("frames: one that is bare has nothing but what frames it") {
    const auto bare = [](std::string_view bytes) {
        read_buffer in;
        frame_parser parser;
        frame f;
        in.append("Other: 1\n\n");
        in.append(bytes);
        REQUIRE(parser.next(in, f) == parse_status::complete);
        CHECK_FALSE(f.bare);
        REQUIRE(parser.next(in, f) == parse_status::complete);
        return f.bare;
    };
    CHECK(bare("Content-Type: api/response\nContent-Length: 3\n\n+OK"));
    CHECK(bare("content-length:3\r\nCONTENT-TYPE: x\r\nContent-Type: y\r\n\r\n+OK"));
    CHECK_FALSE(bare("Content-Type: command/reply\nReply-Text: +OK\n\n"));
    CHECK_FALSE(bare("Content-Type: x\nContent-Lengths: 3\n\n"));
    CHECK_FALSE(bare("Content-Type: x\nContent-Type\n\n"));
    CHECK_FALSE(frame().bare);  // who makes one up tells it all
}

TEST_CASE("frames: odd header lines are delivered") {
    CHECK(parse("no colon\n:\nContent-Length\nContent-Lengthy: x\n\n").frames ==
          frames{"no colon\n:\nContent-Length\nContent-Lengthy: x\n<>"});
    CHECK(parse("Content-Type: a\nContent-Type: b\n\n").frames ==
          frames{"Content-Type: a\nContent-Type: b\n<a>"});
    CHECK(parse("\0\xFF: \x01\n\n"s).frames == frames{"\0\xFF: \x01\n<>"s});
}

TEST_CASE("frames: Content-Length must be one number") {
    for (const char* text : {"", "-1", "+1", "x", "1x", "0x10", "1 2", "1,1", "1.0", "\t"}) {
        INFO(text);
        const auto result = parse("A: 1\nContent-Length: "s + text + "\n\nbody");
        CHECK(result.failure == error::bad_content_length);
        CHECK(result.failure == eslio::condition::protocol);
        CHECK(result.frames.empty());
    }
    CHECK(parse("Content-Length:   2 \t\n\nxy").frames.size() == 1);
    CHECK(parse("Content-Length: 0000000000000000000000000000002\n\nxy").frames.size() == 1);
    CHECK(parse("Content-Length: 2\ncontent-length: 02\n\nxy").frames.size() == 1);
    CHECK(parse("Content-Length: 2\nContent-Length: 3\n\nxyz").failure ==
          error::conflicting_content_length);
    CHECK(parse("Content-Length: 0\nContent-Length: 3\n\nxyz").failure ==
          error::conflicting_content_length);
}

TEST_CASE("frames: a body above the limit is refused before it comes") {
    limits bounds;
    bounds.body = 10;
    CHECK(parse("Content-Length: 10\n\n0123456789", bounds).frames.size() == 1);
    for (const char* text :
         {"11", "100", "64000000", "18446744073709551615", "18446744073709551616",
          "18446744073709551626", "99999999999999999999999999999999999999"}) {
        INFO(text);
        CHECK(parse("Content-Length: "s + text + "\n", bounds).failure == error::body_too_large);
    }
    CHECK(parse("Content-Length: 67108865\n").failure == error::body_too_large);
    CHECK_FALSE(parse("Content-Length: 67108864\n\n").failure);
    bounds.body = 0;
    CHECK(parse("Content-Length: 0\n\n", bounds).frames.size() == 1);
    CHECK(parse("Content-Length: 1\n\nx", bounds).failure == error::body_too_large);
    bounds.body = static_cast<std::size_t>(-1);
    CHECK_FALSE(parse("Content-Length: 18446744073709551\n\n", bounds).failure);
    CHECK(parse("Content-Length: 18446744073709551616\n\n", bounds).failure ==
          error::body_too_large);
}

TEST_CASE("frames: a header block above the limit is refused, however it comes") {
    limits bounds;
    bounds.header_block = 20;
    CHECK(parse("A: 34567\nB: 3456789\n\n", bounds).frames.size() == 1);
    CHECK(parse("A: 34567\nB: 345678\r\n\r\n", bounds).frames.size() == 1);
    for (const char* text :
         {"A: 34567\nB: 34567890\n\n", "A: 34567\nB: 345678\nC\n\n", "A: 345678901234567890\n\n",
          "A: 34567\nB: 3456789\nC\n\n", "A: 34567\nB: 3456789\n\rC\n\n", "AAAAAAAAAAAAAAAAAAAAAA",
          "A: 3456\nContent-Length: x\n\n"}) {
        INFO(text);
        CHECK(parse(text, bounds).failure == error::header_block_too_large);
    }
    CHECK_FALSE(parse("\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\nA: 1\n\n", bounds).failure);

    SECTION("one without end is not held") {
        read_buffer in;
        frame_parser parser;
        frame f;
        const std::string piece(1 << 16, 'x');
        std::size_t fed = 0;
        while (parser.next(in, f) == parse_status::need_more && fed < (std::size_t{8} << 20)) {
            in.append(piece);
            fed += piece.size();
        }
        CHECK(parser.failure() == error::header_block_too_large);
        CHECK(fed <= (std::size_t{1} << 20) + piece.size());
    }
}

TEST_CASE("frames: how much is lacking is known once the header is") {
    read_buffer in;
    frame_parser parser;
    frame f;
    in.append("Content-Length: 5\n");
    CHECK(parser.next(in, f) == parse_status::need_more);
    CHECK(parser.frame_size() == 0);
    in.append("\nab");
    CHECK(parser.next(in, f) == parse_status::need_more);
    CHECK(parser.frame_size() == 19 + 5);
    in.append("cdeX");
    CHECK(parser.next(in, f) == parse_status::complete);
    CHECK(f.body == "abcde");
    CHECK(in.size() == 25);
    parser.finish(in);
    CHECK(in.unread() == "X");
    parser.finish(in);
    CHECK(in.unread() == "X");
    CHECK(parser.frame_size() == 0);
}

TEST_CASE("frames: a header block whose blank line was lost can be taken by its size") {
    const std::string cut = "Content-Type: command/reply \nAllowed-API: a b c";
    read_buffer in;
    frame_parser parser;
    frame f;
    in.append(cut + "Content-Type: next\n\n");
    REQUIRE(in.size() > cut.size());
    parser.accept_unterminated(in, cut.size(), f);
    CHECK(f.content_type == "command/reply");
    CHECK(f.headers["Allowed-API"] == "a b c");
    CHECK(f.body.empty());
    CHECK(parser.next(in, f) == parse_status::complete);
    CHECK(f.content_type == "next");
    parser.finish(in);
    in.append("short");
    parser.accept_unterminated(in, 1000, f);
    CHECK(f.headers.raw() == "short");
    CHECK(parser.next(in, f) == parse_status::need_more);
    CHECK(in.empty());
}

TEST_CASE("frames: random streams in random pieces") {
    static constexpr const char* pieces[] = {"Content-Length: ",
                                             "content-length:",
                                             "0",
                                             "1",
                                             "5",
                                             "12",
                                             "99999999999999999999",
                                             "-1",
                                             "\n",
                                             "\n\n",
                                             "\r\n",
                                             "\r",
                                             "Content-Type: text/event-plain\n",
                                             "A: b\n",
                                             ":",
                                             "x",
                                             " "};
    support::each_round(2000, [](std::uint64_t seed) {
        INFO("ESLIO_SEED=" << seed);
        support::random_source random(seed);
        std::string bytes;
        for (std::size_t i = random.below(40); i > 0; --i) bytes += random.pick(pieces);
        limits bounds;
        bounds.header_block = random.one_in(2) ? 30 : 1 << 20;
        bounds.body = random.one_in(2) ? 6 : 1 << 20;
        const outcome whole = parse(bytes, bounds, [&] { return bytes.size(); });
        REQUIRE(parse(bytes, bounds, [] { return std::size_t{1}; }) == whole);
        REQUIRE(parse(bytes, bounds, [&] { return 1 + random.below(5); }) == whole);
    });
}
