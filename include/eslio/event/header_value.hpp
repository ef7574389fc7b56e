// header_value: a header or variable read as its type; absent is told apart from malformed.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/enumeration.hpp>
#include <eslio/event/value_reader.hpp>

#include <chrono>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace eslio {

namespace detail {

/// A std::optional of an enumeration, in one class instead of the twenty that g++ makes of that
/// one: the views of events have forty enumerations.
template <class T>
class maybe {
public:
    maybe() noexcept = default;
    explicit maybe(T value) noexcept : value_(value), is_there_(true) {}

    bool has_value() const noexcept { return is_there_; }
    explicit operator bool() const noexcept { return is_there_; }
    const T& operator*() const noexcept { return value_; }

private:
    T value_{};
    bool is_there_ = false;
};

}  // namespace detail

/// What a header holds. Like a `std::optional`, it has a value or none; without one it says whether
/// the header is missing or holds another text, which `text()` gives. Views hold until the event is
/// changed or gone.
///
///     if (auto duration = e.duration()) use(*duration);
///     else if (duration.malformed()) log(duration.text());
///
/// An enumeration that FreeSWITCH has a newer value of is `unknown`, with its text. A time of 0,
/// which FreeSWITCH writes for what did not happen, is absent, and so is an empty text, other than
/// of a `std::string_view`.
template <class T>
class header_value {
public:
    using value_type = T;

    /// One that is absent.
    header_value() noexcept = default;

    /// Of a header's text, if there is one.
    explicit header_value(std::optional<std::string_view> text)
        : text_(text.value_or(std::string_view())), present_(text && !means_nothing(*text)) {
        if (!present_) return;
        if constexpr (has_every_text)
            value_ = kept(value_reader<T>::value_of(text_));
        else
            value_ = value_reader<T>::read(text_);
    }

    /// Whether the header was there and could be read.
    bool has_value() const noexcept { return value_.has_value(); }
    explicit operator bool() const noexcept { return has_value(); }

    /// Undefined without a value, as of `std::optional`.
    const T& operator*() const noexcept { return *value_; }
    const T* operator->() const noexcept { return &*value_; }

    /// The value, or `other` if there is none.
    T value_or(T other) const { return value_ ? *value_ : std::move(other); }

    /// There is no such header, or it says that there is nothing.
    bool absent() const noexcept { return !present_; }

    /// It is there and holds no `T`.
    bool malformed() const noexcept { return present_ && !value_; }

    /// The header's text as it came; empty if it is absent.
    std::string_view text() const noexcept { return text_; }

    /// Equal to a value when it has that one.
    friend bool operator==(const header_value& a, const T& b) { return a.value_ && *a.value_ == b; }
    friend bool operator==(const T& a, const header_value& b) { return b == a; }
    friend bool operator!=(const header_value& a, const T& b) { return !(a == b); }
    friend bool operator!=(const T& a, const header_value& b) { return !(b == a); }

private:
    template <class Other>
    struct is_time : std::false_type {};
    template <class Duration>
    struct is_time<std::chrono::time_point<std::chrono::system_clock, Duration>> : std::true_type {
    };

    static constexpr bool has_every_text =
        std::is_base_of_v<detail::reads_every_text, value_reader<T>>;
    using kept = std::conditional_t<has_every_text, detail::maybe<T>, std::optional<T>>;

    static bool means_nothing(std::string_view text) noexcept {
        if constexpr (std::is_same_v<T, std::string_view>)
            return false;
        else if constexpr (is_time<T>::value)
            return text.empty() || text == "0";
        else
            return text.empty();
    }

    kept value_;
    std::string_view text_;
    bool present_ = false;
};

}  // namespace eslio
