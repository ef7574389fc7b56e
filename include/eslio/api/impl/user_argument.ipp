// The bodies of the functions of user_argument.hpp.
#pragma once

#include <eslio/api/detail/user_argument.hpp>
#include <eslio/command/argument_error.hpp>

namespace eslio::detail {

ESLIO_DECL std::string joined_user(api_writer& line, const api::directory_user& user) {
    line.note(check_escaped("user", user.name())).note(check_escaped("domain", user.domain()));
    line.note(check_without("user", user.name().text(), "@"));
    if (user.name().text().empty()) line.note(refuse_empty("user"));
    std::string all(user.name().text());
    if (!user.domain().text().empty()) all.append("@").append(user.domain().text());
    return all;
}

}  // namespace eslio::detail
