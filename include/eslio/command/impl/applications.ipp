// The bodies of the functions of applications.hpp.
#pragma once

#include <eslio/command/applications.hpp>
#include <eslio/command/detail/dialplan.hpp>

namespace eslio::app {

ESLIO_DECL application say(std::string_view module, std::string_view type, std::string_view method,
                           const any_text& text) {
    eslio::detail::argument_writer w;
    w.word("module", module).word("type", type).word("method", method).word("text", text);
    return w.finish("say");
}

ESLIO_DECL application speak(std::string_view engine, std::string_view voice,
                             const any_text& text) {
    using namespace eslio::detail;
    argument_error wrong;
    for (const auto& [argument, name] :
         {std::pair(argument_name("engine"), engine), std::pair(argument_name("voice"), voice)}) {
        const std::size_t at = name.find_first_of("|'\\");
        const bool edged = !name.empty() && (name.front() == ' ' || name.back() == ' ');
        if (name.empty()) wrong.note(refuse_empty(argument));
        if (at != name.npos)
            wrong.note(
                refuse_byte(error::unwritable_text, argument, name, at,
                            "would move the bar after it, or be taken off; the name may hold "
                            "none"));
        if (edged && name.front() != ' ')
            wrong.note(refuse_byte(error::unwritable_text, argument, name, name.size() - 1,
                                   "at its end would be lost; take it out"));
        else if (edged || name.substr(0, 2) == "^^" || begins_scope(name))
            wrong.note(refuse_byte(error::unwritable_text, argument, name, 0,
                                   "at its front would shift the text by a byte; take it out"));
    }
    if (text.text().empty()) wrong.note(refuse_empty("text"));
    wrong.note(check_argument("text", text));
    wrong.note(check_parameters("text", text));
    if (wrong) return application::invalid(std::move(wrong));
    std::string argument(engine);
    argument.append("|").append(voice).append("|").append(text.text());
    return application("speak", escape_own_expansion(argument));
}

ESLIO_DECL application sleep(std::chrono::milliseconds time) {
    if (!eslio::detail::fits_atoi(time.count()))
        return application::invalid(eslio::detail::refuse(
            error::number_out_of_range, "time", "FreeSWITCH takes 0 to 2147483647 milliseconds"));
    return application("sleep", std::to_string(time.count()));
}

ESLIO_DECL application record(const any_text& path, std::chrono::seconds at_most) {
    eslio::detail::argument_writer w;
    w.word("path", path).note(eslio::detail::check_file("path", path));
    if (!eslio::detail::fits_atoi(at_most.count()))
        w.note(eslio::detail::refuse(error::number_out_of_range, "limit",
                                     "FreeSWITCH takes 0 to 2147483647 seconds"));
    if (at_most.count() != 0) w.number(at_most.count());
    return w.finish("record");
}

}  // namespace eslio::app

namespace eslio::app::detail {

ESLIO_DECL application dialplan_words(std::string name, const extension& to) {
    using namespace eslio::detail;
    argument_writer w;
    if (name == "transfer" &&
        (wire::iequals(to.number(), "-bleg") || wire::iequals(to.number(), "-both")))
        w.note(refuse(error::unwritable_text, "extension",
                      "`-bleg` and `-both` tell transfer which leg to move; for that see "
                      "transfer_legs"));
    return w.place(to).finish(std::move(name));
}

ESLIO_DECL argument_error check_assignment(std::string_view name, const any_text& value) {
    argument_error wrong = eslio::detail::check_variable_name(name);
    wrong.note(eslio::detail::check_variable_value(name, value));
    wrong.note(eslio::detail::check_argument({"variable", name}, value));
    return wrong;
}

}  // namespace eslio::app::detail

namespace eslio::app {

ESLIO_DECL application deflect(const any_text& uri) {
    if (argument_error forged = eslio::detail::check_header_text("uri", uri.text()))
        return application::invalid(std::move(forged));
    return eslio::detail::whole_argument("deflect", "uri", uri);
}

ESLIO_DECL application conference(std::string_view room) {
    if (argument_error another = eslio::detail::check_conference("room", room))
        return application::invalid(std::move(another));
    return eslio::detail::whole_argument("conference", "room", room);
}

ESLIO_DECL application set(std::string_view name, const any_text& value) {
    if (argument_error wrong = detail::check_assignment(name, value))
        return application::invalid(std::move(wrong));
    // Expanded with the whole argument, then by itself (mod_dptools: base_set).
    return application("set",
                       eslio::detail::escape_expansion(detail::assignment(name, value.text())));
}

ESLIO_DECL application multiset(const variable_list& variables) {
    using namespace eslio::detail;
    argument_error wrong;
    std::string argument;
    for (const auto& [name, value, is_own] : variables.all()) {
        wrong.note(is_own ? detail::check_assignment(name, value)
                          : detail::check_assignment(name, untrusted(value)));
        if (!argument.empty()) argument.push_back('~');
        argument.append(escape_level(detail::assignment(name, value), '~'));
    }
    if (variables.all().empty()) wrong.note(refuse_empty("variables"));
    if (variables.all().size() > 256)
        wrong.note(refuse(error::number_out_of_range, "variables",
                          "FreeSWITCH reads 256 of one multiset; set the others by a second one"));
    if (wrong) return application::invalid(std::move(wrong));
    return application("multiset", "^^~" + escape_expansion(argument));
}

ESLIO_DECL application unset(std::string_view name) {
    if (argument_error wrong = eslio::detail::check_variable_name(name))
        return application::invalid(std::move(wrong));
    return application("unset", std::string(name));
}

ESLIO_DECL application export_variable(std::string_view name, const any_text& value) {
    if (argument_error wrong = detail::check_assignment(name, value))
        return application::invalid(std::move(wrong));
    return application("export", eslio::detail::escape_own_expansion(std::string(name) + "=" +
                                                                     std::string(value.text())));
}

ESLIO_DECL application send_dtmf(const any_text& digits) {
    const std::string_view text = digits.text();
    if (text.size() - (text.substr(0, 1) == "~" ? 1 : 0) > 99)
        return application::invalid(
            eslio::detail::refuse(error::argument_too_long, "digits",
                                  "FreeSWITCH ignores more than 99 of them; send them by two"));
    if (argument_error theirs = eslio::detail::check_keys("digits", digits))
        return application::invalid(std::move(theirs));
    return eslio::detail::whole_argument("send_dtmf", "digits", digits);
}

ESLIO_DECL application queue_dtmf(const any_text& digits) {
    if (eslio::detail::count_parts(digits.text(), '+') > 256)
        return application::invalid(
            eslio::detail::refuse(error::argument_too_long, "digits",
                                  "FreeSWITCH reads 256 parts joined by `+`; send them by two"));
    if (argument_error theirs = eslio::detail::check_keys("digits", digits))
        return application::invalid(std::move(theirs));
    return eslio::detail::whole_argument("queue_dtmf", "digits", digits);
}

}  // namespace eslio::app
