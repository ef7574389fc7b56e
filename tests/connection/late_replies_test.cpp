// Random schedules of commands, cancellations, deadlines and delayed answers: nobody ever gets
// another's answer, and every operation completes exactly once.
#include "catch.hpp"
#include "support/peer.hpp"
#include "support/rounds.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>

#include <deque>
#include <memory>
#include <random>
#include <vector>

using namespace eslio;
using namespace std::chrono_literals;
using test::reply_packet;

namespace {

enum class kind { send, api, bgapi, start_job };

/// One operation: the number it carries to FreeSWITCH and whatever came back.
struct operation {
    int number = 0;
    kind what = kind::send;
    int completions = 0;
    error_code ec;
    std::string answer;
    job started;
    bool reached = false;  ///< FreeSWITCH got it
    asio::cancellation_signal stop;
};

/// FreeSWITCH answers in order, some time; jobs end in any order.
class schedule {
public:
    explicit schedule(std::uint64_t seed) : random_(seed), peer_(options()) {
        peer_.fs->next_layer().max_read(1 + below(40)).max_write(1 + below(60));
    }

    void run() {
        const std::size_t steps = 30 + below(60);
        for (std::size_t i = 0; i < steps; ++i) step();
        finish();
        for (const auto& o : operations_) check(*o);
    }

private:
    connection_options options() {
        connection_options o;
        o.reply_debt_timeout = 0s;
        o.job_timeout = 300s;
        return o;
    }

    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }

    void step() {
        switch (below(12)) {
            case 0:
            case 1:
            case 2:
            case 3: begin(); break;
            case 4:
            case 5: answer(1 + below(4)); break;
            case 6: end_job(); break;
            case 7: cancel(); break;
            case 8: peer_.time.advance(std::chrono::milliseconds(below(2000))); break;
            case 9:
                if (below(3) == 0)
                    peer_.fs->next_layer().stall_writes();
                else
                    peer_.fs->next_layer().release();
                break;
            case 10: peer_.time.settle(); break;
            case 11: peer_.server.send_now(test::event_packet("Event-Name: DTMF\n\n")); break;
        }
    }

    void begin() {
        auto& o = *operations_.emplace_back(std::make_unique<operation>());
        o.number = static_cast<int>(operations_.size());
        o.what = static_cast<kind>(below(4));
        const std::string text = "n" + std::to_string(o.number);
        const auto patience = std::chrono::milliseconds(below(3) == 0 ? 1 + below(3000) : 0);
        const auto bound = [&o](auto take) {
            return asio::bind_cancellation_slot(o.stop.slot(), [&o, take](error_code ec, auto v) {
                ++o.completions;
                o.ec = ec;
                if (!ec) take(v);
            });
        };
        connection_of_test& fs = *peer_.fs;
        switch (o.what) {
            case kind::send:
                fs.async_send(command(text).timeout(patience),
                              bound([&o](const reply& r) { o.answer = r.text(); }));
                break;
            case kind::api:
                fs.async_api(api_request(text).timeout(patience),
                             bound([&o](const api_response& r) { o.answer = r.body(); }));
                break;
            case kind::bgapi:
                fs.async_bgapi(api_request(text).timeout(patience),
                               bound([&o](const job_result& r) { o.answer = r.body(); }));
                break;
            case kind::start_job:
                fs.async_start_job(text, bound([&o](const job& j) {
                                       o.answer = j.text();
                                       o.started = j;
                                   }));
                break;
        }
    }

    void cancel() {
        if (operations_.empty()) return;
        static constexpr asio::cancellation_type types[] = {asio::cancellation_type::terminal,
                                                            asio::cancellation_type::partial,
                                                            asio::cancellation_type::total};
        operations_[below(operations_.size())]->stop.emit(types[below(3)]);
    }

    /// Takes whole commands out of what was sent and puts their answers on the stack.
    void listen() {
        sent_ += peer_.said();
        for (std::size_t end; (end = sent_.find("\n\n")) != std::string::npos;) {
            owed_.push_back(answer_to(sent_.substr(0, end)));
            sent_.erase(0, end + 2);
        }
    }

    std::string answer_to(const std::string& command) {
        if (command == "event BACKGROUND_JOB") return reply_packet("+OK listening");
        const std::size_t at =
            command.find(command[0] == 'n' ? "n" : " n") + (command[0] == 'n' ? 1 : 2);
        const auto number = static_cast<std::size_t>(std::stoi(command.substr(at)));
        operations_.at(number - 1)->reached = true;
        const std::string echo = "echo " + std::to_string(number);
        if (command[0] == 'a') return test::api_packet(echo);
        if (command[0] == 'n') return reply_packet(echo);
        const std::string uuid = test::job_uuid_of(command);
        jobs_.push_back(test::job_packet(uuid, echo));
        return reply_packet("+OK Job-UUID: " + uuid);
    }

    void answer(std::size_t count) {
        listen();
        std::string bytes;
        for (; count != 0 && !owed_.empty(); --count) {
            bytes += owed_.front();
            owed_.pop_front();
        }
        peer_.server.send_now(bytes);
        if (below(2) == 0) peer_.time.settle();
    }

    /// A job ends after it was accepted: FreeSWITCH may say so once all before it is answered.
    void end_job() {
        if (jobs_.empty() || !owed_.empty()) return;
        const std::size_t which = below(jobs_.size());
        peer_.server.send_now(jobs_[which]);
        jobs_.erase(jobs_.begin() + static_cast<std::ptrdiff_t>(which));
    }

    void finish() {
        peer_.fs->next_layer().release();
        for (int i = 0; i < 3; ++i) {
            answer(owed_.size() + 1000);
            peer_.time.settle();
        }
        while (!jobs_.empty()) end_job();
        peer_.time.settle();
        CHECK(peer_.fs->is_open());
        collect();
    }

    /// Started jobs have their results waiting.
    void collect() {
        for (const auto& o : operations_) {
            if (o->what != kind::start_job || o->completions != 1 || o->ec) continue;
            test::outcome<job_result> result;
            peer_.fs->async_job_result(o->started, result.handler());
            peer_.time.settle();
            CHECK((result.done() && !result.ec));
            o->answer = result.value.body();
        }
    }

    void check(const operation& o) const {
        CAPTURE(o.number, static_cast<int>(o.what), o.ec.message(), o.answer);
        CHECK(o.completions == 1);
        if (!o.ec) {
            CHECK(o.answer == "echo " + std::to_string(o.number));
            CHECK(o.reached);
        } else {
            const bool given_up = o.ec == asio::error::operation_aborted || o.ec == error::timeout;
            CHECK(given_up);
        }
    }

    using connection_of_test = test::connection;

    std::mt19937_64 random_;
    test::peer peer_;
    std::vector<std::unique_ptr<operation>> operations_;
    std::string sent_;
    std::deque<std::string> owed_;
    std::vector<std::string> jobs_;
};

}  // namespace

TEST_CASE("nobody gets another's answer, whatever is given up and whenever") {
    support::each_round(1000, [](std::uint64_t seed) {
        INFO("ESLIO_SEED=" << seed);
        schedule(seed).run();
    });
}
