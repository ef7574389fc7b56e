// The bodies of the functions of sendmsg.hpp.
#pragma once

#include <eslio/command/sendmsg.hpp>

namespace eslio {

ESLIO_DECL call_message call_message::invalid(argument_error why) {
    call_message m("execute");
    m.problem_ = std::move(why);
    return m;
}

ESLIO_DECL call_message& call_message::on(std::string_view uuid) {
    problem_.note(detail::check_uuid(uuid));
    uuid_ = uuid;
    return *this;
}

ESLIO_DECL call_message& call_message::loops(int count) {
    if (count == 0)
        problem_.note(detail::refuse(eslio::error::number_out_of_range, "loops",
                                     "0 runs nothing; FreeSWITCH takes 1 and more, and below 0 "
                                     "for ever"));
    return header("loops", std::to_string(count));
}

ESLIO_DECL call_message& call_message::lead_frames(int count) {
    if (count < 0)
        problem_.note(detail::refuse(eslio::error::number_out_of_range, "lead frames",
                                     "FreeSWITCH takes 0 and more"));
    return header("lead-frames", std::to_string(count));
}

ESLIO_DECL call_message& call_message::header(std::string_view name, std::string_view value) {
    if (!problem_) problem_ = check_header(name, value);
    headers_.header(name, value);
    return *this;
}

ESLIO_DECL command call_message::to_command() const {
    if (problem_) return command::invalid(problem_);
    wire::line_writer w;
    w.text("sendmsg");
    if (!uuid_.empty()) w.text(" ").text(uuid_);
    w.append(headers_);
    if (body_.empty()) {
        w.finish();
    } else {
        if (argument_error nul = detail::check_nul("body", body_))
            return command::invalid(std::move(nul));
        w.header("content-type", "text/plain");
        w.finish_with_body(body_);
    }
    return command(std::move(w));
}

ESLIO_DECL argument_error call_message::check_header(std::string_view name,
                                                     std::string_view value) {
    const detail::argument_name argument("header", name);
    if (name.empty())
        return detail::refuse(eslio::error::bad_header_name, "a header's name", "it is empty");
    if (argument_error forged = detail::check_bytes("a header's name", name)) return forged;
    if (const std::size_t at = name.find_first_of(":["); at != name.npos)
        return detail::refuse_byte(eslio::error::bad_header_name, "a header's name", name, at,
                                   "would end it, or make an index of an array; take it out");
    if (wire::iequals(name, "Content-Length"))
        return detail::refuse(eslio::error::bad_header_name, argument,
                              "FreeSWITCH reads a body wherever it meets one; see body()");
    if (value.empty()) return detail::refuse_empty(argument);
    if (argument_error forged = detail::check_bytes(argument, value)) return forged;
    if (survives(value)) return {};
    return detail::refuse(eslio::error::unwritable_text, argument,
                          "FreeSWITCH would not keep a blank or `ARRAY::` at its front; begin "
                          "otherwise, or give an application's argument as body()");
}

namespace cmd {

ESLIO_DECL xferext& xferext::application(std::string_view name, const any_text& data) {
    static constexpr detail::argument_name argument = "application's argument";
    if (data.stranger() == nullptr) return add(name, std::string(data.text()));
    note(detail::check_untrusted(argument, *data.stranger()));
    note(detail::check_scope(argument, data.text()));
    note(detail::check_meaning(name, argument, data));
    return add(name, detail::escape_expansion(data.text()));
}

ESLIO_DECL xferext& xferext::add(std::string_view name, std::string data) {
    if (name.empty()) note(detail::refuse_empty("application"));
    if (const std::size_t at = name.find(' '); at != name.npos)
        note(detail::refuse_byte(eslio::error::unwritable_text, "application", name, at,
                                 "would begin its argument; take it out"));
    if (const std::size_t at = data.find("\\'"); !detail::fit_extension(data))
        note(detail::refuse_byte(eslio::error::unwritable_text, "application's argument", data, at,
                                 "and a quote stand for nothing, and FreeSWITCH drops an "
                                 "application with them; take them out"));
    header("application", data.empty() ? std::string(name) : std::string(name) + " " + data);
    return *this;
}

ESLIO_DECL call_message execute(std::string_view application, std::string_view argument) {
    call_message m("execute");
    m.header("execute-app-name", application);
    if (!argument.empty()) m.header("execute-app-arg", argument);
    return m;
}

}  // namespace cmd

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

namespace eslio::cmd {

ESLIO_DECL call_message execute(std::string_view application, const untrusted& argument) {
    static constexpr detail::argument_name argument_words = "application's argument";
    argument_error wrong = detail::check_untrusted(argument_words, argument);
    wrong.note(detail::check_scope(argument_words, argument.text()));
    wrong.note(detail::check_meaning(application, argument_words, argument));
    if (wrong) return call_message::invalid(std::move(wrong));
    const std::string text = detail::escape_expansion(argument.text());
    if (call_message::survives(text)) return execute(application, std::string_view(text));
    return execute(application).body(text);
}

}  // namespace eslio::cmd
