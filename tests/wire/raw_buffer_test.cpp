// The storage under read buffers and events.
#include "catch.hpp"

#include <eslio/wire/raw_buffer.hpp>

#include <string>
#include <string_view>
#include <utility>

using eslio::wire::raw_buffer;

TEST_CASE("byte store: grows and keeps") {
    raw_buffer s;
    CHECK(s.empty());
    CHECK(s.view().empty());
    s.append("");
    CHECK(s.capacity() == 0);
    std::string expected;
    for (int i = 0; i < 1000; ++i) {
        const std::string piece(static_cast<std::size_t>(i % 17), static_cast<char>('a' + i % 26));
        s.append(piece);
        s.push_back('|');
        expected += piece + '|';
    }
    CHECK(s.view() == expected);
    CHECK(s.capacity() < 2 * expected.size());
    s.resize(3);
    CHECK(s.view() == expected.substr(0, 3));
    const std::size_t capacity = s.capacity();
    s.clear();
    CHECK(s.empty());
    CHECK(s.capacity() == capacity);
    s.release();
    CHECK(s.capacity() == 0);
    s.reserve_exactly(10);
    s.reserve_exactly(5);
    CHECK(s.capacity() == 10);
}

TEST_CASE("byte store: may be appended to itself") {
    raw_buffer s;
    s.append("0123456789");
    std::string expected = "0123456789";
    for (int i = 0; i < 12; ++i) {
        const std::size_t begin = expected.size() / 3;
        s.append(s.view().substr(begin));
        expected += expected.substr(begin);
        REQUIRE(s.view() == expected);
    }
}

TEST_CASE("byte store: copies are exact, moves take all") {
    raw_buffer a;
    a.reserve(1000);
    a.append("text");
    const raw_buffer copy = a;
    CHECK(copy.view() == "text");
    CHECK(copy.capacity() == 4);
    raw_buffer moved = std::move(a);
    CHECK(moved.view() == "text");
    CHECK(moved.capacity() == 1000);
    CHECK(a.empty());
    a.append("again");
    CHECK(a.view() == "again");
    moved = a;
    CHECK(moved.view() == "again");
    CHECK(moved.capacity() == 1000);
    auto& self = moved;
    moved = self;
    CHECK(moved.view() == "again");
    moved = std::move(a);
    CHECK(moved.view() == "again");
    CHECK(raw_buffer(raw_buffer()).empty());
}
