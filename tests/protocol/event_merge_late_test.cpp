// event_merge: one that leads anew, and what it brings late.
#include "catch.hpp"
#include "protocol/merged_stream.hpp"
#include "support/growth.hpp"

#include <memory>
#include <vector>

namespace event_merge_late_test {

namespace {

using namespace merged_stream;

TEST_CASE("event merge: one that leads anew, and is slower, first catches up") {
    event_merge m;
    stream s(m);
    s.begin_both();
    CHECK(m.lead(second));
    s.take(second, 3);  // it is not subscribed to 2 any more, or not yet
    CHECK(m.end(second) == ended::goes_on);
    CHECK(m.is_catching_up());
    CHECK(s.take(first, 2) == verdict::held);
    CHECK(m.oldest_held() == 2U);
    SECTION("what the other one did not hear is late") {
        CHECK(s.take(first, 3) == verdict::duplicate);
        CHECK_FALSE(m.is_catching_up());
        CHECK(s.take(first, 4) == verdict::deliver);
        CHECK(s.came == sequences{1, 3, 4});
        CHECK(s.late == sequences{2});
    }
    SECTION("what it is waiting for does not come") {
        m.end_catching_up();
        s.drain();
        CHECK(s.take(first, 4) == verdict::deliver);
        CHECK(s.came == sequences{1, 3, 4});
        CHECK(s.late == sequences{2});
        CHECK(s.gaps == 1);
    }
    SECTION("what it is waiting for comes after it is waited for no more") {
        m.end_catching_up();
        s.drain();
        s.take(second, 4);  // it is not up
        CHECK(s.take(first, 3) == verdict::duplicate);
        CHECK(s.take(first, 5) == verdict::deliver);
        CHECK(s.came == sequences{1, 3, 5});
    }
    SECTION("it ends meanwhile") {
        CHECK(m.end(first) == ended::interrupted);
        s.drain();
        CHECK(s.came == sequences{1, 3});
        CHECK(s.late == sequences{2});
    }
    SECTION("the other one leads again") {
        m.begin(second, "r");
        s.take(first, 5);
        CHECK(s.take(second, 5) == verdict::held);
        m.end_catching_up();
        s.drain();
        CHECK(s.came == sequences{1, 3, 5});
        CHECK(m.lead(second));
        CHECK(s.take(second, 6) == verdict::deliver);
    }
}

TEST_CASE("event merge: what a leader brings long after later ones of the other is late") {
    event_merge m;
    stream s(m);
    s.begin_both();
    CHECK(m.lead(second));
    s.take(second, 4);
    s.take(second, 6);
    CHECK(m.end(second) == ended::goes_on);
    m.end_catching_up();  // nothing is held, for the first one stalls
    CHECK(s.take(first, 2) == verdict::held);
    CHECK(s.take(first, 3) == verdict::held);
    CHECK(s.take(first, 4) == verdict::duplicate);
    CHECK(s.take(first, 5) == verdict::held);
    CHECK(s.late == sequences{2, 3, 5});
    SECTION("until it has brought the last of those") {
        CHECK(s.take(first, 6) == verdict::duplicate);
        CHECK(s.take(first, 7) == verdict::deliver);
    }
    SECTION("until it brings a newer one, as it is not subscribed to the last any more") {
        CHECK(s.take(first, 7) == verdict::deliver);
    }
    CHECK(s.take(first, 1'000) == verdict::deliver);
    CHECK(s.came == sequences{1, 4, 6, 7, 1'000});
    CHECK(s.late == sequences{2, 3, 5});
}

TEST_CASE("event merge: to bring what was told already costs the same however much it is") {
    event_merge::limits most;
    most.remembered = 10'000'000;
    struct slow {
        explicit slow(const event_merge::limits& all) : m(all) {}
        event_merge m;
        std::vector<event> repeated;
    };
    const auto prepare = [&most](std::size_t count) {
        auto s = std::make_unique<slow>(most);
        stream both(s->m);
        both.begin_both();
        for (std::size_t i = 0; i < count; ++i) {
            both.take(first, i + 2);
            s->repeated.push_back(numbered(i + 2));
        }
        s->m.end(first);
        s->m.end_catching_up();
        return s;
    };
    const auto work = [](std::unique_ptr<slow>& s) {
        for (event& e : s->repeated) s->m.take(second, e, true);
    };
    CHECK(support::growth(1000, prepare, work) < support::quadratic);
}

TEST_CASE("event merge: one that leads anew keeps back no more than is held") {
    event_merge::limits few;
    few.held = 3;
    event_merge m(few);
    stream s(m);
    s.begin_both();
    s.take(first, 2);  // the second one was not subscribed to it
    m.end(first);
    for (std::uint64_t i = 3; i <= 6; ++i) CHECK(s.take(second, i) == verdict::held);
    CHECK_FALSE(m.is_catching_up());
    CHECK(s.take(second, 7) == verdict::deliver);
    CHECK(s.came == sequences{1, 2, 3, 4, 5, 6, 7});
}

TEST_CASE("event merge: one that ends before the other is in step leaves a gap") {
    event_merge m;
    stream s(m);
    m.begin(first, "r");
    s.take(first, 1);
    m.begin(second, "r");
    s.take(second, 3);
    CHECK(s.came == sequences{1});
    CHECK(m.end(first) == ended::taken_over);
    s.drain();
    CHECK(s.take(second, 4) == verdict::deliver);
    CHECK(s.came == sequences{1, 3, 4});
}

TEST_CASE("event merge: one that was subscribed before the other, and begins later, is late") {
    event_merge m;
    stream s(m);
    m.begin(first, "r");
    s.take(first, 57);
    s.take(first, 58);
    SECTION("it begins when the other has ended") {
        CHECK(m.end(first) == ended::interrupted);
        CHECK(m.begin(second, "r") == begun::starts);
        CHECK(s.take(second, 28) == verdict::held);
    }
    SECTION("it holds nothing when the other ends") {
        CHECK(m.begin(second, "r") == begun::joins);
        CHECK(m.end(first) == ended::taken_over);
        CHECK(s.take(second, 28) == verdict::held);
    }
    SECTION("it holds some when the other ends") {
        CHECK(m.begin(second, "r") == begun::joins);
        CHECK(s.take(second, 28) == verdict::held);
        CHECK(m.end(first) == ended::taken_over);
        s.drain();
    }
    CHECK(s.take(second, 29) == verdict::held);
    CHECK(s.take(second, 57) == verdict::duplicate);
    CHECK(s.take(second, 58) == verdict::duplicate);
    CHECK(s.late == sequences{28, 29});
    CHECK(s.take(second, 59) == verdict::deliver);
    CHECK(s.take(second, 31) == verdict::deliver);  // sent after those, whatever its number
    CHECK(s.came == sequences{57, 58, 59, 31});
}

TEST_CASE("event merge: what is older than what was delivered is late, up to one that is not") {
    event_merge m;
    stream s(m);
    SECTION("it was held before the leader began") {
        m.begin(first, "r");
        s.take(first, 5);
        s.take(first, 6);
        m.begin(second, "r");
        for (const std::uint64_t sequence : {2U, 3U, 7U, 4U}) s.take(second, sequence);
        CHECK(m.end(first) == ended::taken_over);
        s.drain();
        CHECK(s.came == sequences{5, 6, 7, 4});
        CHECK(s.late == sequences{2, 3});
    }
    SECTION("the leader was not subscribed to it yet") {
        s.begin_both();
        CHECK(s.take(second, 2) == verdict::held);
        s.take(first, 3);
        CHECK(m.lead(second));
        m.end_catching_up();
        s.drain();
        CHECK(s.came == sequences{1, 3});
        CHECK(s.late == sequences{2});
        CHECK(s.gaps == 1);
        CHECK(s.take(second, 3) == verdict::duplicate);
        CHECK(s.take(first, 2) == verdict::duplicate);
    }
    SECTION("not if its connection has brought all that was delivered") {
        s.begin_both();
        for (const std::uint64_t sequence : {2U, 5U}) s.take(first, sequence);
        for (const std::uint64_t sequence : {2U, 5U, 4U}) s.take(second, sequence);
        CHECK(m.end(first) == ended::goes_on);
        s.drain();
        CHECK(s.came == sequences{1, 2, 5, 4});
        CHECK(s.late.empty());
    }
}

}  // namespace

}  // namespace event_merge_late_test
