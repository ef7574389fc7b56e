// Lets the time of an io_context pass at a test's command, without waiting.
#pragma once

#include <eslio/config.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/protocol/time.hpp>

#include <asio/io_context.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <stdexcept>

namespace eslio::testing {

/// The hand that drives an io_context and its clock (`eslio::environment`).
///
/// Construct it before anything is started on the context. The context is only polled: work that
/// waits for something outside of the process is not waited for. So with a real socket time runs
/// out at once (`error::resolve_timeout` of an address that is well), and a timer of Asio's own
/// (`asio::steady_timer`) does not follow: a program that is to be tested so takes the library's
/// `wake_timer`, which keeps the usual time where it is not driven.
class driven_time {
public:
    using duration = environment::duration;
    using time_point = environment::time_point;

    /// From now on time stands still on that context but for what is said here. Before anything
    /// else is made on it.
    explicit driven_time(asio::io_context& context)
        : context_(&context), environment_(&environment::of(context.get_executor())) {
        if (!environment_->driven()) environment_->drive();
    }

    /// The time there.
    time_point now() const { return environment_->now(); }

    /// Runs what is ready, and what becomes ready by that, until nothing is.
    void settle() {
        std::size_t handlers = 0;
        while (poll_one()) guard(++handlers);
    }

    /// Lets `span` pass. Time goes from one deadline to the next and the context is run at each,
    /// so that what a handler starts within the span is in time, too.
    void advance(duration span);

    /// Runs and lets time pass until `predicate()` holds, at most `limit`; tells whether it does.
    /// It is asked after every handler.
    template <class Predicate>
    bool run_until(Predicate predicate, duration limit = std::chrono::hours(1)) {
        const time_point end = protocol::time_after(now(), limit);
        std::size_t handlers = 0;
        for (;;) {
            if (predicate()) return true;
            if (poll_one()) {
                guard(++handlers);
            } else if (to_next_deadline(end)) {
                handlers = 0;
            } else if (now() < end) {
                environment_->advance(end - now());
            } else {
                return false;
            }
        }
    }

private:
    /// More handlers than this at one instant are taken for an endless loop.
    static constexpr std::size_t handlers_per_instant = 20'000'000;

    static void guard(std::size_t handlers) {
        if (handlers > handlers_per_instant)
            throw std::runtime_error("driven_time: the context never comes to rest");
    }

    bool poll_one();

    bool to_next_deadline(time_point end);

    asio::io_context* context_;
    environment* environment_;
};

}  // namespace eslio::testing

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/impl/driven_time.ipp>
#endif
