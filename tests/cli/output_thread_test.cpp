// cli/output_thread.hpp: everything is written in order, slow readers are felt, lost ones told of.
#include "catch.hpp"
#include "cli/console.hpp"
#include "cli/output_thread.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <future>
#include <string>
#include <unistd.h>

namespace {

/// A pipe as standard output would be one.
struct pipe_ends {
    pipe_ends() {
        std::array<int, 2> ends{};
        REQUIRE(::pipe(ends.data()) == 0);
        reader = ends[0];
        writer = ::fdopen(ends[1], "w");
    }
    ~pipe_ends() {
        std::fclose(writer);
        stop_reading();
    }
    std::string read_some() const {
        std::string text(65536, '\0');
        const auto got = ::read(reader, text.data(), text.size());
        text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        return text;
    }
    void stop_reading() {
        if (reader >= 0) ::close(reader);
        reader = -1;
    }

    int reader = -1;
    std::FILE* writer = nullptr;
};

constexpr std::chrono::milliseconds soon{20};

}  // namespace

TEST_CASE("a line is out at once, and the last before the end", "[cli][output]") {
    pipe_ends p;
    cli::output_thread out(p.writer, {[] {}, [] {}});
    std::string text("one\n");
    out.write(text);
    CHECK(text.empty());
    CHECK(p.read_some() == "one\n");
    text = "two\n";
    out.write(text);
    text = "three\n";
    out.write(text);
    CHECK(out.finish(cli::output_thread::forever));
    std::string rest;
    while (rest.size() < 10) rest += p.read_some();
    CHECK(rest == "two\nthree\n");
}

TEST_CASE("a reader that stands still is felt, and when it goes on", "[cli][output]") {
    pipe_ends p;
    std::promise<void> room;
    cli::output_thread out(p.writer, {[&] { room.set_value(); }, [] {}});
    CHECK(out.has_room());
    std::string first(1 << 20, 'x');  // more than a pipe holds
    out.write(first);
    std::size_t got = p.read_some().size();  // so the thread stands in its write
    std::string second(5 << 20, 'y');
    out.write(second);
    CHECK_FALSE(out.has_room());
    CHECK_FALSE(out.finish(soon));
    while (got < 6u << 20) got += p.read_some().size();
    CHECK(room.get_future().wait_for(std::chrono::minutes(1)) == std::future_status::ready);
    CHECK(out.finish(cli::output_thread::forever));
}

TEST_CASE("a reader that is gone is told of, and nothing hangs", "[cli][output]") {
    cli::ignore_broken_pipes();
    pipe_ends p;
    p.stop_reading();
    std::promise<void> gone;
    cli::output_thread out(p.writer, {[] {}, [&] { gone.set_value(); }});
    std::string text("nobody hears\n");
    out.write(text);
    CHECK(gone.get_future().wait_for(std::chrono::minutes(1)) == std::future_status::ready);
    text = "more\n";
    out.write(text);
    CHECK(out.finish(cli::output_thread::forever));
}
