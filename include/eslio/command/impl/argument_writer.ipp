// The bodies of the functions of argument_writer.hpp.
#pragma once

#include <eslio/command/detail/argument_writer.hpp>
#include <eslio/command/detail/second_reading.hpp>

namespace eslio::detail {

ESLIO_DECL argument_writer& argument_writer::word(const argument_name& argument,
                                                  const any_text& text) {
    if (left_out_) problem_.note(refuse_empty(*left_out_));
    if (text.text().empty()) problem_.note(refuse_empty(argument));
    problem_.note(check_argument(argument, text));
    append(text);
    return *this;
}

ESLIO_DECL argument_writer& argument_writer::option(const argument_name& argument,
                                                    const any_text& text) {
    if (!text.text().empty()) return word(argument, text);
    if (!left_out_) left_out_ = argument;
    return *this;
}

ESLIO_DECL argument_writer& argument_writer::broadcast(const argument_name& argument,
                                                       const any_text& file) {
    note(check_argument(argument, file)).note(check_broadcast_file(argument, file));
    return word(argument, escape_broadcast_word(file.text()));
}

ESLIO_DECL argument_writer& argument_writer::broadcast_option(const argument_name& argument,
                                                              const any_text& file) {
    return file.text().empty() ? option(argument, file) : broadcast(argument, file);
}

ESLIO_DECL argument_writer& argument_writer::place(const extension& to) {
    note(to.problem()).word("extension", to.given());
    return option("dialplan", dialplan_said(to)).option("context", to.context());
}

ESLIO_DECL void argument_writer::append(const any_text& text) {
    if (!text_.empty()) text_.push_back(delimiter_);
    if (text_.empty() && is_read_first(text.text())) text_.append("''");
    text_.append(escape_own_level(text.text(), delimiter_ == ' ' ? '\0' : delimiter_));
}

ESLIO_DECL argument_error check_argument(const argument_name& argument, const any_text& text) {
    if (text.stranger() != nullptr) return check_untrusted(argument, *text.stranger());
    if (argument_error nul = check_nul(argument, text.text())) return nul;
    const std::size_t open = find_unclosed(text.text());
    if (open == std::string_view::npos) return {};
    return refuse_byte(error::unwritable_text, argument, text.text(), open,
                       "begins a `${` that no `}` closes; FreeSWITCH would drop what follows: "
                       "close it");
}

ESLIO_DECL application whole_argument(std::string name, const argument_name& argument,
                                      const any_text& text) {
    argument_error wrong = check_argument(argument, text);
    if (text.text().empty()) wrong = refuse_empty(argument);
    wrong.note(check_scope(argument, text.text()));
    if (wrong) return application::invalid(std::move(wrong));
    return application(std::move(name), escape_own_expansion(text.text()));
}

}  // namespace eslio::detail
