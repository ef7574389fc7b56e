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
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <malloc.h>
#include <memory>
#include <new>
#include <sched.h>
#include <string>
#include <sys/mman.h>
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

/// What both processes see: how many messages each thread has received.
class shared_counts {
public:
    struct alignas(64) count {
        std::atomic<std::size_t> value{0};
    };

    shared_counts()
        : counts_(static_cast<count*>(::mmap(nullptr, most * sizeof(count), PROT_READ | PROT_WRITE,
                                             MAP_SHARED | MAP_ANONYMOUS, -1, 0))) {
        if (static_cast<void*>(counts_) == MAP_FAILED) std::abort();
        for (std::size_t i = 0; i < most; ++i) ::new (static_cast<void*>(counts_ + i)) count();
    }
    shared_counts(const shared_counts&) = delete;
    shared_counts& operator=(const shared_counts&) = delete;
    ~shared_counts() { ::munmap(counts_, most * sizeof(count)); }

    std::atomic<std::size_t>& of(std::size_t thread) { return counts_[thread].value; }
    std::size_t all() const {
        std::size_t sum = 0;
        for (std::size_t i = 0; i < most; ++i) sum += counts_[i].value;
        return sum;
    }

private:
    static constexpr std::size_t most = 4;
    count* counts_;
};

/// Receives one message after the other.
class receiver {
public:
    receiver(tcp::socket socket, std::atomic<std::size_t>& received)
        : fs_(std::move(socket)), received_(received) {
        fs_.async_attach([this](eslio::error_code) { next(); });
    }
    void close() { fs_.close(); }

private:
    void next() {
        fs_.async_receive(lent_, [this](eslio::error_code ec) {
            if (ec) return;
            if (const auto* e = lent_.as_event()) bench::look_up(*e);
            received_.store(received_.load(std::memory_order_relaxed) + 1,
                            std::memory_order_relaxed);
            next();
        });
    }

    eslio::connection fs_;
    std::atomic<std::size_t>& received_;
    eslio::message lent_;
};

/// Sends bursts of events round robin over all sockets until they are closed.
///
/// A burst fits the 64 KiB that the kernel lets a new connection send at once: the rest of a larger
/// one would come when the first was read. What is under way is bounded in all, however many there
/// are: else most of what is measured is the kernel's memory, which no cache holds.
void send_bursts(std::vector<tcp::socket>& all, const shared_counts& counts) {
    constexpr std::size_t burst = 8, window = 128 * burst;
    std::string bytes;
    for (const std::string& body : bench::bodies(eslio::format::plain, burst))
        bytes.append(bench::head(eslio::format::plain, body.size())).append(body);
    std::error_code ec;
    for (std::size_t sent = 0, i = 0; !ec; sent += burst, i = (i + 1) % all.size()) {
        while (sent >= counts.all() + window) ::sched_yield();
        asio::write(all[i], asio::buffer(bytes), ec);
    }
}

/// Events a second, of `count` connections on so many threads, each with an io_context; each has
/// received some before, so that its memory is there.
double rate(std::size_t count, std::size_t threads) {
    constexpr std::size_t events = 100'000;
    std::vector<std::unique_ptr<asio::io_context>> contexts;
    std::vector<asio::io_context*> pointers;
    for (std::size_t i = 0; i < threads; ++i) {
        contexts.push_back(std::make_unique<asio::io_context>(1));
        pointers.push_back(contexts.back().get());
    }
    shared_counts counts;
    peer_of_many peer(pointers, count,
                      [&](std::vector<tcp::socket>& all) { send_bursts(all, counts); });
    std::vector<std::unique_ptr<receiver>> all;
    for (std::size_t i = 0; i < count; ++i)
        all.push_back(
            std::make_unique<receiver>(std::move(peer.sockets[i]), counts.of(i % threads)));
    const auto on_all_threads = [&](auto work) {
        std::vector<std::thread> runners;
        for (std::size_t t = 0; t < threads; ++t) runners.emplace_back(work, t);
        for (std::thread& t : runners) t.join();
    };
    const auto receive = [&](std::size_t until) {
        on_all_threads([&](std::size_t t) {
            while (counts.all() < until && contexts[t]->run_one_for(std::chrono::seconds(1)) != 0) {
            }
        });
    };
    const std::size_t before = count * 64;
    receive(before);
    const std::size_t begin = counts.all();
    const bench::stopwatch watch;
    receive(begin + events);
    const double result = static_cast<double>(counts.all() - begin) / watch.seconds();
    for (const auto& r : all) r->close();
    counts.of(0) += std::size_t{1} << 40;  // the peer waits for nothing any more
    for (const auto& c : contexts) c->poll();
    return result;
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
    std::vector<double> one, thousand, on_two;
    for (int i = 0; i < 7; ++i) {
        one.push_back(rate(1, 1));
        thousand.push_back(rate(1000, 1));
        on_two.push_back(rate(1000, 2));
    }
    const double single = median(one);
    const auto add = [&](const std::string& name, double many) {
        out.add(name, many / single, wanted::at_least, 0.8,
                number(many) + " / " + number(single) + " events/s");
    };
    add("1000 connections, one thread / one", median(thousand));
    add("1000 connections, two threads / one", median(on_two));
    const std::size_t idle = std::min<std::size_t>(10'000, descriptors - 200);
    const double bytes = bytes_per_idle(idle);
    out.add("KiB an idle connection holds", bytes / 1024, wanted::at_most, 8,
            "of " + std::to_string(idle) + ", the buffer of the pending read included");
}
