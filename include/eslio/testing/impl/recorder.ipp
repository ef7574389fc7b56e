// The bodies of the functions of recorder.hpp.
#pragma once

#include <eslio/testing/recorder.hpp>

namespace eslio::testing {

ESLIO_COLD wire_trace recorder::trace() const {
    return [tape = tape_](direction way, std::string_view bytes) {
        if (way == direction::received) return tape->record.add_received(bytes);
        tape->record.add_sent(bytes, std::chrono::duration_cast<std::chrono::microseconds>(
                                         std::chrono::steady_clock::now() - tape->began));
    };
}

}  // namespace eslio::testing
