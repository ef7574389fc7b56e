// The bodies of the functions of dial_reader.hpp.
#pragma once

#include <eslio/command/detail/dial_reader.hpp>
#include <eslio/command/detail/escape.hpp>

namespace eslio::detail {

ESLIO_DECL placed_text::placed_text(std::string_view source) : end_(source.size()) {
    for (std::size_t i = 0; i < source.size(); ++i) push_back(source[i], i);
}

ESLIO_DECL placed_text placed_text::part(std::size_t begin, std::size_t count) const {
    placed_text out;
    if (begin > size()) begin = size();
    const std::size_t end = count > size() - begin ? size() : begin + count;
    out.text_ = text_.substr(begin, end - begin);
    out.places_.assign(places_.begin() + static_cast<std::ptrdiff_t>(begin),
                       places_.begin() + static_cast<std::ptrdiff_t>(end));
    out.end_ = place(end);
    return out;
}

ESLIO_DECL void placed_text::push_back(char c, std::size_t place) {
    text_.push_back(c);
    places_.push_back(place);
    if (end_ <= place) end_ = place + 1;
}

ESLIO_DECL void placed_text::cut(std::size_t size) {
    text_.resize(size);
    places_.resize(size);
}

ESLIO_DECL std::size_t find_closing(std::string_view text, char open, char close) noexcept {
    std::size_t depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == open) ++depth;
        if (text[i] == close && --depth == 0) return i;
    }
    return text.npos;
}

ESLIO_DECL void dial_reader::complain(std::size_t place, std::string_view words, error code) {
    if (problem_) return;
    if (place < source_.size())
        problem_ = refuse_byte(code, "dial string", source_, place, words);
    else
        problem_ = refuse(code, "dial string", std::string("its end ").append(words));
}

ESLIO_DECL void dial_reader::complain(std::size_t place, std::string_view words,
                                      const argument_error& wrong) {
    if (problem_) return;
    complain(place, words);
    problem_ = argument_error(wrong.code(), problem_.words().append(": ").append(wrong.words()));
}

ESLIO_DECL placed_text dial_reader::clean(const placed_text& part, char delimiter) const {
    placed_text out;
    std::size_t keep = 0;  // blanks after it are cut
    bool quoted = false;
    std::size_t i = part.text().find_first_not_of(' ');
    for (; i < part.size(); ++i) {
        static constexpr std::string_view escapes = "'\"\\nrts";
        static constexpr std::string_view meanings = "'\"\\\n\r\t ";
        const char next = part[i + 1];
        const std::size_t which = escapes.find(next);
        const bool has_next = i + 1 < part.size();
        if (part[i] == '\\' && has_next && (which != escapes.npos || next == delimiter)) {
            out.push_back(next == delimiter ? next : meanings[which], part.place(i));
            ++i;
            keep = out.size();
        } else if (part[i] == '\'' &&
                   (quoted || part.text().find('\'', i + 1) != part.text().npos)) {
            quoted = !quoted;
            if (quoted) keep = out.size();
        } else {
            out.push_back(part[i], part.place(i));
            if (part[i] != ' ' || quoted) keep = out.size();
        }
    }
    out.cut(keep);
    if (out.empty()) return part.part(part.size());
    return out;
}

ESLIO_DECL std::vector<placed_text> dial_reader::split(const placed_text& whole, char delimiter,
                                                       std::size_t most) {
    placed_text rest = whole;
    if (rest[0] == '^' && rest[1] == '^' && rest.size() > 3) {
        delimiter = rest[2];
        rest = rest.part(3);
    }
    if (delimiter == ' ') complain(rest.place(0), "is split at blanks; name another separator");
    std::vector<placed_text> parts;
    const std::string& text = rest.text();
    std::size_t begin = 0;
    while (begin < text.size() && parts.size() + 1 < most) {
        std::size_t end = begin;
        for (bool quoted = false; end < text.size(); ++end) {
            if (text[end] == '\\') {
                if (end + 1 == text.size())
                    complain(rest.place(end),
                             "at the end escapes nothing, and FreeSWITCH reads beyond the text; "
                             "take it out");
                ++end;
            } else if (text[end] == '\'' && (quoted || text.find('\'', end + 1) != text.npos)) {
                quoted = !quoted;
            } else if (text[end] == delimiter && !quoted) {
                break;
            }
        }
        parts.push_back(clean(rest.part(begin, end - begin), delimiter));
        begin = end + 1;
    }
    if (begin < text.size()) parts.push_back(clean(rest.part(begin), delimiter));
    return parts;
}

