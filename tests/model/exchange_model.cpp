// protocol/command_exchange.hpp with its reply queue and job table, in all interleavings of
// submission, writing, replies, job events, cancellation, time-out and loss, against a
// specification.
//
// A history is a list of choices among the steps that can be taken; all lists are gone through in
// order, each from the beginning. After each step every wait must stand as the specification says:
//
//   1. An api ends with its own reply, a job with its own result or with the refusal to start it.
//   2. The start of a job ends with the reply to it; the result is then there to be collected.
//   3. If the subscription to job events is refused, every job fails and none behind it is started.
//   4. No job is written before FreeSWITCH has agreed to that subscription.
//   5. What is given up ends at once, is told nothing, and if it was not written never is.
//   6. When the time is over, every wait with a deadline ends with `timeout`.
//   7. When all is lost, what was not written ends with `not_sent`, what has no reply with
//      `outcome_unknown`, a job that was started with `job_lost`.
//   8. Every wait ends once; until one of these has happened, it waits.
#include "catch.hpp"
#include "protocol/exchange_fixture.hpp"
#include "support/rounds.hpp"

#include <eslio/protocol/command_exchange.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace {

using eslio::error;
using namespace test;

/// Goes through all lists of choices.
class choices {
public:
    void restart() { at_ = 0; }

    /// One of `count`.
    std::size_t take(std::size_t count) {
        if (at_ == made_.size()) made_.push_back({0, count});
        return made_[at_++].chosen;
    }

    /// The next list; false after the last.
    bool advance() {
        while (!made_.empty()) {
            if (++made_.back().chosen < made_.back().count) return true;
            made_.pop_back();
        }
        return false;
    }

private:
    struct choice {
        std::size_t chosen, count;
    };
    std::vector<choice> made_;
    std::size_t at_ = 0;
};

enum class kind { api, job, started };

/// What the user has asked for, and what the specification knows of it.
struct request {
    kind what = kind::api;
    bool limited = false;
    bool submitted = false, written = false, answered = false, refused = false;
    bool has_result = false;  ///< its event has come and waits to be collected
    bool forgotten = false;   ///< nobody will want the result
    ending* end = nullptr;    ///< of the api, the job, or the start of one
    std::uint64_t id = 0;
    bool waiting = false;
    ending* collected = nullptr;
    std::uint64_t collect_id = 0;
    bool collecting = false;
};

class history {
public:
    history(choices& c, const std::vector<request>& asked)
        : choices_(c), requests_(asked), client_({}, {}, 1) {}

    /// Takes steps until none is left; empty if all went right.
    std::string run() {
        while (wrong_.empty() && step()) {
        }
        for (const request& r : requests_)
            if (wrong_.empty() && (r.waiting || r.collecting)) wrong_ = "a wait never ended";
        if (wrong_.empty() && !client_.received().empty()) wrong_ = "the user got an event";
        return wrong_;
    }

    std::size_t steps() const { return steps_; }

private:
    void expect(bool holds, const char* what) {
        if (!holds && wrong_.empty()) wrong_ = what;
    }

    /// Each step that can be taken now is given a number; the one chosen is taken.
    bool step() {
        if (lost_) return false;
        ++steps_;
        std::vector<void (history::*)(std::size_t)> does;
        std::vector<std::size_t> to;
        const auto can = [&](void (history::*what)(std::size_t), std::size_t which = 0) {
            does.push_back(what);
            to.push_back(which);
        };
        can(&history::lose);
        if (submitted_ < requests_.size()) can(&history::submit);
        if (client_.exchange.commands_unsent() != 0 && !held_) can(&history::write);
        if (!at_switch_.empty()) {
            can(&history::agree);
            if (at_switch_.front() != "api") can(&history::refuse);
        }
        for (std::size_t i = 0; i < requests_.size(); ++i) {
            const request& r = requests_[i];
            if (r.waiting || r.collecting) can(&history::give_up, i);
            if (runs(r)) can(&history::end_job, i);
            if (can_collect(r)) can(&history::collect, i);
        }
        if (!late_ && limited_waits()) can(&history::tick);
        const std::size_t chosen = choices_.take(does.size());
        (this->*does[chosen])(to[chosen]);
        check_all();
        return true;
    }

    bool limited_waits() const {
        for (const request& r : requests_)
            if (r.limited && r.submitted) return true;
        return false;
    }
    static bool runs(const request& r) {
        return r.what != kind::api && r.answered && !r.refused && !r.has_result && !r.forgotten;
    }
    static bool can_collect(const request& r) {
        return r.what == kind::started && r.answered && !r.refused && !r.forgotten &&
               !r.collecting && r.collected == nullptr;
    }

