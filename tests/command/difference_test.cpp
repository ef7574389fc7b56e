// command/difference.hpp: from any subscription to any other, against a model of FreeSWITCH; what
// both want is heard at every moment.
#include "catch.hpp"
#include "protocol/subscription_model.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/command/difference.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

using eslio::error;
using eslio::event;
using eslio::event_name;
using eslio::format;
using eslio::log_level;
using eslio::subscription;
using texts = std::vector<std::string>;

texts lines(const subscription& from, const subscription& to) {
    texts all;
    for (const eslio::command& c : difference(from, to)) {
        CHECK_FALSE(c.error());
        all.push_back(c.bytes().substr(0, c.bytes().find('\n')));
        CHECK(c.bytes() == all.back() + "\n\n");
    }
    return all;
}

/// Events of the kinds that tell subscriptions apart; NEW_TYPE is known to the server alone.
std::vector<event> samples() {
    std::vector<event> all;
    for (const std::string_view name : {"DTMF", "HEARTBEAT", "CHANNEL_ANSWER", "BACKGROUND_JOB",
                                        "NEW_TYPE", "CUSTOM", "a::a", "b::b", "c::c"}) {
        for (const std::string_view id : {"", "1", "2", "3"}) {
            for (const std::string_view number : {"", "5"}) {
                const bool custom = name.find(':') != name.npos;
                event e = custom ? event::custom(name) : event::named(name);
                if (!id.empty()) e.add("Unique-ID", id);
                if (!number.empty()) e.add("Number", number);
                all.push_back(std::move(e));
            }
        }
    }
    return all;
}

subscription random_subscription(support::random_source& random) {
    static constexpr const char* names[] = {"DTMF",           "HEARTBEAT", "CHANNEL_ANSWER",
                                            "BACKGROUND_JOB", "NEW_TYPE",  "ALL"};
    static constexpr const char* subclasses[] = {"a::a", "b::b", "c::c"};
    static constexpr const char* headers[] = {"Unique-ID", "unique-id", "Number", "Event-Name"};
    static constexpr const char* values[] = {"1", "2", "-2", "5", "-5", "DTMF", "/./"};
    static constexpr format formats[] = {format::plain, format::json, format::xml};
    subscription s;
    for (std::size_t n = random.below(4); n != 0; --n) s.add(random.pick(names));
    for (std::size_t n = random.below(3); n != 0; --n) s.custom(random.pick(subclasses));
    if (random.one_in(2))
        for (std::size_t n = random.below(5); n != 0; --n)
            s.filter(random.pick(headers), random.pick(values));
    if (random.one_in(3)) s.in(random.pick(formats));
    if (random.one_in(3)) s.log(random.one_in(2) ? log_level::info : log_level::debug);
    return s;
}

/// What FreeSWITCH has no command to take back, once it was on.
bool may_stay(const subscription& from, const event& e) {
    const bool from_all = from.events().has(event_name::all);
    if (e.is(event_name::custom))
        return from_all || (from.events().has(event_name::custom) && e.subclass().empty());
    return from_all && e.type() == event_name::unknown;
}

std::string show(const subscription& s) {
    std::string out;
    for (const eslio::command& c : s.commands()) out += c.bytes();
    return out;
}

}  // namespace

TEST_CASE("difference: what is added comes before what is taken back", "[command][difference]") {
    CHECK(lines(subscription(event_name::dtmf, event_name::talk),
                subscription(event_name::talk, event_name::heartbeat)) ==
          texts{"event HEARTBEAT", "nixevent DTMF"});
    subscription from(event_name::dtmf);
    from.custom("a::a").custom("b::b");
    subscription to(event_name::dtmf);
    to.custom("b::b").custom("c::c");
    CHECK(lines(from, to) == texts{"event CUSTOM c::c", "nixevent CUSTOM a::a"});
    CHECK(lines(from, from).empty());
    CHECK(lines(subscription(), subscription()).empty());
    CHECK(lines(subscription(), to) == texts{"event DTMF CUSTOM b::b c::c"});
    CHECK(lines(from, subscription()) == texts{"noevents"});
}

