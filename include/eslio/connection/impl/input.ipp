// The bodies of the functions of input.hpp.
#pragma once

#include <eslio/connection/detail/input.hpp>

#include <algorithm>
#include <utility>

namespace eslio::detail {

ESLIO_DECL char* input::prepare_quiet() {
    char* const room = buffer_.prepare(quiet_read);
    room_ = buffer_.room();
    return room;
}

ESLIO_DECL char* input::prepare_busy() {
    if (buffer_.capacity() <= quiet_read) {
        wire::raw_buffer spare = environment_.spare_bytes().take();
        spare.reserve_exactly(busy_read + busy_read / 2);
        buffer_.adopt(std::move(spare));
    }
    const std::size_t whole = parser_.frame_size();
    const std::size_t missing = whole > buffer_.size() ? whole - buffer_.size() : 0;
    const std::size_t least = flooded_ ? flood_read_ : busy_read;
    char* const room = buffer_.prepare(std::clamp(missing, least, most_read));
    room_ = buffer_.room();
    return room;
}

ESLIO_DECL std::uint32_t input::flood_read_for(std::size_t most_messages) noexcept {
    constexpr std::size_t shortest = 64, most = std::size_t{256} << 10;
    const std::size_t messages = std::min(most_messages, most / shortest);
    return static_cast<std::uint32_t>(std::max(busy_read, messages * shortest));
}

ESLIO_DECL bool input::give_back() noexcept {
    if (!buffer_.empty() || buffer_.capacity() <= quiet_read) return false;
    const bool fits = buffer_.capacity() <= most_spare;
    wire::raw_buffer used = buffer_.release();
    if (fits) environment_.spare_bytes().give(std::move(used));
    return fits;
}

ESLIO_DECL bool input::begin_trimming(environment::time_point now) noexcept {
    if (!environment_.begin_trimming()) return false;
    trim_at_ = protocol::deadline_after(now, patience_with_spares);
    return true;
}

ESLIO_DECL void input::trim(environment::time_point now) noexcept {
    if (now < trim_at_) return;
    trim_at_ = environment_.trim_spares() ? protocol::deadline_after(now, patience_with_spares)
                                          : protocol::never;
}

ESLIO_DECL void input::end_trimming() noexcept {
    if (std::exchange(trim_at_, protocol::never) != protocol::never) environment_.free_spares();
}

ESLIO_DECL void input::renew(wire::limits limits) {
    if (reads_ != 0 && buffer_.capacity() != 0) former_.push_back(std::move(buffer_));
    buffer_ = wire::read_buffer();
    parser_ = wire::frame_parser(limits);
    flooded_ = false;
}

}  // namespace eslio::detail
