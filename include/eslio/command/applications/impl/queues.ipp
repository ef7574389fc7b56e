// The bodies of the functions of queues.hpp.
#pragma once

#include <eslio/command/applications/queues.hpp>

#include <cstddef>

namespace eslio::app {

namespace detail {

inline argument_error check_queue(const any_text& queue) {
    const std::size_t at = queue.text().find_first_of(",!");
    if (at == std::string_view::npos) return {};
    return eslio::detail::refuse_byte(error::unwritable_text, "queue", queue.text(), at,
                                      "would begin another queue, or an importance; take it out");
}

/// `announce` and `music`, of which none is `undef` for FreeSWITCH.
inline void write_sounds(eslio::detail::argument_writer& w, const any_text& announce,
                         const any_text& music) {
    for (const any_text& file : {announce, music}) {
        w.note(eslio::detail::check_file("file", file));
        for (const std::string_view word : {"undef", "silence"})
            if (file.stranger() != nullptr && wire::iequals(file.text(), word))
                w.note(eslio::detail::refuse(error::unwritable_text, "file",
                                             "`undef` and `silence` of a stranger would mean no "
                                             "file"));
    }
    if (!announce.text().empty())
        w.word("announcement", announce);
    else if (!music.text().empty())
        w.word("announcement", "undef");
    if (!music.text().empty()) w.word("music", music);
}

inline argument_error check_profile(std::string_view profile) {
    if (!wire::is_word_of("check auth auth_only", profile)) return {};
    return eslio::detail::refuse(error::unwritable_text, "profile",
                                 "it is an order of voicemail, and no profile");
}

}  // namespace detail

ESLIO_DECL application fifo_in(const any_text& queue, const any_text& announce,
                               const any_text& music) {
    eslio::detail::argument_writer w;
    w.note(detail::check_queue(queue)).word("queue", queue).word("way", "in");
    detail::write_sounds(w, announce, music);
    return w.finish("fifo");
}

ESLIO_DECL application fifo_out(const any_text& queue, bool waits, const any_text& announce,
                                const any_text& music) {
    eslio::detail::argument_writer w;
    w.note(detail::check_queue(queue)).word("queue", queue).word("way", "out");
    w.word("wait", waits ? "wait" : "nowait");
    detail::write_sounds(w, announce, music);
    return w.finish("fifo");
}

ESLIO_DECL application voicemail(std::string_view profile, std::string_view domain,
                                 const any_text& mailbox) {
    eslio::detail::argument_writer w;
    w.note(detail::check_profile(profile));
    w.word("profile", profile).word("domain", domain).word("mailbox", mailbox);
    return w.finish("voicemail");
}

ESLIO_DECL application check_voicemail(std::string_view profile, std::string_view domain,
                                       const any_text& mailbox, bool trusted) {
    eslio::detail::argument_writer w;
    w.note(detail::check_profile(profile)).word("order", "check");
    if (trusted) w.word("order", "auth");
    w.word("profile", profile).word("domain", domain).option("mailbox", mailbox);
    return w.finish("voicemail");
}

}  // namespace eslio::app
