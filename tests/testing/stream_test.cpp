// testing/stream.hpp: bytes, ends, limits, planned failures, cancellation, abandonment.
#include "catch.hpp"

#include <eslio/testing/driven_time.hpp>
#include <eslio/testing/stream.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/bind_executor.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/read.hpp>
#include <asio/strand.hpp>
#include <asio/write.hpp>

#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace {

using eslio::error_code;
using eslio::testing::connect_pair;
using eslio::testing::driven_time;
using eslio::testing::stream;

/// What a completed operation left behind.
struct outcome {
    int calls = 0;
    error_code code;
    std::size_t size = 0;

    auto record() {
        return [this](error_code ec, std::size_t n) {
            ++calls;
            code = ec;
            size = n;
        };
    }
};

struct fixture {
    asio::io_context context;
    driven_time time{context};
    std::pair<stream, stream> ends = connect_pair(context.get_executor());
    stream& a = ends.first;
    stream& b = ends.second;
    char space[64] = {};

    outcome read(stream& s) {
        outcome o;
        s.async_read_some(asio::buffer(space), o.record());
        time.settle();
        return o;
    }

    outcome write(stream& s, std::string_view text) {
        outcome o;
        s.async_write_some(asio::buffer(text.data(), text.size()), o.record());
        time.settle();
        return o;
    }

    /// Reads until something fails; every read's size is noted.
    std::vector<std::size_t> drain(stream& s, std::string& text, error_code& ec) {
        std::vector<std::size_t> sizes;
        for (;;) {
            const outcome o = read(s);
            ec = o.code;
            if (o.calls != 1 || ec) return sizes;
            sizes.push_back(o.size);
            text.append(space, o.size);
        }
    }
};

}  // namespace

TEST_CASE("bytes arrive in order at both ends", "[testing][stream]") {
    fixture f;
    CHECK(f.write(f.a, "hello").size == 5);
    CHECK(f.write(f.b, "world!").size == 6);
    CHECK(f.b.available() == 5);
    const outcome read = f.read(f.b);
    CHECK(read.calls == 1);
    CHECK(std::string(f.space, read.size) == "hello");
    CHECK(f.a.take_received() == "world!");
    CHECK(f.b.bytes_received() == 5);
    CHECK(f.b.bytes_sent() == 6);
}

TEST_CASE("a completion is posted, never made inside the initiation", "[testing][stream]") {
    fixture f;
    f.b.send_now("x");
    outcome read;
    f.a.async_read_some(asio::buffer(f.space), read.record());
    CHECK(read.calls == 0);
    f.time.settle();
    CHECK(read.calls == 1);
    outcome empty;
    f.a.async_read_some(asio::mutable_buffer(), empty.record());
    CHECK(empty.calls == 0);
    f.time.settle();
    CHECK(empty.calls == 1);
    CHECK_FALSE(empty.code);
}

TEST_CASE("a waiting read is woken by a write", "[testing][stream]") {
    fixture f;
    outcome read;
    f.a.async_read_some(asio::buffer(f.space), read.record());
    f.time.settle();
    CHECK(read.calls == 0);
    f.write(f.b, "late");
    CHECK(read.calls == 1);
    CHECK(read.size == 4);
}

TEST_CASE("reads and writes can be fragmented", "[testing][stream]") {
    fixture f;
    f.a.max_write(3);
    CHECK(f.write(f.a, "12345").size == 3);
    f.b.max_read(2);
    std::string text;
    error_code ec;
    f.a.shutdown_send();
    CHECK(f.drain(f.b, text, ec) == std::vector<std::size_t>{2, 1});
    CHECK(text == "123");
    CHECK(ec == asio::error::eof);
}

TEST_CASE("composed operations of Asio work on it, byte by byte", "[testing][stream]") {
    fixture f;
    f.a.max_write(1);
    f.b.max_read(1);
    const std::string sent(1000, 'q');
    std::string got(1000, '\0');
    outcome written, read;
    asio::async_write(f.a, asio::buffer(sent), written.record());
    asio::async_read(f.b, asio::buffer(got), read.record());
    f.time.settle();
    CHECK(written.size == 1000);
    CHECK(read.size == 1000);
    CHECK(got == sent);
}

