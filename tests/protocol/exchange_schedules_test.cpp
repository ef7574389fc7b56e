// protocol/command_exchange.hpp in random conversations with a small FreeSWITCH: every wait ends
// once, with its own answer, and when nothing is cut short with the answer that FreeSWITCH gave.
#include "catch.hpp"
#include "protocol/exchange_fixture.hpp"
#include "protocol/subscription_model.hpp"
#include "support/rounds.hpp"

#include <eslio/protocol/command_exchange.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace exchange_schedules_test {

using namespace test;
using eslio::error;
using eslio::error_code;

namespace {

/// Executes commands in order; jobs end in any order.
class small_switch {
public:
    small_switch(support::random_source& random, bool refuses_jobs)
        : random_(random), refuses_jobs_(refuses_jobs) {}

    void take(const std::string& bytes) { input_ += bytes; }

    bool has_command() const { return input_.find("\n\n") != std::string::npos; }
    bool has_job() const { return !jobs_.empty(); }

    /// Executes one command and returns its reply.
    std::string execute() {
        const std::size_t end = input_.find("\n\n") + 2;
        const std::string command = input_.substr(0, end);
        input_.erase(0, end);
        const std::string line = command.substr(0, command.find('\n'));
        const std::string number = line.substr(line.rfind(' ') + 1);
        if (line.rfind("api ", 0) == 0)
            return random_.one_in(4) ? reply_packet("-ERR " + number) : api_packet("+OK " + number);
        if (line.rfind("bgapi ", 0) == 0) return start(command, number);
        if (line == "event BACKGROUND_JOB" && refuses_jobs_)
            return reply_packet("-ERR permission denied");
        if (line.rfind("noop ", 0) == 0) return reply_packet("+OK " + number);
        subscription_.command(command);
        return reply_packet("+OK " + number);
    }

    /// Ends some job. Its event, if it is delivered.
    std::string end_job() {
        const std::size_t which = random_.below(jobs_.size());
        const auto [uuid, number] = jobs_[which];
        jobs_.erase(jobs_.begin() + static_cast<std::ptrdiff_t>(which));
        eslio::event e(eslio::event_name::background_job);
        e.add("Job-UUID", uuid).add("Core-UUID", "core");
        return subscription_.delivers(e) ? job_packet(uuid, "+OK " + number) : std::string();
    }

private:
    std::string start(const std::string& command, const std::string& number) {
        const std::size_t at = command.find("Job-UUID: ") + 10;
        const std::string uuid = command.substr(at, command.size() - 2 - at);
        if (random_.one_in(8)) return reply_packet("-ERR " + number);
        jobs_.emplace_back(uuid, number);
        return job_reply(uuid);
    }

    support::random_source& random_;
    bool refuses_jobs_;
    std::string input_;
    std::vector<std::pair<std::string, std::string>> jobs_;
    subscription_model subscription_;
};

/// What a wait is for.
struct wait {
    ending* end = nullptr;
    std::uint64_t id = 0;
    std::string number;  ///< in its answer; empty if any will do
    bool of_job = false;
    bool of_pair = false;  ///< start and collection of one job: given up, each ends the other
    bool limited = false;  ///< it has a deadline
    bool given_up = false;
};

class schedule {
public:
    explicit schedule(std::uint64_t seed)
        : random_(seed),
          refuses_jobs_(random_.one_in(10)),
          client_({}, {}, seed),
          server_(random_, refuses_jobs_) {}

    std::string run(int steps) {
        for (int i = 0; i < steps && wrong_.empty(); ++i) step();
        const bool complete = random_.one_in(2);
        while (complete && wrong_.empty() && serve_one()) {
        }
        for (const wait& w : waits_)
            if (complete && !w.given_up && !w.end->done()) wrong_ = "no answer to " + w.number;
        client_.drain();
        for (const wait& w : waits_) check(w, true);
        return wrong_;
    }

private:
    void step() {
        switch (random_.below(12)) {
            case 0: say("noop "); break;
            case 1: say("api echo "); break;
            case 2: say("event DTMF "); break;
            case 3: subscribe(); break;
            case 4:
            case 5: job(); break;
            case 6: give_up(); break;
            case 7: expire(); break;
            case 8: hear(event_packet("Event-Name: HEARTBEAT\n")); break;
            default: serve_one(); break;
        }
        for (const wait& w : waits_) check(w, false);
    }

    time_point deadline() {
        return random_.one_in(4) ? now_ + std::chrono::seconds(1 + random_.below(9)) : never;
    }

