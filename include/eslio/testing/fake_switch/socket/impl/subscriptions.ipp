// The bodies of the functions of subscriptions.hpp.
#pragma once

#include <eslio/testing/fake_switch/socket/subscriptions.hpp>

namespace eslio::testing::fake {

ESLIO_COLD bool subscriptions::wants(const signal& s) const {
    if (all_) return true;
    if (!types_.contains(s.type)) return false;
    return s.type != event_name::custom || s.subclass.empty() || subclasses_.count(s.subclass) != 0;
}

ESLIO_COLD void subscriptions::add(event_name type, const std::set<std::string>& known_subclasses) {
    if (type == event_name::all) {
        all_ = true;
        subclasses_.insert(known_subclasses.begin(), known_subclasses.end());
    } else {
        types_.add(type);
    }
}

ESLIO_COLD void subscriptions::remove(event_name type) {
    if (type == event_name::all) {
        all_ = false;
        types_.clear();
        return;
    }
    if (type == event_name::custom) return;
    if (all_) {
        all_ = false;
        types_.add_all();
    }
    types_.remove(type);
}

ESLIO_COLD void subscriptions::clear() {
    all_ = false;
    types_.clear();
    subclasses_.clear();
}

ESLIO_COLD event_name parse_subscribed_name(std::string_view word) noexcept {
    const event_name type = parse_event_name(word);
    if (type != event_name::unknown || word.size() <= 13) return type;
    return parse_event_name(word.substr(13));
}

}  // namespace eslio::testing::fake
