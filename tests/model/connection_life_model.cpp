// protocol/connection_life.hpp: every history of what may happen to a connection, up to a length,
// against a specification:
//
//   1. Over is over: while closed or parting there is a reason, which stays, and nothing can be
//      begun; while it is open there is none.
//   2. A generation begins with a connection and ends when its stream is to be closed.
//   3. Each state but `open` and `closed` has a deadline, and after it another state; nothing that
//      the time has demanded is demanded again.
//   4. It parts only if it was open and had something left to say or to wait for.
#include "catch.hpp"

#include <eslio/error.hpp>
#include <eslio/protocol/connection_life.hpp>
#include <eslio/protocol/time.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace {

using namespace std::chrono_literals;
using eslio::error;
using eslio::error_code;
using eslio::make_error_code;
using eslio::protocol::connection_life;
using eslio::protocol::never;
using eslio::protocol::time_point;
using state = connection_life::state;
using step = connection_life::step;

constexpr auto patience = 8s;
constexpr std::size_t inputs = 14;

/// One connection after the other, told by numbers what happens.
class story {
public:
    /// False if it cannot happen now.
    bool happens(std::size_t what) {
        switch (what) {
            case 0: return begin();
            case 1: return is(state::opening) && (ready(), true);
            case 2: return is(state::logging_in) && (life_.opened(), true);
            case 3: return is(state::open) && (life_.exit_by(now_ + 3s), true);
            case 4: return is(state::exiting) && (life_.take_back_exit(), true);
            case 5: return is(state::open) && (life_.set_farewell(2s), true);
            case 6: return life_.has_farewell() && (life_.stay_silently_until(now_ + 1s), true);
            case 7: return is(state::open) && (life_.hold_output_until(now_ + 1s), true);
            case 8: return !life_.is_over() && lose_output();
            case 9: return !is(state::closed) && end(error::disconnected);
            case 10: return !is(state::closed) && (life_.forget_farewell(), leave());
            case 11: return owe(1);
            case 12: return owe(0);
            case 13: return pass_time();
            default: return false;
        }
    }

    /// What is wrong, if anything.
    std::string check() const {
        const bool over = is(state::closed) || is(state::parting);
        if (over != life_.is_over()) return "over is told wrongly";
        if (over != static_cast<bool>(life_.reason())) return "a reason without an end";
        if (over && life_.reason() != why_) return "the reason has changed";
        if (is(state::open) == static_cast<bool>(life_.admission())) return "admission is wrong";
        const time_point deadline = life_.deadline(patience);
        const bool has_phase = !is(state::open) && !is(state::closed);
        if (has_phase && deadline == never) return "a state without a deadline";
        if (is(state::closed) && deadline != never) return "closed, with a deadline";
        if (deadline != never && deadline <= now_) return "a deadline has passed";
        if (life_.generation() != generation_) return "another generation than expected";
        return wrong_;
    }

private:
    bool is(state s) const { return life_.is(s); }
    bool late_debt() const { return life_.is_unresponsive(now_, patience); }

    bool begin() {
        if (!is(state::closed)) return false;
        life_.begin();
        ++generation_;
        owed_ = 0;
        life_.set_phase(now_ + 2s, error::connect_timeout);
        return true;
    }
    void ready() {
        life_.begin_login();
        life_.set_phase(now_ + 2s, error::login_timeout);
    }
    bool lose_output() {
        life_.write_failed(error::connection_reset, now_ + 1s);
        return true;
    }
    bool owe(std::uint64_t which) {
        if (life_.is_over() || owed_ == which) return false;
        owed_ = which;
        life_.debt().note(which, [this] { return now_; });
        return true;
    }

    bool end(error why) {
        const bool was_open = is(state::open);
        const bool was_over = life_.is_over();
        if (!was_over) why_ = make_error_code(why);
        life_.end(make_error_code(why), now_);
        if (was_over) return true;
        owed_ = 0;
        if (is(state::parting) && !was_open) wrong_ = "it parts, and was not open";
        if (is(state::closed)) ++generation_;
        return true;
    }
    bool leave() {
        if (!life_.is_over()) return end(error::stream_failed);
        life_.leave();
        ++generation_;
        return true;
    }

    /// As the engine does.
    bool pass_time() {
        now_ += 1s;
        for (int steps = 0;; ++steps) {
            if (steps == 4) wrong_ = "the time demands without end";
            if (!wrong_.empty()) return true;
            const connection_life::due due = life_.expire(now_);
            if (due.what == step::nothing) break;
            if (due.what == step::release_output) {
                if (!life_.release_output()) wrong_ = "released, and was not held";
            } else if (due.what == step::leave) {
                if (!is(state::parting)) wrong_ = "it leaves, and was not parting";
                leave();
            } else {
                if (due.exit_is_late != (is(state::exiting) && due.why == error::unresponsive))
                    wrong_ = "exit is late, or is not";
                end(static_cast<error>(due.why.value()));
            }
        }
        if (late_debt() && !life_.is_over()) end(error::unresponsive);
        return true;
    }

    connection_life life_;
    time_point now_{};
    std::uint64_t owed_ = 0;
    std::uint64_t generation_ = 0;
    error_code why_ = make_error_code(error::not_connected);
    std::string wrong_;
};

class search {
public:
    explicit search(std::size_t length) : length_(length) { go(story()); }

    std::uint64_t histories() const { return histories_; }
    const std::string& wrong() const { return wrong_; }

private:
    void go(const story& before) {
        for (std::size_t what = 0; what < inputs && wrong_.empty(); ++what) {
            story after = before;
            if (!after.happens(what)) continue;
            told_.push_back(what);
            ++histories_;
            const std::string wrong = after.check();
            if (!wrong.empty()) {
                for (const std::size_t i : told_) wrong_ += std::to_string(i) + " ";
                wrong_ += wrong;
            } else if (told_.size() < length_) {
                go(after);
            }
            told_.pop_back();
        }
    }

    std::size_t length_;
    std::vector<std::size_t> told_;
    std::uint64_t histories_ = 0;
    std::string wrong_;
};

}  // namespace

TEST_CASE("model: the life of a connection, every history of twelve steps", "[model]") {
    const search all(12);
    INFO(all.wrong());
    REQUIRE(all.wrong().empty());
    std::printf("connection life: %llu histories\n",
                static_cast<unsigned long long>(all.histories()));
}
