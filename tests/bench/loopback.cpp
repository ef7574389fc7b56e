// Events over loopback, received in each way, against a loop that reads and decodes by hand.
#include "corpus.hpp"
#include "figures.hpp"
#include "peer_process.hpp"
#include "stopwatch.hpp"

#include <eslio/connection.hpp>

#include <asio/io_context.hpp>
#if defined(ASIO_HAS_CO_AWAIT)
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/use_awaitable.hpp>
#endif

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using bench::tcp;

constexpr std::size_t event_count = 40'000;
constexpr int rounds = 7;

/// What each round took.
struct cost {
    std::vector<double> all_seconds;
    std::vector<double> all_cpu;

    void add(const bench::stopwatch& watch) {
        all_seconds.push_back(watch.seconds());
        all_cpu.push_back(watch.cpu_seconds());
    }
    double seconds() const { return bench::median(all_seconds); }
    double cpu() const { return bench::median(all_cpu); }
};

/// Sends head and body of each packet in two writes, as FreeSWITCH does, 20 000 packets a second,
/// so that each is read alone. At full speed the machine would decide how many a read takes.
void write_in_two(tcp::socket& s) {
    constexpr eslio::format how = eslio::format::plain;
    constexpr std::chrono::microseconds pace{50};
    const std::vector<std::string> bodies = bench::bodies(how, bench::all_events().size());
    auto next = std::chrono::steady_clock::now();
    std::error_code ec;
    for (std::size_t i = 0; !ec; ++i) {
        const std::string& body = bodies[i % bodies.size()];
        asio::write(s, asio::buffer(bench::head(how, body.size())), ec);
        if (!ec) asio::write(s, asio::buffer(body), ec);
        next = std::max(next + pace, std::chrono::steady_clock::now());
        while (std::chrono::steady_clock::now() < next) {
        }
    }
}

void receive_raw(bench::peer_process& peer, std::size_t bytes) {
    std::vector<char> buffer(1 << 16);
    for (std::size_t got = 0; got < bytes;) got += peer.socket.read_some(asio::buffer(buffer));
}

/// Ways to receive: begin with `start`, which ends when all have come.
struct by_callback {
    eslio::connection& fs;
    std::size_t left = event_count;
    std::size_t sum = 0;
    eslio::message lent{};

    void start() {
        fs.async_receive(lent, [this](eslio::error_code ec) {
            if (ec || lent.as_event() == nullptr) std::abort();
            sum += bench::look_up(*lent.as_event());
            if (--left != 0) return start();
            fs.close();
        });
    }
};

/// Waits for one, then takes all that are there.
struct by_batch {
    eslio::connection& fs;
    std::size_t left = event_count;
    std::size_t sum = 0;
    eslio::message lent{};

    void start() {
        fs.async_receive(lent, [this](eslio::error_code ec) {
            if (ec) std::abort();
            do {
                if (lent.as_event() == nullptr) std::abort();
                sum += bench::look_up(*lent.as_event());
            } while (--left != 0 && fs.try_receive(lent));
            if (left != 0) return start();
            fs.close();
        });
    }
};

#if defined(ASIO_HAS_CO_AWAIT)
struct by_coroutine {
    eslio::connection& fs;
    std::size_t sum = 0;

    asio::awaitable<void> run() {
        eslio::message lent;
        for (std::size_t i = 0; i < event_count; ++i) {
            co_await fs.async_receive(lent, asio::use_awaitable);
            sum += bench::look_up(*lent.as_event());
        }
        fs.close();
    }
    void start() { asio::co_spawn(fs.get_executor(), run(), asio::detached); }
};
#endif

template <class Way, class Play>
void receive(cost& of_rounds, Play play) {
    asio::io_context context(1);
    bench::peer_process peer(context, play);
    eslio::connection fs(std::move(peer.socket));
    Way way{fs};
    const bench::stopwatch watch;
    fs.async_attach([&](eslio::error_code ec) {
        if (ec) std::abort();
        way.start();
    });
    context.run();
    of_rounds.add(watch);
    if (way.sum == 0) std::abort();
}

