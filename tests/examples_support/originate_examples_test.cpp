// The built examples that originate calls, or write them down: what they say and keep.
// (Nothing of it where the examples are not built.)
#ifdef ESLIO_EXAMPLES

#include "catch.hpp"
#include "program.hpp"
#include "support/target.hpp"

#include <chrono>
#include <string>

namespace originate_examples_test {

using namespace std::chrono_literals;
using eslio::testing::call_plan;
using support::embedded_switch;
using test::count;
using test::is_built;
using test::outcome;
using test::run;

TEST_CASE("dialler tells the outcome of each number, and tries again where it is worth it",
          "[examples]") {
    if (!is_built("dialler")) return;
    const outcome all = run("dialler", {});
    INFO(all.out << all.err);
    CHECK(all.status == 0);
    CHECK(count(all.out, "user/1000: answered") == 1);
    CHECK(count(all.out, "user/1001: busy USER_BUSY") == 2);
    CHECK(count(all.out, "user/1002: rejected CALL_REJECTED") == 1);
    CHECK(count(all.out, "user/1003: answered") == 1);

    embedded_switch fs([](embedded_switch& inside) {
        inside.fake().plan(call_plan().rings_after(0ms).refuses("NO_ANSWER", 50ms));
    });
    const outcome none = run("dialler", {"-P", fs.port(), "-n", "1", "-t", "3", "user/1"});
    CHECK(none.status == 0);
    CHECK(count(none.out, "user/1: no answer NO_ANSWER") == 3);
}

TEST_CASE("dialler has no more calls at once than it may", "[examples]") {
    if (!is_built("dialler")) return;
    for (const char* at_once : {"1", "3"}) {
        std::size_t most = 0;
        embedded_switch fs([&](embedded_switch& inside) {
            inside.fake().on_originate([&](const auto&) {
                most = std::max(most, inside.fake().calls().size() + 1);
                return std::optional<call_plan>(call_plan().answers_after(20ms).stays_up());
            });
        });
        const outcome all = run("dialler", {"-P", fs.port(), "-n", at_once, "user/1", "user/2",
                                            "user/3", "user/4", "user/5", "user/6"});
        CHECK(count(all.out, ": answered") == 6);
        CHECK(most == static_cast<std::size_t>(*at_once - '0'));
    }
}

TEST_CASE("cdr writes a row for each call, once", "[examples]") {
    if (!is_built("cdr")) return;
    const outcome calls = run("cdr", {});
    INFO(calls.out << calls.err);
    CHECK(calls.status == 0);
    CHECK(count(calls.out, "NORMAL_CLEARING") == 2);
    CHECK(count(calls.out, "USER_BUSY") == 1);

    const test::scratch_file file;
    CHECK(run("cdr", {"-f", file.name()}).status == 0);
    CHECK(file.text().substr(0, 13) == "SQLite format");
    CHECK(file.text().find("USER_BUSY") != std::string::npos);

    const outcome unwritable = run("cdr", {"-f", "/nowhere/cdr.db"});
    CHECK(unwritable.status == 1);
    CHECK(unwritable.complains("cdr: unable to open database file"));
}

TEST_CASE("attended_transfer leaves A with C, or with B", "[examples]") {
    if (!is_built("attended_transfer")) return;
    const outcome done = run("attended_transfer", {"-s", "0"});
    INFO(done.out << done.err);
    CHECK(done.status == 0);
    CHECK(done.says_in_order({"A and B talk", "user/1002: answered", "B and C talk", "A and C talk",
                              "A: NORMAL_CLEARING", "B: ATTENDED_TRANSFER"}));
    const outcome busy = run("attended_transfer", {"-s", "0", "user/1", "user/2", "user/busy"});
    INFO(busy.out << busy.err);
    CHECK(busy.status == 0);
    CHECK(busy.says_in_order({"A and B talk", "user/busy: busy USER_BUSY", "A and B, still, talk",
                              "A: NORMAL_CLEARING", "B: NORMAL_CLEARING"}));
    const outcome nobody = run("attended_transfer", {"user/busy", "user/1", "user/2"});
    CHECK(nobody.status == 1);
    CHECK(nobody.complains("A and B do not talk"));
}

}  // namespace originate_examples_test

#endif
