// The bodies of the functions of api.hpp.
#pragma once

#include <eslio/command/api.hpp>

namespace eslio {

ESLIO_DECL api_request api_request::invalid(argument_error why) {
    api_request r{std::string()};
    r.problem_ = std::move(why);
    return r;
}

ESLIO_DECL api_request& api_request::refuse(argument_error why) {
    problem_.note(why);
    text_.clear();
    return *this;
}

ESLIO_DECL detail::job_terms& api_request::new_terms() {
    auto terms = terms_ ? std::make_shared<detail::job_terms>(*terms_)
                        : std::make_shared<detail::job_terms>();
    detail::job_terms& changed = *terms;
    terms_ = std::move(terms);
    return changed;
}

ESLIO_DECL api_request& api_request::ask_after_gap(
    std::string question, std::function<bool(const api_response&)> still_runs) & {
    if (argument_error wrong = detail::check_question(question)) return refuse(std::move(wrong));
    new_terms().question = {std::move(question), std::move(still_runs)};
    return *this;
}

ESLIO_DECL api_request& api_request::job_uuid(std::string id) & {
    new_terms().uuid = std::move(id);
    return *this;
}

}  // namespace eslio

namespace eslio::detail {

ESLIO_DECL std::string with_room(std::string_view text) {
    std::string s;
    s.reserve(text.size() + 8);
    s.append(text);
    return s;
}

/// By its third letter, which tells most commands apart: many begin with `uuid_`, as `unload` does.
inline bool may_be_load(std::string_view text) noexcept {
    return text.size() > 2 && wire::to_lower(text[2]) == 'l';
}

ESLIO_DECL command api_line(std::string_view word, std::string&& text, std::string_view header,
                            std::string_view value) {
    if (text.empty()) return command::invalid(refuse_empty("API command"));
    if (wire::find_forgery(text) != error{})
        return command::invalid(check_bytes("API command", text));
    const bool means_reload = may_be_load(text) && (wire::istarts_with(text, "reload ") ||
                                                    wire::istarts_with(text, "unload "));
    text.insert(0, word);
    wire::line_writer w(std::move(text));
    if (!header.empty()) w.header(header, value);
    w.finish();
    if (!means_reload || w.failure()) return command(std::move(w));
    return command(w.take());
}

ESLIO_DECL argument_error check_api(std::string_view text) {
    if (text.empty() || text.front() != ' ') return {};
    return refuse_byte(error::unwritable_text, "API command", text, 0,
                       "at the front would be the end of an empty command's name; take it out");
}

ESLIO_DECL argument_error check_question(std::string_view text) {
    if (text.empty()) return refuse_empty("question");
    if (wire::find_forgery(text) != error{}) return check_bytes("question", text);
    return check_api(text);
}

ESLIO_DECL command plain_api(std::string&& text) {
    if (argument_error wrong = check_api(text)) return command::invalid(std::move(wrong));
    return api_line("api ", std::move(text));
}

ESLIO_DECL command as_command(api_request&& request) {
    const auto time = request.timeout();
    const bool may_repeat = request.is_idempotent();
    command c = request.error() ? command::invalid(request.problem())
                                : plain_api(std::move(request).text());
    if (time) c.timeout(*time);
    c.idempotent(may_repeat);
    return c;
}

}  // namespace eslio::detail

namespace eslio::cmd {

ESLIO_DECL command bgapi(std::string_view text, std::string_view job_uuid) {
    if (argument_error wrong = detail::check_api(text)) return command::invalid(std::move(wrong));
    if (job_uuid.size() > max_job_uuid)
        return command::invalid(detail::refuse(
            error::job_uuid_too_long, "Job-UUID",
            "past 235 bytes FreeSWITCH's reply loses its end; choose a shorter one"));
    if (wire::find_forgery(job_uuid) != error{})
        return command::invalid(detail::check_bytes("Job-UUID", job_uuid));
    // FreeSWITCH skips blanks at the front of a value, and an array has no text.
    if (!job_uuid.empty() && (job_uuid.front() == ' ' || wire::starts_with(job_uuid, "ARRAY::")))
        return command::invalid(detail::refuse(
            error::unwritable_text, "Job-UUID",
            "FreeSWITCH would not keep a blank or `ARRAY::` at its front; begin otherwise"));
    return detail::api_line("bgapi ", detail::with_room(text), job_uuid.empty() ? "" : "Job-UUID",
                            job_uuid);
}

}  // namespace eslio::cmd
