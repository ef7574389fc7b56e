// The bodies of the functions of serialise.hpp.
#pragma once

#include <eslio/event/serialise.hpp>

namespace eslio::detail {

ESLIO_DECL bool xml_utf8_decoder::push(unsigned char byte) noexcept {
    if (missing_ == 0) return begin(byte);
    if ((byte & 0xC0) != 0x80) {
        missing_ = 0;
        return false;
    }
    code_point_ = code_point_ << 6 | (byte & 0x3FU);
    return --missing_ == 0;
}

ESLIO_DECL bool xml_utf8_decoder::begin(unsigned char byte) noexcept {
    if (byte >= 0xF0)
        set(3, byte & 0x07U);
    else if (byte >= 0xE0)
        set(2, byte & 0x0FU);
    else if (byte >= 0xC0)
        set(1, byte & 0x1FU);
    return false;
}

ESLIO_DECL std::size_t count_written_headers(const event& e) noexcept {
    const event_storage& s = e.storage();
    if (!e.has_body() || s.entries.empty()) return e.size();
    const bool computed = wire::iequals(s.view(s.entries.back().name), "Content-Length");
    return computed ? e.size() - 1 : e.size();
}

}  // namespace eslio::detail

namespace eslio {

ESLIO_DECL std::string serialise(const event& e, format type) {
    std::string out;
    serialise(e, type, out);
    return out;
}

}  // namespace eslio
