// gap: a place in the order of messages where some are missing.
#pragma once

#include <eslio/config.hpp>

#include <cstdint>

namespace eslio {

/// Messages were lost here, because the queue was full.
class gap {
public:
    explicit gap(std::uint64_t lost = 0) noexcept : lost_(lost) {}
    /// How many messages are missing at this place.
    std::uint64_t lost() const noexcept { return lost_; }
    /// So many more are.
    void add(std::uint64_t more) noexcept { lost_ += more; }

private:
    std::uint64_t lost_;
};

}  // namespace eslio
