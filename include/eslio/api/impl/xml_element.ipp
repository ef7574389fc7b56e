// The bodies of the functions of xml_element.hpp.
#pragma once

#include <eslio/api/detail/xml_element.hpp>
#include <eslio/event/detail/xml_text.hpp>
#include <eslio/event/utf8.hpp>
#include <eslio/wire/ascii.hpp>

namespace eslio::detail {

ESLIO_DECL const xml_element* xml_element::find(std::string_view element) const noexcept {
    for (const xml_element& e : elements)
        if (e.name == element) return &e;
    return nullptr;
}

ESLIO_DECL std::string_view xml_element::text_of(std::string_view element) const noexcept {
    const xml_element* e = find(element);
    return e == nullptr ? std::string_view() : std::string_view(e->text);
}

ESLIO_DECL std::string_view xml_element::operator[](std::string_view attribute) const noexcept {
    for (const auto& [key, value] : attributes)
        if (key == attribute) return value;
    return {};
}

ESLIO_DECL std::optional<xml_element> read_xml(std::string_view body) {
    return xml_parser(body).whole();
}

ESLIO_DECL std::optional<xml_element> xml_parser::whole() {
    xml_element out;
    if (!misc() || !element(out, 0) || !misc() || at_ != text_.size()) return std::nullopt;
    return out;
}

ESLIO_DECL bool xml_parser::misc() noexcept {
    at_ = skip_xml_misc(text_, at_);
    return at_ != std::string_view::npos;
}

ESLIO_DECL bool xml_parser::take(std::string_view mark) noexcept {
    if (text_.substr(at_, mark.size()) != mark) return false;
    at_ += mark.size();
    return true;
}

ESLIO_DECL void xml_parser::skip_space() noexcept {
    while (at_ < text_.size() && is_xml_space(text_[at_])) ++at_;
}

ESLIO_DECL std::string_view xml_parser::name() noexcept {
    const std::size_t end = text_.find_first_of(" \t\r\n/>=<\"'", at_);
    const std::string_view found = text_.substr(at_, end == text_.npos ? 0 : end - at_);
    at_ += found.size();
    return found;
}

ESLIO_DECL void xml_parser::decode(std::string& out, std::string_view text) {
    while (!text.empty()) {
        const std::size_t mark = text.find('&');
        out.append(text.substr(0, mark));
        if (mark == text.npos) return;
        text.remove_prefix(mark);
        const xml_reference found = read_xml_reference(text);
        char bytes[4];
        if (found.size == 0)
            out.push_back('&');
        else
            out.append(bytes, write_utf8(found.code_point, bytes));
        text.remove_prefix(found.size == 0 ? 1 : found.size);
    }
}

ESLIO_DECL bool xml_parser::attributes(xml_element& out) {
    for (;;) {
        skip_space();
        if (at_ >= text_.size()) return false;
        if (text_[at_] == '/' || text_[at_] == '>') return true;
        auto& attribute = out.attributes.emplace_back();
        attribute.first = name();
        skip_space();
        if (attribute.first.empty() || !take("=")) return false;
        skip_space();
        const char quote = at_ < text_.size() ? text_[at_] : '\0';
        if (quote != '"' && quote != '\'') return false;
        const std::size_t end = text_.find(quote, at_ + 1);
        if (end == text_.npos) return false;
        decode(attribute.second, text_.substr(at_ + 1, end - at_ - 1));
        at_ = end + 1;
    }
}

ESLIO_DECL bool xml_parser::element(xml_element& out, int level) {
    if (level > most_levels || ++count_ > most_elements || !take("<")) return false;
    out.name = name();
    if (out.name.empty() || !attributes(out)) return false;
    if (take("/>")) return true;
    if (!take(">") || !content(out, level)) return false;
    if (!take("</") || name() != out.name) return false;
    skip_space();
    return take(">");
}

ESLIO_DECL bool xml_parser::content(xml_element& out, int level) {
    for (;;) {
        const std::size_t end = text_.find('<', at_);
        if (end == text_.npos) return false;
        decode(out.text, text_.substr(at_, end - at_));
        at_ = end;
        const std::string_view rest = text_.substr(at_);
        if (wire::starts_with(rest, "</")) break;
        if (wire::starts_with(rest, "<![CDATA[")) {
            const std::size_t last = rest.find("]]>");
            if (last == rest.npos) return false;
            out.text.append(rest.substr(9, last - 9));
            at_ += last + 3;
        } else if (wire::starts_with(rest, "<!--") || wire::starts_with(rest, "<?")) {
            if (!misc()) return false;
        } else if (!element(out.elements.emplace_back(), level + 1)) {
            return false;
        }
    }
    while (!out.text.empty() && is_xml_space(out.text.back())) out.text.pop_back();
    std::size_t front = 0;
    while (front < out.text.size() && is_xml_space(out.text[front])) ++front;
    out.text.erase(0, front);
    return true;
}

}  // namespace eslio::detail
