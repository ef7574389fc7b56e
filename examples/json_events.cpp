// What ESL tutorials in Python and Node do, with JSON events: CUSTOM subclasses, a call, variables.
//
//     sh examples/run json_events                                       a fake switch runs inside
//     sh examples/run json_events -H HOST -P 8021 -p PASSWORD           your FreeSWITCH
//     sh examples/run json_events -H HOST -p PASSWORD user/1000         a phone rings   (C++20)
//
// It asks for JSON, places a call, sets two variables of it, sends a CUSTOM event of its own, hangs
// up, and shows what it is told of that: one JSON object for each event, with a few of its headers.

#include "support/arguments.hpp"
#include "support/target.hpp"

#include <eslio.hpp>
#include <eslio/json.hpp>

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/redirect_error.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

using asio::use_awaitable;
using eslio::event_name;

namespace {

constexpr const char* greeting = "eslio::greeting";

void say(std::string_view command, std::string_view answer) {
    std::cout << "> " << command << "\n  " << answer << std::endl;
}

/// Some of the event's headers; `nlohmann::ordered_json(e)` has them all.
void show(const eslio::event& e) {
    nlohmann::ordered_json line;
    for (const char* name :
         {"Event-Name", "Event-Subclass", "Unique-ID", "Answer-State", "Hangup-Cause", "Greeting",
          "variable_department", "variable_priority"})
        if (const auto value = e.find(name)) line[name] = eslio::to_utf8(*value);
    if (e.has_body()) line["_body"] = eslio::to_utf8(e.body());
    std::cout << line.dump() << std::endl;
}

/// Runs an API command, shows its answer, and takes no refusal for an answer.
asio::awaitable<std::string> run_api(eslio::connection& fs, std::string command) {
    const eslio::api_response out = co_await fs.async_api(command, use_awaitable);
    say(command, out.text());
    if (!out.ok()) throw std::runtime_error(command + ": " + std::string(out.text()));
    co_return std::string(out.text());
}

/// Shows events until there is one of that type (and subclass).
asio::awaitable<void> wait_for(eslio::connection& fs, event_name type, std::string subclass = {}) {
    for (;;) {
        const eslio::message m = co_await fs.async_receive(use_awaitable);
        const eslio::event* e = m.as_event();
        if (e == nullptr) continue;
        show(*e);
        if (e->is(type) && (subclass.empty() || e->subclass() == subclass)) co_return;
    }
}

asio::awaitable<void> set_variables(eslio::connection& fs, const std::string& uuid) {
    co_await run_api(fs, "uuid_setvar_multi " + uuid + " department=sales;priority=high");

    // What some API commands answer is JSON, too.
    const eslio::api_response dump =
        co_await fs.async_api("uuid_dump " + uuid + " json", use_awaitable);
    const nlohmann::json channel = eslio::parse_json(dump.body());
    if (!channel.is_object()) throw std::runtime_error("uuid_dump: no JSON");
    const std::string department = channel.value("variable_department", "");
    say("uuid_dump " + uuid + " json", "variable_department is " + department);
    if (department != "sales") throw std::runtime_error("the variable was not set");
}

asio::awaitable<void> run(eslio::login where, std::string destination) {
    eslio::connection fs(co_await asio::this_coro::executor);
    eslio::error_code ec;
    co_await fs.async_connect(where, asio::redirect_error(use_awaitable, ec));
    if (ec) throw std::system_error(ec, where.address());

    eslio::subscription events(eslio::format::json, event_name::channel_create,
                               event_name::channel_answer, event_name::channel_hangup_complete);
    events.custom(greeting).custom("sofia::register").custom("conference::maintenance");
    const std::string uuid = co_await run_api(fs, "create_uuid");
    events.filter("Unique-ID", uuid).filter("Event-Subclass", "/./");
    const eslio::reply subscribed = co_await fs.async_subscribe(events, use_awaitable);
    say("event json ...", subscribed.value().text());

    const std::string originate = "originate {origination_uuid=" + uuid + "}" + destination;
    const eslio::job_result call = co_await fs.async_bgapi(originate + " &park()", use_awaitable);
    say("bgapi " + originate + " &park()", call.value().text());
    co_await wait_for(fs, event_name::channel_answer);

    co_await set_variables(fs, uuid);

    const std::string text = std::string("sendevent CUSTOM\nEvent-Subclass: ") + greeting +
                             "\nGreeting: Gr\xC3\xBC\xC3\x9F Gott";
    const eslio::reply sent = co_await fs.async_send(eslio::command(text), use_awaitable);
    say("sendevent CUSTOM", sent.value().text());
    co_await wait_for(fs, event_name::custom, greeting);

    co_await run_api(fs, "uuid_kill " + uuid);
    co_await wait_for(fs, event_name::channel_hangup_complete);
    co_await fs.async_exit(use_awaitable);
}

}  // namespace

int main(int argc, char* argv[]) try {
    const support::arguments given = support::parse_arguments(argc, argv);
    if (given.help) {
        std::cout << "usage: json_events [OPTION...] [DESTINATION]\n" << support::common_options;
        return 0;
    }
    const support::target fs(given, [](support::embedded_switch& inside) {
        inside.fake().plan(eslio::testing::call_plan().stays_up());
    });
    std::cout << "Connecting to " << fs.name() << std::endl;

    // `null/...` is a FreeSWITCH endpoint that answers by itself.
    asio::io_context context;
    asio::co_spawn(context,
                   run(fs.login(), given.word(0, given.embedded ? "user/1000" : "null/1000")),
                   [](std::exception_ptr failure) {
                       if (failure) std::rethrow_exception(failure);
                   });
    context.run();
    return 0;
} catch (const std::exception& e) {
    std::cerr << "json_events: " << e.what() << '\n';
    return 1;
}
