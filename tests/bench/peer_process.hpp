// A peer in a process of its own, so that only this side is measured: it writes, or answers.
#pragma once

#include <asio/buffer.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/read_until.hpp>
#include <asio/write.hpp>

#include <cstddef>
#include <cstdlib>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#if defined(__linux__)
#include <sched.h>
#endif

namespace bench {

using asio::ip::tcp;

/// Keeps this process on one processor as long as it lives, where the system can; else the time of
/// a round trip is that of the scheduler's choices.
class pinned {
public:
    explicit pinned(int processor) {
#if defined(__linux__)
        ::sched_getaffinity(0, sizeof(before_), &before_);
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(processor, &one);
        ::sched_setaffinity(0, sizeof(one), &one);
#else
        static_cast<void>(processor);
#endif
    }
    pinned(const pinned&) = delete;
    pinned& operator=(const pinned&) = delete;
    ~pinned() {
#if defined(__linux__)
        ::sched_setaffinity(0, sizeof(before_), &before_);
#endif
    }

private:
#if defined(__linux__)
    cpu_set_t before_{};
#endif
};

/// Forks a process that connects to a socket of this one and calls `play(socket)`; gives this
/// side's end. The child is waited for when this is destroyed.
class peer_process {
public:
    template <class Play>
    peer_process(asio::io_context& context, Play play) : socket(context) {
        tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
        const tcp::endpoint where = acceptor.local_endpoint();
        context.notify_fork(asio::io_context::fork_prepare);
        child_ = ::fork();
        if (child_ == 0) {
            const pinned other(1);
            context.notify_fork(asio::io_context::fork_child);
            asio::io_context own;
            tcp::socket s(own);
            s.connect(where);
            s.set_option(tcp::no_delay(true));
            play(s);
            ::_exit(0);
        }
        context.notify_fork(asio::io_context::fork_parent);
        acceptor.accept(socket);
        socket.set_option(tcp::no_delay(true));
    }
    peer_process(const peer_process&) = delete;
    peer_process& operator=(const peer_process&) = delete;
    ~peer_process() {
        error_code_type ignored;
        socket.close(ignored);
        ::waitpid(child_, nullptr, 0);
    }

    tcp::socket socket;

private:
    using error_code_type = std::error_code;
    pinned here_{0};
    pid_t child_ = 0;
};

/// Writes `bytes` over and over until the peer closes.
inline auto write_for_ever(std::string bytes) {
    return [bytes = std::move(bytes)](tcp::socket& s) {
        std::error_code ec;
        while (!ec) asio::write(s, asio::buffer(bytes), ec);
    };
}

/// Answers each command, which ends in a blank line, with `answer`.
inline auto answer_each(std::string answer) {
    return [answer = std::move(answer)](tcp::socket& s) {
        std::error_code ec;
        std::string in(1 << 16, '\0');
        std::string out;
        bool line_ended = false;
        while (!ec) {
            const std::size_t n = s.read_some(asio::buffer(in), ec);
            out.clear();
            for (std::size_t i = 0; i < n; ++i) {
                const bool ended = in[i] == '\n';
                if (ended && line_ended) out += answer;
                line_ended = ended && !line_ended;
            }
            if (!ec && !out.empty()) asio::write(s, asio::buffer(out), ec);
        }
    };
}

}  // namespace bench