TEST_CASE("a writer waits while the peer is full", "[testing][stream]") {
    fixture f;
    f.b.capacity(4);
    CHECK(f.write(f.a, "123456").size == 4);
    outcome blocked;
    f.a.async_write_some(asio::buffer("78", 2), blocked.record());
    f.time.settle();
    CHECK(blocked.calls == 0);
    CHECK(f.b.take_received() == "1234");
    f.time.settle();
    CHECK(blocked.calls == 1);
    CHECK(blocked.size == 2);
}

TEST_CASE("the operation of a number fails", "[testing][stream]") {
    fixture f;
    f.a.fail_write(2, asio::error::no_buffer_space);
    CHECK_FALSE(f.write(f.a, "1").code);
    CHECK(f.write(f.a, "2").code == asio::error::no_buffer_space);
    CHECK_FALSE(f.write(f.a, "3").code);
    f.b.fail_operation(2, asio::error::timed_out);
    CHECK_FALSE(f.write(f.b, "x").code);
    CHECK(f.read(f.b).code == asio::error::timed_out);
    CHECK(f.read(f.b).size == 2);
    f.b.send_now("y");
    f.a.fail_read(1, asio::error::interrupted);
    CHECK(f.read(f.a).code == asio::error::interrupted);
    CHECK(f.read(f.a).size == 2);
}

TEST_CASE("end of file and reset come at their byte", "[testing][stream]") {
    for (std::size_t at = 0; at <= 6; ++at) {
        fixture f;
        std::string text;
        error_code ec;
        f.b.eof_after(at);
        f.a.send_now("abcdef");
        f.drain(f.b, text, ec);
        CHECK(text == std::string("abcdef").substr(0, at));
        CHECK(ec == asio::error::eof);
        CHECK_FALSE(f.write(f.a, "more").code);
    }
    fixture f;
    std::string text;
    error_code ec;
    f.b.reset_after(2);
    f.a.send_now("abcdef");
    f.drain(f.b, text, ec);
    CHECK(text == "ab");
    CHECK(ec == asio::error::connection_reset);
    CHECK(f.write(f.a, "more").code == asio::error::connection_reset);
}

TEST_CASE("a reset may come before any byte", "[testing][stream]") {
    for (const bool bytes : {false, true}) {
        fixture f;
        f.b.reset_after(0);
        if (bytes) f.a.send_now("abc");
        CHECK(f.read(f.b).code == asio::error::connection_reset);
        CHECK(f.write(f.a, "more").code == asio::error::connection_reset);
    }
}

TEST_CASE("a held end goes on when released", "[testing][stream]") {
    fixture f;
    f.b.hold_after(2);
    f.a.send_now("abc");
    CHECK(f.read(f.b).size == 2);
    outcome held;
    f.b.async_read_some(asio::buffer(f.space), held.record());
    f.time.settle();
    CHECK(held.calls == 0);
    f.b.release();
    f.time.settle();
    CHECK(held.size == 1);

    f.a.stall_writes();
    outcome stalled;
    f.a.async_write_some(asio::buffer("x", 1), stalled.record());
    f.time.settle();
    CHECK(stalled.calls == 0);
    f.a.release();
    f.time.settle();
    CHECK(stalled.calls == 1);
}

TEST_CASE("closing tells both ends", "[testing][stream]") {
    fixture f;
    f.b.send_now("rest");
    outcome pending;
    f.b.async_read_some(asio::buffer(f.space), pending.record());
    f.time.settle();
    f.b.close();
    f.b.close();
    f.time.settle();
    CHECK(pending.calls == 1);
    CHECK(pending.code == asio::error::operation_aborted);
    CHECK_FALSE(f.b.is_open());
    CHECK(f.read(f.b).code == asio::error::bad_descriptor);
    CHECK(f.write(f.a, "x").code == asio::error::broken_pipe);
    CHECK(f.read(f.a).size == 4);
    CHECK(f.read(f.a).code == asio::error::eof);
}

TEST_CASE("a reset loses what was not read", "[testing][stream]") {
    fixture f;
    f.b.send_now("lost");
    f.b.reset();
    CHECK(f.read(f.a).code == asio::error::connection_reset);
    CHECK(f.read(f.b).code == asio::error::bad_descriptor);
}

