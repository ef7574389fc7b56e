// The bodies of the functions of programs.hpp.
#pragma once

#include <eslio/command/applications/programs.hpp>
#include <eslio/command/detail/variable.hpp>

#include <cstddef>
#include <utility>

namespace eslio::app {

ESLIO_DECL script_arguments& script_arguments::add(const any_text& text) {
    texts_.push_back({std::string(text.text()), text.stranger() == nullptr});
    return *this;
}

namespace detail {

/// What Lua makes `text` of between apostrophes, once FreeSWITCH has put a backslash before those.
inline std::string escape_lua(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '\\': out.append("\\\\"); break;
            case '\n': out.append("\\n"); break;
            case '\r': out.append("\\r"); break;
            default: out.push_back(c);
        }
    }
    return out;
}

/// A value of a header of `event`, whose blanks at the front would be cut.
inline argument_error check_event_value(std::string_view name, const any_text& value) {
    const eslio::detail::argument_name argument("header", name);
    argument_error wrong = eslio::detail::check_argument(argument, value);
    const std::string_view text = value.text();
    if (text.empty()) wrong.note(eslio::detail::refuse_empty(argument));
    if (wire::starts_with(text, " "))
        wrong.note(eslio::detail::refuse_byte(error::unwritable_text, argument, text, 0,
                                              "at its front would be lost; take it out"));
    if (wire::starts_with(text, "ARRAY::"))
        wrong.note(eslio::detail::refuse(error::unwritable_text, argument,
                                         "`ARRAY::` (byte 1) begins a list of values; begin "
                                         "otherwise"));
    return wrong;
}

}  // namespace detail

ESLIO_DECL application log(log_level level, const any_text& text) {
    argument_error wrong = eslio::detail::check_argument("text", text);
    if (text.text().empty()) wrong.note(eslio::detail::refuse_empty("text"));
    if (wrong) return application::invalid(std::move(wrong));
    return application("log", eslio::detail::escape_own_expansion(
                                  std::string(to_string(level)).append(" ").append(text.text())));
}

ESLIO_DECL application fire_event(std::string_view subclass, const variable_list& headers) {
    using namespace eslio::detail;
    argument_writer w(',');
    w.note(check_word("subclass", subclass));
    w.word("type", "Event-Name=CUSTOM");
    w.word("subclass", std::string("Event-Subclass=").append(subclass));
    if (headers.all().size() > 23)
        w.note(refuse(error::number_out_of_range, "headers",
                      "FreeSWITCH reads 23 of them beside the event's name; give fewer"));
    for (const auto& [name, value, is_own] : headers.all()) {
        const untrusted theirs(value);
        w.note(check_variable_name(name, ":"));
        w.note(detail::check_event_value(name, is_own ? any_text(value) : any_text(theirs)));
        w.word({"header", name}, std::string(name).append("=").append(value));
    }
    return w.finish("event");
}

ESLIO_DECL application lua(std::string_view script, const script_arguments& arguments) {
    using namespace eslio::detail;
    argument_error wrong = check_word("script", script);
    if (wire::starts_with(script, "~") || wire::istarts_with(script, "#!/lua"))
        wrong.note(refuse(error::unwritable_text, "script", "it is code, and no script's name"));
    if (const std::size_t at = script.find_first_of("'\\"); at != script.npos)
        wrong.note(refuse_byte(error::unwritable_text, "script", script, at,
                               "cannot stand in a script's name; take it out"));
    if (arguments.all().size() > 128)
        wrong.note(refuse(error::number_out_of_range, "arguments",
                          "FreeSWITCH gives 128 of them to a script"));
    wrong.note(check_scope("script", script));
    std::string text(script);
    for (const auto& [argument, is_own] : arguments.all()) {
        const untrusted theirs(argument);
        wrong.note(check_argument("argument", is_own ? any_text(argument) : any_text(theirs)));
        if (argument.empty()) wrong.note(refuse_empty("argument"));
        text.append(" ");
        if (text.size() == script.size() + 1 && argument.substr(0, 2) == "^^") text.append("''");
        text.append(escape_own_level(detail::escape_lua(argument)));
    }
    if (wrong) return application::invalid(std::move(wrong));
    return application("lua", escape_own_expansion(text));
}

ESLIO_DECL application bind_digit_action(std::string_view realm, std::string_view digits,
                                         std::string_view action, std::string_view value,
                                         key_target target) {
    eslio::detail::argument_writer w(',');
    w.word("realm", realm).word("digits", digits).word("action", action).word("value", value);
    switch (target) {
        case key_target::self: break;
        case key_target::peer: w.word("target", "peer"); break;
        case key_target::both: w.word("target", "both"); break;
    }
    return w.finish("bind_digit_action");
}

ESLIO_DECL application clear_digit_action(std::string_view realm) {
    eslio::detail::argument_writer w(',');
    return w.word("realm", realm).finish("clear_digit_action");
}

ESLIO_DECL application digit_action_set_realm(std::string_view realm) {
    eslio::detail::argument_writer w(',');
    return w.word("realm", realm).finish("digit_action_set_realm");
}

}  // namespace eslio::app
