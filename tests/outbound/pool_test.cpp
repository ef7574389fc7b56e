// A server on a strand of a context that several threads run, and sessions that are used from
// outside.
#include "catch.hpp"
#include "support/pool.hpp"

#include <eslio/outbound.hpp>
#include <eslio/testing/fake_switch.hpp>

#include <asio/post.hpp>
#include <asio/strand.hpp>
#include <asio/thread_pool.hpp>
#include <asio/use_future.hpp>

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

using namespace eslio;
using asio::use_future;
using outbound::session;
using test::result_of;

namespace {

outbound::server made_of(test::pool& p) {
    return outbound::server(asio::make_strand(p.context));
}
outbound::server made_of(asio::thread_pool& p) {
    return outbound::server(p);
}

/// A server, to which the switch hands its calls, on a context that several threads run. Made of an
/// `asio::thread_pool` it makes a strand.
template <class Pool>
struct served_calls {
    served_calls() {
        error_code ec;
        where = server.listen({asio::ip::address_v4::loopback(), 0}, ec);
        REQUIRE_FALSE(ec);
    }
    void call() {
        served.ask([this](testing::fake_switch& fake) { return fake.call_out(where); });
    }
    bool soon(const std::atomic<int>& what, int wanted) const {
        const auto until = std::chrono::steady_clock::now() + test::pool_patience;
        while (what != wanted && std::chrono::steady_clock::now() < until)
            std::this_thread::yield();
        return what == wanted;
    }

    test::served_switch served;
    Pool pool;
    outbound::server server = made_of(pool);
    asio::ip::tcp::endpoint where;
};

constexpr int calls = 40;

template <class Pool>
void lead_calls() {
    served_calls<Pool> w;
    std::atomic<int> ended{0}, right{0};
    asio::post(w.server.get_executor(), [&] {
        w.server.otherwise([&](session s) {
            const auto own = std::make_shared<session>(std::move(s));
            own->async_execute(app::answer(), [&, own](error_code, execution_result answered) {
                own->async_execute(
                    app::set("a", "b"), [&, own, answered](error_code, execution_result set) {
                        if (answered.ok() && set.ok()) ++right;
                        own->async_hangup("NORMAL_CLEARING", [](error_code, reply) {});
                        own->async_wait_for_end([&, own](error_code, outbound::session_end end) {
                            if (end.hung_up()) ++ended;
                        });
                    });
            });
        });
    });
    for (int i = 0; i < calls; ++i) w.call();
    CHECK(w.soon(ended, calls));
    CHECK(right == calls);
}

template <class Pool>
void lead_calls_from_threads() {
    served_calls<Pool> w;
    std::atomic<int> right{0};
    std::vector<std::thread> users;
    for (int t = 0; t < 4; ++t)
        users.emplace_back([&] {
            for (int i = 0; i < calls / 4; ++i) {
                session s = result_of(w.server.async_accept(use_future));
                const bool answered = result_of(s.async_execute(app::answer(), use_future)).ok();
                const auto hung_up = result_of(s.async_hangup("USER_BUSY", use_future));
                const auto end = result_of(s.async_wait_for_end(use_future));
                if (answered && hung_up.ok() && end.cause_text() == "USER_BUSY") ++right;
            }
        });
    for (int i = 0; i < calls; ++i) w.call();
    for (std::thread& t : users) t.join();
    CHECK(right == calls);
    std::future<session> none = w.server.async_accept(use_future);
    w.server.close();
    CHECK_THROWS_AS(result_of(std::move(none)), std::system_error);
}

}  // namespace

TEST_CASE("calls are led on a pool", "[outbound][server][threads]") {
    lead_calls<test::pool>();
    lead_calls<asio::thread_pool>();
}

TEST_CASE("calls are led from threads of their own, on a pool", "[outbound][server][threads]") {
    lead_calls_from_threads<test::pool>();
    lead_calls_from_threads<asio::thread_pool>();
}
