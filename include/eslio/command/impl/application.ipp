// The bodies of the functions of application.hpp.
#pragma once

#include <eslio/command/application.hpp>

namespace eslio {

ESLIO_DECL application application::invalid(argument_error why) {
    application a{std::string()};
    a.problem_ = std::move(why);
    return a;
}

ESLIO_DECL call_message application::message(std::string_view id) const {
    static constexpr std::size_t longest_header = 4096;  // FreeSWITCH reads it byte by byte
    const bool as_body = argument_.find_first_of("\r\n") != std::string::npos ||
                         argument_.size() > longest_header || !call_message::survives(argument_) ||
                         wire::icontains(argument_, "mod_event_socket");
    call_message m = cmd::execute(name_, as_body ? std::string_view() : argument_);
    if (as_body) m.body(argument_);
    if (!id.empty()) m.event_uuid(id);
    if (lock_) m.lock();
    if (loops_ != 1) m.loops(loops_);
    return m;
}

}  // namespace eslio
