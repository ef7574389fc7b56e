// A function of any kind, of which the compiler makes little: the fake switch holds hundreds.
#pragma once

#include <eslio/config.hpp>

#include <atomic>
#include <cstddef>
#include <functional>
#include <type_traits>

namespace eslio::testing::detail {

/// What copies of a function share.
struct function_state {
    void (*destroy)(function_state*);
    std::atomic<std::size_t> owners;
};

/// Shares the state of a function, of whatever signature.
class function_owner {
public:
    function_owner() noexcept = default;
    function_owner(const function_owner& other) noexcept : state_(other.state_) {
        if (state_ != nullptr) state_->owners.fetch_add(1, std::memory_order_relaxed);
    }
    function_owner(function_owner&& other) noexcept : state_(other.state_) {
        other.state_ = nullptr;
    }
    function_owner& operator=(function_owner other) noexcept {
        function_state* const former = state_;
        state_ = other.state_;
        other.state_ = former;
        return *this;
    }
    ~function_owner() {
        if (state_ != nullptr && state_->owners.fetch_sub(1, std::memory_order_acq_rel) == 1)
            state_->destroy(state_);
    }

protected:
    explicit function_owner(function_state* state) noexcept : state_(state) {}

    function_state* state_ = nullptr;
};

/// Whether there are empty ones.
template <class F>
inline constexpr bool may_be_empty = std::is_pointer_v<F> || std::is_member_pointer_v<F>;
template <class Signature>
inline constexpr bool may_be_empty<std::function<Signature>> = true;

template <class Signature>
class shared_function;
template <class Signature>
inline constexpr bool may_be_empty<shared_function<Signature>> = true;

/// As std::function, with two differences. Copies share what was given, which is never copied. And
/// g++ makes four functions of each lambda instead of fourteen, which is a tenth of the time that
/// it takes for the fake switch.
template <class R, class... Arguments>
class shared_function<R(Arguments...)> : private function_owner {
    struct callable : function_state {
        R (*call)(callable&, Arguments...);
    };
    template <class F>
    struct holder : callable {
        F function;
    };

public:
    shared_function() noexcept = default;
    shared_function(std::nullptr_t) noexcept {}

    template <class F, class = std::enable_if_t<!std::is_same_v<F, shared_function>>>
    shared_function(F function) {
        if constexpr (may_be_empty<F>) {
            if (!function) return;
        }
        state_ = new holder<F>{{{&destroy<F>, 1}, &call<F>}, static_cast<F&&>(function)};
    }

    explicit operator bool() const noexcept { return state_ != nullptr; }

    /// Only of one that is not empty.
    R operator()(Arguments... arguments) const {
        callable& c = static_cast<callable&>(*state_);
        return c.call(c, static_cast<Arguments&&>(arguments)...);
    }

private:
    template <class F>
    static void destroy(function_state* state) {
        delete static_cast<holder<F>*>(state);
    }
    template <class F>
    static R call(callable& c, Arguments... arguments) {
        if constexpr (std::is_void_v<R>)
            static_cast<holder<F>&>(c).function(static_cast<Arguments&&>(arguments)...);
        else
            return static_cast<holder<F>&>(c).function(static_cast<Arguments&&>(arguments)...);
    }
};

}  // namespace eslio::testing::detail
