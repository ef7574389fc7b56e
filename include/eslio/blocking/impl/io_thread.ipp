// The bodies of the functions of io_thread.hpp.
#pragma once

#include <eslio/blocking/io_thread.hpp>

#include <asio/executor_work_guard.hpp>

#include <thread>

namespace eslio::blocking {

struct detail::io_loop {
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
    std::thread thread;

    /// What a callback of the user's throws ends nothing: the others need the thread.
    void run() noexcept {
        for (;;) {
#if defined(__cpp_exceptions)
            try {
                context.run();
                return;
            } catch (...) {
            }
#else
            context.run();
            return;
#endif
        }
    }
};

ESLIO_DECL io_thread::io_thread() : loop_(std::make_shared<detail::io_loop>()) {
    loop_->thread = std::thread([loop = loop_] { loop->run(); });
}

ESLIO_DECL io_thread::~io_thread() {
    loop_->work.reset();
    // A callback, as of a logger, may let the last user go on the thread itself.
    if (loop_->thread.get_id() == std::this_thread::get_id())
        loop_->thread.detach();
    else
        loop_->thread.join();
}

ESLIO_DECL asio::io_context& io_thread::context() noexcept {
    return loop_->context;
}

}  // namespace eslio::blocking
