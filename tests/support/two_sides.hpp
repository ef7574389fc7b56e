// A program and its switch, each on a context of its own, so that memory runs out in the program
// alone; and a call that the program controls, in one of the five ways.
#pragma once

#include "support/allocations.hpp"
#include "support/called.hpp"

#include <asio/any_io_executor.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/execution/allocator.hpp>
#include <asio/io_context.hpp>
#include <asio/require.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace test {

class two_sides {
public:
    using duration = eslio::environment::duration;

    /// Runs what is ready on either side, until nothing is.
    void settle() {
        for (bool more = true; more;) {
            more = run_program();
            const with_memory of_others;
            others.restart();
            more = others.poll() != 0 || more;
        }
    }

    /// Lets time pass on both sides.
    void advance(duration span) {
        settle();
        const auto end = program_time.now() + span;
        for (;;) {
            const auto due = std::min(env(program).next_due(), env(others).next_due());
            const auto next = std::min(end, std::max(due, program_time.now()));
            const duration step = next - program_time.now();
            {
                const with_memory of_clock;
                env(program).advance(step);
                env(others).advance(step);
            }
            settle();
            if (due > end) return;
        }
    }

    /// The program's, or one that nobody knows: then what is begun is sent there, as to a strand.
    /// Asio's strand itself may end the program where there is no memory (strand_executor_service).
    asio::any_io_executor executor(bool elsewhere) {
        const auto here = program.get_executor();
        if (!elsewhere) return here;
        return asio::require(here, asio::execution::allocator(std::allocator<char>()));
    }

    asio::io_context program, others;
    eslio::testing::driven_time program_time{program}, others_time{others};
    eslio::testing::fake_switch fake{others.get_executor()};
    int escaped = 0;  ///< exceptions that left the program's `run()` for want of memory

private:
    static eslio::environment& env(asio::io_context& c) {
        return eslio::environment::of(c.get_executor());
    }

    bool run_program() {
        bool any = false;
        program.restart();
        for (;;) {
            try {
                if (program.poll_one() == 0) return any;
                any = true;
            } catch (const std::bad_alloc&) {
                ++escaped;
                any = true;
            }
        }
    }
};

/// Counts how often the handler of any operation is called, which can be cancelled.
struct counting {
    using cancellation_slot_type = asio::cancellation_slot;

    int* count;
    asio::cancellation_slot slot{};

    asio::cancellation_slot get_cancellation_slot() const noexcept { return slot; }

    template <class... Results>
    void operator()(eslio::error_code, const Results&...) const {
        ++*count;
    }
};

/// A call that is up, and another one.
class call_of_two_sides {
public:
    /// A handle on an inbound connection, or a session in one of the four modes.
    explicit call_of_two_sides(std::optional<socket_mode> way, bool bridged) {
        sides.fake.plan(eslio::testing::call_plan().answers_after({}).stays_up());
        other = sides.fake.originate("user/3000 &park()");
        if (way)
            open(*way);
        else
            connect();
        sides.advance(std::chrono::milliseconds(20));
        if (bridged) sides.fake.bridge(uuid, other);
        sides.advance(std::chrono::seconds(1));
        link = way ? session.link() : connection_->link();
    }

    eslio::channel& call() { return handle_ ? *handle_ : session; }
    /// The connection ends, with all that waits for something.
    void close() {
        if (connection_)
            connection_->close();
        else
            session.close();
    }
    template <class F>
    void on_connection(F f) {
        if (connection_)
            f(*connection_);
        else
            f(session);
    }

    two_sides sides;
    eslio::outbound::session session;
    std::shared_ptr<eslio::link> link;
    std::string uuid = "u-1";
    std::string other;

private:
    void connect() {
        connection_.emplace(sides.fake.connect(sides.program.get_executor()));
        outcome<void> opened;
        connection_->async_login(eslio::password("ClueCon"), opened.handler());
        uuid = sides.fake.originate("user/1000 &park()");
        sides.settle();
        if (!opened.done() || opened.ec) throw std::runtime_error("the test's login failed");
        handle_.emplace(connection_->link(), uuid);
    }
    void open(socket_mode mode) {
        outcome<eslio::outbound::session> opened;
        eslio::outbound::async_open_session(
            sides.fake.call_out(sides.program.get_executor(),
                                incoming_call().from("1001", "Ann").to("5000").uuid(uuid), mode),
            {}, opened.handler());
        sides.settle();
        if (!opened.done() || opened.ec) throw std::runtime_error("the test's session failed");
        session = std::move(opened.value);
        session.async_execute(eslio::app::answer(), [](eslio::error_code, const auto&) {});
        sides.advance(std::chrono::milliseconds(1));
    }

    std::optional<connection> connection_;
    std::optional<eslio::channel> handle_;
};

}  // namespace test
