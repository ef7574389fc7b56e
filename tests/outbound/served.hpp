// For tests of a server: calls handed to it in memory and over real sockets.
#pragma once

#include "support/called.hpp"
#include "support/rounds.hpp"

#include <eslio/outbound/server.hpp>
#include <eslio/testing/fake_switch.hpp>

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace test {

inline const asio::ip::tcp::endpoint loopback(asio::ip::address_v4::loopback(), 0);

/// Over real sockets time is real.
struct over_tcp {
    asio::io_context context;
    eslio::testing::fake_switch fake{context.get_executor()};

    template <class Predicate>
    bool soon(Predicate holds) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(4);
        while (!holds() && std::chrono::steady_clock::now() < end)
            context.run_one_for(std::chrono::milliseconds(10)), context.restart();
        return holds();
    }
};

/// All of them in an optimised program; else, and under sanitizers, a tenth times the effort.
inline int crowd_of(int all) {
#if defined(__OPTIMIZE__)
    return all;
#else
    return static_cast<int>(std::min(1.0, support::effort() / 10) * all);
#endif
}

/// Hands a call to the server in memory.
inline void offer(switched& w, eslio::outbound::server& s, incoming_call wanted = {}) {
    s.adopt(w.fake.call_out(w.context.get_executor(), std::move(wanted)));
}

}  // namespace test
