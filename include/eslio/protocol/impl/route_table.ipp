// The bodies of the functions of route_table.hpp.
#pragma once

#include <eslio/protocol/route_table.hpp>

namespace eslio::protocol {

ESLIO_DECL route_table::id route_table::add(std::string unique_id, consumer c, listener emptied) {
    const id added = add_to(by_channel_, std::move(unique_id), std::move(c));
    routes_.back().emptied = std::move(emptied);
    return added;
}

ESLIO_DECL route_table::id route_table::add_for_legs(std::string unique_id, consumer c) {
    return add_to(by_leg_, std::move(unique_id), std::move(c));
}

ESLIO_DECL route_table::id route_table::add_to(key_index& where, std::string key, consumer c) {
    where.reserve_one();
    by_number_.reserve_one();
    route& added = routes_.emplace_back(std::move(key), std::move(c));
    added.for_legs = &where == &by_leg_;
    added.place = std::prev(routes_.end());
    added.number = ++last_;
    where.link(added);
    by_number_.link(added);
    return last_;
}

ESLIO_DECL void route_table::remove(id which) noexcept {
    auto* const found = static_cast<route*>(by_number_.find(which));
    if (found == nullptr) return;
    by_number_.unlink(*found);
    found->removed = true;
    removed_.splice(removed_.end(), routes_, found->place);
    if (depth_ == 0) sweep();
}

ESLIO_DECL route_table::verdict route_table::dispatch(const event& e) {
    if (empty()) return verdict::pass;
    const walk here(*this);  // what is removed meanwhile stays where it is
    const std::string_view uuid = e.unique_id();
    const id newest = last_;
    if (offer_to_legs(e, newest) == verdict::consume) return verdict::consume;
    auto* a = static_cast<route*>(by_channel_.find({}));
    auto* b = static_cast<route*>(uuid.empty() ? nullptr : by_channel_.find(uuid));
    for (;;) {
        const bool first = a != nullptr && (b == nullptr || a->number < b->number);
        route*& next = first ? a : b;
        if (next == nullptr || next->number > newest) return verdict::pass;
        if (!next->removed && next->call(e) == verdict::consume) return verdict::consume;
        next = static_cast<route*>(key_index::after(*next));
    }
}

ESLIO_DECL route_table::verdict route_table::offer_to_legs(const event& e, id newest) {
    const bool is_of_bridge =
        e.is(event_name::channel_bridge) || e.is(event_name::channel_unbridge);
    if (!is_of_bridge && !e.is(event_name::channel_answer)) return verdict::pass;
    const std::string_view other = e["Other-Leg-Unique-ID"];
    if (offer_to_legs_of(other, e, newest) == verdict::consume) return verdict::consume;
    if (!is_of_bridge) return verdict::pass;
    for (const char* const header : {"Bridge-A-Unique-ID", "Bridge-B-Unique-ID"}) {
        const std::string_view leg = e[header];
        if (leg == other || leg == e.unique_id()) continue;
        if (offer_to_legs_of(leg, e, newest) == verdict::consume) return verdict::consume;
    }
    return verdict::pass;
}

ESLIO_DECL route_table::verdict route_table::offer_to_legs_of(std::string_view channel,
                                                              const event& e, id newest) {
    auto* next = static_cast<route*>(channel.empty() ? nullptr : by_leg_.find(channel));
    for (; next != nullptr && next->number <= newest;
         next = static_cast<route*>(key_index::after(*next)))
        if (!next->removed && next->call(e) == verdict::consume) return verdict::consume;
    return verdict::pass;
}

ESLIO_DECL void route_table::queue_emptied(std::string_view unique_id, std::uint64_t command) {
    if (empty()) return;
    const walk here(*this);
    const id newest = last_;
    for (auto* next = static_cast<route*>(by_channel_.find(unique_id));
         next != nullptr && next->number <= newest;
         next = static_cast<route*>(key_index::after(*next)))
        if (!next->removed && next->emptied) next->emptied(command);
}

ESLIO_DECL void route_table::sweep() noexcept {
    std::list<route> gone;  // destroyed last: what they own may call again
    gone.swap(removed_);
    for (route& r : gone) index_with(r).unlink(r);
}

}  // namespace eslio::protocol
