// Floor 6, dispatcher: hands events to handlers by name, CUSTOM subclass, call, or any condition.
#pragma once

#include <eslio/config.hpp>
#include <eslio/connection/detail/begin_operation.hpp>
#include <eslio/connection/detail/canceller.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/message.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <asio/associated_allocator.hpp>
#include <asio/associated_cancellation_slot.hpp>
#include <asio/associated_executor.hpp>
#include <asio/async_result.hpp>
#include <asio/cancellation_state.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/dispatch.hpp>
#include <asio/error.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace eslio {

/// Handlers are called in the order in which they were added, inside `dispatch`. They may add and
/// remove handlers, themselves included: one that is added sees the next event first, one that is
/// removed sees no more. If one throws, `on_exception` is told and the others go on.
///
///     eslio::dispatcher d;
///     d.on(eslio::event_name::channel_answer, [](const eslio::event& e) { ... });
///     d.on_custom("sofia::register", [](const eslio::event& e) { ... });
///     eslio::async_dispatch(fs, d, token);  // all that the connection receives, until its end
///
/// Not thread-safe. It must outlive the dispatching; it may be destroyed by a handler of its own.
class dispatcher {
public:
    using handler = std::function<void(const event&)>;
    using condition_type = std::function<bool(const event&)>;
    using id = std::uint64_t;

    dispatcher() : inside_(std::make_shared<table>()) {}

    /// Every event of that type; `event_name::all`: every event.
    id on(event_name type, handler h) {
        if (type == event_name::all) return on_if(nullptr, std::move(h));
        return on(to_string(type), std::move(h));
    }
    /// Of that name, which this library need not know. The case does not count.
    id on(std::string_view name, handler h);
    /// CUSTOM events of that subclass. The case counts, as for FreeSWITCH.
    id on_custom(std::string subclass, handler h);
    /// Every event of that call.
    id on_channel(std::string uuid, handler h) {
        return on_if([uuid = std::move(uuid)](const event& e) { return e.unique_id() == uuid; },
                     std::move(h));
    }
    /// Every event that fits; all, if `fits` is empty.
    id on_if(condition_type fits, handler h);

    /// Log records, gaps, notices and raw packets, as they come by `async_dispatch`.
    void on_other(std::function<void(const message&)> h) { inside_->other = std::move(h); }

    /// What a handler threw. Without it, that is dropped.
    void on_exception(std::function<void(std::exception_ptr)> h) {
        inside_->exception = std::move(h);
    }

    /// False if there is none of that id.
    bool remove(id which);

    std::size_t size() const noexcept { return inside_->entries.size(); }

    /// Calls the handlers that the event is for; tells how many.
    std::size_t dispatch(const event& e);

    /// An event is dispatched; another message goes to `on_other`.
    void dispatch(const message& m);

private:
    struct entry {
        id number;
        condition_type fits;
        handler call;
    };

    /// Held while dispatching, so that a handler may destroy the dispatcher.
    struct table {
        std::vector<std::shared_ptr<entry>> entries;  ///< by number
        std::function<void(const message&)> other;
        std::function<void(std::exception_ptr)> exception;
        id last = 0;

        template <class F>
        void guarded(F f) {
#if defined(__cpp_exceptions)
            try {
                f();
            } catch (...) {
                const auto tell = exception;
                if (tell) detail::without_throwing([&] { tell(std::current_exception()); });
            }
#else
            f();
#endif
        }
    };

    std::shared_ptr<table> inside_;
};

namespace detail {

/// Receives until the connection ends; `Connection` is a connection or a session.
template <class Connection>
struct initiate_dispatch {
    using executor_type = typename Connection::executor_type;

    Connection* from;
    dispatcher* to;

    executor_type get_executor() const noexcept { return from->get_executor(); }

    template <class Handler>
    struct loop {
        using executor_type =
            asio::associated_executor_t<Handler, typename Connection::executor_type>;
        using allocator_type = asio::associated_allocator_t<Handler>;
        using cancellation_slot_type = asio::cancellation_slot;

        Connection* from;
        dispatcher* to;
        Handler handler;
        asio::cancellation_state cancelled;  ///< also while a handler of the dispatcher runs

        executor_type get_executor() const noexcept {
            return asio::get_associated_executor(handler, from->get_executor());
        }
        allocator_type get_allocator() const noexcept {
            return asio::get_associated_allocator(handler);
        }
        cancellation_slot_type get_cancellation_slot() const noexcept { return cancelled.slot(); }

        void operator()(error_code ec, const message& m) {
            if (!ec) to->dispatch(m);
            const bool stop = cancelled.cancelled() != asio::cancellation_type::none;
            if (!ec && stop) ec = asio::error::operation_aborted;
            if (ec) {
                auto slot = asio::get_associated_cancellation_slot(handler);
                if (slot.is_connected()) slot.clear();
                return std::move(handler)(ec);
            }
            if (runs_on(handler, from->get_executor()))
                return from->async_receive(std::move(*this));
            // The connection is used on its own executor only.
            const auto home = from->get_executor();
            asio::dispatch(home, [next = std::move(*this)]() mutable {
                Connection* const c = next.from;
                c->async_receive(std::move(next));
            });
        }
    };

    template <class Handler>
    void operator()(Handler&& h) const {
        const asio::enable_total_cancellation all;
        asio::cancellation_state cancelled(asio::get_associated_cancellation_slot(h), all, all);
        from->async_receive(
            loop<std::decay_t<Handler>>{from, to, std::forward<Handler>(h), cancelled});
    }
};

}  // namespace detail

/// Dispatches all that a connection (or session) receives, until it ends. Both must live until
/// then and stay where they are: a handler closes the connection rather than destroy it. No other
/// receive may be outstanding.
///
/// Completes with `void(error_code)`: the reason of the end, or that of a cancellation.
template <class Connection,
          class Token = asio::default_completion_token_t<typename Connection::executor_type>>
auto async_dispatch(Connection& from, dispatcher& to, Token&& token = Token()) {
    return detail::begin_operation<Token, void(error_code)>(
        detail::initiate_dispatch<Connection>{&from, &to}, token);
}

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/impl/dispatcher.ipp>
#endif
