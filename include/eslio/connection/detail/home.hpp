// Where an object lives: its executor, and how what begins elsewhere gets there.
#pragma once

#include <eslio/config.hpp>
#include <eslio/connection/detail/recycled.hpp>
#include <eslio/wire/detail/compact_ptr.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/io_context.hpp>
#include <asio/strand.hpp>
#include <asio/thread_pool.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

namespace eslio::detail {

/// Of the kind that most objects have; here, so that it is compiled once.
ESLIO_DECL asio::any_io_executor executor_of_io_context(asio::io_context& context);

/// The executor of an object that is made of a context. Several threads run a pool, so there it is
/// a strand, where the object's executor can be one; an `io_context` has one that may run it inside
/// a handler, which a strand cannot.
template <class Executor, class Context>
Executor executor_of(Context& context) {
    if constexpr (std::is_base_of_v<asio::thread_pool, Context>) {
        using strand = asio::strand<asio::thread_pool::executor_type>;
        if constexpr (std::is_constructible_v<Executor, strand>)
            return Executor(asio::make_strand(context.get_executor()));
        else
            return context.get_executor();
    } else if constexpr (std::is_same_v<asio::io_context, Context> &&
                         std::is_same_v<asio::any_io_executor, Executor>) {
        return executor_of_io_context(context);
    } else {
        return context.get_executor();
    }
}

/// The executor of an object that is used on it alone, and whether that is a strand.
///
/// On a strand it is known who is there, so what begins elsewhere can be sent there. The plain
/// executor of an `io_context` tells nothing (and without RTTI no executor does): there the user
/// sees to it that one thread at a time is at work, and everything begins where it is asked for.
class home {
public:
    /// Something that begins there. Destroyed without `run` if the execution context ends first.
    class visit : public recycled {
    public:
        visit() = default;
        visit(const visit&) = delete;
        visit& operator=(const visit&) = delete;
        virtual ~visit() = default;
        virtual void run() = 0;
    };

    ESLIO_DECL explicit home(asio::any_io_executor executor);
    home(const home&) = delete;
    home& operator=(const home&) = delete;

    const asio::any_io_executor& executor() const noexcept { return executor_; }

    /// Whether the object may be touched right here.
    bool is_here() const noexcept { return is_inside_ == nullptr || is_inside_(executor_); }

    /// That a thread is at work on what lives there. With a second one the program is wrong: in
    /// debug builds (without NDEBUG) it is told so, and ended.
    class presence {
    public:
        explicit presence([[maybe_unused]] const home& where) noexcept {
#if !defined(NDEBUG)
            if (where.enter()) entered_ = &where;
#endif
        }
        presence(const presence&) = delete;
        presence& operator=(const presence&) = delete;
        ~presence() {
            if (entered_ != nullptr) entered_->leave();
        }

    private:
        const home* entered_ = nullptr;  ///< null if this thread was there already
    };

    /// Runs it there, at once if the executor says that this is there.
    ESLIO_DECL void send(compact_ptr<visit> visitor) const;

private:
    /// False if this thread is there already.
    ESLIO_DECL bool enter() const noexcept;
    void leave() const noexcept {
        present_.store(0, std::memory_order_relaxed);
    }

    asio::any_io_executor executor_;
    /// Null where that cannot be known.
    bool (*is_inside_)(const asio::any_io_executor&) noexcept = nullptr;
    mutable std::atomic<std::size_t> present_{0};  ///< the thread that is there; 0: none
};

/// What is done there and ends nothing that anybody waits for.
template <class Target, class Function>
class errand final : public home::visit {
public:
    errand(std::shared_ptr<Target> target, Function f) noexcept
        : target_(std::move(target)), function_(std::move(f)) {}

    void run() override { function_(*target_); }

private:
    std::shared_ptr<Target> target_;
    Function function_;
};

/// Functions that keep nothing are called by their addresses, so that they share one class.
template <class Target, class Function>
compact_ptr<home::visit> new_errand(std::shared_ptr<Target> target, Function f) {
    using address = void (*)(Target&);
    using held = std::conditional_t<std::is_convertible_v<Function, address>, address, Function>;
    return compact_ptr<home::visit>(new errand<Target, held>(std::move(target), std::move(f)));
}

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/connection/impl/home.ipp>
#endif
