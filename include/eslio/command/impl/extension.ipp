// The bodies of the functions of extension.hpp.
#pragma once

#include <eslio/command/detail/dialplan.hpp>
#include <eslio/command/extension.hpp>

namespace eslio {

ESLIO_DECL argument_error extension::problem() const {
    argument_error wrong;
    if (number().empty()) wrong.note(detail::refuse_empty("extension"));
    if (!own_) wrong.note(detail::check_address("extension", number_));
    wrong.note(detail::check_dialplan(given(), dialplan_));
    return wrong;
}

}  // namespace eslio
