// protocol/route_table.hpp: who sees an event, also while the table changes.
#include "catch.hpp"
#include "support/allocations.hpp"
#include "support/growth.hpp"

#include <eslio/protocol/route_table.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace route_table_test {

namespace {

using eslio::event;
using eslio::protocol::route_table;
using verdict = route_table::verdict;

event of_channel(const std::string& uuid) {
    event e(eslio::event_name::channel_answer);
    e.add("Unique-ID", uuid);
    return e;
}

/// Adds a letter to a log for each event seen.
route_table::consumer note(std::string& log, char letter, verdict answer = verdict::pass) {
    return [&log, letter, answer](const event&) {
        log += letter;
        return answer;
    };
}

}  // namespace

TEST_CASE("consumers see the events of their channel", "[protocol][route_table]") {
    route_table routes;
    std::string log;
    CHECK(routes.empty());
    CHECK(routes.dispatch(of_channel("x")) == verdict::pass);
    routes.add("x", note(log, 'x'));
    routes.add("y", note(log, 'y'));
    routes.add("", note(log, '*'));
    CHECK_FALSE(routes.empty());
    CHECK(routes.dispatch(of_channel("x")) == verdict::pass);
    CHECK(log == "x*");
    CHECK(routes.dispatch(of_channel("z")) == verdict::pass);
    CHECK(log == "x**");
    CHECK(routes.dispatch(event(eslio::event_name::heartbeat)) == verdict::pass);
    CHECK(log == "x***");
    CHECK(routes.dispatch(of_channel("X")) == verdict::pass);
    CHECK(log == "x****");
}

TEST_CASE("consumers see the answers of a channel's other legs", "[protocol][route_table]") {
    route_table routes;
    std::string log;
    const auto legs = routes.add_for_legs("x", note(log, 'l'));
    routes.add("x", note(log, 'x'));
    routes.add("leg", note(log, 'b'));
    event answer = of_channel("leg");
    answer.add("Other-Leg-Unique-ID", "x");
    routes.dispatch(answer);
    CHECK(log == "lb");
    routes.dispatch(of_channel("x"));
    routes.dispatch(of_channel("leg"));
    event other(eslio::event_name::channel_progress);
    other.add("Unique-ID", "leg").add("Other-Leg-Unique-ID", "x");
    routes.dispatch(other);
    CHECK(log == "lbxbb");
    routes.remove(legs);
    routes.dispatch(answer);
    CHECK(log == "lbxbbb");
    const auto last = routes.add_for_legs("x", note(log, 'c', verdict::consume));
    CHECK(routes.dispatch(answer) == verdict::consume);
    CHECK(log == "lbxbbbc");
    routes.remove(last);
    CHECK(routes.dispatch(answer) == verdict::pass);
}

TEST_CASE("consumers see the bridges that other legs' events tell of", "[protocol][route_table]") {
    using eslio::event_name;
    route_table routes;
    std::string log;
    const auto bridge = [](event_name type, const char* of, const char* a, const char* b) {
        event e(type);
        e.add("Unique-ID", of).add("Bridge-A-Unique-ID", a).add("Bridge-B-Unique-ID", b);
        return e;
    };
    routes.add_for_legs("x", note(log, 'l'));
    for (const auto type : {event_name::channel_bridge, event_name::channel_unbridge}) {
        log.clear();
        routes.dispatch(bridge(type, "leg", "leg", "x"));
        CHECK(log == "l");
        routes.dispatch(bridge(type, "leg", "x", "leg"));
        CHECK(log == "ll");
        routes.dispatch(bridge(type, "third", "x", "leg"));
        CHECK(log == "lll");
        event both = bridge(type, "leg", "leg", "x");
        both.add("Other-Leg-Unique-ID", "x");
        routes.dispatch(both);
        CHECK(log == "llll");
        routes.dispatch(bridge(type, "x", "x", "leg"));  // its own
        routes.dispatch(bridge(type, "leg", "leg", "y"));
        CHECK(log == "llll");
    }
    routes.dispatch(bridge(event_name::channel_answer, "leg", "leg", "x"));
    CHECK(log == "llll");
    routes.add_for_legs("x", note(log, 'c', verdict::consume));
    CHECK(routes.dispatch(bridge(event_name::channel_unbridge, "leg", "leg", "x")) ==
          verdict::consume);
}

