// Knows the in-memory streams of an execution context, so that it can end with operations pending.
#pragma once

#include <eslio/testing/detail/memory_link.hpp>

#include <asio/execution/context.hpp>
#include <asio/execution_context.hpp>
#include <asio/query.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace eslio::testing::detail {

/// Without it a handler that owns its stream would keep itself alive for ever.
class link_registry : public asio::execution_context::service {
public:
    static inline asio::execution_context::id id;

    explicit link_registry(asio::execution_context& context)
        : asio::execution_context::service(context) {}

    template <class Executor>
    static asio::execution_context& context_of(const Executor& executor) {
        return asio::query(executor, asio::execution::context);
    }

    void add(const std::shared_ptr<memory_link>& link) {
        const std::lock_guard<std::mutex> lock(mutex_);
        if (links_.size() >= next_sweep_) {
            links_.erase(std::remove_if(links_.begin(), links_.end(),
                                        [](const auto& known) { return known.expired(); }),
                         links_.end());
            next_sweep_ = 2 * links_.size() + 16;
        }
        links_.push_back(link);
    }

private:
    void shutdown() noexcept override {
        std::vector<std::weak_ptr<memory_link>> links;
        {
            const std::lock_guard<std::mutex> lock(mutex_);
            links.swap(links_);
        }
        for (const auto& known : links)
            if (const auto link = known.lock()) link->abandon(context());
    }

    std::mutex mutex_;
    std::vector<std::weak_ptr<memory_link>> links_;
    std::size_t next_sweep_ = 16;
};

}  // namespace eslio::testing::detail
