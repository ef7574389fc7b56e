// word_set: sets that are added at once, also where memory runs out.
#include "catch.hpp"
#include "support/allocations.hpp"
#include "support/growth.hpp"

#include <eslio/command/detail/word_set.hpp>

#include <cstddef>
#include <new>
#include <string>
#include <vector>

namespace {

std::vector<std::string> all_of(const eslio::detail::word_set& set) {
    return {set.all().begin(), set.all().end()};
}

eslio::detail::word_set set_of(const std::vector<std::string>& words) {
    eslio::detail::word_set out;
    for (const std::string& word : words) out.add(word);
    return out;
}

}  // namespace

TEST_CASE("word_set: another set is added and removed at once") {
    eslio::detail::word_set set = set_of({"m", "b", "z"});
    set.add_all(set_of({"a", "m", "n"}));
    CHECK(all_of(set) == std::vector<std::string>{"a", "b", "m", "n", "z"});
    set.add_all(set_of({"c"}));
    set.add_all({});
    set.remove_all(set_of({"a", "m", "x"}));
    set.remove_all(set_of({"z"}));
    CHECK(all_of(set) == std::vector<std::string>{"b", "c", "n"});
}

TEST_CASE("word_set: what could not be added for want of memory leaves it as it was") {
    const std::string end(40, 'e');  // longer than what a string holds without memory
    const auto old = set_of({"b" + end, "d" + end});
    for (const auto& more : {set_of({"a" + end, "c" + end, "e" + end}), set_of({"c" + end})}) {
        bool failed = true;
        for (std::size_t number = 1; failed; ++number) {
            eslio::detail::word_set set = old;
            test::fail_allocation(number);
            try {
                set.add_all(more);
            } catch (const std::bad_alloc&) {
            }
            failed = test::allocation_failed();
            test::fail_allocation(0);
            if (failed) CHECK(all_of(set) == all_of(old));
            set.add_all(more);
            for (const std::string& word : old.all()) CHECK(set.has(word));
            for (const std::string& word : more.all()) CHECK(set.has(word));
        }
    }
}

TEST_CASE("word_set: one more and one less cost as much however many there are") {
    const auto name = [](std::size_t i) { return std::to_string(i * 2654435761U % 1000003); };
    const auto filled = [&](std::size_t count) {
        eslio::detail::word_set set;
        for (std::size_t i = 0; i < count; ++i) set.add(name(i));
        return set;
    };
    const auto nothing = [](std::size_t count) { return count; };
    CHECK(support::growth(4000, nothing, filled) < support::quadratic);
    const double ratio = support::growth(4000, filled, [&](eslio::detail::word_set& set) {
        for (std::size_t i = 0; !set.all().empty(); ++i) set.remove_all(set_of({name(i), "x"}));
    });
    CHECK(ratio < support::quadratic);
}
