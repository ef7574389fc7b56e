// Variables with their values, to be set at once.
#pragma once

#include <eslio/command/untrusted.hpp>

#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace eslio {

/// Names and values of channel variables: up to 16 in braces, any number by `add`, or a container
/// of pairs. (It has no constructor from a `std::initializer_list`: g++ 12 does not compile these
/// inside of a `co_await` expression.)
///
///     co_await call.async_execute(app::multiset({{"a", "1"}, {"b", untrusted(text)}}), token);
class variable_list {
public:
    /// A channel variable with its value.
    struct variable {
        /// Its name.
        std::string name;
        /// Its value, before it is escaped.
        std::string value;
        bool is_own;  ///< else a stranger's
    };

    /// One in braces.
    class item {
    public:
        item() noexcept : value_(std::string_view()) {}
        /// A name with its value, own or a stranger's.
        item(std::string_view name, const any_text& value) noexcept
            : name_(name), value_(value), given_(true) {}

    private:
        friend class variable_list;
        std::string_view name_;
        any_text value_;
        bool given_ = false;
    };

    variable_list() = default;
    /// Up to as many variables as there are arguments; more by `add`.
    variable_list(item a, item b = {}, item c = {}, item d = {}, item e = {}, item f = {},
                  item g = {}, item h = {}, item i = {}, item j = {}, item k = {}, item l = {},
                  item m = {}, item n = {}, item o = {}, item p = {}) {
        for (const item* one : {&a, &b, &c, &d, &e, &f, &g, &h, &i, &j, &k, &l, &m, &n, &o, &p})
            if (one->given_) add(one->name_, one->value_);
    }

    /// Of pairs of strings, in their order.
    template <class Container, class Pair = typename Container::value_type,
              class = std::enable_if_t<
                  std::is_convertible_v<typename Pair::first_type, std::string_view> &&
                  std::is_convertible_v<typename Pair::second_type, std::string_view>>>
    variable_list(const Container& pairs) {
        for (const auto& [name, value] : pairs) add(name, std::string_view(value));
    }

    /// Adds one; the order is kept.
    variable_list& add(std::string_view name, const any_text& value) {
        all_.push_back({std::string(name), std::string(value.text()), value.stranger() == nullptr});
        return *this;
    }

    /// All of them, in their order.
    const std::vector<variable>& all() const noexcept { return all_; }

private:
    std::vector<variable> all_;
};

}  // namespace eslio
