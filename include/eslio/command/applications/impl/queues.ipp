// The bodies of the functions of queues.hpp.
#pragma once

#include <eslio/command/applications/queues.hpp>

#include <cstddef>

namespace eslio::app {

namespace detail {

/// Of a queue's name, which mod_fifo splits at commas once it is a word of its own, and so takes
/// its quotes and escapes off a second time (fifo_function).
inline argument_error check_queue(const any_text& queue) {
    const std::string_view text = queue.text();
    const auto refused = [&](std::size_t at, const char* why) {
        return eslio::detail::refuse_byte(error::unwritable_text, "queue", text, at, why);
    };
    const std::size_t mark = eslio::detail::find_literal(text, ",!'\\");
    if (mark != text.npos)
        return refused(mark, text[mark] == ',' || text[mark] == '!'
                                 ? "would begin another queue, or an importance; take it out"
                                 : "would be taken off, as FreeSWITCH reads the name twice, and it "
                                   "be another queue; take it out");
    if (const std::size_t end = eslio::detail::find_blank_end(text); end != text.npos)
        return refused(end, "at its end is taken off, and it would be another queue; take it out");
    if (wire::starts_with(text, "^^"))
        return refused(0, "and another would name a separator, at which the name were split into "
                          "several queues; begin otherwise");
    return {};
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
