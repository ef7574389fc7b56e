// eslio_cli: FreeSWITCH's console from outside, for people and for scripts (fs_cli's options).
//
// Try, without any FreeSWITCH (--embedded starts a fake one inside):
//     eslio_cli --embedded -x status
//     eslio_cli --embedded --bg -x "originate user/1000 &park()" -e ALL -o jsonl --for 5
//     eslio_cli --embedded
// and with one:
//     eslio_cli -H 10.0.0.5 -p secret -e "CHANNEL_CREATE CHANNEL_HANGUP_COMPLETE" -o jsonl
//     eslio_cli -H 10.0.0.5 -p secret -rR
// The last comes back to a switch that is restarted, and says so (a client, where the others are a
// connection).
//
// Built where libedit is installed (Debian's libedit-dev), its prompt has history, completion and
// fs_cli's function keys; fs_cli's profiles are read in any case.
//
// --help tells all options, the form of the lines of JSON and the exit status. Standard input is
// read only without -x, -e and --log: then each line is a command, with a prompt at a terminal.
// Output is written by a thread of its own, so FreeSWITCH never waits for who reads it; the
// password is wiped out of the list of processes.
#include "cli/help.hpp"
#include "cli/parse_options.hpp"
#include "cli/profile.hpp"
#include "cli/session.hpp"
#ifdef ESLIO_CLI_LIBEDIT
#include "cli/line_editor.hpp"
#endif

#include <eslio/version.hpp>

#include <asio/io_context.hpp>
#include <asio/post.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

void complain(std::string_view text) {
    const std::string line = "eslio_cli: " + std::string(text) + "\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
}

void print(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
}

cli::text_style style_of(const cli::options& o, bool shows_to_person) {
    cli::text_style style;
    style.color = shows_to_person && o.color && cli::environment_allows_color();
    style.guard = shows_to_person;
    style.log_uuid = o.log_uuid;
    style.log_uuid_length = o.log_uuid_length;
    const bool has_colors =
        !(o.prompt_color.empty() && o.input_color.empty() && o.output_color.empty());
    if (style.color && has_colors) style.output = "\x1b[0m" + o.output_color;
    return style;
}

#ifdef ESLIO_CLI_LIBEDIT
constexpr std::string_view version_text = "eslio_cli " ESLIO_VERSION_STRING ", with libedit\n";
#else
constexpr std::string_view version_text = "eslio_cli " ESLIO_VERSION_STRING "\n";
#endif

/// Null: there is none, lines are read as they are.
std::unique_ptr<cli::editor> make_editor([[maybe_unused]] asio::io_context& context,
                                         [[maybe_unused]] cli::output_thread& out,
                                         [[maybe_unused]] const cli::options& o) {
#ifdef ESLIO_CLI_LIBEDIT
    if (!cli::terminal_can_edit()) return nullptr;
    try {
        return std::make_unique<cli::line_editor>(
            context, out, o.keep_history ? cli::in_home(".eslio_cli_history") : std::string());
    } catch (const std::exception& e) {
        complain(std::string("lines cannot be edited: ") + e.what());
    }
#endif
    return nullptr;
}

/// Until the run is over. With an editor whatever happens does so while it waits for a character.
void go_through(asio::io_context& context, cli::editor* lines) {
    while (!context.stopped()) {
        if (lines != nullptr && lines->is_started())
            lines->read_line();
        else
            context.run_one();
    }
}

int run_with(cli::options o) {
    cli::ignore_broken_pipes();
    const bool shows_to_person = cli::is_terminal(cli::standard_stream::output);
    const bool typed = o.reads_input() && cli::is_terminal(cli::standard_stream::input);
    const bool at_terminal = typed && !o.batch && shows_to_person;
    // What fs_cli begins with: `log` without a level.
    if (typed && !o.prompt_log) o.prompt_log = eslio::log_level::debug;
    const cli::text_style style = style_of(o, shows_to_person);

    asio::io_context context(1);
    cli::run* current = nullptr;
    cli::session* session = nullptr;
    bool output_gone = false;
    cli::output_thread out(stdout, {[&] { asio::post(context, [&] { session->go_on(); }); },
                                    [&] {
                                        asio::post(context, [&] {
                                            output_gone = true;
                                            current->leave(cli::status_ok);
                                        });
                                    }});
    cli::printer printer(out, o.output, style);
    int status = 0;
    bool interrupted = false;
    {
        const auto lines = at_terminal ? make_editor(context, out, o) : nullptr;
        printer.draft_of(lines.get());
        const bool together = lines && cli::is_terminal(cli::standard_stream::error);
        const auto complain_there = [&printer](std::string_view text) {
            printer.show_text("eslio_cli: " + std::string(text) + "\n");
            printer.flush();
        };
        cli::run everything(context, o, printer, at_terminal,
                            together ? std::function<void(std::string_view)>(complain_there)
                                     : complain);
        everything.lines = lines.get();
        cli::session whole(everything);
        current = &everything;
        session = &whole;
        whole.start();
        go_through(context, lines.get());
        printer.draft_of(nullptr);
        status = everything.status();
        interrupted = whole.interrupted();
    }
    // From here on a signal ends the program in the usual way, if nobody reads the output.
    const auto patience = interrupted ? std::chrono::seconds(1) : cli::output_thread::forever;
    if (!out.finish(patience)) std::_Exit(status);
    return output_gone ? 0 : status;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    cli::parsed_options parsed = cli::parse_options(arguments);
    for (const cli::secret_place& s : parsed.secrets)
        for (char* c = argv[s.argument + 1] + s.offset; *c != '\0'; ++c) *c = '*';
    if (!parsed.error.empty()) {
        complain(parsed.error + "\nTry 'eslio_cli --help'.");
        return cli::status_usage;
    }
    if (parsed.value.help || parsed.value.version) {
        print(parsed.value.help ? cli::help_text : version_text);
        return 0;
    }
    const cli::profile_choice profile = cli::choose_profile(parsed.profile);
    if (!profile.error.empty()) {
        complain(profile.error + "\nTry 'eslio_cli --help'.");
        return cli::status_usage;
    }
    parsed = cli::parse_options(arguments, profile.value);
    try {
        if (!parsed.error.empty()) throw std::runtime_error(parsed.error);
        if (!parsed.value.quiet)
            for (const std::string& remark : profile.remarks) complain(remark);
        return run_with(parsed.value);
    } catch (const std::exception& e) {
        complain(e.what());
        return cli::status_failed;
    }
}
