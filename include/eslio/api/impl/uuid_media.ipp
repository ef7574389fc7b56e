// The bodies of the functions of uuid_media.hpp.
#pragma once

#include <eslio/api/detail/call_arguments.hpp>
#include <eslio/api/detail/readers.hpp>
#include <eslio/api/uuid_media.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/escape.hpp>
#include <eslio/error.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace eslio::detail {

ESLIO_DECL api_request record_order(const any_text& uuid, std::string_view order,
                                    const any_text& file) {
    return api_writer("uuid_record")
        .uuid(uuid)
        .keyword(order)
        .note(check_recording("file", file))
        .word("file", file)
        .request();
}

/// `uuid_audio UUID start <direction>`.
ESLIO_DECL api_writer audio_order(const any_text& uuid, audio_direction way) {
    api_writer line("uuid_audio");
    line.uuid(uuid).keyword("start").keyword(to_string(way));
    if (way == audio_direction::both)
        line.note(refuse(error::unwritable_text, "direction",
                         "FreeSWITCH takes `read` or `write` here; say it twice for both"));
    return line;
}

}  // namespace eslio::detail

namespace eslio::api {

ESLIO_DECL api_request uuid_media_reneg(const any_text& uuid, const any_text& codecs) {
    return detail::api_writer("uuid_media_reneg")
        .note(detail::check_front("uuid", uuid.text(), "+",
                                  "at its front would have the codecs added to those of the call; "
                                  "begin the UUID otherwise"))
        .uuid(uuid)
        .option("codecs", codecs)
        .request();
}

ESLIO_DECL request<confirmation> uuid_broadcast(const any_text& uuid, const any_text& file,
                                                call_legs to) {
    detail::api_writer line("uuid_broadcast");
    line.uuid(uuid);
    return detail::tell_broadcast(line, file).keyword(to_string(to)).as(detail::read_confirmation);
}

ESLIO_DECL request<confirmation> uuid_broadcast(const any_text& uuid, const application& what,
                                                call_legs to) {
    detail::api_writer line("uuid_broadcast");
    line.uuid(uuid).note(what.problem());
    if (!what.problem()) line.note(detail::check_plain_name("application", what.name()));
    const std::string whole = std::string(what.name()).append("::").append(what.argument());
    return line.word("application", whole).keyword(to_string(to)).as(detail::read_confirmation);
}

ESLIO_DECL api_request uuid_record_start(const any_text& uuid, const any_text& file,
                                         std::chrono::seconds limit) {
    detail::api_writer line("uuid_record");
    line.uuid(uuid).keyword("start").note(detail::check_file("file", file)).word("file", file);
    line.note(detail::check_range("limit", limit.count(), 0, INT32_MAX));
    if (limit.count() != 0) line.number(limit.count());
    return line.request();
}

ESLIO_DECL api_request uuid_record_stop(const any_text& uuid, const any_text& file) {
    return detail::record_order(uuid, "stop", file);
}

ESLIO_DECL api_request uuid_record_mask(const any_text& uuid, const any_text& file) {
    return detail::record_order(uuid, "mask", file);
}

ESLIO_DECL api_request uuid_record_unmask(const any_text& uuid, const any_text& file) {
    return detail::record_order(uuid, "unmask", file);
}

ESLIO_DECL api_request uuid_record_pause(const any_text& uuid, const any_text& file) {
    return detail::record_order(uuid, "pause", file);
}

ESLIO_DECL api_request uuid_record_resume(const any_text& uuid, const any_text& file) {
    return detail::record_order(uuid, "resume", file);
}

ESLIO_DECL api_request uuid_displace_start(const any_text& uuid, const any_text& file,
                                           const displacing& how) {
    const std::int64_t limit = how.limit().count();
    detail::api_writer line("uuid_displace");
    line.uuid(uuid).keyword("start").note(detail::check_file("file", file)).word("file", file);
    line.note(detail::check_range("limit", limit, 0, INT32_MAX)).number(limit);
    if (const std::string flags = how.flags(); !flags.empty()) line.keyword(flags);
    return line.request();
}

ESLIO_DECL api_request uuid_displace_stop(const any_text& uuid, const any_text& file) {
    return detail::api_writer("uuid_displace")
        .uuid(uuid)
        .keyword("stop")
        .note(detail::check_file("file", file))
        .word("file", file)
        .request();
}

ESLIO_DECL request<confirmation> uuid_send_dtmf(const any_text& uuid, const any_text& digits) {
    return detail::api_writer("uuid_send_dtmf")
        .uuid(uuid)
        .note(detail::check_keys("digits", digits))
        .word("digits", digits)
        .as(detail::read_confirmation);
}

ESLIO_DECL request<confirmation> uuid_recv_dtmf(const any_text& uuid, const any_text& digits) {
    return detail::api_writer("uuid_recv_dtmf")
        .uuid(uuid)
        .note(detail::check_keys("digits", digits))
        .word("digits", digits)
        .as(detail::read_confirmation);
}

ESLIO_DECL request<confirmation> uuid_drop_dtmf(const any_text& uuid, bool on,
                                                const any_text& digits_instead) {
    return detail::api_writer("uuid_drop_dtmf")
        .uuid(uuid)
        .keyword(on ? "on" : "off")
        .keyword("mask_digits")
        .note(detail::check_keys("digits", digits_instead))
        .word("digits", digits_instead)
        .as(detail::read_confirmation);
}

ESLIO_DECL api_request uuid_audio_level(const any_text& uuid, audio_direction way, int level) {
    return detail::audio_order(uuid, way)
        .keyword("level")
        .note(detail::check_range("level", level, -4, 4))
        .number(level)
        .request();
}

ESLIO_DECL api_request uuid_audio_mute(const any_text& uuid, audio_direction way, int noise) {
    return detail::audio_order(uuid, way)
        .keyword("mute")
        .note(detail::check_range("noise", noise, 1, 10000))
        .number(noise)
        .request();
}

ESLIO_DECL api_request uuid_audio_unmute(const any_text& uuid, audio_direction way) {
    return detail::audio_order(uuid, way).keyword("mute").number(0).request();
}

ESLIO_DECL api_request uuid_fileman(const any_text& uuid, const any_text& order) {
    return detail::api_writer("uuid_fileman").uuid(uuid).word("order", order).request();
}

ESLIO_DECL api_request uuid_jitterbuffer(const any_text& uuid, std::chrono::milliseconds least,
                                         std::chrono::milliseconds most) {
    detail::api_writer line("uuid_jitterbuffer");
    line.uuid(uuid).note(detail::check_range("length", least.count(), 0, 10000));
    line.note(detail::check_range("length", most.count(), 0, 10000));
    std::string length = std::to_string(least.count());
    if (most.count() != 0) length.append(":").append(std::to_string(most.count()));
    return line.keyword(length).request();
}

ESLIO_DECL api_request uuid_preprocess(const any_text& uuid, const any_text& settings) {
    return detail::api_writer("uuid_preprocess").uuid(uuid).word("settings", settings).request();
}

}  // namespace eslio::api
