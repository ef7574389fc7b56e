// A completion handler whose type is forgotten, so that queues and tables can hold it.
#pragma once

#include <eslio/connection/detail/arguments.hpp>
#include <eslio/connection/detail/canceller.hpp>
#include <eslio/connection/detail/completion_queue.hpp>
#include <eslio/connection/detail/held_executor.hpp>
#include <eslio/connection/detail/posted.hpp>
#include <eslio/connection/detail/recycled.hpp>
#include <eslio/error.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/associated_allocator.hpp>
#include <asio/associated_cancellation_slot.hpp>
#include <asio/associated_executor.hpp>
#include <asio/dispatch.hpp>
#include <asio/execution/outstanding_work.hpp>
#include <asio/post.hpp>
#include <asio/prefer.hpp>
#include <asio/recycling_allocator.hpp>

#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace eslio::detail {

template <class Signature>
class any_handler;

/// Move-only. Keeps work on the handler's executor while it is pending, uses the handler's
/// allocator, and invokes it once; the memory is given back before the handler runs. `complete`
/// never runs the handler inside the caller, so a handler may throw or destroy what called it.
///
/// To complete never fails: where there is no memory to post the handler it is posted later (see
/// `undelivered`).
///
/// With a `completion_queue` the handler has its turn there. One that runs on the executor of that
/// queue then keeps no work of its own, as the connection that will complete it always has some.
/// One that runs elsewhere is dispatched in its turn, as Asio's own operations do it: an executor
/// that runs things at once, as that of `use_future`, runs it there.
///
/// The library's own functions have no executor, allocator or cancellation slot of their own; made
/// of them by `of_own` or `in_turn`, it takes the compiler a fraction of the time.
///
/// One that is destroyed without `complete` drops the handler uncalled: only an execution context
/// being destroyed does that, and the call that begins an operation, if it throws. One that is lost
/// in a step of the library's own, for want of memory, completes with `error::stream_failed`.
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
        : node_(make_in_turn(std::decay_t<Handler>(std::forward<Handler>(handler)), executor,
                             queue)) {}

    /// Of a handler that has no executor of its own.
    template <class Handler>
    any_handler(Handler&& handler, completion_queue& queue)
        : node_(make_queued(std::decay_t<Handler>(std::forward<Handler>(handler)), queue)) {}

    /// Of a function of the library's own, which calls nothing of the user's: it runs after the
    /// work that completed it, before the next frame and before users' handlers.
    template <class Function>
    static any_handler of_own(completion_queue& where, Function f) {
        any_handler h;
        h.node_ = new own_function<Function>(where, line::own, std::move(f));
        return h;
    }
    /// Of a function of the library's own that calls the user's: it runs in its turn, as theirs do.
    template <class Function>
    static any_handler in_turn(completion_queue& where, Function f) {
        any_handler h;
        h.node_ = new own_function<Function>(where, line::users, std::move(f));
        return h;
    }

    any_handler(any_handler&& other) noexcept : node_(std::exchange(other.node_, nullptr)) {}
    any_handler& operator=(any_handler&& other) noexcept {
        any_handler taken(std::move(other));
        std::swap(node_, taken.node_);
        return *this;
    }
    ~any_handler() {
        if (node_ != nullptr) let_go();
    }

    explicit operator bool() const noexcept { return node_ != nullptr; }

    /// May throw only while the arguments are made of the values; then it has not completed.
    template <class... Values>
    void complete(Values&&... values) {
        complete_with(as<Args>(std::forward<Values>(values))...);
    }

    /// Completes with `error::stream_failed`: memory has run out.
    void fail() noexcept { complete_with(of_failure<Args>()...); }

    /// Drops the handler uncalled.
    void reset() noexcept {
        if (node_ != nullptr) std::exchange(node_, nullptr)->destroy();
    }

