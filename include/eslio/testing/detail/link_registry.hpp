// Knows the in-memory streams of an execution context, so that it can end with operations pending.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/detail/memory_link.hpp>
#include <eslio/testing/detail/searches.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <asio/execution/context.hpp>
#include <asio/execution_context.hpp>
#include <asio/query.hpp>

#include <cstddef>
#include <memory>
#include <mutex>

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

    void add(const std::shared_ptr<memory_link>& link);

private:
    ESLIO_DECL void shutdown() noexcept override;

    std::mutex mutex_;
    eslio::detail::compact_vector<std::weak_ptr<memory_link>> links_;
    std::size_t next_sweep_ = 16;
};

}  // namespace eslio::testing::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/detail/impl/link_registry.ipp>
#endif
