// What the fake switch keeps by name: how it is found, gone through, copied and let go.
#include "catch.hpp"

#include <eslio/testing/detail/by_name.hpp>

#include <memory>
#include <string>
#include <utility>

using eslio::testing::detail::by_name;

namespace {

template <class T>
std::string names_of(const by_name<T>& all) {
    std::string out;
    for (const auto& [name, value] : all) out += name + ' ';
    return out;
}

}  // namespace

TEST_CASE("by_name: names are gone through in their order, whatever the order they came in") {
    by_name<int> all;
    CHECK(all.size() == 0);
    CHECK(names_of(all).empty());
    for (const char* const name : {"m", "z", "a", "mm", "", "b"}) all[name] = 1;
    CHECK(all.size() == 6);
    CHECK(names_of(all) == " a b m mm z ");
    all.erase("m");
    all.erase("nosuch");
    CHECK(names_of(all) == " a b mm z ");
}

TEST_CASE("by_name: a value is found by its whole name, and stays where it is") {
    by_name<std::string> all;
    all["b"] = "2";
    std::string* const b = all.find("b");
    for (int i = 0; i < 100; ++i) all[std::to_string(i)] = "x";
    REQUIRE(b != nullptr);
    CHECK(all.find("b") == b);
    CHECK(*b == "2");
    CHECK(all.contains("b"));
    CHECK_FALSE(all.contains("B"));
    CHECK_FALSE(all.contains("bb"));
    const by_name<std::string>& same = all;
    CHECK(same.find("b") == b);
    CHECK(same.find("a") == nullptr);
    CHECK(all["new"].empty());
    all["new"] = "now";
    CHECK(all["new"] == "now");
}

TEST_CASE("by_name: it takes values that are only moved, and lets them go with their entry") {
    const auto owned = std::make_shared<int>(7);
    by_name<std::unique_ptr<std::shared_ptr<int>>> all;
    all.insert("one", std::make_unique<std::shared_ptr<int>>(owned));
    all.insert("two", std::make_unique<std::shared_ptr<int>>(owned));
    CHECK(owned.use_count() == 3);
    all.erase("one");
    CHECK(owned.use_count() == 2);
    by_name<std::unique_ptr<std::shared_ptr<int>>> other = std::move(all);
    CHECK(owned.use_count() == 2);
    CHECK(other.size() == 1);
    other.clear();
    CHECK(owned.use_count() == 1);
    CHECK(other.size() == 0);
}

TEST_CASE("by_name: a copy has values of its own") {
    by_name<std::string> all;
    all["a"] = "1";
    by_name<std::string> copy = all;
    copy["a"] = "2";
    copy["b"] = "3";
    CHECK(*all.find("a") == "1");
    CHECK(all.size() == 1);
    all = copy;
    CHECK(*all.find("a") == "2");
    CHECK(names_of(all) == "a b ");
}
