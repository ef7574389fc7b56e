// API commands that make one text of another: regex, eval, expand, url_encode.
#pragma once

#include <eslio/api/detail/api_writer.hpp>
#include <eslio/api/request.hpp>
#include <eslio/command/api.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace eslio::api {

/// Whether a text has a match of a pattern. A pattern that is none matches nothing (mod_commands:
/// regex_function).
ESLIO_DECL request<bool> regex(const any_text& text, const any_text& pattern);

/// What becomes of `replacement`, in which `%1` is the first group of the match; nothing where
/// there is no match, or the replacement comes out empty. Of a stranger neither `%` nor `$` may
/// stand in a replacement.
ESLIO_DECL request<std::optional<std::string>> regex_replace(const any_text& text,
                                                             const any_text& pattern,
                                                             const any_text& replacement);

/// A text of the program's own with `${...}` in it, expanded by the variables of a call, or by
/// global ones (mod_commands: eval_function); quotes and backslashes beside arrive as they are. A
/// `${` that is not closed is refused. A stranger's text with `${` is refused, and so is `uuid:` at
/// the front, which names a call. An answer that begins with `-ERR` is taken for a refusal.
ESLIO_DECL request<std::string> eval(const any_text& text);
ESLIO_DECL request<std::string> eval(const any_text& text, std::string_view uuid);

/// Executes another API command after `${...}` in it was expanded, by the variables of a call or by
/// global ones. What a variable holds becomes a part of the command: none of a stranger may be in
/// it (mod_commands: expand_function).
ESLIO_DECL api_request expand(const api_request& command, std::string_view uuid = {});

/// Percent coding (switch_url_encode, switch_url_decode). What is decoded comes byte for byte.
ESLIO_DECL request<std::string> url_encode(const any_text& text);
ESLIO_DECL request<std::string> url_decode(const any_text& text);

/// Gives back what it is given: to see that FreeSWITCH answers.
ESLIO_DECL request<std::string> echo(const any_text& text);

/// The MD5 of a text, in hexadecimal digits.
ESLIO_DECL request<std::string> md5(const any_text& text);

/// The first address of a host by its name; `!err!`, an unreadable answer, if there is none.
ESLIO_DECL request<std::string> host_lookup(const any_text& host);

}  // namespace eslio::api

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/text.ipp>
#endif
