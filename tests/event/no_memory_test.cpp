// event.hpp: memory that runs out while an event grows, or becomes a copy.
#include "catch.hpp"
#include "support/allocations.hpp"

#include <eslio/event/event.hpp>

#include <cstddef>
#include <new>
#include <string>

using eslio::event;

TEST_CASE("an event that finds no memory to grow is as it was", "[event]") {
    bool came_to_it = true;
    for (std::size_t nth = 1; came_to_it; ++nth) {
        CAPTURE(nth);
        event e;
        e.add("Some-Name", "value");
        e.add("ARRAY-Name", "ARRAY::a|:b");
        const event before = e;
        const std::string large(5000, 'x');
        bool thrown = false;
        test::fail_allocation(nth);
        try {
            e.add("Other-One", large);
        } catch (const std::bad_alloc&) {
            thrown = true;
        }
        came_to_it = test::allocation_failed();
        test::fail_allocation(0);
        CHECK(thrown == came_to_it);
        CHECK(e["Some-Name"] == "value");
        CHECK(e["Other-One"] == (thrown ? "" : large));
        if (thrown) CHECK(e == before);
        e.add("Last-One", large);
        CHECK(e["Last-One"] == large);
        CHECK(e["Some-Name"] == "value");
    }
}

TEST_CASE("an event that finds no memory to become a copy is empty", "[event]") {
    event from;
    from.add("Other-One", std::string(5000, 'x'));
    for (int i = 0; i < 100; ++i) from.add("Name-" + std::to_string(i), "value");
    bool came_to_it = true;
    for (std::size_t nth = 1; came_to_it; ++nth) {
        CAPTURE(nth);
        event e;
        e.add("Some-Name", "value");
        bool thrown = false;
        test::fail_allocation(nth);
        try {
            e = from;
        } catch (const std::bad_alloc&) {
            thrown = true;
        }
        came_to_it = test::allocation_failed();
        test::fail_allocation(0);
        CHECK(thrown == came_to_it);
        CHECK(e.size() == (thrown ? 0 : from.size()));
        CHECK(e["Some-Name"].empty());
        e.add("Some-Name", "again");
        CHECK(e["Some-Name"] == "again");
    }
}
