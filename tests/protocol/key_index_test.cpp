// protocol/key_index: finds by key, several of one key in order, while it grows and shrinks.
#include "catch.hpp"

#include <eslio/protocol/key_index.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

using eslio::protocol::key_index;

TEST_CASE("a key_index finds what is linked, and only that", "[protocol][key_index]") {
    key_index index;
    CHECK(index.find("a") == nullptr);
    std::vector<std::unique_ptr<key_index::entry>> all;
    for (int i = 0; i < 100; ++i) {
        all.push_back(std::make_unique<key_index::entry>(std::to_string(i)));
        index.link(*all.back());
    }
    for (std::size_t i = 0; i < all.size(); i += 2) index.unlink(*all[i]);
    for (std::size_t i = 0; i < all.size(); ++i)
        CHECK(index.find(std::to_string(i)) == (i % 2 == 0 ? nullptr : all[i].get()));
    index.unlink(*all[0]);  // no more linked
    index.clear();
    CHECK(index.find("1") == nullptr);
}

TEST_CASE("a key_index keeps the order of one key while it grows", "[protocol][key_index]") {
    key_index index;
    std::vector<std::unique_ptr<key_index::entry>> all;
    for (int i = 0; i < 60; ++i) {
        all.push_back(std::make_unique<key_index::entry>(i % 3 == 0 ? "" : std::to_string(i)));
        index.link(*all.back());
    }
    const key_index::entry* at = index.find("");
    for (std::size_t i = 0; i < all.size(); i += 3) {
        REQUIRE(at == all[i].get());
        at = key_index::behind(*at);
    }
    CHECK(at == nullptr);
}
