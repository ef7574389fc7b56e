// XML events: no bytes harm the reader.
#include "fuzz/events.hpp"

int run(const std::uint8_t* data, std::size_t size) {
    eslio::event e;
    if (fuzz::decode_checked(eslio::format::xml, fuzz::bytes_of(data, size), e)) return 0;
    for (const eslio::event_header h : e.headers()) {
        fuzz::require(h.name().find('>') == std::string_view::npos, "no tag ends in a name");
    }
    return 0;
}
