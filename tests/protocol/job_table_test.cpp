// protocol/job_table.hpp: every job's waiter ends once, with the result, late or in time.
#include "catch.hpp"
#include "protocol/waiters.hpp"

#include <eslio/protocol/job_table.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace {

using eslio::job_result;
using test::token;
using table = eslio::protocol::job_table<token>;
using eslio::protocol::never;
using eslio::protocol::time_point;
using namespace std::chrono_literals;

job_result result_of(const std::string& uuid, const std::string& body) {
    eslio::event e(eslio::event_name::background_job);
    e.add("Job-UUID", uuid).set_body(body);
    return job_result(std::move(e));
}

}  // namespace

TEST_CASE("a result goes to the waiter of its job", "[protocol][job_table]") {
    table jobs;
    jobs.add("a", token(1), never, 0);
    jobs.add("b", token(2), never, 0);
    CHECK(jobs.size() == 2);
    CHECK(jobs.contains("a"));
    job_result r = result_of("b", "+OK");
    token out;
    CHECK(jobs.finish("b", r, out));
    CHECK(out.number == 2);
    CHECK(r.body() == "+OK");
    CHECK_FALSE(jobs.contains("b"));
    CHECK_FALSE(jobs.finish("b", r, out));
    CHECK_FALSE(jobs.finish("c", r, out));
    CHECK(jobs.size() == 1);
}

TEST_CASE("a result that nobody waits for yet is kept", "[protocol][job_table]") {
    table jobs;
    jobs.add("a", token(), never, 0);
    job_result r = result_of("a", "first");
    token out;
    CHECK(jobs.finish("a", r, out));
    CHECK_FALSE(out);
    job_result again = result_of("a", "second");
    CHECK_FALSE(jobs.finish("a", again, out));
    token waiter(7);
    job_result got;
    table::id number = 0;
    CHECK(jobs.collect("a", waiter, got, number) == table::collected::ready);
    CHECK(got.body() == "first");
    CHECK(waiter.number == 7);
    CHECK(jobs.collect("a", waiter, got, number) == table::collected::unknown);
}

TEST_CASE("a job can be collected before its result came, by one", "[protocol][job_table]") {
    table jobs;
    jobs.add("a", token(), never, 0);
    token first(1);
    token second(2);
    job_result got;
    table::id number = 0;
    CHECK(jobs.collect("x", first, got, number) == table::collected::unknown);
    CHECK(jobs.collect("a", first, got, number) == table::collected::waiting);
    CHECK_FALSE(first);
    CHECK(jobs.collect("a", second, got, number) == table::collected::in_use);
    CHECK(second);
    job_result r = result_of("a", "done");
    token out;
    CHECK(jobs.finish("a", r, out));
    CHECK(out.number == 1);
}

TEST_CASE("a wait that is given up forgets the job", "[protocol][job_table]") {
    table jobs;
    const table::id a = jobs.add("a", token(1), never, 41);
    const table::id b = jobs.add("b", token(), never, 42);
    token out;
    std::uint64_t command = 0;
    CHECK_FALSE(jobs.give_up(b, out, command));
    CHECK_FALSE(jobs.give_up(999, out, command));
    CHECK(jobs.give_up(a, out, command));
    CHECK(out.number == 1);
    CHECK(command == 41);
    CHECK_FALSE(jobs.give_up(a, out, command));
    CHECK_FALSE(jobs.contains("a"));
    token waiter(3);
    job_result got;
    table::id number = 0;
    CHECK(jobs.collect("b", waiter, got, number) == table::collected::waiting);
    CHECK(number == b);
    CHECK(jobs.give_up(number, out, command));
    CHECK(out.number == 3);
    CHECK(jobs.size() == 0);
}

TEST_CASE("a job that was never started is removed", "[protocol][job_table]") {
    table jobs;
    jobs.add("a", token(1), never, 0);
    token out;
    CHECK_FALSE(jobs.remove("b", out));
    CHECK(jobs.remove("a", out));
    CHECK(out.number == 1);
    CHECK(jobs.size() == 0);
}

TEST_CASE("a job can get another id, but not another job's", "[protocol][job_table]") {
    table jobs;
    jobs.add("a", token(1), never, 0);
    jobs.add("b", token(2), never, 0);
    jobs.rename("x", "y");
    CHECK_FALSE(jobs.contains("y"));
    jobs.rename("a", "b");  // as a server might, to confuse
    CHECK(jobs.size() == 2);
    jobs.rename("a", "c");
    CHECK_FALSE(jobs.contains("a"));
    token out;
    job_result r = result_of("c", "");
    CHECK(jobs.finish("c", r, out));
    CHECK(out.number == 1);
    CHECK(jobs.finish("b", r, out));
    CHECK(out.number == 2);
}

TEST_CASE("jobs expire, waited for or not", "[protocol][job_table]") {
    table jobs;
    const time_point start{100s};
    jobs.add("a", token(1), start + 1s, 0);
    jobs.add("b", token(2), start + 2s, 0);
    jobs.add("c", token(), start + 1s, 0);
    jobs.add("d", token(4), never, 0);
    CHECK(jobs.next_deadline() == start + 1s);
    std::vector<int> ended;
    const auto note = [&](token t) { ended.push_back(t.number); };
    jobs.expire(start + 999ms, note);
    CHECK(ended.empty());
    jobs.expire(start + 1s, note);
    CHECK(ended == std::vector<int>{1});
    CHECK_FALSE(jobs.contains("c"));
    CHECK(jobs.next_deadline() == start + 2s);
    jobs.expire(start + 1h, note);
    CHECK(ended == std::vector<int>{1, 2});
    CHECK(jobs.next_deadline() == never);
    CHECK(jobs.size() == 1);
}

TEST_CASE("all jobs end when the connection is lost", "[protocol][job_table]") {
    table jobs;
    jobs.add("a", token(1), time_point{5s}, 11);
    jobs.add("b", token(), never, 12);
    int waiters = 0;
    std::uint64_t commands = 0;
    jobs.drain([&](token t, std::uint64_t command) {
        waiters += t.number;
        commands += command;
    });
    CHECK(waiters == 1);
    CHECK(commands == 23);
    CHECK(jobs.size() == 0);
    CHECK(jobs.next_deadline() == never);
    jobs.drain([&](token, std::uint64_t) { ++waiters; });
    CHECK(waiters == 1);
}

TEST_CASE("draining leaves results that nobody has collected", "[protocol][job_table]") {
    table jobs;
    jobs.add("kept", token(), time_point(5s), 1);
    jobs.add("waited for", token(2), time_point(1s), 2);
    jobs.add("started", token(), time_point(2s), 3);
    token out;
    job_result r = result_of("kept", "done");
    CHECK(jobs.finish("kept", r, out));
    std::vector<std::pair<int, std::uint64_t>> lost;
    jobs.drain([&](token t, std::uint64_t command) { lost.emplace_back(t.number, command); });
    std::sort(lost.begin(), lost.end());
    CHECK(lost == std::vector<std::pair<int, std::uint64_t>>{{0, 3}, {2, 2}});
    CHECK(jobs.size() == 1);
    CHECK(jobs.next_deadline() == time_point(5s));
    token waiter(7);
    job_result got;
    table::id number = 0;
    CHECK(jobs.collect("kept", waiter, got, number) == table::collected::ready);
    CHECK(got.body() == "done");
    jobs.add("x", token(), never, 1);
    jobs.clear();
    CHECK(jobs.size() == 0);
}
