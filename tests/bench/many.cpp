// Many connections: how fast they are together, and what an idle one holds.
#include "../support/descriptors.hpp"
#include "corpus.hpp"
#include "figures.hpp"
#include "peer_process.hpp"
#include "stopwatch.hpp"

#include <eslio/connection.hpp>

#include <asio/io_context.hpp>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <malloc.h>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace {

using bench::tcp;

/// A process that connects `count` times and then calls `play(sockets)`.
class peer_of_many {
public:
    template <class Play>
    peer_of_many(const std::vector<asio::io_context*>& contexts, std::size_t count, Play play) {
        asio::io_context own;
        tcp::acceptor acceptor(own, {asio::ip::address_v4::loopback(), 0});
        const tcp::endpoint where = acceptor.local_endpoint();
        child_ = ::fork();
        if (child_ == 0) {
            asio::io_context context;
            std::vector<tcp::socket> all;
            for (std::size_t i = 0; i < count; ++i) {
                all.emplace_back(context);
                all.back().connect(where);
            }
            play(all);
            ::_exit(0);
        }
        for (std::size_t i = 0; i < count; ++i)
            sockets.push_back(acceptor.accept(*contexts[i % contexts.size()]));
    }
    peer_of_many(const peer_of_many&) = delete;
    peer_of_many& operator=(const peer_of_many&) = delete;
    ~peer_of_many() {
        sockets.clear();
        ::waitpid(child_, nullptr, 0);
    }

    std::vector<tcp::socket> sockets;

private:
    pid_t child_ = 0;
};

/// Receives one message after the other.
struct receiver {
    eslio::connection fs;
    std::atomic<std::size_t>& left;
    eslio::message lent{};

    void next() {
        fs.async_receive(lent, [this](eslio::error_code ec) {
            if (ec) return;
            if (const auto* e = lent.as_event()) bench::look_up(*e);
            const std::size_t before = left.load(std::memory_order_relaxed);
            if (before == 0) return fs.close();
            left.store(before - 1, std::memory_order_relaxed);
            next();
        });
    }
};

/// Events a second, of `count` connections on so many threads, each with an io_context; each has
/// received some before, so that its memory is there.
double rate(std::size_t count, std::size_t threads, std::size_t events) {
    std::vector<std::unique_ptr<asio::io_context>> contexts;
    std::vector<asio::io_context*> pointers;
    for (std::size_t i = 0; i < threads; ++i) {
        contexts.push_back(std::make_unique<asio::io_context>(1));
        pointers.push_back(contexts.back().get());
    }
    std::string bytes;  // some 16 events at a time
    for (const std::string& body : bench::bodies(eslio::format::plain, 16))
        bytes.append(bench::head(eslio::format::plain, body.size())).append(body);
    peer_of_many peer(pointers, count, [&](std::vector<tcp::socket>& all) {
        std::error_code ec;
        while (!ec)
            for (tcp::socket& s : all) asio::write(s, asio::buffer(bytes), ec);
    });
    std::vector<std::atomic<std::size_t>> left(threads);
    const std::size_t before = count * 64;
    for (auto& l : left) l = (before + events) / threads;
    std::vector<std::unique_ptr<receiver>> all;
    for (std::size_t i = 0; i < count; ++i) {
        eslio::connection fs(std::move(peer.sockets[i]));
        all.push_back(std::unique_ptr<receiver>(new receiver{std::move(fs), left[i % threads]}));
        all.back()->fs.async_attach([r = all.back().get()](eslio::error_code) { r->next(); });
    }
    const auto run_down_to = [&](std::size_t thread, std::size_t rest) {
        while (left[thread] > rest && contexts[thread]->run_one() != 0) {
        }
    };
    for (std::size_t i = 0; i < threads; ++i) run_down_to(i, events / threads);
    const bench::stopwatch watch;
    std::vector<std::thread> runners;
    for (std::size_t t = 0; t < threads; ++t)
        runners.emplace_back([&, t] {
            run_down_to(t, 0);
            for (std::size_t i = t; i < all.size(); i += threads) all[i]->fs.close();
            contexts[t]->poll();
        });
    for (std::thread& t : runners) t.join();
    return static_cast<double>(events) / watch.seconds();
}

double bytes_per_idle(std::size_t count) {
    asio::io_context context(1);
    peer_of_many peer({&context}, count, [](std::vector<tcp::socket>& all) {
        char byte = 0;
        std::error_code ec;
        all.back().read_some(asio::buffer(&byte, 1), ec);  // until the other side closes
    });
    const std::size_t before = ::mallinfo2().uordblks;
    std::vector<eslio::connection> all;
    all.reserve(count);
    for (auto& s : peer.sockets) {
        all.emplace_back(std::move(s));
        all.back().async_attach([](eslio::error_code) {});
    }
    context.poll();
    const std::size_t after = ::mallinfo2().uordblks;
    return static_cast<double>(after - before) / static_cast<double>(count);
}

}  // namespace

void bench::measure_many(figures& out) {
    const std::size_t descriptors = support::allow_descriptors();
    constexpr std::size_t events = 100'000;
    double one = 0, thousand = 0, on_two = 0;
    for (int i = 0; i < 3; ++i) {
        one = std::max(one, rate(1, 1, events));
        thousand = std::max(thousand, rate(1000, 1, events));
        on_two = std::max(on_two, rate(1000, 2, events));
    }
    out.add("1000 connections, one thread / one", thousand / one, wanted::at_least, 0.8,
            number(thousand) + " / " + number(one) + " events/s");
    out.add("1000 connections, two threads / one", on_two / one, wanted::at_least, 0.8,
            number(on_two) + " / " + number(one) + " events/s");
    const std::size_t idle = std::min<std::size_t>(10'000, descriptors - 200);
    const double bytes = bytes_per_idle(idle);
    out.add("KiB an idle connection holds", bytes / 1024, wanted::at_most, 8,
            "of " + std::to_string(idle) + ", the buffer of the pending read included");
}
