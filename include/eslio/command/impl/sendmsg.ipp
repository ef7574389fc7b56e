// The bodies of the functions of sendmsg.hpp.
#pragma once

#include <eslio/command/sendmsg.hpp>

namespace eslio {

ESLIO_DECL call_message execute(std::string_view application, std::string_view argument) {
    call_message m("execute");
    m.header("execute-app-name", application);
    if (!argument.empty()) m.header("execute-app-arg", argument);
    return m;
}

}  // namespace eslio

namespace eslio::detail {

ESLIO_DECL argument_error check_scope(const argument_name& argument, std::string_view text) {
    if (!begins_scope(text)) return {};
    return refuse_byte(error::unwritable_text, argument, text, 0,
                       "and a bracket would set variables of the application's scope; take it "
                       "out, put another text before, or write the whole argument by yourself in "
                       "eslio::application");
}

}  // namespace eslio::detail

namespace eslio {

ESLIO_DECL call_message execute(std::string_view application, const untrusted& argument) {
    static constexpr detail::argument_name argument_words = "application's argument";
    argument_error wrong = detail::check_untrusted(argument_words, argument);
    wrong.note(detail::check_scope(argument_words, argument.text()));
    if (wrong) return call_message::invalid(std::move(wrong));
    const std::string text = detail::escape_expansion(argument.text());
    if (call_message::survives(text)) return execute(application, std::string_view(text));
    return execute(application).body(text);
}

}  // namespace eslio
