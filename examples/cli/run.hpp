// What all parts of one run of eslio_cli share: the connection, the output, and how it ends.
#pragma once

#include "editor.hpp"
#include "options.hpp"
#include "printer.hpp"
#include "switch_connection.hpp"
#include "watch.hpp"

#include <eslio/error.hpp>
#include <eslio/event/message.hpp>
#include <eslio/wire/ascii.hpp>

#include <asio/io_context.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace cli {

enum exit_status { status_ok = 0, status_refused = 1, status_failed = 2, status_usage = 64 };

/// Everything happens on the io_context's one thread. Once it is over, nothing is done any more.
class run {
public:
    /// `complain_to` writes a line for the user to standard error.
    run(asio::io_context& on, const options& o, printer& to, bool terminal,
        std::function<void(std::string_view)> complain_to)
        : context(on),
          settings(o),
          out(to),
          at_terminal(terminal),
          complain(std::move(complain_to)),
          connection(on, o),
          debug(o.debug) {
        watched.log_uuid = o.only_uuid;
    }

    asio::io_context& context;
    const options settings;
    printer& out;
    const bool at_terminal;  ///< there is a prompt
    const std::function<void(std::string_view)> complain;
    switch_connection connection;
    editor* lines = nullptr;  ///< of the prompt; null: plain lines of standard input
    watch watched;
    int debug;

    int status() const noexcept { return status_; }
    bool is_over() const noexcept { return over_; }

    void raise_status(exit_status s) noexcept { status_ = std::max<int>(status_, s); }

    /// Ends it, with a word to the user if there is something to say.
    void leave(exit_status s, std::string_view why = {}) {
        if (std::exchange(over_, true)) return;
        raise_status(s);
        out.drop_draft();
        out.answered();
        out.flush();
        if (!why.empty()) complain(why);
        if (unasked_answers_ != 0 && !settings.quiet)
            complain(std::to_string(unasked_answers_) + " answers came that nothing asked for");
        connection.close();
        context.stop();
    }

    /// A remark: at the prompt between what is printed there, else on standard error.
    void tell(const std::string& text) {
        if (at_terminal && settings.output == output_form::text) {
            out.show_text("-- " + text + "\n");
            return out.flush();
        }
        if (!settings.quiet) complain(text);
    }

    /// What is sent and answered, with debug level 7.
    void trace(std::string_view what, std::string_view text) {
        if (debug < 7) return;
        std::string line(what);
        append_shown(line, eslio::wire::trim(text), true);
        tell(line);
    }

    // Messages.

    void show(const eslio::message& m) {
        const eslio::raw_packet* const raw = m.as_raw();
        const std::string_view type = raw != nullptr ? raw->content_type() : std::string_view();
        if (eslio::wire::iequals(type, "command/reply") ||
            eslio::wire::iequals(type, "api/response")) {
            ++unasked_answers_;
            return;
        }
        if (!settings.listens() && !settings.reads_input() && settings.output == output_form::text)
            return;
        if (!watched.shows(m)) return;
        out.show(m);
        ++shown_;
    }

    /// As many as --count says.
    bool shown_enough() const noexcept { return settings.count != 0 && shown_ >= settings.count; }

    /// Answers have come that belong to no command, so those that do may be another's.
    bool answers_are_mixed_up() const noexcept { return unasked_answers_ != 0; }

    // Commands.

    template <class Answer>
    void show_answer(std::string_view command, const Answer& answer, std::string_view body) {
        trace("answered: ", body);
        out.show(command, answer, body);
        out.flush();
        if (!answer.ok()) note_refusal();
    }

    /// A person at the prompt has seen it; a script wants to know.
    void note_refusal() noexcept {
        if (!at_terminal) raise_status(status_refused);
    }

    /// No answer will come. If the connection has ended, what came before is printed first, then
    /// whoever receives messages leaves. The command's text may hold secrets: `what` tells its
    /// number. With -R what is typed goes on after it, and only a script wants to know at its end;
    /// so it does at a prompt after a time-out (-t).
    void command_failed(const std::string& what, eslio::error_code ec) {
        const bool lost = ec == eslio::condition::disconnected || ec == eslio::error::lost_in_gap;
        const bool late = at_terminal && ec == eslio::condition::timed_out;
        const bool goes_on = settings.reads_input() && (late || (lost && settings.reconnect));
        if (goes_on && at_terminal) return tell(what + ": " + ec.message());
        raise_status(status_failed);
        complain(what + ": " + ec.message());
        if (goes_on) return;
        if (!lost || settings.reconnect || shown_enough()) leave(status_failed);
    }

private:
    std::uint64_t shown_ = 0;
    std::uint64_t unasked_answers_ = 0;
    int status_ = status_ok;
    bool over_ = false;
};

}  // namespace cli