std::size_t size_of_all(eslio::format how) {
    const std::size_t once = bench::packets(how, 1).size();
    return once * event_count / bench::all_events().size();
}

/// Receives by a plain function, which gets the peer.
template <class Play, class Receive>
void receive_from_peer(cost& of_rounds, Play play, Receive all) {
    asio::io_context context(1);
    bench::peer_process peer(context, play);
    const bench::stopwatch watch;
    all(peer);
    of_rounds.add(watch);
}

template <class Play>
void receive_raw(cost& of_rounds, Play play, std::size_t bytes) {
    receive_from_peer(of_rounds, play, [&](auto& peer) { receive_raw(peer, bytes); });
}

/// What one would write by hand: reads, takes the frames, decodes them. It is behind the writer all
/// the time, as the connection is, where a receiver that does nothing mostly sleeps.
std::size_t receive_by_hand(bench::peer_process& peer, eslio::format how) {
    eslio::wire::read_buffer bytes;
    eslio::wire::frame_parser parser;
    eslio::wire::frame f;
    eslio::event lent;
    std::size_t sum = 0;
    for (std::size_t got = 0; got < event_count;) {
        constexpr std::size_t size = 1 << 16;
        bytes.commit(peer.socket.read_some(asio::buffer(bytes.prepare(size), size)));
        for (; parser.next(bytes, f) == eslio::wire::parse_status::complete; ++got) {
            if (eslio::decode_event(how, f.body, lent)) std::abort();
            sum += bench::look_up(lent);
        }
    }
    return sum;
}

template <class Play>
void receive_by_hand(cost& of_rounds, Play play, eslio::format how) {
    receive_from_peer(of_rounds, play, [&](auto& peer) {
        if (receive_by_hand(peer, how) == 0) std::abort();
    });
}

void measure(bench::figures& out, eslio::format how) {
    const auto play = bench::write_for_ever(bench::packets(how, 4));
    cost raw, by_hand, callback, coroutine, batch;
    for (int i = 0; i < rounds; ++i) {
        receive_raw(raw, play, size_of_all(how));
        receive_by_hand(by_hand, play, how);
        receive<by_callback>(callback, play);
        receive<by_batch>(batch, play);
#if defined(ASIO_HAS_CO_AWAIT)
        receive<by_coroutine>(coroutine, play);
#endif
    }
    const auto rate = [](const cost& c) { return bench::number(event_count / c.seconds()); };
    const std::string of_what =
        rate(callback) + " / " + rate(by_hand) + " events/s; only read: " + rate(raw);
    const auto report = [&](const char* way, const cost& own) {
        if (own.all_cpu.empty()) return;
        out.add("receive " + std::string(to_string(how)) + ", " + way + " / by hand, CPU",
                own.cpu() / by_hand.cpu(), bench::wanted::at_most, 1.5,
                bench::number(own.cpu() / event_count * 1e6) + " / " +
                    bench::number(by_hand.cpu() / event_count * 1e6) + " us an event; " + of_what);
    };
    report("callback", callback);
    report("coroutine", coroutine);
    report("batch", batch);
}

}  // namespace

void bench::measure_loopback(figures& out) {
    measure(out, eslio::format::plain);
    measure(out, eslio::format::json);
    measure(out, eslio::format::xml);
    cost raw, own;
    for (int i = 0; i < 3; ++i) {  // of two seconds each
        receive_raw(raw, write_in_two, size_of_all(eslio::format::plain));
        receive<by_callback>(own, write_in_two);
    }
    out.add("CPU, one by one in two writes / raw", own.cpu() / raw.cpu(), wanted::at_most, 1.6,
            number(own.cpu() / event_count * 1e6) + " / " + number(raw.cpu() / event_count * 1e6) +
                " us an event");
}
