// variable_value: a channel variable that was asked for, with its type.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/header_value.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// What `async_get_variable` brings of a name that has a type. It holds the text; `value()` reads
/// it as `event::get` reads that of an event.
template <class T>
class variable_value {
public:
    using value_type = T;

    variable_value() = default;
    /// Made by the library: the text, or nothing if the variable is not set.
    explicit variable_value(std::optional<std::string> text) : text_(std::move(text)) {}

    /// Absent, malformed, or a `T`. It refers to this object.
    header_value<T> value() const& {
        return header_value<T>(text_ ? std::optional<std::string_view>(*text_) : std::nullopt);
    }

    /// As FreeSWITCH gave it; none if the variable is not set.
    const std::optional<std::string>& text() const& noexcept { return text_; }

    // A view into a temporary would dangle: give the object a name first.
    void value() const&& = delete;
    void text() const&& = delete;

private:
    std::optional<std::string> text_;
};

}  // namespace eslio
