// The bodies of the functions of raw_dial_string.hpp.
#pragma once

#include <eslio/command/detail/escape.hpp>
#include <eslio/command/raw_dial_string.hpp>

namespace eslio {

ESLIO_DECL raw_dial_string::raw_dial_string(std::string_view text) : text_(text) {
    static constexpr detail::argument_name argument = "raw dial string";
    if (text_.empty()) problem_ = detail::refuse_empty(argument);
    problem_.note(detail::check_bytes(argument, text_));
    if (text_.compare(0, 2, "^^") == 0)
        problem_.note(detail::refuse_byte(eslio::error::unwritable_text, argument, text_, 0,
                                          "and another would name a separator to split at; take "
                                          "them out"));
    if (const std::size_t open = detail::find_unclosed(text_); open != text_.npos && !problem_)
        problem_ = detail::refuse_byte(eslio::error::unwritable_text, argument, text_, open,
                                       "begins a `${` that no `}` closes; FreeSWITCH would drop "
                                       "what follows: close it");
    const std::size_t last = text_.find_last_not_of('\\');
    const std::size_t backslashes = text_.size() - (last == text_.npos ? 0 : last + 1);
    if (backslashes % 2 == 1)
        problem_.note(detail::refuse_byte(eslio::error::unwritable_text, argument, text_,
                                          text_.size() - 1,
                                          "at the end escapes nothing, and FreeSWITCH reads beyond "
                                          "the text; take it out"));
}

}  // namespace eslio
