// Applications in which callers wait for somebody, or leave a message: fifo, callcenter, voicemail.
#pragma once

#include <eslio/command/application.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/argument_writer.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>

#include <string>
#include <string_view>

namespace eslio::app {

/// Waits in a queue of mod_callcenter; one that there is not is left at once.
inline application callcenter(const any_text& queue) {
    eslio::detail::argument_writer w;
    return w.word("queue", queue).finish("callcenter");
}

/// Waits in a queue of mod_fifo, which is made if there is none. Its name may hold none of
/// `,!'\` nor begin or end with a blank, nor begin with `^^`, as FreeSWITCH reads it twice
/// (fifo_function). `announce` is heard when somebody takes the call, `music` until then
/// (`silence`: none). Of a stranger these are paths alone, and `undef` and `silence` are refused.
ESLIO_DECL application fifo_in(const any_text& queue, const any_text& announce = std::string_view(),
                               const any_text& music = std::string_view());

/// Takes the caller who has waited longest; `waits`: if there is none, for one, and then the next.
ESLIO_DECL application fifo_out(const any_text& queue, bool waits = false,
                                const any_text& announce = std::string_view(),
                                const any_text& music = std::string_view());

/// Leaves a message in a mailbox of mod_voicemail. The words `check`, `auth` and `auth_only` are no
/// profiles.
ESLIO_DECL application voicemail(std::string_view profile, std::string_view domain,
                                 const any_text& mailbox);

/// Lets the caller hear and keep the messages of a mailbox, which they name if it is empty.
/// `trusted`: without its password.
ESLIO_DECL application check_voicemail(std::string_view profile, std::string_view domain,
                                       const any_text& mailbox = std::string_view(),
                                       bool trusted = false);

/// Runs a menu of mod_dptools' `ivr`, by its name.
inline application ivr_menu(const any_text& menu) {
    return eslio::detail::whole_argument("ivr", "menu", menu);
}

}  // namespace eslio::app

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/applications/impl/queues.ipp>
#endif
