// One run of eslio_cli: connects, subscribes, runs the commands, prints what comes, and ends.
#pragma once

#include "help.hpp"
#include "line_reader.hpp"
#include "options.hpp"
#include "printer.hpp"
#include "prompt_line.hpp"
#include "settings.hpp"

#include <eslio/connection.hpp>
#include <eslio/testing/fake_switch.hpp>

#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>

#include <algorithm>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cli {

enum exit_status { status_ok = 0, status_refused = 1, status_failed = 2, status_usage = 64 };

/// Everything happens on the io_context's one thread. It stops the context when it is done.
class session {
public:
    /// `complain` writes a line for the user to standard error.
    session(asio::io_context& context, const options& o, printer& out, bool at_terminal,
            std::function<void(std::string_view)> complain)
        : context_(context),
          options_(o),
          out_(out),
          at_terminal_(at_terminal),
          complain_(std::move(complain)),
          signals_(context, SIGINT, SIGTERM),
          clock_(context),
          connection_(context, connection_settings(o)) {}

    void start() {
        signals_.async_wait([this](eslio::error_code ec, int) {
            if (!ec) interrupt();
        });
        std::string host = options_.host;
        std::string port = options_.port;
        if (options_.embedded) {
            fake_ = std::make_unique<eslio::testing::fake_switch>(context_.get_executor(),
                                                                  fake_settings(options_));
            port = std::to_string(fake_->listen());
            host = "127.0.0.1";
        }
        connection_.async_connect(eslio::login(host, port, credentials_of(options_)),
                                  [this, place = host + ":" + port](eslio::error_code ec) {
                                      if (!ec) return connected();
                                      leave(status_failed, place + ": " + ec.message());
                                  });
    }

    /// The output takes text again.
    void go_on() {
        if (std::exchange(paused_, false)) receive();
    }

    /// Nobody reads what is printed.
    void output_gone() {
        output_gone_ = true;
        leave(status_ok);
    }

    int status() const noexcept { return output_gone_ ? status_ok : status_; }
    bool interrupted() const noexcept { return interrupted_; }

private:
    // ---- the beginning -------------------------------------------------------------------------

    void connected() {
        receive();
        if (options_.listen_for.count() != 0) {
            clock_.expires_after(options_.listen_for);
            clock_.async_wait([this](eslio::error_code ec) {
                if (!ec) stop_listening();
            });
        }
        const auto wanted = options_.subscription();
        if (!wanted) return begin_commands();
        connection_.async_subscribe(
            *wanted, [this](eslio::error_code ec, eslio::reply answer) { subscribed(ec, answer); });
    }

    void subscribed(eslio::error_code ec, const eslio::reply& answer) {
        if (over_) return;
        if (ec) return command_failed("the subscription", ec);
        if (answer.ok()) return begin_commands();
        std::string text("FreeSWITCH refused: ");
        append_shown(text, answer.text(), true);
        complain_(text);
        status_ = std::max<int>(status_, status_refused);
        if (options_.reads_input()) return begin_commands();
        // It says goodbye, so that what was on its way still is printed.
        leaving_ = true;
        connection_.async_exit([](eslio::error_code) {});
    }

    void begin_commands() {
        if (options_.reads_input()) {
            input_.emplace(context_.get_executor(), [this] { read_lines(); });
            return next_line();
        }
        results_.resize(options_.commands.size());
        if (!options_.background) return next_command();
        for (std::size_t i = 0; i < results_.size(); ++i) start_job(i);
    }

    // ---- what comes ----------------------------------------------------------------------------

    void receive() {
        connection_.async_receive(next_, [this](eslio::error_code ec) {
            if (over_) return;
            if (ec) return connection_ended(ec);
            received();
        });
    }

    void received() {
        bool more = true;
        bool room = true;
        while (more) {
            show_next();
            if (enough()) break;
            if (++shown_since_check_ % 64 == 0) {
                out_.flush();
                room = out_.has_room();
            }
            more = room && connection_.try_receive(next_);
        }
        out_.flush();
        if (enough()) return leave_if_done();
        if (room && out_.has_room()) return receive();
        paused_ = true;
    }

