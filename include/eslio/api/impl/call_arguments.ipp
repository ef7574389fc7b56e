// The bodies of the functions of call_arguments.hpp.
#pragma once

#include <eslio/api/detail/call_arguments.hpp>
#include <eslio/command/detail/argument_writer.hpp>
#include <eslio/command/detail/cause.hpp>
#include <eslio/command/detail/second_reading.hpp>
#include <eslio/error.hpp>

namespace eslio::detail {

ESLIO_DECL argument_error check_place(const extension& to) {
    argument_error wrong = to.problem();
    wrong.note(check_bytes("extension", to.number()));
    wrong.note(check_bytes("dialplan", to.dialplan()));
    wrong.note(check_bytes("context", to.context()));
    return wrong;
}

ESLIO_DECL api_writer& tell_place(api_writer& line, const extension& to) {
    line.note(check_place(to)).word("extension", to.given());
    return line.option("dialplan", dialplan_said(to)).option("context", to.context());
}

ESLIO_DECL api_writer& tell_broadcast(api_writer& line, const any_text& file) {
    line.note(check_argument("file", file)).note(check_broadcast_file("file", file));
    return line.word("file", escape_broadcast(file.text()));
}

ESLIO_DECL api_writer& tell_cause(api_writer& line, hangup_cause cause) {
    line.note(check_cause(cause));
    return cause == hangup_cause::none ? line : line.keyword(to_string(cause));
}

}  // namespace eslio::detail
