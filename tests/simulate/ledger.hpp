// The ledger of a simulation: every operation, how it ended, how often it was written and carried
// out; and every promise that was broken.
#pragma once

#include "simulate/chance.hpp"

#include <eslio/error.hpp>

#include <asio/cancellation_signal.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace simulate {

/// One operation of a client, under a number that stands in what it says to the switch.
struct operation {
    enum class kind {
        api,        ///< `api`, answered with its number
        note,       ///< a command of the simulation's own, likewise
        job,        ///< `bgapi`, to its result
        started,    ///< `bgapi`, to its reply
        result,     ///< of a job that was started
        change,     ///< of what is heard
        wait,       ///< for a message, a state, an event of a call
        execution,  ///< of an application
        call,       ///< another command on a call
    };

    kind what = kind::wait;
    std::uint64_t number = 0;
    std::size_t owner = 0;        ///< the client
    bool repeatable = false;      ///< idempotent
    bool setup = false;           ///< of a client's set-up
    bool of_call = false;         ///< ends with its call
    bool may_be_dropped = false;  ///< its channel was destroyed
    bool cancelled = false;
    bool after_close = false;  ///< ended after its client was told to
    time_point begun{};
    time_point due = time_point::max();        ///< its deadline
    time_point first_due = time_point::max();  ///< of the first command that it takes

    unsigned writes = 0;   ///< by the client
    unsigned carried = 0;  ///< out, by the switch
    unsigned ended = 0;
    bool answered = false;  ///< with what FreeSWITCH said
    eslio::error_code why{};

    time_point fires = time_point::max();  ///< of a job: when its result is fired
    std::uint64_t calm = 0;  ///< then the client was up, and nothing was wrong: see `actor::calm`

    asio::cancellation_signal signal;
};
using operation_ptr = std::shared_ptr<operation>;

class ledger {
public:
    explicit ledger(std::function<time_point()> now) : now_(std::move(now)) {}

    operation_ptr begin(operation::kind what, std::size_t owner) {
        auto o = std::make_shared<operation>();
        o->what = what;
        o->number = all_.size();
        o->owner = owner;
        o->begun = now_();
        all_.push_back(o);
        return o;
    }

    /// Null if there is none of that number.
    operation* find(std::string_view number);

    void note_write(operation& o);
    void note_carried(operation& o);
    void note_end(operation& o, eslio::error_code why);

    /// What is true of each whatever became of it, once all is over.
    void judge(const operation& o);

    const std::deque<operation_ptr>& all() const noexcept { return all_; }
    time_point now() const { return now_(); }

    void broken(const std::string& what);
    void broken(const operation& o, std::string_view what);
    const std::vector<std::string>& breaches() const noexcept { return breaches_; }

    std::uint64_t step = 0;  ///< of the simulation

private:
    void judge_error(const operation& o);

    std::function<time_point()> now_;
    std::deque<operation_ptr> all_;
    std::vector<std::string> breaches_;
};

std::string_view name_of(operation::kind what);

}  // namespace simulate
