// channel: executions whose end no event tells: FreeSWITCH dropped them from the call's queue, or a
// filter of the user's hides it.
#include "catch.hpp"
#include "channel/scene.hpp"
#include "support/growth.hpp"

#include <asio/error.hpp>

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using test::scene;
using ran = eslio::execution_result::outcome;

namespace {

/// What another program does, over its own connection.
void run_api(scene& s, const std::string& command) {
    test::connection other(s.fake().connect(s.world().context.get_executor()));
    test::outcome<void> opened;
    other.async_login(eslio::password("ClueCon"), opened.handler());
    s.time().settle();
    test::outcome<eslio::api_response> answer;
    other.async_api(command, answer.handler());
    s.time().settle();
    REQUIRE(answer.done());
    REQUIRE(answer.value.text() == "+OK");
}

/// In which a message is queued: in static mode FreeSWITCH runs it before it answers.
const std::optional<test::socket_mode> queueing_ways[] = {
    std::nullopt, test::socket_mode::async_full, test::socket_mode::async_single};

struct executed {
    test::outcome<eslio::execution_result> first, second, third;

    void begin(scene& s) {
        using eslio::app::playback;
        s.call().async_execute(playback("tone_stream://%(60000,0,440)"), first.handler());
        s.call().async_execute(playback("silence_stream://1000"), second.handler());
        s.call().async_execute(eslio::app::set("a", "b").lock(false), third.handler());
        s.time().advance(1s);
    }
};

}  // namespace

TEST_CASE("what uuid_break drops has ended once what ran has", "[channel][dropped]") {
    for (const auto& way : queueing_ways) {
        INFO(test::name_of(way));
        scene s(way);
        executed e;
        e.begin(s);
        CHECK(e.first.count + e.second.count + e.third.count == 0);
        run_api(s, "uuid_break " + s.uuid() + " all");
        s.time().advance(1s);
        REQUIRE(e.first.done());
        CHECK(e.first.value.ok());
        for (auto* dropped : {&e.second, &e.third}) {
            REQUIRE(dropped->done());
            CHECK_FALSE(dropped->ec);
            CHECK(dropped->value.how() == ran::not_run);
        }
        CHECK(s.call().outstanding() == 0);
        CHECK_FALSE(s.call().over());
    }
}

TEST_CASE("uuid_break without all drops nothing", "[channel][dropped]") {
    for (const auto& way : queueing_ways) {
        INFO(test::name_of(way));
        scene s(way);
        executed e;
        e.begin(s);
        run_api(s, "uuid_break " + s.uuid());
        s.time().advance(500ms);
        REQUIRE(e.first.done());
        CHECK(e.second.count + e.third.count == 0);
        s.time().advance(600ms);
        for (auto* later : {&e.second, &e.third}) {
            REQUIRE(later->done());
            CHECK(later->value.how() == ran::completed);
        }
        CHECK(s.call().outstanding() == 0);
    }
}

TEST_CASE("a dropped queue does not fill the table for ever", "[channel][dropped]") {
    scene s(std::nullopt);
    std::vector<test::outcome<eslio::execution_result>> all(
        eslio::channel_options().most_executions);
    for (auto& o : all) s.call().async_execute(eslio::app::sleep(60s), o.handler());
    test::outcome<eslio::execution_result> surplus;
    s.call().async_execute(eslio::app::sleep(1s), surplus.handler());
    s.time().advance(1s);
    REQUIRE(surplus.done());
    CHECK(surplus.ec == eslio::error::queue_full);
    run_api(s, "uuid_break " + s.uuid() + " all");
    s.time().advance(60s);
    for (auto& o : all) CHECK(o.done());
    CHECK(s.call().outstanding() == 0);
}

TEST_CASE("what a negative filter hides is not said not to have run", "[channel][unheard]") {
    for (const auto& way : queueing_ways) {
        INFO(test::name_of(way));
        scene s(way);
        test::outcome<eslio::execution_result> before, hidden, seen;
        s.call().async_execute(eslio::app::sleep(100ms), before.handler());
        s.time().advance(200ms);
        CHECK(before.value.how() == ran::ended);
        s.say(eslio::cmd::filter("Application", "-sleep"));
        s.call().async_execute(eslio::app::sleep(100ms), hidden.handler());
        s.call().async_execute(eslio::app::playback("silence_stream://100"), seen.handler());
        s.time().advance(300ms);
        REQUIRE(hidden.done());
        CHECK_FALSE(hidden.ec);
        CHECK(hidden.value.how() == ran::unheard);
        CHECK_FALSE(hidden.value);
        CHECK_FALSE(hidden.value.why().empty());
        REQUIRE(seen.done());
        CHECK(seen.value.how() == ran::completed);
        CHECK(s.call().outstanding() == 0);
    }
}

