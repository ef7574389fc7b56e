// Tells whether bytes are JSON at all, to name the error of an event that could not be read.
#pragma once

#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace eslio::detail {

/// A checker of JSON's grammar that keeps its nesting on the heap. As lenient as the reader of
/// events: strings may hold any bytes.
class json_checker {
public:
    explicit json_checker(std::string_view text) noexcept : rest_(text) {}

    /// The whole text is one JSON value.
    bool check() {
        do {
            if (!value()) return false;
            if (!after_value()) return false;
        } while (!done_);
        return rest_.empty();
    }

private:
    enum class level : char { array, object };

    void skip_space() noexcept {
        while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\n' ||
                                  rest_.front() == '\r' || rest_.front() == '\t'))
            rest_.remove_prefix(1);
    }

    bool take(char c) noexcept {
        skip_space();
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }

    bool take(std::string_view word) noexcept {
        if (!wire::starts_with(rest_, word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }

    /// A scalar, or the beginning of an array or object up to its first scalar.
    bool value() {
        for (;;) {
            if (take('[')) {
                levels_.push_back(level::array);
                if (!take(']')) continue;
                levels_.pop_back();
                return true;
            }
            if (take('{')) {
                levels_.push_back(level::object);
                if (!take('}')) {
                    if (!name()) return false;
                    continue;
                }
                levels_.pop_back();
                return true;
            }
            if (!rest_.empty() && rest_.front() == '"') return string();
            return take("true") || take("false") || take("null") || number();
        }
    }

    /// Closes what ends here, up to the comma before another value or the end of the text.
    bool after_value() {
        while (!levels_.empty()) {
            if (take(',')) return levels_.back() == level::array || name();
            if (!take(levels_.back() == level::array ? ']' : '}')) return false;
            levels_.pop_back();
        }
        skip_space();
        done_ = true;
        return true;
    }

    bool name() noexcept { return string() && take(':'); }

    bool string() noexcept {
        if (!take('"')) return false;
        for (;;) {
            const std::size_t end = rest_.find_first_of("\"\\");
            if (end == std::string_view::npos) return false;
            const bool closed = rest_[end] == '"';
            rest_.remove_prefix(end + 1);
            if (closed) return true;
            if (!escape()) return false;
        }
    }

    bool escape() noexcept {
        if (rest_.empty()) return false;
        const char c = rest_.front();
        rest_.remove_prefix(1);
        if (c != 'u') return std::string_view("\"\\/bfnrt").find(c) != std::string_view::npos;
        for (std::size_t i = 0; i < 4; ++i)
            if (i >= rest_.size() || wire::hex_value(rest_[i]) < 0) return false;
        rest_.remove_prefix(4);
        return true;
    }

    bool digits() noexcept {
        std::size_t count = 0;
        while (count < rest_.size() && wire::is_digit(rest_[count])) ++count;
        rest_.remove_prefix(count);
        return count != 0;
    }

    bool number() noexcept {
        take(std::string_view("-"));
        if (!take(std::string_view("0")) && !digits()) return false;
        if (take(std::string_view(".")) && !digits()) return false;
        if (take(std::string_view("e")) || take(std::string_view("E"))) {
            if (!take(std::string_view("+"))) take(std::string_view("-"));
            return digits();
        }
        return true;
    }

    std::string_view rest_;
    std::vector<level> levels_;
    bool done_ = false;
};

}  // namespace eslio::detail
