// Commands from standard input, one at a time; with a prompt at a terminal.
#pragma once

#include "completion.hpp"
#include "help.hpp"
#include "line_reader.hpp"
#include "own_completion.hpp"
#include "prompt_line.hpp"
#include "prompt_text.hpp"
#include "run.hpp"
#include "settings.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/error.hpp>
#include <asio/ip/host_name.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace cli {

/// Leaves when told to or at the end of the input, once the results of all jobs are there.
class prompt {
public:
    explicit prompt(run& r) : run_(r), patience_(r.context) {
        names_.of_switch = r.settings.embedded ? "embedded" : r.settings.host;
        if (!run_.at_terminal) {
            begin();
            return;
        }
        eslio::error_code ignored;
        names_.of_this_host = asio::ip::host_name(ignored);
        learn_names([this] { begin(); });
    }

    /// FreeSWITCH is asked what it is called; without an answer it stays what it was.
    void learn_names(std::function<void()> then) {
        ask_name("switchname", &host_names::of_switch);
        names_.of_its_host = names_.of_switch;
        ask_name("hostname", &host_names::of_its_host, std::move(then));
    }

    /// The command that runs is waited for no longer. False: none does.
    bool give_up() {
        if (!busy_) return false;
        giving_up_.emit(asio::cancellation_type::terminal);
        return true;
    }

private:
    template <class Handler>
    auto may_be_given_up(Handler h) {
        return asio::bind_cancellation_slot(giving_up_.slot(), std::move(h));
    }

    void ask_name(const char* api, std::string host_names::*name, std::function<void()> then = {}) {
        auto wanted = eslio::api_request(api).timeout(std::chrono::seconds(5));
        run_.connection.async_api(std::move(wanted),
                                  [this, name, then = std::move(then)](
                                      eslio::error_code ec, const eslio::api_response& answer) {
                                      if (run_.is_over()) return;
                                      if (!ec && answer.ok())
                                          names_.*name = eslio::wire::trim(answer.body());
                                      if (then) then();
                                  });
    }

    void begin() {
        if (run_.lines == nullptr) {
            input_.emplace(run_.context.get_executor(), [this] { lines_have_come(); });
            return next_line();
        }
        run_.tell("/help tells what there is, Tab completes, /exit leaves");
        run_.lines->start(
            {[this](std::string line) { typed(std::move(line)); },
             [this] {
                 ended_ = true;
                 next_line();
             },
             [this](std::size_t key) { asio::post(run_.context, [this, key] { pressed(key); }); },
             [this](std::string before, std::string after) {
                 complete(std::move(before), after);
             }});
        next_line();
    }

    // The line editor's.

    void typed(std::string line) {
        if (run_.is_over()) return;
        if ((busy_ || leaving_) && parse(line).what == request::kind::leave) return leave();
        lines_.push_back(std::move(line));
        next_line();
    }

    /// Its command runs as if it had been typed, and the draft stays.
    void pressed(std::size_t number) {
        if (run_.is_over()) return;
        const function_key& key = run_.settings.keys.at(number - 1);
        bool& is_second = second_.at(number - 1);
        const std::string& text = is_second && !key.second.empty() ? key.second : key.command;
        is_second = !is_second;
        run_.out.show_text(prompt_text(run_.settings, names_, false) + text + "\n");
        run_.out.flush();
        lines_.push_back(text);
        next_line();
    }

    /// What is typed meanwhile waits for its turn, as in fs_cli; all else goes on. After a second
    /// it waits no longer, and what comes then is of use only to the same draft.
    void complete(std::string before, std::string_view after) {
        if (run_.is_over() || busy_ || completing_) return;
        run_.lines->hold(true);
        const std::optional<std::string> part = part_of_switch(before);
        if (!part && eslio::wire::starts_with(before, "/")) {
            return asio::post(run_.context, [this, before = std::move(before)] {
                show_completion(before, complete_own_command(before));
                run_.lines->hold(false);
            });
        }
        completing_ = true;
        patience_.expires_after(std::chrono::seconds(1));
        patience_.async_wait([this](eslio::error_code cancelled) {
            if (!cancelled) run_.lines->hold(false);
        });
        auto wanted =
            eslio::api_request(completion_request(part ? *part : before, after)).idempotent();
        run_.connection.async_api(std::move(wanted),
                                  [this, before = std::move(before)](
                                      eslio::error_code ec, const eslio::api_response& answer) {
                                      completing_ = false;
                                      patience_.cancel();
                                      if (run_.is_over()) return;
                                      if (!ec)
                                          show_completion(before, read_completion(answer.body()));
                                      run_.lines->hold(false);
                                  });
    }

    void show_completion(const std::string& before, const completion& c) {
        std::string list;
        append_block(list, c.list, run_.out.style());
        run_.out.show_text(list);
        run_.lines->complete(before, c.size, c.text);
        run_.out.flush();
    }

    /// Lines, or the end of the input. At a terminal one may leave while a command runs.
    void lines_have_come() {
        if (run_.is_over()) return;
        if (!busy_ && !leaving_) return next_line();
        std::string line;
        while (run_.at_terminal && !run_.is_over() && input_->take(line)) {
            if (parse(line).what == request::kind::leave)
                leave();
            else
                lines_.push_back(std::move(line));
        }
    }

    /// The results of jobs are waited for, as they would be lost; told again at a terminal, it
    /// leaves at once. Whatever else was typed is not carried out any more.
    void leave() {
        if (jobs_ == 0 || std::exchange(leaving_, true)) return run_.leave(status_ok);
        if (run_.at_terminal)
            run_.complain("results of /bgapi are waited for; /exit again leaves at once");
    }

