// The other source: it logs in and asks twice.
#include <eslio.hpp>

#include <asio/io_context.hpp>

int count_answers(asio::io_context& context, int port);

int count_answers(asio::io_context& context, int port) {
    int answers = 0;
    eslio::connection fs(context);
    const auto count = [&](eslio::error_code ec, const eslio::api_response& answer) {
        if (!ec && answer.ok()) ++answers;
    };
    fs.async_connect(eslio::login("127.0.0.1", port, eslio::password("ClueCon")),
                     [&](eslio::error_code ec) {
                         if (ec) return context.stop();
                         fs.async_api("echo one", count);
                         fs.async_api("echo two", [&](eslio::error_code ec2, const auto& answer) {
                             count(ec2, answer);
                             context.stop();
                         });
                     });
    context.run();
    return answers;
}
