// event_condition: which event is waited for.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/event_name.hpp>

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace eslio {

namespace detail {

/// Whether a function of the program's can judge events.
template <class Function>
inline constexpr bool judges_events =
    std::is_invocable_r_v<bool, std::decay_t<Function>&, const event&>;

/// Whether it is what g++ up to 12 would destroy twice, were it written as an argument inside a
/// `co_await` expression: a closure that captures a string, say, by value, or a struct in braces.
/// (A closure cannot be assigned to, and a struct that is an aggregate can be written so; what has
/// nothing to destroy is harmless.)
template <class Function>
inline constexpr bool is_destroyed_twice =
#if defined(__cpp_impl_coroutine) && defined(__GNUC__) && !defined(__clang__) && __GNUC__ <= 12
    !std::is_lvalue_reference_v<Function> && !std::is_trivially_destructible_v<Function> &&
    (!std::is_move_assignable_v<Function> || std::is_aggregate_v<Function>);
#else
    false;
#endif

}  // namespace detail

/// A type of event, headers that it must have, or a function of the program's that says whether an
/// event is the one.
///
///     call.async_wait_for(event_condition(event_name::dtmf).header("DTMF-Digit", "5"), 3s, token);
///     call.async_wait_for([](const event& e) { return e.subclass() == "mod::x"; }, 3s, token);
///
/// With g++ up to 12, in code that may use coroutines, a closure, or a struct written in braces,
/// that holds more than references and plain values is given a name first: `auto is_it =
/// [name](const event& e) {...};`. Written inside a `co_await` expression these compilers would
/// destroy what it holds twice, whatever the function does that it is given to. Refused is one that
/// is given directly; one that is wrapped on the spot (`std::function<...>([name] {...})`) cannot
/// be seen here. A named one is given by its name, as `std::move(is_it)` is refused with the
/// others.
class event_condition {
public:
    /// Events of that type; conditions on headers may be added.
    event_condition(event_name type) : type_(type) {}

    /// Events of which the function says `true`; it takes `const event&`.
    template <
        class Function,
        std::enable_if_t<detail::judges_events<Function> && !detail::is_destroyed_twice<Function> &&
                             !std::is_same_v<std::decay_t<Function>, event_condition>,
                         int> = 0>
    event_condition(Function&& accepts) : accepts_(std::forward<Function>(accepts)) {}

    /// Give the closure, or the struct, a name first: see above.
    template <class Closure, std::enable_if_t<detail::judges_events<Closure> &&
                                                  detail::is_destroyed_twice<Closure>,
                                              int> = 0>
    event_condition(Closure&&) = delete;  // g++ 12 destroys its captures twice: name it first

    /// The event must also have that value in the first header of that name.
    event_condition& header(std::string name, std::string value);

    /// Whether the event is one of these.
    bool operator()(const event& e) const;

private:
    std::optional<event_name> type_;
    std::vector<std::pair<std::string, std::string>> headers_;
    std::function<bool(const event&)> accepts_;
};

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/event_condition.ipp>
#endif
