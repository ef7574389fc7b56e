// The arguments of a handler while they wait for it.
#pragma once

#include <eslio/config.hpp>

#include <new>
#include <utility>

namespace eslio::detail {

/// What handlers take: nothing, an error, or an error and a value; or what an operation is begun
/// with. A `std::tuple` does as well, and
/// takes the compiler many times as long, in each program, for each operation.
template <class... Args>
struct arguments;

template <>
struct arguments<> {
    template <class Handler>
    decltype(auto) give_to(Handler&& handler) {
        return std::forward<Handler>(handler)();
    }
};

template <class First>
struct arguments<First> {
    First first;

    template <class Handler>
    decltype(auto) give_to(Handler&& handler) {
        return std::forward<Handler>(handler)(std::move(first));
    }
};

template <class First, class Second>
struct arguments<First, Second> {
    First first;
    Second second;

    template <class Handler>
    decltype(auto) give_to(Handler&& handler) {
        return std::forward<Handler>(handler)(std::move(first), std::move(second));
    }
};

/// Those, or none yet.
template <class... Args>
class held_arguments {
public:
    held_arguments() noexcept {}
    held_arguments(const held_arguments&) = delete;
    held_arguments& operator=(const held_arguments&) = delete;
    ~held_arguments() {
        if (held_) value_.~arguments();
    }

    bool held() const noexcept { return held_; }

    void hold(Args&&... args) noexcept {
        ::new (static_cast<void*>(&value_)) arguments<Args...>{std::move(args)...};
        held_ = true;
    }

    /// To be called while they are held.
    arguments<Args...> take() noexcept {
        arguments<Args...> taken(std::move(value_));
        value_.~arguments();
        held_ = false;
        return taken;
    }

private:
    union {
        arguments<Args...> value_;
    };
    bool held_ = false;
};

}  // namespace eslio::detail
