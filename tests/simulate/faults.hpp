// The faults of a simulation: each goes wrong at once, and is well again when it is healed.
#pragma once

#include "simulate/site.hpp"
#include "simulate/stage.hpp"

#include <cstddef>
#include <cstdint>

namespace simulate {

class faults {
public:
    explicit faults(std::uint64_t seed) : next_offset_(static_cast<std::size_t>(seed) * 11) {}

    /// Something goes wrong with that switch, on top of what is wrong already.
    void strike(stage& on, site& at);
    /// Nothing is wrong any more.
    void heal(stage& on, site& at);

    std::uint64_t count() const noexcept { return count_; }

private:
    /// One after the other, so that all of the window have their turn.
    std::size_t next_offset() noexcept { return next_offset_++ % window; }
    void strike_bytes(stage& on, site& at);

    static constexpr std::size_t window = 2000;

    std::size_t next_offset_;
    std::uint64_t count_ = 0;
};

}  // namespace simulate
