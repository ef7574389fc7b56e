// header_name, variable_name, list_name: names of headers and variables that know their type.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/header_value.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace eslio {

/// The name of a header whose value is a `T`. It refers to its text, which mostly is a literal:
///
///     constexpr eslio::header_name<std::uint32_t> position("Acme-Position");
///     if (auto p = e.get(position)) use(*p);
template <class T>
class header_name {
public:
    using value_type = T;

    /// Of a text that outlives it, as a literal does.
    constexpr explicit header_name(std::string_view text) noexcept : text_(text) {}

    /// The name.
    constexpr std::string_view text() const noexcept { return text_; }

    /// What `event::get` returns.
    header_value<T> of(const event& e) const { return header_value<T>(e.find(text_)); }
    void of(event&&) const = delete;

private:
    std::string_view text_;
};

/// The name of a channel variable whose value is a `T`. In events a variable is the header
/// `variable_<name>`.
template <class T>
class variable_name {
public:
    using value_type = T;

    /// Of a text that outlives it; without `variable_` before it.
    constexpr explicit variable_name(std::string_view text) noexcept : text_(text) {}

    /// The name.
    constexpr std::string_view text() const noexcept { return text_; }

    /// What `event::get` returns. An empty variable is one that is not set, as for FreeSWITCH.
    header_value<T> of(const event& e) const {
        const std::string_view value = e.variable(text_);
        return header_value<T>(value.empty() ? std::nullopt : std::optional(value));
    }
    void of(event&&) const = delete;

private:
    std::string_view text_;
};

/// The name of a channel variable that is an array (`ARRAY::a|:b`).
class list_name {
public:
    /// Of a text that outlives it; without `variable_` before it.
    constexpr explicit list_name(std::string_view text) noexcept : text_(text) {}

    /// The name.
    constexpr std::string_view text() const noexcept { return text_; }

    /// What `event::get` returns: its elements; one that is no array is one element.
    std::vector<std::string_view> of(const event& e) const;
    void of(event&&) const = delete;

private:
    std::string_view text_;
};

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/header_name.ipp>
#endif