TEST_CASE("consumers see an event in the order of adding", "[protocol][route_table]") {
    route_table routes;
    std::string log;
    for (const char c : std::string("abc")) routes.add("x", note(log, c));
    routes.dispatch(of_channel("x"));
    CHECK(log == "abc");
}

TEST_CASE("a consumed event goes no further", "[protocol][route_table]") {
    route_table routes;
    std::string log;
    routes.add("x", note(log, 'a'));
    routes.add("x", note(log, 'b', verdict::consume));
    routes.add("x", note(log, 'c'));
    CHECK(routes.dispatch(of_channel("x")) == verdict::consume);
    CHECK(log == "ab");
}

TEST_CASE("a removed consumer sees nothing", "[protocol][route_table]") {
    route_table routes;
    std::string log;
    const auto a = routes.add("x", note(log, 'a'));
    const auto b = routes.add("x", note(log, 'b'));
    CHECK(a != b);
    routes.remove(a);
    routes.remove(a);
    routes.remove(12345);
    routes.dispatch(of_channel("x"));
    CHECK(log == "b");
    routes.remove(b);
    CHECK(routes.empty());
}

TEST_CASE("a consumer may remove itself and others", "[protocol][route_table]") {
    route_table routes;
    std::string log;
    route_table::id ids[3] = {};
    ids[0] = routes.add("x", note(log, 'a'));
    ids[1] = routes.add("x", [&](const event&) {
        log += 'b';
        for (const auto id : ids) routes.remove(id);
        return verdict::pass;
    });
    ids[2] = routes.add("x", note(log, 'c'));
    routes.add("x", note(log, 'd'));
    routes.dispatch(of_channel("x"));
    CHECK(log == "abd");
    routes.dispatch(of_channel("x"));
    CHECK(log == "abdd");
}

TEST_CASE("a consumer added meanwhile sees the next event first", "[protocol][route_table]") {
    route_table routes;
    std::string log;
    int added = 0;
    routes.add("x", [&](const event&) {
        log += 'a';
        // Enough to move the table under the walk.
        while (added < 100) {
            ++added;
            routes.add("x", note(log, '.'));
        }
        return verdict::pass;
    });
    routes.dispatch(of_channel("x"));
    CHECK(log == "a");
    routes.dispatch(of_channel("x"));
    CHECK(log == "aa" + std::string(100, '.'));
}

TEST_CASE("an event may be dispatched from within a dispatch", "[protocol][route_table]") {
    route_table routes;
    std::string log;
    route_table::id inner = 0;
    routes.add("x", [&](const event&) {
        log += 'x';
        routes.dispatch(of_channel("y"));
        return verdict::pass;
    });
    inner = routes.add("y", [&](const event&) {
        log += 'y';
        routes.remove(inner);
        return verdict::pass;
    });
    routes.add("x", note(log, 'z'));
    routes.dispatch(of_channel("x"));
    CHECK(log == "xyz");
    routes.dispatch(of_channel("x"));
    CHECK(log == "xyzxz");
}

TEST_CASE("a consumer that throws leaves the table in order", "[protocol][route_table]") {
    route_table routes;
    std::string log;
    route_table::id thrower = 0;
    thrower = routes.add("x", [&](const event&) -> verdict {
        routes.remove(thrower);
        throw std::runtime_error("of a consumer");
    });
    CHECK_THROWS_AS(routes.dispatch(of_channel("x")), std::runtime_error);
    CHECK(routes.empty());
    routes.add("x", note(log, 'a'));
    CHECK(routes.dispatch(of_channel("x")) == verdict::pass);
    CHECK(log == "a");
}

TEST_CASE("consumers of a channel and of all events see one in the order of adding",
          "[protocol][route_table]") {
    route_table routes;
    std::string log;
    routes.add("", note(log, '1'));
    routes.add("x", note(log, '2'));
    routes.add("y", note(log, '3'));
    routes.add("", note(log, '4'));
    routes.add("x", note(log, '5'));
    routes.add("x", note(log, '6'));
    routes.add("", note(log, '7'));
    routes.dispatch(of_channel("x"));
    CHECK(log == "124567");
    log.clear();
    routes.dispatch(of_channel("y"));
    CHECK(log == "1347");
}

