// Handlers of the wrong signature, of each operation of a channel.
#include <eslio/channel.hpp>

using eslio::error_code;
using namespace std::chrono_literals;

void misuse(eslio::channel& c);

void misuse(eslio::channel& c) {
    const eslio::prompt asked("menu.wav", 1, 1);
    const eslio::event_condition five(eslio::event_name::dtmf);
    const eslio::digit_rules four(4);
    const eslio::application answer("answer");

    c.async_execute(answer, [](int) {});               // error: eslio::execution_result)
    c.async_queue(answer, [](error_code) {});          // error: eslio::reply)
    c.async_message(eslio::cmd::nomedia("x"), [] {});  // error: eslio::reply)
    c.async_hangup("USER_BUSY", [](int) {});           // error: eslio::reply)
    c.async_break([](int) {});                         // error: eslio::reply)
    c.async_prompt(asked, [](error_code) {});          // error: eslio::digits_result)
    c.async_bridge("user/1", [](int) {});              // error: eslio::bridge_result)
    c.async_get_variable("a", [](int) {});             // error: std::optional<std::string>
    c.async_set_variable("a", "b", [](int) {});        // error: eslio::reply)
    c.async_wait_for_answer(1s, [](int) {});           // error: eslio::wait_result)
    c.async_wait_for_hangup(1s, [](int) {});           // error: hangup_info)
    c.async_wait_for(five, 1s, [](error_code) {});     // error: eslio::wait_result)
    c.async_digits(four, [](error_code) {});           // error: eslio::collected_digits)
    c.async_receive([](error_code) {});                // error: eslio::message)
}
