// argument_error: what is wrong with an argument, as an error code and in words.
#pragma once

#include <eslio/config.hpp>
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
    /// An error with the words for it.
    argument_error(error_code code, std::string words) : told_(new told{code, std::move(words)}) {}

    /// Without words of its own: those of the code.
    explicit argument_error(error_code code) {
        if (code) *this = argument_error(code, code.message());
    }

    /// Whether there is one.
    explicit operator bool() const noexcept { return told_ != nullptr; }

    /// Its code; no error if there is none.
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
ESLIO_DECL std::string shown_byte(char c);

/// How the words call an argument: `timeout`, `variable x`.
class argument_name {
public:
    constexpr argument_name(const char* kind) noexcept : kind_(kind) {}
    constexpr argument_name(std::string_view kind, std::string_view name) noexcept
        : kind_(kind), name_(name) {}

    std::string text() const;

private:
    std::string_view kind_;
    std::string_view name_;
};

/// `<argument>: <words>`.
inline argument_error refuse(error code, const argument_name& argument, std::string_view words) {
    return {code, argument.text().append(": ").append(words)};
}

/// `<argument>: ',' (byte 5) <words>`, of the byte of `text` at the index `at`.
ESLIO_DECL argument_error refuse_byte(error code, const argument_name& argument,
                                      std::string_view text, std::size_t at,
                                      std::string_view words);

inline argument_error refuse_empty(const argument_name& argument) {
    return refuse(error::empty_argument, argument, "it is empty; FreeSWITCH needs one");
}

ESLIO_DECL argument_error check_nul(const argument_name& argument, std::string_view text);

/// CR, LF and NUL, which would end a line of the command or the text itself.
ESLIO_DECL argument_error check_bytes(const argument_name& argument, std::string_view text);

/// A word of a command line: it may not end early or begin another word.
ESLIO_DECL argument_error check_word(const argument_name& argument, std::string_view word);

}  // namespace detail

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/argument_error.ipp>
#endif
