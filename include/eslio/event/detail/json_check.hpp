// Tells whether bytes are JSON at all, to name the error of an event that could not be read.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace eslio::detail {

/// A checker of JSON's grammar that keeps its nesting on the heap. As lenient as the reader of
/// events: strings may hold any bytes.
class json_checker {
public:
    explicit json_checker(std::string_view text) noexcept : rest_(text) {}

    /// The whole text is one JSON value.
    bool check();

private:
    void skip_space() noexcept;

    bool take(char c) noexcept;

    bool take(std::string_view word) noexcept;

    /// A scalar, or the beginning of an array or object up to its first scalar.
    bool value();

    /// Closes what ends here, up to the comma before another value or the end of the text.
    bool after_value();

    bool name() noexcept { return string() && take(':'); }

    bool string() noexcept;

    bool escape() noexcept;

    bool digits() noexcept;

    bool number() noexcept;

    std::string_view rest_;
    std::string closers_;  ///< of the arrays and objects that are open
    bool done_ = false;
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/json_check.ipp>
#endif
