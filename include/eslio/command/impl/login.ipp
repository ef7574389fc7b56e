// The bodies of the functions of login.hpp.
#pragma once

#include <eslio/command/login.hpp>

namespace eslio {

ESLIO_DECL login::login(std::string host, int port, credentials who)
    : login(std::move(host), std::to_string(port), std::move(who)) {
    if (port > 0 && port <= 65535) return;
    who_ = credentials(command::invalid(detail::refuse(error::number_out_of_range, "port",
                                                       "it is a number from 1 to 65535")),
                       who_.of_user());
}

namespace cmd {

ESLIO_DECL command auth(std::string_view secret) {
    if (argument_error forged = detail::check_bytes("password", secret))
        return command::invalid(std::move(forged)).mark_secret();
    wire::line_writer w;
    w.text("auth ").text(secret).finish();
    return command(std::move(w)).mark_secret();
}

ESLIO_DECL command userauth(std::string_view name, std::string_view domain,
                            std::string_view secret) {
    using detail::argument_name;
    argument_error wrong;
    for (const auto& [argument, text] :
         {std::pair(argument_name("user"), name), std::pair(argument_name("domain"), domain)}) {
        if (text.empty()) wrong.note(detail::refuse_empty(argument));
        wrong.note(detail::check_bytes(argument, text));
        if (const std::size_t at = text.find_first_of(":@"); at != text.npos)
            wrong.note(detail::refuse_byte(error::bad_header_name, argument, text, at,
                                           "parts user, domain and password; it has no escape: "
                                           "take it out"));
    }
    wrong.note(detail::check_bytes("password", secret));
    if (wrong) return command::invalid(std::move(wrong)).mark_secret();
    wire::line_writer w;
    w.text("userauth ").text(name).text("@").text(domain).text(":").text(secret).finish();
    return command(std::move(w)).mark_secret();
}

}  // namespace cmd

}  // namespace eslio
