// A test of a program: a connection and the fake switch.
#include <eslio/connection.hpp>
#include <eslio/testing.hpp>

#include <asio/io_context.hpp>

#include <iostream>

int main() {
    asio::io_context context;
    eslio::testing::fake_switch fake(context.get_executor());
    fake.on_api("status", [](std::string_view) { return "UP\n"; });
    eslio::connection fs(context.get_executor());
    int status = 1;
    fs.async_connect(eslio::login("127.0.0.1", fake.listen(), eslio::password("ClueCon")),
                     [&](eslio::error_code ec) {
                         if (ec) return context.stop();
                         fs.async_api("status", [&](eslio::error_code failure,
                                                    const eslio::api_response& answer) {
                             status = !failure && answer.text() == "UP" ? 0 : 1;
                             context.stop();
                         });
                     });
    context.run();
    std::cout << status << '\n';
    return status;
}