    static std::string uuid(std::size_t i) { return "job" + std::to_string(i); }
    static std::string text(std::size_t i) { return "echo " + std::to_string(i); }

    // ---- steps ---------------------------------------------------------------------------------

    void submit(std::size_t) {
        const std::size_t i = submitted_++;
        request& r = requests_[i];
        const time_point until = r.limited ? start + 1s : never;
        if (r.what == kind::api)
            r.end = &client_.say("api " + text(i), until);
        else if (r.what == kind::job)
            r.end = &client_.job(uuid(i), until, text(i));
        else
            r.end = &client_.start_job(uuid(i), until, until, text(i));
        r.id = client_.number;
        r.submitted = r.waiting = true;
        expect(!client_.refusal, "a command was refused");
    }

    void write(std::size_t) {
        const std::string bytes = client_.written(1);
        for (std::size_t begin = 0, end; (end = bytes.find("\n\n", begin)) != std::string::npos;
             begin = end + 2)
            note_written(bytes.substr(begin, end - begin));
    }

    void note_written(const std::string& command) {
        if (command.rfind("event ", 0) == 0) {
            expect(command == "event BACKGROUND_JOB", "another event is subscribed");
            at_switch_.push_back("event");
            held_ = true;
            return;
        }
        const bool is_api = command.rfind("api ", 0) == 0;
        const std::size_t i = static_cast<std::size_t>(command[is_api ? 9 : 11] - '0');
        request& r = requests_[i];
        expect(!r.written && r.waiting, "what nobody waits for is written");
        expect(is_api || subscribed_, "a job is written before its event is subscribed");
        r.written = true;
        at_switch_.push_back(is_api ? "api" : "bgapi");
        at_switch_request_.push_back(i);
    }

    void agree(std::size_t) {
        const std::string what = take_command();
        if (what == "event") {
            held_ = false;
            subscribed_ = true;
            hear(reply_packet("+OK event listener enabled plain"));
            return;
        }
        const std::size_t i = take_request();
        request& r = requests_[i];
        r.answered = true;
        hear(r.what == kind::api ? api_packet("+OK " + text(i)) : job_reply(uuid(i)));
        if (r.what == kind::job || !r.waiting) return;
        r.waiting = false;
        expect(r.end->done() && !r.end->ec, "a reply did not reach its waiter");
        if (r.what == kind::api)
            expect(r.end->answer.text() == "+OK " + text(i), "a reply reached another's waiter");
        else
            expect(r.end->answer["Job-UUID"] == uuid(i), "a start reached another's waiter");
    }

    void refuse(std::size_t) {
        const std::string what = take_command();
        if (what == "event") {
            held_ = false;
            hear(reply_packet("-ERR permission denied"));
            for (request& r : requests_)
                if (r.submitted && r.what != kind::api) fail(r, error::job_events_refused);
            return;
        }
        const std::size_t i = take_request();
        request& r = requests_[i];
        r.answered = r.refused = true;
        hear(reply_packet("-ERR no " + text(i)));
        if (r.waiting)
            expect(r.end->said("-ERR no " + text(i)), "a refusal did not reach its waiter");
        r.waiting = false;
    }

    void end_job(std::size_t i) {
        request& r = requests_[i];
        hear(job_packet(uuid(i), "+OK " + text(i)));
        r.has_result = true;
        ending* const end = r.collecting ? r.collected : r.what == kind::job ? r.end : nullptr;
        if (end == nullptr) return;
        r.forgotten = true;
        r.waiting = r.collecting = false;
        expect(end->said("+OK " + text(i)), "a result did not reach its waiter");
    }

    void collect(std::size_t i) {
        request& r = requests_[i];
        r.collected = &client_.collect(uuid(i));
        r.collect_id = client_.number;
        r.collecting = !r.has_result;
        if (!r.has_result) return;
        r.forgotten = true;
        expect(r.collected->said("+OK " + text(i)), "a result that is there was not collected");
    }

    void give_up(std::size_t i) {
        request& r = requests_[i];
        waiter out;
        bool written = false;
        const bool of_job = r.what == kind::job || r.collecting;
        const ending* const end = r.collecting ? r.collected : r.end;
        const bool waited =
            of_job ? client_.exchange.give_up_job(r.collecting ? r.collect_id : r.id, out)
                   : client_.exchange.give_up(r.id, out, written);
        expect(waited && out.to == end && end->count == 0, "a wait was not given up");
        if (!of_job)
            expect(written == r.written, "a given up command is told wrongly to be written");
        r.waiting = r.collecting = false;
        r.forgotten = true;
    }