TEST_CASE("a dispatch allocates nothing", "[protocol][route_table]") {
    route_table routes;
    int seen = 0;
    std::array<char, 200> large{};  // too large for a std::function to hold in place
    for (int i = 0; i < 1000; ++i)
        routes.add("7b9c3b6e-5d51-4e4a-9f5f-" + std::to_string(i), [&seen, large](const event&) {
            ++seen;
            return large[0] == 0 ? verdict::pass : verdict::consume;
        });
    routes.add("", [&seen, large](const event&) {
        ++seen;
        return large[0] == 0 ? verdict::pass : verdict::consume;
    });
    const event e = of_channel("7b9c3b6e-5d51-4e4a-9f5f-77");
    const std::size_t before = test::allocations();
    for (int i = 0; i < 100; ++i) routes.dispatch(e);
    CHECK(test::allocations() == before);
    CHECK(seen == 200);
}

TEST_CASE("what a consumer owns may use the table when it goes", "[protocol][route_table]") {
    struct owner {
        route_table& routes;
        route_table::id other;
        ~owner() { routes.remove(other); }
    };
    route_table routes;
    std::string log;
    const auto other = routes.add("x", note(log, 'o'));
    auto owned = std::make_shared<owner>(owner{routes, other});
    const auto id = routes.add("x", [owned](const event&) { return verdict::pass; });
    owned.reset();
    bool in_a_walk = false;
    SECTION("removed at once") {}
    SECTION("removed in a walk") {
        in_a_walk = true;
    }
    if (in_a_walk) {
        const auto remover = routes.add("", [&](const event&) {
            routes.remove(id);
            return verdict::pass;
        });
        routes.dispatch(of_channel("x"));
        routes.remove(remover);
    } else {
        routes.remove(id);
    }
    CHECK(routes.empty());
}

TEST_CASE("those of a channel are told that its queue is emptied", "[protocol][route_table]") {
    route_table routes;
    std::string log, told;
    route_table::id second = 0;
    const auto tell = [&](char letter) {
        return [&told, letter](std::uint64_t command) { told += command == 7 ? letter : '?'; };
    };
    routes.add("x", note(log, 'a'), [&](std::uint64_t) {
        told += 'a';
        routes.remove(second);
        routes.add("x", note(log, 'e'), tell('e'));
    });
    second = routes.add("x", note(log, 'b'), tell('b'));
    routes.add("y", note(log, 'c'), tell('c'));
    routes.add("", note(log, 'n'));
    routes.add("x", note(log, 'n'));
    routes.add("x", note(log, 'd'), tell('d'));
    routes.queue_emptied("z", 7);
    CHECK(told.empty());
    routes.queue_emptied("x", 7);
    CHECK(told == "ad");
    routes.queue_emptied("y", 7);
    CHECK(told == "adc");
    CHECK(log.empty());
}

TEST_CASE("what is added and removed costs as much however many routes there are",
          "[protocol][route_table]") {
    struct filled {
        route_table routes;
        std::vector<route_table::id> ids;
    };
    const auto pass = [](const event&) { return verdict::pass; };
    const bool of_one_call = GENERATE(false, true);
    const auto fill = [&](std::size_t n) {
        auto all = std::make_unique<filled>();
        for (std::size_t i = 0; i < n; ++i)
            all->ids.push_back(all->routes.add(of_one_call ? "x" : std::to_string(i), pass));
        return all;
    };
    SECTION("to make them") {
        CHECK(support::growth(
                  2000, [](std::size_t n) { return n; }, [&](std::size_t n) { fill(n); }) <
              support::quadratic);
    }
    SECTION("to remove them") {
        const double ratio = support::growth(2000, fill, [](auto& all) {
            for (const route_table::id id : all->ids) all->routes.remove(id);
            CHECK(all->routes.empty());
        });
        CHECK(ratio < support::quadratic);
    }
    SECTION("to remove one in each dispatch") {
        const double ratio = support::growth(2000, fill, [&](auto& all) {
            std::size_t next = 0;
            all->routes.add("y", [&](const event&) {
                all->routes.remove(all->ids[next++]);
                return verdict::pass;
            });
            while (next != all->ids.size()) all->routes.dispatch(of_channel("y"));
        });
        CHECK(ratio < support::quadratic);
    }
}

TEST_CASE("routes that went leave no memory behind", "[protocol][route_table]") {
    route_table routes;
    const std::size_t before = test::allocated_bytes();
    for (int round = 0; round < 2; ++round) {
        std::vector<route_table::id> ids;
        for (int i = 0; i < 10'000; ++i)
            ids.push_back(
                routes.add(std::to_string(i), [](const event&) { return verdict::pass; }));
        for (const route_table::id id : ids) routes.remove(id);
    }
    CHECK(test::allocated_bytes() - before < 10'000);
}

}  // namespace route_table_test
