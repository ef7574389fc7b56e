// The bodies of the functions of legs.hpp.
#pragma once

#include <eslio/command/applications/legs.hpp>
#include <eslio/command/detail/escape.hpp>
#include <eslio/command/detail/second_reading.hpp>
#include <eslio/command/detail/uuid.hpp>
#include <eslio/command/detail/variable.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <utility>

namespace eslio::app {

namespace detail {

/// The UUID of another call, or the program's own reference to a variable that holds one; no word
/// with a meaning of its own.
inline argument_error check_uuid(const any_text& uuid) {
    const bool refers = uuid.stranger() == nullptr && eslio::detail::holds_variable(uuid.text());
    argument_error wrong = refers ? eslio::detail::check_word("uuid", uuid.text())
                                  : eslio::detail::check_uuid(uuid.text());
    wrong.note(eslio::detail::check_argument("uuid", uuid));
    if (wire::iequals(uuid.text(), "all") || wire::starts_with(uuid.text(), "-"))
        wrong.note(eslio::detail::refuse(error::unwritable_text, "uuid",
                                         "it has a meaning of its own there, and is no UUID"));
    return wrong;
}

/// Of a lot or an extension, which mod_valet_parking writes as it is between the applications of an
/// `inline` dialplan, for the other leg of a call that parks it and into `inline_destination`
/// (valet_parking_function: `dest`): what is no part of a word there.
inline argument_error check_inline_word(const eslio::detail::argument_name& argument,
                                        const any_text& text) {
    const bool own = text.stranger() == nullptr;
    const std::size_t at = eslio::detail::find_literal(text.text(), own ? ",' \\" : ",' \\:");
    if (at == std::string_view::npos) return {};
    return eslio::detail::refuse_byte(error::unwritable_text, argument, text.text(), at,
                                      "would end it in the dialplan that FreeSWITCH makes of it "
                                      "for the other leg, or be taken off; take it out");
}

/// Of a lot, which is the first word there.
inline argument_error check_inline_lot(const any_text& lot) {
    argument_error wrong = check_inline_word("lot", lot);
    if (wire::starts_with(lot.text(), "^^") || eslio::detail::begins_scope(lot.text()))
        wrong.note(eslio::detail::refuse_byte(
            error::unwritable_text, "lot", lot.text(), 0,
            "with what follows is an order in the dialplan that FreeSWITCH makes of it for the "
            "other leg; begin otherwise"));
    return wrong;
}

/// Of a lot or an extension, which `valet_info` writes into XML as it is (valet_info_function).
inline argument_error check_listed(const eslio::detail::argument_name& argument,
                                   const any_text& text) {
    const std::size_t at = eslio::detail::find_literal(text.text(), "\"<&");
    if (at == std::string_view::npos) return {};
    return eslio::detail::refuse_byte(error::unwritable_text, argument, text.text(), at,
                                      "would make the list of all lots unreadable, which "
                                      "FreeSWITCH writes as XML; take it out");
}

/// Of an extension, whose blanks at the ends that list does not keep.
inline argument_error check_unpadded(const eslio::detail::argument_name& argument,
                                     std::string_view text) {
    const std::size_t end = eslio::detail::find_blank_end(text);
    if (end == text.npos) return {};
    return eslio::detail::refuse_byte(error::unwritable_text, argument, text, end,
                                      "at its end is no part of an extension; take it out");
}

/// The lot, which is the first word.
inline eslio::detail::argument_writer in_lot(const any_text& lot) {
    eslio::detail::argument_writer w;
    w.note(check_listed("lot", lot));
    if (lot.stranger() != nullptr) w.note(check_inline_lot(lot));
    w.word("lot", lot);
    return w;
}

inline application valet_range(const any_text& lot, std::string_view way, int first, int last) {
    eslio::detail::argument_writer w = in_lot(lot);
    if (first < 1 || last < first)
        w.note(eslio::detail::refuse(error::number_out_of_range, "range",
                                     "it begins with 1 or more and ends with no less"));
    w.word("way", "auto").word("way", way).number(first).number(last);
    return w.finish("valet_park");
}

}  // namespace detail

ESLIO_DECL application intercept(const any_text& uuid, bool partner) {
    eslio::detail::argument_writer w;
    w.note(detail::check_uuid(uuid));
    if (partner) w.word("legs", "-bleg");
    return w.word("uuid", uuid).finish("intercept");
}

ESLIO_DECL application eavesdrop(const any_text& uuid) {
    if (argument_error wrong = detail::check_uuid(uuid))
        return application::invalid(std::move(wrong));
    return eslio::detail::whole_argument("eavesdrop", "uuid", uuid);
}

ESLIO_DECL application three_way(const any_text& uuid) {
    if (argument_error wrong = detail::check_uuid(uuid))
        return application::invalid(std::move(wrong));
    return eslio::detail::whole_argument("three_way", "uuid", uuid);
}

ESLIO_DECL application soft_hold(std::string_view key, const any_text& music_for_call,
                                 const any_text& music_for_other) {
    eslio::detail::argument_writer w;
    if (key.size() != 1 || key.find_first_not_of("0123456789*#ABCDabcd") != key.npos)
        w.note(eslio::detail::refuse(error::unwritable_text, "key", "it is one key of a phone"));
    w.word("key", key).option("music for the call", music_for_call);
    w.note(eslio::detail::check_file("music for the call", music_for_call));
    w.broadcast_option("music for the other leg", music_for_other);
    return w.finish("soft_hold");
}

ESLIO_DECL application hold_music(const any_text& file) {
    argument_error wrong = eslio::detail::check_argument("music", file);
    wrong.note(eslio::detail::check_hold_music("music", file));
    wrong.note(eslio::detail::check_array("music", file));
    if (file.text().empty()) wrong.note(eslio::detail::refuse_empty("music"));
    if (wrong) return application::invalid(std::move(wrong));
    return application(
        "set",
        eslio::detail::escape_expansion(
            std::string("hold_music=").append(eslio::detail::escape_own_expansion(file.text()))));
}

ESLIO_DECL application broadcast(const any_text& file, call_legs legs) {
    eslio::detail::argument_writer w;
    w.broadcast("file", file).word("legs", to_string(legs));
    return w.finish("broadcast");
}

ESLIO_DECL application transfer_legs(call_legs legs, const extension& to) {
    eslio::detail::argument_writer w;
    if (wire::starts_with(to.number(), "-"))
        w.note(eslio::detail::refuse(error::unwritable_text, "extension",
                                     "a word with `-` at its front tells which leg to move; such "
                                     "an extension has no way here"));
    if (legs != call_legs::own) w.word("legs", legs == call_legs::both ? "-both" : "-bleg");
    return w.place(to).finish("transfer");
}

ESLIO_DECL application valet_park(const any_text& lot, const any_text& extension) {
    eslio::detail::argument_writer w = detail::in_lot(lot);
    for (const std::string_view word : {"auto", "ask"})
        if (wire::iequals(extension.text(), word))
            w.note(eslio::detail::refuse(error::unwritable_text, "extension",
                                         "`auto` and `ask` are orders there; use valet_park_in, "
                                         "valet_park_out or valet_park_ask"));
    if (extension.stranger() != nullptr) w.note(detail::check_inline_word("extension", extension));
    w.note(detail::check_listed("extension", extension));
    w.note(detail::check_unpadded("extension", extension.text()));
    return w.word("extension", extension).finish("valet_park");
}

ESLIO_DECL application valet_park_in(const any_text& lot, int first, int last) {
    if (argument_error wrong = detail::check_inline_lot(lot))
        return application::invalid(std::move(wrong));
    return detail::valet_range(lot, "in", first, last);
}

ESLIO_DECL application valet_park_out(const any_text& lot, int first, int last) {
    return detail::valet_range(lot, "out", first, last);
}

ESLIO_DECL application valet_park_ask(const any_text& lot, int least, int most) {
    eslio::detail::argument_writer w = detail::in_lot(lot);
    if (least < 1 || most < least)
        w.note(eslio::detail::refuse(error::number_out_of_range, "digits",
                                     "it is 1 at least, and no more at least than at most"));
    return w.word("way", "ask").number(least).number(most).finish("valet_park");
}

}  // namespace eslio::app
