// event_merge: two connections that come and go at random, and what may be missing.
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

namespace event_merge_random_test {

namespace {

using eslio::event;
using eslio::protocol::event_merge;
using ended = event_merge::ended;
using verdict = event_merge::verdict;
constexpr auto first = event_merge::side::first;
constexpr auto second = event_merge::side::second;

event numbered(std::uint64_t sequence) {
    event e(eslio::event_name::channel_answer);
    e.add("Event-Sequence", std::to_string(sequence));
    return e;
}

/// A switch that fires events to two connections, each of which has them later or sooner, and comes
/// and goes.
class two_listeners {
public:
    explicit two_listeners(unsigned seed) : random_(seed), hears_more_(seed % 2) {
        event_merge::limits few;
        few.remembered = 40;
        few.held = 20;
        merge_ = event_merge(few);
    }

    void step() {
        switch (draw(15)) {
            case 0: toggle(first); break;
            case 1: toggle(second); break;
            case 2: reorder(); break;
            case 12: extra(); break;
            case 14: heard_by_one(); break;
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

    /// Everything that is missing lies in a gap, in order, and nothing came twice. Of those that
    /// only one was subscribed to any may be missing.
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
            while (next < at && is_in(of_one_, fired_[next])) ++next;
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
        bool up = false;     ///< it is subscribed
        bool begun = false;  ///< and the client knows
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
    /// One that the user has just subscribed to, or does not want any more: one of them agreed.
    void heard_by_one() {
        listener& l = listeners_[hears_more_];
        if (!l.up) return;
        fired_.push_back(++last_);
        of_one_.push_back(last_);
        l.unread.push_back(last_);
    }
    void change_lead() {
        if (!merge_.in_step()) return;
        if (!merge_.lead(event_merge::other_than(merge_.leader()))) note_gap();
        drain();
    }
    void came(std::uint64_t sequence, bool for_user) {
        if (for_user) came_.push_back(sequence);
    }
    static bool is_in(const std::vector<std::uint64_t>& all, std::uint64_t sequence) {
        return std::binary_search(all.begin(), all.end(), sequence);
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
        if (l.up && !l.begun) return begin(s);
        l.up = !l.up;
        l.unread.clear();
        if (l.up && draw(2) == 0) return;  // its answers are slow
        if (l.up) return begin(s);
        l.begun = false;
        if (merge_.end(s) != ended::goes_on) note_gap();
        drain();
    }
    void begin(event_merge::side s) {
        of(s).begun = true;
        merge_.begin(s, "r");
        drain();
    }
    void note_gap() {
        came_.push_back(gap_mark);
        ++gaps_;
    }
    void read(event_merge::side s) {
        listener& l = of(s);
        if (!l.begun) return;
        for (unsigned i = draw(6); i != 0 && !l.unread.empty(); --i) {
            event e = numbered(l.unread.front());
            l.unread.erase(l.unread.begin());
            const bool wanted = !is_in(unwanted_, *e.sequence());
            const std::uint64_t number = *e.sequence();
            const verdict v = merge_.take(s, e, wanted);
            if (v == verdict::deliver) came(number, wanted);
            drain();
        }
    }
    void drain() {
        for (event_merge::due d; merge_.next(d);) {
            if (!d.late)
                came(*d.what.sequence(), d.for_user);
            else if (d.for_user)
                note_gap();
        }
    }

    std::mt19937 random_;
    std::size_t hears_more_;
    event_merge merge_;
    listener listeners_[2];
    std::uint64_t last_ = 0;
    std::vector<std::uint64_t> fired_;
    std::vector<std::uint64_t> unwanted_;
    std::vector<std::uint64_t> of_one_;
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

/// Connections to a switch that is restarted, whose answers come in any order.
class changing_runs {
public:
    explicit changing_runs(unsigned seed) : random_(seed) {}

    void step() {
        const auto s = random_() % 2 == 0 ? first : second;
        std::string& run = run_of(s);
        if (!run.empty() && random_() % 4 == 0) {
            merge_.end(s);
            run.clear();
        } else if (run.empty()) {
            begin(s, std::string(1, "abc"[random_() % 3]));
        } else {
            take(s, ++last_);
        }
        for (event_merge::due d; merge_.next(d);) continue;
    }
    /// One of them stays as it is, and the other comes to be of its run.
    void agree(event_merge::side stays) {
        const auto other = event_merge::other_than(stays);
        if (run_of(stays).empty()) begin(stays, "a");
        if (run_of(other) != run_of(stays)) {
            if (!run_of(other).empty()) merge_.end(other);
            begin(other, run_of(stays));
        }
        if (merge_.is_catching_up()) merge_.end_catching_up();
        ++last_;
        take(first, last_);
        take(second, last_);
    }
    const event_merge& merge() const noexcept { return merge_; }

private:
    std::string& run_of(event_merge::side s) { return s == first ? runs_[0] : runs_[1]; }
    void begin(event_merge::side s, const std::string& run) {
        run_of(s) = run;
        merge_.begin(s, run);
    }
    void take(event_merge::side s, std::uint64_t sequence) {
        event e = numbered(sequence);
        merge_.take(s, e, true);
    }

    std::mt19937 random_;
    event_merge merge_;
    std::string runs_[2];
    std::uint64_t last_ = 0;
};

TEST_CASE("event merge: whatever runs they were of, two connections of one run get in step") {
    for (unsigned seed = 0; seed < 400; ++seed) {
        INFO("seed " << seed);
        changing_runs both(seed);
        for (int round = 0; round < 20; ++round) {
            for (int i = 0; i < 10; ++i) both.step();
            both.agree(round % 2 == 0 ? first : second);
            REQUIRE(both.merge().in_step());
        }
    }
}

}  // namespace

}  // namespace event_merge_random_test
