// match: calls the first handler whose view fits an event.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/message.hpp>

#include <type_traits>

namespace eslio {

namespace detail {

/// The type that a handler takes, without reference and `const`: of a lambda or another object with
/// one `operator()`, or a function.
template <class F>
struct only_argument : only_argument<decltype(&F::operator())> {};
template <class R, class A>
struct only_argument<R (*)(A)> {
    using type = std::remove_cv_t<std::remove_reference_t<A>>;
};
template <class R, class A>
struct only_argument<R (*)(A) noexcept> : only_argument<R (*)(A)> {};
template <class R, class F, class A>
struct only_argument<R (F::*)(A)> : only_argument<R (*)(A)> {};
template <class R, class F, class A>
struct only_argument<R (F::*)(A) const> : only_argument<R (*)(A)> {};
template <class R, class F, class A>
struct only_argument<R (F::*)(A) noexcept> : only_argument<R (*)(A)> {};
template <class R, class F, class A>
struct only_argument<R (F::*)(A) const noexcept> : only_argument<R (*)(A)> {};

/// Whether `handler` was for that event; then it was called.
template <class Handler>
bool try_view(const event& e, Handler& handler) {
    using view = typename only_argument<std::decay_t<Handler>>::type;
    if constexpr (std::is_same_v<view, event>) {
        handler(e);
        return true;
    } else {
        if (!view::fits(e)) return false;
        handler(view(e));
        return true;
    }
}

}  // namespace detail

/// Calls the first handler that the event fits, and tells whether there was one. Each takes a view,
/// or `const eslio::event&`, which every event fits:
///
///     eslio::match(
///         e, [](const eslio::events::channel_answer& answer) { ... },
///         [](const eslio::events::dtmf& key) { ... },
///         [](const eslio::event& other) { ... });
template <class... Handlers>
bool match(const event& e, Handlers&&... handlers) {
    return (detail::try_view(e, handlers) || ...);
}

/// The same of a message: only an event fits.
template <class... Handlers>
bool match(const message& m, Handlers&&... handlers) {
    const event* const e = m.as_event();
    return e != nullptr && (detail::try_view(*e, handlers) || ...);
}

}  // namespace eslio