private:
    struct node {
        explicit node(completion_queue* q) noexcept : queue(q) {}
        node(const node&) = delete;
        node& operator=(const node&) = delete;
        virtual void complete(Args&&... args) noexcept = 0;
        virtual void destroy() noexcept = 0;

        completion_queue* const queue;  ///< where it has its turn, if it has one

    protected:
        ~node() = default;
    };

    void let_go() noexcept {
        if constexpr ((std::is_default_constructible_v<Args> && ...)) {
            if (node_->queue != nullptr && node_->queue->in_step()) return fail();
        }
        node_->destroy();
    }
    template <class T>
    static T of_failure() {
        if constexpr (std::is_same_v<T, error_code>)
            return make_error_code(error::stream_failed);
        else
            return T();
    }

    void complete_with(Args&&... args) noexcept {
        std::exchange(node_, nullptr)->complete(std::move(args)...);
    }

    /// The value as T: itself if it is one that may be moved from.
    template <class T, class Value>
    static decltype(auto) as(Value&& value) noexcept(std::is_same_v<T, Value> ||
                                                     std::is_nothrow_constructible_v<T, Value>) {
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
        arguments<Args...> values;

        allocator_type get_allocator() const noexcept {
            return asio::get_associated_allocator(handler, asio::recycling_allocator<void>());
        }

        void operator()() {
            // On the handler's own executor, where cancellation is emitted as well.
            auto slot = asio::get_associated_cancellation_slot(handler);
            if (slot.is_connected()) slot.clear();
            values.give_to(std::move(handler));
        }
    };

    /// A handler that runs on an executor of its own, held as `Work`. One to which nothing can be
    /// posted is reached by way of `Home`.
    template <class Handler, class Work, class Home>
    struct away_node : node, posted {
        using courier_type = allocating_courier<allocator_of<Handler>>;

        away_node(Handler&& h, Work w, const Home& home, completion_queue* q = nullptr)
            : node(q),
              posted(home),
              memory(asio::get_associated_allocator(h, asio::recycling_allocator<void>())),
              handler(std::move(h)),
              work(std::move(w)),
              way(home) {}

        void post() override {
            if constexpr (can_post<Work>)
                asio::post(work, courier_type(*this, memory));
            else
                asio::post(way, courier_type(*this, memory));
        }

        void invoke() override {
            if (!values.held()) return release();  // given twice: an executor failed when it had it
            bound<Handler> function{std::move(handler), values.take()};
            if constexpr (can_post<Work>) {
                release();
                function();
            } else {
                const Work executor(work);
                release();
                asio::dispatch(executor, std::move(function));
            }
        }

        allocator_of<Handler> memory;  ///< the handler is not asked for it once it has moved
        Handler handler;
        Work work;
        std::conditional_t<can_post<Work>, no_executor, Home> way;
        held_arguments<Args...> values;

    protected:
        ~away_node() = default;
    };

    template <class Executor>
    using held = decltype(hold_executor(std::declval<const Executor&>()));

    /// It is posted as soon as it is complete.
    template <class Handler, class Executor, class Home>
    struct posted_node final : away_node<Handler, held<Executor>, Home> {
        using base = away_node<Handler, held<Executor>, Home>;

        posted_node(Handler&& h, const Executor& executor, const Home& home)
            : base(std::move(h), hold_executor(executor), home) {}

        void complete(Args&&... args) noexcept override {
            this->values.hold(std::move(args)...);
            this->deliver();
        }
        void post() override {
            if constexpr (std::is_same_v<held<Executor>, asio::any_io_executor>)
                this->work.execute(posted::courier(*this));  // as asio::post, less some conversions
            else
                base::post();
        }
        void destroy() noexcept override { free_with(this, this->memory); }
    };

    /// Holds its arguments while it waits in the queue.
    template <class Handler>
    struct queued_node final : node, completion_queue::item {
        queued_node(Handler&& h, completion_queue& q) : node(&q), handler(std::move(h)) {}

        void complete(Args&&... args) noexcept override {
            values.hold(std::move(args)...);
            this->queue->push(*this);
        }

        void run() override {
            bound<Handler> function{std::move(handler), values.take()};
            free_node(this, function.handler);
            function();
        }

        void destroy() noexcept override { free_node(this, handler); }

        Handler handler;
        held_arguments<Args...> values;
    };

    template <class Executor>
    using at_work = std::decay_t<decltype(asio::prefer(std::declval<const Executor&>(),
                                                       asio::execution::outstanding_work.tracked))>;

    /// In its turn it is given to its executor, which may run it at once. Where that fails it is
    /// posted when there is memory.
    template <class Handler, class Executor>
    struct dispatched_node final : away_node<Handler, at_work<Executor>, asio::any_io_executor>,
                                   completion_queue::item {
        using base = away_node<Handler, at_work<Executor>, asio::any_io_executor>;

        dispatched_node(Handler&& h, const Executor& executor, completion_queue& q)
            : base(std::move(h), asio::prefer(executor, asio::execution::outstanding_work.tracked),
                   q.executor(), &q) {}

        void complete(Args&&... args) noexcept override {
            this->values.hold(std::move(args)...);
            this->queue->push(*this);
        }
        void run() override {
#if defined(__cpp_exceptions)
            try {
                dispatch();
            } catch (...) {
                if (this->values.held()) return this->deliver();
                this->release();
                throw;  // by the handler
            }
#else
            dispatch();
#endif
            this->release();
        }
        void destroy() noexcept override {
            free_with(this, this->memory);
        }

        void dispatch() {
            asio::dispatch(this->work, typename base::courier_type(*this, this->memory));
        }
    };

    enum class line : unsigned char { own, users };

    template <class Function>
    struct own_function final : node, recycled, completion_queue::item {
        static_assert(std::is_nothrow_move_constructible_v<Function>,
                      "it would be lost; what a lambda captures of a const reference is const");

        own_function(completion_queue& q, line l, Function&& f)
            : node(&q), in(l), function(std::move(f)) {}

        void complete(Args&&... args) noexcept override {
            values.hold(std::move(args)...);
            in == line::own ? this->queue->push_own(*this) : this->queue->push(*this);
        }
        void run() override {
            Function f(std::move(function));
            arguments<Args...> given = values.take();
            delete this;
            given.give_to(std::move(f));
        }
        void destroy() noexcept override { delete this; }

        line in;
        Function function;
        held_arguments<Args...> values;
    };

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
        free_with(node, allocator_for<Node>(handler));
    }

    template <class Node, class Allocator>
    static void free_with(Node* node, const Allocator& from) noexcept {
        using traits = typename std::allocator_traits<Allocator>::template rebind_traits<Node>;
        typename traits::allocator_type allocator(from);
        node->~Node();
        traits::deallocate(allocator, node, 1);
    }

    template <class Handler, class Executor>
    static node* make_posted(Handler handler, const Executor& fallback) {
        const auto executor = asio::get_associated_executor(handler, fallback);
        return new_node<posted_node<Handler, std::decay_t<decltype(executor)>, Executor>>(
            handler, executor, fallback);
    }

    template <class Handler, class Executor>
    static node* make_in_turn(Handler handler, const Executor& home, completion_queue& queue) {
        if constexpr (has_executor<Handler>) {
            if (!runs_on(handler, home)) {
                const auto executor = asio::get_associated_executor(handler, home);
                return new_node<dispatched_node<Handler, std::decay_t<decltype(executor)>>>(
                    handler, executor, queue);
            }
        }
        return new_node<queued_node<Handler>>(handler, queue);
    }

    template <class Handler>
    static node* make_queued(Handler handler, completion_queue& queue) {
        static_assert(!has_executor<Handler>, "it has to be asked for its executor");
        return new_node<queued_node<Handler>>(handler, queue);
    }

    node* node_ = nullptr;
};

}  // namespace eslio::detail
