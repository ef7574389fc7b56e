// Handlers of the wrong signature, of each operation of a connection.
#include <eslio/connection.hpp>

#include <asio/bind_executor.hpp>

namespace {

struct other {};
void takes_nothing() {}

}  // namespace

void misuse(eslio::connection& fs, const eslio::job& j, eslio::message& m);

void misuse(eslio::connection& fs, const eslio::job& j, eslio::message& m) {
    const eslio::login where("localhost", eslio::password("x"));
    const auto wrong = [](other) {};
    const auto bound = asio::bind_executor(fs.get_executor(), wrong);

    fs.async_connect(where, wrong);                    // error: (eslio::error_code)
    fs.async_login(where.who(), [](other) {});         // error: (eslio::error_code)
    fs.async_attach(takes_nothing);                    // error: (eslio::error_code)
    fs.async_exit([](other) {});                       // error: (eslio::error_code)
    fs.async_send(eslio::command("x"), wrong);         // error: eslio::reply)
    fs.async_send(eslio::command("x"), bound);         // error: eslio::reply)
    fs.async_api("x", wrong);                          // error: eslio::api_response)
    fs.async_bgapi("x", wrong);                        // error: eslio::job_result)
    fs.async_start_job("x", wrong);                    // error: eslio::job)
    fs.async_job_result(j, [](other) {});              // error: eslio::job_result)
    fs.async_subscribe({}, [](other) {});              // error: eslio::reply)
    fs.async_unsubscribe({}, [](other) {});            // error: eslio::reply)
    fs.async_filter("a", "b", [](other) {});           // error: eslio::reply)
    fs.async_log(eslio::log_level::info, [](int) {});  // error: eslio::reply)
    fs.async_receive(wrong);                           // error: eslio::message)
    fs.async_receive(m, [](other) {});                 // error: (eslio::error_code)
}
