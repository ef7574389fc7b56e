// protocol/ring.hpp: order, growth, wraparound, and slots that keep what is in them.
#include "catch.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/protocol/ring.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>

namespace ring_test {

using eslio::protocol::ring;

TEST_CASE("a ring holds nothing at first", "[protocol][ring]") {
    const ring<int> r;
    CHECK(r.empty());
    CHECK(r.size() == 0);
    CHECK(r.capacity() == 0);
}

TEST_CASE("a ring grows by doubling and keeps the order", "[protocol][ring]") {
    ring<int> r;
    for (int i = 0; i < 9; ++i) {
        r.push(i);
        CHECK(r.front() == 0);
        CHECK(r.back() == i);
    }
    CHECK(r.capacity() == 16);
    for (std::size_t i = 0; i < 9; ++i) CHECK(r[i] == static_cast<int>(i));
}

TEST_CASE("a ring wraps around without growing", "[protocol][ring]") {
    ring<int> r;
    for (int i = 0; i < 3; ++i) r.push(i);
    for (int i = 3; i < 1000; ++i) {
        r.push(i);
        CHECK(r.front() == i - 3);
        r.pop();
    }
    CHECK(r.capacity() == 4);
    CHECK(r.size() == 3);
    CHECK(r[0] == 997);
    CHECK(r[2] == 999);
}

TEST_CASE("a ring that wrapped around grows in order", "[protocol][ring]") {
    ring<int> r;
    for (int i = 0; i < 4; ++i) r.push(i);
    r.pop();
    r.pop();
    for (int i = 4; i < 7; ++i) r.push(i);
    REQUIRE(r.capacity() == 8);
    for (std::size_t i = 0; i < 5; ++i) CHECK(r[i] == static_cast<int>(i) + 2);
}

TEST_CASE("popped slots keep their value to be used again", "[protocol][ring]") {
    ring<std::string> r;
    for (int i = 0; i < 4; ++i) r.push(std::string(100, static_cast<char>('a' + i)));
    const char* first = r.front().data();
    r.pop();
    CHECK(r.spare().data() == first);
    CHECK(r.spare() == std::string(100, 'a'));
    r.spare().assign("new");
    r.push_slot();
    CHECK(r.back() == "new");
    CHECK(r.back().data() == first);
    r.pop_back();
    CHECK(r.back() == std::string(100, 'd'));
    CHECK(r.spare() == "new");
}

TEST_CASE("a spare slot counts only when it is pushed", "[protocol][ring]") {
    ring<int> r;
    r.spare() = 7;
    CHECK(r.empty());
    r.push_slot();
    CHECK(r.size() == 1);
    CHECK(r.front() == 7);
}

TEST_CASE("a ring that is cleared leaves its spare where it is", "[protocol][ring]") {
    ring<std::string> r;
    r.clear();
    for (int i = 0; i < 3; ++i) r.push("x");
    std::string& spare = r.spare();
    spare = "looked at";
    r.clear();
    CHECK(r.empty());
    CHECK(&r.spare() == &spare);
    CHECK(r.spare() == "looked at");
}

TEST_CASE("a ring takes what can only be moved and gives its memory back", "[protocol][ring]") {
    ring<std::unique_ptr<int>> r;
    for (int i = 0; i < 10; ++i) r.push(std::make_unique<int>(i));
    CHECK(*r.back() == 9);
    r.clear();
    CHECK(r.empty());
    CHECK(r.capacity() == 16);
    r.release();
    CHECK(r.capacity() == 0);
    r.push(std::make_unique<int>(1));
    CHECK(*r.front() == 1);
}

TEST_CASE("a ring is a queue", "[protocol][ring][random]") {
    support::each_round(200, [](std::uint64_t seed) {
        INFO("ESLIO_SEED=" << seed);
        support::random_source random(seed);
        ring<std::size_t> r;
        std::deque<std::size_t> model;
        bool same = true;
        for (std::size_t i = 0; i < 300; ++i) {
            const std::size_t what = random.below(10);
            if (what < 5) {
                r.push(i);
                model.push_back(i);
            } else if (!model.empty() && what < 9) {
                r.pop();
                model.pop_front();
            } else if (!model.empty()) {
                r.pop_back();
                model.pop_back();
            }
            same = same && r.size() == model.size();
            for (std::size_t k = 0; same && k < model.size(); ++k) same = r[k] == model[k];
        }
        REQUIRE(same);
    });
}

}  // namespace ring_test