    void show_next() {
        const eslio::raw_packet* const raw = next_.as_raw();
        const bool unasked =
            raw != nullptr && (eslio::wire::iequals(raw->content_type(), "command/reply") ||
                               eslio::wire::iequals(raw->content_type(), "api/response"));
        if (unasked) {
            ++unasked_answers_;
            return;
        }
        if (!options_.listens() && !options_.reads_input() && options_.output == output_form::text)
            return;
        out_.show(next_);
        ++shown_;
    }

    bool enough() const noexcept { return options_.count != 0 && shown_ >= options_.count; }

    void connection_ended(eslio::error_code why) {
        const bool announced = leaving_ || why == eslio::error::disconnected;
        leave(announced ? status_ok : status_failed, announced ? "" : why.message());
    }

    // ---- the commands of -x --------------------------------------------------------------------

    eslio::api_request request_of(std::string text) const {
        return eslio::api_request(std::move(text)).timeout(options_.command_timeout);
    }

    void next_command() {
        if (commands_done_ == options_.commands.size()) return leave_if_done();
        const std::string& text = options_.commands[commands_done_];
        connection_.async_api(
            request_of(text), [this, &text](eslio::error_code ec, eslio::api_response answer) {
                if (over_) return;
                if (ec) return command_failed("command " + std::to_string(commands_done_ + 1), ec);
                show_answer(text, answer);
                ++commands_done_;
                next_command();
            });
    }

    void start_job(std::size_t i) {
        connection_.async_bgapi(
            request_of(options_.commands[i]),
            [this, i](eslio::error_code ec, eslio::job_result result) {
                if (over_) return;
                if (ec) return command_failed("command " + std::to_string(i + 1), ec);
                results_[i] = std::move(result);
                while (commands_done_ < results_.size() && results_[commands_done_]) {
                    show_answer(options_.commands[commands_done_], *results_[commands_done_]);
                    ++commands_done_;
                }
                leave_if_done();
            });
    }

    template <class Answer>
    void show_answer(std::string_view command, const Answer& answer) {
        out_.show(command, answer, answer.body());
        out_.flush();
        note_refusal(answer.ok());
    }

    void note_refusal(bool ok) noexcept {
        if (!ok && !at_terminal_) status_ = std::max<int>(status_, status_refused);
    }

    /// No answer will come. When the connection has ended, `receive` tells in a moment; what came
    /// before is printed first. The command's text may hold secrets, so `what` is its number.
    void command_failed(const std::string& what, eslio::error_code ec) {
        const bool lost = ec == eslio::condition::disconnected;
        const bool listening_only = results_.empty() && !input_;
        if (lost && listening_only) return;
        status_ = std::max<int>(status_, status_failed);
        complain_(what + ": " + ec.message());
        if (!lost || enough()) leave(status_failed);
    }

    bool commands_unanswered() const noexcept { return commands_done_ != results_.size(); }

    // ---- the prompt ----------------------------------------------------------------------------

    /// Lines have come, or their end. At a terminal one may leave while a command runs.
    void read_lines() {
        if (over_ || !input_) return;
        std::string line;
        if (busy_ && !at_terminal_) return;
        while (lines_.size() < 64 && input_->take(line)) {
            if (busy_ && parse_prompt_line(line, options_.format).what == request::kind::leave)
                return leave(status_ok);
            lines_.push_back(std::move(line));
        }
        if (!busy_) next_line();
    }

    void next_line() {
        if (over_ || busy_) return;
        std::string line;
        if (!lines_.empty()) {
            line = std::move(lines_.front());
            lines_.pop_front();
        } else if (!input_->take(line)) {
            if (input_->ended() && jobs_ == 0) {
                if (at_terminal_) out_.show_text("\n");
                return leave(status_ok);
            }
            if (at_terminal_ && !input_->ended() && !prompt_shown_) {
                out_.ask("freeswitch@" + (options_.embedded ? "embedded" : options_.host) + "> ");
                prompt_shown_ = true;
            }
            return;
        }
        if (std::exchange(prompt_shown_, false)) out_.answered();
        run(parse_prompt_line(line, options_.format));
        if (!busy_ && !over_) asio::post(context_, [this] { next_line(); });
    }

