// event_merge: the events of two connections as one stream.
#include "catch.hpp"

#include <eslio/event/event.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/protocol/event_merge.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace {

using eslio::event;
using eslio::event_name;
using eslio::protocol::event_merge;
using begun = event_merge::begun;
using ended = event_merge::ended;
using verdict = event_merge::verdict;
constexpr auto first = event_merge::side::first;
constexpr auto second = event_merge::side::second;

event numbered(std::uint64_t sequence) {
    event e(event_name::channel_answer);
    e.add("Event-Sequence", std::to_string(sequence));
    return e;
}

/// What came out of a merge, in order.
struct stream {
    explicit stream(event_merge& m) : of(m) {}

    /// In step by the first event.
    void begin_both() {
        of.begin(first, "r");
        of.begin(second, "r");
        take(first, 1);
        take(second, 1);
    }
    verdict take(event_merge::side s, std::uint64_t sequence) {
        event e = numbered(sequence);
        const verdict v = of.take(s, e, true);
        if (v == verdict::deliver) came.push_back(sequence);
        drain();
        return v;
    }
    void drain() {
        event e;
        for (bool for_user = false; of.next(e, for_user);)
            if (for_user) came.push_back(e.sequence().value_or(0));
    }

    event_merge& of;
    std::vector<std::uint64_t> came;
};

using sequences = std::vector<std::uint64_t>;

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

TEST_CASE("event merge: numbers are drawn when a command begins, and events sent when it ends") {
    event_merge m;
    stream s(m);
    m.begin(first, "r");
    s.take(first, 10);
    SECTION("over one connection after the other") {
        m.end(first);
        m.begin(second, "r");
        CHECK(s.take(second, 9) == verdict::deliver);
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
    SECTION("it catches up") {
        CHECK(m.end(first) == ended::goes_on);
        for (std::uint64_t i = 2; i <= 22; ++i) s.take(second, i);
        CHECK(s.came.size() == 22);
        CHECK(s.came.back() == 22);
    }
    SECTION("it was not subscribed to what came") {
        CHECK(m.end(first) == ended::goes_on);
        CHECK(s.take(second, 21) == verdict::deliver);
    }
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

/// A switch that fires events to two connections, each of which has them later or sooner, and comes
/// and goes.
class two_listeners {
public:
    explicit two_listeners(unsigned seed) : random_(seed) {
        event_merge::limits few;
        few.remembered = 40;
        few.held = 20;
        merge_ = event_merge(few);
    }

    void step() {
        switch (draw(14)) {
            case 0: toggle(first); break;
            case 1: toggle(second); break;
            case 2: reorder(); break;
            case 12: extra(); break;
            case 13: change_lead(); break;
            case 3:
            case 4:
            case 5:
            case 6: fire(); break;
            case 7:
            case 8:
            case 9: read(first); break;
            default: read(second); break;
        }
    }

    /// Everything that is missing lies in a gap, in order, and nothing came twice.
    void check() const {
        std::size_t next = 0;
        bool may_miss = true;
        for (const std::uint64_t s : came_) {
            if (s == gap_mark) {
                may_miss = true;
                continue;
            }
            std::size_t at = next;
            while (at < fired_.size() && fired_[at] != s) ++at;
            REQUIRE(at < fired_.size());  // else it came twice, or out of order
            if (!may_miss) REQUIRE(at == next);
            next = at + 1;
            may_miss = false;
        }
    }
    std::size_t gaps() const noexcept { return gaps_; }
    std::size_t size() const noexcept { return came_.size(); }

private:
    static constexpr std::uint64_t gap_mark = 0;

    struct listener {
        bool up = false;
        std::vector<std::uint64_t> unread;
    };

    unsigned draw(unsigned below) { return static_cast<unsigned>(random_() % below); }
    listener& of(event_merge::side s) { return s == first ? listeners_[0] : listeners_[1]; }

    void fire() {
        for (unsigned i = draw(4); i != 0; --i) {
            fired_.push_back(++last_);
            for (listener& l : listeners_)
                if (l.up) l.unread.push_back(last_);
        }
    }
    /// One that is not wanted, but heard by one of them.
    void extra() {
        ++last_;
        listener& l = listeners_[draw(2)];
        if (l.up) l.unread.push_back(last_);
        unwanted_.push_back(last_);
    }
    void change_lead() {
        if (!merge_.in_step()) return;
        if (!merge_.lead(event_merge::other_than(merge_.leader()))) note_gap();
        drain();
    }
    void came(std::uint64_t sequence, bool for_user) {
        if (for_user) came_.push_back(sequence);
    }
    bool is_wanted(std::uint64_t sequence) const {
        return !std::binary_search(unwanted_.begin(), unwanted_.end(), sequence);
    }

    /// Two numbers are drawn in one order, and sent in the other.
    void reorder() {
        last_ += 2;
        for (const std::uint64_t s : {last_, last_ - 1}) {
            fired_.push_back(s);
            for (listener& l : listeners_)
                if (l.up) l.unread.push_back(s);
        }
    }
    void toggle(event_merge::side s) {
        if (draw(4) != 0) return;
        listener& l = of(s);
        l.up = !l.up;
        l.unread.clear();
        if (l.up) {
            merge_.begin(s, "r");
        } else if (merge_.end(s) != ended::goes_on) {
            note_gap();
        }
        drain();
    }
    void note_gap() {
        came_.push_back(gap_mark);
        ++gaps_;
    }
    void read(event_merge::side s) {
        listener& l = of(s);
        for (unsigned i = draw(6); i != 0 && !l.unread.empty(); --i) {
            event e = numbered(l.unread.front());
            l.unread.erase(l.unread.begin());
            const bool wanted = is_wanted(*e.sequence());
            const std::uint64_t number = *e.sequence();
            const verdict v = merge_.take(s, e, wanted);
            if (v == verdict::deliver) came(number, wanted);
            drain();
        }
    }
    void drain() {
        event e;
        for (bool for_user = false; merge_.next(e, for_user);) came(*e.sequence(), for_user);
    }

    std::mt19937 random_;
    event_merge merge_;
    listener listeners_[2];
    std::uint64_t last_ = 0;
    std::vector<std::uint64_t> fired_;
    std::vector<std::uint64_t> unwanted_;
    std::vector<std::uint64_t> came_;
    std::size_t gaps_ = 0;
};

TEST_CASE(
    "event merge: whatever comes and goes, what is missing lies in a gap, nothing comes twice") {
    std::size_t gaps = 0;
    std::size_t events = 0;
    for (unsigned seed = 0; seed < 400; ++seed) {
        INFO("seed " << seed);
        two_listeners both(seed);
        for (int i = 0; i < 2000; ++i) both.step();
        both.check();
        gaps += both.gaps();
        events += both.size();
    }
    CHECK(gaps > 1000);
    CHECK(events > 100'000);
}

}  // namespace
