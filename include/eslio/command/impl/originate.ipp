// The bodies of the functions of originate.hpp.
#pragma once

#include <eslio/command/detail/uuid.hpp>
#include <eslio/command/originate.hpp>

namespace eslio {

ESLIO_DECL originate& originate::uuid(std::string_view id) {
    problem_.note(detail::check_uuid(id));
    return variable("origination_uuid", id);
}

ESLIO_DECL std::string originate::text() const {
    if (problem()) return {};
    if (!callee_.has_references()) return "originate " + callee_.for_api() + " " + target_;
    // FreeSWITCH expands what follows as a whole.
    std::string out = "expand originate " + callee_.for_expand() + " ";
    for (const char c : target_) {
        if (c == '\\' || c == '$') out.push_back('\\');
        out.push_back(c);
    }
    return out;
}

ESLIO_DECL originate& originate::application(std::string_view name, const any_text& data) {
    if (data.stranger() == nullptr) return run(name, std::string(data.text()));
    problem_.note(detail::check_untrusted(application_data, *data.stranger()));
    problem_.note(detail::check_scope(application_data, data.text()));
    problem_.note(detail::check_meaning(name, application_data, data));
    return run(name, detail::escape_expansion(data.text()));
}

ESLIO_DECL originate& originate::extension(const eslio::extension& to) {
    const std::string& number = to.number();
    const std::string_view dialplan =
        to.dialplan().empty() ? "XML" : std::string_view(to.dialplan());
    const std::string_view context =
        to.context().empty() ? "default" : std::string_view(to.context());
    check_target("extension", number);
    if (number.size() > 1 && number[0] == '&')
        problem_.note(detail::refuse_byte(eslio::error::unwritable_text, "extension", number, 0,
                                          "would begin an application; see application()"));
    problem_.note(to.problem());
    check_target("dialplan", dialplan);
    check_target("context", context);
    target_ = detail::escape_level(number) + " " + detail::escape_level(dialplan) + " " +
              detail::escape_level(context);
    return *this;
}

ESLIO_DECL argument_error originate::problem() const {
    if (problem_) return problem_;
    if (argument_error wrong = callee_.problem()) return wrong;
    if (!wire::iequals(callee_.for_api(), "undef")) return {};
    return detail::refuse(eslio::error::unwritable_text, "endpoint", undef_words);
}

ESLIO_DECL void originate::check_target(const detail::argument_name& argument,
                                        std::string_view word) {
    if (word.empty()) return problem_.note(detail::refuse_empty(argument));
    problem_.note(detail::check_bytes(argument, word));
    if (wire::iequals(word, "undef"))
        problem_.note(detail::refuse(eslio::error::unwritable_text, argument, undef_words));
}

ESLIO_DECL originate& originate::run(std::string_view name, std::string data) {
    using detail::refuse_byte;
    if (!detail::consists_of(name, "_-"))
        problem_.note(detail::refuse(eslio::error::unwritable_text, "application",
                                     "the name of one is of letters, digits, _ and -"));
    if (const std::size_t at = data.find(')'); at != data.npos)
        problem_.note(refuse_byte(eslio::error::unwritable_text, application_data, data, at,
                                  "is where FreeSWITCH would cut it; put it in a variable and "
                                  "write ${variable}, or execute the application later"));
    problem_.note(detail::check_nul(application_data, data));
    if (const std::size_t at = data.find("\\'"); !detail::fit_extension(data))
        problem_.note(refuse_byte(eslio::error::unwritable_text, application_data, data, at,
                                  "and a quote stand for nothing, and FreeSWITCH drops an "
                                  "application with them; take them out"));
    std::string whole("&");
    whole.append(name).append("(").append(data).append(")");
    target_ = detail::escape_level(whole);
    return *this;
}

}  // namespace eslio
