// A completion handler whose type is forgotten, so that queues and tables can hold it.
#pragma once

#include <asio/any_io_executor.hpp>
#include <asio/associated_allocator.hpp>
#include <asio/associated_cancellation_slot.hpp>
#include <asio/associated_executor.hpp>
#include <asio/dispatch.hpp>
#include <asio/execution/blocking.hpp>
#include <asio/execution/outstanding_work.hpp>
#include <asio/is_executor.hpp>
#include <asio/post.hpp>
#include <asio/prefer.hpp>
#include <asio/recycling_allocator.hpp>
#include <asio/require.hpp>

#include <cstddef>
#include <memory>
#include <new>
#include <tuple>
#include <type_traits>
#include <utility>

namespace eslio::detail {

/// Memory from where Asio's own operations get it.
struct recycled {
    static void* operator new(std::size_t size) { return allocator().allocate(blocks(size)); }
    static void operator delete(void* memory, std::size_t size) noexcept {
        allocator().deallocate(static_cast<std::max_align_t*>(memory), blocks(size));
    }

private:
    using allocator = asio::recycling_allocator<std::max_align_t>;

    static constexpr std::size_t blocks(std::size_t size) noexcept {
        return (size + sizeof(std::max_align_t) - 1) / sizeof(std::max_align_t);
    }
};

template <class Signature>
class any_handler;

/// Move-only. Keeps work on the handler's executor while it is pending, uses the handler's
/// allocator, and invokes it once: `complete` posts, and the memory is given back before the call.
/// It never runs the handler inside the caller, so a handler may throw or destroy what called it.
///
/// The library's own functions have no executor, allocator or cancellation slot of their own; made
/// of them by `of_own`, it takes the compiler a fraction of the time.
///
/// One that is destroyed without `complete` drops the handler uncalled: only an execution context
/// being destroyed does that.
template <class... Args>
class any_handler<void(Args...)> {
public:
    any_handler() noexcept = default;

    /// `executor`: where the operation runs; the handler's own executor goes before it.
    template <class Handler, class Executor>
    any_handler(Handler&& handler, const Executor& executor)
        : node_(make<std::decay_t<Handler>>(std::forward<Handler>(handler), executor)) {}

    /// Of a function of the library's own, to run on `executor`.
    template <class Function>
    static any_handler of_own(const asio::any_io_executor& executor, Function f) {
        any_handler h;
        h.node_ = new own_function<Function>(executor, std::move(f));
        return h;
    }

    any_handler(any_handler&& other) noexcept : node_(std::exchange(other.node_, nullptr)) {}
    any_handler& operator=(any_handler&& other) noexcept {
        if (this != &other) {
            reset();
            node_ = std::exchange(other.node_, nullptr);
        }
        return *this;
    }
    ~any_handler() { reset(); }

    explicit operator bool() const noexcept { return node_ != nullptr; }

    template <class... Values>
    void complete(Values&&... values) {
        std::exchange(node_, nullptr)->complete(Args(std::forward<Values>(values))...);
    }

    void reset() noexcept {
        if (node_ != nullptr) std::exchange(node_, nullptr)->destroy();
    }

private:
    struct node {
        virtual void complete(Args... args) = 0;
        /// Calls the handler; the node is gone by then.
        virtual void invoke(std::tuple<Args...> arguments) = 0;
        virtual void destroy() noexcept = 0;

    protected:
        ~node() = default;
    };

    template <class Handler>
    using allocator_of = asio::associated_allocator_t<Handler, asio::recycling_allocator<void>>;

    /// What is posted to the usual executor: of one type, whatever the handler's is, as each type
    /// posted costs compile time.
    class delivery {
    public:
        delivery(node* to, std::tuple<Args...> arguments)
            : to_(to), arguments_(std::move(arguments)) {}
        delivery(delivery&& other) noexcept
            : to_(std::exchange(other.to_, nullptr)), arguments_(std::move(other.arguments_)) {}
        delivery& operator=(delivery&&) = delete;
        ~delivery() {
            if (to_ != nullptr) to_->destroy();
        }

        void operator()() { std::exchange(to_, nullptr)->invoke(std::move(arguments_)); }

    private:
        node* to_;
        std::tuple<Args...> arguments_;
    };

    /// The handler with its arguments, ready to be posted.
    template <class Handler>
    struct bound {
        using allocator_type = allocator_of<Handler>;

        Handler handler;
        std::tuple<Args...> arguments;

        allocator_type get_allocator() const noexcept {
            return asio::get_associated_allocator(handler, asio::recycling_allocator<void>());
        }

