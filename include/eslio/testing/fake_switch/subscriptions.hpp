// Which events a connection has asked for, by type and by subclass.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/testing/fake_switch/signal.hpp>

#include <bitset>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

/// The type of that name, also behind any prefix of 13 characters (`SWITCH_EVENT_...`).
ESLIO_DECL event_name parse_subscribed_name(std::string_view word) noexcept;

class subscriptions {
public:
    bool wants(const signal& s) const {
        if (all_) return true;
        if (!types_.test(index(s.type))) return false;
        return s.type != event_name::custom || s.subclass.empty() ||
               subclasses_.count(s.subclass) != 0;
    }

    void add(event_name type, const std::set<std::string>& known_subclasses) {
        if (type == event_name::all) {
            all_ = true;
            subclasses_.insert(known_subclasses.begin(), known_subclasses.end());
        } else {
            types_.set(index(type));
        }
    }
    void add_subclass(std::string_view subclass) { subclasses_.emplace(subclass); }

    /// A single type under ALL turns ALL into the list of all types but that one.
    void remove(event_name type) {
        if (type == event_name::all) {
            all_ = false;
            types_.reset();
            return;
        }
        if (type == event_name::custom) return;
        if (all_) {
            all_ = false;
            types_.set();
        }
        types_.reset(index(type));
    }
    void remove_subclass(std::string_view subclass) { subclasses_.erase(std::string(subclass)); }

    void clear() {
        all_ = false;
        types_.reset();
        subclasses_.clear();
    }

private:
    static std::size_t index(event_name type) noexcept { return static_cast<std::size_t>(type); }

    std::bitset<static_cast<std::size_t>(event_name::unknown) + 1> types_;
    bool all_ = false;
    std::set<std::string> subclasses_;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/impl/subscriptions.ipp>
#endif
