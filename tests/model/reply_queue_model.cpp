// protocol/reply_queue.hpp in all interleavings of submission, writing, replies, cancellation,
// time-out and loss, for up to four commands, against a specification.
//
// Nothing is drawn at random and no two histories are taken for one: from every state each step
// that can be taken is taken, on a copy. What is checked is
//
//   1. Commands are written in the order of their submission, each once.
//   2. One that was given up before it was written is not written, unless it is binding.
//   3. Nothing is written behind a command that holds the line before its reply has come.
//   4. A reply belongs to the oldest command that was written and has none yet.
//   5. It reaches that command's waiter if he still waits, and else nobody.
//   6. A reply without such a command is unexpected and reaches nobody.
//   7. A wait that is given up, or whose deadline has passed, ends then.
//   8. When all is lost, each that still waits is told whether his command was written.
//   9. Every wait ends once.
//  10. In the line are those that are to be written, or were written and have no reply.
#include "catch.hpp"

#include <eslio/protocol/reply_queue.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

namespace {

using eslio::protocol::never;
using eslio::protocol::time_point;

/// Known by its number; 0 is nobody.
struct ticket {
    int number = 0;

    ticket() = default;
    explicit ticket(int n) : number(n) {}
    ticket(const ticket&) = default;
    ticket& operator=(const ticket&) = default;
    ticket(ticket&& other) noexcept : number(std::exchange(other.number, 0)) {}
    ticket& operator=(ticket&& other) noexcept {
        number = std::exchange(other.number, 0);
        return *this;
    }
    explicit operator bool() const noexcept { return number != 0; }
};

using queue = eslio::protocol::reply_queue<ticket>;
using matched = queue::matched;
using rule = queue::rule;

constexpr std::size_t most = 4;

/// What the commands of one search are like, in order.
struct kinds {
    std::size_t count = 0;
    std::array<rule, most> how{};
    std::array<bool, most> limited{};  ///< with a deadline at time 1, the only tick of the clock
};

/// The specification: what is known of each command.
struct known {
    enum class place { nowhere, unsent, written, answered, gone };
    place at = place::nowhere;
    bool waiting = false;
};

class search {
public:
    explicit search(const kinds& k) : kinds_(k) {}

    bool run() {
        visit(state());
        return right_;
    }

    std::uint64_t states() const { return states_; }
    std::uint64_t histories() const { return histories_; }

private:
    struct state {
        queue line;
        std::array<known, most> commands{};
        std::size_t submitted = 0;
        bool late = false;  ///< the clock has ticked
    };
    using place = known::place;

    void visit(const state& s) {
        if (!right_) return;
        ++states_;
        count(s);
        lose(s);
        bool end = true;
        const auto next = [&](auto step) {
            if (!right_) return;
            state copy = s;
            if (step(copy)) {
                end = false;
                visit(copy);
            }
        };
        next([this](state& c) { return submit(c); });
        next([this](state& c) { return write(c); });
        next([this](state& c) { return answer(c); });
        next([this](state& c) { return tick(c); });
        for (std::size_t i = 0; i < kinds_.count; ++i)
            next([this, i](state& c) { return give_up(c, i); });
        if (end) ++histories_;
    }

    void check(bool holds) {
        if (!holds) right_ = false;
    }

    static int number(std::size_t i) { return static_cast<int>(i) + 1; }
    static std::string text(std::size_t i) {
        return std::string(i + 1, static_cast<char>('a' + i));
    }

    static time_point clock(bool late) { return time_point(std::chrono::seconds(late ? 1 : 0)); }

    bool submit(state& s) {
        const std::size_t i = s.submitted;
        if (i == kinds_.count) return false;
        ++s.submitted;
        const time_point deadline = kinds_.limited[i] ? clock(true) : never;
        s.line.push(text(i), ticket(number(i)), deadline, kinds_.how[i]);
        s.commands[i] = {place::unsent, true};
        return true;
    }

    /// Rules 1 to 3.
    bool write(state& s) {
        std::string expected;
        for (std::size_t i = 0; i < s.submitted && expected.empty() && !held(s); ++i) {
            if (s.commands[i].at != place::unsent) continue;
            s.commands[i].at = place::written;
            expected = text(i);
        }
        std::string out;
        eslio::detail::compact_vector<eslio::protocol::secret_part> secrets;
        s.line.write(out, 1, secrets);
        check(out == expected && secrets.empty());
        return !expected.empty();
    }

