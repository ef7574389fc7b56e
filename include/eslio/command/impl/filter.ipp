// The bodies of the functions of filter.hpp.
#pragma once

#include <eslio/command/filter.hpp>

namespace eslio::detail {

ESLIO_DECL argument_error check_filter(std::string_view header, std::string_view value) {
    const argument_name argument("filter", header);
    if (header.empty()) return refuse_empty("filter's header");
    if (argument_error nul = check_nul("filter's header", header)) return nul;
    if (const std::size_t at = header.find_first_of(" :[\r\n"); at != header.npos)
        return refuse_byte(error::bad_header_name, "filter's header", header, at,
                           "cannot stand in the name of a header; take it out");
    if (argument_error forged = check_bytes(argument, value)) return forged;
    if (!wire::starts_with(value, "ARRAY::")) return {};
    return refuse(error::unwritable_text, argument,
                  "FreeSWITCH takes a value that begins with `ARRAY::` for a list; write an "
                  "expression, as /^ARRAY::x$/");
}

}  // namespace eslio::detail

namespace eslio {

ESLIO_DECL command filter(std::string_view header, std::string_view value) {
    argument_error wrong = detail::check_filter(header, value);
    if (value.empty()) wrong.note(detail::refuse_empty({"filter", header}));
    if (wrong) return command::invalid(std::move(wrong));
    wire::line_writer w;
    w.text("filter add ").text(header).text(" ").text(value).finish();
    return command(std::move(w));
}

ESLIO_DECL command filter_delete(std::string_view header, std::string_view value) {
    argument_error wrong = detail::check_filter(header, value);
    if (wire::iequals(header, "all"))
        wrong.note(detail::refuse(error::bad_header_name, "filter's header", detail::all_words));
    if (wrong) return command::invalid(std::move(wrong));
    wire::line_writer w;
    w.text("filter delete ").text(header);
    if (!value.empty()) w.text(" ").text(value);
    w.finish();
    return command(std::move(w));
}

ESLIO_DECL bool passes(const std::vector<filter_rule>& filters, const event& e) {
    bool selected = filters.empty();
    for (const filter_rule& f : filters) {
        if (!f.matches(e)) continue;
        if (f.negative()) return false;
        selected = true;
    }
    return selected;
}

}  // namespace eslio
