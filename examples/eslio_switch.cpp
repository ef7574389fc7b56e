// A fake FreeSWITCH on a port: test clients of the event socket in any language against it.
//
//     sh examples/run eslio_switch --help
//     sh examples/run eslio_switch -P 8021 --plan user/1000=rings,answers:2,hangs_up:10
//     sh examples/run eslio_switch -P 0 --run "python3 my_test.py {port}"
//     sh examples/run eslio_switch --extension "5000=socket:127.0.0.1:8084 async full" --call 5000

#include "switch/check.hpp"
#include "switch/commands.hpp"
#include "switch/options.hpp"
#include "switch/script.hpp"

#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <functional>
#include <iostream>
#include <set>
#include <string>
#include <thread>

namespace {

using namespace fake_switch_program;

/// Calls come in to the numbers that were named, again and again if so wanted.
class caller {
public:
    caller(asio::io_context& context, eslio::testing::fake_switch& fake, const settings& s)
        : timer_(context), fake_(fake), settings_(s) {}

    void start() {
        for (const std::string& number : settings_.calls)
            fake_.call_in(eslio::testing::incoming_call().to(number));
        if (settings_.calls.empty() || settings_.every == std::chrono::seconds(0)) return;
        timer_.expires_after(settings_.every);
        timer_.async_wait([this](const eslio::error_code& ec) {
            if (!ec) start();
        });
    }

private:
    asio::steady_timer timer_;
    eslio::testing::fake_switch& fake_;
    const settings& settings_;
};

/// Says what was asked of the switch that it does not do as FreeSWITCH would, once each.
class complainer {
public:
    complainer(asio::io_context& context, const eslio::testing::fake_switch& fake)
        : timer_(context), fake_(fake) {}

    void start() {
        complain();
        timer_.expires_after(std::chrono::milliseconds(100));
        timer_.async_wait([this](const eslio::error_code& ec) {
            if (!ec) start();
        });
    }
    void complain() {
        for (const std::string& one : fake_.unsupported())
            if (said_.insert(one).second)
                std::cerr << "eslio_switch: not as FreeSWITCH would: " << one << std::endl;
    }

private:
    asio::steady_timer timer_;
    const eslio::testing::fake_switch& fake_;
    std::set<std::string> said_;
};

/// Runs a shell command in which {port} is the port; its status.
int run_program(std::string command, std::uint16_t port) {
    const std::string text = std::to_string(port);
    for (std::size_t at = 0; (at = command.find("{port}", at)) != std::string::npos;)
        command.replace(at, 6, text);
    return std::system(command.c_str()) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int serve(const settings& s) {
    asio::io_context context;
    eslio::testing::fake_switch fake(context.get_executor(), options_of(s));
    write_script(fake, s);
    const std::uint16_t port = fake.listen({asio::ip::make_address(s.address), s.port});
    std::cout << "A fake FreeSWITCH listens at " << s.address << ":" << port << std::endl;

    caller calls(context, fake, s);
    calls.start();
    complainer complaints(context, fake);
    if (!s.check) complaints.start();
    asio::signal_set signals(context, SIGINT, SIGTERM);
    signals.async_wait([&](const eslio::error_code&, int) { context.stop(); });
    asio::steady_timer end(context);
    if (s.lasts != std::chrono::seconds(0)) {
        end.expires_after(s.lasts);
        end.async_wait([&](const eslio::error_code&) { context.stop(); });
    }
    if (!s.check && s.run.empty()) {
        context.run();
        complaints.complain();
        return EXIT_SUCCESS;
    }
    std::thread server([&] { context.run(); });
    int status = EXIT_FAILURE;
    try {
        status = s.check ? check_commands(s.address, port) : run_program(s.run, port);
    } catch (const std::exception& problem) {
        std::cerr << "eslio_switch: " << problem.what() << "\n";
    }
    context.stop();
    server.join();
    if (!s.check) complaints.complain();
    return status;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        settings s = parse_settings(argc, argv);
        if (s.help) {
            std::cout << option_help << command_help();
            return EXIT_SUCCESS;
        }
        if (s.check) s.port = 0;
        return serve(s);
    } catch (const std::exception& problem) {
        std::cerr << "eslio_switch: " << problem.what() << "\n";
        return EXIT_FAILURE;
    }
}
