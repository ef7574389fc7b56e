// raw_dial_string: a dial string of the program's own that FreeSWITCH gets as it is written.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// The program's own dial string, or a part of one, as it would stand in a dialplan: nothing in it
/// is escaped or looked at, so no text of strangers belongs into it. `${...}` is expanded:
///
///     eslio::dial_string callee(eslio::raw_dial_string("${sofia_contact(internal/1000@pbx)}"));
///
/// In `bridge` FreeSWITCH expands the whole argument. For `originate` nothing would; where a raw
/// dial string holds `${`, the command is written as `expand originate ...` (mod_commands:
/// expand_function). What it expands to is read as a dial string, and in `originate` split at
/// blanks.
///
/// Refused is what would end the command or the text: line breaks, NUL, a `${` that is not closed,
/// and a single backslash at the end, after which FreeSWITCH reads beyond the text (switch_utils.c:
/// separate_string_char_delim).
class raw_dial_string {
public:
    /// A part of a dial string as it stands, of the program's own: nothing in it is escaped.
    explicit raw_dial_string(std::string_view text);

    error_code error() const noexcept { return problem_.code(); }
    std::string why() const { return problem_.words(); }
    const argument_error& problem() const noexcept { return problem_; }

    /// The text as it was given; empty if it is invalid.
    const std::string& text() const& noexcept { return text_; }
    std::string text() && noexcept { return std::move(text_); }

private:
    std::string text_;
    argument_error problem_;
};

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/raw_dial_string.ipp>
#endif
