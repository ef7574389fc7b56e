// A program that was handed a call by the fake switch, for tests of outbound connections.
#pragma once

#include "fake_client.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace testing_tests {

/// A program that was given a call.
struct program {
    explicit program(eslio::testing::socket_mode mode = eslio::testing::socket_mode::async_full,
                     eslio::testing::call_plan plan = eslio::testing::call())
        : end(fake.call_out(context.get_executor(),
                            eslio::testing::incoming_call()
                                .from("1001", "Ann")
                                .to("5000")
                                .uuid("u-1")
                                .caller(plan),
                            mode)) {
        time.settle();
    }

    std::vector<packet> send(std::string_view command) {
        end.send_now(std::string(command) + "\n\n");
        return receive();
    }
    /// Says `connect`, and waits until an async call is parked.
    void connect() {
        send("connect");
        wait(std::chrono::milliseconds(1));
    }
    std::vector<packet> receive() {
        time.settle();
        return split(end.take_received());
    }
    std::vector<packet> wait(std::chrono::milliseconds span) {
        time.advance(span);
        return receive();
    }
    std::string ask(std::string_view command) {
        const auto all = send(command);
        if (all.empty()) return {};
        return all.front().type == "api/response" ? all.front().body : all.front().reply();
    }
    std::vector<packet> execute(const std::string& app, const std::string& argument = {},
                                const std::string& more = {}) {
        std::string text = "sendmsg\ncall-command: execute\nexecute-app-name: " + app + "\n";
        if (!argument.empty()) text += "execute-app-arg: " + argument + "\n";
        text += more;
        text.pop_back();
        return send(text);
    }

    asio::io_context context;
    eslio::testing::driven_time time{context};
    eslio::testing::fake_switch fake{context.get_executor()};
    eslio::testing::stream end;
};

inline bool closed(const program& p) {
    return p.fake.open_connections() == 0;
}

}  // namespace testing_tests
