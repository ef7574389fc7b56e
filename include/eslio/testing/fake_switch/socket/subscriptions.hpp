// Which events a connection has asked for, by type and by subclass.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/testing/fake_switch/wire/signal.hpp>

#include <bitset>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

/// The type of that name, also after any prefix of 13 characters (`SWITCH_EVENT_...`).
ESLIO_DECL event_name parse_subscribed_name(std::string_view word) noexcept;

/// Types of events.
class event_types {
public:
    bool contains(event_name type) const noexcept { return bits_.test(index(type)); }
    void add(event_name type) noexcept { bits_.set(index(type)); }
    void remove(event_name type) noexcept { bits_.reset(index(type)); }
    void add_all() noexcept { bits_.set(); }
    void clear() noexcept { bits_.reset(); }

private:
    static std::size_t index(event_name type) noexcept { return static_cast<std::size_t>(type); }

    std::bitset<static_cast<std::size_t>(event_name::unknown) + 1> bits_;
};

class subscriptions {
public:
    bool wants(const signal& s) const;

    void add(event_name type, const std::set<std::string>& known_subclasses);
    void add_subclass(std::string_view subclass) { subclasses_.emplace(subclass); }

    /// A single type under ALL turns ALL into the list of all types but that one.
    void remove(event_name type);
    void remove_subclass(std::string_view subclass) { subclasses_.erase(std::string(subclass)); }

    void clear();

private:
    event_types types_;
    bool all_ = false;
    std::set<std::string> subclasses_;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/socket/impl/subscriptions.ipp>
#endif