    void tick(std::size_t) {
        late_ = true;
        client_.exchange.expire(start + 1s);
        for (request& r : requests_)
            if (r.limited && r.submitted) fail(r, error::timeout);
    }

    void lose(std::size_t) {
        lost_ = true;
        client_.drain();
        for (request& r : requests_) {
            if (r.collecting || (r.what == kind::job && r.answered))
                fail(r, error::job_lost);
            else
                fail(r, r.written ? error::outcome_unknown : error::not_sent);
        }
    }

    /// Its waits, if any, have ended with that.
    void fail(request& r, error why) {
        if (r.waiting) expect(r.end->failed(why), "a wait ended with another error");
        if (r.collecting) expect(r.collected->failed(why), "a collection ended with another error");
        r.waiting = r.collecting = false;
        r.forgotten = true;
    }

    // ---- helpers -------------------------------------------------------------------------------

    std::string take_command() {
        const std::string what = at_switch_.front();
        at_switch_.pop_front();
        return what;
    }
    std::size_t take_request() {
        const std::size_t i = at_switch_request_.front();
        at_switch_request_.pop_front();
        return i;
    }
    void hear(const std::string& bytes) { expect(!client_.hear(bytes), "a frame is an error"); }

    /// Rule 8; and no job is kept that nobody can want.
    void check_all() {
        std::size_t jobs = 0;
        for (const request& r : requests_)
            jobs += r.what != kind::api && r.submitted && !r.forgotten && !r.refused;
        expect(lost_ || client_.jobs.size() == jobs, "the job table holds others than expected");
        for (const request& r : requests_) {
            if (r.waiting) expect(r.end->count == 0, "a wait ended too early");
            if (r.collecting) expect(r.collected->count == 0, "a collection ended too early");
            if (r.end != nullptr) expect(r.end->count < 2, "a wait ended twice");
            if (r.collected != nullptr) expect(r.collected->count < 2, "a collection ended twice");
        }
    }

    choices& choices_;
    std::vector<request> requests_;
    conversation client_;
    std::size_t submitted_ = 0;
    std::deque<std::string> at_switch_;  ///< commands written and not answered
    std::deque<std::size_t> at_switch_request_;
    bool held_ = false, subscribed_ = false, late_ = false, lost_ = false;
    std::string wrong_;
    std::size_t steps_ = 0;
};

void search(const std::vector<request>& asked, std::uint64_t& histories, std::uint64_t& steps) {
    choices c;
    do {
        c.restart();
        history h(c, asked);
        const std::string wrong = h.run();
        INFO("history " << histories << " of " << asked.size() << " requests");
        if (!wrong.empty()) FAIL(wrong);
        ++histories;
        steps += h.steps();
    } while (c.advance());
}

/// Every choice of kinds and deadlines for `count` requests.
void search_all(std::size_t count, const std::vector<kind>& kinds, bool deadlines,
                const char* what) {
    std::uint64_t histories = 0, steps = 0;
    const std::size_t each = kinds.size() * (deadlines ? 2 : 1);
    std::size_t all = 1;
    for (std::size_t i = 0; i < count; ++i) all *= each;
    for (std::size_t code = 0; code < all; ++code) {
        std::vector<request> asked(count);
        std::size_t rest = code;
        for (request& r : asked) {
            r.what = kinds[rest % each % kinds.size()];
            r.limited = rest % each >= kinds.size();
            rest /= each;
        }
        search(asked, histories, steps);
    }
    std::printf("exchange, %zu requests, %s: %llu interleavings, %llu steps\n", count, what,
                static_cast<unsigned long long>(histories), static_cast<unsigned long long>(steps));
}

}  // namespace

TEST_CASE("model: exchange, every interleaving of one and two requests of every kind", "[model]") {
    search_all(1, {kind::api, kind::job, kind::started}, true, "all kinds");
    search_all(2, {kind::api, kind::job, kind::started}, true, "all kinds");
}

TEST_CASE("model: exchange, every interleaving of three requests", "[model]") {
    search_all(3, {kind::api, kind::job}, false, "api and jobs");
}

TEST_CASE("model: exchange, every interleaving of four api commands", "[model]") {
    search_all(4, {kind::api}, false, "api");
}

TEST_CASE("model: exchange, every interleaving of three requests of every kind", "[model]") {
    if (support::effort() < 8) return;  // it takes minutes
    search_all(3, {kind::api, kind::job, kind::started}, false, "all kinds");
}
