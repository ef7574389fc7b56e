// The bodies of the functions of prompt.hpp.
#pragma once

#include <eslio/command/prompt.hpp>

namespace eslio {

ESLIO_DECL application prompt::to_application() const {
    detail::argument_writer w;
    w.note(detail::check_digits(least_, most_));
    if (tries_ < 1 || !detail::fits_atoi(tries_))
        w.note(detail::refuse(error::number_out_of_range, "tries",
                              "FreeSWITCH takes 1 to 2147483647"));
    w.note(detail::check_wait("first digit", first_)).note(detail::check_wait("next digit", next_));
    w.number(static_cast<std::int64_t>(least_)).number(static_cast<std::int64_t>(most_));
    w.number(tries_).number(first_.count());
    w.word("terminators", terminators_.empty() ? std::string_view("none") : terminators_);
    w.word("file", file_);
    w.word("invalid file", invalid_.empty() ? std::string_view("silence_stream://1") : invalid_);
    w.word("variable", variable).word("pattern", pattern_).number(next_.count());
    return w.finish("play_and_get_digits");
}

ESLIO_DECL application digit_reading::to_application() const {
    detail::argument_writer w;
    w.note(detail::check_digits(least_, most_)).note(detail::check_wait("timeout", timeout_));
    w.number(static_cast<std::int64_t>(least_)).number(static_cast<std::int64_t>(most_));
    w.word("file", file_).word("variable", prompt::variable).number(timeout_.count());
    w.word("terminators", terminators_.empty() ? std::string_view("none") : terminators_);
    return w.finish("read");
}

}  // namespace eslio

namespace eslio::detail {

ESLIO_DECL argument_error check_digits(std::size_t least, std::size_t most) {
    if (most >= 1 && most <= 127 && least <= most) return {};
    return refuse(error::number_out_of_range, "digits",
                  most > 127 ? "FreeSWITCH has room for 127; ask for the others again"
                             : "FreeSWITCH takes at least 0, and at most 1 or more; the first may "
                               "not be above the second");
}

ESLIO_DECL argument_error check_wait(const argument_name& argument,
                                     std::chrono::milliseconds wait) {
    if (fits_atoi(wait.count())) return {};
    return refuse(error::number_out_of_range, argument,
                  "FreeSWITCH takes 0 to 2147483647 milliseconds");
}

}  // namespace eslio::detail