    bool held(const state& s) const {
        for (std::size_t i = 0; i < s.submitted; ++i)
            if (s.commands[i].at == place::written && kinds_.how[i] == rule::hold) return true;
        return false;
    }

    /// Rules 4 to 6.
    bool answer(state& s) {
        ticket got;
        const matched what = s.line.match(got);
        for (std::size_t i = 0; i < s.submitted; ++i) {
            known& c = s.commands[i];
            if (c.at != place::written) continue;
            c.at = place::answered;
            const bool waited = std::exchange(c.waiting, false);
            check(what == (waited ? matched::waiter : matched::swallowed));
            check(got.number == (waited ? number(i) : 0));
            return true;
        }
        check(what == matched::unexpected && !got);
        return false;
    }

    /// Rule 7. True if a wait ended.
    bool give_up(state& s, std::size_t i) {
        ticket got;
        known& c = s.commands[i];
        const auto id = static_cast<queue::id>(i + 1);
        check(s.line.is_waiting(id) == c.waiting);
        s.line.give_up(id, got);
        check(got.number == (c.waiting ? number(i) : 0));
        return end_wait(c, i);
    }

    bool end_wait(known& c, std::size_t i) {
        if (!std::exchange(c.waiting, false)) return false;
        if (c.at == place::unsent && kinds_.how[i] != rule::binding) c.at = place::gone;
        return true;
    }

    bool tick(state& s) {
        if (std::exchange(s.late, true)) return false;
        std::vector<int> ended;
        s.line.expire(clock(true), [&](ticket t, bool) { ended.push_back(t.number); });
        std::vector<int> expected;
        for (std::size_t i = 0; i < s.submitted; ++i)
            if (kinds_.limited[i] && end_wait(s.commands[i], i)) expected.push_back(number(i));
        check(ended == expected);
        return true;
    }

    /// Rule 10.
    void count(const state& s) {
        std::size_t in_line = 0;
        for (std::size_t i = 0; i < s.submitted; ++i) {
            const place at = s.commands[i].at;
            if (at == place::unsent || at == place::written) ++in_line;
        }
        check(s.line.size() == in_line);
    }

    /// Rules 8 and 9: each waits at its end or has ended once, as no step ends one that is over.
    void lose(state s) {
        std::vector<std::pair<int, bool>> ended, expected;
        s.line.drain([&](ticket t, bool written) { ended.emplace_back(t.number, written); });
        for (std::size_t i = 0; i < s.submitted; ++i)
            if (s.commands[i].waiting)
                expected.emplace_back(number(i), s.commands[i].at == place::written);
        check(ended == expected && s.line.size() == 0 && s.line.unsent() == 0 &&
              s.line.unsent_bytes() == 0);
    }

    kinds kinds_;
    std::uint64_t states_ = 0;
    std::uint64_t histories_ = 0;
    bool right_ = true;
};

/// Searches for every choice of `rules` and deadlines for `count` commands.
void search_all(std::size_t count, const std::vector<rule>& rules, const char* what) {
    std::uint64_t states = 0, histories = 0;
    const std::size_t choices = rules.size() * 2;
    std::size_t all = 1;
    for (std::size_t i = 0; i < count; ++i) all *= choices;
    for (std::size_t code = 0; code < all; ++code) {
        kinds k;
        k.count = count;
        std::size_t rest = code;
        for (std::size_t i = 0; i < count; ++i, rest /= choices) {
            k.how[i] = rules[rest % choices / 2];
            k.limited[i] = rest % 2 == 1;
        }
        search one(k);
        INFO("commands " << count << ", choice " << code);
        REQUIRE(one.run());
        states += one.states();
        histories += one.histories();
    }
    std::printf("reply queue, %zu commands, %s: %llu states, %llu whole interleavings\n", count,
                what, static_cast<unsigned long long>(states),
                static_cast<unsigned long long>(histories));
}

}  // namespace

TEST_CASE("model: reply queue, every interleaving of three commands of every rule", "[model]") {
    for (const std::size_t count : {std::size_t{1}, std::size_t{2}, std::size_t{3}})
        search_all(count, {rule::none, rule::binding, rule::own, rule::hold}, "all rules");
}

TEST_CASE("model: reply queue, every interleaving of four commands", "[model]") {
    search_all(4, {rule::none}, "plain");
}
