// The smallest program that does something, with callbacks. Its size is reported, too.
#include <eslio/connection.hpp>

#include <asio/io_context.hpp>

#include <cstdio>

int main() {
    asio::io_context context;
    eslio::connection fs(context);
    fs.async_connect(eslio::login("127.0.0.1", "8021", eslio::password("ClueCon")),
                     [&](eslio::error_code ec) {
                         if (ec) return;
                         fs.async_api("status", [&](eslio::error_code, eslio::api_response r) {
                             std::puts(r.body().c_str());
                             fs.close();
                         });
                     });
    context.run();
}
