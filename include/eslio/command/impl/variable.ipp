// The bodies of the functions of variable.hpp.
#pragma once

#include <eslio/command/detail/variable.hpp>

namespace eslio::detail {

ESLIO_DECL argument_error check_array(const argument_name& argument, const any_text& value) {
    if (!wire::starts_with(value.text(), "ARRAY::")) return {};
    if (value.stranger() == nullptr && is_kept_array(value.text())) return {};
    return refuse(error::unwritable_text, argument,
                  "`ARRAY::` (byte 1) begins a list of values for FreeSWITCH, which keeps it as it "
                  "is only with two or more of them; begin otherwise, or set the value alone");
}

/// Of any value, whether or not anybody is shown it.
ESLIO_DECL argument_error check_value_text(std::string_view name, const any_text& value) {
    const argument_name argument("variable", name);
    const std::string_view text = value.text();
    if (value.stranger() != nullptr) {
        if (argument_error theirs = check_untrusted(argument, *value.stranger())) return theirs;
        if (is_run(name))
            return refuse(error::unwritable_text, argument,
                          "FreeSWITCH runs its value, as an application, a command or a place in "
                          "the dialplan, dials it or opens it as a file, so a stranger's is not "
                          "taken; choose by it among texts of the program's own");
        if (is_sql(name, text))
            return refuse(error::unwritable_text, argument,
                          "a module writes its value into the text of a query as it is; a "
                          "stranger's is a number of digits and `.`, as an account letters, digits "
                          "and +_.@ and single dashes");
        if (!is_extension_word(name, text)) return {};
        return refuse(error::unwritable_text, argument,
                      "FreeSWITCH may send a call to its value by a dialplan that takes words for "
                      "applications; a stranger's is of digits and +*#-_. alone");
    }
    return becomes_sip_header(name) ? check_header_text(argument, text) : check_nul(argument, text);
}

ESLIO_DECL argument_error check_dialled_value(std::string_view name, const any_text& value) {
    argument_error wrong = check_value_text(name, value);
    if (!wire::istarts_with(name, "origination_caller_id_"))
        wrong.note(check_shown_variable(name, value));
    wrong.note(check_array({"variable", name}, value));
    return wrong;
}

ESLIO_DECL argument_error check_variable_value(std::string_view name, const any_text& value) {
    argument_error wrong = check_value_text(name, value);
    wrong.note(check_shown_variable(name, value));
    wrong.note(check_array({"variable", name}, value));
    return wrong;
}

ESLIO_DECL argument_error check_variable_name(std::string_view name, std::string_view also) {
    if (name.empty()) return refuse_empty("a variable's name");
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool control = static_cast<unsigned char>(name[i]) <= ' ' || name[i] == '\x7F';
        if (!control && std::string_view("=,[]{}'\"\\$").find(name[i]) == std::string_view::npos &&
            also.find(name[i]) == std::string_view::npos)
            continue;
        return refuse_byte(name[i] == '\0' ? error::nul_in_argument : error::bad_header_name,
                           "a variable's name", name, i,
                           "cannot stand in a name; use letters, digits and _-.");
    }
    return {};
}

}  // namespace eslio::detail
