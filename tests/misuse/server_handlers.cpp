// Handlers of the wrong signature, of sessions, servers and dispatchers.
#include <eslio/dispatcher.hpp>
#include <eslio/events/dtmf.hpp>
#include <eslio/outbound.hpp>

using eslio::error_code;
using namespace std::chrono_literals;

void misuse(eslio::outbound::server& server, eslio::outbound::session& s, eslio::dispatcher& d,
            asio::ip::tcp::socket socket);

void misuse(eslio::outbound::server& server, eslio::outbound::session& s, eslio::dispatcher& d,
            asio::ip::tcp::socket socket) {
    const eslio::outbound::session_options options;
    s.async_send(eslio::command("x"), [](int) {});               // error: eslio::reply)
    s.async_api("x", [](error_code) {});                         // error: eslio::api_response)
    s.async_bgapi("x", [](error_code) {});                       // error: eslio::job_result)
    s.async_subscribe({}, [](error_code) {});                    // error: eslio::reply)
    s.async_receive([](error_code) {});                          // error: eslio::message)
    s.async_wait_for_end([](error_code) {});                     // error: outbound::session_end)
    s.async_break([](int) {});                                   // error: eslio::reply)
    server.async_accept([](error_code) {});                      // error: outbound::session)
    server.async_drain(1s, [](int) {});                          // error: (eslio::error_code)
    eslio::async_dispatch(s, d, [](int) {});                     // error: (eslio::error_code)
    async_open_session(std::move(socket), options, [](int) {});  // error: outbound::session)

    d.on(eslio::event_name::dtmf, [](const eslio::event&) {});
    d.on<eslio::events::dtmf>([](const auto& key) { static_cast<void>(key.digit()); });
    d.on<eslio::events::dtmf>([](eslio::events::dtmf) {});
    d.on(eslio::event_name::dtmf, [](eslio::event&) {});   // error: (const eslio::event&)
    d.on("DTMF", [](const std::string&) {});               // error: (const eslio::event&)
    d.on_custom("a::b", [] {});                            // error: (const eslio::event&)
    d.on_channel("u", [](int) {});                         // error: (const eslio::event&)
    d.on_if(nullptr, [](const std::string&) {});           // error: (const eslio::event&)
    d.on_other([](const eslio::event&) {});                // error: (const eslio::message&)
    d.on<eslio::events::dtmf>([](const std::string&) {});  // error: (const View&)
}
