// The bodies of the functions of prompt.hpp.
#pragma once

#include <eslio/command/prompt.hpp>

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
