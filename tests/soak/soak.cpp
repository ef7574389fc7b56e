// Soak: soak SECONDS [SEED]. In each of two threads fake switches that fail in all ways, and
// clients that connect to them over loopback, for that long. Prints throughput, latencies and
// memory each ten seconds; ends non-zero if a promise was broken:
//
//   every operation ends once, and not long after its deadline;
//   an answer, and a job's result, reaches who asked for it;
//   nothing is aborted that was not cancelled; no bytes of a faithful switch break the protocol;
//   memory does not grow.
#include "soak/client.hpp"
#include "soak/ledger.hpp"

#include <eslio/testing/fake_switch.hpp>

#include <asio/executor_work_guard.hpp>

#include <cstdlib>
#include <memory>
#include <thread>
#include <vector>

namespace {

using namespace std::chrono_literals;
using eslio::testing::after;
using eslio::testing::fake_switch;
using eslio::testing::fault_plan;

/// A switch and what happens to it.
class failing_switch {
public:
    failing_switch(asio::io_context& context, std::uint64_t seed)
        : switch_(context.get_executor(), options()), timer_(context), random_(seed) {
        port_ = switch_.listen();
        wait();
    }

    std::uint16_t port() const { return port_; }
    void stop() {
        stopped_ = true;
        timer_.cancel();
        switch_.drop_all();
        switch_.refuse_connections();
    }

private:
    static eslio::testing::fake_switch_options options() {
        eslio::testing::fake_switch_options o;
        o.heartbeat_interval = 100ms;
        o.writing.body_apart = true;
        o.commands_kept = 0;
        return o;
    }

    void wait() {
        timer_.expires_after(std::chrono::milliseconds(20 + random_() % 200));
        timer_.async_wait([this](eslio::error_code ec) {
            if (ec || stopped_) return;
            happen();
            wait();
        });
    }

    void happen() {
        const auto some = [this](std::size_t n) { return static_cast<std::size_t>(random_() % n); };
        switch (random_() % 16) {
            case 0: return switch_.drop_all();
            case 1: return switch_.reset_all();
            case 2: return switch_.fail(fault_plan().fragments(1 + some(50)));
            case 3: return switch_.fail(fault_plan().drops_at(some(20000)));
            case 4: return switch_.fail(fault_plan().fragments(100).resets_at(some(20000)));
            case 5: return switch_.fail(fault_plan().freezes_at(some(50000)));
            case 6: return switch_.fail(fault_plan().delays(after(5ms)));
            case 7: return switch_.restart();
            case 8: return switch_.set_silent(true);
            case 9: return switch_.set_silent(false);
            case 10: return burst();
            case 11: static_cast<void>(switch_.originate("user/1000 &hangup()")); return;
            default: return switch_.fail(fault_plan());
        }
    }

    void burst() {
        for (int i = 0; i < 300; ++i) {
            eslio::event e = switch_.make_event(eslio::event_name::custom);
            e.add("Number", std::to_string(i)).set_body("burst\n\nof events\n");
            switch_.fire(std::move(e));
        }
    }

    fake_switch switch_;
    asio::steady_timer timer_;
    std::mt19937_64 random_;
    std::uint16_t port_ = 0;
    bool stopped_ = false;
};

/// The world of one thread.
class world {
public:
    explicit world(std::uint64_t seed) {
        std::vector<std::uint16_t> ports;
        for (std::uint64_t i = 0; i < 4; ++i) {
            switches_.push_back(std::make_unique<failing_switch>(context_, seed * 100 + i));
            ports.push_back(switches_.back()->port());
        }
        for (std::uint64_t i = 0; i < 24; ++i)
            clients_.push_back(
                std::make_shared<soak::client>(context_, ports, book, seed * 1000 + i));
    }

    void run() {
        for (const auto& c : clients_) c->start();
        context_.run();
    }

    void stop() {
        asio::post(context_, [this] {
            for (const auto& c : clients_) c->stop();
            for (const auto& s : switches_) s->stop();
            guard_.reset();
        });
        // What is still outstanding now must end by itself within its deadline.
        std::thread([this] {
            for (int i = 0; i < 400 && book.begun != book.ended; ++i)
                std::this_thread::sleep_for(50ms);
            context_.stop();
        }).join();
    }

    soak::ledger book;

private:
    asio::io_context context_{1};
    asio::executor_work_guard<asio::io_context::executor_type> guard_{context_.get_executor()};
    std::vector<std::unique_ptr<failing_switch>> switches_;
    std::vector<std::shared_ptr<soak::client>> clients_;
};

void report(int second, const std::vector<std::unique_ptr<world>>& worlds, std::size_t memory) {
    std::uint64_t answered = 0, events = 0, connections = 0, cancelled = 0, timed_out = 0, lost = 0;
    for (const auto& w : worlds) {
        answered += w->book.answered;
        events += w->book.events;
        connections += w->book.connections;
        cancelled += w->book.cancelled;
        timed_out += w->book.timed_out;
        lost += w->book.lost;
    }
    std::printf(
        "%5d s  %9llu answers  %9llu events  %7llu connections  %7llu cancelled  "
        "%6llu timed out  %7llu lost  %7zu KiB\n",
        second, static_cast<unsigned long long>(answered), static_cast<unsigned long long>(events),
        static_cast<unsigned long long>(connections), static_cast<unsigned long long>(cancelled),
        static_cast<unsigned long long>(timed_out), static_cast<unsigned long long>(lost), memory);
    std::fflush(stdout);
}

/// Ends non-zero if anything was broken.
int judge(const std::vector<std::unique_ptr<world>>& worlds, int seconds, std::size_t early,
          std::size_t late) {
    soak::latencies api;
    std::uint64_t broken = 0, answered = 0;
    for (const auto& w : worlds) {
        api.add(w->book.api);
        if (w->book.begun != w->book.ended) w->book.broke("an operation never ended");
        if (w->book.answered == 0) w->book.broke("nothing was answered");
        broken += w->book.broken;
        answered += w->book.answered;
    }
    std::printf("%.0f answers/s; api latency p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, p99.9 %.2f ms; "
                "memory %zu to %zu KiB\n",
                static_cast<double>(answered) / seconds, api.at(0.5), api.at(0.9), api.at(0.99),
                api.at(0.999), early, late);
    constexpr int warm = 60;  // in less time it is still warming up
    if (seconds >= warm && late > early + early / 4 + 8192) {
        std::printf("broken: memory grows\n");
        ++broken;
    }
    std::printf("%llu broken promises\n", static_cast<unsigned long long>(broken));
    return broken == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    const int seconds = argc > 1 ? std::atoi(argv[1]) : 0;
    if (seconds <= 0) return 64;
    const std::uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
    std::vector<std::unique_ptr<world>> worlds;
    std::vector<std::thread> threads;
    for (std::uint64_t i = 0; i < 2; ++i) worlds.push_back(std::make_unique<world>(seed * 2 + i));
    for (const auto& w : worlds) threads.emplace_back([&world = *w] { world.run(); });
    std::size_t early = 0, late = 0;
    for (int second = 1; second <= seconds; ++second) {
        std::this_thread::sleep_for(1s);
        const std::size_t memory = soak::resident_memory();
        if (second <= (seconds + 2) / 3) early = std::max(early, memory);  // while it warms up
        late = memory;
        if (second % 10 == 0 || second == seconds) report(second, worlds, memory);
    }
    for (const auto& w : worlds) w->stop();
    for (std::thread& t : threads) t.join();
    return judge(worlds, seconds, early, late);
}
