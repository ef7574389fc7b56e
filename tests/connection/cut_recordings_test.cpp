// The recorded sessions, however their bytes are cut into reads: the user receives the same, and
// closes, or lets the connection go, at the same place.
#include "catch.hpp"
#include "support/captures.hpp"
#include "support/peer.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <random>
#include <string>
#include <string_view>

namespace {

using eslio::error_code;
using eslio::message;

std::string in_words(const message& m) {
    if (const eslio::event* e = m.as_event())
        return std::string(e->name()) + " " + std::string((*e)["Event-Sequence"]) + " " +
               std::to_string(e->body().size());
    if (m.as_log() != nullptr) return "log";
    if (m.as_notice() != nullptr) return "notice";
    return m.as_raw() != nullptr ? "raw" : "other";
}

/// What a user receives who ends the connection after so many messages, when `most` is read at
/// once; 0: cuts of any size.
std::string received(std::string_view bytes, std::size_t most, std::size_t ends_after,
                     bool destroys) {
    eslio::connection_options options;
    options.keep_messages = true;
    options.accept_unasked_replies = true;
    test::peer p(options, false);
    p.fs->async_attach([](error_code) {});
    p.time.settle();
    p.fs->async_subscribe(eslio::subscription(eslio::format::plain, eslio::event_name::all),
                          [](error_code, const eslio::reply&) {});
    std::string log;
    std::size_t count = 0;
    std::function<void()> receive = [&] {
        p.fs->async_receive([&](error_code ec, const message& m) {
            log += (ec ? ec.message() : in_words(m)) + "\n";
            if (ec) return;
            if (++count != ends_after) return receive();
            if (destroys) return p.fs.reset();
            p.fs->close();
            receive();
        });
    };
    receive();
    p.says(test::reply_packet("+OK"));
    std::mt19937 random(static_cast<std::uint32_t>(bytes.size()));
    while (!bytes.empty()) {
        const std::size_t size = most != 0 ? most : 1 + random() % 900;
        p.says(bytes.substr(0, size));
        bytes.remove_prefix(std::min(size, bytes.size()));
    }
    p.server.close();
    p.time.settle();
    return log;
}

}  // namespace

TEST_CASE("a recorded session is received the same however it is cut", "[connection][cuts]") {
    constexpr std::size_t largest = 100'000, byte_by_byte = 6'000;
    for (const support::session& s : support::read_sessions(largest)) {
        INFO(s.name);
        for (const std::size_t ends_after : std::initializer_list<std::size_t>{0, 1, 2, 5, 17}) {
            INFO("ends after " << ends_after);
            for (const bool destroys : {false, true}) {
                const std::string whole = received(s.bytes, largest, ends_after, destroys);
                CHECK(received(s.bytes, 0, ends_after, destroys) == whole);
                if (s.bytes.size() <= byte_by_byte)
                    CHECK(received(s.bytes, 1, ends_after, destroys) == whole);
            }
        }
    }
}