TEST_CASE("a second read is refused, an unconnected end fails", "[testing][stream]") {
    fixture f;
    outcome first;
    f.a.async_read_some(asio::buffer(f.space), first.record());
    CHECK(f.read(f.a).code == asio::error::already_started);
    CHECK(first.calls == 0);
    f.a.cancel();
    f.time.settle();
    CHECK(first.code == asio::error::operation_aborted);

    stream lone(f.context.get_executor());
    CHECK_FALSE(lone.is_open());
    CHECK(f.read(lone).code == asio::error::bad_descriptor);
    CHECK(f.write(lone, "x").code == asio::error::bad_descriptor);
    lone = std::move(f.ends.first);
    CHECK(lone.is_open());
    CHECK_FALSE(f.ends.first.is_open());
}

TEST_CASE("one operation can be cancelled through its slot", "[testing][stream]") {
    fixture f;
    asio::cancellation_signal signal;
    outcome read, write;
    f.b.capacity(0);
    f.a.async_read_some(asio::buffer(f.space),
                        asio::bind_cancellation_slot(signal.slot(), read.record()));
    f.a.async_write_some(asio::buffer("x", 1), write.record());
    signal.emit(asio::cancellation_type::total);
    CHECK(read.calls == 0);
    f.time.settle();
    CHECK(read.calls == 1);
    CHECK(read.code == asio::error::operation_aborted);
    CHECK(write.calls == 0);
    signal.emit(asio::cancellation_type::all);  // the slot was given back
    f.time.settle();
    CHECK(read.calls == 1);
    CHECK(write.calls == 0);

    // Cancelled after it was done, before it was told: the result stands.
    f.b.send_now("y");
    f.a.async_read_some(asio::buffer(f.space),
                        asio::bind_cancellation_slot(signal.slot(), read.record()));
    signal.emit(asio::cancellation_type::terminal);
    f.time.settle();
    CHECK(read.calls == 2);
    CHECK_FALSE(read.code);
}

TEST_CASE("a handler runs on its own executor and holds work there", "[testing][stream]") {
    fixture f;
    asio::io_context other;
    outcome read;
    f.a.async_read_some(asio::buffer(f.space),
                        asio::bind_executor(other.get_executor(), read.record()));
    CHECK(other.poll() == 0);
    CHECK_FALSE(other.stopped());
    f.b.send_now("x");
    f.time.settle();
    CHECK(read.calls == 0);
    CHECK(other.run() == 1);
    CHECK(read.calls == 1);
    CHECK(other.stopped());
}

TEST_CASE("a context may end while operations that own their stream wait", "[testing][stream]") {
    auto watched = std::make_shared<int>(0);
    const std::weak_ptr<int> alive = watched;
    std::optional<stream> far;
    {
        asio::io_context other;
        asio::io_context context;
        auto ends = connect_pair(context.get_executor(), other.get_executor());
        auto own = std::make_shared<stream>(std::move(ends.first));
        auto space = std::make_shared<std::string>(10, '\0');
        own->async_read_some(asio::buffer(*space),
                             [own, space, watched](error_code, std::size_t) {});
        watched.reset();
    }
    CHECK(alive.expired());
}

TEST_CASE("the two ends may be used by two threads", "[testing][stream]") {
    asio::io_context first, second;
    auto ends = connect_pair(first.get_executor(), second.get_executor());
    ends.first.capacity(100);
    ends.second.capacity(100);
    const std::string sent(20000, 'z');
    std::string there(20000, '\0'), back(20000, '\0');
    outcome read, written, echoed, last;
    asio::async_write(ends.first, asio::buffer(sent), written.record());
    asio::async_read(ends.first, asio::buffer(back), last.record());
    asio::async_read(ends.second, asio::buffer(there), [&](error_code ec, std::size_t n) {
        read.record()(ec, n);
        asio::async_write(ends.second, asio::buffer(there), echoed.record());
    });
    std::thread t([&] { second.run(); });
    first.run();
    t.join();
    CHECK(read.size == 20000);
    CHECK(last.size == 20000);
    CHECK(back == sent);
}
