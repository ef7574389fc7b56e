// A call that the fake switch has handed to a session, or that a channel controls over an inbound
// connection, in driven time.
#pragma once

#include "support/peer.hpp"

#include <eslio/channel.hpp>
#include <eslio/connection.hpp>
#include <eslio/outbound.hpp>
#include <eslio/testing/fake_switch.hpp>

#include <array>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace test {

using eslio::testing::incoming_call;
using eslio::testing::socket_mode;

inline constexpr std::array<socket_mode, 4> all_modes{
    socket_mode::async_full, socket_mode::async_single, socket_mode::static_full,
    socket_mode::static_single};

/// As the dialplan says it.
inline std::string name_of(socket_mode m) {
    return std::string(eslio::testing::keywords(m));
}

/// A switch in driven time.
struct switched : driven_context {
    eslio::testing::fake_switch fake{context.get_executor()};

    /// How often it was told something that begins so.
    std::size_t told(std::string_view beginning) const {
        std::size_t times = 0;
        for (const std::string& c : fake.commands())
            if (eslio::wire::starts_with(c, beginning)) ++times;
        return times;
    }
};

/// A session: one call, handed over in memory and, in async mode, in its park.
struct called : switched {
    explicit called(socket_mode mode = socket_mode::async_full,
                    eslio::testing::call_plan caller = eslio::testing::call(),
                    eslio::outbound::session_options options = {}) {
        outcome<eslio::outbound::session> opened;
        eslio::outbound::async_open_session(fake.call_out(context.get_executor(),
                                                          incoming_call()
                                                              .from("1001", "Ann")
                                                              .to("5000")
                                                              .uuid("u-1")
                                                              .caller(std::move(caller)),
                                                          mode),
                                            std::move(options), opened.handler());
        time.settle();
        if (!opened.done() || opened.ec) throw std::runtime_error("the test's session failed");
        s = std::move(opened.value);
        time.advance(std::chrono::milliseconds(1));
    }

    /// Runs an application and waits for it.
    void run(eslio::application a) {
        outcome<eslio::execution_result> o;
        s.async_execute(std::move(a), o.handler());
        time.run_until([&] { return o.done(); });
        if (!o.done() || o.ec) throw std::runtime_error("the test's execution failed");
    }

    eslio::outbound::session s;
};

/// Another program empties the queue of the session's call, over its own connection.
inline void somebody_breaks(called& c) {
    connection other(c.fake.connect(c.context.get_executor()));
    outcome<void> opened;
    other.async_login(eslio::password("ClueCon"), opened.handler());
    c.time.settle();
    outcome<eslio::api_response> answer;
    other.async_api("uuid_break u-1 all", answer.handler());
    c.time.settle();
    if (!answer.done()) throw std::runtime_error("the test's break was not answered");
}

/// A connection on which calls are controlled from outside.
struct connected : switched {
    explicit connected(eslio::connection_options options = {}) {
        fs.emplace(fake.connect(context.get_executor()), std::move(options));
        outcome<void> opened;
        fs->async_login(eslio::password("ClueCon"), opened.handler());
        time.settle();
        if (!opened.done() || opened.ec) throw std::runtime_error("the test's login failed");
    }

    /// A call that is up.
    std::string call(std::string_view destination = "user/1000") {
        fake.plan(eslio::testing::call_plan().answers_after({}).stays_up());
        const std::string uuid = fake.originate(std::string(destination) + " &park()");
        time.settle();
        return uuid;
    }

    std::optional<connection> fs;
};

/// Calls `f(switched&, channel&, uuid)` for a call that is up: by a handle on an inbound
/// connection, and by a session.
template <class F>
void each_way(F f) {
    {
        connected c;
        const std::string uuid = c.call();
        eslio::channel handle(c.fs->link(), uuid);
        c.time.settle();
        f(static_cast<switched&>(c), handle, uuid);
    }
    {
        called c;
        c.run(eslio::app::answer());
        c.time.advance(
            std::chrono::milliseconds(20));  // its park looks for keys with the next frame
        f(static_cast<switched&>(c), static_cast<eslio::channel&>(c.s), std::string("u-1"));
    }
}

/// Runs until `o` is done; tells whether it was, and what it came to.
template <class Driven, class Outcome>
bool finishes(Driven& d, Outcome& o,
              std::chrono::steady_clock::duration within = std::chrono::seconds(600)) {
    return d.time.run_until([&] { return o.count != 0; }, within);
}

}  // namespace test
