// The bodies of the functions of json_check.hpp.
#pragma once

#include <eslio/event/detail/json_check.hpp>

namespace eslio::detail {

ESLIO_DECL bool json_checker::check() {
    do {
        if (!value()) return false;
        if (!after_value()) return false;
    } while (!done_);
    return rest_.empty();
}

ESLIO_DECL void json_checker::skip_space() noexcept {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\n' ||
                              rest_.front() == '\r' || rest_.front() == '\t'))
        rest_.remove_prefix(1);
}

ESLIO_DECL bool json_checker::take(char c) noexcept {
    skip_space();
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
}

ESLIO_DECL bool json_checker::take(std::string_view word) noexcept {
    if (!wire::starts_with(rest_, word)) return false;
    rest_.remove_prefix(word.size());
    return true;
}

ESLIO_DECL bool json_checker::value() {
    for (;;) {
        if (take('[')) {
            closers_.push_back(']');
            if (!take(']')) continue;
            closers_.pop_back();
            return true;
        }
        if (take('{')) {
            closers_.push_back('}');
            if (!take('}')) {
                if (!name()) return false;
                continue;
            }
            closers_.pop_back();
            return true;
        }
        if (!rest_.empty() && rest_.front() == '"') return string();
        return take("true") || take("false") || take("null") || number();
    }
}

ESLIO_DECL bool json_checker::after_value() {
    while (!closers_.empty()) {
        if (take(',')) return closers_.back() == ']' || name();
        if (!take(closers_.back())) return false;
        closers_.pop_back();
    }
    skip_space();
    done_ = true;
    return true;
}

ESLIO_DECL bool json_checker::string() noexcept {
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

ESLIO_DECL bool json_checker::escape() noexcept {
    if (rest_.empty()) return false;
    const char c = rest_.front();
    rest_.remove_prefix(1);
    if (c != 'u') return std::string_view("\"\\/bfnrt").find(c) != std::string_view::npos;
    for (std::size_t i = 0; i < 4; ++i)
        if (i >= rest_.size() || wire::hex_value(rest_[i]) < 0) return false;
    rest_.remove_prefix(4);
    return true;
}

ESLIO_DECL bool json_checker::digits() noexcept {
    std::size_t count = 0;
    while (count < rest_.size() && wire::is_digit(rest_[count])) ++count;
    rest_.remove_prefix(count);
    return count != 0;
}

ESLIO_DECL bool json_checker::number() noexcept {
    take(std::string_view("-"));
    if (!take(std::string_view("0")) && !digits()) return false;
    if (take(std::string_view(".")) && !digits()) return false;
    if (take(std::string_view("e")) || take(std::string_view("E"))) {
        if (!take(std::string_view("+"))) take(std::string_view("-"));
        return digits();
    }
    return true;
}

}  // namespace eslio::detail
