// How dial strings are put together and written (dial_string.hpp).
#pragma once

#include <eslio/command/dial_string.hpp>

namespace eslio::detail {

ESLIO_DECL bool is_expanded(const std::vector<dial_piece>& pieces) {
    std::string all;
    for (const dial_piece& p : pieces) all.append(p.text);
    return is_expanded(all);
}

ESLIO_DECL std::string join_expanded(const std::vector<dial_piece>& pieces) {
    const bool expanded = is_expanded(pieces);
    std::string out;
    for (const dial_piece& p : pieces) {
        for (const char c : p.text) {
            if (expanded && !p.is_raw && (c == '\\' || c == '$')) out.push_back('\\');
            out.push_back(c);
        }
    }
    return out;
}

/// `{name=value,...}`, or with another bracket; nothing of no variables.
ESLIO_DECL std::string variable_block(const std::vector<dial_variable>& variables, char open) {
    std::string out;
    for (const auto& [name, value] : variables) {
        out.push_back(out.empty() ? open : ',');
        out.append(name).append("=").append(escape_variable(value));
    }
    if (!out.empty()) out.push_back(open == '{' ? '}' : '>');
    return out;
}

}  // namespace eslio::detail

namespace eslio {

ESLIO_DECL dial_string dial_string::invalid(argument_error why) {
    dial_string none;
    none.problem_ = std::move(why);
    return none;
}

ESLIO_DECL dial_string& dial_string::add(endpoint next) {
    if (parts_.empty()) parts_.emplace_back();
    auto& alternatives = parts_.back().alternatives;
    if (alternatives.empty()) alternatives.emplace_back();
    problem_.note(next.problem());
    alternatives.back().push_back(std::move(next));
    if (alternatives.size() > detail::most_legs || alternatives.back().size() > detail::most_legs)
        problem_.note(detail::refuse(
            eslio::error::number_out_of_range, "leg",
            "it would be the 129th, and FreeSWITCH reads 128 legs that ring together and 128 "
            "alternatives; originate the others by themselves"));
    return *this;
}

ESLIO_DECL dial_string& dial_string::then(endpoint next) {
    if (parts_.empty()) parts_.emplace_back();
    parts_.back().alternatives.emplace_back();
    return add(std::move(next));
}

ESLIO_DECL dial_string& dial_string::enterprise(dial_string next) {
    problem_.note(next.problem_);
    if (problem_) return *this;  // joined again and again, its parts would be moved for ever
    for (dial_part& part : next.parts_) {
        if (parts_.size() >= detail::most_legs) {
            problem_.note(detail::refuse(
                eslio::error::number_out_of_range, "dial string",
                "it would be the 129th, and FreeSWITCH reads 128 that are joined by `:_:`; "
                "originate the others by themselves"));
            break;
        }
        add_part(std::move(part), next.shared_);
    }
    return *this;
}

ESLIO_DECL void dial_string::add_part(dial_part part, const std::vector<dial_variable>& before) {
    std::vector<dial_variable> own = before;
    for (dial_variable& v : part.variables) {
        if (const dial_variable* same = detail::find_named(before, v.name))
            own[static_cast<std::size_t>(same - before.data())] = std::move(v);
        else
            own.push_back(std::move(v));
    }
    if (own.size() > detail::most_variables)
        problem_.note(detail::refuse(
            eslio::error::number_out_of_range, {"variable", own[detail::most_variables].name},
            "it would be the 1025th of a dial string that is joined to another, and FreeSWITCH "
            "reads 1024 of one; set it by uuid_setvar later"));
    part.variables = std::move(own);
    parts_.push_back(std::move(part));
}

ESLIO_DECL dial_string& dial_string::variable(std::string_view name, const any_text& value) {
    const argument_error wrong = detail::check_dial_variable(of_all(), name, value);
    problem_.note(wrong);
    if (!wrong) detail::set_variable(of_all(), name, value.text());
    return *this;
}

ESLIO_DECL dial_string& dial_string::caller_id(const any_text& name, const any_text& number) {
    if (name.stranger() != nullptr && wire::iequals(name.text(), "_undef_"))
        problem_.note(detail::refuse(eslio::error::unwritable_text, "caller id's name",
                                     "FreeSWITCH takes `_undef_` for no name at all; leave it "
                                     "empty for that, or write another"));
    if (!name.text().empty()) variable("origination_caller_id_name", name);
    if (!number.text().empty()) variable("origination_caller_id_number", number);
    return *this;
}

ESLIO_DECL dial_string& dial_string::timeout(std::chrono::seconds time) {
    problem_.note(detail::check_seconds("timeout", time));
    return variable("originate_timeout", std::to_string(time.count()));
}

ESLIO_DECL dial_string& dial_string::progress_timeout(std::chrono::seconds time) {
    problem_.note(detail::check_seconds("progress timeout", time));
    return variable("progress_timeout", std::to_string(time.count()));
}

ESLIO_DECL char dial_string::bracket_of(const dial_part& part) {
    if (part.alternatives.empty()) return '{';
    const endpoint& first = part.alternatives.front().front();
    return first.is_raw() && wire::starts_with(wire::trim_left(first.address()), "<") ? '<' : '{';
}

ESLIO_DECL std::vector<detail::dial_piece> dial_string::pieces() const {
    std::vector<detail::dial_piece> out(1);
    if (problem()) return out;
    out.back().text = detail::variable_block(shared_, '<');
    for (const dial_part& part : parts_) {
        if (&part != &parts_.front()) out.back().text.append(":_:");
        out.back().text.append(detail::variable_block(part.variables, bracket_of(part)));
        const char* separator = "";
        for (const auto& together : part.alternatives) {
            for (const endpoint& leg : together) {
                out.back().text.append(separator).append(leg.variable_text());
                separator = ",";
                if (leg.is_raw()) {
                    out.push_back({leg.address(), true});
                    out.push_back({});
                } else {
                    out.back().text.append(leg.address());
                }
            }
            separator = "|";
        }
    }
    return out;
}

ESLIO_DECL std::string dial_string::text() const {
    std::string out;
    for (const detail::dial_piece& p : pieces()) out.append(p.text);
    return out;
}

ESLIO_DECL std::string dial_string::for_expand() const {
    std::vector<detail::dial_piece> all = pieces();
    for (detail::dial_piece& p : all)
        p.text = p.is_raw ? detail::keep_references(detail::escape_own_level(p.text))
                          : detail::escape_level(p.text);
    return detail::join_expanded(all);
}

ESLIO_DECL std::string dial_string::for_bridge() const {
    const std::vector<detail::dial_piece> all = pieces();
    for (const detail::dial_piece& p : all)
        if (!p.is_raw && detail::holds_variable(p.text)) return {};
    return detail::join_expanded(all);
}

ESLIO_DECL bool dial_string::has_references() const {
    for (const dial_part& part : parts_)
        for (const auto& together : part.alternatives)
            for (const endpoint& leg : together)
                if (leg.is_raw() && detail::holds_variable(leg.address())) return true;
    return false;
}

ESLIO_DECL bool operator==(const dial_string& a, const dial_string& b) {
    return detail::same_variables(a.shared_, b.shared_) &&
           std::equal(a.parts_.begin(), a.parts_.end(), b.parts_.begin(), b.parts_.end(),
                      [](const dial_part& x, const dial_part& y) {
                          return x.alternatives == y.alternatives &&
                                 detail::same_variables(x.variables, y.variables);
                      });
}

}  // namespace eslio