TEST_CASE("what a negative filter hid stays unheard when the filter is gone",
          "[channel][unheard]") {
    for (const auto& way : queueing_ways) {
        INFO(test::name_of(way));
        scene s(way);
        test::outcome<eslio::execution_result> hidden, seen;
        s.say(eslio::cmd::filter("Application", "-sleep"));
        s.call().async_execute(eslio::app::sleep(100ms), hidden.handler());
        s.time().advance(300ms);
        s.say(eslio::cmd::filter_delete("Application", "-sleep"));
        s.call().async_execute(eslio::app::playback("silence_stream://100"), seen.handler());
        s.time().advance(300ms);
        REQUIRE(hidden.done());
        CHECK(hidden.value.how() == ran::unheard);
        REQUIRE(seen.done());
        CHECK(seen.value.how() == ran::completed);
    }
}

TEST_CASE("what a negative filter hid that came and went is unheard", "[channel][unheard]") {
    for (const auto& way : queueing_ways) {
        INFO(test::name_of(way));
        scene s(way);
        test::outcome<eslio::execution_result> hidden;
        s.call().async_execute(eslio::app::playback("silence_stream://1500"), hidden.handler());
        s.time().advance(500ms);
        s.say(eslio::cmd::filter("Unique-ID", "-" + s.uuid()));
        s.time().advance(1800ms);
        s.say(eslio::cmd::filter_delete("Unique-ID", "-" + s.uuid()));
        CHECK(hidden.count == 0);
        s.time().advance(20s);
        REQUIRE(hidden.done());
        CHECK_FALSE(hidden.ec);
        CHECK(hidden.value.how() == ran::unheard);
        CHECK(s.call().outstanding() == 0);
    }
}

namespace {

/// What another program executes, over its own connection.
struct other_program {
    other_program(scene& s, const eslio::application& a)
        : fs(s.fake().connect(s.world().context.get_executor())) {
        fs.async_login(eslio::password("ClueCon"), [](eslio::error_code) {});
        s.time().settle();
        call.emplace(fs.link(), s.uuid());
        call->async_execute(a, executed.handler());
        s.time().advance(100ms);
        REQUIRE(s.fake().application_of(s.uuid()) == a.name());
    }

    test::connection fs;
    std::optional<eslio::channel> call;
    test::outcome<eslio::execution_result> executed;
};

}  // namespace

TEST_CASE("what our own uuid_break drops before it has begun is told at once",
          "[channel][dropped]") {
    for (const auto& way : {queueing_ways[0], queueing_ways[1]}) {
        INFO(test::name_of(way));
        scene s(way);
        other_program other(s, eslio::app::playback("silence_stream://60000"));
        std::vector<test::outcome<eslio::execution_result>> dropped(10);
        test::outcome<eslio::api_response> broken;
        for (auto& d : dropped)
            s.call().async_execute(eslio::app::playback("silence_stream://1000"), d.handler());
        s.on_own_connection(
            [&](auto& fs) { fs.async_api("uuid_break " + s.uuid() + " all", broken.handler()); });
        s.time().settle();
        CHECK(broken.value.ok());
        for (auto& d : dropped) {
            REQUIRE(d.done());
            CHECK_FALSE(d.ec);
            CHECK(d.value.how() == ran::not_run);
        }
        CHECK(s.call().outstanding() == 0);
        CHECK_FALSE(s.call().over());
    }
}

TEST_CASE("a queue may be emptied any number of times", "[channel][dropped]") {
    for (const auto& way : {queueing_ways[0], queueing_ways[1]})
        for (const std::size_t most : {std::size_t{8}, std::size_t{240}, std::size_t{1000}}) {
            INFO(test::name_of(way) << " " << most);
            eslio::channel_options options;
            options.most_executions = most;
            scene s(way);
            s.fake().plan("user/2000",
                          eslio::testing::call_plan().answers_after(0ms).hangs_up_after(10s));
            other_program other(s, eslio::application("bridge", "user/2000"));  // not broken off
            eslio::channel c(way ? s.session().link() : s.link().link(), s.uuid(), options);
            std::deque<test::outcome<eslio::execution_result>> dropped(
                std::min<std::size_t>(most, 240));
            for (int i = 0; i < 220; ++i)
                s.on_own_connection([&](auto& fs) {
                    fs.async_api("uuid_break " + s.uuid() + " all", [](auto...) {});
                });
            for (auto& d : dropped) c.async_execute(eslio::app::sleep(1s), d.handler());
            s.time().advance(1s);
            for (int i = 0; i < 3; ++i) run_api(s, "uuid_break " + s.uuid() + " all");
            s.time().advance(20s);
            for (auto& d : dropped) {
                CHECK(d.done());
                CHECK(d.value.how() == ran::not_run);
            }
            CHECK(c.outstanding() == 0);
            CHECK_FALSE(s.call().over());
        }
}

