// The bodies of the functions of link_registry.hpp.
#pragma once

#include <eslio/testing/detail/link_registry.hpp>

namespace eslio::testing::detail {

ESLIO_COLD void link_registry::add(const std::shared_ptr<memory_link>& link) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (links_.size() >= next_sweep_) {
        erase_where(links_, [](const auto& known) { return known.expired(); });
        next_sweep_ = 2 * links_.size() + 16;
    }
    links_.push_back(link);
}

ESLIO_COLD void link_registry::shutdown() noexcept {
    eslio::detail::compact_vector<std::weak_ptr<memory_link>> links;
    {
        const std::lock_guard<std::mutex> lock(mutex_);
        links.swap(links_);
    }
    for (const auto& known : links)
        if (const auto link = known.lock()) link->abandon(context());
}

}  // namespace eslio::testing::detail
