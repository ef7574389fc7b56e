// A connection over a socket, in any pieces and at any pace, hears what one over a stream in memory
// hears that gets all at once, and ends as that does.
#include "fuzz/target.hpp"
#include "support/peer.hpp"

#include <eslio/connection.hpp>
#include <eslio/event/serialise.hpp>

#include <asio/buffer.hpp>
#include <asio/error.hpp>
#include <asio/io_context.hpp>
#include <asio/local/connect_pair.hpp>
#include <asio/local/stream_protocol.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using namespace eslio;
using fuzz::require;
using unix_socket = asio::local::stream_protocol::socket;

/// A message in words.
std::string text_of(const message& m) {
    return m.visit([](const auto& what) -> std::string {
        using type = std::decay_t<decltype(what)>;
        if constexpr (std::is_same_v<type, event>) {
            return serialise(what, format::json);
        } else if constexpr (std::is_same_v<type, gap>) {
            return "gap";
        } else {
            std::string text;
            for (const event_header h : what.headers())
                text.append(h.name()).append(1, '=').append(h.value()).append(1, '\n');
            return text.append(what.body());
        }
    });
}

/// Receives until the end, into one message or into new ones.
template <class Stream>
class listener {
public:
    listener(Stream stream, const connection_options& options, bool lends)
        : fs(std::move(stream), options), lends_(lends) {
        fs.async_attach([this](error_code ec) {
            require(!ec, "a stream is attached");
            next();
        });
    }

    basic_connection<Stream> fs;
    std::vector<std::string> heard;
    error_code end;
    int ends = 0;

private:
    void next() {
        if (lends_) {
            fs.async_receive(lent_, [this](error_code ec) { take(ec, lent_); });
        } else {
            fs.async_receive([this](error_code ec, const message& m) { take(ec, m); });
        }
    }

    void take(error_code ec, const message& m) {
        if (ec) {
            end = ec;
            ++ends;
            return;
        }
        heard.push_back(text_of(m));
        next();
    }

    message lent_;
    bool lends_;
};

connection_options options_of(std::uint8_t how) {
    connection_options o;
    if (how & 1) o.frame_limits = {200, 300};
    if (how & 2) o.accept_unasked_replies = true;
    o.event_limits.messages = 1 << 20;  // else it depends on the pace what is dropped
    return o;
}

/// Writes to the socket as the schedule says, which begins anew when it is over.
void write(asio::io_context& context, unix_socket& peer, std::string_view bytes,
           std::string_view schedule) {
    static constexpr std::size_t sizes[] = {1, 2, 40, 1000, 4096, 10'000, 65'536, 400'000};
    peer.non_blocking(true);
    for (std::size_t i = 0; !bytes.empty(); ++i) {
        const auto step = schedule.empty()
                              ? std::uint8_t{0xFF}
                              : static_cast<std::uint8_t>(schedule[i % schedule.size()]);
        error_code ec;
        const std::string_view piece = bytes.substr(0, sizes[step % 8]);
        bytes.remove_prefix(peer.write_some(asio::buffer(piece.data(), piece.size()), ec));
        if (ec && ec != asio::error::would_block) return;  // the connection has ended already
        if (step & 8)
            context.poll_one();
        else if ((step & 16) || ec)
            context.poll();
    }
}

}  // namespace

int run(const std::uint8_t* data, std::size_t size) {
    fuzz::input in(data, size);
    const std::uint8_t how = in.byte();
    const std::string_view schedule = in.take(in.below(16));
    const std::size_t times = how & 128 ? 1 + in.below(64) : 1;
    std::string bytes;
    for (std::size_t i = 0; i < times; ++i) bytes.append(in.rest());

    test::driven_context driven;
    auto ends = testing::connect_pair(driven.context.get_executor(), driven.context.get_executor());
    listener<testing::stream> expected(std::move(ends.second), options_of(how), (how & 4) != 0);
    driven.time.settle();
    ends.first.send_now(bytes);
    ends.first.shutdown_send();
    driven.time.settle();
    require(expected.ends == 1, "a stream that ends, ends the connection");

    asio::io_context context;
    unix_socket peer(context), ours(context);
    asio::local::connect_pair(ours, peer);
    listener<unix_socket> real(std::move(ours), options_of(how), (how & 4) != 0);
    write(context, peer, bytes, schedule);
    error_code closed_before;
    peer.shutdown(unix_socket::shutdown_send, closed_before);
    context.poll();
    require(real.ends == 1, "a socket that ends, ends the connection");
    require(real.heard == expected.heard, "the same messages are heard");
    require(real.end == expected.end, "it ends for the same reason");
    return 0;
}
