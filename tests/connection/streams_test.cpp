// Real sockets on loopback, other streams and executors, several threads.
#include "catch.hpp"
#include "support/peer.hpp"

#include <asio/bind_executor.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/ip/v6_only.hpp>
#include <asio/local/connect_pair.hpp>
#include <asio/local/stream_protocol.hpp>
#include <asio/post.hpp>
#include <asio/read_until.hpp>
#include <asio/strand.hpp>
#include <asio/write.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

using namespace eslio;
using asio::ip::tcp;
using test::outcome;
using test::reply_packet;

namespace {

/// A FreeSWITCH on a real socket: logs everybody in, echoes `api`, starts no job, leaves on `exit`.
template <class Socket>
class served : public std::enable_shared_from_this<served<Socket>> {
public:
    explicit served(Socket socket) : socket_(std::move(socket)) {}

    void start() { say(std::string(test::auth_request)); }

    void hang_up() {
        error_code ignored;
        socket_.close(ignored);
    }

private:
    void say(std::string bytes) {
        out_ = std::move(bytes);
        asio::async_write(socket_, asio::buffer(out_),
                          [self = this->shared_from_this()](error_code ec, std::size_t) {
                              if (ec) return;
                              if (self->leaving_)
                                  self->hang_up();
                              else
                                  self->hear();
                          });
    }

    void hear() {
        asio::async_read_until(socket_, asio::dynamic_buffer(in_), "\n\n",
                               [self = this->shared_from_this()](error_code ec, std::size_t size) {
                                   if (ec) return;
                                   const std::string command = self->in_.substr(0, size - 2);
                                   self->in_.erase(0, size);
                                   self->say(self->answer_to(command));
                               });
    }

    std::string answer_to(const std::string& command) {
        if (command.rfind("auth ", 0) == 0) return reply_packet("+OK accepted");
        if (command.rfind("api echo ", 0) == 0) return test::api_packet(command.substr(9));
        if (command == "event plain ALL")
            return reply_packet("+OK") + test::event_packet("Event-Name: DTMF\n\n");
        if (command != "exit") return reply_packet("-ERR command not found");
        leaving_ = true;
        return reply_packet("+OK bye") + std::string(test::goodbye);
    }

    Socket socket_;
    std::string in_;
    std::string out_;
    bool leaving_ = false;
};

/// Listens on a port of its own and serves whoever comes.
class tcp_server {
public:
    tcp_server(asio::io_context& context, const char* address)
        : acceptor_(context, {asio::ip::make_address(address), 0}) {
        accept();
    }

    login where(std::string host) const {
        return {std::move(host), std::to_string(acceptor_.local_endpoint().port()),
                password("ClueCon")};
    }

    void stop() { acceptor_.close(); }

private:
    void accept() {
        acceptor_.async_accept([this](error_code ec, tcp::socket s) {
            if (ec) return;
            std::make_shared<served<tcp::socket>>(std::move(s))->start();
            accept();
        });
    }

