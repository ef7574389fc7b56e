// The live suite: plays scripts on a FreeSWITCH or on the fake switch and says what differs from
// what a real FreeSWITCH was recorded to answer.
#include "live/suite.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

constexpr const char* usage =
    "usage: live FOLDER [OPTION...] [SCRIPT...]\n"
    "\n"
    "FOLDER is tests/live. SCRIPT is a name below its scripts/, and may hold *; all if none is "
    "given.\n"
    "\n"
    "  --switch HOST:PORT:PASSWORD   a real FreeSWITCH; otherwise the fake switch, in this "
    "process\n"
    "  --jobs N                      scripts at once, on a real one (4)\n"
    "  --rounds N                    play each so often (1)\n"
    "  --record                      write what comes as what is expected\n"
    "  --widen                       the same, and keep what is expected already\n"
    "  --show                        print what comes\n"
    "  --tidy                        take what differs no longer off the list of accepted ones\n"
    "  --list                        print differences as lines for the list of accepted ones\n";

std::size_t number(const std::string& text) {
    const long n = std::strtol(text.c_str(), nullptr, 10);
    if (n <= 0) throw std::invalid_argument("'" + text + "' is no number above 0");
    return static_cast<std::size_t>(n);
}

/// A real switch was asked for, and none is there.
struct no_switch {};

live::address parse_switch(const std::string& text) {
    if (text != "environment") return live::parse_address(text);
    const char* named = std::getenv("ESLIO_LIVE_SWITCH");
    if (named == nullptr || *named == '\0') throw no_switch();
    return live::parse_address(named);
}

live::suite_options parse(const std::vector<std::string>& arguments) {
    live::suite_options o;
    std::size_t jobs = 4;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& a = arguments[i];
        const auto value = [&]() -> const std::string& {
            if (i + 1 == arguments.size()) throw std::invalid_argument(a + " needs a value");
            return arguments[++i];
        };
        if (a == "--switch")
            o.where = parse_switch(value());
        else if (a == "--jobs")
            jobs = number(value());
        else if (a == "--rounds")
            o.rounds = number(value());
        else if (a == "--record")
            o.record = true;
        else if (a == "--widen")
            o.record = o.widen = true;
        else if (a == "--show")
            o.show = true;
        else if (a == "--tidy")
            o.tidy = true;
        else if (a == "--list")
            o.list = true;
        else if (a.compare(0, 1, "-") == 0)
            throw std::invalid_argument("there is no option " + a);
        else if (o.folder.empty())
            o.folder = a;
        else
            o.names.push_back(a);
    }
    if (o.folder.empty()) throw std::invalid_argument("FOLDER is missing");
    if (o.record && !o.where) throw std::invalid_argument("what is expected comes from a real one");
    o.jobs = o.where ? jobs : 1;
    return o;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (std::find(arguments.begin(), arguments.end(), "--help") != arguments.end()) {
        std::cout << usage;
        return EXIT_SUCCESS;
    }
    std::signal(SIGINT, [](int) { live::interrupt(); });
    std::signal(SIGTERM, [](int) { live::interrupt(); });
    try {
        return live::run_suite(parse(arguments), std::cout) ? EXIT_SUCCESS : EXIT_FAILURE;
    } catch (const no_switch&) {
        std::cout
            << "ESLIO_LIVE_SWITCH names no FreeSWITCH: nothing was compared with a real one.\n";
        return EXIT_FAILURE;
    } catch (const std::invalid_argument& e) {
        std::cerr << e.what() << "\n" << usage;
        return 64;
    } catch (const std::exception& e) {
        std::cerr << e.what() << "\n";
        return EXIT_FAILURE;
    }
}
