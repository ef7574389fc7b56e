// Reads the dial strings that people have in their configuration (dial_string.hpp).
#pragma once

#include <eslio/command/detail/dial_reader.hpp>
#include <eslio/command/dial_string.hpp>

#include <utility>

namespace eslio::detail {

/// Variables that were read, for whoever takes them by `variable(name, value)`.
template <class Owner>
void give_variables(const std::vector<dial_reader::variable>& all, Owner& owner,
                    dial_reader& reader) {
    for (const auto& [name, value] : all) {
        if (argument_error wrong = check_dial_variable({}, name.text(), value.text()))
            reader.complain(name.place(0), "begins what is refused", wrong);
        if (reader.problem()) return;
        owner.variable(name.text(), value.text());
    }
}

ESLIO_DECL endpoint read_leg(placed_text leg, dial_reader& reader) {
    leg.skip_blanks();
    const std::vector<dial_reader::variable> own = reader.take_variables(leg, '[', leg_comma);
    leg.skip_blanks();
    if (leg.empty())
        reader.complain(leg.place(0), "leaves a leg without an address; name one",
                        error::empty_argument);
    const std::size_t at = find_unfit(leg.text());
    if (at != std::string::npos && leg.text()[at] == ' ')
        reader.complain(leg.place(at),
                        "cannot stand in an address: take it out, and an application after it, "
                        "which is no part of a dial string");
    else if (at != std::string::npos)
        reader.complain(leg.place(at),
                        "cannot stand in an address: variables in braces come first, in brackets "
                        "before each leg; give what FreeSWITCH is to get as it is by "
                        "raw_dial_string");
    endpoint out(leg.text());
    give_variables(own, out, reader);
    if (out.error())
        reader.complain(leg.place(0), "ends variables of which one is refused", out.problem());
    return out;
}

/// What stands between two `:_:`.
ESLIO_DECL dial_string read_part(placed_text part, dial_reader& reader) {
    part.skip_blanks();
    std::vector<dial_reader::variable> all = reader.take_variables(part, '<', ',');
    for (auto& v : reader.take_variables(part, '{', ',')) all.push_back(std::move(v));
    part.skip_blanks();
    dial_string out = dial_string::invalid(refuse_empty("dial string"));
    const std::vector<placed_text> alternatives = reader.split(part, '|', 129);
    if (alternatives.empty())
        reader.complain(part.place(0), "leaves no leg to be called; name one",
                        error::empty_argument);
    bool is_first = true;
    for (const placed_text& together : alternatives) {
        const std::vector<placed_text> legs = reader.split_legs(together);
        if (legs.empty())
            reader.complain(together.place(0),
                            "ends an alternative without a leg; name one, or "
                            "take the bar out",
                            error::empty_argument);
        bool alternative = true;
        for (const placed_text& leg : legs) {
            endpoint next = read_leg(leg, reader);
            if (reader.problem()) return dial_string::invalid(reader.problem());
            if (is_first)
                out = dial_string(std::move(next));
            else if (alternative)
                out.then(std::move(next));
            else
                out.also(std::move(next));
            is_first = alternative = false;
        }
    }
    give_variables(all, out, reader);
    return out;
}

}  // namespace eslio::detail

namespace eslio {

ESLIO_DECL dial_string dial_string::parse(std::string_view text) {
    detail::dial_reader reader(text);
    if (const std::size_t nul = text.find('\0'); nul != text.npos)
        reader.complain(nul, "would end the text for FreeSWITCH; take it out",
                        eslio::error::nul_in_argument);
    static constexpr std::string_view separator = ":_:";
    detail::placed_text rest(text);
    rest.skip_blanks();
    std::vector<detail::dial_reader::variable> shared;
    const bool several = text.find(separator) != text.npos;
    if (several) shared = reader.take_variables(rest, '<', ',');
    rest.skip_blanks();
    std::vector<dial_string> parts;
    std::size_t begin = 0;
    for (bool last = false; !last && !reader.problem();) {
        const std::size_t end = several ? rest.text().find(separator, begin) : std::string::npos;
        last = end == std::string::npos;
        parts.push_back(detail::read_part(rest.part(begin, last ? end : end - begin), reader));
        if (!last) begin = end + separator.size();
    }
    if (reader.problem()) return invalid(reader.problem());
    dial_string out = std::move(parts.front());
    for (std::size_t i = 1; i < parts.size(); ++i) out.enterprise(std::move(parts[i]));
    detail::give_variables(shared, out, reader);
    if (argument_error wrong = out.problem()) {
        const std::size_t at = detail::find_variable(text);
        reader.complain(at == text.npos ? 0 : at, "begins what is refused", wrong);
    }
    return reader.problem() ? invalid(reader.problem()) : out;
}

}  // namespace eslio
