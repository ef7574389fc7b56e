// match: calls the first handler whose view fits an event.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/message.hpp>

#include <type_traits>
#include <utility>

namespace eslio {

namespace detail {

/// The type that a handler takes, without reference and `const`: of a lambda or another object with
/// one `operator()`, or a function. `void` of one that does not take just one, or a type of any
/// kind.
template <class F, class = void>
struct only_argument {
    using type = void;
};
template <class F>
struct only_argument<F, std::void_t<decltype(&F::operator())>>
    : only_argument<decltype(&F::operator())> {};
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

/// Whether a type is a view: it tells which events it fits, and is made of one.
template <class T, class = void>
inline constexpr bool is_view = false;
template <class T>
inline constexpr bool
    is_view<T, std::void_t<decltype(bool(T::fits(std::declval<const event&>())))>> =
        std::is_constructible_v<T, const event&>;

/// Whether `match` can call a handler with what that takes.
template <class Handler, class View>
constexpr bool is_matched_by() noexcept {
    if constexpr (std::is_same_v<View, event>)
        return std::is_invocable_v<Handler&, const event&>;
    else if constexpr (is_view<View>)
        return std::is_invocable_v<Handler&, View>;
    else
        return false;
}

/// Whether `handler` was for that event; then it was called.
template <class Handler>
bool try_view(const event& e, Handler& handler) {
    using view = typename only_argument<std::decay_t<Handler>>::type;
    constexpr bool fits = is_matched_by<Handler, view>();
    static_assert(fits, "a handler of eslio::match takes one view, as const eslio::events::dtmf&, "
                        "or const eslio::event&");
    if constexpr (!fits) {
        return false;
    } else if constexpr (std::is_same_v<view, event>) {
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
