// Commands as libesl's functions are given them, in texts of C.
#pragma once

#include <eslio/command/command.hpp>
#include <eslio/config.hpp>
#include <eslio/esl_oop/detail/esl_content.hpp>

#include <string>
#include <string_view>

namespace eslio::detail {

/// FreeSWITCH passes over line ends before a command.
ESLIO_DECL std::string_view esl_after_line_ends(std::string_view text) noexcept;

/// A whole command as text: its line, headers, and a body if there is a Content-Length. Lines may
/// end in CR LF, and line breaks at the end are optional. A text that holds a second command is
/// refused.
ESLIO_DECL command esl_raw_command(std::string_view text);

/// `word first second`, each NULL left out, in one line.
ESLIO_DECL command esl_line_command(std::string_view word, const char* first, const char* second);

/// `bgapi` with a Job-UUID, or without one if it is NULL (esl_oop.cpp: ESLconnection::bgapi).
ESLIO_DECL command esl_bgapi(const char* name, const char* argument, const char* job_uuid);

/// How `execute` asks for it.
struct esl_execution {
    bool event_lock = false;
    bool async = false;
};

/// `sendmsg` of an application (esl.c: esl_execute). An argument that a header does not bring
/// through, as one with line breaks, goes as a body.
ESLIO_DECL command esl_execute(const char* application, const char* argument, const char* uuid,
                               esl_execution how);

/// Whether a text means yes (esl_config.h: esl_true).
ESLIO_DECL bool esl_true(std::string_view text) noexcept;

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/esl_oop/impl/esl_command.ipp>
#endif
