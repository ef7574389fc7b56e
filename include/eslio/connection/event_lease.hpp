// A need of events, for as long as somebody holds it.
#pragma once

#include <eslio/config.hpp>

#include <cstdint>
#include <memory>
#include <utility>

namespace eslio {

class link;

/// While it lives, its link hears what it was taken for. A minute after the last one is gone
/// FreeSWITCH is told to stop sending, so that a handle on the next call costs no commands. Of a
/// connection that has ended it has no effect. It keeps the link alive. Used, and destroyed, on the
/// link's executor.
class event_lease {
public:
    event_lease() noexcept = default;
    /// The number is the link's.
    event_lease(std::shared_ptr<link> over, std::uint64_t number) noexcept
        : link_(std::move(over)), number_(number) {}
    event_lease(event_lease&&) noexcept = default;
    event_lease& operator=(event_lease&& other) noexcept {
        if (this == &other) return *this;
        reset();
        link_ = std::move(other.link_);
        number_ = other.number_;
        return *this;
    }
    ~event_lease() { reset(); }

    /// Gives the lease back: what only it needed is unsubscribed, later.
    void reset() noexcept;

private:
    std::shared_ptr<link> link_;
    std::uint64_t number_ = 0;
};

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/connection/link.hpp>  // has the bodies
#endif
