// protocol/uuid.hpp: the form of a UUID and the bits that are not random.
#include "catch.hpp"

#include <eslio/protocol/uuid.hpp>

#include <cstdint>
#include <random>
#include <set>
#include <string>

namespace uuid_test {

using eslio::protocol::make_uuid;

TEST_CASE("a UUID is the 128 bits in order", "[protocol][uuid]") {
    CHECK(make_uuid(0x0123456789AB4DEF, 0x8123456789ABCDEF) ==
          "01234567-89ab-4def-8123-456789abcdef");
}

TEST_CASE("version and variant are set whatever the bits", "[protocol][uuid]") {
    CHECK(make_uuid(0, 0) == "00000000-0000-4000-8000-000000000000");
    CHECK(make_uuid(~std::uint64_t{0}, ~std::uint64_t{0}) ==
          "ffffffff-ffff-4fff-bfff-ffffffffffff");
}

TEST_CASE("UUIDs of different bits differ", "[protocol][uuid]") {
    std::set<std::string> all;
    for (int bit = 0; bit < 64; ++bit) {
        const std::uint64_t one = std::uint64_t{1} << bit;
        const bool version = bit >= 12 && bit < 16;
        const bool variant = bit >= 62;
        if (!version) CHECK(all.insert(make_uuid(one, 0)).second);
        if (!variant) CHECK(all.insert(make_uuid(0, one)).second);
    }
    std::mt19937_64 random(1);
    for (int i = 0; i < 1000; ++i) CHECK(all.insert(make_uuid(random(), random())).second);
}

}  // namespace uuid_test
