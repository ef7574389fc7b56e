// A completion handler whose type is forgotten, so that queues and tables can hold it.
#pragma once

#include <eslio/connection/completion_queue.hpp>

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
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace eslio::detail {

/// Whether the handler of an operation runs on `executor` itself.
template <class Handler, class Executor>
bool runs_on(const Handler& handler, const Executor& executor) noexcept {
    const auto own = asio::get_associated_executor(handler, executor);
    if constexpr (std::is_same_v<std::decay_t<decltype(own)>, Executor>)
        return own == executor;
    else
        return false;
}

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
/// allocator, and invokes it once: `complete` gives the memory back, then posts. It never runs the
/// handler inside the caller, so a handler may throw or destroy what called it.
///
/// With a `completion_queue` a handler that runs on the executor of that queue goes into it. It
/// then keeps no work of its own, as the connection that will complete it always has some.
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
        : node_(make_posted(std::decay_t<Handler>(std::forward<Handler>(handler)), executor)) {}

    template <class Handler, class Executor>
    any_handler(Handler&& handler, const Executor& executor, completion_queue& queue)
        : node_(
              runs_on(handler, executor)
                  ? make_queued(std::decay_t<Handler>(std::forward<Handler>(handler)), queue)
                  : make_posted(std::decay_t<Handler>(std::forward<Handler>(handler)), executor)) {}

    /// Of a function of the library's own; `where`: an executor or a completion queue.
    template <class Function>
    static any_handler of_own(const asio::any_io_executor& where, Function f) {
        any_handler h;
        h.node_ = new own_posted<Function>(where, std::move(f));
        return h;
    }
    template <class Function>
    static any_handler of_own(completion_queue& where, Function f) {
        any_handler h;
        h.node_ = new own_queued<Function>(where, std::move(f));
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
        std::exchange(node_, nullptr)->complete(as<Args>(std::forward<Values>(values))...);
    }

    void reset() noexcept {
        if (node_ != nullptr) std::exchange(node_, nullptr)->destroy();
    }

private:
    struct node {
        virtual void complete(Args&&... args) = 0;
        virtual void destroy() noexcept = 0;

    protected:
        ~node() = default;
    };

    /// The value as T: itself if it is one that may be moved from.
    template <class T, class Value>
    static decltype(auto) as(Value&& value) noexcept {
        if constexpr (std::is_same_v<T, Value>)
            return std::forward<Value>(value);
        else
            return T(std::forward<Value>(value));
    }

    template <class Handler>
    using allocator_of = asio::associated_allocator_t<Handler, asio::recycling_allocator<void>>;

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
    struct posted_node final : node {
        using work_type = decltype(hold(std::declval<const Executor&>()));

        posted_node(Handler&& h, const Executor& executor, const Fallback& f)
            : handler(std::move(h)), work(hold(executor)), fallback(f) {}

        void complete(Args&&... args) override {
            work_type executor(std::move(work));
            bound<Handler> function{std::move(handler), std::tuple<Args...>(std::move(args)...)};
            if constexpr (std::is_same_v<work_type, asio::any_io_executor>) {
                // What asio::post does, less the conversions that were done when it began.
                free_node(this, function.handler);
                executor.execute(std::move(function));
            } else if constexpr (can_post<work_type>) {
                free_node(this, function.handler);
                asio::post(executor, std::move(function));
            } else {
                const Fallback first(fallback);
                free_node(this, function.handler);
                asio::post(first,
                           [executor = std::move(executor), f = std::move(function)]() mutable {
                               asio::dispatch(executor, std::move(f));
                           });
            }
        }

        void destroy() noexcept override { free_node(this, handler); }

        Handler handler;
        work_type work;
        std::conditional_t<can_post<work_type>, no_executor, Fallback> fallback;
    };

    /// Holds its arguments while it waits in the queue.
    template <class Handler>
    struct queued_node final : node, completion_queue::item {
        queued_node(Handler&& h, completion_queue& q) : handler(std::move(h)), queue(q) {}

        void complete(Args&&... args) override {
            arguments.emplace(std::move(args)...);
            queue.push(*this);
        }

        void run() override {
            bound<Handler> function{std::move(handler), std::move(*arguments)};
            free_node(this, function.handler);
            function();
        }

        void destroy() noexcept override { free_node(this, handler); }

        Handler handler;
        completion_queue& queue;
        std::optional<std::tuple<Args...>> arguments;
    };

    /// A node that needs to know nothing of the function.
    struct own_node : node, recycled {
        virtual void invoke(std::tuple<Args...> values) = 0;

    protected:
        ~own_node() = default;
    };

    /// What is posted for an own function, whichever it is.
    class delivery {
    public:
        delivery(own_node* to, std::tuple<Args...> arguments)
            : to_(to), arguments_(std::move(arguments)) {}
        delivery(delivery&& other) noexcept
            : to_(std::exchange(other.to_, nullptr)), arguments_(std::move(other.arguments_)) {}
        delivery& operator=(delivery&&) = delete;
        ~delivery() {
            if (to_ != nullptr) to_->destroy();
        }

        void operator()() { std::exchange(to_, nullptr)->invoke(std::move(arguments_)); }

    private:
        own_node* to_;
        std::tuple<Args...> arguments_;
    };

    struct own_posted_node : own_node {
        explicit own_posted_node(const asio::any_io_executor& executor) : work(hold(executor)) {}

        void complete(Args&&... args) override {
            const asio::any_io_executor executor(std::move(work));
            executor.execute(delivery(this, std::tuple<Args...>(std::move(args)...)));
        }

        asio::any_io_executor work;

    protected:
        ~own_posted_node() = default;
    };

    struct own_queued_node : own_node, completion_queue::item {
        explicit own_queued_node(completion_queue& q) : queue(q) {}

        void complete(Args&&... args) override {
            arguments.emplace(std::move(args)...);
            queue.push(*this);
        }
        void run() override { this->invoke(std::move(*arguments)); }

        completion_queue& queue;
        std::optional<std::tuple<Args...>> arguments;

    protected:
        ~own_queued_node() = default;
    };

    template <class Base, class Function>
    struct own_function final : Base {
        template <class Where>
        own_function(Where& where, Function&& f) : Base(where), function(std::move(f)) {}

        void invoke(std::tuple<Args...> values) override {
            Function f(std::move(function));
            delete this;
            std::apply(std::move(f), std::move(values));
        }
        void destroy() noexcept override { delete this; }

        Function function;
    };
    template <class Function>
    using own_posted = own_function<own_posted_node, Function>;
    template <class Function>
    using own_queued = own_function<own_queued_node, Function>;

    template <class Node, class Handler>
    static auto allocator_for(const Handler& handler) noexcept {
        using allocator_type =
            typename std::allocator_traits<allocator_of<Handler>>::template rebind_alloc<Node>;
        return allocator_type(
            asio::get_associated_allocator(handler, asio::recycling_allocator<void>()));
    }

    template <class Node, class Handler, class... More>
    static node* new_node(Handler& handler, More&... more) {
        auto allocator = allocator_for<Node>(handler);
        Node* memory = std::allocator_traits<decltype(allocator)>::allocate(allocator, 1);
        return ::new (static_cast<void*>(memory)) Node(std::move(handler), more...);
    }

    /// `handler` may lie in the node.
    template <class Node, class Handler>
    static void free_node(Node* node, const Handler& handler) noexcept {
        auto allocator = allocator_for<Node>(handler);
        node->~Node();
        std::allocator_traits<decltype(allocator)>::deallocate(allocator, node, 1);
    }

    template <class Handler, class Executor>
    static node* make_posted(Handler handler, const Executor& fallback) {
        const auto executor = asio::get_associated_executor(handler, fallback);
        return new_node<posted_node<Handler, std::decay_t<decltype(executor)>, Executor>>(
            handler, executor, fallback);
    }

    template <class Handler>
    static node* make_queued(Handler handler, completion_queue& queue) {
        return new_node<queued_node<Handler>>(handler, queue);
    }

    node* node_ = nullptr;
};

}  // namespace eslio::detail
