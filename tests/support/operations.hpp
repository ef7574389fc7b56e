// Every operation of a connection, for tests that begin them all with one kind of token.
#pragma once

#include "support/peer.hpp"

#include <string>
#include <utility>

namespace test {

inline constexpr int operation_count = 14;
inline constexpr int failing_operations = 4;

/// Calls `f(begin)` for each operation; `begin(token)` begins it on `p`, which is logged in. The
/// last of them fail.
template <class F>
void each_operation(peer& p, F f) {
    using namespace eslio;
    static message lent;
    connection* c = &*p.fs;
    f([c](auto t) { return c->async_send(command("a"), std::move(t)); });
    f([c](auto t) { return c->async_api("b", std::move(t)); });
    f([c](auto t) { return c->async_start_job("c", std::move(t)); });
    f([c](auto t) { return c->async_bgapi("d", std::move(t)); });
    f([c](auto t) { return c->async_subscribe(subscription(event_name::dtmf), std::move(t)); });
    f([c](auto t) { return c->async_unsubscribe(subscription(event_name::dtmf), std::move(t)); });
    f([c](auto t) { return c->async_filter("Unique-ID", "e", std::move(t)); });
    f([c](auto t) { return c->async_log(log_level::info, std::move(t)); });
    f([c](auto t) { return c->async_receive(std::move(t)); });
    f([c](auto t) { return c->async_exit(std::move(t)); });
    f([c](auto t) { return c->async_job_result(job("unknown", ""), std::move(t)); });
    f([c](auto t) { return c->async_receive(lent, std::move(t)); });
    f([c](auto t) { return c->async_attach(std::move(t)); });
    f([c](auto t) { return c->async_login(password("f"), std::move(t)); });
}

/// Answers whatever was sent, sends an event, and closes.
inline void answer_all(peer& p) {
    for (std::string sent; !(sent = p.said()).empty();) {
        for (std::size_t end; (end = sent.find("\n\n")) != std::string::npos;) {
            const std::string uuid = job_uuid_of(sent.substr(0, end));
            p.server.send_now(reply_packet("+OK"));
            if (!uuid.empty()) p.server.send_now(job_packet(uuid, "done"));
            sent.erase(0, end + 2);
        }
    }
    p.says(event_packet("Event-Name: DTMF\n\n"));
    p.server.close();
    p.time.settle();
}

}  // namespace test
