// What the library says of itself, and the trace of the wire: no secret in either.
#include "catch.hpp"
#include "support/peer.hpp"

#include <stdexcept>
#include <vector>

using namespace eslio;
using test::outcome;
using test::peer;
using test::reply_packet;

TEST_CASE("a logger takes lines from its severity on, and none without a sink") {
    std::vector<std::string> lines;
    const logger log(
        [&](severity s, std::string_view line) {
            lines.push_back(std::string(to_string(s)) + ": " + std::string(line));
        },
        severity::warning);
    CHECK_FALSE(log.takes(severity::info));
    CHECK(log.takes(severity::error));
    log(severity::debug, "a");
    log(severity::info, "b");
    log(severity::warning, "c");
    log(severity::error, "d");
    CHECK(lines == std::vector<std::string>{"warning: c", "error: d"});
    const logger silent;
    CHECK_FALSE(silent.takes(severity::error));
    silent(severity::error, "nobody hears");
}

TEST_CASE("what follows auth and userauth on a line is redacted") {
    using detail::redact;
    CHECK(redact("auth ClueCon\n\n") == "auth ***\n\n");
    CHECK(redact("userauth 1000@default:secret\n\n") == "userauth ***\n\n");
    CHECK(redact("AUTH ClueCon\n\n") == "AUTH ***\n\n");
    CHECK(redact("api status\n\nauth a b c\n\nexit\n\n") == "api status\n\nauth ***\n\nexit\n\n");
    CHECK(redact("auth unterminated") == "auth ***");
    CHECK(redact("auth \n\n") == "auth ***\n\n");
    CHECK(redact("author x\n\nauth\n\n\n") == "author x\n\nauth\n\n\n");
    CHECK(redact("").empty());
}

namespace {

struct witness {
    connection_options options() {
        connection_options o;
        o.logger = logger([this](severity, std::string_view line) { (log += line) += '\n'; },
                          severity::debug);
        o.trace = [this](direction d, std::string_view bytes) {
            (d == direction::sent ? sent : received) += bytes;
        };
        return o;
    }

    std::string log, sent, received;
};

}  // namespace

TEST_CASE("the trace has every byte but the secrets, the log none of them") {
    witness w;
    peer p(w.options(), false);
    outcome<void> opened;
    p.fs->next_layer().max_read(7).max_write(3);
    SECTION("of a password") {
        p.fs->async_login(password("S3cret"), opened.handler());
    }
    SECTION("of a user") {
        p.fs->async_login(user("1000", "default", "S3cret"), opened.handler());
    }
    p.says(test::auth_request);
    const std::string said = p.said();
    CHECK(said.find("S3cret") != std::string::npos);
    const std::string answers = reply_packet("+OK accepted");
    p.says(answers);
    REQUIRE(opened.done());
    outcome<reply> again;
    p.fs->async_send(password("S3cret").opening(), again.handler());
    p.fs->async_send(command("api status"), [](error_code, reply) {});
    p.said();
    p.says(reply_packet("-ERR command not found") + test::api_packet("UP"));
    p.fs->close();
    CHECK(w.received == std::string(test::auth_request) + answers +
                            reply_packet("-ERR command not found") + test::api_packet("UP"));
    CHECK(w.sent == said.substr(0, said.find(' ') + 1) + "***\n\nauth ***\n\napi status\n\n");
    CHECK(w.log.find("S3cret") == std::string::npos);
    CHECK(w.log.find("connected") != std::string::npos);
    CHECK(w.log.find("closed by this side") != std::string::npos);
}

TEST_CASE("of a command that is marked as secret the trace has the first word") {
    witness w;
    peer p(w.options());
    w.sent.clear();
    outcome<reply> sent[3];
    p.fs->async_send(command("api a"), sent[0].handler());
    p.fs->next_layer().stall_writes();
    p.fs->async_send(command("sendevent X\npin: 1234").mark_secret(), sent[1].handler());
    p.fs->async_send(command("api b"), sent[2].handler());
    p.fs->next_layer().release();
    CHECK(p.said() == "api a\n\nsendevent X\npin: 1234\n\napi b\n\n");
    CHECK(w.sent.substr(w.sent.find("api")) == "api a\n\nsendevent ***\n\napi b\n\n");
    p.fs->async_filter("Unique-ID", "open", sent[0].handler());
    p.fs->async_send(command("filter Unique-ID hidden").mark_secret(), sent[1].handler());
    p.time.settle();
    CHECK(w.sent.find("open") != std::string::npos);
    CHECK(w.sent.find("hidden") == std::string::npos);
}

TEST_CASE("what a logger or trace throws is dropped") {
    connection_options o;
    int calls = 0;
    o.logger = logger([&](severity, std::string_view) {
        ++calls;
        throw std::runtime_error("of a sink");
    });
    o.trace = [&](direction, std::string_view) {
        ++calls;
        throw std::runtime_error("of a trace");
    };
    outcome<reply> sent;
    peer p(o);
    p.fs->async_send(command("noop"), sent.handler());
    CHECK(p.said() == "noop\n\n");
    p.says(reply_packet("+OK"));
    CHECK((sent.done() && !sent.ec));
    p.fs.reset();
    CHECK(calls >= 6);
}

TEST_CASE("an error's text holds no secret") {
    witness w;
    peer p(w.options(), false);
    outcome<void> opened;
    p.fs->async_login(password("S3cret"), opened.handler());
    p.says(test::auth_request);
    p.says(reply_packet("-ERR invalid"));
    CHECK(opened.ec == error::authentication_failed);
    CHECK((opened.ec.message() + w.log + w.sent).find("S3cret") == std::string::npos);
}

TEST_CASE("a logger or trace may use the connection") {
    peer* p = nullptr;
    int calls = 0;
    connection_options o;
    SECTION("a trace that closes on what was received") {
        o.trace = [&](direction d, std::string_view) {
            if (p != nullptr && d == direction::received && ++calls == 1) p->fs->close();
        };
    }
    SECTION("a trace that closes on what is sent") {
        o.trace = [&](direction d, std::string_view) {
            if (p != nullptr && d == direction::sent && ++calls == 1) p->fs->close();
        };
    }
    SECTION("a trace that sends") {
        o.trace = [&](direction, std::string_view) {
            if (p != nullptr && ++calls < 10)
                p->fs->async_send(command("more"), [](error_code, reply) {});
        };
    }
    SECTION("a logger that closes") {
        o.logger = logger([&](severity, std::string_view) {
            if (p != nullptr && ++calls == 1) p->fs->close();
        });
    }
    peer real(o);
    p = &real;
    outcome<reply> sent;
    p->fs->async_send(command("noop"), sent.handler());
    for (int i = 0; i < 20; ++i) p->says(reply_packet("+OK"));
    p->fs->close();
    p->time.settle();
    CHECK(sent.done());
    CHECK(calls > 0);
    CHECK_FALSE(p->fs->is_open());
}
