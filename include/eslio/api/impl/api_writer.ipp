// The bodies of the functions of api_writer.hpp.
#pragma once

#include <eslio/api/detail/api_writer.hpp>
#include <eslio/command/detail/escape.hpp>
#include <eslio/command/detail/uuid.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>

namespace eslio::detail {

/// What has to stand before the first argument: an empty pair of quotes, which is taken off, where
/// `^^;` would name another separator (switch_separate_string), or a vertical tab be cut
/// (switch_api_execute).
constexpr const char* guard_front(std::string_view text) noexcept {
    return wire::starts_with(text, "^^") || wire::starts_with(text, "\v") ? "''" : "";
}

ESLIO_DECL api_writer& api_writer::keyword(std::string_view word) {
    if (left_out_) problem_.note(refuse_empty(*left_out_));
    text_.append(" ").append(word);
    return *this;
}

ESLIO_DECL api_writer& api_writer::uuid(const any_text& id, std::string_view orders) {
    problem_.note(check_uuid(id.text()));
    problem_.note(check_no_order("uuid", id.text(), orders));
    return keyword(id.text());
}

ESLIO_DECL api_writer& api_writer::word(const argument_name& argument, const any_text& text) {
    if (text.text().empty()) problem_.note(refuse_empty(argument));
    problem_.note(check_escaped(argument, text));
    return keyword((is_first() ? guard_front(text.text()) : "") + escape_level(text.text()));
}

ESLIO_DECL api_writer& api_writer::option(const argument_name& argument, const any_text& text) {
    if (!text.text().empty()) return word(argument, text);
    if (!left_out_) left_out_ = argument;
    return *this;
}

ESLIO_DECL api_writer& api_writer::bare(const argument_name& argument, const any_text& text) {
    if (text.text().empty()) problem_.note(refuse_empty(argument));
    problem_.note(check_verbatim(argument, text));
    problem_.note(check_without(argument, text.text(), " "));
    return rest(argument, text);
}

ESLIO_DECL api_writer& api_writer::rest(const argument_name& argument, const any_text& text) {
    static constexpr std::string_view cut = " \t\v\r\n";
    const std::string_view all = text.text();
    if (all.empty()) problem_.note(refuse_empty(argument));
    problem_.note(check_verbatim(argument, text));
    for (const std::size_t at : {all.find_first_not_of(cut) == 0 || !is_first() ? all.npos : 0,
                                 all.empty() ? all.npos : all.size() - 1})
        if (at != all.npos && cut.find(all[at]) != cut.npos)
            problem_.note(refuse_byte(error::unwritable_text, argument, all, at,
                                      "is at the end of the command, where FreeSWITCH cuts it; "
                                      "take it out"));
    return keyword(all);
}

ESLIO_DECL api_writer& api_writer::part(char separator, const argument_name& argument,
                                        const any_text& text) {
    if (text.text().empty()) problem_.note(refuse_empty(argument));
    problem_.note(check_escaped(argument, text));
    if (left_out_) problem_.note(refuse_empty(*left_out_));
    const bool first = is_first();
    text_.push_back(first ? ' ' : separator);
    if (first) text_.append(guard_front(text.text()));
    text_.append(escape_level(text.text(), separator));
    // At the end of the command FreeSWITCH would cut it; an empty pair of quotes is taken off.
    if (!text.text().empty() && text.text().back() == '\v') text_.append("''");
    return *this;
}

ESLIO_DECL argument_error check_escaped(const argument_name& argument, const any_text& text) {
    if (text.stranger() != nullptr) return check_untrusted(argument, *text.stranger());
    return check_nul(argument, text.text());
}

ESLIO_DECL argument_error check_verbatim(const argument_name& argument, const any_text& text) {
    if (text.stranger() != nullptr)
        if (argument_error theirs = check_untrusted(argument, *text.stranger())) return theirs;
    return check_bytes(argument, text.text());
}

/// The word out of `orders`, which may be told: what a stranger gave is repeated nowhere else.
ESLIO_DECL argument_error refuse_order(const argument_name& argument, std::string_view word,
                                       std::string_view orders, std::string_view what_to_do) {
    std::string words("`");
    while (!orders.empty()) {
        const std::string_view order = wire::next_word(orders);
        if (wire::iequals(order, word)) words.append(order);
    }
    words.append("` is an order of FreeSWITCH's own in this place, and no name or value: ");
    return refuse(error::unwritable_text, argument, words.append(what_to_do));
}

ESLIO_DECL argument_error check_no_order(const argument_name& argument, std::string_view word,
                                         std::string_view orders) {
    if (orders.empty() || word.empty() || !wire::is_word_of(orders, word)) return {};
    return refuse_order(argument, word, orders, "no escape makes it one; use another word");
}

ESLIO_DECL argument_error check_strangers_order(const argument_name& argument, const any_text& word,
                                                std::string_view orders) {
    if (word.stranger() == nullptr || word.text().empty() || !wire::is_word_of(orders, word.text()))
        return {};
    return refuse_order(argument, word.text(), orders,
                        "a stranger may not give it; take another word, or say it as the program's "
                        "own text");
}

ESLIO_DECL argument_error check_strangers_bytes(const argument_name& argument, const any_text& text,
                                                std::string_view bytes, std::string_view meaning) {
    const std::size_t at = text.text().find_first_of(bytes);
    if (text.stranger() == nullptr || at == std::string_view::npos) return {};
    return refuse_byte(error::unwritable_text, argument, text.text(), at,
                       std::string("of a stranger means ").append(meaning).append("; take it out"));
}

ESLIO_DECL argument_error check_without(const argument_name& argument, std::string_view text,
                                        std::string_view bytes) {
    const std::size_t at = text.find_first_of(bytes);
    if (at == std::string_view::npos) return {};
    return refuse_byte(error::unwritable_text, argument, text, at,
                       "would end it for FreeSWITCH, and has no escape here; take it out");
}

ESLIO_DECL argument_error check_front(const argument_name& argument, std::string_view text,
                                      std::string_view front, std::string_view words) {
    if (!wire::istarts_with(text, front)) return {};
    return refuse_byte(error::unwritable_text, argument, text, 0, words);
}

ESLIO_DECL argument_error check_plain_name(const argument_name& argument, std::string_view name) {
    if (name.empty()) return refuse_empty(argument);
    for (std::size_t i = 0; i < name.size(); ++i)
        if (!consists_of(name.substr(i, 1), "_-"))
            return refuse_byte(name[i] == '\0' ? error::nul_in_argument : error::unwritable_text,
                               argument, name, i,
                               "stands in no name of this kind: these are of letters, digits, _ "
                               "and -");
    return {};
}

ESLIO_DECL argument_error check_range(const argument_name& argument, std::int64_t n,
                                      std::int64_t least, std::int64_t most) {
    if (n >= least && n <= most) return {};
    return refuse(error::number_out_of_range, argument,
                  "FreeSWITCH takes " + std::to_string(least) + " to " + std::to_string(most));
}

}  // namespace eslio::detail
