// The bodies of the functions of core.hpp.
#pragma once

#include <eslio/testing/fake_switch/core/core.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::string core::new_uuid() {
    const std::uint64_t a = chance_();
    const std::uint64_t b = chance_();
    char text[40];
    std::snprintf(text, sizeof text, "%08x-%04x-4%03x-%04x-%012llx", static_cast<unsigned>(a >> 32),
                  static_cast<unsigned>(a >> 16 & 0xffff), static_cast<unsigned>(a & 0xfff),
                  static_cast<unsigned>(0x8000 | (b >> 48 & 0x3fff)),
                  static_cast<unsigned long long>(b & 0xffff'ffff'ffff));
    return text;
}

ESLIO_COLD void core::add_common(event& e, std::string_view name, const place& origin) {
    e.add("Event-Name", name);
    e.add("Core-UUID", options.core_uuid);
    e.add("FreeSWITCH-Hostname", options.hostname);
    e.add("FreeSWITCH-Switchname", options.switchname);
    if (!options.ipv4.empty()) e.add("FreeSWITCH-IPv4", options.ipv4);
    if (!options.ipv6.empty()) e.add("FreeSWITCH-IPv6", options.ipv6);
    const std::int64_t us = date();
    const calendar when(us);
    e.add("Event-Date-Local", when.local());
    e.add("Event-Date-GMT", when.gmt());
    e.add("Event-Date-Timestamp", std::to_string(us));
    e.add("Event-Calling-File", origin.file);
    e.add("Event-Calling-Function", origin.function);
    e.add("Event-Calling-Line-Number", std::to_string(origin.line));
    e.add("Event-Sequence", std::to_string(sequence_++));
}

ESLIO_COLD event core::make_event(event_name type, const place& origin) {
    event e;
    add_common(e, to_string(type), origin);
    return e;
}

ESLIO_COLD void core::fire(event e) {
    const event_name type = e.type();
    std::string subclass(type == event_name::custom ? e.subclass() : std::string_view{});
    fire(signal{std::move(e), type, std::move(subclass)});
}

ESLIO_COLD void core::fire(signal s) {
    if (!s.subclass.empty()) {
        known_subclasses.insert(s.subclass);
        s.content.remove("Event-Subclass");
        s.content.add_front("Event-Subclass", s.subclass);
    }
    const auto shared = std::make_shared<const signal>(std::move(s));
    for_each(listeners(listeners_), [&](listener& l) { l.on_event(shared); });
    if (by_call_.empty()) return;
    const event& e = shared->content;
    for_each(limited_to({e.unique_id(), e["Job-Owner-UUID"], e["Other-Leg-Unique-ID"]}),
             [&](listener& l) { l.on_event(shared); });
}

ESLIO_COLD void core::limit_listener(const std::shared_ptr<listener>& l,
                                     const std::vector<std::string>& before,
                                     const std::vector<std::string>& calls) {
    const auto same = [&](const std::weak_ptr<listener>& known) { return known.lock() == l; };
    for (const std::string& call : before) {
        const auto [first, last] = by_call_.equal_range(call);
        for (auto known = first; known != last;)
            known = same(known->second) ? by_call_.erase(known) : std::next(known);
    }
    for (const std::string& call : calls) by_call_.emplace(call, l);
    if (before.empty() == calls.empty()) return;
    listeners& from = before.empty() ? listeners_ : limited_;
    detail::erase_where(from, same);
    (calls.empty() ? listeners_ : limited_).push_back(l);
}

ESLIO_COLD void core::reboot() {
    options.core_uuid = new_uuid();
    sequence_ = options.first_sequence;
    first_session_id_ = next_session_id_;
    booted_ = now() - started_;
}

ESLIO_COLD bool core::less_whatever_case::operator()(std::string_view a,
                                                     std::string_view b) const noexcept {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return wire::to_lower(x) < wire::to_lower(y);
    });
}

ESLIO_COLD void core::add_once(listeners& all, const std::weak_ptr<listener>& l) {
    for (const auto& known : all)
        if (!known.owner_before(l) && !l.owner_before(known)) return;
    all.push_back(l);
}

ESLIO_COLD core::listeners core::limited_to(std::initializer_list<std::string_view> calls) const {
    listeners all;
    for (const std::string_view call : calls) {
        const auto [first, last] = by_call_.equal_range(call);
        for (auto l = first; l != last; ++l) add_once(all, l->second);
    }
    return all;
}

ESLIO_COLD void core::forget_expired() {
    const auto expired = [](const auto& known) { return known.expired(); };
    for (listeners* all : {&listeners_, &limited_}) detail::erase_where(*all, expired);
    for (auto l = by_call_.begin(); l != by_call_.end();)
        l = l->second.expired() ? by_call_.erase(l) : std::next(l);
}

}  // namespace eslio::testing::fake
