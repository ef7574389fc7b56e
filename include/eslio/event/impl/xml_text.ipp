// The bodies of the functions of xml_text.hpp.
#pragma once

#include <eslio/event/detail/xml_text.hpp>

namespace eslio::detail {

ESLIO_DECL std::size_t skip_xml_misc(std::string_view text, std::size_t at) noexcept {
    for (;;) {
        while (at < text.size() && is_xml_space(text[at])) ++at;
        std::string_view end;
        if (text.compare(at, 4, "<!--") == 0)
            end = "-->";
        else if (text.compare(at, 2, "<?") == 0)
            end = "?>";
        else
            return at;
        at = text.find(end, at + (end.size() == 3 ? 4 : 2));
        if (at == std::string_view::npos) return at;
        at += end.size();
    }
}

ESLIO_DECL std::size_t decode_xml_in_place(char* text, std::size_t length) noexcept {
    std::size_t read = 0;
    std::size_t write = 0;
    while (read != length) {
        const auto* mark = static_cast<const char*>(std::memchr(text + read, '&', length - read));
        const std::size_t run =
            (mark == nullptr ? length : static_cast<std::size_t>(mark - text)) - read;
        if (write != read) std::memmove(text + write, text + read, run);
        write += run;
        read += run;
        if (read == length) break;
        const xml_reference found = read_xml_reference({text + read, length - read});
        if (found.size == 0) return std::string_view::npos;
        write += write_utf8(found.code_point, text + write);  // never longer than the reference
        read += found.size;
    }
    return write;
}

}  // namespace eslio::detail
