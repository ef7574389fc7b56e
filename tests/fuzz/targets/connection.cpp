// A whole connection under any schedule: bytes of the switch, faults of the stream, operations,
// cancellations, deadlines, and handlers that begin, close or destroy in turn. Every operation
// completes exactly once; nobody gets the answer to another's command.
#include "fuzz/target.hpp"
#include "support/peer.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/error.hpp>

#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace eslio;
using fuzz::require;

struct operation {
    asio::cancellation_signal signal;
    std::string number;  ///< asked for, and to be in the answer; empty if any answer will do
    int count = 0;
    bool cancelled = false;
};

class schedule {
public:
    explicit schedule(fuzz::input in) : in_(in), peer_(make_options(in_), false) {}

    void run() {
        if (in_.below(8) != 0) log_in();
        for (int steps = 0; !in_.empty() && steps < 300; ++steps) step();
        finish();
    }

private:
    static connection_options make_options(fuzz::input& in) {
        connection_options o;
        const std::uint8_t how = in.byte();
        if (how & 1) o.frame_limits = {200, 300};
        if (how & 2) o.command_limits = {4, 200};
        if (how & 4) o.event_limits.messages = 2;
        if (how & 8) o.event_limits.policy = overflow_policy::drop_newest;
        if (how & 16) o.event_limits.policy = overflow_policy::close;
        if (how & 32) o.accept_unasked_replies = true;
        if (how & 64) o.command_timeout = o.job_timeout = std::chrono::seconds(5);
        if (how & 128) o.reply_debt_timeout = std::chrono::seconds(3);
        return o;
    }

    void log_in() {
        begin(1);
        peer_.says(test::auth_request);
        peer_.says(test::reply_packet("+OK accepted"));
        collect();
        commands_.clear();
    }

    void step() {
        switch (in_.below(24)) {
            case 0:
            case 1:
            case 2:
            case 3:
            case 4: return begin(in_.byte());
            case 5:
            case 6:
            case 7:
            case 8: return answer();
            case 9: return say(job_event());
            case 10: return say(test::event_packet("Event-Name: DTMF\n\n"));
            case 11: return say(std::string(test::goodbye));
            case 12: return say(std::string(test::auth_request));
            case 13: return tamper(in_.take(in_.below(40)));
            case 14: return tamper(in_.take(in_.byte()));
            case 15: return cancel();
            case 16: return pass();
            case 17: return fault();
            case 18: return fault();
            case 19: settle_ = !settle_; break;
            case 20: peer_.context.poll_one(); break;
            case 21: return on_completion_.push_back(in_.byte());
            case 22: return end(in_.below(40));
            default: peer_.time.settle(); break;
        }
        peer_.context.restart();
    }

    void rest() {
        if (settle_) peer_.time.settle();
    }

    // ---- the switch ----------------------------------------------------------------------------

    void say(const std::string& bytes) {
        peer_.server.send_now(bytes);
        rest();
    }

    void tamper(std::string_view bytes) {
        if (!bytes.empty()) tampered_ = true;
        say(std::string(bytes));
    }

    /// Reads the commands that have come.
    void collect() {
        heard_ += peer_.server.take_received();
        for (std::size_t end; (end = heard_.find("\n\n")) != std::string::npos;) {
            commands_.push_back(heard_.substr(0, end));
            heard_.erase(0, end + 2);
        }
    }

    /// Answers the oldest command, in one of the ways of FreeSWITCH.
    void answer() {
        const std::size_t how = in_.below(8);
        collect();
        if (commands_.empty()) return;
        const std::string command = std::move(commands_.front());
        commands_.pop_front();
        const std::string line = command.substr(0, command.find('\n'));
        const std::string number = line.substr(line.rfind(' ') + 1);
        const std::string uuid = test::job_uuid_of(command);
        if (how == 7) return say(test::reply_packet("-ERR " + number));
        if (!uuid.empty()) {
            jobs_.emplace_back(uuid, number);
            return say("Content-Type: command/reply\nReply-Text: +OK Job-UUID: " + uuid +
                       "\nJob-UUID: " + uuid + "\n\n");
        }
        if (line.rfind("api ", 0) == 0) return say(test::api_packet("+OK " + number));
        say(test::reply_packet("+OK " + number));
    }

    std::string job_event() {
        if (jobs_.empty()) return {};
        const auto which = static_cast<std::ptrdiff_t>(in_.byte() % jobs_.size());
        const auto [uuid, number] = jobs_[static_cast<std::size_t>(which)];
        jobs_.erase(jobs_.begin() + which);
        return test::job_packet(uuid, "+OK " + number);
    }

    void fault() {
        const std::size_t how = in_.below(12);
        const std::uint8_t value = in_.byte();
        testing::stream& s = how & 1 || !peer_.fs ? peer_.server : peer_.fs->next_layer();
        switch (how / 2) {
            case 0: s.max_read(1 + value); break;
            case 1: s.max_write(1 + value); break;
            case 2:
                s.fail_operation(1 + value % 4, value & 16 ? error_code(asio::error::timed_out)
                                                           : error_code(asio::error::eof));
                break;
            case 3:
                value & 1 ? static_cast<void>(s.stall_writes())
                          : static_cast<void>(s.stall_reads());
                break;
            case 4: s.release(); break;
            default: value & 1 ? peer_.server.reset() : peer_.server.shutdown_send(); break;
        }
        rest();
    }

