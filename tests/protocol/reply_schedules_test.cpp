// protocol/reply_queue.hpp under random schedules, against a model that keeps plain lists.
#include "catch.hpp"
#include "protocol/waiters.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/protocol/reply_queue.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace reply_schedules_test {

namespace {

using eslio::protocol::never;
using eslio::protocol::time_point;
using test::token;
using queue = eslio::protocol::reply_queue<token>;
using matched = queue::matched;
using rule = queue::rule;
using namespace std::chrono_literals;

/// A command as the model sees it. `number` is its waiter's.
struct command {
    int number = 0;
    queue::id id = 0;
    std::string bytes;
    rule how = rule::none;
    time_point deadline = never;
    bool waiting = true;
};

/// Two lists: what is to be written, and what was written and is not answered.
struct model {
    std::vector<command> unsent;
    std::deque<command> written;

    std::string write(std::size_t enough) {
        std::string out;
        while (!unsent.empty() && out.size() < enough && !held()) {
            out += unsent.front().bytes;
            written.push_back(unsent.front());
            unsent.erase(unsent.begin());
        }
        return out;
    }
    bool held() const { return !written.empty() && written.back().how == rule::hold; }

    /// Ends the waits that `which` names, in order; those not written are not to be, unless bound.
    template <class Which>
    std::vector<int> end(Which which) {
        std::vector<int> ended;
        const auto look = [&](command& c) {
            if (!c.waiting || !which(c)) return;
            c.waiting = false;
            ended.push_back(c.number);
        };
        std::for_each(written.begin(), written.end(), look);
        std::for_each(unsent.begin(), unsent.end(), look);
        unsent.erase(
            std::remove_if(unsent.begin(), unsent.end(),
                           [](const command& c) { return !c.waiting && c.how != rule::binding; }),
            unsent.end());
        return ended;
    }
};

/// One schedule of random steps on a queue and its model. Each step tells whether they agree.
class schedule {
public:
    explicit schedule(std::uint64_t seed) : random_(seed) {}

    bool run(int steps) {
        for (int i = 0; i < steps; ++i)
            if (!step() || !same_counters()) return false;
        return drain() && each_ended_once();
    }

private:
    bool step() {
        switch (random_.below(16)) {
            case 0:
            case 1:
            case 2:
            case 3: push(); return true;
            case 4:
            case 5:
            case 6: return write();
            case 7:
            case 8:
            case 9:
            case 10: return answer();
            case 11:
            case 12: return give_up();
            case 13:
            case 14: return expire();
            default:
                if (random_.one_in(10)) return drain();
                return random_.one_in(60) ? give_up_many() : true;
        }
    }

    void push() {
        static constexpr rule rules[] = {rule::none,    rule::none, rule::none, rule::none,
                                         rule::binding, rule::own,  rule::hold};
        command c;
        c.number = ++pushed_;
        c.how = random_.pick(rules);
        c.bytes = std::to_string(c.number) + std::string(random_.below(5), '.') + "\n\n";
        if (!random_.one_in(3)) c.deadline = now_ + std::chrono::seconds(random_.below(20));
        c.id = queue_.push(std::string(c.bytes), token(c.number), c.deadline, c.how);
        ends_.push_back(0);
        model_.unsent.push_back(c);
    }

    bool write() {
        const std::size_t enough = random_.below(30);
        std::string out;
        eslio::detail::compact_vector<eslio::protocol::secret_part> secrets;
        queue_.write(out, enough, secrets);
        return out == model_.write(enough);
    }

    bool answer() {
        token got;
        const matched m = queue_.match(got);
        if (model_.written.empty()) return m == matched::unexpected && !got;
        const command c = model_.written.front();
        model_.written.pop_front();
        if (!c.waiting) return m == matched::swallowed && !got;
        return m == matched::waiter && got.number == c.number && note_end(got.number);
    }

    bool give_up() {
        const auto pushed = static_cast<std::size_t>(pushed_);
        const std::size_t oldest = pushed - std::min(pushed, std::size_t{60});
        const auto which = static_cast<queue::id>(oldest + random_.below(pushed - oldest + 3));
        const bool waited = queue_.is_waiting(which);
        token got;
        queue_.give_up(which, got);
        const auto ended = model_.end([&](const command& c) { return c.id == which; });
        if (ended.empty()) return !waited && !got;
        return waited && got.number == ended[0] && note_end(got.number);
    }

    /// So that most of the line has been given up.
    bool give_up_many() {
        for (int i = 0; i < 40; ++i) push();
        for (int i = 0; i < 60; ++i)
            if (!give_up()) return false;
        return true;
    }

    bool expire() {
        now_ += std::chrono::seconds(random_.below(4));
        std::vector<int> ended;
        queue_.expire(now_, [&](token t, bool) { ended.push_back(t.number); });
        const bool once =
            std::all_of(ended.begin(), ended.end(), [&](int n) { return note_end(n); });
        std::vector<std::pair<time_point, int>> due;  // the earliest ends first
        model_.end([&](const command& c) {
            const bool over = c.deadline <= now_;
            if (over) due.emplace_back(c.deadline, c.number);
            return over;
        });
        std::sort(due.begin(), due.end());
        return once && std::equal(ended.begin(), ended.end(), due.begin(), due.end(),
                                  [](int number, const auto& d) { return number == d.second; });
    }

    bool drain() {
        bool right = true;
        std::vector<int> ended;
        queue_.drain([&](token t, bool written) {
            const auto in_unsent =
                std::find_if(model_.unsent.begin(), model_.unsent.end(),
                             [&](const command& c) { return c.waiting && c.number == t.number; });
            const bool unsent = in_unsent != model_.unsent.end();
            right = right && unsent == !written;
            right = right && note_end(t.number);
            ended.push_back(t.number);
        });
        right = right && ended == model_.end([](const command&) { return true; });
        model_ = model();
        return right && queue_.size() == 0;
    }

    bool note_end(int number) { return ++ends_[static_cast<std::size_t>(number) - 1] == 1; }

    bool same_counters() const {
        std::size_t bytes = 0;
        time_point earliest = never;
        const auto look = [&](const command& c) {
            if (c.waiting) earliest = std::min(earliest, c.deadline);
        };
        for (const command& c : model_.unsent) {
            bytes += c.bytes.size();
            look(c);
        }
        std::for_each(model_.written.begin(), model_.written.end(), look);
        queue::id owed = 0;
        if (!model_.written.empty()) {
            const command& next = model_.written.front();
            if (!next.waiting || next.how == rule::own || next.how == rule::hold) owed = next.id;
        }
        return queue_.unsent() == model_.unsent.size() && queue_.unsent_bytes() == bytes &&
               queue_.owed() == owed && queue_.next_deadline() <= earliest &&
               queue_.size() == model_.unsent.size() + model_.written.size();
    }

    bool each_ended_once() const {
        return std::all_of(ends_.begin(), ends_.end(), [](int n) { return n == 1; });
    }

    support::random_source random_;
    queue queue_;
    model model_;
    time_point now_{100s};
    int pushed_ = 0;
    std::vector<int> ends_;  ///< how often each waiter ended
};

}  // namespace

TEST_CASE("no schedule gives a waiter another's reply", "[protocol][reply_queue][random]") {
    support::each_round(3000, [](std::uint64_t seed) {
        INFO("ESLIO_SEED=" << seed);
        REQUIRE(schedule(seed).run(200));
    });
}

}  // namespace reply_schedules_test