TEST_CASE("difference: a format is changed with events that stay", "[command][difference]") {
    CHECK(lines(subscription(format::plain, event_name::dtmf),
                subscription(format::json, event_name::dtmf)) == texts{"event json DTMF"});
    CHECK(lines(subscription(event_name::dtmf), subscription(format::json, event_name::talk)) ==
          texts{"event json TALK", "nixevent DTMF"});
    CHECK(lines(subscription(format::json, event_name::dtmf), subscription(event_name::dtmf))
              .empty());
}

TEST_CASE("difference: the first filter lets all through for a while", "[command][difference]") {
    const subscription plain(event_name::dtmf);
    subscription filtered(event_name::dtmf);
    filtered.filter("Unique-ID", "1").filter("Unique-ID", "2").filter("Number", "-5");
    CHECK(lines(plain, filtered) == texts{"filter add Event-Name /./", "filter add Unique-ID 1",
                                          "filter add Unique-ID 2", "filter add Number -5",
                                          "filter delete Event-Name /./"});
    CHECK(lines(filtered, plain) == texts{"filter delete all"});
    subscription other(event_name::dtmf);
    other.filter("unique-id", "2").filter("Unique-ID", "3").filter("Number", "-6");
    CHECK(lines(filtered, other) == texts{"filter add Unique-ID 3", "filter delete Number -5",
                                          "filter add Number -6", "filter delete Unique-ID 1"});
}

TEST_CASE("difference: ALL is taken back type by type", "[command][difference]") {
    const texts all = lines(subscription(event_name::all), subscription(event_name::dtmf));
    REQUIRE(all.size() == 2);
    CHECK(all[0] == "event DTMF");
    CHECK(all[1].find("nixevent CLONE CHANNEL_CREATE") == 0);
    CHECK(all[1].find("DTMF") == std::string::npos);
    CHECK(all[1].find(" ALL") == std::string::npos);
    CHECK(lines(subscription(event_name::dtmf), subscription(event_name::all)) ==
          texts{"event ALL"});
}

TEST_CASE("difference: the log", "[command][difference]") {
    const subscription none(event_name::dtmf);
    subscription info = none, debug = none;
    info.log(log_level::info);
    debug.log(log_level::debug);
    CHECK(lines(none, info) == texts{"log info"});
    CHECK(lines(info, debug) == texts{"log debug"});
    CHECK(lines(debug, none) == texts{"nolog"});
    CHECK(lines(debug, debug).empty());
}

TEST_CASE("difference: of an invalid subscription", "[command][difference]") {
    const subscription bad(event_name::custom), good(event_name::dtmf);
    for (const auto& commands : {difference(bad, good), difference(good, bad)}) {
        REQUIRE(commands.size() == 1);
        CHECK(commands[0].error() == error::custom_without_subclass);
    }
}

TEST_CASE("difference: random pairs leave no gap", "[command][difference]") {
    const std::vector<event> events = samples();
    std::size_t steps = 0, shared = 0;
    support::each_round(5'000, [&](std::uint64_t seed) {
        support::random_source random(seed);
        const subscription from = random_subscription(random), to = random_subscription(random);
        if (from.error() || to.error()) return;
        test::subscription_model server;
        std::string log = "from:\n" + show(from) + "to:\n" + show(to);
        for (const eslio::command& c : from.commands())
            if (!c.error()) server.command(c.bytes());
        const auto agrees = [&](const char* when, bool no_gap_only) {
            for (const event& e : events) {
                const bool both = from.passes(e) && to.passes(e);
                const bool heard = server.delivers(e);
                shared += both ? 1 : 0;
                const bool right = no_gap_only
                                       ? !both || heard
                                       : heard == to.passes(e) || (heard && may_stay(from, e));
                if (!right)
                    FAIL("ESLIO_SEED=" << seed << " " << when << ": " << e.name() << " "
                                       << e.subclass() << " id " << e.unique_id() << "\n"
                                       << log);
            }
        };
        for (const event& e : events) REQUIRE(server.delivers(e) == from.passes(e));
        for (const eslio::command& c : difference(from, to)) {
            REQUIRE_FALSE(c.error());
            log += "written: " + c.bytes();
            server.command(c.bytes());
            ++steps;
            agrees("a gap", true);
        }
        agrees("at the end", false);
    });
    CHECK(steps > 0);
    CHECK(shared > 0);
}
