// The bodies of the functions of read_buffer.hpp.
#pragma once

#include <eslio/wire/read_buffer.hpp>

namespace eslio::wire {

ESLIO_DECL void read_buffer::append(std::string_view bytes) {
    if (bytes.empty()) return;
    std::memcpy(prepare(bytes.size()), bytes.data(), bytes.size());
    commit(bytes.size());
}

ESLIO_DECL void read_buffer::adopt(raw_buffer larger) noexcept {
    const std::string_view kept = unread();
    if (!kept.empty()) std::memcpy(larger.data(), kept.data(), kept.size());
    end_ = kept.size();
    begin_ = 0;
    store_ = std::move(larger);
}

ESLIO_DECL void read_buffer::make_room(std::size_t n) {
    const std::size_t unread_size = size();
    // Moving pays only when it frees enough; else grow, which moves as well.
    if (unread_size + n <= store_.capacity() && unread_size <= store_.capacity() / 2) {
        std::memmove(store_.data(), store_.data() + begin_, unread_size);
    } else {
        raw_buffer bigger;
        bigger.reserve_exactly(unread_size + (n > unread_size ? n : unread_size));
        if (unread_size != 0) std::memcpy(bigger.data(), store_.data() + begin_, unread_size);
        store_ = std::move(bigger);
    }
    begin_ = 0;
    end_ = unread_size;
}

}  // namespace eslio::wire