    request parse(std::string_view line) const {
        return parse_prompt_line(line, run_.settings.format);
    }

    bool take(std::string& line) {
        if (lines_.empty()) return input_ && input_->take(line);
        line = std::move(lines_.front());
        lines_.pop_front();
        return true;
    }

    void next_line() {
        if (run_.is_over() || busy_ || leaving_) return;
        std::string line;
        if (!take(line)) return wait_for_line();
        if (std::exchange(asking_, false)) run_.out.answered();
        carry_out(parse(line));
        if (!busy_ && !leaving_ && !run_.is_over())
            asio::post(run_.context, [this] { next_line(); });
    }

    void wait_for_line() {
        if (input_ ? input_->ended() : ended_) {
            if (jobs_ != 0) return;
            if (run_.at_terminal && input_) run_.out.show_text("\n");
            return run_.leave(status_ok);
        }
        if (!run_.at_terminal || asking_) return;
        asking_ = true;
        run_.out.ask(
            prompt_text(run_.settings, names_, run_.lines != nullptr && run_.out.style().color));
    }

    void carry_out(request r) {
        switch (r.what) {
            case request::kind::nothing: return;
            case request::kind::leave: return leave();
            case request::kind::help: run_.out.show_text(prompt_help_text); return run_.out.flush();
            case request::kind::wrong: run_.note_refusal(); return run_.complain(r.text);
            case request::kind::api: return run_api(std::move(r.text));
            case request::kind::job: return run_job(std::move(r.text));
            case request::kind::send: return send(std::move(r));
            case request::kind::uuid:
                return set_filter("log lines of other calls are", run_.watched.log_uuid, r.text);
            case request::kind::log_filter:
                return set_filter("log lines without it are", run_.watched.log_text, r.text);
            case request::kind::event_filter:
                return set_filter("events without it are", run_.watched.event_text, r.text);
            case request::kind::debug:
                run_.debug = r.text[0] - '0';
                return say("the debug level is " + r.text);
        }
    }

    /// With -R what is typed while there is no connection is sent on the next one.
    void tell_if_it_waits() {
        if (!run_.connection.is_up())
            run_.tell("not connected: it is sent when there is a connection");
    }

    void say(const std::string& text) {
        run_.out.show_text(text + "\n");
        run_.out.flush();
    }

    void set_filter(const std::string& what, std::string& filter, const std::string& text) {
        filter = text;
        say(text.empty() ? "nothing is left out any more" : what + " left out");
    }

    void run_api(std::string text) {
        // The console's own level is not this connection's: as in fs_cli both are set.
        if (constexpr std::string_view set = "console loglevel ";
            eslio::wire::istarts_with(text, set))
            send_first(parse("/log " + text.substr(set.size())));
        busy_ = true;
        tell_if_it_waits();
        run_.trace("sent: api ", text);
        run_.connection.async_send(
            line_of(run_.settings, text),
            may_be_given_up([this, text](eslio::error_code ec, eslio::reply said) {
                const eslio::api_response answer(std::move(said));
                answered(text, ec, answer, answer.body());
            }));
    }

    void send_first(request r) {
        if (r.what != request::kind::send) return;
        run_.connection.async_send(std::move(r.command),
                                   [this](eslio::error_code ec, const eslio::reply& answer) {
                                       if (!ec && !run_.is_over()) say(std::string(answer.text()));
                                   });
    }

    void send(request r) {
        busy_ = true;
        const std::string shown = r.command.shown();  // no password
        run_.trace("sent: ", shown.substr(0, shown.find('\n')));
        run_.connection.async_send(
            std::move(r.command),
            may_be_given_up(
                [this, text = std::move(r.text)](eslio::error_code ec, const eslio::reply& answer) {
                    answered(text, ec, answer, answer.text());
                }));
    }

    template <class Answer>
    void answered(const std::string& text, eslio::error_code ec, const Answer& answer,
                  std::string_view body) {
        if (run_.is_over()) return;
        busy_ = false;
        if (ec == asio::error::operation_aborted)
            run_.tell("given up; FreeSWITCH finishes it before it does what is typed after it");
        else if (ec)
            run_.command_failed("the command", ec);
        else
            run_.show_answer(text, answer, body);
        next_line();
    }

    /// The prompt goes on meanwhile.
    void run_job(std::string text) {
        ++jobs_;
        tell_if_it_waits();
        auto wanted = job_request_of(run_.settings, text);
        run_.connection.async_bgapi(
            std::move(wanted),
            [this, text = std::move(text)](eslio::error_code ec, const eslio::job_result& result) {
                if (run_.is_over()) return;
                --jobs_;
                if (ec)
                    run_.command_failed("the job", ec);
                else
                    run_.show_answer(text, result, result.body());
                if (leaving_ && jobs_ == 0) return run_.leave(status_ok);
                next_line();
            });
    }

    run& run_;
    std::optional<line_reader> input_;  ///< none with a line editor
    asio::steady_timer patience_;       ///< with a completion
    asio::cancellation_signal giving_up_;
    host_names names_;
    std::array<bool, 12> second_{};  ///< function keys whose other command is next
    std::deque<std::string> lines_;  ///< read while a command ran
    std::size_t jobs_ = 0;
    bool busy_ = false;
    bool asking_ = false;
    bool leaving_ = false;
    bool ended_ = false;
    bool completing_ = false;
};

}  // namespace cli
