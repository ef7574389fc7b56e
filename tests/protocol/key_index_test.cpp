// protocol/key_index: finds by key, several of one key in order, while it grows and shrinks.
#include "catch.hpp"
#include "support/allocations.hpp"
#include "support/growth.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/protocol/key_index.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace key_index_test {

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
        at = key_index::after(*at);
    }
    CHECK(at == nullptr);
}

TEST_CASE("a key_index keeps those of one key in order whichever go", "[protocol][key_index]") {
    support::each_round(50, [](std::uint64_t seed) {
        INFO("ESLIO_SEED=" << seed);
        support::random_source random(seed);
        key_index index;
        std::vector<std::unique_ptr<key_index::entry>> owned;
        std::map<std::string, std::vector<key_index::entry*>> model;
        bool right = true;
        for (int i = 0; i < 400; ++i) {
            const std::string key = std::to_string(random.below(5));
            std::vector<key_index::entry*>& same = model[key];
            if (same.empty() || random.below(3) != 0) {
                owned.push_back(std::make_unique<key_index::entry>(key));
                index.link(*owned.back());
                same.push_back(owned.back().get());
            } else {
                const std::size_t at = random.below(same.size());
                index.unlink(*same[at]);
                same.erase(same.begin() + static_cast<std::ptrdiff_t>(at));
            }
            for (const auto& [name, entries] : model) {
                const key_index::entry* e = index.find(name);
                for (const key_index::entry* expected : entries) {
                    right = right && e == expected;
                    if (e != nullptr) e = key_index::after(*e);
                }
                right = right && e == nullptr;
            }
        }
        REQUIRE(right);
    });
}

TEST_CASE("many of one key cost a key_index no more than others", "[protocol][key_index]") {
    const auto make = [](std::size_t n) {
        std::vector<std::unique_ptr<key_index::entry>> all;
        for (std::size_t i = 0; i < n; ++i) all.push_back(std::make_unique<key_index::entry>("x"));
        return all;
    };
    const double ratio = support::growth(2000, make, [](auto& all) {
        key_index index;
        for (auto& e : all) index.link(*e);
        for (std::size_t i = all.size(); i-- > 0;) index.unlink(*all[i]);
        CHECK(index.find("x") == nullptr);
    });
    CHECK(ratio < support::quadratic);
}

TEST_CASE("a key_index that becomes empty gives its memory back", "[protocol][key_index]") {
    key_index index;
    std::vector<std::unique_ptr<key_index::entry>> all;
    for (int i = 0; i < 10'000; ++i)
        all.push_back(std::make_unique<key_index::entry>(std::to_string(i)));
    const std::size_t before = test::allocated_bytes();
    for (auto& e : all) index.link(*e);
    for (auto& e : all) index.unlink(*e);
    CHECK(test::allocated_bytes() - before < 1000);
    index.link(*all[5]);
    CHECK(index.find("5") == all[5].get());
}

}  // namespace key_index_test
