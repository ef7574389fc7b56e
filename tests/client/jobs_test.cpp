// client.hpp: jobs outlive connections.
#include "client/client_fixture.hpp"

#include <memory>

using namespace std::chrono_literals;
using namespace eslio;
using namespace test;

namespace {

/// Answers after a time that its arguments tell.
void add_slow_api(returning& c) {
    c.fake.on_api("slow", [](std::string_view seconds) {
        return testing::answer_after(std::chrono::seconds(std::stoi(std::string(seconds))),
                                     "+OK " + std::string(seconds));
    });
}

}  // namespace

TEST_CASE("a job that ends after the reconnect completes with its result", "[client][jobs]") {
    returning c;
    add_slow_api(c);
    c.come_up();
    outcome<job_result> job;
    outcome<eslio::job> started;
    outcome<job_result> collected;
    c.fs->async_bgapi("slow 60", job.handler());
    c.fs->async_start_job("slow 61", started.handler());
    c.time.advance(1s);
    REQUIRE(started.done());
    c.fs->async_job_result(started.value, collected.handler());
    c.time.settle();
    c.drop();
    c.come_back();
    CHECK(job.count + collected.count == 0);
    c.time.advance(1min);
    REQUIRE(job.done());
    CHECK(job.value.text() == "+OK 60");
    c.time.advance(1s);
    REQUIRE(collected.done());
    CHECK(collected.value.text() == "+OK 61");
}

TEST_CASE("a job that ended meanwhile is lost in the gap", "[client][jobs]") {
    returning c;
    add_slow_api(c);
    c.come_up();
    outcome<job_result> job, of_next_run;
    c.fs->async_bgapi(api_request("slow 1").timeout(5min), job.handler());
    c.time.settle();
    c.reachable = false;
    c.drop();
    c.time.advance(30s);
    c.reachable = true;
    SECTION("at its deadline, if the switch has run on") {
        c.come_back();
        c.time.advance(4min);
        CHECK(job.count == 0);
        c.time.advance(1min);
        CHECK(job.ec == error::lost_in_gap);
    }
    SECTION("at once, if it was restarted") {
        c.fs->async_bgapi("slow 2", of_next_run.handler());
        c.fake.restart();
        c.time.settle();
        c.come_back();
        CHECK(job.ec == error::lost_in_gap);
        c.time.advance(10s);
        CHECK(of_next_run.value.text() == "+OK 2");
    }
    SECTION("or with the client") {
        c.fs->close();
        c.time.settle();
        CHECK(job.ec == error::job_lost);
    }
}

TEST_CASE("a started job that was lost is told to who asks later", "[client][jobs]") {
    returning c;
    add_slow_api(c);
    c.come_up();
    outcome<eslio::job> started;
    c.fs->async_start_job("slow 60", started.handler());
    c.time.advance(1s);
    REQUIRE(started.done());
    c.fake.restart();
    c.time.settle();
    c.come_back();
    c.time.advance(20s);
    outcome<job_result> result, again;
    c.fs->async_job_result(started.value, result.handler());
    c.fs->async_job_result(started.value, again.handler());
    c.time.settle();
    CHECK(result.ec == error::lost_in_gap);
    CHECK(again.ec == error::unknown_job);
}

TEST_CASE("a question settles a job that may have ended", "[client][jobs]") {
    returning c;
    add_slow_api(c);
    bool runs = true;
    int asked = 0;
    c.fake.on_api("runs", [&](std::string_view) {
        ++asked;
        return testing::api_answer(runs ? "true" : "false");
    });
    c.come_up();
    outcome<job_result> job, other;
    const auto still_runs = [](const api_response& r) { return r.text() == "true"; };
    c.fs->async_bgapi(api_request("slow 30").timeout(1h).ask_after_gap("runs 1", still_runs),
                      job.handler());
    c.fs->async_bgapi(api_request("slow 20").timeout(1h), other.handler());
    c.time.advance(1s);
    c.reachable = false;
    c.drop();
    SECTION("which still runs") {
        c.reachable = true;
        c.come_back();
        c.time.advance(2s);
        CHECK(asked == 1);
        CHECK(job.count == 0);
        c.time.advance(1min);
        REQUIRE(job.done());
        CHECK(job.value.text() == "+OK 30");
    }
    SECTION("which has ended") {
        c.time.advance(40s);
        runs = false;
        c.reachable = true;
        c.come_back();
        CHECK(asked == 1);
        CHECK(job.count == 0);
        c.time.advance(2s);
        CHECK(asked == 2);
        CHECK(job.ec == error::lost_in_gap);
        CHECK(other.count == 0);
    }
    SECTION("which ends while it is asked about") {
        runs = false;
        c.time.advance(27s);
        c.reachable = true;
        c.come_back();
        c.time.run_until([&] { return job.count != 0; }, 1min);
        CHECK((job.value.text() == "+OK 30" || job.ec == error::lost_in_gap));
    }
    SECTION("and the connection ends meanwhile") {
        runs = false;
        c.time.advance(40s);
        c.reachable = true;
        c.come_back();
        c.drop();
        c.come_back();
        CHECK(job.count == 0);
        c.time.advance(2s);
        CHECK(job.ec == error::lost_in_gap);
        CHECK(asked == 3);
    }
    SECTION("and the client ends meanwhile") {
        runs = false;
        c.time.advance(40s);
        c.reachable = true;
        c.come_back();
        c.fs.reset();
        c.time.advance(1min);
        CHECK(job.ec == error::job_lost);
    }
}

TEST_CASE("many questions leave room for the user's commands", "[client][jobs]") {
    client_options o;
    o.connection.command_limits.commands = 60;
    returning c(o);
    add_slow_api(c);
    c.fake.on_api("runs", [](std::string_view) { return testing::api_answer("false"); });
    c.come_up();
    std::vector<outcome<job_result>> jobs(200);
    for (auto& j : jobs) {
        c.fs->async_bgapi(api_request("slow 5").timeout(1h).ask_after_gap(
                              "runs 1", [](const api_response& r) { return r.text() == "true"; }),
                          j.handler());
        c.time.settle();
    }
    c.reachable = false;
    c.drop();
    c.time.advance(20s);
    c.reachable = true;
    c.come_back();
    outcome<api_response> status;
    c.fs->async_api("status", status.handler());
    c.time.settle();
    CHECK_FALSE(status.ec);
    c.time.advance(1min);
    for (const auto& j : jobs) CHECK(j.ec == error::lost_in_gap);
}

TEST_CASE("a thousand jobs in flight when the connection ends", "[client][jobs]") {
    returning c;
    add_slow_api(c);
    c.come_up();
    std::vector<outcome<job_result>> jobs(1000);
    for (std::size_t i = 0; i < jobs.size(); ++i)
        c.fs->async_bgapi(
            api_request("slow " + std::to_string(i % 20)).timeout(std::chrono::minutes(5)),
            jobs[i].handler());
    c.time.advance(5s);
    c.reachable = false;
    c.drop();
    c.time.advance(5s);
    c.reachable = true;
    c.come_back();
    c.time.advance(10min);
    std::size_t told = 0, lost = 0;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        REQUIRE(jobs[i].done());
        if (jobs[i].ec) {
            CHECK(jobs[i].ec == error::lost_in_gap);
            ++lost;
        } else {
            CHECK(jobs[i].value.text() == "+OK " + std::to_string(i % 20));
            ++told;
        }
    }
    CHECK(told >= 50);
    CHECK(lost >= 200);
}
