// Commands from standard input, one at a time; with a prompt at a terminal.
#pragma once

#include "help.hpp"
#include "line_reader.hpp"
#include "prompt_line.hpp"
#include "run.hpp"
#include "settings.hpp"

#include <asio/post.hpp>

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <utility>

namespace cli {

/// Leaves when told to or at the end of the input, once the results of all jobs are there.
class prompt {
public:
    explicit prompt(run& r)
        : run_(r), input_(r.context.get_executor(), [this] { lines_have_come(); }) {
        next_line();
    }

private:
    /// Lines, or the end of the input. At a terminal one may leave while a command runs.
    void lines_have_come() {
        if (run_.is_over()) return;
        if (!busy_ && !leaving_) return next_line();
        std::string line;
        while (run_.at_terminal && !run_.is_over() && input_.take(line)) {
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
        if (lines_.empty()) return input_.take(line);
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
        if (input_.ended()) {
            if (jobs_ != 0) return;
            if (run_.at_terminal) run_.out.show_text("\n");
            return run_.leave(status_ok);
        }
        if (!run_.at_terminal || asking_) return;
        asking_ = true;
        run_.out.ask("freeswitch@" +
                     (run_.settings.embedded ? std::string("embedded") : run_.settings.host) +
                     "> ");
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
        }
    }

    /// With -R what is typed while there is no connection is sent on the next one.
    void tell_if_it_waits() {
        if (!run_.connection.is_up())
            run_.tell("not connected: it is sent when there is a connection");
    }

    void run_api(std::string text) {
        busy_ = true;
        tell_if_it_waits();
        auto wanted = request_of(run_.settings, text);
        run_.connection.async_api(
            std::move(wanted), [this, text = std::move(text)](eslio::error_code ec,
                                                              const eslio::api_response& answer) {
                answered(text, ec, answer, answer.body());
            });
    }

    void send(request r) {
        busy_ = true;
        run_.connection.async_send(
            std::move(r.command),
            [this, text = std::move(r.text)](eslio::error_code ec, const eslio::reply& answer) {
                answered(text, ec, answer, answer.text());
            });
    }

    template <class Answer>
    void answered(const std::string& text, eslio::error_code ec, const Answer& answer,
                  std::string_view body) {
        if (run_.is_over()) return;
        busy_ = false;
        if (ec)
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
    line_reader input_;
    std::deque<std::string> lines_;  ///< read while a command ran
    std::size_t jobs_ = 0;
    bool busy_ = false;
    bool asking_ = false;
    bool leaving_ = false;
};

}  // namespace cli
