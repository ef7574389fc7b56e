// Percent coding, exactly as FreeSWITCH does it.
#include "catch.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/wire/percent.hpp>
#include <eslio/wire/raw_buffer.hpp>

#include <string>
#include <string_view>

using namespace eslio::wire;
using namespace std::string_literals;

TEST_CASE("percent: every byte") {
    const std::string left =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!$'()*,-./_~";
    for (int i = 0; i < 256; ++i) {
        const std::string c(1, static_cast<char>(i));
        const char digits[] = "0123456789ABCDEF";
        const std::string coded = {'%', digits[i / 16], digits[i % 16]};
        CHECK(percent_encode(c) == (left.find(c) == std::string::npos ? coded : c));
        CHECK(percent_decode(coded) == c);
        CHECK(percent_decode(percent_encode(c)) == c);
    }
}

TEST_CASE("percent: what looks coded already is left, in upper case only") {
    CHECK(percent_encode("a%20b") == "a%20b");
    CHECK(percent_encode("%AB%ab%2f%2F") == "%AB%25ab%252f%2F");
    CHECK(percent_encode("100%") == "100%25");
    CHECK(percent_encode("%4") == "%254");
    CHECK(percent_encode("%%41") == "%25%41");
    CHECK(percent_encode("%G0 %0G") == "%25G0%20%250G");
}

TEST_CASE("percent: decoding") {
    CHECK(percent_decode("%41%c3%BC+%20") == "A\xC3\xBC+ ");
    CHECK(percent_decode("%") == "%");
    CHECK(percent_decode("%4") == "%4");
    CHECK(percent_decode("%4g%g4%%41%") == "%4g%g4%A%");
    CHECK(percent_decode("%2541") == "%41");
    CHECK(percent_decode("a%00b") == "a\0b"s);
    CHECK(percent_decode("").empty());
    CHECK(percent_decode_in_place(nullptr, 0) == 0);
}

TEST_CASE("percent: there and back, but for what looks coded") {
    support::each_round(500, [](std::uint64_t seed) {
        INFO("ESLIO_SEED=" << seed);
        const std::string value = support::event_maker(seed).value();
        const std::string coded = percent_encode(value);
        REQUIRE(coded.find_first_of(": \n") == std::string::npos);
        REQUIRE(percent_decode(coded) == value);
        raw_buffer bytes;
        percent_encode_to(bytes, value);
        REQUIRE(bytes.view() == coded);
        const std::string once = support::random_source(seed).bytes(100);
        REQUIRE(percent_encode(percent_encode(once)) == percent_encode(once));
    });
}

TEST_CASE("percent: whatever the codes, decoding is that of a simple loop") {
    support::each_round(500, [](std::uint64_t seed) {
        INFO("ESLIO_SEED=" << seed);
        support::random_source random(seed);
        static constexpr const char* pieces[] = {
            "%41", "%e4", "%", "%4", "%%", "%zz", "a", "some longer text", "%00", "%C3%BC", ":"};
        std::string text;
        while (random.below(20) != 0) text += random.pick(pieces);
        std::string expected = text;
        for (std::size_t at = 0; (at = expected.find('%', at)) != std::string::npos; ++at) {
            const std::string digits = expected.substr(at + 1, 2);
            if (digits.size() == 2 &&
                digits.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos)
                expected.replace(at, 3, 1, static_cast<char>(std::stoi(digits, nullptr, 16)));
        }
        REQUIRE(percent_decode(text) == expected);
    });
}
