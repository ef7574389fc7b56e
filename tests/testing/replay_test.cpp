// testing/replay.hpp: a recorded session is played to a client that does what was recorded.
#include "catch.hpp"

#include <eslio/testing/driven_time.hpp>
#include <eslio/testing/recording.hpp>
#include <eslio/testing/replay.hpp>
#include <eslio/testing/stream.hpp>

#include <asio/io_context.hpp>

#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace {

using eslio::error_code;
using eslio::testing::driven_time;
using eslio::testing::recording;
using eslio::testing::replay_options;
using eslio::testing::stream;

struct player {
    asio::io_context context;
    driven_time time{context};
    std::pair<stream, stream> ends = eslio::testing::connect_pair(context.get_executor());
    stream& client = ends.first;
    std::optional<error_code> ended;
    std::size_t sent = 0;

    explicit player(const recording& r, const replay_options& o = {}) {
        eslio::testing::async_replay(ends.second, r, o, [this](error_code ec, std::size_t n) {
            ended = ec;
            sent = n;
        });
        time.settle();
    }

    std::string send(std::string_view bytes) {
        client.send_now(bytes);
        time.settle();
        return client.take_received();
    }
};

}  // namespace

TEST_CASE("each answer comes behind its command", "[testing][replay]") {
    const recording r = recording::load(ESLIO_CAPTURES, "command_replies");
    for (const auto wait : {replay_options::wait_for::commands, replay_options::wait_for::bytes}) {
        player p(r, replay_options().wait(wait));
        CHECK(p.client.take_received() == r.server().substr(0, 28));
        for (std::size_t i = 0; i < r.steps().size(); ++i) {
            CHECK_FALSE(p.ended);
            CHECK(p.send(r.steps()[i].bytes) == r.answer_to(i));
        }
        REQUIRE(p.ended);
        CHECK_FALSE(*p.ended);
        CHECK(p.sent == r.server().size());
    }
}

TEST_CASE("what the client says may be checked", "[testing][replay]") {
    const recording r = recording::load(ESLIO_CAPTURES, "auth_ok");
    player free(r);
    free.send("auth other\n\n");
    CHECK_FALSE(free.ended);
    player strict(r, replay_options().wait(replay_options::wait_for::bytes));
    strict.send("auth Clue");
    CHECK_FALSE(strict.ended);
    strict.send("c");
    REQUIRE(strict.ended);
    CHECK(*strict.ended == std::errc::protocol_error);
}

TEST_CASE("it may be sent in pieces, cut short, or all at once", "[testing][replay]") {
    const recording r = recording::load(ESLIO_CAPTURES, "auth_ok");
    player all(r, replay_options().wait(replay_options::wait_for::nothing).chunk(1));
    CHECK(all.client.take_received() == r.server());
    CHECK(all.ended);
    for (const std::size_t at : {0U, 1U, 27U, 28U, 29U, 60U, 254U}) {
        player cut(r, replay_options().wait(replay_options::wait_for::nothing).drop_after(at));
        CHECK(cut.client.take_received() == r.server().substr(0, at));
        CHECK(cut.ended);
        CHECK(cut.sent == at);
    }
}

TEST_CASE("a client that leaves ends it", "[testing][replay]") {
    player p(recording::load(ESLIO_CAPTURES, "auth_ok"));
    p.client.close();
    p.time.settle();
    REQUIRE(p.ended);
    CHECK(*p.ended == asio::error::eof);
}
