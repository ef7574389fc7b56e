// A client with two connections to a fake switch, in driven time.
#pragma once

#include "client/client_fixture.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

namespace test {

inline client_options two_connections() {
    client_options o;
    o.redundancy = 2;
    o.backoff.first = std::chrono::milliseconds(100);
    o.backoff.cap = std::chrono::milliseconds(500);
    return o;
}

/// With two connections, to CUSTOM events of one subclass.
struct redundant : returning {
    explicit redundant(client_options o = two_connections()) : returning(std::move(o)) {
        come_up();
        outcome<eslio::reply> wanted;
        fs->async_subscribe(eslio::subscription().custom("test::event"), wanted.handler());
        time.settle();
        REQUIRE(wanted.done());
        connect_both();
    }

    /// Both are up, and an event has come over both.
    void connect_both() {
        REQUIRE(time.run_until(
            [&] {
                fire("step");
                time.settle();
                return fs->is_redundant();
            },
            std::chrono::minutes(1)));
    }

    /// From now on log lines are wanted, too; what has come is taken.
    void want_log_lines() {
        outcome<eslio::reply> log;
        fs->async_log(eslio::log_level::debug, log.handler());
        time.settle();
        REQUIRE(log.done());
        connect_both();
        heard();
    }

    void fire(const std::string& text) {
        eslio::event e = fake.make_custom("test::event");
        e.add("Text", text);
        fake.fire(e);
        ++fired;
    }

    /// Texts of the events that are there, and "gap".
    texts heard() {
        texts all;
        for (eslio::message m; fs->try_receive(m);) {
            if (const auto* e = m.as_event())
                all.emplace_back((*e)["Text"]);
            else
                all.emplace_back(m.as_gap() != nullptr ? "gap" : "other");
        }
        return all;
    }

    std::uint64_t fired = 0;
};

}  // namespace test
