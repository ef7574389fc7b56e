// What is posted to run a handler later. It is still whole when posting fails.
#pragma once

#include <eslio/config.hpp>
#include <eslio/connection/detail/undelivered.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <asio/execution/context.hpp>
#include <asio/execution_context.hpp>
#include <asio/query.hpp>

#include <atomic>
#include <utility>

namespace eslio::detail {

/// Belongs to who posts it and to what is posted, until both have let it go: so neither an executor
/// that fails nor one that runs it at once on another thread takes it away.
class posted : public undelivered::item {
public:
    /// Posts it; where there is no memory for that, later. The caller lets it go by that.
    ESLIO_DECL void deliver() noexcept override;
    void abandon() noexcept override { release(); }

    /// The last to let it go destroys it.
    void release() noexcept {
        if (owners_.fetch_sub(1, std::memory_order_acq_rel) == 1) destroy();
    }

    virtual void destroy() noexcept = 0;

protected:
    /// `home`: where the operation runs that completes.
    template <class Executor>
    explicit posted(const Executor& home)
        : context_(&asio::query(home, asio::execution::context)) {}
    ~posted() = default;

    /// What is given to an executor. Destroyed without a call, it lets the node go.
    class courier {
    public:
        explicit courier(posted& what) noexcept : what_(&what) {
            what.owners_.fetch_add(1, std::memory_order_relaxed);
        }
        courier(courier&& other) noexcept : what_(std::exchange(other.what_, nullptr)) {}
        courier& operator=(courier&&) = delete;
        ~courier() {
            if (what_ != nullptr) what_->release();
        }

        void operator()() { std::exchange(what_, nullptr)->invoke(); }

    private:
        posted* what_;
    };

    /// The same for executors that use an allocator.
    template <class Allocator>
    class allocating_courier : public courier {
    public:
        using allocator_type = Allocator;

        allocating_courier(posted& what, const Allocator& allocator) noexcept
            : courier(what), allocator_(allocator) {}

        allocator_type get_allocator() const noexcept { return allocator_; }

    private:
        Allocator allocator_;
    };

private:
    /// Gives a courier to an executor, which is not to run it at once.
    virtual void post() = 0;
    /// Lets it go, then calls the handler.
    virtual void invoke() = 0;

    asio::execution_context* context_;
    std::atomic<int> owners_{1};
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/connection/impl/posted.ipp>
#endif
