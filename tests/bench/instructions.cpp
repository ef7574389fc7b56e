// Does one kind of work so often, for callgrind to count: instructions KIND COUNT, where KIND is
// plain, json or xml (events received, five headers read of each), client (the same of plain ones,
// by a client), api (one after the other), fake_call (calls of the fake switch) or fake_switch
// (switches of a test, with a login each).
#include "corpus.hpp"
#include "fake_work.hpp"
#include "peer_process.hpp"

#include <eslio/client.hpp>
#include <eslio/connection.hpp>

#include <asio/buffer.hpp>
#include <asio/io_context.hpp>
#include <asio/read_until.hpp>
#include <asio/write.hpp>

#include <cstdlib>
#include <iostream>
#include <string>

namespace {

/// Receives events into one lent message.
template <class Connection>
class receiver_of {
public:
    receiver_of(Connection& fs, std::size_t count) : fs_(fs), left_(count) {}

    void next() {
        fs_.async_receive(lent_, [this](eslio::error_code ec) {
            if (ec) std::abort();
            sum_ += bench::look_up(*lent_.as_event());
            if (--left_ != 0) return next();
            fs_.close();
        });
    }
    std::size_t sum() const { return sum_; }

private:
    Connection& fs_;
    std::size_t left_;
    std::size_t sum_ = 0;
    eslio::message lent_;
};

using receiver = receiver_of<eslio::connection>;

/// Asks, waits, asks again.
class asker {
public:
    asker(eslio::connection& fs, std::size_t count) : fs_(fs), left_(count) {}

    void next() {
        fs_.async_api("uuid_exists 4f8c2a17",
                      [this](eslio::error_code ec, const eslio::api_response& r) {
                          if (ec) std::abort();
                          sum_ += r.body().size();
                          if (--left_ != 0) return next();
                          fs_.close();
                      });
    }
    std::size_t sum() const { return sum_; }

private:
    eslio::connection& fs_;
    std::size_t left_;
    std::size_t sum_ = 0;
};

template <class Work>
std::size_t run(asio::io_context& context, bench::peer_process& peer, std::size_t count) {
    eslio::connection fs(std::move(peer.socket));
    Work work(fs, count);
    fs.async_attach([&](eslio::error_code ec) {
        if (ec) std::abort();
        work.next();
    });
    context.run();
    return work.sum();
}

std::size_t run_client(asio::io_context& context, bench::peer_process& peer, std::size_t count) {
    const auto take = [&peer](const eslio::login&) { return std::move(peer.socket); };
    eslio::client fs(context.get_executor(), take, eslio::login("h", eslio::password("ClueCon")));
    receiver_of<eslio::client> work(fs, count);
    work.next();
    fs.async_run([](eslio::error_code) {});
    context.run();
    return work.sum();
}

/// Lets a client in, that wants nothing, and writes for ever.
auto let_in_and_write(std::string bytes) {
    return [bytes = std::move(bytes)](bench::tcp::socket& s) {
        const std::string ok = "Content-Type: command/reply\nReply-Text: +OK accepted\n\n";
        std::string in;
        asio::write(s, asio::buffer(std::string("Content-Type: auth/request\n\n")));
        asio::read_until(s, asio::dynamic_buffer(in), "\n\n");
        in.clear();
        asio::write(s, asio::buffer(ok));
        asio::read_until(s, asio::dynamic_buffer(in), "\n\n");
        asio::write(
            s, asio::buffer(std::string("Content-Type: api/response\nContent-Length: 1\n\n1")));
        bench::write_for_ever(bytes)(s);
    };
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return 64;
    const std::string kind = argv[1];
    const std::size_t count = std::strtoul(argv[2], nullptr, 10);
    asio::io_context context(1);
    std::size_t sum = 0;
    if (kind == "api") {
        bench::peer_process peer(context, bench::answer_each("Content-Type: api/response\n"
                                                             "Content-Length: 4\n\ntrue"));
        sum = run<asker>(context, peer, count);
    } else if (kind == "client") {
        bench::peer_process peer(context,
                                 let_in_and_write(bench::packets(eslio::format::plain, 4)));
        sum = run_client(context, peer, count);
    } else if (kind == "fake_call") {
        sum = bench::fake_calls(count);
    } else if (kind == "fake_switch") {
        sum = bench::fake_switches(count);
        if (sum != count) std::abort();
    } else {
        const std::string bytes = bench::packets(bench::format_of(kind), 4);
        bench::peer_process peer(context, bench::write_for_ever(bytes));
        sum = run<receiver>(context, peer, count);
    }
    std::cout << sum << "\n";
}
