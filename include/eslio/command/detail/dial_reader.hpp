// Reads dial strings as FreeSWITCH does, and knows where each byte stood in the text.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::detail {

/// A part of a text from which escapes and quotes were taken off.
class placed_text {
public:
    placed_text() = default;

    /// All of `source`, which is at its place.
    explicit placed_text(std::string_view source);

    const std::string& text() const noexcept { return text_; }
    std::size_t size() const noexcept { return text_.size(); }
    bool empty() const noexcept { return text_.empty(); }
    char operator[](std::size_t i) const noexcept { return i < text_.size() ? text_[i] : '\0'; }

    /// Where the byte at `i` stood in the source; of the end, where the part ended.
    std::size_t place(std::size_t i) const noexcept { return i < text_.size() ? places_[i] : end_; }

    placed_text part(std::size_t begin, std::size_t count = std::string::npos) const;
    void push_back(char c, std::size_t place);
    void set(std::size_t i, char c) noexcept { text_[i] = c; }
    void cut(std::size_t size);
    void skip_blanks() { *this = part(text_.find_first_not_of(' ')); }

private:
    std::string text_;
    std::vector<std::size_t> places_;
    std::size_t end_ = 0;
};

/// Takes dial strings apart; the first thing that FreeSWITCH could not read stays in `problem`.
class dial_reader {
public:
    struct variable {
        placed_text name;
        placed_text value;
    };

    explicit dial_reader(std::string_view source) : source_(source) {}

    const argument_error& problem() const noexcept { return problem_; }

    /// `dial string: 'c' (byte 5) <words>`, if nothing was told before.
    void complain(std::size_t place, std::string_view words, error code = error::unwritable_text);

    /// The same of a part that something else has refused: with its code and its words.
    void complain(std::size_t place, std::string_view words, const argument_error& wrong);

    /// Splits at a delimiter that is no blank, and takes a level of escapes and quotes off; at most
    /// 128 or 1024 parts are asked for, of which the last is the rest (switch_utils.c:
    /// separate_string_char_delim).
    std::vector<placed_text> split(const placed_text& whole, char delimiter, std::size_t most);

    /// Takes `{...}`, `<...>` or `[...]` off the front, again and again (switch_event.c:
    /// switch_event_create_brackets). In `[]` the delimiter is `leg_comma`.
    std::vector<variable> take_variables(placed_text& rest, char open, char delimiter);

    /// The legs that one alternative joins by commas, of which those in brackets are hidden from
    /// the split (switch_ivr_originate).
    std::vector<placed_text> split_legs(placed_text together);

private:
    placed_text clean(const placed_text& part, char delimiter) const;

    void read_block(const placed_text& inside, char delimiter, std::vector<variable>& out);

    std::string_view source_;
    argument_error problem_;
};

/// Where the bracket at the front closes; `npos` if it does not (switch_utils.c:
/// switch_find_end_paren).
ESLIO_DECL std::size_t find_closing(std::string_view text, char open, char close) noexcept;

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/dial_reader.ipp>
#endif
