// Call records: each CHANNEL_HANGUP_COMPLETE becomes a row of an SQLite table (C++17).
//
//     sh examples/run cdr                                  three calls of a fake switch inside
//     sh examples/run cdr -H HOST -p PASSWORD -f cdr.db    your FreeSWITCH, until Ctrl-C
//
// The connection comes back by itself; where calls may be missing a row says so. Built where the
// system has SQLite.

#include "cdr/table.hpp"
#include "support/arguments.hpp"
#include "support/target.hpp"

#include <eslio.hpp>

#include <asio/io_context.hpp>

#include <exception>
#include <iostream>
#include <string>
#include <system_error>

using namespace std::chrono_literals;
using eslio::event_name;
using eslio::testing::call_plan;

int main(int argc, char* argv[]) try {
    const support::arguments given = support::parse_arguments(argc, argv, "f");
    if (given.help) {
        std::cout << "usage: cdr [-f FILE]\n" << support::common_options;
        return 0;
    }
    const support::target target(given, [](support::embedded_switch& inside) {
        inside.fake().plan("user/1001", call_plan().refuses("USER_BUSY", 50ms));
        inside.once_told("event", [&inside] {
            for (const char* number : {"user/1000", "user/1001", "user/1002"})
                inside.fake().originate(std::string(number) + " &park()");
        });
    });
    const auto file = given.own.find('f');
    cdr::table table(file == given.own.end() ? ":memory:" : file->second);
    int written = 0;

    asio::io_context context;
    eslio::client fs(context, target.login());
    eslio::dispatcher events;
    events.on(event_name::channel_hangup_complete, [&](const eslio::event& e) {
        const eslio::hangup_info end(e);
        table.add(end);
        std::cout << e.unique_id() << ' ' << end.cause_text() << std::endl;
        if (++written == 3 && given.embedded) fs.close();
    });
    events.on_other([&](const eslio::message& m) {
        if (m.as_gap() != nullptr) table.add_gap();
    });
    // A table that cannot be written ends the program, rather than lose calls.
    std::exception_ptr problem;
    events.on_exception([&](std::exception_ptr what) {
        problem = what;
        fs.close();
    });
    eslio::error_code end;
    fs.async_run([&](eslio::error_code ec) { end = ec; });
    fs.async_subscribe(eslio::subscription(event_name::channel_hangup_complete), [](auto&&...) {});
    eslio::async_dispatch(fs, events, [](eslio::error_code) {});
    context.run();
    if (problem) std::rethrow_exception(problem);
    if (end != eslio::error::closed) throw std::system_error(end, target.login().address());
    return 0;
} catch (const std::exception& e) {
    std::cerr << "cdr: " << e.what() << '\n';
    return 1;
}
