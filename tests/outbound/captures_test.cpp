// outbound::session and the recorded outbound sessions: every last event, and the right end.
#include "catch.hpp"
#include "support/called.hpp"
#include "support/captures.hpp"

#include <eslio/testing/recording.hpp>
#include <eslio/testing/replay.hpp>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using eslio::outbound::session;
using test::outcome;

namespace {

struct record {
    std::string name;
    eslio::testing::recording played;
};

/// The recorded sessions; those that begin with `connect`, or the others.
std::vector<record> recorded(bool connects) {
    std::vector<record> all;
    for (const auto& path : support::session_paths()) {
        const std::string name = path.stem().string();
        if (name.rfind("outbound_", 0) != 0) continue;
        record r{name, eslio::testing::recording::load(path.parent_path().string(), name)};
        const auto& steps = r.played.steps();
        const bool first = !steps.empty() && steps.front().bytes.rfind("connect", 0) == 0;
        if (first == connects) all.push_back(std::move(r));
    }
    return all;
}

bool is_event(const support::frame_copy& f) {
    return eslio::event_format(f.content_type).has_value();
}

/// The record as this session would have had it: its own opening is answered, what was recorded
/// behind the answer to `connect` follows as it is. Answers to commands that only the recorded
/// client gave are raw packets here.
struct played {
    test::driven_context w;
    std::pair<eslio::testing::stream, eslio::testing::stream> ends =
        eslio::testing::connect_pair(w.context.get_executor());
    outcome<session> opened;

    explicit played(const record& r) {
        eslio::outbound::session_options options;
        options.connection.keep_messages = true;
        options.connection.accept_unasked_replies = true;
        options.events = eslio::subscription(eslio::format::plain, eslio::event_name::all);
        options.only_own_events = false;  // the recorded client heard more
        eslio::outbound::async_open_session(std::move(ends.first), options, opened.handler());
        const std::string& bytes = r.played.server();
        const std::size_t first = bytes.find("\n\n") + 2;
        w.time.settle();
        CHECK(ends.second.take_received() == "connect\n\n");
        ends.second.send_now(bytes.substr(0, first));
        w.time.settle();
        const std::string said = ends.second.take_received();
        for (std::size_t at = 0; (at = said.find("\n\n", at)) != std::string::npos; at += 2)
            ends.second.send_now(test::reply_packet("+OK"));
        w.time.settle();
        // Piece by piece, as FreeSWITCH wrote them.
        for (std::size_t at = first; at < bytes.size(); at += 500) {
            ends.second.send_now(bytes.substr(at, 500));
            w.time.settle();
        }
        ends.second.close();
        w.time.settle();
    }
};

}  // namespace

TEST_CASE("recorded sessions deliver every last event", "[outbound][captures]") {
    int with_end = 0;
    const auto all = recorded(true);
    REQUIRE(all.size() >= 8);
    for (const record& r : all) {
        INFO(r.name);
        played p(r);
        REQUIRE(p.opened.done());
        REQUIRE_FALSE(p.opened.ec);
        std::size_t events = 0;
        bool complete = false;
        bool goodbye = false;
        for (const auto& f : support::parse_session(r.played.server())) {
            if (f.content_type == "text/disconnect-notice" &&
                f.headers.find("linger") == std::string::npos)
                goodbye = true;
            if (!is_event(f)) continue;
            ++events;
            if (f.body.find("CHANNEL_HANGUP_COMPLETE") != std::string::npos) complete = true;
        }
        std::size_t received = 0;
        for (eslio::message m; p.opened.value.try_receive(m);)
            if (m.as_event()) ++received;
        CHECK(received == events);
        outcome<eslio::outbound::session_end> end;
        p.opened.value.async_wait_for_end(end.handler());
        p.w.time.settle();
        REQUIRE(end.done());
        CHECK(end.value.connection() == eslio::condition::disconnected);
        if (goodbye) CHECK(end.value.connection() == eslio::error::disconnected);
        if (complete) {
            CHECK(end.value.hung_up());
            CHECK_FALSE(end.value.cause_text().empty());
            ++with_end;
        }
    }
    CHECK(with_end >= 1);
}

TEST_CASE("the other recorded sessions end cleanly in the opening", "[outbound][captures]") {
    for (const record& r : recorded(false)) {
        INFO(r.name);
        test::driven_context w;
        auto ends = eslio::testing::connect_pair(w.context.get_executor());
        eslio::outbound::server server(w.context);
        int taken = 0;
        server.otherwise([&](session) { ++taken; });
        server.adopt(std::move(ends.first));
        eslio::testing::async_replay(ends.second, r.played,
                                     eslio::testing::replay_options().wait(
                                         eslio::testing::replay_options::wait_for::nothing),
                                     [](const eslio::error_code&, std::size_t) {});
        w.time.advance(60s);
        CHECK(server.usage().opening == 0);
        CHECK(server.usage().sessions == 0);
        CHECK(server.usage().opened + server.usage().failed == 1);
        CHECK(static_cast<std::uint64_t>(taken) == server.usage().opened);
    }
}
