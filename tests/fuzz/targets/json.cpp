// JSON events: no bytes harm the reader; and what it has read is JSON again.
#include "fuzz/events.hpp"

#include <eslio/event/serialise.hpp>

int run(const std::uint8_t* data, std::size_t size) {
    eslio::event e;
    if (fuzz::decode_checked(eslio::format::json, fuzz::bytes_of(data, size), e)) return 0;
    eslio::event again;
    const std::string text = serialise(e, eslio::format::json);
    fuzz::require(!eslio::decode_json(text, again), "what was read can be written and read");
    return 0;
}