    void run(request r) {
        switch (r.what) {
            case request::kind::nothing: return;
            case request::kind::leave: return leave(status_ok);
            case request::kind::help: out_.show_text(prompt_help_text); return out_.flush();
            case request::kind::wrong: note_refusal(false); return complain_(r.text);
            case request::kind::api: return run_api(std::move(r.text));
            case request::kind::job: return run_job(std::move(r.text));
            case request::kind::send: return run_command(std::move(r));
        }
    }

    void run_api(std::string text) {
        busy_ = true;
        auto request = request_of(text);
        connection_.async_api(std::move(request),
                              [this, text = std::move(text)](eslio::error_code ec,
                                                             const eslio::api_response& answer) {
                                  line_answered(text, ec, answer, answer.body());
                              });
    }

    void run_command(request r) {
        busy_ = true;
        connection_.async_send(
            std::move(r.command),
            [this, text = std::move(r.text)](eslio::error_code ec, const eslio::reply& answer) {
                line_answered(text, ec, answer, answer.text());
            });
    }

    template <class Answer>
    void line_answered(const std::string& text, eslio::error_code ec, const Answer& answer,
                       std::string_view body) {
        if (over_) return;
        busy_ = false;
        if (ec) {
            command_failed("the command", ec);
        } else {
            out_.show(text, answer, body);
            out_.flush();
            note_refusal(answer.ok());
        }
        next_line();
    }

    void run_job(std::string text) {
        ++jobs_;
        auto request = request_of(text);
        connection_.async_bgapi(
            std::move(request),
            [this, text = std::move(text)](eslio::error_code ec, const eslio::job_result& result) {
                if (over_) return;
                --jobs_;
                if (ec)
                    command_failed("the job", ec);
                else
                    show_answer(text, result);
                next_line();
            });
    }

    // ---- the end -------------------------------------------------------------------------------

    void leave_if_done() {
        if (commands_unanswered() || options_.reads_input()) return;
        if (!options_.listens() || enough()) leave(status_ok);
    }

    /// The time of --for is over.
    void stop_listening() {
        if (over_) return;
        while (!paused_ && !enough() && connection_.try_receive(next_)) show_next();
        if (commands_unanswered()) leave(status_failed, "stopped before a command was answered");
        leave(status_ok);
    }

    void interrupt() {
        interrupted_ = true;
        leave(commands_unanswered() ? status_failed : status_ok);
    }

    void leave(exit_status s, std::string_view why = {}) {
        if (std::exchange(over_, true)) return;
        status_ = std::max<int>(status_, s);
        if (prompt_shown_) out_.answered();
        out_.flush();
        if (!why.empty()) complain_(why);
        if (unasked_answers_ != 0 && !options_.quiet)
            complain_(std::to_string(unasked_answers_) + " answers came that nothing asked for");
        input_.reset();
        connection_.close();
        context_.stop();
    }

    asio::io_context& context_;
    options options_;
    printer& out_;
    bool at_terminal_;  ///< standard input and output are one, and a prompt is wanted
    std::function<void(std::string_view)> complain_;
    asio::signal_set signals_;
    asio::steady_timer clock_;
    std::unique_ptr<eslio::testing::fake_switch> fake_;
    eslio::connection connection_;
    eslio::message next_;

    std::vector<std::optional<eslio::job_result>> results_;
    std::size_t commands_done_ = 0;
    std::optional<line_reader> input_;
    std::deque<std::string> lines_;
    std::size_t jobs_ = 0;

    std::uint64_t shown_ = 0;
    std::uint64_t shown_since_check_ = 0;
    std::uint64_t unasked_answers_ = 0;
    int status_ = status_ok;
    bool paused_ = false;
    bool busy_ = false;
    bool prompt_shown_ = false;
    bool leaving_ = false;
    bool over_ = false;
    bool interrupted_ = false;
    bool output_gone_ = false;
};

}  // namespace cli