        void operator()() {
            // On the handler's own executor, where cancellation is emitted as well.
            auto slot = asio::get_associated_cancellation_slot(handler);
            if (slot.is_connected()) slot.clear();
            std::apply(std::move(handler), std::move(arguments));
        }
    };

    /// Whether it can be told not to run things at once. Asio's any_completion_executor cannot.
    template <class Executor>
    static constexpr bool never_blocks =
        asio::can_require<Executor, asio::execution::blocking_t::never_t>::value;

    /// Whether one can post to it.
    template <class Executor>
    static constexpr bool can_post = never_blocks<Executor> || asio::is_executor<Executor>::value;

    /// The executor as a pending operation holds it: it has work, and does not run things at once.
    template <class Executor>
    static auto hold(const Executor& executor) {
        if constexpr (never_blocks<Executor>)
            return asio::prefer(asio::require(executor, asio::execution::blocking.never),
                                asio::execution::outstanding_work.tracked);
        else
            return asio::prefer(executor, asio::execution::outstanding_work.tracked);
    }

    struct no_executor {
        template <class Executor>
        explicit no_executor(const Executor&) {}
    };

    template <class Handler, class Executor, class Fallback>
    struct handler_node final : node {
        using allocator_type = typename std::allocator_traits<
            allocator_of<Handler>>::template rebind_alloc<handler_node>;
        using work_type = decltype(hold(std::declval<const Executor&>()));

        handler_node(Handler&& h, const Executor& executor, const Fallback& f)
            : handler(std::move(h)), work(hold(executor)), fallback(f) {}

        void complete(Args... args) override {
            work_type executor(std::move(work));
            std::tuple<Args...> arguments(std::forward<Args>(args)...);
            if constexpr (std::is_same_v<work_type, asio::any_io_executor>) {
                // What asio::post does, less the conversions that were done when it began.
                executor.execute(delivery(this, std::move(arguments)));
            } else if constexpr (can_post<work_type>) {
                asio::post(executor, release(std::move(arguments)));
            } else {
                const Fallback first(fallback);
                asio::post(first, [executor = std::move(executor),
                                   f = release(std::move(arguments))]() mutable {
                    asio::dispatch(executor, std::move(f));
                });
            }
        }

        void invoke(std::tuple<Args...> arguments) override { release(std::move(arguments))(); }

        /// The node is gone.
        bound<Handler> release(std::tuple<Args...> arguments) {
            // Asked before the move: a handler that was moved from may not know any more.
            allocator_type allocator = get_allocator();
            bound<Handler> function{std::move(handler), std::move(arguments)};
            destroy_with(allocator);
            return function;
        }

        void destroy() noexcept override {
            allocator_type allocator = get_allocator();
            destroy_with(allocator);
        }

        allocator_type get_allocator() const noexcept {
            return allocator_type(
                asio::get_associated_allocator(handler, asio::recycling_allocator<void>()));
        }

        void destroy_with(allocator_type& allocator) noexcept {
            this->~handler_node();
            std::allocator_traits<allocator_type>::deallocate(allocator, this, 1);
        }

        Handler handler;
        work_type work;
        std::conditional_t<can_post<work_type>, no_executor, Fallback> fallback;
    };

    /// A node that needs to know nothing of the function.
    struct own_node : node, recycled {
        explicit own_node(const asio::any_io_executor& executor) : work(hold(executor)) {}

        void complete(Args... args) override {
            const asio::any_io_executor executor(std::move(work));
            executor.execute(delivery(this, std::tuple<Args...>(std::forward<Args>(args)...)));
        }

        asio::any_io_executor work;

    protected:
        ~own_node() = default;
    };

    template <class Function>
    struct own_function final : own_node {
        own_function(const asio::any_io_executor& executor, Function&& f)
            : own_node(executor), function(std::move(f)) {}

        void invoke(std::tuple<Args...> arguments) override {
            Function f(std::move(function));
            delete this;
            std::apply(std::move(f), std::move(arguments));
        }
        void destroy() noexcept override { delete this; }

        Function function;
    };

    template <class Handler, class Executor>
    static node* make(Handler handler, const Executor& fallback) {
        auto executor = asio::get_associated_executor(handler, fallback);
        using node_type = handler_node<Handler, decltype(executor), Executor>;
        using allocator_type = typename node_type::allocator_type;
        allocator_type allocator(
            asio::get_associated_allocator(handler, asio::recycling_allocator<void>()));
        node_type* memory = std::allocator_traits<allocator_type>::allocate(allocator, 1);
        return ::new (static_cast<void*>(memory)) node_type(std::move(handler), executor, fallback);
    }

    node* node_ = nullptr;
};

}  // namespace eslio::detail
