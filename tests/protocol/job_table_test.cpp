// protocol/job_table.hpp: every job's waiter ends once, with the result, late or in time.
#include "catch.hpp"
#include "protocol/waiters.hpp"
#include "support/allocations.hpp"
#include "support/growth.hpp"

#include <eslio/protocol/job_table.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace job_table_test {

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
    const table::id a = jobs.add("a", token(1), never, 0);
    REQUIRE(jobs.uuid(a) != nullptr);
    CHECK(*jobs.uuid(a) == "a");
    token out;
    CHECK_FALSE(jobs.remove(a + 1, out));
    CHECK(jobs.remove(a, out));
    CHECK(out.number == 1);
    CHECK(jobs.uuid(a) == nullptr);
    CHECK(jobs.size() == 0);
}

TEST_CASE("a job can get another id, but not another job's", "[protocol][job_table]") {
    table jobs;
    const table::id a = jobs.add("a", token(1), never, 0);
    const table::id b = jobs.add("b", token(2), never, 0);
    jobs.rename(b + 1, "y");
    CHECK_FALSE(jobs.contains("y"));
    jobs.rename(a, "b");  // as a server might, to confuse
    CHECK(jobs.size() == 2);
    jobs.rename(a, "c");
    CHECK_FALSE(jobs.contains("a"));
    token out;
    job_result r = result_of("c", "");
    CHECK(jobs.finish("c", r, out));
    CHECK(out.number == 1);
    CHECK(jobs.finish("b", r, out));
    CHECK(out.number == 2);
}

TEST_CASE("two jobs of one id both end", "[protocol][job_table]") {
    table jobs;
    const table::id first = jobs.add("same", token(1), never, 0);
    const table::id second = jobs.add("same", token(2), never, 0);
    REQUIRE(first != second);
    token out;
    SECTION("with a result each, in order") {
        for (int i = 1; i <= 2; ++i) {
            job_result r = result_of("same", std::to_string(i));
            CHECK(jobs.finish("same", r, out));
            CHECK(out.number == i);
        }
    }
    SECTION("by the number of each") {
        std::uint64_t command = 0;
        CHECK(jobs.give_up(second, out, command));
        CHECK(out.number == 2);
        CHECK(jobs.contains("same"));
        CHECK(jobs.remove(first, out));
        CHECK(out.number == 1);
    }
    SECTION("when nobody waits for them yet") {
        jobs.add("same", token(), never, 0);
        jobs.add("same", token(), never, 0);
        for (int i = 1; i <= 4; ++i) {
            job_result r = result_of("same", std::to_string(i));
            CHECK(jobs.finish("same", r, out));
        }
        for (const char* body : {"3", "4"}) {
            token waiter(7);
            job_result got;
            table::id number = 0;
            REQUIRE(jobs.collect("same", waiter, got, number) == table::collected::ready);
            CHECK(got.body() == body);
        }
    }
    CHECK(jobs.size() == 0);
    CHECK_FALSE(jobs.contains("same"));
}

TEST_CASE("what ends many jobs costs as much for each of them", "[protocol][job_table]") {
    struct filled {
        table jobs;
        std::vector<table::id> ids;
    };
    const auto fill = [](std::size_t n) {
        auto all = std::make_unique<filled>();
        for (std::size_t i = 0; i < n; ++i)
            all->ids.push_back(all->jobs.add("job-" + std::to_string(i), token(1),
                                             time_point(1s) + std::chrono::milliseconds(i), i));
        return all;
    };
    SECTION("to give them up") {
        const double ratio = support::growth(2000, fill, [](auto& all) {
            token out;
            std::uint64_t command = 0;
            for (const table::id id : all->ids) all->jobs.give_up(id, out, command);
            CHECK(all->jobs.size() == 0);
        });
        CHECK(ratio < support::quadratic);
    }
    SECTION("deadlines that pass one after the other") {
        const double ratio = support::growth(2000, fill, [](auto& all) {
            std::size_t ended = 0;
            while (all->jobs.next_deadline() != never)
                all->jobs.expire(all->jobs.next_deadline(), [&](token, bool) { ++ended; });
            CHECK(ended == all->ids.size());
        });
        CHECK(ratio < support::quadratic);
    }
}

