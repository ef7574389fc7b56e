// The bodies of the functions of uuid.hpp.
#pragma once

#include <eslio/command/detail/escape.hpp>
#include <eslio/command/detail/uuid.hpp>
#include <eslio/error.hpp>

namespace eslio::detail {

ESLIO_DECL argument_error check_uuid(std::string_view id) {
    const argument_name argument = "uuid";
    if (id.empty()) return refuse_empty(argument);
    if (argument_error forged = check_bytes(argument, id)) return forged;
    for (std::size_t i = 0; i < id.size(); ++i)
        if (!consists_of(id.substr(i, 1), uuid_marks))
            return refuse_byte(error::unwritable_text, argument, id, i,
                               "stands in no UUID: these are of letters, digits and -_.:@+~=!");
    if (id.size() > longest_uuid)
        return refuse(error::argument_too_long, argument, "FreeSWITCH keeps 255 bytes of one");
    return {};
}

}  // namespace eslio::detail