    void say(const std::string& text) {
        const std::string number = std::to_string(waits_.size());
        const time_point until = deadline();
        ending& e = client_.say(text + number, until);
        waits_.push_back({&e, client_.number, number, false, false, until != never, false});
    }

    void subscribe() {
        static constexpr const char* lines[] = {"event ALL",
                                                "noevents",
                                                "nixevent ALL",
                                                "nixevent BACKGROUND_JOB",
                                                "filter Unique-ID 1",
                                                "filter delete all",
                                                "filter delete Event-Name",
                                                "filter delete Unique-ID",
                                                "event BACKGROUND_JOB",
                                                "filter Event-Name DTMF",
                                                "filter Unique-ID "};
        ending& e = client_.say(random_.pick(lines), deadline());
        waits_.push_back({&e, client_.number, "", false, false, true, false});
    }

    void job() {
        const std::string number = std::to_string(waits_.size());
        const time_point until = deadline();
        if (random_.one_in(3)) {
            ending& started = client_.start_job("j" + number, never, until, "echo " + number);
            waits_.push_back({&started, client_.number, number, false, true, false, false});
            if (random_.one_in(2)) return;
            ending& e = client_.collect("j" + number);
            waits_.push_back({&e, client_.number, "", true, true, true, false});
            return;
        }
        ending& e = client_.job("j" + number, until, "echo " + number);
        waits_.push_back({&e, client_.number, number, true, false, until != never, false});
    }

    void give_up() {
        if (waits_.empty()) return;
        wait& w = waits_[random_.below(waits_.size())];
        waiter out;
        bool written = false;
        const bool waited = w.of_job ? client_.exchange.give_up_job(w.id, out)
                                     : client_.exchange.give_up(w.id, out, written);
        if (waited == (w.end->done() || w.given_up)) wrong_ = "given up wrongly: " + w.number;
        if (!waited) return;
        if (out.to != w.end) wrong_ = "another's waiter";
        w.given_up = true;
    }

    void expire() {
        now_ += std::chrono::seconds(random_.below(3));
        client_.exchange.expire(now_);
    }

    /// The next thing happens between client and server, if there is any.
    bool serve_one() {
        server_.take(client_.written(random_.below(200)));
        if (server_.has_job() && (!server_.has_command() || random_.one_in(3))) {
            hear(server_.end_job());
            return true;
        }
        if (!server_.has_command()) server_.take(client_.written(1));
        if (!server_.has_command()) return server_.has_job();
        hear(server_.execute());
        return true;
    }

    void hear(const std::string& bytes) {
        if (const error_code ec = client_.hear(bytes)) wrong_ = ec.message();
    }

    void check(const wait& w, bool at_end) {
        const ending& e = *w.end;
        if (e.count > 1) wrong_ = "ended twice: " + w.number;
        if (w.given_up && e.count != 0) wrong_ = "ended after it was given up: " + w.number;
        if (at_end && !w.given_up && e.count != 1) wrong_ = "did not end: " + w.number;
        if (e.count == 1) check_end(w, at_end);
    }

    void check_end(const wait& w, bool at_end) {
        const ending& e = *w.end;
        if (!e.ec) {
            const std::string text(w.of_job ? e.result.text() : e.answer.text());
            const bool right = text == "+OK " + w.number || text == "-ERR " + w.number ||
                               text == "+OK Job-UUID: j" + w.number || w.number.empty();
            if (!right) wrong_ = "got '" + text + "' for " + w.number;
            return;
        }
        const bool lost =
            e.ec == error::not_sent || e.ec == error::outcome_unknown || e.ec == error::job_lost;
        const bool fair = (at_end && lost) || (w.limited && e.ec == error::timeout) ||
                          (refuses_jobs_ && e.ec == error::job_events_refused) ||
                          (w.of_pair && e.ec == error::unknown_job);
        if (!fair) wrong_ = e.ec.message() + ": " + w.number;
    }

    support::random_source random_;
    bool refuses_jobs_;
    conversation client_;
    small_switch server_;
    time_point now_ = start;
    std::vector<wait> waits_;
    std::string wrong_;
};

}  // namespace

TEST_CASE("no conversation loses or mixes up an answer", "[protocol][exchange][random]") {
    support::each_round(1000, [](std::uint64_t seed) {
        INFO("ESLIO_SEED=" << seed);
        REQUIRE(schedule(seed).run(120) == "");
    });
}

}  // namespace exchange_schedules_test
