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
#include <deque>
#include <string>
#include <string_view>
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

/// What a client cannot do without: makes the text of each command, writes them gathered, finds the
/// end of each answer by its Content-Length and counts it.
class bare_loop {
public:
    bare_loop(bench::tcp::socket& s, std::size_t count) : socket_(s), left_(count) {
        for (std::size_t i = 0; i < count; ++i)
            commands_.push_back("api " + std::string("uuid_exists 4f8c2a17") + "\n\n");
        write();
        read();
    }

private:
    void write() {
        if (written_ == commands_.size()) return;
        std::vector<asio::const_buffer> gathered;
        const std::size_t end = std::min<std::size_t>(commands_.size(), written_ + 64);
        for (; written_ != end; ++written_) gathered.push_back(asio::buffer(commands_[written_]));
        asio::async_write(socket_, gathered, [this](std::error_code ec, std::size_t) {
            if (!ec) write();
        });
    }
    void read() {
        socket_.async_read_some(asio::buffer(in_.data() + held_, in_.size() - held_),
                                [this](std::error_code ec, std::size_t n) {
                                    if (ec) std::abort();
                                    held_ += n;
                                    count_answers();
                                    if (left_ != 0) read();
                                });
    }
    void count_answers() {
        std::string_view rest(in_.data(), held_);
        for (;;) {
            const std::size_t head = rest.find("\n\n");
            if (head == std::string_view::npos) break;
            const std::size_t length = rest.substr(0, head).find("Content-Length: ");
            const std::size_t size =
                head + 2 + std::strtoul(rest.data() + length + 16, nullptr, 10);
            if (rest.size() < size) break;
            rest.remove_prefix(size);
            --left_;
        }
        std::copy(rest.begin(), rest.end(), in_.begin());
        held_ = rest.size();
    }

    bench::tcp::socket& socket_;
    std::deque<std::string> commands_;
    std::size_t written_ = 0;
    std::array<char, 1 << 16> in_{};
    std::size_t held_ = 0;
    std::size_t left_;
};

double bare_pipelined(std::size_t count) {
    asio::io_context context(1);
    bench::peer_process peer(context, bench::answer_each(answer));
    const bench::stopwatch watch;  // making the texts included, as below
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
    std::vector<double> bare_rounds, own_rounds;
    for (int i = 0; i < 7; ++i) {
        bare_rounds.push_back(bare_pipelined(count));
        own_rounds.push_back(own_pipelined(count));
    }
    const double bare = median(bare_rounds);
    const double pipelined = median(own_rounds);
    out.add("100 000 api pipelined / bare loop", bare / pipelined, wanted::at_least, 0.35,
            number(count / pipelined) + " / " + number(count / bare) + " commands/s");
}
