// The bodies of the functions of dial_target.hpp.
#pragma once

#include <eslio/command/dial_target.hpp>

namespace eslio {

ESLIO_DECL dial_target::dial_target(std::string own) {
    raw_dial_string taken(own);
    problem_ = taken.problem();
    if (!problem_) text_ = std::move(own);
}

ESLIO_DECL dial_target::dial_target(const dial_string& callee)
    : text_(callee.for_bridge()), problem_(callee.problem()) {
    if (problem_ || !text_.empty()) return;
    problem_ = detail::refuse(
        error::unwritable_text, "dial string",
        "it holds `${`, and bridge's argument is expanded before it is read; export the variable "
        "from the call, or set it by uuid_setvar later");
}

}  // namespace eslio