TEST_CASE("many jobs of one Job-UUID cost as much for each of them", "[protocol][job_table]") {
    const auto fill = [](std::size_t n) {
        auto all = std::make_unique<table>();
        for (std::size_t i = 0; i < n; ++i) all->add("same", token(), never, i);
        return all;
    };
    SECTION("results that nobody collects") {
        const double ratio = support::growth(2000, fill, [](auto& all) {
            token out;
            for (std::size_t i = 0; i < all->size(); ++i) {
                job_result r;
                CHECK(all->finish("same", r, out));
            }
        });
        CHECK(ratio < support::quadratic);
    }
    SECTION("many who wait") {
        const double ratio = support::growth(2000, fill, [](auto& all) {
            job_result got;
            table::id number = 0;
            for (std::size_t i = 0; i < all->size(); ++i) {
                token waiter(1);
                CHECK(all->collect("same", waiter, got, number) == table::collected::waiting);
            }
        });
        CHECK(ratio < support::quadratic);
    }
}

TEST_CASE("jobs of one Job-UUID: whatever comes and goes, results are taken in order",
          "[protocol][job_table]") {
    table jobs;
    std::uint64_t random = 1;
    int next_result = 0, next_token = 0;
    struct one {
        table::id id;
        int waiter, result;
    };
    std::vector<one> model;
    const auto find = [&](auto fits) { return std::find_if(model.begin(), model.end(), fits); };
    for (int step = 0; step < 20'000; ++step) {
        random = random * 6364136223846793005U + 1442695040888963407U;
        token out;
        switch ((random >> 40) % 6) {
            case 0:
            case 1: {
                const int waiter = (random >> 50) % 2 == 0 ? ++next_token : 0;
                model.push_back({jobs.add("same", token(waiter), never, 0), waiter, 0});
                break;
            }
            case 2: {
                job_result r = result_of("same", std::to_string(++next_result));
                const auto at = find([](const one& o) { return o.result == 0; });
                REQUIRE(jobs.finish("same", r, out) == (at != model.end()));
                if (at == model.end()) break;
                REQUIRE(out.number == at->waiter);
                at->result = next_result;
                if (at->waiter != 0) model.erase(at);
                break;
            }
            case 3: {
                token waiter(++next_token);
                job_result got;
                table::id number = 0;
                const auto at = find([](const one& o) { return o.waiter == 0; });
                const auto done = jobs.collect("same", waiter, got, number);
                if (model.empty()) {
                    REQUIRE(done == table::collected::unknown);
                } else if (at == model.end()) {
                    REQUIRE(done == table::collected::in_use);
                } else if (at->result != 0) {
                    REQUIRE(done == table::collected::ready);
                    REQUIRE(got.body() == std::to_string(at->result));
                    model.erase(at);
                } else {
                    REQUIRE(done == table::collected::waiting);
                    REQUIRE(number == at->id);
                    at->waiter = next_token;
                }
                break;
            }
            default: {
                if (model.empty() || (random >> 45) % 2 == 0) break;
                const auto at =
                    model.begin() + static_cast<std::ptrdiff_t>((random >> 20) % model.size());
                REQUIRE(jobs.remove(at->id, out));
                model.erase(at);
            }
        }
        REQUIRE(jobs.size() == model.size());
    }
}

TEST_CASE("a burst of jobs leaves no memory behind", "[protocol][job_table]") {
    table jobs;
    const std::size_t before = test::allocated_bytes();
    for (std::size_t round = 0; round < 2; ++round) {
        std::vector<table::id> ids;
        for (std::size_t i = 0; i < 20'000; ++i)
            ids.push_back(jobs.add("job-" + std::to_string(i), token(1), time_point(1h), i));
        token out;
        for (const table::id id : ids) CHECK(jobs.remove(id, out));
    }
    CHECK(test::allocated_bytes() - before < 10'000);
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
    const auto note = [&](token t, bool) { ended.push_back(t.number); };
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

TEST_CASE("jobs that end before their deadline leave it behind for a while only",
          "[protocol][job_table]") {
    table jobs;
    jobs.add("stays", token(1), time_point(2h), 0);
    const std::size_t before = test::allocated_bytes();
    token out;
    for (std::size_t i = 0; i < 100'000; ++i)
        CHECK(jobs.remove(jobs.add("goes", token(2), time_point(1h), 0), out));
    CHECK(test::allocated_bytes() - before < 10'000);
    std::size_t ended = 0;
    jobs.expire(time_point(2h), [&](token, bool) { ++ended; });
    CHECK(ended == 1);
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
    CHECK(lost == std::vector<std::pair<int, std::uint64_t>>{{2, 2}, {0, 3}});
    CHECK(jobs.size() == 1);
    CHECK(jobs.next_deadline() <= time_point(5s));
    token waiter(7);
    job_result got;
    table::id number = 0;
    CHECK(jobs.collect("kept", waiter, got, number) == table::collected::ready);
    CHECK(got.body() == "done");
    jobs.add("x", token(), never, 1);
    jobs.clear();
    CHECK(jobs.size() == 0);
}

}  // namespace job_table_test