    tcp::acceptor acceptor_;
};

constexpr auto patience = std::chrono::seconds(60);

template <class Predicate>
void run_until(asio::io_context& context, Predicate done) {
    while (!done()) {
        context.restart();
        REQUIRE(context.run_one_for(patience) == 1);
    }
}

/// A conversation on a connection that is logged in.
template <class Connection>
void converse(asio::io_context& context, Connection& fs) {
    outcome<api_response> echo;
    outcome<reply> subscribed;
    outcome<message> first, last, end;
    outcome<void> left;
    const std::string large(100'000, 'x');
    fs.async_api("echo " + large, echo.handler());
    fs.async_subscribe(subscription(format::plain, event_name::all), subscribed.handler());
    fs.async_receive(first.handler());
    run_until(context, [&] { return echo.done() && subscribed.done() && first.done(); });
    CHECK(echo.value.body() == large);
    CHECK(first.value.as_event()->type() == event_name::dtmf);
    fs.async_receive(last.handler());
    fs.async_exit(left.handler());
    run_until(context, [&] { return left.done() && last.done(); });
    CHECK_FALSE(left.ec);
    CHECK(last.value.as_notice() != nullptr);
    CHECK(fs.reason() == error::disconnected);
}

/// Like an `ssl::stream`: layered, reads by way of a buffer of its own, and has no close.
class layered_stream {
public:
    using executor_type = testing::stream::executor_type;
    using next_layer_type = testing::stream;

    explicit layered_stream(testing::stream s) : lower_(std::move(s)) {}
    explicit layered_stream(const executor_type& executor) : lower_(executor) {}

    executor_type get_executor() const noexcept { return lower_.get_executor(); }
    next_layer_type& next_layer() noexcept { return lower_; }

    template <class Handler>
    void async_read_some(asio::mutable_buffer to, Handler&& handler) {
        auto own = std::make_shared<std::vector<char>>(to.size());
        largest_read = std::max(largest_read, to.size());
        last_read = to.size();
        const asio::mutable_buffer lower_buffer = asio::buffer(*own);
        lower_.async_read_some(lower_buffer,
                               [own, to, h = std::decay_t<Handler>(std::forward<Handler>(handler))](
                                   error_code ec, std::size_t n) mutable {
                                   asio::buffer_copy(to, asio::buffer(*own, n));
                                   h(ec, n);
                               });
    }

    template <class Buffers, class Handler>
    void async_write_some(const Buffers& buffers, Handler&& handler) {
        lower_.async_write_some(buffers, std::forward<Handler>(handler));
    }

    std::size_t largest_read = 0;
    std::size_t last_read = 0;

private:
    testing::stream lower_;
};

struct layered_peer : test::driven_context {
    layered_peer() {
        auto ends = testing::connect_pair(context.get_executor(), context.get_executor());
        server = std::move(ends.first);
        fs.emplace(layered_stream(std::move(ends.second)));
        fs->async_attach([](error_code) {});
        time.settle();
    }

    testing::stream server{context.get_executor()};
    std::optional<basic_connection<layered_stream>> fs;
};

}  // namespace

TEST_CASE("a conversation over TCP, by IPv4 and IPv6, by address and name") {
    asio::io_context context;
    std::unique_ptr<tcp_server> server;
    std::string host =
        GENERATE(std::string("127.0.0.1"), std::string("localhost"), std::string("::1"));
    try {
        server = std::make_unique<tcp_server>(context, host == "::1" ? "::1" : "127.0.0.1");
    } catch (const std::system_error&) {
        WARN("no IPv6 here");
        return;
    }
    eslio::connection fs(context);
    for (int round = 0; round < 2; ++round) {  // the same object connects again
        outcome<void> connected;
        fs.async_connect(server->where(host), connected.handler());
        CHECK(connected.count == 0);
        run_until(context, [&] { return connected.count != 0; });
        REQUIRE_FALSE(connected.ec);
        tcp::no_delay no_delay;
        fs.next_layer().get_option(no_delay);
        CHECK(no_delay.value());
        converse(context, fs);
    }
}

TEST_CASE("nobody listens") {
    asio::io_context context;
    tcp::acceptor taken(context, {asio::ip::make_address("127.0.0.1"), 0});
    const std::string port = std::to_string(taken.local_endpoint().port());
    taken.close();
    eslio::connection fs(context);
    outcome<void> connected;
    fs.async_connect(login("127.0.0.1", port, password("x")), connected.handler());
    run_until(context, [&] { return connected.count != 0; });
    CHECK(connected.ec == error::connection_refused);
    CHECK(connected.ec == condition::unreachable);
    CHECK(connected.ec == condition::disconnected);
    outcome<reply> sent;
    fs.async_send(command("noop"), sent.handler());
    run_until(context, [&] { return sent.count != 0; });
    CHECK(sent.ec == error::connection_refused);
}

TEST_CASE("a host that is not there") {
    asio::io_context context;
    eslio::connection fs(context);
    outcome<void> connected;
    fs.async_connect(login("nonexistent.invalid", "8021", password("x")), connected.handler());
    run_until(context, [&] { return connected.count != 0; });
    CHECK(connected.ec == condition::unreachable);
    CHECK(connected.ec != error::connection_refused);
}

TEST_CASE("invalid credentials do not even resolve") {
    asio::io_context context;
    eslio::connection fs(context);
    outcome<void> connected;
    fs.async_connect(login("127.0.0.1", "8021", password("a\nb")), connected.handler());
    context.run();
    CHECK(connected.ec == error::line_break_in_argument);
    CHECK_FALSE(fs.next_layer().is_open());
}

TEST_CASE("the peer resets a real socket") {
    asio::io_context context;
    tcp::acceptor acceptor(context, {asio::ip::make_address("127.0.0.1"), 0});
    tcp::socket client(context);
    client.connect(acceptor.local_endpoint());
    tcp::socket server = acceptor.accept();
    eslio::connection fs(std::move(client));
    outcome<void> attached;
    outcome<reply> sent;
    outcome<message> last;
    fs.async_attach(attached.handler());
    fs.async_send(command("noop"), sent.handler());
    fs.async_receive(last.handler());
    run_until(context, [&] { return attached.done() && server.available() != 0; });
    server.set_option(asio::socket_base::linger(true, 0));
    server.close();
    run_until(context, [&] { return last.done(); });
    CHECK(last.ec == error::connection_reset);
    CHECK(sent.ec == error::outcome_unknown);
}

#ifdef ASIO_HAS_LOCAL_SOCKETS
TEST_CASE("a conversation over a UNIX socket") {
    using socket = asio::local::stream_protocol::socket;
    asio::io_context context;
    socket client(context), server(context);
    asio::local::connect_pair(client, server);
    std::make_shared<served<socket>>(std::move(server))->start();
    basic_connection<socket> fs(std::move(client));
    outcome<void> opened;
    fs.async_login(password("ClueCon"), opened.handler());
    run_until(context, [&] { return opened.done(); });
    REQUIRE_FALSE(opened.ec);
    converse(context, fs);
}
#endif

TEST_CASE("a stream of layers is closed at its lowest") {
    layered_peer p;
    outcome<reply> sent;
    p.fs->async_send(command("noop"), sent.handler());
    p.time.settle();
    CHECK(p.server.take_received() == "noop\n\n");
    p.server.send_now(reply_packet("+OK"));
    p.time.settle();
    CHECK((sent.done() && !sent.ec));
    p.fs->close();
    CHECK_FALSE(p.fs->next_layer().next_layer().is_open());
}

TEST_CASE("a stream of layers may fill its buffer after the connection is closed") {
    layered_peer p;
    outcome<message> end;
    p.fs->async_receive(end.handler());
    p.server.send_now(std::string(3000, 'x'));
    SECTION("closed") {
        p.fs->close();
    }
    SECTION("destroyed") {
        p.fs.reset();
    }
    p.time.settle();  // under the address sanitizer
    CHECK(end.ec == error::closed);
}

TEST_CASE("the memory of the read buffer is given back when the connection is quiet") {
    layered_peer p;
    p.server.send_now(
        test::event_packet("Event-Name: DTMF\nX: " + std::string(500'000, 'x') + "\n\n"));
    p.time.settle();
    auto& stream = p.fs->next_layer();
    CHECK(stream.largest_read > 100'000);
    CHECK(stream.last_read == 3072);
}

TEST_CASE("on a strand, with several threads") {
    asio::io_context context;
    tcp_server server(context, "127.0.0.1");
    using strand = asio::strand<asio::io_context::executor_type>;
    using socket = asio::basic_stream_socket<tcp, strand>;
    const strand own = asio::make_strand(context);
    basic_connection<socket> fs(own);
    constexpr int count = 500;
    std::atomic<int> right{0}, open{0}, ends{0};
    asio::post(own, [&] {
        fs.async_connect(server.where("127.0.0.1"), [&](error_code ec) {
            CHECK(own.running_in_this_thread());
            if (!ec) ++open;
            fs.async_receive([&](error_code, message) { ++ends; });
        });
    });
    run_until(context, [&] { return open == 1; });

    auto work = asio::make_work_guard(context);
    context.restart();
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) threads.emplace_back([&] { context.run_for(patience); });
    // Other threads of the user's submit by way of the strand, and have handlers elsewhere.
    for (int t = 0; t < 2; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < count; ++i)
                asio::post(own, [&, n = std::to_string(t * count + i)] {
                    auto elsewhere = context.get_executor();
                    fs.async_api("echo " + n, asio::bind_executor(
                                                  elsewhere, [&, n](error_code ec, api_response r) {
                                                      if (ec || r.body() != n) return;
                                                      if (++right == 2 * count)
                                                          asio::post(own, [&] {
                                                              fs.close();
                                                              server.stop();
                                                              work.reset();
                                                          });
                                                  }));
                });
        });
    for (std::thread& t : threads) t.join();
    CHECK(right == 2 * count);
    CHECK(ends == 1);
    CHECK(fs.reason() == error::closed);
}
