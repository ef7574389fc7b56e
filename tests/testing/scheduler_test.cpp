// What the fake switch does later: in which order, and what is taken off again.
#include "catch.hpp"

#include <eslio/testing/fake_switch/core/scheduler.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

using eslio::testing::fake::scheduler;

namespace {

constexpr scheduler::time_point after_ms(int ms) {
    return scheduler::time_point() + std::chrono::milliseconds(ms);
}

}  // namespace

TEST_CASE("scheduler: tasks run by their time, those of one time in the order in which they came") {
    scheduler tasks;
    CHECK(tasks.empty());
    CHECK(tasks.next_due() == scheduler::time_point::max());
    std::string ran;
    const auto note = [&](char c) { return [&ran, c] { ran += c; }; };
    tasks.at(after_ms(5), note('c'));
    tasks.at(after_ms(1), note('a'));
    tasks.at(after_ms(5), note('d'));
    tasks.at(after_ms(9), note('e'));
    tasks.at(after_ms(1), note('b'));
    CHECK(tasks.next_due() == after_ms(1));
    CHECK(tasks.count_due(after_ms(0)) == 0);
    CHECK(tasks.count_due(after_ms(1)) == 2);
    CHECK(tasks.count_due(after_ms(5)) == 4);
    CHECK(tasks.count_due(after_ms(100)) == 5);
    while (tasks.run_one(after_ms(5))) continue;
    CHECK(ran == "abcd");
    CHECK(tasks.next_due() == after_ms(9));
    CHECK_FALSE(tasks.run_one(after_ms(8)));
    CHECK(tasks.run_one(after_ms(9)));
    CHECK(ran == "abcde");
    CHECK(tasks.empty());
}

TEST_CASE("scheduler: a task that was taken off does not run, and may be taken off again") {
    scheduler tasks;
    std::string ran;
    int added = 0;
    tasks.on_added = [&] { ++added; };
    const auto first = tasks.at(after_ms(1), [&] { ran += 'a'; });
    const auto middle = tasks.at(after_ms(1), [&] { ran += 'b'; });
    const auto last = tasks.at(after_ms(2), [&] { ran += 'c'; });
    CHECK(added == 3);
    tasks.cancel(middle);
    tasks.cancel(middle);
    CHECK(tasks.count_due(after_ms(2)) == 2);
    CHECK(tasks.run_one(after_ms(2)));
    tasks.cancel(first);  // it has run
    CHECK(tasks.count_due(after_ms(2)) == 1);
    CHECK(tasks.run_one(after_ms(2)));
    CHECK(ran == "ac");
    tasks.cancel(last);
    tasks.cancel({});
    CHECK(tasks.empty());
}

TEST_CASE("scheduler: a task may add others, and take off those that are to run") {
    scheduler tasks;
    std::string ran;
    scheduler::id other{};
    tasks.at(after_ms(1), [&] {
        ran += 'a';
        tasks.cancel(other);
        tasks.at(after_ms(1), [&] { ran += 'c'; });
    });
    other = tasks.at(after_ms(1), [&] { ran += 'b'; });
    while (tasks.run_one(after_ms(1))) continue;
    CHECK(ran == "ac");
    tasks.at(after_ms(1), [&] { ran += 'd'; });
    tasks.clear();
    CHECK(tasks.empty());
    CHECK(ran == "ac");
}

TEST_CASE("scheduler: many tasks, some taken off, run by their time and number") {
    scheduler tasks;
    std::vector<std::pair<int, int>> ran, expected;
    std::vector<scheduler::id> ids;
    const auto time_of = [](int i) { return i * 7919 % 101; };
    for (int i = 0; i < 3000; ++i)
        ids.push_back(tasks.at(after_ms(time_of(i)),
                               [&ran, i, when = time_of(i)] { ran.emplace_back(when, i); }));
    for (int i = 0; i < 3000; ++i) {
        if (i % 3 == 0)
            tasks.cancel(ids[static_cast<std::size_t>(i)]);
        else
            expected.emplace_back(time_of(i), i);
    }
    std::sort(expected.begin(), expected.end());
    CHECK(tasks.count_due(after_ms(100)) == expected.size());
    while (tasks.run_one(after_ms(100))) continue;
    CHECK(ran == expected);
    CHECK(tasks.empty());
}
