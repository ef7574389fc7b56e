// The bodies of the functions of media.hpp.
#pragma once

#include <eslio/command/applications/media.hpp>

#include <cstddef>
#include <utility>

namespace eslio::app {

namespace detail {

/// A path as the whole argument, which is not split.
inline application whole_path(std::string name, const any_text& path) {
    if (argument_error theirs = eslio::detail::check_file("path", path))
        return application::invalid(std::move(theirs));
    return eslio::detail::whole_argument(std::move(name), "path", path);
}

inline argument_error check_number(const eslio::detail::argument_name& argument,
                                   std::int64_t number) {
    if (eslio::detail::fits_atoi(number)) return {};
    return eslio::detail::refuse(error::number_out_of_range, argument,
                                 "FreeSWITCH takes 0 to 2147483647");
}

}  // namespace detail

ESLIO_DECL application loop_playback(const any_text& file, int times) {
    argument_error wrong = eslio::detail::check_loop_file("file", file);
    wrong.note(eslio::detail::check_argument("file", file));
    if (file.text().empty()) wrong.note(eslio::detail::refuse_empty("file"));
    if (times == 0)
        wrong.note(eslio::detail::refuse(error::number_out_of_range, "times",
                                         "0 plays nothing; 1 and more, or below 0 for ever"));
    if (wrong) return application::invalid(std::move(wrong));
    std::string text = "+" + std::to_string(times < 0 ? -1 : times) + " ";
    return application("loop_playback",
                       eslio::detail::escape_own_expansion(text.append(file.text())));
}

ESLIO_DECL application endless_playback(const any_text& file) {
    return detail::whole_path("endless_playback", file);
}

ESLIO_DECL application gentones(std::string_view script, int times) {
    if (const std::size_t at = script.find('|'); at != script.npos)
        return application::invalid(
            eslio::detail::refuse_byte(error::unwritable_text, "script", script, at,
                                       "would begin the number of times; take it out"));
    if (script.empty()) return application::invalid(eslio::detail::refuse_empty("script"));
    const std::string text =
        std::string(script) + (times == 1 ? "" : "|" + std::to_string(times < 0 ? -1 : times));
    return eslio::detail::whole_argument("gentones", "script", text);
}

ESLIO_DECL application phrase(std::string_view macro, const any_text& data) {
    argument_error wrong = eslio::detail::check_argument("data", data);
    wrong.note(eslio::detail::check_bytes("macro", macro));
    wrong.note(eslio::detail::check_scope("macro", macro));
    if (macro.empty()) wrong.note(eslio::detail::refuse_empty("macro"));
    if (const std::size_t at = macro.find(','); at != macro.npos)
        wrong.note(eslio::detail::refuse_byte(error::unwritable_text, "macro", macro, at,
                                              "would begin the macro's data; take it out"));
    if (wrong) return application::invalid(std::move(wrong));
    std::string text(macro);
    if (!data.text().empty()) text.append(",").append(data.text());
    return application("phrase", eslio::detail::escape_own_expansion(text));
}

ESLIO_DECL application record(const any_text& path, std::chrono::seconds at_most, silence until) {
    eslio::detail::argument_writer w;
    w.word("path", path).note(eslio::detail::check_file("path", path));
    w.note(detail::check_number("limit", at_most.count()));
    w.note(detail::check_number("silence's time", until.time.count()));
    w.note(detail::check_number("threshold", until.threshold));
    if (until.threshold == 0 || until.time.count() < 1)
        w.note(eslio::detail::refuse(error::number_out_of_range, "silence",
                                     "it has a threshold and lasts a second at least"));
    w.number(at_most.count()).number(until.threshold).number(until.time.count());
    return w.finish("record");
}

ESLIO_DECL application record_session_mask(const any_text& path) {
    return detail::whole_path("record_session_mask", path);
}

ESLIO_DECL application record_session_unmask(const any_text& path) {
    return detail::whole_path("record_session_unmask", path);
}

ESLIO_DECL application record_session_pause(const any_text& path) {
    return detail::whole_path("record_session_pause", path);
}

ESLIO_DECL application record_session_resume(const any_text& path) {
    return detail::whole_path("record_session_resume", path);
}

ESLIO_DECL application displace_session(const any_text& path, const displacing& how) {
    eslio::detail::argument_writer w;
    w.word("path", path).note(eslio::detail::check_file("path", path));
    w.note(detail::check_number("limit", how.limit().count()));
    if (const std::string flags = how.flags(); !flags.empty()) w.word("flags", flags);
    if (how.limit().count() > 0) w.word("limit", "+" + std::to_string(how.limit().count()));
    return w.finish("displace_session");
}

ESLIO_DECL application stop_displace_session(const any_text& path) {
    return detail::whole_path("stop_displace_session", path);
}

ESLIO_DECL application delay_echo(std::chrono::milliseconds delay) {
    if (argument_error wrong = detail::check_number("delay", delay.count()))
        return application::invalid(std::move(wrong));
    return application("delay_echo", std::to_string(delay.count()));
}

ESLIO_DECL application wait_for_silence(int threshold, int silence_hits, int listen_hits,
                                        std::chrono::milliseconds at_most, const any_text& file) {
    eslio::detail::argument_writer w;
    if (threshold < 1 || silence_hits < 1 || listen_hits < 0)
        w.note(eslio::detail::refuse(error::number_out_of_range, "silence",
                                     "threshold and hits are 1 at least"));
    w.note(detail::check_number("time", at_most.count()));
    w.number(threshold).number(silence_hits).number(listen_hits).number(at_most.count());
    w.option("file", file).note(eslio::detail::check_file("file", file));
    return w.finish("wait_for_silence");
}

ESLIO_DECL application set_mute(audio_direction direction, bool muted) {
    return application("set_mute", std::string(to_string(direction)) + (muted ? " 1" : " 0"));
}

ESLIO_DECL application set_audio_level(audio_direction direction, int level) {
    if (level < -4 || level > 4)
        return application::invalid(eslio::detail::refuse(
            error::number_out_of_range, "level", "FreeSWITCH takes -4 to 4 and ignores others"));
    return application("set_audio_level",
                       std::string(to_string(direction)) + " " + std::to_string(level));
}

}  // namespace eslio::app