    // ---- the user ------------------------------------------------------------------------------

    /// A handler that notes the end of `o` and does what the schedule has in store for one.
    auto handler(operation& o) {
        return asio::bind_cancellation_slot(
            o.signal.slot(), [this, &o](error_code ec, auto... got) {
                ++o.count;
                require(o.count == 1, "an operation completes once");
                if (ec == asio::error::operation_aborted)
                    require(o.cancelled, "nothing is aborted that was not cancelled");
                if (!ec && !tampered_ && !o.number.empty()) (check_answer(o, got), ...);
                react();
            });
    }

    auto job_handler(operation& o) {
        return asio::bind_cancellation_slot(
            o.signal.slot(), [this, &o](error_code ec, job started) {
                ++o.count;
                require(o.count == 1, "an operation completes once");
                if (!ec) last_job_ = std::move(started);
                react();
            });
    }

    void begin(std::size_t which) {
        if (!peer_.fs || operations_.size() > 200) return;
        operation& o = operations_.emplace_back();
        test::connection& c = *peer_.fs;
        const std::string number = std::to_string(operations_.size());
        const auto numbered = [&](const std::string& text) {
            o.number = number;
            return text + number;
        };
        const auto limit = std::chrono::seconds(which & 64 ? 2 : 100);
        switch (which % 16) {
            case 0: return c.async_send(command(numbered("noop ")).timeout(limit), handler(o));
            case 1: return c.async_login(password("ClueCon"), handler(o));
            case 2: return c.async_api(api_request(numbered("echo ")).timeout(limit), handler(o));
            case 3: return c.async_bgapi(api_request(numbered("echo ")).timeout(limit), handler(o));
            case 4: return c.async_start_job(numbered("echo "), job_handler(o));
            case 5: return c.async_job_result(last_job_, handler(o));
            case 6: return c.async_subscribe(subscription(event_name::dtmf), handler(o));
            case 7: return c.async_unsubscribe(subscription(event_name::dtmf), handler(o));
            case 8: return c.async_filter("Unique-ID", "1", handler(o));
            case 9: return c.async_send(command("noevents"), handler(o));
            case 10: return c.async_receive(handler(o));
            case 11: return c.async_receive(lent_, handler(o));
            case 12: return c.async_exit(handler(o));
            case 13: return c.async_attach(handler(o));
            case 14: return c.async_send(command("bad\rcommand"), handler(o));
            default: return c.async_log(log_level::info, handler(o));
        }
    }

    template <class Answer>
    static void check_answer(const operation& o, const Answer& answer) {
        if constexpr (!std::is_same_v<Answer, message>) {
            const std::string_view text = answer.text();
            require(text == "+OK " + o.number || text == "-ERR " + o.number,
                    "an operation gets the answer to its own command");
        }
    }

    void react() {
        if (on_completion_.empty()) return;
        const std::uint8_t what = on_completion_.front();
        on_completion_.pop_front();
        if (what % 8 == 0) return end(what / 8U);
        begin(what / 8U);
    }

    void cancel() {
        if (operations_.empty()) return;
        operation& o = operations_[in_.byte() % operations_.size()];
        static constexpr asio::cancellation_type types[] = {asio::cancellation_type::terminal,
                                                            asio::cancellation_type::partial,
                                                            asio::cancellation_type::total};
        o.cancelled = true;
        o.signal.emit(types[in_.below(3)]);
        rest();
    }

    void pass() {
        const std::uint8_t span = in_.byte();
        peer_.time.advance(span & 128 ? std::chrono::milliseconds(span * 5000)
                                      : std::chrono::milliseconds(span * 50));
    }

    /// The rarer ends of a connection.
    void end(std::size_t how) {
        if (!peer_.fs) return;
        if (how == 0) {
            peer_.fs.reset();
        } else if (how == 1) {
            peer_.fs->close();
        } else if (how == 2) {
            test::connection moved(std::move(*peer_.fs));
            *peer_.fs = std::move(moved);
        }
        rest();
    }

    /// Whatever has happened: when the stream has ended and time has passed, all is complete.
    void finish() {
        on_completion_.clear();
        if (peer_.fs) peer_.fs->next_layer().release();
        peer_.server.release();
        const std::size_t how = in_.rest().size() % 3;
        if (how == 0)
            peer_.server.close();
        else if (how == 1 && peer_.fs)
            peer_.fs->close();
        peer_.time.settle();
        if (peer_.fs && how != 2) {
            message left;
            while (peer_.fs->try_receive(left)) {
            }
        }
        if (how == 2) peer_.fs.reset();
        peer_.time.advance(std::chrono::hours(1));
        for (const operation& o : operations_) require(o.count == 1, "every operation completes");
        peer_.fs.reset();
        peer_.time.settle();
    }

    fuzz::input in_;
    test::peer peer_;
    std::deque<operation> operations_;
    std::deque<std::uint8_t> on_completion_;
    std::deque<std::string> commands_;
    std::vector<std::pair<std::string, std::string>> jobs_;
    std::string heard_;
    message lent_;
    job last_job_{"unknown", ""};
    bool tampered_ = false;
    bool settle_ = true;
};

}  // namespace

int run(const std::uint8_t* data, std::size_t size) {
    schedule(fuzz::input(data, size)).run();
    return 0;
}
