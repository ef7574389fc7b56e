// One command after the other, and many at once, against a raw ping-pong and a bare Asio loop.
#include "corpus.hpp"
#include "figures.hpp"
#include "peer_process.hpp"
#include "stopwatch.hpp"

#include <eslio/connection.hpp>

#include <asio/io_context.hpp>
#include <asio/read.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

const std::string answer = "Content-Type: api/response\nContent-Length: 4\n\ntrue";
const std::string question = "api uuid_exists 4f8c2a17\n\n";

double percentile(std::vector<double>& times, double p) {
    std::sort(times.begin(), times.end());
    return times[static_cast<std::size_t>(p * static_cast<double>(times.size() - 1))];
}

std::vector<double> raw_ping_pong(std::size_t count) {
    asio::io_context context(1);
    bench::peer_process peer(context, bench::answer_each(answer));
    std::vector<double> times;
    std::string in(answer.size(), '\0');
    for (std::size_t i = 0; i < count; ++i) {
        const bench::stopwatch watch;
        asio::write(peer.socket, asio::buffer(question));
        asio::read(peer.socket, asio::buffer(in));
        times.push_back(watch.seconds() * 1e6);
    }
    return times;
}

struct asker {
    eslio::connection& fs;
    std::size_t left;
    std::vector<double> times{};

    void next() {
        fs.async_api(
            "uuid_exists 4f8c2a17",
            [this, watch = bench::stopwatch()](eslio::error_code ec, const eslio::api_response& r) {
                times.push_back(watch.seconds() * 1e6);
                if (ec || r.body() != "true") std::abort();
                if (--left != 0) return next();
                fs.close();
            });
    }
};

std::vector<double> own_ping_pong(std::size_t count) {
    asio::io_context context(1);
    bench::peer_process peer(context, bench::answer_each(answer));
    eslio::connection fs(std::move(peer.socket));
    asker a{fs, count};
    fs.async_attach([&](eslio::error_code) { a.next(); });
    context.run();
    return std::move(a.times);
}

/// Writes all, gathered, and counts the bytes of the answers.
class bare_loop {
public:
    bare_loop(bench::tcp::socket& s, std::size_t count)
        : socket_(s), expected_(count * answer.size()) {
        for (std::size_t i = 0; i < count; ++i) all_ += question;
        write();
        read();
    }

private:
    void write() {
        const std::size_t piece = std::min<std::size_t>(all_.size() - written_, 1 << 16);
        if (piece == 0) return;
        asio::async_write(socket_, asio::buffer(all_.data() + written_, piece),
                          [this](std::error_code ec, std::size_t n) {
                              written_ += n;
                              if (!ec) write();
                          });
    }
    void read() {
        socket_.async_read_some(asio::buffer(in_), [this](std::error_code ec, std::size_t n) {
            answers_ += static_cast<std::size_t>(std::count(in_.begin(), in_.begin() + n, '\n'));
            got_ += n;
            if (!ec && got_ < expected_) read();
        });
    }

    bench::tcp::socket& socket_;
    std::string all_;
    std::size_t written_ = 0;
    std::array<char, 1 << 16> in_{};
    std::size_t answers_ = 0;
    std::size_t got_ = 0;
    std::size_t expected_;
};

double bare_pipelined(std::size_t count) {
    asio::io_context context(1);
    bench::peer_process peer(context, bench::answer_each(answer));
    const bench::stopwatch watch;
    bare_loop loop(peer.socket, count);
    context.run();
    return watch.seconds();
}

double own_pipelined(std::size_t count) {
    asio::io_context context(1);
    bench::peer_process peer(context, bench::answer_each(answer));
    eslio::connection_options options;
    options.command_limits.commands = count;
    eslio::connection fs(std::move(peer.socket), options);
    fs.async_attach([](eslio::error_code) {});
    context.poll();
    std::size_t done = 0;
    const bench::stopwatch watch;
    for (std::size_t i = 0; i < count; ++i)
        fs.async_api("uuid_exists 4f8c2a17",
                     [&](eslio::error_code ec, const eslio::api_response& r) {
                         if (ec || r.body() != "true") std::abort();
                         if (++done == count) fs.close();
                     });
    context.run();
    return watch.seconds();
}

}  // namespace

void bench::measure_commands(figures& out) {
    std::vector<double> raw, own;
    for (int i = 0; i < 4; ++i) {
        for (const double t : raw_ping_pong(5000)) raw.push_back(t);
        for (const double t : own_ping_pong(5000)) own.push_back(t);
    }
    out.add("api round trip p50 / raw ping-pong", percentile(own, 0.5) / percentile(raw, 0.5),
            wanted::at_most, 1.1,
            number(percentile(own, 0.5)) + " / " + number(percentile(raw, 0.5)) + " us");
    out.tell("api round trip p99 / raw ping-pong", percentile(own, 0.99) / percentile(raw, 0.99),
             number(percentile(own, 0.99)) + " / " + number(percentile(raw, 0.99)) + " us");
    constexpr std::size_t count = 100'000;
    double bare = 1e9;
    double pipelined = 1e9;
    for (int i = 0; i < 3; ++i) {
        bare = std::min(bare, bare_pipelined(count));
        pipelined = std::min(pipelined, own_pipelined(count));
    }
    out.add("100 000 api pipelined / bare loop", bare / pipelined, wanted::at_least, 0.35,
            number(count / pipelined) + " / " + number(count / bare) + " commands/s");
}
