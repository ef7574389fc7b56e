// The bodies of the functions of call_arguments.hpp.
#pragma once

#include <eslio/api/detail/call_arguments.hpp>
#include <eslio/error.hpp>

#include <cstddef>
#include <string>

namespace eslio::detail {

ESLIO_DECL api_writer& tell_destination(api_writer& line, const api::destination& to) {
    line.note(to.problem()).word("extension", to.extension());
    const bool plan_needed = to.dialplan().empty() && !to.context().empty();
    line.option("dialplan", plan_needed ? std::string("XML") : to.dialplan());
    return line.option("context", to.context());
}

ESLIO_DECL api_writer& tell_cause(api_writer& line, hangup_cause cause) {
    const std::string_view name = to_string(cause);
    if (name.empty()) line.note(refuse_empty("cause"));
    return line.keyword(name);
}

}  // namespace eslio::detail
