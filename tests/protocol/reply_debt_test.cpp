// protocol/reply_debt.hpp: an answer is owed from when it is the next and nobody waits for it.
#include "catch.hpp"

#include <eslio/protocol/reply_debt.hpp>

#include <chrono>

namespace reply_debt_test {

using eslio::protocol::never;
using eslio::protocol::reply_debt;
using eslio::protocol::time_point;
using namespace std::chrono_literals;

TEST_CASE("a debt runs from when it was noted first", "[protocol][reply_debt]") {
    reply_debt debt;
    int asked = 0;
    const auto at = [&asked](time_point t) {
        return [&asked, t] {
            ++asked;
            return t;
        };
    };
    CHECK(debt.deadline(10s) == never);
    debt.note(0, at(time_point(1s)));
    CHECK(asked == 0);
    debt.note(7, at(time_point(2s)));
    CHECK(debt.deadline(10s) == time_point(12s));
    debt.note(7, at(time_point(3s)));
    CHECK(debt.deadline(10s) == time_point(12s));
    CHECK(asked == 1);
    CHECK(debt.deadline(0s) == never);
    debt.note(8, at(time_point(4s)));
    CHECK(debt.deadline(10s) == time_point(14s));
    debt.note(0, at(time_point(5s)));
    CHECK(debt.deadline(10s) == never);
    CHECK(asked == 2);
}

}  // namespace reply_debt_test
