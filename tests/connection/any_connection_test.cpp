// connection/any_connection.hpp: whatever the stream, the same operations, and classes that are no
// templates. And cancellation slots that are not Asio's own.
#include "catch.hpp"
#include "support/peer.hpp"

#include <eslio/channel.hpp>
#include <eslio/connection.hpp>
#include <eslio/connection/any_connection.hpp>
#include <eslio/dispatcher.hpp>
#include <eslio/testing.hpp>

#include <asio/cancellation_signal.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/error.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

using namespace std::chrono_literals;
using test::outcome;

namespace {

using memory_connection = eslio::basic_connection<eslio::testing::stream>;

/// As a user writes it: no template.
class dialler {
public:
    explicit dialler(eslio::any_connection fs) : fs_(std::move(fs)) {}

    void dial(const std::string& to, std::function<void(std::string)> done) {
        fs_.async_connect(eslio::login("127.0.0.1", port, eslio::password("ClueCon")),
                          [this, to, done](eslio::error_code ec) {
                              if (ec) return done(ec.message());
                              fs_.async_bgapi("originate " + to + " &park()",
                                              [done](eslio::error_code why, eslio::job_result r) {
                                                  done(why ? why.message() : std::string(r.text()));
                                              });
                          });
    }

    std::uint16_t port = 8021;
    eslio::any_connection fs_;
};

struct in_memory {
    asio::io_context context;
    eslio::testing::driven_time time{context};
    eslio::testing::fake_switch fake{context.get_executor()};

    memory_connection connect() { return memory_connection(fake.connect(context.get_executor())); }
};

/// Asio has one kind of cancellation slot; others may look like it.
class own_slot {
public:
    explicit own_slot(std::shared_ptr<std::function<void(asio::cancellation_type_t)>> to)
        : to_(std::move(to)) {}

    bool is_connected() const noexcept { return to_ != nullptr; }
    bool has_handler() const noexcept { return to_ && *to_; }
    void clear() { *to_ = nullptr; }
    template <class Handler, class... Args>
    Handler& emplace(Args&&... args) {
        auto made = std::make_shared<Handler>(std::forward<Args>(args)...);
        *to_ = [made](asio::cancellation_type_t type) { (*made)(type); };
        return *made;
    }

private:
    std::shared_ptr<std::function<void(asio::cancellation_type_t)>> to_;
};

struct with_own_slot {
    using cancellation_slot_type = own_slot;

    own_slot slot;
    std::function<void(eslio::error_code, eslio::message)> then;

    own_slot get_cancellation_slot() const noexcept { return slot; }
    void operator()(eslio::error_code ec, eslio::message m) const { then(ec, std::move(m)); }
};

}  // namespace

TEST_CASE("a program for TCP is tried in memory, and is no template", "[connection][any]") {
    in_memory w;
    w.fake.plan("user/1000", eslio::testing::call_plan().refuses("USER_BUSY"));
    dialler d(w.connect());
    CHECK_FALSE(d.fs_.is_open());
    std::string said;
    d.dial("user/1000", [&](std::string what) { said = std::move(what); });
    w.time.run_until([&] { return !said.empty(); }, 60s);
    CHECK(said == "-ERR USER_BUSY");
    CHECK(d.fs_.is_open());
    CHECK(d.fs_.login_reply().ok());
    CHECK(d.fs_.usage().commands > 0);
}

TEST_CASE("channels and dispatchers take a connection over any stream", "[connection][any]") {
    in_memory w;
    eslio::any_connection fs(w.connect());
    outcome<void> in;
    fs.async_login(eslio::password("ClueCon"), in.handler());
    w.time.settle();
    REQUIRE(in.done());
    eslio::channel call(fs, "no-such-call");
    outcome<eslio::wait_result> answer;
    call.async_wait_for_answer(5s, answer.handler());
    eslio::dispatcher handlers;
    outcome<void> run;
    eslio::async_dispatch(fs, handlers, run.handler());
    outcome<void> left;
    fs.async_exit(left.handler());
    w.time.advance(10s);
    CHECK((left.done() && !left.ec));
    CHECK((run.done() && run.ec == eslio::condition::disconnected));
    CHECK(answer.done());
    CHECK_FALSE(fs.is_open());
    CHECK(fs.reason() == eslio::condition::disconnected);
}

TEST_CASE("a connection over any stream is moved, closed and cancelled as others",
          "[connection][any]") {
    in_memory w;
    eslio::any_connection first(w.connect());
    outcome<void> in;
    first.async_login(eslio::password("ClueCon"), in.handler());
    w.time.settle();
    REQUIRE((in.done() && !in.ec));
    eslio::any_connection second(std::move(first));
    outcome<eslio::message> received;
    second.async_receive(received.handler());
    eslio::any_connection third(w.connect());
    third = std::move(second);  // the one that it was is closed
    CHECK(third.is_open());
    third.close();
    w.time.settle();
    CHECK((received.done() && received.ec == eslio::error::closed));
    third.close();
    outcome<void> again;
    third.async_attach(again.handler());  // the stream is gone
    w.time.settle();
    CHECK(again.done());
}

TEST_CASE("an operation is cancelled by a slot that is not Asio's own", "[connection][any]") {
    in_memory w;
    eslio::any_connection fs(w.connect());
    outcome<void> in;
    fs.async_login(eslio::password("ClueCon"), in.handler());
    w.time.settle();
    auto to = std::make_shared<std::function<void(asio::cancellation_type_t)>>();
    std::optional<eslio::error_code> told;
    fs.async_receive(with_own_slot{
        own_slot(to), [&](eslio::error_code ec, const eslio::message&) { told = ec; }});
    w.time.settle();
    REQUIRE(*to);
    (*to)(asio::cancellation_type_t::total);
    w.time.settle();
    CHECK(told == eslio::error_code(asio::error::operation_aborted));
    CHECK_FALSE(*to);
}

TEST_CASE("over TCP it connects", "[connection][any]") {
    asio::io_context context;
    eslio::testing::fake_switch fake(context.get_executor());
    dialler d{eslio::connection(context)};
    d.port = fake.listen();
    std::string said;
    d.dial("error/NO_ROUTE_DESTINATION", [&](std::string what) {
        said = std::move(what);
        d.fs_.close();
        context.stop();
    });
    context.run();
    CHECK(said == "-ERR NO_ROUTE_DESTINATION");
}
