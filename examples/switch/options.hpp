// The command line of eslio_switch.
#pragma once

#include <charconv>
#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace fake_switch_program {

struct settings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8021;
    std::string password = "ClueCon";
    std::vector<std::string> users;
    std::vector<std::string> plans;
    std::vector<std::string> extensions;
    std::vector<std::string> applications;
    std::vector<std::string> apis;
    std::vector<std::string> lacking;  ///< files that there are not
    std::vector<std::string> queues;
    std::vector<std::string> calls;  ///< numbers that are called, one after another
    std::chrono::seconds every{0};   ///< between those calls; 0: once
    std::chrono::seconds lasts{0};   ///< 0: until it is stopped
    std::string run;                 ///< a program to run against it
    bool check = false;
    bool help = false;
};

template <class Number>
Number parse_number(const std::string& option, const std::string& text) {
    Number value = 0;
    const auto [stop, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc() || stop != text.data() + text.size())
        throw std::invalid_argument(option + " wants a number, not '" + text + "'");
    return value;
}

/// Throws std::invalid_argument, saying what is wrong.
inline settings parse_settings(int argc, const char* const* argv) {
    settings s;
    for (int i = 1; i < argc; ++i) {
        const std::string option = argv[i];
        if (option == "-h" || option == "--help") {
            s.help = true;
            continue;
        }
        if (option == "--check") {
            s.check = true;
            continue;
        }
        if (i + 1 == argc) throw std::invalid_argument("option " + option + " wants a value");
        const std::string value = argv[++i];
        if (option == "-H" || option == "--host")
            s.address = value;
        else if (option == "-P" || option == "--port")
            s.port = parse_number<std::uint16_t>(option, value);
        else if (option == "-p" || option == "--password")
            s.password = value;
        else if (option == "--user")
            s.users.push_back(value);
        else if (option == "--plan")
            s.plans.push_back(value);
        else if (option == "--extension")
            s.extensions.push_back(value);
        else if (option == "--application")
            s.applications.push_back(value);
        else if (option == "--api")
            s.apis.push_back(value);
        else if (option == "--lacks")
            s.lacking.push_back(value);
        else if (option == "--queue")
            s.queues.push_back(value);
        else if (option == "--call")
            s.calls.push_back(value);
        else if (option == "--every")
            s.every = std::chrono::seconds(parse_number<unsigned>(option, value));
        else if (option == "--seconds")
            s.lasts = std::chrono::seconds(parse_number<unsigned>(option, value));
        else if (option == "--run")
            s.run = value;
        else
            throw std::invalid_argument("unknown option " + option + " (-h for help)");
    }
    return s;
}

inline constexpr std::string_view option_help =
    "usage: eslio_switch [OPTIONS]\n"
    "\n"
    "A fake FreeSWITCH: serves its event socket, so that any client in any language can be "
    "tested.\n"
    "\n"
    "  -H, --host ADDRESS   where to listen                          (127.0.0.1)\n"
    "  -P, --port PORT      and on which port; 0 chooses one         (8021)\n"
    "  -p, --password TEXT  what `auth` wants                        (ClueCon)\n"
    "  --user U@DOMAIN:PASSWORD[/EVENTS[/APIS]]   one more user of `userauth`; lists with commas\n"
    "  --plan DEST=STEPS    what calls to it do; steps, separated by commas:\n"
    "                         rings[:S] answers[:S] presses:KEYS hangs_up[:S] refuses:CAUSE\n"
    "                       e.g. --plan user/1000=rings,answers:2,presses:123#,hangs_up:5;\n"
    "                       without DEST= what all other calls do, else they ring, answer after\n"
    "                       100 ms and hang up 2 s later: --plan answers\n"
    "  --extension N=APPS   the dialplan of a number, e.g. \"5000=answer,playback:a.wav,hangup\" "
    "or\n"
    "                       \"5001=socket:127.0.0.1:8084 async full\"\n"
    "  --application NAME[=MS]   one more application, or how long one takes; without MS it lasts\n"
    "  --api NAME=TEXT      what an API command answers; \\n in TEXT is a new line\n"
    "  --lacks FILE         there is no such file to play; every other one is a second long\n"
    "  --queue NAME[=STRATEGY]   a queue that mod_callcenter's configuration has, as\n"
    "                       support@default; longest-idle-agent unless said\n"
    "  --call N             a call comes in to that number; may repeat\n"
    "  --every S            and again every S seconds\n"
    "  --seconds S          ends by itself after that time\n"
    "  --run COMMAND        ends when COMMAND does, with its status; {port} in it becomes the "
    "port\n"
    "  --check              goes through the commands below as a client of its own, and ends\n"
    "  -h, --help           this text\n";

}  // namespace fake_switch_program
