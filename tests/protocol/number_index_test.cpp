// protocol/number_index: finds by number while it grows and shrinks, and gives its memory back.
#include "catch.hpp"
#include "support/allocations.hpp"

#include <eslio/protocol/number_index.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace number_index_test {

using eslio::protocol::number_index;

TEST_CASE("a number_index finds what is linked, and only that", "[protocol][number_index]") {
    number_index index;
    CHECK(index.find(1) == nullptr);
    std::vector<number_index::entry> all(200);
    index.unlink(all[0]);  // never linked
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i].number = std::uint64_t{1} << (i % 60);
        all[i].number += i * 1000;
        index.link(all[i]);
    }
    for (std::size_t i = 0; i < all.size(); i += 2) index.unlink(all[i]);
    index.unlink(all[0]);  // no more linked
    for (std::size_t i = 0; i < all.size(); ++i)
        CHECK(index.find(all[i].number) == (i % 2 == 0 ? nullptr : &all[i]));
    CHECK(index.find(7) == nullptr);
    index.clear();
    CHECK(index.find(all[1].number) == nullptr);
}

TEST_CASE("a number_index that becomes empty gives its memory back", "[protocol][number_index]") {
    number_index index;
    std::vector<number_index::entry> all(10'000);
    const std::size_t before = test::allocated_bytes();
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i].number = i;
        index.link(all[i]);
    }
    for (number_index::entry& e : all) index.unlink(e);
    CHECK(test::allocated_bytes() - before < 1000);
    index.link(all[5]);
    CHECK(index.find(5) == &all[5]);
}

}  // namespace number_index_test
