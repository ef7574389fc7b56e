// esl_outbox in driven time: `send` waits for the socket, and the end for a peer that takes bytes.
#include "catch.hpp"
#include "support/peer.hpp"

#include <eslio/connection/any_connection.hpp>
#include <eslio/esl_oop/detail/esl_outbox.hpp>
#include <eslio/esl_oop/limits.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

using namespace std::chrono_literals;

namespace {

using eslio::detail::esl_outbox;
using waited = eslio::blocking::detail::pending_result<bool>;

eslio::connection_options patient() {
    eslio::connection_options o;
    o.command_timeout = {};
    o.reply_debt_timeout = {};
    o.command_limits.commands = 200'000;
    return o;
}

struct sending {
    test::peer p{patient()};
    eslio::any_connection fs{std::move(*p.fs)};
    std::size_t answers = 0;
    std::shared_ptr<esl_outbox> outbox =
        std::make_shared<esl_outbox>(fs, [this](const eslio::reply&) { ++answers; });

    ~sending() { outbox->leave(); }

    std::shared_ptr<waited> send(const std::string& text) {
        auto one = std::make_shared<waited>();
        outbox->send(eslio::command(text), esl_outbox::sender(one));
        p.time.settle();
        return one;
    }
    std::shared_ptr<waited> flush() {
        auto one = std::make_shared<waited>();
        outbox->flush(esl_outbox::sender(one));
        p.time.settle();
        return one;
    }
    /// The peer takes what it has room for.
    std::size_t take() {
        const std::size_t taken = p.server.take_received().size();
        p.time.advance(2ms);
        return taken;
    }
};

const std::string large = "api echo " + std::string(100'000, 'm');

}  // namespace

TEST_CASE("esl_outbox: send does not wait for answers", "[esl_oop]") {
    sending s;
    for (std::size_t i = 0; i < eslio::esl::most_unanswered; ++i)
        if (s.send("noop")->result != true) FAIL(i);
    const auto one_more = s.send("noop");
    s.p.time.advance(1min);
    CHECK_FALSE(one_more->result);
    s.p.says(test::reply_packet("-ERR command not found"));
    CHECK(one_more->result == true);
    CHECK(s.answers == 1);
}

TEST_CASE("esl_outbox: send waits for a peer that takes no bytes, as long as it takes none",
          "[esl_oop]") {
    sending s;
    s.p.server.capacity(1000);
    std::size_t in_line = 0;
    std::shared_ptr<waited> last;
    while ((last = s.send(large))->result && in_line < 100) ++in_line;
    CHECK(in_line * large.size() > eslio::esl::most_unwritten_bytes);
    CHECK((in_line - 2) * large.size() < eslio::esl::most_unwritten_bytes);
    s.p.time.advance(2min);
    CHECK_FALSE(last->result);
    for (int i = 0; i < 250 && !last->result; ++i) s.take();
    CHECK(last->result == true);

    const auto next = s.send(large);
    CHECK_FALSE(next->result);
    s.p.server.close();
    s.p.time.advance(2s);
    REQUIRE(next->result);
    CHECK_FALSE(*next->result);
}

TEST_CASE("esl_outbox: what was sent is written as long as the peer takes some of it",
          "[esl_oop]") {
    sending s;
    s.p.server.capacity(1000);
    REQUIRE(s.send(large)->result == true);
    const auto whole = s.flush();
    std::size_t taken = 0;
    for (int i = 0; i < 90; ++i) {
        s.p.time.advance(eslio::esl::flush_patience - 10ms);
        REQUIRE_FALSE(whole->result);
        taken += s.take();
    }
    CHECK(taken == 90'000);
    while (s.take() != 0) {
    }
    s.p.time.advance(eslio::esl::answer_patience - 10ms);
    CHECK_FALSE(whole->result);
    s.p.says(test::reply_packet("+OK"));
    CHECK(whole->result == true);

    REQUIRE(s.send(large)->result == true);
    const auto stuck = s.flush();
    s.take();
    s.p.time.advance(eslio::esl::flush_patience - 10ms);
    CHECK_FALSE(stuck->result);
    s.p.time.advance(20ms);
    REQUIRE(stuck->result);
    CHECK_FALSE(*stuck->result);

    const auto at_end = s.flush();
    s.p.server.reset();
    s.p.time.advance(2s);
    REQUIRE(at_end->result);
    CHECK_FALSE(*at_end->result);
}

TEST_CASE("esl_outbox: the answers are waited for as long as they come", "[esl_oop]") {
    sending s;
    for (int i = 0; i < 10; ++i) REQUIRE(s.send("noop")->result == true);
    const auto whole = s.flush();
    for (int i = 0; i < 9; ++i) {
        s.p.time.advance(eslio::esl::answer_patience - 10ms);
        REQUIRE_FALSE(whole->result);
        s.p.says(test::reply_packet("-ERR command not found"));
    }
    s.p.time.advance(eslio::esl::answer_patience - 10ms);
    CHECK_FALSE(whole->result);
    s.p.time.advance(20ms);
    CHECK(whole->result == true);
}

TEST_CASE("esl_outbox: who waits for the end later gives the peer no more time", "[esl_oop]") {
    sending s;
    REQUIRE(s.send("noop")->result == true);
    const auto first = s.flush();
    s.p.time.advance(eslio::esl::answer_patience - 10ms);
    const auto second = s.flush();
    CHECK_FALSE(first->result);
    s.p.time.advance(20ms);
    CHECK(first->result == true);
    CHECK(second->result == true);
    // Whoever begins when none waits is given all of it.
    const auto third = s.flush();
    s.p.time.advance(eslio::esl::answer_patience - 10ms);
    CHECK_FALSE(third->result);
    s.p.time.advance(20ms);
    CHECK(third->result == true);
}
