// The bodies of the functions of filter.hpp.
#pragma once

#include <eslio/command/filter.hpp>

#include <functional>

namespace eslio {

ESLIO_DECL filter_rule::filter_rule(std::string_view header, std::string_view value)
    : header_(header), value_(value) {
    problem_.note(cmd::filter(header, value).problem());
    if (wire::iequals(header, "all"))
        fail(eslio::error::bad_header_name, "filter's header", detail::all_words);
    if (!problem_) compile();
}

ESLIO_DECL filter_rule filter_rule::kept(std::string_view header, std::string_view value) {
    filter_rule r;
    r.header_ = header;
    r.value_ = value;
    r.compile();
    return r;
}

ESLIO_DECL filter_rule filter_rule::equal(std::string_view header, std::string_view text) {
    const bool is_read_otherwise =
        !text.empty() && (std::string_view("+- /").find(text[0]) != std::string_view::npos ||
                          wire::starts_with(text, "ARRAY::"));
    if (!is_read_otherwise) return {header, text};
    std::string value("/^");
    for (const char c : text) {
        if (std::string_view("\\^$.[]|()?*+{}").find(c) != std::string_view::npos)
            value.push_back('\\');
        value.push_back(c);
    }
    return {header, value.append("$/i")};
}

ESLIO_DECL filter_rule filter_rule::not_equal(std::string_view header, std::string_view text) {
    filter_rule r(header, "-" + std::string(text));
    const bool stripped =
        !text.empty() && std::string_view("+- ").find(text[0]) != std::string_view::npos;
    if (text.empty()) r.problem_.note(detail::refuse_empty({"filter", header}));
    if (stripped)
        r.fail(eslio::error::unwritable_text, {"filter", header},
               "FreeSWITCH takes signs and blanks at the front off, and has no negative "
               "expressions; select what you want instead");
    return r;
}

ESLIO_DECL filter_rule filter_rule::matching(std::string_view header, std::string_view expression,
                                             std::string_view options) {
    filter_rule r(header, "/" + std::string(expression) + "/" + std::string(options));
    if (options.find_first_not_of("is") != std::string_view::npos)
        r.fail(eslio::error::unwritable_text, {"filter", header},
               "FreeSWITCH knows the options i and s alone");
    return r;
}

ESLIO_DECL bool filter_rule::matches(const event& e) const {
    const auto have = header_ == "_body" ? body_of(e) : e.find(header_);
    if (!have) return false;
    if (value_.empty() || value_[0] != '/')
        return wire::iequals(detail::read_filter(value_).text, *have);
    if (value_.rfind('/') == 0) return false;  // the final slash is missing
    return pattern_ == nullptr || pattern_->search(*have);
}

ESLIO_DECL std::string filter_rule::warning() const {
    const std::string_view text = detail::read_filter(value_).text;
    const std::string shown = header_ + " " + value_;
    if (!value_.empty() && value_[0] == '/' && value_.rfind('/') == 0)
        return shown + ": without a final slash it matches nothing";
    if (pattern_ != nullptr && !pattern_->compiles())
        return shown + ": it is no regular expression and matches nothing";
    if (text.size() > 1 && value_[0] != '/' && text.front() == '/' && text.back() == '/')
        return shown + ": after a sign it is a text, not a regular expression";
    if (!value_.empty() && value_[0] == '+')
        return shown + ": FreeSWITCH strips the sign; for the text itself see "
                       "filter_rule::equal";
    return {};
}

ESLIO_DECL void filter_rule::compile() {
    if (value_.empty() || value_[0] != '/' || value_.rfind('/') == 0) return;
    const std::size_t last = value_.rfind('/');
    const std::string_view all = value_;
    const std::string_view letters = all.substr(last + 1);
    detail::pattern::options with;
    with.ignore_case = letters.find('i') != std::string_view::npos;
    with.dot_all = letters.find('s') != std::string_view::npos;
    pattern_ = detail::pattern::read(all.substr(1, last - 1), with);
}

}  // namespace eslio

namespace eslio::detail {

ESLIO_DECL std::size_t filter_hash::operator()(const filter_rule& f) const noexcept {
    std::size_t of_header = 0;
    for (const char c : f.header())
        of_header = of_header * 31 + static_cast<unsigned char>(wire::to_lower(c));
    return of_header * 31 + std::hash<std::string_view>()(f.value());
}

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

namespace cmd {

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

}  // namespace cmd

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
