// The search for a few wanted bytes.
#include "catch.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/wire/byte_scanner.hpp>

#include <string>
#include <vector>

using scanner = eslio::wire::byte_scanner<'"', '\\', '\xFF'>;

namespace {

/// Where they are, told by a simple loop.
std::vector<std::size_t> positions(const std::string& text) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] == '"' || text[i] == '\\' || text[i] == '\xFF') found.push_back(i);
    return found;
}

std::string random_text(support::random_source& random, std::size_t size) {
    static constexpr char bytes[] = {'"', '\\', '\xFF', 'a', 'b', '!', '#', '\x7F', '\xFE', '\0'};
    const bool dense = random.one_in(3);
    std::string text;
    while (text.size() < size)
        text.push_back(dense || random.one_in(40) ? random.pick(bytes) : 'x');
    return text;
}

}  // namespace

TEST_CASE("byte scanner: finds all, in order") {
    support::each_round(500, [](std::uint64_t seed) {
        INFO("ESLIO_SEED=" << seed);
        support::random_source random(seed);
        const std::size_t size = random.below(300);
        const std::string text = random_text(random, size);
        const std::vector<char> exact(text.begin(), text.end());  // nothing readable behind it
        scanner s(exact.data(), size);
        for (const std::size_t position : positions(text)) REQUIRE(s.next() == position);
        REQUIRE(s.next() == size);
        REQUIRE(s.next() == size);
    });
}

TEST_CASE("byte scanner: skips") {
    support::each_round(500, [](std::uint64_t seed) {
        INFO("ESLIO_SEED=" << seed);
        support::random_source random(seed);
        const std::size_t size = 1 + random.below(600);
        const std::string text = random_text(random, size);
        const std::vector<char> exact(text.begin(), text.end());  // nothing readable behind it
        scanner s(exact.data(), size);
        for (std::size_t at = 0; at < size;) {
            if (random.one_in(8)) {
                at = random.below(size);
                if (random.one_in(2)) at = size;
                s.restart(at);
            } else if (random.one_in(2)) {
                at += random.below(random.one_in(2) ? 5 : 150);
                if (at > size) at = size;
                s.skip_to(at);
            }
            std::size_t expected = text.find_first_of("\"\\\xFF", at);
            if (expected == std::string::npos) expected = size;
            REQUIRE(s.next() == expected);
            at = expected + 1;
        }
    });
}

TEST_CASE("byte scanner: a mask finds all characters that differ in what it leaves out") {
    using namespace eslio::wire::detail;
    for (int c = 0; c < 256; ++c)
        for (std::size_t at = 0; at < 64; ++at) {
            std::string text(64, '\xF5');
            text[at] = static_cast<char>(c);
            const std::uint64_t wanted = (c & 0xCF) == 0x0A ? std::uint64_t{1} << at : 0;
            if (match_masked<'\xCF', '\x0A'>(text.data()) != wanted ||
                match_masked_portable<'\xCF', '\x0A'>(text.data()) != wanted)
                FAIL_CHECK("character " << c << " at " << at);
        }
}

TEST_CASE("byte scanner: the portable way finds the same") {
    support::each_round(500, [](std::uint64_t seed) {
        INFO("ESLIO_SEED=" << seed);
        support::random_source random(seed);
        const std::string text = random_text(random, 64);
        using namespace eslio::wire::detail;
        const auto bits = match_64_portable<'"', '\\', '\xFF'>(text.data());
        REQUIRE(bits == match_64<'"', '\\', '\xFF'>(text.data()));
        std::uint64_t expected = 0;
        for (const std::size_t position : positions(text)) expected |= std::uint64_t{1} << position;
        REQUIRE(bits == expected);
        REQUIRE(has_64<'\\'>(text.data()) == (text.find('\\') != std::string::npos));
    });
}

TEST_CASE("Bytes that are the same, without an unwanted one", "[wire][byte_scanner]") {
    const std::string text =
        "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz";
    for (std::size_t size = 0; size <= 40; ++size) {
        std::string other = text;
        CHECK(eslio::wire::detail::is_same_without<'>'>(text.data(), other.data(), size));
        for (std::size_t at = 0; at < 40; ++at) {
            CAPTURE(size, at);
            other = text;
            other[at] = '>';
            const bool beyond = at >= size;
            CHECK(eslio::wire::detail::is_same_without<'>'>(text.data(), other.data(), size) ==
                  beyond);
            CHECK(eslio::wire::detail::is_same_without<'>'>(other.data(), other.data(), size) ==
                  beyond);
        }
    }
}
