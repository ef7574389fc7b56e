// Streams made of layers that still use a buffer after the connection was closed.
#include "catch.hpp"
#include "support/peer.hpp"

#include <asio/buffer.hpp>
#include <asio/error.hpp>

#include <cstddef>
#include <cstring>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace eslio;
using test::outcome;
using test::reply_packet;

namespace {

/// What a layered stream has not done yet, and what it found when it did.
struct layers {
    std::vector<std::function<void()>> late;
    std::vector<std::string> written;
    bool holds = false;

    /// Does it, closed or not: as an `ssl::stream` that was waiting for its lower layer.
    void go_on() {
        for (auto& f : std::exchange(late, {})) f();
    }
};

class late_stream {
public:
    using executor_type = testing::stream::executor_type;
    using next_layer_type = testing::stream;

    late_stream(testing::stream s, std::shared_ptr<layers> l)
        : lower_(std::move(s)), layers_(std::move(l)) {}

    executor_type get_executor() const noexcept { return lower_.get_executor(); }
    next_layer_type& next_layer() noexcept { return lower_; }

    template <class Handler>
    void async_read_some(asio::mutable_buffer to, Handler&& handler) {
        if (!layers_->holds) return lower_.async_read_some(to, std::forward<Handler>(handler));
        auto kept = std::make_shared<std::decay_t<Handler>>(std::forward<Handler>(handler));
        layers_->late.push_back([to, kept] {
            std::memset(to.data(), 'x', to.size());
            std::move (*kept)(asio::error::operation_aborted, 0);
        });
    }

    template <class Handler>
    void async_write_some(asio::const_buffer from, Handler&& handler) {
        if (!layers_->holds) return lower_.async_write_some(from, std::forward<Handler>(handler));
        auto kept = std::make_shared<std::decay_t<Handler>>(std::forward<Handler>(handler));
        layers_->late.push_back([from, kept, l = layers_] {
            l->written.emplace_back(static_cast<const char*>(from.data()), from.size());
            std::move (*kept)(asio::error::operation_aborted, 0);
        });
    }

private:
    testing::stream lower_;
    std::shared_ptr<layers> layers_;
};

struct late_peer : test::switch_end {
    late_peer() {
        connect();
        fs->async_attach([](error_code) {});
        time.settle();
    }

    late_stream new_end() {
        auto ends = testing::connect_pair(context.get_executor());
        server = std::move(ends.first);
        return {std::move(ends.second), under};
    }
    void connect() { fs.emplace(new_end()); }

    std::shared_ptr<layers> under = std::make_shared<layers>();
    std::optional<basic_connection<late_stream>> fs;
};

}  // namespace

TEST_CASE("bytes of a write stay where they are when the connection is closed and opened anew") {
    // Short ones lie inside a std::string itself.
    for (const std::size_t size : {std::size_t{2}, std::size_t{300}}) {
        late_peer p;
        const std::string text(size, 'a');
        outcome<reply> first, second;
        p.under->holds = true;
        p.fs->async_send(command(text), first.handler());
        p.time.settle();
        REQUIRE(p.under->late.size() == 1);
        p.fs->close();
        p.time.settle();
        p.under->holds = false;
        p.fs->next_layer() = p.new_end();
        outcome<void> opened;
        p.fs->async_login(password("ClueCon"), opened.handler());
        p.says(test::auth_request);
        CHECK(p.said() == "auth ClueCon\n\n");
        p.under->go_on();  // under the address sanitizer
        CHECK(p.under->written == std::vector<std::string>{text + "\n\n"});
        p.says(reply_packet("+OK accepted"));
        CHECK((opened.done() && !opened.ec));
        p.fs->async_send(command("second"), second.handler());
        CHECK(p.said() == "second\n\n");
        p.says(reply_packet("+OK second"));
        CHECK((first.done() && first.ec == error::outcome_unknown));
        CHECK((second.done() && second.value.text() == "+OK second"));
    }
}

TEST_CASE("several writes outlive their connections") {
    late_peer p;
    std::vector<std::string> expected;
    std::vector<outcome<reply>> sent(5);
    for (std::size_t i = 0; i < sent.size(); ++i) {
        const std::string text = "command " + std::to_string(i);
        p.under->holds = true;
        p.fs->async_send(command(text), sent[i].handler());
        p.time.settle();
        p.fs->close();
        p.time.settle();
        p.under->holds = false;
        p.fs->next_layer() = p.new_end();
        p.fs->async_attach([](error_code) {});
        p.time.settle();
        expected.push_back(text + "\n\n");
    }
    p.under->go_on();
    CHECK(p.under->written == expected);
    for (const auto& s : sent) CHECK((s.done() && s.ec == error::outcome_unknown));
    outcome<reply> last;
    p.fs->async_send(command("last"), last.handler());
    CHECK(p.said() == "last\n\n");
}

TEST_CASE("a read fills its buffer after the connection was closed, and after it was opened anew") {
    late_peer p;
    p.under->holds = true;
    p.says(test::event_packet("Event-Name: DTMF\n\n"));  // the next read waits in the layers
    REQUIRE(p.under->late.size() == 1);
    p.fs->close();
    p.time.settle();
    SECTION("closed") {
        p.under->go_on();
    }
    SECTION("destroyed") {
        p.fs.reset();
        p.under->go_on();
        return;
    }
    p.under->holds = false;
    p.fs->next_layer() = p.new_end();
    p.fs->async_attach([](error_code) {});
    p.time.settle();
    p.under->go_on();
    p.says(test::event_packet("Event-Name: HEARTBEAT\n\n"));
    message m;
    REQUIRE(p.fs->try_receive(m));
    REQUIRE(m.as_event() != nullptr);
    CHECK(m.as_event()->type() == event_name::heartbeat);
    CHECK(p.fs->is_open());
}
