// argument_error: what is wrong with an argument, as an error code and in words.
#pragma once

#include <eslio/error.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// Why an argument was refused; false where nothing is wrong.
///
/// The code tells the kind of fault (`condition::invalid_argument`). The words name the argument,
/// the byte and its place, and what to do instead; they never repeat the argument, which may hold a
/// secret. Memory is allocated only where something is wrong.
class argument_error {
public:
    argument_error() noexcept = default;
    argument_error(error_code code, std::string words)
        : told_(std::make_shared<const told>(told{code, std::move(words)})) {}

    /// Without words of its own: those of the code.
    explicit argument_error(error_code code) {
        if (code) *this = argument_error(code, code.message());
    }

    explicit operator bool() const noexcept { return told_ != nullptr; }

    error_code code() const noexcept { return told_ ? told_->code : error_code(); }

    /// In words, for a human; empty where nothing is wrong.
    std::string words() const { return told_ ? told_->words : std::string(); }

    /// Keeps the first of several.
    void note(const argument_error& other) noexcept {
        if (!told_) told_ = other.told_;
    }

private:
    struct told {
        error_code code;
        std::string words;
    };
    std::shared_ptr<const told> told_;
};

namespace detail {

/// A byte for a human: `','`, or `0x0A` of one that cannot be shown.
inline std::string shown_byte(char c) {
    static constexpr char digits[] = "0123456789ABCDEF";
    if (c > ' ' && c < '\x7F') return {'\'', c, '\''};
    const auto byte = static_cast<unsigned char>(c);
    return {'0', 'x', digits[byte >> 4], digits[byte & 15]};
}

/// How the words call an argument: `timeout`, `variable x`.
class argument_name {
public:
    constexpr argument_name(const char* kind) noexcept : kind_(kind) {}
    constexpr argument_name(std::string_view kind, std::string_view name) noexcept
        : kind_(kind), name_(name) {}

    std::string text() const {
        std::string all(kind_);
        if (!name_.empty()) all.append(" ").append(name_);
        return all;
    }

private:
    std::string_view kind_;
    std::string_view name_;
};

/// `<argument>: <words>`.
inline argument_error refuse(error code, const argument_name& argument, std::string_view words) {
    return {code, argument.text().append(": ").append(words)};
}

/// `<argument>: ',' (byte 5) <words>`, of the byte of `text` at the index `at`.
inline argument_error refuse_byte(error code, const argument_name& argument, std::string_view text,
                                  std::size_t at, std::string_view words) {
    std::string all = argument.text();
    all.append(": ").append(shown_byte(text[at])).append(" (byte ");
    all.append(std::to_string(at + 1)).append(") ").append(words);
    return {code, std::move(all)};
}

inline argument_error refuse_empty(const argument_name& argument) {
    return refuse(error::empty_argument, argument, "it is empty; FreeSWITCH needs one");
}

inline argument_error check_nul(const argument_name& argument, std::string_view text) {
    const std::size_t at = text.find('\0');
    if (at == std::string_view::npos) return {};
    return refuse_byte(error::nul_in_argument, argument, text, at,
                       "would end the text for FreeSWITCH; take it out");
}

/// CR, LF and NUL, which would end a line of the command or the text itself.
inline argument_error check_bytes(const argument_name& argument, std::string_view text) {
    const std::size_t at = text.find_first_of(std::string_view("\r\n\0", 3));
    if (at == std::string_view::npos) return {};
    if (text[at] == '\0') return check_nul(argument, text);
    return refuse_byte(error::line_break_in_argument, argument, text, at,
                       "is a line break, after which a header or a command would begin; take it "
                       "out");
}

/// A word of a command line: it may not end early or begin another word.
inline argument_error check_word(const argument_name& argument, std::string_view word) {
    if (word.empty()) return refuse_empty(argument);
    if (argument_error forged = check_bytes(argument, word)) return forged;
    const std::size_t at = word.find(' ');
    if (at == std::string_view::npos) return {};
    return refuse_byte(error::unwritable_text, argument, word, at,
                       "would begin another word, and has no escape here; take it out");
}

}  // namespace detail

}  // namespace eslio
