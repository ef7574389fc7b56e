#include "live/operations/connections.hpp"

#include "live/control_line.hpp"
#include "live/operations/logbook.hpp"

#include <eslio/command.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>

#include <functional>
#include <utility>
#include <vector>

namespace live {

namespace {

using eslio::api_response;
using eslio::job_result;
using eslio::message;
using eslio::reply;
using eslio::subscription;
using std::chrono::seconds;

/// A connection that is logged in, and the book.
template <class Stream>
struct bench {
    switch_under_test& on;
    std::optional<eslio::basic_connection<Stream>> fs;
    logbook log;

    void pass(milliseconds time) {
        on.run_until([] { return false; }, time);
    }
    void send(const std::string& what, eslio::command c) {
        log.run<reply>(what, [&](auto h) { fs->async_send(std::move(c), h); });
    }
    void api(const std::string& what, eslio::api_request r) {
        log.run<api_response>(what, [&](auto h) { fs->async_api(std::move(r), h); });
    }
    void bgapi(const std::string& what, eslio::api_request r) {
        log.run<job_result>(what, [&](auto h) { fs->async_bgapi(std::move(r), h); });
    }
    void receive(const std::string& what) {
        log.run<message>(what, [&](auto h) { fs->async_receive(h); });
    }
};

template <class Stream>
struct row {
    const char* name;
    void (*run)(bench<Stream>&);
    eslio::connection_options options{};
};

/// Few commands may wait, and they must be short.
eslio::connection_options narrow() {
    eslio::connection_options o;
    o.command_limits.commands = 3;
    o.command_limits.bytes = 200;
    return o;
}

template <class Stream>
void commands(bench<Stream>& b) {
    b.send("noop", eslio::command("noop"));
    b.send("a line break", eslio::command("noop\n\nnoop"));
    b.send("nothing", eslio::command(""));
    b.api("output", "echo hello");
    b.api("nothing printed", "echo");
    b.api("a variable that is not set", "global_getvar live_not_set");
    b.api("a shell command that fails", "system false");
    b.api("unknown", "nosuchcommand");
    b.api("a refusal", "uuid_kill nosuch");
    b.api("a line break", "echo a\nb");
    b.api("nothing", "");
}

/// Begins `start(handler)`, cancels it 200 ms later and writes down what it came to.
template <class Result, class Stream, class Begin>
void cancel_midway(bench<Stream>& b, Begin start) {
    asio::cancellation_signal signal;
    const auto cancelled = b.log.template begin<Result>("cancelled", [&](auto h) {
        start(asio::bind_cancellation_slot(signal.slot(), std::move(h)));
    });
    b.pass(milliseconds(200));
    signal.emit(asio::cancellation_type::terminal);
    b.log.finish(cancelled);
}

template <class Stream>
void deadlines(bench<Stream>& b) {
    eslio::api_request slow("msleep 800");
    b.api("not in time", slow.timeout(milliseconds(300)));
    b.api("the next gets its own answer", "echo hello");
    b.api("no time at all", eslio::api_request("echo x").timeout(milliseconds(-1)));
    cancel_midway<api_response>(b, [&](auto h) { b.fs->async_api("msleep 500", std::move(h)); });
    b.api("the next gets its own answer", "echo again");
}

template <class Stream>
void pipelined(bench<Stream>& b) {
    std::vector<std::shared_ptr<attempt<api_response>>> all;
    for (int i = 0; i < 5; ++i)
        all.push_back(b.log.template begin<api_response>(
            "api", [&](auto h) { b.fs->async_api("echo " + std::to_string(i), h); }));
    for (const auto& a : all) b.log.finish(a);
}

/// On a connection that is narrow.
template <class Stream>
void one_too_many(bench<Stream>& b) {
    std::vector<std::shared_ptr<attempt<api_response>>> all;
    for (int i = 0; i < 4; ++i)
        all.push_back(b.log.template begin<api_response>(
            "api", [&](auto h) { b.fs->async_api("msleep 200", h); }));
    b.send("a command", eslio::command("noop"));
    b.bgapi("a job", "echo x");
    b.log.template run<reply>("a subscription", [&](auto h) {
        b.fs->async_subscribe(subscription(eslio::event_name::dtmf), h);
    });
    for (const auto& a : all) b.log.finish(a);
    b.send("when all are answered", eslio::command("noop"));
    b.api("a long one", "echo " + std::string(200, 'x'));
    b.api("the next", "echo x");
}

template <class Stream>
void jobs(bench<Stream>& b) {
    b.bgapi("output", "echo hello");
    b.bgapi("nothing printed", "echo");
    b.bgapi("a variable that is not set", "global_getvar live_not_set");
    b.bgapi("the words for nothing", "echo -ERR no reply");
    b.bgapi("unknown", "nosuchcommand");
    b.bgapi("a refusal", "uuid_kill nosuch");
    eslio::api_request slow("msleep 800");
    b.bgapi("not in time", slow.timeout(milliseconds(300)));
    b.bgapi("a line break", "echo a\nb");
    cancel_midway<job_result>(b, [&](auto h) { b.fs->async_bgapi("msleep 600", std::move(h)); });
    b.bgapi("the next", "echo again");
}

template <class Stream>
void started_jobs(bench<Stream>& b) {
    const auto started = b.log.template run<eslio::job>(
        "async_start_job", [&](auto h) { b.fs->async_start_job("echo hello", h); });
    const eslio::job job = std::get<0>(started.values);
    const auto result = [&](auto h) { b.fs->async_job_result(job, h); };
    b.pass(milliseconds(300));
    b.log.template run<job_result>("async_job_result", result);
    b.log.template run<job_result>("again", result);
    b.send("noevents", eslio::command("noevents"));
    b.bgapi("after noevents", "echo hello");
    b.send("filter", eslio::command("filter Event-Name NOSUCH"));
    b.bgapi("behind a filter", "echo hello");
}

template <class Stream>
void listening(bench<Stream>& b) {
    const auto subscribe = [&](const std::string& what, const subscription& s) {
        b.log.template run<reply>(what, [&](auto h) { b.fs->async_subscribe(s, h); });
    };
    subscription custom(eslio::format::plain);
    custom.custom("live::operations");
    subscribe("async_subscribe", custom);
    b.log.template run<reply>("async_log",
                              [&](auto h) { b.fs->async_log(eslio::log_level::alert, h); });
    b.send("sendevent", eslio::command("sendevent CUSTOM\nEvent-Subclass: live::operations"));
    b.receive("async_receive");
    b.log.template run<reply>("async_filter", [&](auto h) {
        b.fs->async_filter("Event-Subclass", "live::operations", h);
    });
    b.send("sendevent", eslio::command("sendevent CUSTOM\nEvent-Subclass: live::operations"));
    message lent;
    b.log.template run<>("async_receive, lent", [&](auto h) { b.fs->async_receive(lent, h); });
    b.log.note("is there more", b.fs->try_receive(lent) ? "yes" : "no");
    b.log.template run<reply>("async_unsubscribe",
                              [&](auto h) { b.fs->async_unsubscribe(custom, h); });
    subscribe("JSON", subscription(eslio::format::json, eslio::event_name::dtmf));
    subscribe("a name that is none", subscription(eslio::format::plain).add("NOSUCH"));
    subscribe("CUSTOM alone", subscription(eslio::format::plain).add("CUSTOM"));
    asio::cancellation_signal signal;
    const auto cancelled = b.log.template begin<message>("async_receive, cancelled", [&](auto h) {
        b.fs->async_receive(asio::bind_cancellation_slot(signal.slot(), std::move(h)));
    });
    b.pass(milliseconds(200));
    signal.emit(asio::cancellation_type::total);
    b.log.finish(cancelled);
    const auto kept =
        b.log.template begin<reply>("async_subscribe, cancelled at once", [&](auto h) {
            b.fs->async_subscribe(subscription(eslio::format::plain, eslio::event_name::heartbeat),
                                  asio::bind_cancellation_slot(signal.slot(), std::move(h)));
        });
    signal.emit(asio::cancellation_type::total);
    b.log.finish(kept);
}

template <class Stream>
void ends(bench<Stream>& b) {
    const auto waiting = b.log.template begin<message>("async_receive until the end",
                                                       [&](auto h) { b.fs->async_receive(h); });
    const auto slow = b.log.template begin<api_response>(
        "an api under way", [&](auto h) { b.fs->async_api("msleep 300", h); });
    b.log.template run<>("async_exit", [&](auto h) { b.fs->async_exit(h); });
    b.log.finish(slow);
    b.log.finish(waiting);
    b.receive("async_receive, again");
    b.log.note("reason", text_of(b.fs->reason()));
    b.log.note("is open", b.fs->is_open() ? "true" : "false");
    b.api("after the end", "echo hello");
    b.bgapi("a job after the end", "echo hello");
}

template <class Stream>
void closed(bench<Stream>& b) {
    const auto slow = b.log.template begin<api_response>(
        "an api under way", [&](auto h) { b.fs->async_api("msleep 300", h); });
    const auto job = b.log.template begin<job_result>(
        "a job under way", [&](auto h) { b.fs->async_bgapi("msleep 300", h); });
    const auto waiting =
        b.log.template begin<message>("async_receive", [&](auto h) { b.fs->async_receive(h); });
    b.pass(milliseconds(100));
    b.fs->close();
    b.log.finish(slow);
    b.log.finish(job);
    b.log.finish(waiting);
    b.log.note("reason", text_of(b.fs->reason()));
}

template <class Stream>
void told_to_exit(bench<Stream>& b) {
    b.log.note("login_reply", std::string(b.fs->login_reply().text()));
    const auto waiting =
        b.log.template begin<message>("async_receive", [&](auto h) { b.fs->async_receive(h); });
    b.send("exit", eslio::command("exit"));
    b.log.finish(waiting);
    b.receive("async_receive, again");
    b.log.note("reason", text_of(b.fs->reason()));
    b.log.template run<>("async_exit", [&](auto h) { b.fs->async_exit(h); });
}

template <class Stream>
std::vector<row<Stream>> table() {
    return {{"commands", commands<Stream>},   {"deadlines", deadlines<Stream>},
            {"pipelined", pipelined<Stream>}, {"one too many", one_too_many<Stream>, narrow()},
            {"async_bgapi", jobs<Stream>},    {"jobs", started_jobs<Stream>},
            {"listening", listening<Stream>}, {"the end", ends<Stream>},
            {"closed", closed<Stream>},       {"exit as a command", told_to_exit<Stream>}};
}

template <class Switch>
transcript try_all(Switch& on) {
    using stream = typename Switch::stream_type;
    section out{"operations", {}};
    for (const row<stream>& r : table<stream>()) {
        bench<stream> b{on, std::nullopt, logbook(on)};
        open_connection(
            on, b.fs, [&](auto& done) { on.run_until(done, milliseconds(10'000)); }, r.options);
        if (b.fs->is_open())
            r.run(b);
        else
            b.log.note("login", text_of(b.fs->reason()));
        for (entry& e : b.log.take()) {
            e.what = std::string(r.name) + " / " + e.what;
            out.entries.push_back(std::move(e));
        }
    }
    return {std::move(out)};
}

}  // namespace

transcript try_connections(real_switch& on) {
    return try_all(on);
}

transcript try_connections(in_process_switch& on) {
    return try_all(on);
}

}  // namespace live
