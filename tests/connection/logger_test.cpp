// What the library says of itself, and the trace of the wire: no secret in either.
#include "catch.hpp"
#include "support/peer.hpp"

#include <eslio/testing/fake_switch.hpp>

#include <asio/io_context.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
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

TEST_CASE("of a login in raw text the trace has the first word") {
    witness w;
    peer p(w.options());
    outcome<reply> sent[3];
    p.fs->next_layer().max_write(3);
    p.fs->async_send(command("auth S3cret"), sent[0].handler());
    p.fs->async_send(command(" userauth a@b:S3cret\nX: S3cret"), sent[1].handler());
    p.fs->async_send(command("auth\tS3cret"), sent[2].handler());
    const std::string said = p.said();
    CHECK(said.find("auth\tS3cret\n\n") != std::string::npos);
    CHECK(w.sent.find("auth ***") != std::string::npos);
    CHECK(w.sent.find("S3cret") == std::string::npos);
    CHECK(w.log.find("S3cret") == std::string::npos);
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

namespace {

/// Calls `f` once, for the first line that holds `word`.
connection_options options_calling(std::string word, std::function<void()> f) {
    connection_options o;
    o.logger = logger([word = std::move(word), f = std::move(f),
                       done = std::make_shared<bool>()](severity, std::string_view line) {
        if (line.find(word) == line.npos || std::exchange(*done, true)) return;
        f();
    });
    return o;
}

/// Operations under way, which the end of their connection ends.
struct under_way {
    outcome<api_response> api;
    outcome<job_result> job;
    outcome<message> received;
    outcome<void> left;

    template <class Connection>
    explicit under_way(Connection& fs) {
        fs.async_api("hang", api.handler());
        fs.async_bgapi("hang", job.handler());
        fs.async_receive(received.handler());
        fs.async_exit(left.handler());
    }
    bool done() const { return api.done() && job.done() && received.done() && left.done(); }
};

}  // namespace

TEST_CASE("a logger may connect again when the connection has ended") {
    asio::io_context context;
    eslio::testing::fake_switch server(context.get_executor());
    server.on_api("hang",
                  [](auto) { return eslio::testing::answer_after(std::chrono::hours(1), "late"); });
    const login where("127.0.0.1", std::to_string(server.listen()), password("ClueCon"));
    std::optional<eslio::connection> fs;
    outcome<void> opened, again;
    fs.emplace(context,
               options_calling("ended", [&] { fs->async_connect(where, again.handler()); }));
    const auto run_until = [&](auto holds) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (!holds() && std::chrono::steady_clock::now() < end)
            context.run_one_for(std::chrono::milliseconds(10)), context.restart();
        REQUIRE(holds());
    };
    fs->async_connect(where, opened.handler());
    run_until([&] { return opened.done(); });
    under_way first(*fs);
    SECTION("by this side") {
        fs->close();
        run_until([&] { return first.done() && again.done(); });
        CHECK(first.received.ec == error::closed);
    }
    SECTION("by the other") {
        run_until([&] { return server.commands().size() > 1; });
        server.drop_all();
        run_until([&] { return first.done() && again.done(); });
        CHECK(first.received.ec == condition::disconnected);
    }
    CHECK_FALSE(again.ec);
    CHECK(fs->is_open());
    outcome<api_response> works;
    fs->async_api("echo x", works.handler());
    run_until([&] { return works.done(); });
    CHECK(works.value.text() == "x");
    fs->close();
}

TEST_CASE("a logger may use or destroy a connection that has ended") {
    std::unique_ptr<peer> p;
    outcome<void> again;
    std::function<void()> act;
    SECTION("logging in on what is closed") {
        act = [&] { p->fs->async_login(password("x"), again.handler()); };
    }
    SECTION("attaching to what is closed") {
        act = [&] { p->fs->async_attach(again.handler()); };
    }
    SECTION("destroying it") {
        act = [&] { p->fs.reset(); };
    }
    for (const char* how : {"close", "lost", "unanswered"}) {
        INFO(how);
        again = {};
        connection_options o = options_calling("ended", act);
        o.reply_debt_timeout = std::chrono::seconds(1);
        o.command_timeout = std::chrono::seconds(1);
        p = std::make_unique<peer>(std::move(o));
        under_way all(*p->fs);
        p->time.settle();
        if (how == std::string("close"))
            p->fs->close();
        else if (how == std::string("lost"))
            p->server.close();
        p->time.advance(std::chrono::hours(1));
        CHECK(all.done());
        CHECK(again.count == (p->fs ? 1 : 0));
    }
    p.reset();
}

TEST_CASE("a logger may use or destroy a connection that has begun") {
    std::unique_ptr<peer> p;
    outcome<void> opened, again;
    std::function<void()> act;
    SECTION("closing it") {
        act = [&] { p->fs->close(); };
    }
    SECTION("beginning anew") {
        act = [&] {
            p->fs->close();
            p->fs->async_attach(again.handler());
        };
    }
    SECTION("destroying it") {
        act = [&] { p->fs.reset(); };
    }
    for (const bool attaches : {true, false}) {
        p = std::make_unique<peer>(options_calling("connected", act), false);
        opened = {};
        if (attaches)
            p->fs->async_attach(opened.handler());
        else
            p->fs->async_login(password("x"), opened.handler());
        p->says(test::auth_request);
        p->says(reply_packet("+OK accepted"));
        p->time.advance(std::chrono::hours(1));
        CHECK(opened.done());
    }
    p.reset();
}
