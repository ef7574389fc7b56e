// A client of the soak: connects, keeps commands and jobs in flight, cancels some, and goes, in
// ever new ways; and checks all that it is told.
#pragma once

#include "soak/ledger.hpp"

#include <eslio/connection.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/error.hpp>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace soak {

class client : public std::enable_shared_from_this<client> {
public:
    client(asio::io_context& context, std::vector<std::uint16_t> ports, ledger& l,
           std::uint64_t seed)
        : context_(context), ports_(std::move(ports)), ledger_(l), pause_(context), random_(seed) {}

    void start() { connect(); }

    /// Begins nothing new; what is outstanding ends.
    void stop() {
        stopped_ = true;
        pause_.cancel();
        fs_.reset();
    }

private:
    using clock = std::chrono::steady_clock;

    /// An operation that is outstanding: must end once.
    struct operation {
        clock::time_point begun = clock::now();
        asio::cancellation_signal signal;
        bool cancelled = false;
        bool ended = false;
    };

    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }

    /// A handler that counts its end and calls `f`; one in sixteen is cancelled right away or when
    /// the next operation begins.
    template <class... Values, class F>
    auto end_of(F f) {
        ++ledger_.begun;
        auto o = std::make_shared<operation>();
        if (to_cancel_) {
            to_cancel_->cancelled = true;
            to_cancel_->signal.emit(asio::cancellation_type::terminal);
            to_cancel_.reset();
        }
        if (below(16) == 0) to_cancel_ = o;
        auto slot = o->signal.slot();
        return asio::bind_cancellation_slot(
            slot,
            [self = shared_from_this(), o, f](eslio::error_code ec, Values... values) mutable {
                self->note_end(*o, ec);
                f(ec, values...);
            });
    }

    void note_end(operation& o, eslio::error_code ec) {
        if (std::exchange(o.ended, true)) ledger_.broke("an operation ended twice");
        ++ledger_.ended;
        if (ec == asio::error::operation_aborted) {
            ++ledger_.cancelled;
            if (!o.cancelled) ledger_.broke("an operation was aborted that nobody cancelled");
        } else if (ec == eslio::condition::timed_out) {
            ++ledger_.timed_out;
        } else if (ec == eslio::condition::protocol) {
            ledger_.broke("the bytes of a switch that keeps the protocol broke it");
        } else if (ec) {
            ++ledger_.lost;
        }
        if (clock::now() - o.begun > std::chrono::seconds(30))
            ledger_.broke("an operation ended long after its deadline");
    }

    static eslio::connection_options options() {
        eslio::connection_options o;
        o.connect_timeout = o.login_timeout = std::chrono::seconds(2);
        o.command_timeout = std::chrono::seconds(3);
        o.job_timeout = std::chrono::seconds(5);
        o.reply_debt_timeout = std::chrono::seconds(4);
        o.event_limits.messages = 200;
        return o;
    }

    void connect() {
        if (stopped_) return;
        fs_.emplace(context_, options());
        begun_here_ = 0;
        ++ledger_.connections;
        const std::string port = std::to_string(ports_[below(ports_.size())]);
        fs_->async_connect(eslio::login("127.0.0.1", port, eslio::password("ClueCon")),
                           end_of<>([this](eslio::error_code ec) {
                               if (ec) return go_on_later();
                               begin_session();
                           }));
    }

    void go_on_later() {
        if (stopped_) return;
        pause_.expires_after(std::chrono::milliseconds(5 + below(40)));
        pause_.async_wait([self = shared_from_this()](eslio::error_code ec) {
            if (!ec) self->connect();
        });
    }

    void begin_session() {
        ++session_;
        fs_->async_subscribe(
            eslio::subscription(static_cast<eslio::format>(below(3)), eslio::event_name::all),
            end_of<eslio::reply>([](eslio::error_code, const eslio::reply&) {}));
        receive();
        for (int i = 0; i < 8; ++i) next();
    }

    void receive() {
        fs_->async_receive(end_of<eslio::message>(
            [this, session = session_](eslio::error_code ec, const eslio::message&) {
                if (session != session_) return;
                if (ec) return leave();
                ++ledger_.events;
                receive();
            }));
    }

    /// One of eight lines of operations: each begins its next when one has ended.
    void next() {
        if (stopped_ || !fs_ || !fs_->is_open()) return;
        if (++begun_here_ > 400) return leave();
        const std::string number = std::to_string(++numbers_);
        switch (below(10)) {
            case 0: return job(number);
            case 1: return start_and_collect(number);
            case 2:
                return fs_->async_send(
                    eslio::command("noop " + number),
                    end_of<eslio::reply>([this](eslio::error_code ec, const eslio::reply& r) {
                        if (!ec && r.ok()) ledger_.broke("-ERR is taken for success");
                        next();
                    }));
            default: return api(number);
        }
    }

    void api(const std::string& number) {
        const auto begun = clock::now();
        auto handler = end_of<eslio::api_response>(
            [this, number, begun](eslio::error_code ec, const eslio::api_response& r) {
                if (!ec) {
                    if (r.body() != number) ledger_.broke("an api got another's answer");
                    ++ledger_.answered;
                    ledger_.api.add(clock::now() - begun);
                }
                next();
            });
        fs_->async_api("echo " + number, std::move(handler));
    }

    void job(const std::string& number) {
        fs_->async_bgapi("echo " + number,
                         end_of<eslio::job_result>(
                             [this, number](eslio::error_code ec, const eslio::job_result& r) {
                                 if (!ec && r.body() != number)
                                     ledger_.broke("a job got another's result");
                                 if (!ec) ++ledger_.answered;
                                 next();
                             }));
    }

    void start_and_collect(const std::string& number) {
        fs_->async_start_job(
            "echo " + number,
            end_of<eslio::job>([this, number](eslio::error_code ec, const eslio::job& started) {
                if (ec || !fs_ || !fs_->is_open()) return next();
                fs_->async_job_result(
                    started, end_of<eslio::job_result>(
                                 [this, number](eslio::error_code e, const eslio::job_result& r) {
                                     if (!e && r.body() != number)
                                         ledger_.broke("a started job got another's result");
                                     if (!e) ++ledger_.answered;
                                     next();
                                 }));
            }));
    }

    /// The end of a session, in one of four ways. What is outstanding ends by itself.
    void leave() {
        if (stopped_) return;
        ++session_;
        switch (below(4)) {
            case 0: fs_->close(); break;
            case 1: fs_.reset(); break;
            case 2: *fs_ = eslio::connection(context_, options()); break;
            default:
                if (fs_->is_open()) {
                    fs_->async_exit(end_of<>([this](eslio::error_code) { go_on_later(); }));
                    return;
                }
        }
        go_on_later();
    }

    asio::io_context& context_;
    std::vector<std::uint16_t> ports_;
    ledger& ledger_;
    asio::steady_timer pause_;
    std::mt19937_64 random_;
    std::optional<eslio::connection> fs_;
    std::shared_ptr<operation> to_cancel_;
    std::uint64_t numbers_ = 0;
    std::uint64_t session_ = 0;
    int begun_here_ = 0;
    bool stopped_ = false;
};

}  // namespace soak
