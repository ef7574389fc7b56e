// A fake switch at work: its machine, its timer, its sockets.
#pragma once

#include <eslio/config.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/testing/detail/by_name.hpp>
#include <eslio/testing/detail/searches.hpp>
#include <eslio/testing/fake_switch/apis/catalogue.hpp>
#include <eslio/testing/fake_switch/applications/catalogue.hpp>
#include <eslio/testing/fake_switch/conference/conference.hpp>
#include <eslio/testing/fake_switch/machine/call_applications.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>
#include <eslio/testing/fake_switch/runtime/heartbeat.hpp>
#include <eslio/testing/fake_switch/socket/connection.hpp>
#include <eslio/testing/fake_switch/socket/outbound.hpp>
#include <eslio/testing/fake_switch/socket/socket_argument.hpp>
#include <eslio/testing/stream.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/connect.hpp>
#include <asio/ip/tcp.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace eslio::testing::fake {

/// Shared with what is outstanding, so that the switch may be destroyed at any time.
class runtime : public std::enable_shared_from_this<runtime> {
public:
    using tcp = asio::ip::tcp;

    runtime(const asio::any_io_executor& executor, fake_switch_options options);

    std::shared_ptr<machine> inside;

    /// Programs in this process that calls can be handed to, by `host:port`.
    detail::by_name<std::function<void(stream)>> programs;

    void start();

    /// Ends for good. What is outstanding completes without effect.
    void stop();

    /// Ends without a word, until it is restarted; not while a command runs, which goes with it.
    void abort();

    template <class Stream>
    void serve(Stream s) {
        auto c = std::make_shared<connection<Stream>>(std::move(s), inside);
        ++accepted_;
        if (down_) return c->drop();
        add(c);
        c->start();
        begin_heartbeat(*inside, heartbeat_);
    }

    /// What goes wrong from now on, with all connections.
    void fail(const fault_plan& faults) {
        faults_ = faults;
        for_each_connection([&](any_connection& c) { c.fail(faults); });
    }

    /// The client's end of a new pair.
    stream connect(const asio::any_io_executor& client_executor);

    /// Throws where only a real socket leads to a program, and time is driven.
    void check_reach(const std::string& hosts) const;

    /// A call comes in; what its `socket` opens is the other end of the result.
    stream call_out(const asio::any_io_executor& program_executor, const incoming_call& wanted,
                    socket_mode mode);

    tcp::endpoint listen(const tcp::endpoint& where);

    template <class Function>
    void for_each_connection(Function function) {
        const auto all = connections_;
        for (const auto& known : all) {
            const auto c = known.lock();
            if (c && c->is_open()) function(*c);
        }
    }

    std::size_t open_connections();
    std::size_t accepted() const noexcept { return accepted_; }

    /// New connections are refused (in memory: closed at once).
    void go_down() {
        down_ = true;
        close_acceptors();
    }

    void come_up();

private:
    void add(const std::shared_ptr<any_connection>& c);

    /// Serves a call on a stream that the switch has opened.
    template <class Stream>
    void serve_call(Stream s, call& of, const socket_argument& how) {
        auto c = std::make_shared<connection<Stream>>(std::move(s), inside);
        ++accepted_;
        hand_over(of, c->state(), how.async, how.full);
        add(c);
        c->start();
        begin_heartbeat(*inside, heartbeat_);
    }

    /// Tries the hosts in order; the dialplan goes on if there is none.
    void open_socket(call& of, const std::shared_ptr<const socket_argument>& how,
                     std::size_t number);

    void connect_socket(const std::weak_ptr<call>& weak,
                        const std::shared_ptr<const socket_argument>& how, std::size_t number);

    struct acceptor {
        acceptor(const asio::any_io_executor& executor, const tcp::endpoint& at)
            : socket(executor, at), where(socket.local_endpoint()) {}
        tcp::acceptor socket;
        tcp::endpoint where;
    };

    void accept(const std::shared_ptr<acceptor>& from);

    void close_acceptors();

    /// Sees to it that the timer wakes up for the next task.
    void arm();

    void wait();

    void wake();

    asio::any_io_executor executor_;
    wake_timer timer_;
    environment::time_point armed_for_ = environment::time_point::max();
    bool waiting_ = false;
    bool stopped_ = false;
    bool down_ = false;
    heartbeat_state heartbeat_;
    fault_plan faults_;
    detail::by_name<stream> waiting_ends_;  ///< of programs in memory, by their address
    std::size_t memory_programs_ = 0;
    std::size_t accepted_ = 0;
    eslio::detail::compact_vector<std::shared_ptr<acceptor>> acceptors_;
    eslio::detail::compact_vector<std::weak_ptr<any_connection>> connections_;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/runtime/impl/runtime.ipp>
#endif
