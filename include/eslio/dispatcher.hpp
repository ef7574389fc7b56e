// Floor 6, dispatcher: hands events to handlers by name, CUSTOM subclass, call, or any condition.
#pragma once

#include <eslio/command/subscription.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/detail/begin_operation.hpp>
#include <eslio/connection/detail/canceller.hpp>
#include <eslio/connection/detail/default_token.hpp>
#include <eslio/error.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/format.hpp>
#include <eslio/event/message.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/wire/detail/compact_vector.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <asio/associated_allocator.hpp>
#include <asio/associated_cancellation_slot.hpp>
#include <asio/associated_executor.hpp>
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
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace eslio {

namespace detail {

template <class View, class = void>
struct has_event_type : std::false_type {};
template <class View>
struct has_event_type<View, std::void_t<decltype(View::type)>> : std::true_type {};

template <class View, class = void>
struct has_event_subclass : std::false_type {};
template <class View>
struct has_event_subclass<View, std::void_t<decltype(View::subclass)>> : std::true_type {};

template <class Connection>
struct initiate_dispatch;

/// Of something that cannot be called with a `T`.
template <class F, class T>
using if_not_called_with =
    std::enable_if_t<!std::is_convertible_v<F, std::function<void(const T&)>>>;

/// What a handler of the wrong signature is told that was given to a dispatcher.
template <class F>
constexpr std::uint64_t wrong_event_handler() noexcept {
    static_assert(never<F>, "a handler of eslio::dispatcher takes (const eslio::event&)");
    return 0;
}

}  // namespace detail

/// Handlers are called in the order in which they were added, inside `dispatch`. They may add and
/// remove handlers, themselves included: one that is added sees no event before the next
/// one, one that is removed sees no more. If one throws, `on_exception` is told and the others go
/// on.
///
///     eslio::dispatcher d;
///     d.on(eslio::event_name::channel_answer, [](const eslio::event& e) { ... });
///     d.on<eslio::events::dtmf>([](const eslio::events::dtmf& key) { ... });
///     d.on_custom("acme::entered", [](const eslio::event& e) { ... });
///     // Subscribes to these, and dispatches all that the connection receives, until its end.
///     eslio::async_dispatch(fs, d, eslio::format::plain, token);
///
/// Not thread-safe. It must outlive the dispatching; it may be destroyed by a handler of its own.
class dispatcher {
public:
    /// What is called with an event.
    using handler = std::function<void(const event&)>;
    /// What tells whether a handler wants an event.
    using condition_type = std::function<bool(const event&)>;
    /// The number of a handler, by which it is removed.
    using id = std::uint64_t;

    dispatcher() : inside_(new table()) {}

    /// Every event of that type; `event_name::all`: every event.
    id on(event_name type, handler h) {
        if (type != event_name::all) return on(to_string(type), std::move(h));
        entry e;
        e.type = to_string(type);
        e.call = std::move(h);
        return add(std::move(e));
    }
    /// Of that name, which this library need not know. The case does not count.
    id on(std::string_view name, handler h);

    /// Every event that fits a view; the handler is given that view of it: `const View&`.
    template <class View, class F>
    id on(F h) {
        constexpr bool fits = std::is_invocable_v<F&, View>;
        static_assert(fits, "a handler of eslio::dispatcher::on<View> takes (const View&)");
        if constexpr (fits)
            return on_view<View>(std::move(h));
        else
            return 0;
    }
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

    /// With a handler of the wrong signature: a compile-time error that tells the right one.
    template <class F, class = detail::if_not_called_with<F, event>>
    id on(event_name, F&&) {
        return detail::wrong_event_handler<F>();
    }
    /// With a handler of the wrong signature: a compile-time error that tells the right one.
    template <class F, class = detail::if_not_called_with<F, event>>
    id on(std::string_view, F&&) {
        return detail::wrong_event_handler<F>();
    }
    /// With a handler of the wrong signature: a compile-time error that tells the right one.
    template <class F, class = detail::if_not_called_with<F, event>>
    id on_custom(std::string_view, F&&) {
        return detail::wrong_event_handler<F>();
    }
    /// With a handler of the wrong signature: a compile-time error that tells the right one.
    template <class F, class = detail::if_not_called_with<F, event>>
    id on_channel(std::string_view, F&&) {
        return detail::wrong_event_handler<F>();
    }
    /// With a handler of the wrong signature: a compile-time error that tells the right one.
    template <class F, class = detail::if_not_called_with<F, event>>
    id on_if(const condition_type&, F&&) {
        return detail::wrong_event_handler<F>();
    }
    /// With a handler of the wrong signature: a compile-time error that tells the right one.
    template <class F, class = detail::if_not_called_with<F, message>>
    void on_other(F&&) {
        static_assert(detail::never<F>,
                      "a handler of eslio::dispatcher::on_other takes (const eslio::message&)");
    }

    /// False if there is none of that id.
    bool remove(id which);

    std::size_t size() const noexcept { return inside_->entries.size(); }

    /// The types and CUSTOM subclasses that the handlers are for, in that format or the one in
    /// force. What `on_if`, `on_channel`, a view with a condition of its own, and CUSTOM without a
    /// subclass need cannot be known: that is for the program to subscribe to.
    eslio::subscription subscription(std::optional<format> type = std::nullopt) const {
        return needs(*inside_, type);
    }

    /// Calls the handlers that the event is for; tells how many.
    std::size_t dispatch(const event& e);

    /// An event is dispatched; another message goes to `on_other`.
    void dispatch(const message& m);

private:
    template <class Connection>
    friend struct detail::initiate_dispatch;

    struct entry {
        id number = 0;
        condition_type fits;
        handler call;
        std::string type;  ///< what it is to be subscribed to; empty if that is not known
        std::string subclass;
    };

    /// Held while dispatching, so that a handler may destroy the dispatcher.
    struct table {
        detail::compact_vector<std::shared_ptr<entry>> entries;  ///< by number
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

    template <class View, class F>
    id on_view(F h) {
        entry e;
        if constexpr (detail::has_event_type<View>::value) e.type = to_string(View::type);
        if constexpr (detail::has_event_subclass<View>::value) e.subclass = View::subclass;
        e.fits = [](const event& x) { return View::fits(x); };
        e.call = [h = std::move(h)](const event& x) mutable { h(View(x)); };
        return add(std::move(e));
    }

    id add(entry e);
    static eslio::subscription needs(const table& of, std::optional<format> type);

    std::shared_ptr<table> inside_;
};

namespace detail {

/// Receives until the connection ends; `Connection` is a connection, client or session.
template <class Connection>
struct initiate_dispatch {
    using executor_type = typename Connection::executor_type;

    Connection* from;
    dispatcher* to;
    bool subscribes = false;  ///< to what the handlers need
    format type = format::plain;

    executor_type get_executor() const noexcept { return from->get_executor(); }

    template <class Handler>
    struct loop {
        using executor_type =
            asio::associated_executor_t<Handler, typename Connection::executor_type>;
        using allocator_type = asio::associated_allocator_t<Handler>;
        using cancellation_slot_type = asio::cancellation_slot;

        initiate_dispatch how;
        std::weak_ptr<dispatcher::table> needed;  ///< a handler may destroy the dispatcher
        dispatcher::id subscribed;                ///< the last handler whose events are
        Handler handler;
        asio::cancellation_state cancelled;  ///< also while a handler of the dispatcher runs

        executor_type get_executor() const noexcept {
            return asio::get_associated_executor(handler, how.get_executor());
        }
        allocator_type get_allocator() const noexcept {
            return asio::get_associated_allocator(handler);
        }
        cancellation_slot_type get_cancellation_slot() const noexcept { return cancelled.slot(); }

        /// A message came.
        void operator()(error_code ec, const message& m) {
            if (!ec) how.to->dispatch(m);
            go_on(ec);
        }

        /// The answer to a subscription.
        void operator()(error_code ec, const reply& r) {
            if (!ec && !r.ok()) ec = error::not_allowed;
            go_on(ec);
        }

        void go_on(error_code ec) {
            const bool stop = cancelled.cancelled() != asio::cancellation_type::none;
            if (!ec && stop) ec = asio::error::operation_aborted;
            if (ec) {
                auto slot = asio::get_associated_cancellation_slot(handler);
                if (slot.is_connected()) slot.clear();
                return std::move(handler)(ec);
            }
            if (runs_on(handler, how.get_executor())) return step();
            // The connection is used on its own executor only.
            const auto home = how.get_executor();
            asio::dispatch(home, [next = std::move(*this)]() mutable { next.step(); });
        }

        void step() {
            Connection* const c = how.from;
            const std::shared_ptr<dispatcher::table> now = needed.lock();
            if (how.subscribes && now && now->last != subscribed) {
                subscribed = now->last;
                const eslio::subscription wanted = dispatcher::needs(*now, how.type);
                if (!wanted.events().empty()) return c->async_subscribe(wanted, std::move(*this));
            }
            c->async_receive(std::move(*this));
        }
    };

    template <class Handler>
    void operator()(Handler&& h) const {
        const asio::enable_total_cancellation all;
        asio::cancellation_state cancelled(asio::get_associated_cancellation_slot(h), all, all);
        loop<std::decay_t<Handler>> first{*this, to->inside_, 0, std::forward<Handler>(h),
                                          cancelled};
        first.step();
    }
};

}  // namespace detail

/// Dispatches all that a connection (client, session) receives, until it ends. Both must live until
/// then and stay where they are: a handler closes the connection rather than destroy it. No other
/// receive may be outstanding. What comes is for the program to subscribe to: a handler whose
/// events are not subscribed hears nothing; the overload with a format subscribes.
///
/// Completes with `void(error_code)`: the reason of the end, or that of a cancellation.
template <class Connection, class Token = detail::default_token<typename Connection::executor_type>,
          class = std::enable_if_t<!std::is_same_v<std::decay_t<Token>, format>>>
auto async_dispatch(Connection& from, dispatcher& to, Token&& token = Token()) {
    return detail::begin_operation<Token, void(error_code)>(
        detail::initiate_dispatch<Connection>{&from, &to}, token);
}

/// The same, and subscribes first to what the handlers are for (`dispatcher::subscription`), in
/// that format. Handlers that are added while it runs are subscribed to before the next event is
/// received: one that is added by a handler at once, another after the next event. What removed
/// handlers were for goes on coming.
///
/// Errors besides: not_allowed, if FreeSWITCH refuses the subscription.
template <class Connection, class Token = detail::default_token<typename Connection::executor_type>>
auto async_dispatch(Connection& from, dispatcher& to, format type, Token&& token = Token()) {
    return detail::begin_operation<Token, void(error_code)>(
        detail::initiate_dispatch<Connection>{&from, &to, true, type}, token);
}

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/impl/dispatcher.ipp>
#endif
