// What the fake switch does for a test, so often: its work is counted without that of a client.
#include "fake_work.hpp"

#include <eslio/connection.hpp>
#include <eslio/testing/driven_time.hpp>
#include <eslio/testing/fake_switch.hpp>

#include <asio/io_context.hpp>

#include <chrono>
#include <string>
#include <string_view>

using namespace std::chrono_literals;

namespace {

/// A test's switch whose time is driven.
struct one_switch {
    asio::io_context context;
    eslio::testing::driven_time time{context};
    eslio::testing::fake_switch fake{context.get_executor()};
};

/// Sends a command, and returns how many bytes came within that time.
std::size_t tell(one_switch& s, eslio::testing::stream& end, std::string_view command,
                 std::chrono::milliseconds span) {
    end.send_now(std::string(command) + "\n\n");
    s.time.advance(span);
    return end.take_received().size();
}

}  // namespace

std::size_t bench::fake_calls(std::size_t count) {
    one_switch s;
    s.fake.plan("user/1000", eslio::testing::call_plan().stays_up());
    eslio::testing::stream end = s.fake.connect(s.context.get_executor());
    tell(s, end, "auth ClueCon", 0ms);
    tell(s, end, "event plain ALL", 0ms);
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string uuid = "call-" + std::to_string(i);
        bytes +=
            tell(s, end, "bgapi originate {origination_uuid=" + uuid + "}user/1000 &park()", 300ms);
        bytes += tell(s, end, "api uuid_kill " + uuid, 300ms);
    }
    return bytes;
}

std::size_t bench::fake_switches(std::size_t count) {
    std::size_t let_in = 0;
    for (std::size_t i = 0; i < count; ++i) {
        one_switch s;
        eslio::basic_connection<eslio::testing::stream> fs(
            s.fake.connect(s.context.get_executor()));
        fs.async_login(eslio::password("ClueCon"), [&](eslio::error_code ec) {
            if (!ec) ++let_in;
        });
        s.time.settle();
        fs.close();
        s.time.settle();
    }
    return let_in;
}
