// The bodies of the functions of uuid.hpp.
#pragma once

#include <eslio/api/uuid.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/escape.hpp>
#include <eslio/command/detail/variable.hpp>
#include <eslio/error.hpp>
#include <eslio/event/json_reader.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstdint>

namespace eslio::detail {

ESLIO_DECL std::optional<event> read_channel_data(std::string_view body) {
    event e;
    if (decode_json(wire::trim(body), e)) return std::nullopt;
    return e;
}

}  // namespace eslio::detail

namespace eslio::api {

ESLIO_DECL request<event> uuid_dump(const any_text& uuid) {
    return detail::api_writer("uuid_dump")
        .uuid(uuid)
        .keyword("json")
        .asks(detail::read_channel_data);
}

ESLIO_DECL request<std::optional<std::string>> uuid_getvar(const any_text& uuid,
                                                           std::string_view name) {
    return detail::api_writer("uuid_getvar")
        .uuid(uuid)
        .note(detail::check_variable_name(name))
        .word("a variable's name", name)
        .asks(detail::read_value);
}

ESLIO_DECL request<std::optional<std::string>> uuid_getvar(const any_text& uuid,
                                                           std::string_view name,
                                                           std::size_t index) {
    return detail::api_writer("uuid_getvar")
        .uuid(uuid)
        .note(detail::check_variable_name(name))
        .note(detail::check_range("index", static_cast<std::int64_t>(index), 0, 4000))
        .word("a variable's name", std::string(name) + "[" + std::to_string(index) + "]")
        .asks(detail::read_value);
}

ESLIO_DECL api_request uuid_setvar(const any_text& uuid, std::string_view name,
                                   const any_text& value) {
    detail::api_writer line("uuid_setvar");
    line.uuid(uuid).note(detail::check_variable_name(name)).word("a variable's name", name);
    line.note(detail::check_variable_value(name, value));
    return line.option({"variable", name}, value).request();
}

ESLIO_DECL api_request uuid_setvar_multi(const any_text& uuid, const variable_list& variables) {
    static constexpr std::size_t most = 64;
    detail::api_writer line("uuid_setvar_multi");
    line.uuid(uuid);
    if (variables.all().empty()) line.note(detail::refuse_empty("variables"));
    if (variables.all().size() > most)
        line.note(detail::refuse(error::number_out_of_range, "variables",
                                 "FreeSWITCH sets 64 at once; send the others in another command"));
    std::string all;
    for (const variable_list::variable& v : variables.all()) {
        const untrusted theirs(v.value);
        const any_text value = v.is_own ? any_text(v.value) : any_text(theirs);
        line.note(detail::check_variable_name(v.name, ";"));
        line.note(detail::check_variable_value(v.name, value));
        if (detail::holds_variable(v.value))
            line.note(detail::refuse(error::unwritable_text, {"variable", v.name},
                                     "FreeSWITCH would leave a variable unset whose value holds "
                                     "`${`; set it alone, by uuid_setvar"));
        if (!all.empty()) all.push_back(';');
        if (all.empty() && wire::starts_with(v.name, "^^")) all.append("''");
        all.append(detail::escape_level(v.name + "=" + v.value, ';'));
    }
    // At the end of the command FreeSWITCH would cut it; an empty pair of quotes is taken off.
    if (!all.empty() && all.back() == '\v') all.append("''");
    return line.keyword(all).request();
}

ESLIO_DECL request<std::vector<record>> uuid_buglist(const any_text& uuid) {
    return detail::api_writer("uuid_buglist")
        .uuid(uuid)
        .asks<std::vector<record>>([](std::string_view body) -> std::optional<std::vector<record>> {
            const auto bugs = detail::read_xml(body);
            if (!bugs || bugs->name != "media-bugs") return std::nullopt;
            std::vector<record> out;
            for (const auto& bug : bugs->elements) out.push_back(detail::record_of(bug));
            return out;
        });
}

}  // namespace eslio::api
