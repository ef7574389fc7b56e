// Text from strangers: a type of its own, so that it cannot become a command, a route or `${...}`.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/escape.hpp>
#include <eslio/config.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// Text that did not come from the program's author: a caller's name, a number from a web form.
/// Where a builder takes it, it arrives as it is or is refused. Refused everywhere are line breaks
/// and NUL, also in the form `%0D` and what FreeSWITCH takes for it where a text becomes a SIP
/// header (`50% discount` has a CR there); and `${`.
class untrusted {
public:
    /// What a stranger gave: a caller's name, a number from a form.
    explicit untrusted(std::string text) : text_(std::move(text)) {}
    explicit untrusted(std::string_view text) : text_(text) {}
    explicit untrusted(const char* text) : text_(text) {}

    /// The text as it came. To be shown, not to be put into commands.
    const std::string& text() const noexcept { return text_; }

    /// FreeSWITCH would look up a variable or call an API where applications get their arguments
    /// (switch_channel.c: switch_channel_expand_variables). Quotes and escapes between `$` and `{`
    /// are taken off by one reader before the next expands.
    bool has_expansion() const noexcept { return expansion() != std::string::npos; }
    /// Where it begins; `npos` if there is none.
    std::size_t expansion() const noexcept { return detail::find_variable(text_, "\\'"); }

    /// As the argument of an application it would set variables: `%[a=b]` at its front
    /// (switch_core_session_exec).
    bool begins_scope() const noexcept { return detail::begins_scope(text_); }

    /// May stand in a dial string as a number or a user: letters, digits, `+*#-_.` alone.
    bool is_address() const noexcept { return detail::consists_of(text_, address_marks); }

    /// What an address may hold besides letters and digits.
    static constexpr std::string_view address_marks = "+*#-_.";

private:
    std::string text_;
};

/// Text for a builder: the program's own, in which FreeSWITCH expands `${...}` where applications
/// get their arguments, or a stranger's. It refers to the text, which must outlive it.
class any_text {
public:
    /// The program's own text, in which FreeSWITCH's escapes and `${...}` have their meaning; or a
    /// stranger's, in which they have none.
    any_text(const char* own) noexcept : text_(own) {}
    any_text(std::string_view own) noexcept : text_(own) {}
    any_text(const std::string& own) noexcept : text_(own) {}
    any_text(const untrusted& theirs) noexcept : text_(theirs.text()), stranger_(&theirs) {}

    /// The text, of whoever it is.
    std::string_view text() const noexcept { return text_; }

    /// Null if it is the program's own.
    const untrusted* stranger() const noexcept { return stranger_; }

private:
    std::string_view text_;
    const untrusted* stranger_ = nullptr;
};

namespace detail {

/// The byte that `%` and two bytes of this text become; -1 if they stay. FreeSWITCH reads the two
/// digits as sscanf's `%2x` does, which skips blanks, and takes one digit, a sign and `0x` as well
/// (switch_utils.c: switch_url_decode): `50% discount` has a CR.
constexpr int decoded_byte(std::string_view after) noexcept {
    if (after.size() < 2) return -1;
    std::size_t i = 0;
    while (i < after.size() && (after[i] == ' ' || (after[i] >= '\t' && after[i] <= '\r'))) ++i;
    const std::size_t end = i + 2;
    bool negative = false;
    if (i < after.size() && (after[i] == '+' || after[i] == '-')) negative = after[i++] == '-';
    int value = -1;
    for (; i < after.size() && i < end && wire::hex_value(after[i]) >= 0; ++i)
        value = (value < 0 ? 0 : value * 16) + wire::hex_value(after[i]);
    return value < 0 ? -1 : (negative ? 256 - value : value) % 256;
}

/// Whether `%` before this text becomes CR, LF or NUL.
constexpr bool becomes_break(std::string_view after) noexcept {
    const int byte = decoded_byte(after);
    return byte == 0 || byte == '\r' || byte == '\n';
}

/// Where a text holds CR, LF or NUL, as such or percent-coded; `npos` if it does not.
constexpr std::size_t find_break(std::string_view text) noexcept {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\r' || c == '\n' || c == '\0') return i;
        if (c == '%' && becomes_break(text.substr(i + 1))) return i;
    }
    return std::string_view::npos;
}

