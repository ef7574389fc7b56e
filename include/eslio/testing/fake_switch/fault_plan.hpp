// What goes wrong with the bytes of a connection to a fake switch.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/call_plan.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <limits>

namespace eslio::testing {

/// Offsets count the bytes that the switch writes from when the plan is set.
///
///     fake.fail(fault_plan().fragments(1).resets_at(500));
class fault_plan {
public:
    using duration = std::chrono::steady_clock::duration;
    /// How the stream ends: not, closed, reset, or open and silent.
    enum class ending { none, drop, reset, freeze };

    /// No write has more bytes.
    fault_plan& fragments(std::size_t bytes) {
        fragment_ = std::max<std::size_t>(1, bytes);
        return *this;
    }
    /// Every write comes that much later.
    fault_plan& delays(after delay) {
        delay_ = delay.time;
        return *this;
    }
    /// The stream ends after so many bytes, in the middle of a packet or not.
    fault_plan& drops_at(std::size_t offset) { return end(ending::drop, offset); }
    /// The connection is reset after so many bytes.
    fault_plan& resets_at(std::size_t offset) { return end(ending::reset, offset); }
    /// After so many bytes nothing is read or written any more; the connection stays open.
    fault_plan& freezes_at(std::size_t offset) { return end(ending::freeze, offset); }

    /// What was set: bytes of a write, its delay, the ending, and after how many bytes.
    std::size_t fragment() const noexcept { return fragment_; }
    duration delay() const noexcept { return delay_; }
    ending last() const noexcept { return ending_; }
    std::size_t offset() const noexcept { return offset_; }

private:
    fault_plan& end(ending how, std::size_t offset);

    std::size_t fragment_ = std::numeric_limits<std::size_t>::max();
    duration delay_{};
    ending ending_ = ending::none;
    std::size_t offset_ = std::numeric_limits<std::size_t>::max();
};

}  // namespace eslio::testing

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/impl/fault_plan.ipp>
#endif
