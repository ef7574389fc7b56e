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
// --help tells all options, the form of the lines of JSON and the exit status. Standard input is
// read only without -x, -e and --log: then each line is a command, with a prompt at a terminal.
// Output is written by a thread of its own, so FreeSWITCH never waits for who reads it; the
// password is wiped out of the list of processes.
#include "cli/help.hpp"
#include "cli/parse_options.hpp"
#include "cli/session.hpp"

#include <eslio/version.hpp>

#include <asio/io_context.hpp>
#include <asio/post.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
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

int run_with(const cli::options& o) {
    cli::ignore_broken_pipes();
    const bool shows_to_person = cli::is_terminal(cli::standard_stream::output);
    const bool at_terminal = o.reads_input() && !o.batch && shows_to_person &&
                             cli::is_terminal(cli::standard_stream::input);
    cli::text_style style;
    style.color = shows_to_person && o.color && cli::environment_allows_color();
    style.guard = shows_to_person;

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
        cli::run everything(context, o, printer, at_terminal, complain);
        cli::session whole(everything);
        current = &everything;
        session = &whole;
        whole.start();
        context.run();
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
    const cli::parsed_options parsed = cli::parse_options(arguments);
    for (const cli::secret_place& s : parsed.secrets)
        for (char* c = argv[s.argument + 1] + s.offset; *c != '\0'; ++c) *c = '*';
    if (!parsed.error.empty()) {
        complain(parsed.error + "\nTry 'eslio_cli --help'.");
        return cli::status_usage;
    }
    if (parsed.value.help || parsed.value.version) {
        print(parsed.value.help ? cli::help_text : "eslio_cli " ESLIO_VERSION_STRING "\n");
        return 0;
    }
    try {
        return run_with(parsed.value);
    } catch (const std::exception& e) {
        complain(e.what());
        return cli::status_failed;
    }
}
