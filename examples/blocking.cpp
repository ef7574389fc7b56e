// Without visible asynchrony, C++17: originates calls and waits for each. A thread is in the
// library.
//
//     sh examples/run blocking                                     a fake switch runs inside
//     sh examples/run blocking -H HOST -P 8021 -p PASSWORD         your FreeSWITCH; needs no phone
//     sh examples/run blocking -H HOST -p PASSWORD user/1000 ...   phones of yours ring in turn
//
// You will see one line for each call: it was answered, a tone was played, and it was hung up; or
// why there was none.

#include "support/arguments.hpp"
#include "support/target.hpp"

#include <eslio/blocking.hpp>
#include <eslio/command.hpp>

#include <chrono>
#include <exception>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

namespace {

/// The loop of the Event Socket Library's manual: originate, wait for what becomes of it.
void call_all(eslio::login where, const std::vector<std::string>& destinations) {
    eslio::blocking::connection fs(std::move(where));
    for (const std::string& destination : destinations) {
        const auto placed = fs.bgapi("originate " + destination + " &park()");
        if (!placed) {
            std::cout << destination << ": " << placed.reason() << std::endl;
            continue;
        }
        eslio::blocking::call call(fs, std::string(placed.text().substr(4)));  // `+OK <uuid>`
        const auto tone = call.execute(eslio::app::playback("tone_stream://%(500,0,800)"));
        (void)call.hangup();  // of a call that is over it is refused
        const auto end = call.wait_for_hangup(10s);
        std::cout << destination << ": answered, tone " << (tone ? "played, " : "cut off, ")
                  << end.cause_text() << std::endl;
    }
}

}  // namespace

int main(int argc, char* argv[]) try {
    const support::arguments given = support::parse_arguments(argc, argv);
    if (given.help) {
        std::cout << "usage: blocking [OPTION...] [DESTINATION...]\n" << support::common_options;
        return 0;
    }
    const support::target fs(given, [](support::embedded_switch& inside) {
        using eslio::testing::call_plan;
        inside.fake().plan("user/1000", call_plan().answers_after(500ms).stays_up());
        inside.fake().plan("user/1001", call_plan().refuses("USER_BUSY", 500ms));
    });
    std::cout << "Connecting to " << fs.name() << std::endl;
    std::vector<std::string> destinations = given.words;
    if (destinations.empty() && given.embedded) destinations = {"user/1000", "user/1001"};
    if (destinations.empty()) destinations = {"null/1000", "error/USER_BUSY"};
    call_all(fs.login(), destinations);
    return 0;
} catch (const std::exception& e) {
    std::cerr << "blocking: " << e.what() << '\n';
    return 1;
}
