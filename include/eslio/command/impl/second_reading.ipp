// The bodies of the functions of second_reading.hpp.
#pragma once

#include <eslio/command/detail/escape.hpp>
#include <eslio/command/detail/second_reading.hpp>
#include <eslio/command/sendmsg.hpp>

#include <cstddef>

namespace eslio::detail {

/// After `name::` at the front of a program's own text; 0 if it names no application. That ends at
/// the first colon (switch_ivr_broadcast).
ESLIO_DECL std::size_t application_end(std::string_view file) noexcept {
    for (std::size_t i = 0; i < file.size();) {
        const std::size_t end = reference_end(file, i);
        if (end == file.npos) return 0;
        if (end == i && file[i] == ':') return file.substr(i, 2) == "::" ? i + 2 : 0;
        i = end == i ? i + 1 : end;
    }
    return 0;
}

/// Where a text that is expanded once more would not stay as it is; `npos` if it would. References
/// to variables are gone by then.
ESLIO_DECL std::size_t find_unstable(std::string_view text) {
    bool expanded = false;
    std::size_t found = text.npos;
    for_each_part(
        text,
        [&](std::string_view literal) {
            expanded = expanded || is_expanded(literal);
            const auto begin = static_cast<std::size_t>(literal.data() - text.data());
            for (std::size_t i = 0; i + 1 < literal.size() && found == text.npos; ++i) {
                const bool escapes =
                    literal[i] == '\\' &&
                    std::string_view("\\'$").find(literal[i + 1]) != std::string_view::npos;
                if (escapes || literal.substr(i, 2) == "$$") found = begin + i;
            }
        },
        [](std::string_view) {});
    return expanded ? found : text.npos;
}

ESLIO_DECL argument_error check_broadcast_file(const argument_name& argument,
                                               const any_text& file) {
    const std::string_view text = file.text();
    argument_error wrong = check_file(argument, file);
    wrong.note(check_scope(argument, text));
    if (file.stranger() == nullptr)
        wrong.note(check_scope(argument, text.substr(application_end(text))));
    wrong.note(check_application_mark(argument, file));
    return wrong;
}

ESLIO_DECL std::string escape_broadcast(std::string_view file) {
    const std::size_t begin = application_end(file);
    return std::string(file.substr(0, begin)).append(escape_own_expansion(file.substr(begin)));
}

ESLIO_DECL std::string escape_broadcast_word(std::string_view file) {
    const std::size_t begin = application_end(file);
    std::string out(file.substr(0, begin));
    const std::string_view argument = file.substr(begin);
    if (!holds_variable(argument)) return out.append(escape_expansion(argument));
    std::string escaped;
    bool changed = false;
    for_each_part(
        argument,
        [&](std::string_view literal) {
            for (const char c : literal) {
                if (c == '\\' || c == '$') escaped.push_back('\\'), changed = true;
                escaped.push_back(c);
            }
        },
        [&](std::string_view reference) { escaped.append(reference); });
    // What the references stand for may have nothing that makes FreeSWITCH expand, and take the
    // escapes off: `\'`, which stands for nothing, does.
    return out.append(changed ? "\\'" : "").append(escaped);
}

ESLIO_DECL argument_error check_hold_music(const argument_name& argument, const any_text& file) {
    const std::string_view text = file.text();
    argument_error wrong = check_broadcast_file(argument, file);
    if (const std::size_t at = find_unstable(text); at != text.npos)
        wrong.note(
            refuse_byte(error::unwritable_text, argument, text, at,
                        "with what follows would be taken for an escape: FreeSWITCH expands "
                        "hold music again wherever it plays it; give the file another name"));
    if (const std::size_t at = text.find_first_of("'\""); at != text.npos && file.stranger())
        wrong.note(refuse_byte(error::unwritable_text, argument, text, at,
                               "might end the music where FreeSWITCH writes it into a dialplan, as "
                               "for a parked call; take it out"));
    return wrong;
}

}  // namespace eslio::detail
