// protocol/subscription_state.hpp, restoration.hpp: what came by a secret command is written again
// as one.
#include "catch.hpp"
#include "protocol/exchange_fixture.hpp"
#include "protocol/subscription_state_fixture.hpp"

#include <eslio/command/detail/heard_change.hpp>
#include <eslio/protocol/restoration.hpp>

#include <string>

namespace subscription_secrets_test {

using namespace test;
using eslio::event_name;
using eslio::format;

namespace {

const auto jobs_are = eslio::detail::types_of({event_name::background_job});

/// The lines of steps, those that no trace may show in brackets.
texts shown(const subscription_state::steps& steps) {
    texts all;
    for (const auto& s : steps) {
        const std::string line = s.bytes.substr(0, s.bytes.find('\n'));
        all.push_back(s.secret ? "(" + line + ")" : line);
    }
    return all;
}

/// What is written for a line; in brackets it is a secret one.
texts say(subscription_state& s, std::string line) {
    const bool secret = line.front() == '(';
    if (secret) line = line.substr(1, line.size() - 2);
    const auto change = eslio::detail::read_heard_change(line);
    REQUIRE(change);
    return shown(static_cast<subscription_state::base&>(s).plan(*change, line + "\n\n", secret));
}

texts restored_after(const texts& said) {
    subscription_state s;
    for (const std::string& line : said) say(s, line);
    return shown(s.restore());
}

}  // namespace

TEST_CASE("all steps of a secret command are secret", "[protocol][subscription][secrets]") {
    subscription_state s;
    s.hear_only("u-1", format::plain, jobs_are);
    CHECK(say(s, "filter add a b") == texts{"filter add a b", "filter delete a b"});
    CHECK(say(s, "(filter add a c)") == texts{"(filter add a c)", "(filter delete a c)"});
}

TEST_CASE("what a secret command brought is restored as a secret one",
          "[protocol][subscription][secrets]") {
    CHECK(restored_after({"filter add a b", "(filter add a c)", "filter add a d"}) ==
          texts{"filter add a b", "(filter add a c)", "filter add a d"});
    CHECK(restored_after({"filter add a b", "(filter add a ARRAY::c|:d)", "filter add a e"}) ==
          texts{"(filter add a ARRAY::b|:c|:d)", "filter add a e"});
    CHECK(restored_after({"filter add a[1] b", "(filter add a[0] c)"}).front().front() == '(');
    CHECK(restored_after({"(filter add a c)", "filter delete a c", "filter add a c"}) ==
          texts{"filter add a c"});
    CHECK(restored_after({"filter add a b", "(event plain DTMF)", "event plain CUSTOM x::y"}) ==
          texts{"filter add a b", "(event plain DTMF CUSTOM x::y)"});
    CHECK(restored_after({"(event plain DTMF)", "noevents", "event plain TALK"}) ==
          texts{"event plain TALK"});
}

TEST_CASE("a level that came in secret is restored so", "[protocol][subscription][secrets]") {
    subscription_state s;
    s.note_log(eslio::log_level::info, true);
    CHECK(shown(s.restore()) == texts{"(log info)"});
    s.note_log(eslio::log_level::info, false);
    CHECK(shown(s.restore()) == texts{"log info"});
}

TEST_CASE("a noevents that is written by names is as secret as they are",
          "[protocol][subscription][secrets]") {
    subscription_state s;
    s.need(jobs_are);
    say(s, "(event plain CUSTOM x::y)");
    CHECK(say(s, "noevents").front().front() == '(');
    say(s, "event plain CUSTOM x::y");
    CHECK(say(s, "noevents").front().front() == 'n');
}

TEST_CASE("it is told which commands of a restoration are secret", "[protocol][restoration]") {
    subscription_state::steps wanted;
    wanted.push_back({"filter add a b\n\n", false, false, false, true});
    wanted.push_back({"filter add c d\n\n"});
    const eslio::protocol::command_limits limits;
    eslio::protocol::restoration<waiter> r(std::move(wanted), 1, limits);
    subscription_state::steps planned;
    planned.push_back({"filter add e f\n\n", false, false, false, true});
    planned.push_back({"filter delete e f\n\n", true, false, false, true});
    waiter w;
    std::uint64_t number = 0;
    r.submit(std::move(planned), w, eslio::protocol::never, number);
    std::string out;
    eslio::detail::compact_vector<eslio::protocol::secret_part> secrets;
    r.write(out, 1'000'000, secrets);
    texts hidden;
    for (const auto& s : secrets) hidden.push_back(out.substr(s.begin, s.size));
    CHECK(hidden == texts{"filter add a b\n\n", "filter add e f\n\n", "filter delete e f\n\n"});
}

}  // namespace subscription_secrets_test