ESLIO_DECL void dial_reader::read_block(const placed_text& inside, char delimiter,
                                        std::vector<variable>& out) {
    placed_text rest = inside;
    if (rest[0] == '^' && rest[1] == '^') {
        delimiter = rest[2];
        rest = rest.part(3);
    }
    const std::vector<placed_text> all = split(rest, delimiter, 1025);
    if (all.size() > 1024)
        complain(inside.place(0),
                 "begins more than 1024 variables, which is what FreeSWITCH reads; put fewer",
                 error::number_out_of_range);
    for (const placed_text& one : all) {
        const std::vector<placed_text> pair = split(one, '=', 2);
        if (pair.size() == 2 && !pair[0].empty() && !pair[1].empty())
            out.push_back({pair[0], pair[1]});
        else
            complain(one.place(0),
                     "begins a variable without a name or a value, which FreeSWITCH leaves out; "
                     "write name=value, and quote or escape a separator inside of a value");
    }
}

ESLIO_DECL std::vector<dial_reader::variable> dial_reader::take_variables(placed_text& rest,
                                                                          char open,
                                                                          char delimiter) {
    std::vector<variable> out;
    const char close = open == '{' ? '}' : open == '[' ? ']' : '>';
    std::size_t begin = 0;
    while (rest[begin] == open && !problem_) {
        const std::size_t length =
            find_closing(std::string_view(rest.text()).substr(begin), open, close);
        if (length == std::string::npos) {
            complain(rest.place(begin),
                     "begins variables and is not closed: FreeSWITCH counts brackets of this kind, "
                     "those in values as well; close it, or balance them");
            break;
        }
        placed_text inside = rest.part(begin + 1, length - 1);
        for (std::size_t i = 0; i < inside.size() && open == '['; ++i)
            if (inside[i] == leg_inner_comma) inside.set(i, ',');
        read_block(inside, delimiter, out);
        begin += length + 1;
    }
    if (begin != 0) rest = rest.part(begin);
    return out;
}

/// Of each `[` what `find_closing` tells of a text that begins with it: many may not be closed.
ESLIO_DECL std::vector<std::size_t> find_all_closing(std::string_view text) {
    std::vector<std::size_t> closing(text.size(), text.npos);
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '[') open.push_back(i);
        if (text[i] != ']' || open.empty()) continue;
        closing[open.back()] = i;
        open.pop_back();
    }
    return closing;
}

ESLIO_DECL std::vector<placed_text> dial_reader::split_legs(placed_text together) {
    const std::vector<std::size_t> closing = find_all_closing(together.text());
    std::size_t end = std::string::npos;
    bool quoted = false;
    bool other_separator = false;
    for (std::size_t i = 0; i < together.size(); ++i) {
        if (end == std::string::npos && together[i] == '[') {
            end = closing[i];
            other_separator = together[i + 1] == '^' && together[i + 2] == '^';
            quoted = false;
        }
        if (together[i] == '\'') quoted = !quoted;
        if (end != std::string::npos && i < end && together[i] == ',' && together[i - 1] != '\\')
            together.set(i, quoted || other_separator ? leg_inner_comma : leg_comma);
        if (i == end) end = std::string::npos;
    }
    return split(together, ',', 129);
}

}  // namespace eslio::detail