/// Of what becomes a SIP header: FreeSWITCH decodes `%0A` there.
ESLIO_DECL argument_error check_header_text(const argument_name& argument, std::string_view text);

/// Of a stranger's text, whatever it is for.
ESLIO_DECL argument_error check_untrusted(const argument_name& argument, const untrusted& theirs);

/// Where a file, or a text to be spoken, is meant: a stranger's may not begin with parameters in
/// braces, which FreeSWITCH takes off, after blanks as well (switch_core_file.c,
/// switch_core_speech.c).
ESLIO_DECL argument_error check_parameters(const argument_name& argument, const any_text& text);

/// Of a stranger's file: its extension names no module but one that opens files. Where a path has
/// no `://` FreeSWITCH takes the module by that (switch_core_file.c:
/// switch_core_perform_file_open), and `;id.shell_stream` runs a program, as `shell_stream://;id`
/// does.
ESLIO_DECL argument_error check_file_extension(const argument_name& argument,
                                               std::string_view path);

/// The same without its extension, for a directory as well: see `check_file`.
ESLIO_DECL argument_error check_source(const argument_name& argument, const any_text& path);

/// Of a stranger's file: it names no other source (`shell_stream://` runs a program, `say:` and
/// `phrase:` speak; an extension, too), no place to begin at (`@@`), and no parameters. Where the
/// call has a `playback_delimiter`, FreeSWITCH splits whatever is played at that.
ESLIO_DECL argument_error check_file(const argument_name& argument, const any_text& file);

/// Of a recording that is to be stopped: `all` stops every one of the call.
ESLIO_DECL argument_error check_recording(const argument_name& argument, const any_text& path);

/// Of a stranger's digits that are to be sent: FreeSWITCH takes `~` at the front, `@` and `+` for
/// orders.
ESLIO_DECL argument_error check_keys(const argument_name& argument, const any_text& digits);

/// Of a stranger's argument that FreeSWITCH splits: `^^;` at its front names another separator
/// (switch_utils.c: switch_separate_string).
ESLIO_DECL argument_error check_separator(const argument_name& argument, const any_text& text);

/// Of a stranger's file as the whole argument where FreeSWITCH splits it at blanks and takes quotes
/// and escapes off (`record`): one word that stays as it is.
ESLIO_DECL argument_error check_word_file(const argument_name& argument, const any_text& file);

/// For `loop_playback`: `+2 ` at the front is a number of loops.
ESLIO_DECL argument_error check_loop_file(const argument_name& argument, const any_text& file);

/// Where `name::argument` ends the name of an application for what is broadcast, `npos` if nowhere:
/// at the first colon, whether there is such an application or not (switch_ivr_broadcast).
constexpr std::size_t find_application_mark(std::string_view file) noexcept {
    const std::size_t at = file.find(':');
    return at != file.npos && file.substr(at, 2) == "::" ? at : file.npos;
}

/// Of a stranger's file that is broadcast: it names no application to be run.
ESLIO_DECL argument_error check_application_mark(const argument_name& argument,
                                                 const any_text& file);

/// For `broadcast`: `name::argument` runs another application (switch_ivr_broadcast).
ESLIO_DECL argument_error check_broadcast(const argument_name& argument, const any_text& file);

/// For `speak`: bars separate engine, voice and text.
ESLIO_DECL argument_error check_spoken(const argument_name& argument, const any_text& text);

/// For `transfer` and `execute_extension`: none of a stranger as the whole argument.
ESLIO_DECL argument_error check_whole_place(const argument_name& argument, const any_text& place);

/// For `conference`: a stranger's is the name of a room alone, without a profile, a pin, flags or
/// `bridge:` (mod_conference.c: conference_function).
ESLIO_DECL argument_error check_room(const argument_name& argument, const any_text& room);

/// For `fifo`, which splits its first word once more: none of a stranger as the whole argument.
ESLIO_DECL argument_error check_whole_queue(const argument_name& argument, const any_text& queue);

/// Of a stranger's text as the whole argument of an application by that name: the checks above,
/// where it is one of those that play, record, speak, send digits, go to an extension, a conference
/// or a queue.
ESLIO_DECL argument_error check_meaning(std::string_view application, const argument_name& argument,
                                        const any_text& text);

/// Of a stranger's number or user.
ESLIO_DECL argument_error check_address(const argument_name& argument, const untrusted& theirs);

}  // namespace detail

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/untrusted.ipp>
#endif
