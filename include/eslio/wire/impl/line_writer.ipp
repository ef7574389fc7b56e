// The bodies of the functions of line_writer.hpp.
#pragma once

#include <eslio/wire/line_writer.hpp>

namespace eslio::wire {

ESLIO_DECL line_writer& line_writer::text(std::string_view piece) {
    if (const error problem = find_forgery(piece); problem != error{}) check(problem);
    if (is_good()) out_.append(piece);
    return *this;
}

ESLIO_DECL line_writer& line_writer::header(std::string_view name, std::string_view value) {
    check(find_forgery(name));
    if (name.empty() || name.find(':') != std::string_view::npos) check(error::bad_header_name);
    check(find_forgery(value));
    if (is_good()) {
        out_.push_back('\n');
        out_.append(name).append(": ").append(value);
    }
    return *this;
}

ESLIO_DECL line_writer& line_writer::append(const line_writer& headers) {
    check(headers.failure_);
    if (is_good()) out_.append(headers.out_);
    return *this;
}

ESLIO_DECL void line_writer::finish_with_body(std::string_view body) {
    if (body.find('\0') != std::string_view::npos) check(error::nul_in_argument);
    if (body.size() > max_body) check(error::argument_too_long);
    header("Content-Length", std::to_string(body.size()));
    finish();
    if (is_good()) out_.append(body);
}

}  // namespace eslio::wire