TEST_CASE("a uuid_break that is refused empties nothing", "[channel][dropped]") {
    scene s(std::nullopt);
    other_program other(s, eslio::app::playback("silence_stream://3600000"));
    eslio::testing::fake_user limited;
    limited.name = "100";
    limited.domain = "example.org";
    limited.password = "secret";
    limited.allowed_api = "uuid_exists uuid_dump";
    s.fake().options().users.push_back(limited);
    test::connection fs(s.fake().connect(s.world().context.get_executor()));
    fs.async_login(eslio::user("100", "example.org", "secret"), [](eslio::error_code) {});
    s.time().settle();
    eslio::channel c(fs.link(), s.uuid());
    test::outcome<eslio::execution_result> waits;
    c.async_execute(eslio::app::sleep(1s), waits.handler());
    const std::size_t before = s.world().told("sendmsg");
    for (int i = 0; i < 300; ++i) {
        fs.async_api("uuid_break " + s.uuid() + " all", [](auto...) {});
        s.time().advance(1100ms);
    }
    CHECK(waits.count == 0);
    CHECK(c.outstanding() == 1);
    CHECK(s.world().told("sendmsg") < before + 10);
}

TEST_CASE("each handle of a call is told that its queue is emptied", "[channel][dropped]") {
    scene s(std::nullopt);
    other_program other(s, eslio::app::playback("silence_stream://60000"));
    std::optional<eslio::channel> gone(std::in_place, s.link().link(), s.uuid());
    eslio::channel second(s.link().link(), s.uuid());
    test::outcome<eslio::execution_result> of_first, of_gone, of_second;
    s.call().async_execute(eslio::app::sleep(1s), of_first.handler());
    gone->async_execute(eslio::app::sleep(1s), of_gone.handler());
    second.async_execute(eslio::app::sleep(1s), of_second.handler());
    s.time().settle();
    gone.reset();
    s.time().settle();
    CHECK(of_gone.ec == asio::error::operation_aborted);
    s.link().async_api("uuid_break " + s.uuid() + " all", [](auto...) {});
    s.time().settle();
    for (auto* dropped : {&of_first, &of_second}) {
        REQUIRE(dropped->done());
        CHECK(dropped->value.how() == ran::not_run);
    }
    CHECK(of_gone.count == 1);
}

TEST_CASE("emptying the queue of a call costs as much however many others there are",
          "[channel][dropped]") {
    struct many {
        test::connected c;
        std::deque<eslio::channel> calls;
    };
    const auto begin = [](std::size_t size) {
        auto m = std::make_unique<many>();
        while (m->calls.size() < size)
            m->calls.emplace_back(m->c.fs->link(), "u-" + std::to_string(m->calls.size()));
        m->c.time.settle();
        return m;
    };
    const auto empty_all = [](auto& m) {
        std::size_t answers = 0;
        for (const eslio::channel& c : m->calls)
            m->c.fs->async_api("uuid_break " + c.uuid() + " all", [&](auto...) { ++answers; });
        m->c.time.settle();
        if (answers != m->calls.size()) throw std::runtime_error("not answered");
    };
    CHECK(support::growth(1000, begin, empty_all) < support::quadratic);
}

TEST_CASE("what is dropped behind another program's application is told", "[channel][dropped]") {
    for (const auto& way : queueing_ways) {
        for (const std::chrono::milliseconds later : {100ms, 4500ms, 3000000ms}) {
            INFO(test::name_of(way) << " " << later.count());
            scene s(way);
            other_program other(s, eslio::app::playback("silence_stream://3600000"));
            std::deque<test::outcome<eslio::execution_result>> loops(20);
            test::outcome<eslio::execution_result> dropped;
            for (auto& o : loops)
                s.call().async_execute(eslio::app::sleep(1s).loops(3), o.handler());
            s.call().async_execute(eslio::app::sleep(10s), dropped.handler());
            s.time().advance(later);
            run_api(s, "uuid_break " + s.uuid() + " all");
            CHECK(dropped.count == 0);
            s.time().advance(1100ms);
            REQUIRE(dropped.done());
            CHECK_FALSE(dropped.ec);
            CHECK(dropped.value.how() == ran::not_run);
            CHECK(s.call().outstanding() == 0);
            CHECK_FALSE(s.call().over());
        }
    }
}

TEST_CASE("what waits long behind another program's application is run", "[channel][dropped]") {
    for (const auto& way : queueing_ways) {
        INFO(test::name_of(way));
        scene s(way);
        other_program other(s, eslio::app::playback("silence_stream://3600000"));
        test::outcome<eslio::execution_result> first, second;
        s.call().async_execute(eslio::app::sleep(10s), first.handler());
        s.call().async_execute(eslio::app::set("a", "b"), second.handler());
        const std::size_t before = s.world().told("sendmsg");
        s.time().advance(59min);
        CHECK(first.count + second.count == 0);
        CHECK(s.world().told("sendmsg") < before + 16);  // of both programs
        s.time().advance(2min);
        REQUIRE(first.done());
        REQUIRE(second.done());
        CHECK(first.value.how() == ran::ended);
        CHECK(second.value.how() == ran::completed);
        CHECK(s.call().outstanding() == 0);
    }
}
