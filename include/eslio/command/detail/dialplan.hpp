// Extensions of the dialplan, addresses of groups and names of conferences, as arguments: what
// FreeSWITCH's readers of them can take.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <string_view>

namespace eslio::detail {

/// How many parts FreeSWITCH makes of a text that it splits (switch_utils.c:
/// separate_string_char_delim).
constexpr std::size_t count_parts(std::string_view text, char delimiter) noexcept {
    std::size_t parts = 1;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '\'' && (quoted || text.find('\'', i + 1) != text.npos)) {
            quoted = !quoted;
        } else if (text[i] == delimiter && !quoted) {
            ++parts;
        }
    }
    return parts;
}

/// Where a text, once its escapes are taken off, holds a backslash and a quote; `npos` if nowhere.
constexpr std::size_t find_escaped_quote(std::string_view text) noexcept {
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        if (text[i] != '\\') continue;
        const std::string_view after = text.substr(i + 2);
        if (text[i + 1] == '\\' && (after.substr(0, 1) == "'" || after.substr(0, 2) == "\\'"))
            return i;
        ++i;
    }
    return std::string_view::npos;
}

/// The applications of the dialplan `inline` are parts of the extension, `m:;:` before them names
/// another separator than the comma (mod_dptools: inline_dialplan_hunt).
ESLIO_DECL argument_error check_inline(std::string_view extension);

/// Of an extension, and the dialplans that FreeSWITCH is to try for it. A stranger's is for none
/// that takes it for applications.
ESLIO_DECL argument_error check_dialplan(const any_text& extension, std::string_view dialplan);

/// Of an address of a group, which is dialled as it is written: no stranger's.
ESLIO_DECL argument_error check_group_address(const argument_name& argument,
                                              const any_text& address);

/// Of what the application `conference` gets, `room@profile+pin+flags{...}`, whoever says it: that
/// it names the conference that is written there. FreeSWITCH skips blanks at its front, and takes
/// the profile after the last `@` (mod_conference.c: conference_function).
ESLIO_DECL argument_error check_conference(const argument_name& argument, std::string_view room);

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/dialplan.ipp>
#endif
