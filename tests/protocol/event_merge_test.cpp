// event_merge: the events of two connections as one stream.
#include "catch.hpp"
#include "protocol/merged_stream.hpp"

namespace event_merge_test {

namespace {

using namespace merged_stream;

TEST_CASE("event merge: one connection alone is the stream") {
    event_merge m;
    stream s(m);
    CHECK(s.take(first, 1) == verdict::duplicate);
    CHECK(m.begin(first, "r") == begun::starts);
    CHECK(s.take(first, 2) == verdict::deliver);
    CHECK(s.take(first, 3) == verdict::deliver);
    CHECK(m.end(first) == ended::interrupted);
    CHECK(m.begin(second, "r") == begun::starts);
    CHECK(s.take(second, 5) == verdict::deliver);
    CHECK(s.came == sequences{2, 3, 5});
}

TEST_CASE("event merge: in step once an event has come over both, whichever is ahead") {
    event_merge m;
    stream s(m);
    m.begin(first, "r");
    s.take(first, 1);
    SECTION("the one that joins is ahead") {
        CHECK(m.begin(second, "r") == begun::joins);
        CHECK(s.take(second, 4) == verdict::held);
        CHECK(s.take(second, 5) == verdict::held);
        s.take(first, 2);
        s.take(first, 3);
        CHECK_FALSE(m.in_step());
        CHECK(s.take(first, 4) == verdict::deliver);
        CHECK(m.in_step());
        CHECK(m.oldest_held() == 5U);
        CHECK(s.came == sequences{1, 2, 3, 4});
    }
    SECTION("the other is ahead") {
        s.take(first, 2);
        m.begin(second, "r");
        s.take(first, 3);
        CHECK(s.take(second, 3) == verdict::duplicate);
        CHECK(m.in_step());
    }
    CHECK(m.end(first) == ended::goes_on);
    s.drain();
    CHECK(s.take(second, 6) == verdict::deliver);
    CHECK(m.end(second) == ended::interrupted);
    CHECK(s.came.back() == 6);
}

TEST_CASE("event merge: in step by what this leader brought, not by what one before it did") {
    event_merge m;
    stream s(m);
    m.begin(first, "r");
    s.take(first, 1);
    SECTION("this one") {
        m.begin(second, "r");  // it was subscribed long before
        CHECK(s.take(second, 1) == verdict::duplicate);
        CHECK(m.in_step());
    }
    SECTION("one before it") {
        m.end(first);
        m.begin(first, "r");
        m.begin(second, "r");
        CHECK(s.take(second, 1) == verdict::duplicate);
        CHECK_FALSE(m.in_step());
        CHECK(s.take(second, 2) == verdict::held);  // the first one was not subscribed yet
        s.take(first, 3);
        SECTION("it ends before they are in step") {
            CHECK(m.end(first) == ended::taken_over);
        }
        SECTION("it does not") {
            CHECK(s.take(second, 3) == verdict::duplicate);
            CHECK(m.in_step());
            CHECK(s.came == sequences{1, 3});
        }
    }
}

TEST_CASE("event merge: either may lead, when they are in step") {
    event_merge m;
    stream s(m);
    s.begin_both();
    s.take(second, 2);
    s.take(second, 3);
    CHECK(m.oldest_held() == 2U);
    CHECK(m.lead(second));  // the first one is slow
    s.drain();
    CHECK(s.came == sequences{1, 2, 3});
    CHECK(s.take(first, 2) == verdict::duplicate);
    CHECK(s.take(second, 4) == verdict::deliver);
    CHECK(m.lead(first));
    CHECK(s.take(second, 5) == verdict::held);
    for (std::uint64_t i = 3; i <= 5; ++i) s.take(first, i);
    CHECK(s.came == sequences{1, 2, 3, 4, 5});
}

TEST_CASE("event merge: the order is that of the one that leads, whatever the other one hears") {
    event_merge m;
    stream s(m);
    s.begin_both();
    s.take(first, 3);
    CHECK(s.take(second, 2) == verdict::held);  // the first one was not subscribed to it
    CHECK(s.take(second, 3) == verdict::duplicate);
    CHECK(m.end(first) == ended::goes_on);
    s.drain();
    CHECK(s.came == sequences{1, 3});
}

TEST_CASE(
    "event merge: what only the other one heard is late, or in its place, and not the user's") {
    event_merge m;
    stream s(m);
    s.begin_both();
    s.take(second, 2);
    s.take(second, 3);
    SECTION("the leader is ahead") {
        s.take(first, 4);
        s.take(second, 4);
        CHECK(s.late == sequences{2, 3});
        CHECK(s.gaps == 0);
    }
    SECTION("it is not") {
        s.take(second, 4);
        s.take(first, 4);
        CHECK(s.late.empty());
    }
    CHECK_FALSE(m.has_next());
    CHECK(s.came == sequences{1, 4});
}

TEST_CASE("event merge: one whose subscriptions are not complete cannot take over unnoticed") {
    event_merge m;
    stream s(m);
    s.begin_both();
    CHECK(m.in_step());
    CHECK(m.end(first, false) == ended::taken_over);
    CHECK(m.leader() == second);
}

TEST_CASE("event merge: a restarted switch ends what goes on of the run before") {
    event_merge m;
    stream s(m);
    m.begin(first, "old");
    s.take(first, 100);
    CHECK(m.begin(second, "new") == begun::another_run);
    CHECK(s.take(first, 101) == verdict::duplicate);
    CHECK(s.take(second, 1) == verdict::deliver);
    CHECK(m.end(first) == ended::goes_on);
    CHECK(m.core_uuid(second) == "new");
}

TEST_CASE("event merge: what is of another run takes part again once the stream is of its run") {
    event_merge m;
    stream s(m);
    m.begin(second, "new");
    s.take(second, 1);
    CHECK(m.begin(first, "old") == begun::another_run);  // its answers were slow
    CHECK_FALSE(m.is_up(second));
    CHECK(s.take(second, 2) == verdict::duplicate);
    CHECK(s.take(first, 100) == verdict::deliver);
    SECTION("it joins") {
        CHECK(m.end(first) == ended::interrupted);
        CHECK(s.take(second, 3) == verdict::duplicate);
        CHECK(m.begin(first, "new") == begun::starts);
        CHECK(m.is_up(second));
        CHECK_FALSE(m.in_step());
        CHECK(s.take(second, 4) == verdict::held);  // the first one was not subscribed to it yet
        CHECK(s.take(second, 5) == verdict::held);
        CHECK(s.take(first, 5) == verdict::deliver);
        CHECK(m.in_step());
        CHECK(s.take(second, 6) == verdict::held);
        CHECK(m.end(first) == ended::goes_on);
        s.drain();
        CHECK(s.take(second, 7) == verdict::deliver);
        CHECK(s.came == sequences{1, 100, 5, 6, 7});
        CHECK(s.gaps == 0);
    }
    SECTION("not after its end") {
        CHECK(m.end(second) == ended::goes_on);
        CHECK(m.end(first) == ended::interrupted);
        CHECK(m.begin(first, "new") == begun::starts);
        CHECK_FALSE(m.is_up(second));
        CHECK(s.take(second, 4) == verdict::duplicate);
    }
    SECTION("not while the stream is of another one") {
        CHECK(m.end(first) == ended::interrupted);
        CHECK(m.begin(first, "third") == begun::starts);
        CHECK_FALSE(m.is_up(second));
        CHECK(s.take(second, 4) == verdict::duplicate);
        CHECK(m.end(first) == ended::interrupted);
        CHECK(m.begin(first, "new") == begun::starts);
        CHECK(m.is_up(second));
    }
    SECTION("nor after all was forgotten") {
        m.forget_all();
        CHECK(m.begin(first, "new") == begun::starts);
        CHECK_FALSE(m.is_up(second));
    }
}

TEST_CASE("event merge: slow answers of the run before do not end the stream") {
    event_merge m;
    stream s(m);
    m.begin(first, "old");
    s.take(first, 100);
    m.end(first);
    CHECK(m.begin(first, "new") == begun::starts);
    s.take(first, 1);
    CHECK(m.begin(second, "old") == begun::joins);
    CHECK_FALSE(m.is_up(second));
    CHECK(s.take(second, 100) == verdict::duplicate);
    CHECK(s.take(second, 101) == verdict::duplicate);
    CHECK(s.take(first, 2) == verdict::deliver);
    CHECK(m.end(second) == ended::goes_on);
    CHECK(m.begin(second, "new") == begun::joins);
    CHECK(s.take(second, 3) == verdict::held);
    CHECK(s.take(first, 3) == verdict::deliver);
    CHECK(m.in_step());
    CHECK(s.came == sequences{100, 1, 2, 3});
}

TEST_CASE("event merge: one that takes part again tells nothing twice") {
    event_merge m;
    stream s(m);
    s.begin_both();
    for (const std::uint64_t sequence : {2U, 3U, 4U}) s.take(first, sequence);
    m.end(first);  // the second one is slow, and leads
    CHECK(m.begin(first, "other") == begun::another_run);
    s.take(first, 3);
    m.end(first);
    CHECK(m.begin(first, "r") == begun::starts);
    s.take(first, 6);
    for (const std::uint64_t sequence : {2U, 3U, 4U})
        CHECK(s.take(second, sequence) == verdict::duplicate);
    CHECK(s.take(second, 5) == verdict::held);
    m.end(first);
    s.drain();
    CHECK(s.take(second, 6) == verdict::duplicate);
    CHECK(s.take(second, 7) == verdict::deliver);
    CHECK(s.came == sequences{1, 2, 3, 4, 3, 6, 7});
}

TEST_CASE("event merge: numbers are drawn when a command begins, and events sent when it ends") {
    event_merge m;
    stream s(m);
    m.begin(first, "r");
    s.take(first, 10);
    SECTION("over one connection after the other") {
        m.end(first);
        SECTION("it cannot have been subscribed before") {
            m.begin(first, "r");
            CHECK(s.take(first, 9) == verdict::deliver);
        }
        SECTION("it may have been") {
            m.begin(second, "r");
            CHECK(s.take(second, 9) == verdict::held);
            CHECK(s.late == sequences{9});
        }
    }
    SECTION("over both") {
        m.begin(second, "r");
        s.take(second, 10);
        s.take(first, 11);
        s.take(first, 3);
        CHECK(m.end(first) == ended::goes_on);
        CHECK(s.take(second, 11) == verdict::duplicate);
        CHECK(s.take(second, 3) == verdict::duplicate);
        CHECK(s.take(second, 4) == verdict::deliver);
        CHECK(s.came == sequences{10, 11, 3, 4});
    }
}

TEST_CASE("event merge: what is held is bounded, and nothing is lost by that") {
    event_merge::limits few;
    few.held = 3;
    event_merge m(few);
    stream s(m);
    m.begin(first, "r");
    m.begin(second, "r");
    for (std::uint64_t i = 1; i <= 10; ++i) CHECK(s.take(second, i) == verdict::held);
    for (std::uint64_t i = 1; i <= 8; ++i) s.take(first, i);
    CHECK_FALSE(m.in_step());
    for (std::uint64_t i = 9; i <= 12; ++i) s.take(first, i);
    CHECK(m.in_step());
    CHECK(s.came == sequences{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
}

TEST_CASE("event merge: one that has fallen behind is in step again, and tells nothing twice") {
    event_merge::limits few;
    few.remembered = 4;
    event_merge m(few);
    stream s(m);
    s.begin_both();
    for (std::uint64_t i = 2; i <= 20; ++i) s.take(first, i);
    CHECK_FALSE(m.in_step());
    SECTION("it catches up, and leads") {
        CHECK(m.end(first) == ended::taken_over);  // a late one of the forgotten may be missing
        for (std::uint64_t i = 2; i <= 22; ++i) s.take(second, i);
        CHECK(s.came.size() == 22);
        CHECK(s.came.back() == 22);
    }
    SECTION("it catches up, and does not lead") {
        for (std::uint64_t i = 2; i <= 20; ++i) CHECK(s.take(second, i) == verdict::duplicate);
        CHECK(m.in_step());
    }
    SECTION("it was not subscribed to what came") {
        CHECK(m.end(first) == ended::taken_over);
        CHECK(s.take(second, 21) == verdict::held);
        m.end_catching_up();
        s.drain();
        CHECK(s.take(second, 22) == verdict::deliver);
        CHECK(s.came.size() == 22);
    }
}

TEST_CASE("event merge: one that holds what the leader never brings falls behind all the same") {
    event_merge::limits few;
    few.remembered = 4;
    event_merge m(few);
    stream s(m);
    s.begin_both();
    s.take(first, 2);
    CHECK(s.take(second, 3) == verdict::held);  // nobody wants it over the first one
    for (std::uint64_t i = 4; i <= 12; ++i) s.take(first, i);
    CHECK_FALSE(m.in_step());
    CHECK(s.take(second, 4) == verdict::duplicate);
    CHECK_FALSE(m.lead(second));
    s.drain();
    for (std::uint64_t i = 5; i <= 13; ++i) s.take(second, i);
    CHECK(s.came == sequences{1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13});
}

TEST_CASE("event merge: without a number an event counts from the one that leads") {
    event_merge m;
    m.begin(first, "r");
    m.begin(second, "r");
    event e(event_name::custom);
    CHECK(m.take(first, e, true) == verdict::deliver);
    CHECK(m.take(second, e, true) == verdict::duplicate);
    m.end(first);
    CHECK(m.take(second, e, true) == verdict::deliver);
}

}  // namespace

}  // namespace event_merge_test
