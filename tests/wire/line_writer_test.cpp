// Commands written in one piece, and forged lines refused.
#include "catch.hpp"

#include <eslio/wire/line_writer.hpp>

#include <string>
#include <string_view>

using namespace std::string_literals;
using eslio::error;
using eslio::wire::line_writer;

TEST_CASE("line writer: a command with headers and a body") {
    line_writer w;
    w.text("sendmsg ").text("uuid").header("call-command", "execute").header("empty", "");
    w.finish();
    CHECK_FALSE(w.failure());
    CHECK(w.take() == "sendmsg uuid\ncall-command: execute\nempty: \n\n");

    line_writer body;
    body.text("sendevent CUSTOM").finish_with_body("a\n\nb\r\n");
    CHECK(body.take() == "sendevent CUSTOM\nContent-Length: 6\n\na\n\nb\r\n");
    line_writer none;
    none.text("x").finish_with_body("");
    CHECK(none.take() == "x\nContent-Length: 0\n\n");
}

TEST_CASE("line writer: what would forge a line is refused, and nothing written") {
    const auto failure = [](auto write) {
        line_writer w;
        w.text("api ");
        write(w);
        w.text("more").header("A", "b").finish();
        const eslio::error_code ec = w.failure();
        CHECK(w.take().empty());
        CHECK(ec == eslio::condition::invalid_argument);
        return ec;
    };
    using w = line_writer&;
    CHECK(failure([](w x) { x.text("a\nb"); }) == error::line_break_in_argument);
    CHECK(failure([](w x) { x.text("a\rb"); }) == error::line_break_in_argument);
    CHECK(failure([](w x) { x.text("a\0b"s); }) == error::nul_in_argument);
    CHECK(failure([](w x) { x.header("A\n", "v"); }) == error::line_break_in_argument);
    CHECK(failure([](w x) { x.header("A", "v\r"); }) == error::line_break_in_argument);
    CHECK(failure([](w x) { x.header("A", "\0"s); }) == error::nul_in_argument);
    CHECK(failure([](w x) { x.header("A:B", "v"); }) == error::bad_header_name);
    CHECK(failure([](w x) { x.header("", "v"); }) == error::bad_header_name);
    CHECK(failure([](w x) { x.text("\0"s).text("\n"); }) == error::nul_in_argument);
}

TEST_CASE("line writer: bodies that FreeSWITCH would cut or refuse") {
    line_writer nul;
    nul.text("x").finish_with_body("a\0b"s);
    CHECK(nul.failure() == error::nul_in_argument);
    CHECK(nul.take().empty());
    line_writer large;
    large.text("x").finish_with_body(std::string(line_writer::max_body, 'b'));
    CHECK_FALSE(large.failure());
    line_writer larger;
    larger.text("x").finish_with_body(std::string(line_writer::max_body + 1, 'b'));
    CHECK(larger.failure() == error::argument_too_long);
    CHECK(larger.failure() == eslio::condition::invalid_argument);
    CHECK(larger.take().empty());
}

TEST_CASE("line writer: a header part that FreeSWITCH would cut into two commands") {
    constexpr std::size_t most = line_writer::max_head - 2;
    line_writer longest;
    longest.text(std::string(most, 'x')).finish();
    CHECK_FALSE(longest.failure());
    CHECK(longest.take().size() == line_writer::max_head);
    line_writer longer;
    longer.text(std::string(most + 1, 'x')).finish();
    CHECK(longer.failure() == error::argument_too_long);
    CHECK(longer.take().empty());
    line_writer headers;
    headers.text("x").header("A", std::string(most - 4, 'y')).finish();
    CHECK(headers.failure() == error::argument_too_long);
}

TEST_CASE("line writer: find_forgery") {
    CHECK(eslio::wire::find_forgery("") == error{});
    CHECK(eslio::wire::find_forgery("\t \x7F\xFF") == error{});
    CHECK(eslio::wire::find_forgery("x\n") == error::line_break_in_argument);
    CHECK(eslio::wire::find_forgery(std::string_view("\0", 1)) == error::nul_in_argument);
    static_assert(eslio::wire::find_forgery("uuid_exists 1234567\n") != error{});
}

TEST_CASE("line writer: find_forgery finds each character wherever it is, and the first one") {
    for (std::size_t size = 1; size <= 26; ++size)
        for (std::size_t at = 0; at < size; ++at)
            for (int c = 0; c < 256; ++c) {
                std::string text(size, '\x80');
                text[at] = static_cast<char>(c);
                const error wanted = c == 0                   ? error::nul_in_argument
                                     : c == '\n' || c == '\r' ? error::line_break_in_argument
                                                              : error{};
                if (eslio::wire::find_forgery(text) != wanted)
                    FAIL_CHECK("character " << c << " at " << at << " of " << size);
                text.push_back('\n');
                if (wanted != error{} && eslio::wire::find_forgery(text) != wanted)
                    FAIL_CHECK("not the first, character " << c << " at " << at);
            }
}
