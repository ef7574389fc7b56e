// How a dialler of your own is tested against the fake switch: no FreeSWITCH, no waiting.
#include <eslio.hpp>
#include <eslio/testing.hpp>

#include <asio/io_context.hpp>

#include <iostream>
#include <string>
#include <string_view>

using namespace std::chrono_literals;
using namespace eslio::testing;

/// The program under test, over any stream: dials a number, three times if it is busy.
template <class Stream>
class dialler {
public:
    dialler(Stream s, std::string number) : fs_(std::move(s)), number_(std::move(number)) {
        fs_.async_login(eslio::password("ClueCon"), [this](eslio::error_code ec) {
            if (!ec) dial();
        });
    }
    std::string result = "calling";

private:
    void dial() {
        const auto done = [this](eslio::error_code ec, const eslio::job_result& job) {
            result = ec ? ec.message() : std::string(job.text());
            if (result == "-ERR USER_BUSY" && ++attempts_ < 3) dial();
        };
        fs_.async_bgapi("originate {ignore_early_media=true}user/" + number_ + " &park()", done);
    }

    eslio::basic_connection<Stream> fs_;
    std::string number_;
    int attempts_ = 0;
};

int main(int argc, char* argv[]) {
    if (argc > 1) {
        const std::string_view option = argv[1];
        std::cout << "usage: dialer_test\nThe exit status is how many of its tests failed.\n";
        return option == "-h" || option == "--help" ? 0 : 64;
    }
    asio::io_context context;
    driven_time time(context);  // before all else: time passes when told to
    fake_switch fake(context.get_executor());
    fake.plan("user/1000", call().goes_early().answers(after(2s)).presses("123#").hangs_up());
    fake.plan("user/1001", call().refuses("USER_BUSY"));
    const auto busy = fake.expect("bgapi originate {ignore_early_media=true}user/1001");
    int failures = 0;
    const auto check = [&](bool fine, const char* what) {
        std::cout << (fine ? "passed: " : "FAILED: ") << what << "\n";
        failures += fine ? 0 : 1;
    };
    dialler<stream> first(fake.connect(context.get_executor()), "1000");
    time.advance(1s);
    check(first.result == "calling", "the phone rings for two seconds");
    time.advance(1s);
    check(first.result.substr(0, 4) == "+OK ", "then the call is answered");
    dialler<stream> second(fake.connect(context.get_executor()), "1001");
    time.advance(1s);
    check(busy.count() == 3, "a busy number is dialled three times");
    check(second.result == "-ERR USER_BUSY", "and then given up");
    return failures;
}
