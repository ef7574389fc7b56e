// Values of variables, in each scope of a dial string and at both places that take one, against
// FreeSWITCH's readers written apart: what is accepted survives, and what would survive is
// accepted.
//
// 50 000 values by default; ESLIO_EFFORT=20 makes it a million.
#include "catch.hpp"
#include "command/dial_model.hpp"
#include "support/hostile_texts.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/command/bridge.hpp>
#include <eslio/command/dial_string.hpp>
#include <eslio/command/originate.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using eslio::dial_string;
using eslio::endpoint;

/// What FreeSWITCH is to make of it: the value among neighbours, three legs and two parts.
enum class scope { all_legs, one_leg, enterprise };

dial_string with_value(scope where, const std::string& value) {
    endpoint second("null/2");
    if (where == scope::one_leg) second.variable("a", "1").variable("x", value).variable("z", "2");
    dial_string out("null/1");
    out.also(second).then("null/3");
    if (where == scope::all_legs) out.variable("a", "1").variable("x", value).variable("z", "2");
    if (where != scope::enterprise) return out;
    out.variable("mine", "3").enterprise(dial_string("null/4").variable("other", "4"));
    return out.variable("a", "1").variable("x", value).variable("z", "2");
}

/// The value that arrived; nothing if the structure is not what was built.
std::optional<std::string> found(scope where, const test::dialled_all& read) {
    const std::size_t parts = where == scope::enterprise ? 2 : 1;
    if (!read.failure.empty() || read.parts.size() != parts) return std::nullopt;
    const auto& alternatives = read.parts[0].alternatives;
    if (alternatives.size() != 2 || alternatives[0].size() != 2 || alternatives[1].size() != 1)
        return std::nullopt;
    const bool addressed = alternatives[0][0].second == "null/1" &&
                           alternatives[0][1].second == "null/2" &&
                           alternatives[1][0].second == "null/3";
    const test::variables* all = &alternatives[0][1].first;
    if (where == scope::all_legs) all = &read.parts[0].global;
    if (where == scope::enterprise) {
        all = &read.ultra;
        const auto& other = read.parts[1].alternatives;
        const bool same = read.parts[0].global == test::variables{{"mine", "3"}} &&
                          read.parts[1].global == test::variables{{"other", "4"}} &&
                          other.size() == 1 && other[0].size() == 1 &&
                          other[0][0].second == "null/4";
        if (!same) return std::nullopt;
    }
    const bool kept =
        all->size() == 3 && all->count("x") == 1 && all->at("a") == "1" && all->at("z") == "2";
    return addressed && kept ? std::optional(all->at("x")) : std::nullopt;
}

bool balances(const std::string& text, char open, char close) {
    int depth = 0;
    for (const char c : text) {
        depth += c == open ? 1 : c == close ? -1 : 0;
        if (depth < 0) return false;
    }
    return depth == 0;
}

/// What no way of writing it brings through, said apart from the library.
bool cannot_survive(scope where, const std::string& value) {
    if (value.empty() || value.find('\0') != value.npos || value.find(":_:") != value.npos)
        return true;
    if (test::kept(value) != value || test::holds_variable(value)) return true;
    if (where == scope::all_legs) return !balances(value, '{', '}');
    if (where == scope::enterprise) return !balances(value, '<', '>');
    return !balances(value, '[', ']') || value.find('\x01') != value.npos;
}

/// What is wrong with one value in one scope; empty if nothing. `arrived` counts.
std::string fault(scope where, const std::string& value, std::size_t& arrived) {
    const dial_string callee = with_value(where, value);
    const bool refused = static_cast<bool>(callee.error());
    if (refused != cannot_survive(where, value))
        return refused ? "refused, but survives: " + callee.why() : "accepted, but cannot survive";
    const eslio::originate call(callee);
    if (static_cast<bool>(call.error()) != refused) return "originate judges otherwise";
    if (static_cast<bool>(eslio::cmd::bridge(callee).error()) != refused)
        return "bridge judges otherwise";
    if (refused) return callee.text().empty() && call.text().empty() ? "" : "has text";
    const test::originated made = test::read_originate(call.text());
    if (made.application != "park") return "another application";
    if (found(where, test::read_dial_strings(made.dial)) != value) return "lost in originate";
    const auto argument = test::executed(callee.for_bridge());
    if (!argument || found(where, test::read_dial_strings(*argument)) != value)
        return "lost in bridge";
    if (dial_string::parse(callee.text()) != callee) return "parsed otherwise";
    ++arrived;
    return {};
}

/// How many of the three scopes brought it through.
std::size_t check_value(const std::string& value) {
    std::size_t arrived = 0;
    for (const scope where : {scope::all_legs, scope::one_leg, scope::enterprise}) {
        const std::string wrong = fault(where, value, arrived);
        if (wrong.empty()) continue;
        INFO("scope " << static_cast<int>(where) << ", value '" << value << "'");
        FAIL(wrong);
    }
    return arrived;
}

/// Pieces that mean something to a dial string, beside those of `random_text`.
std::string random_value(support::random_source& random) {
    static constexpr const char* pieces[] = {"[]",   "{}",   "{x}", "[y]", "|",      ",",  "'",
                                             "[",    "]",    "{",   "}",   "<",      ">",  "|",
                                             ",",    "=",    "'",   "\\",  ":_:",    ":",  "_",
                                             "\x01", "\x02", "^^",  "[=]", "[,'],=", "\"", "<>"};
    std::string text;
    for (std::size_t n = 1 + random.below(4); n != 0; --n) {
        text += random.one_in(2) ? support::random_text(random) : random.pick(pieces);
        while (random.one_in(2)) text += random.pick(pieces);
        if (random.one_in(50)) text.push_back('\0');
    }
    return text;
}

}  // namespace

TEST_CASE("hostile values survive in every scope, or are refused", "[command][dial]") {
    for (const std::string& value : support::hostile_texts()) check_value(value);
}

TEST_CASE("50 000 random values survive in every scope, or are refused", "[command][dial]") {
    std::size_t values = 0;
    std::size_t arrived = 0;
    support::each_round(50'000, [&](std::uint64_t seed) {
        support::random_source random(seed);
        INFO("ESLIO_SEED=" << seed);
        arrived += check_value(random_value(random));
        ++values;
    });
    CHECK(arrived > values);  // else next to nothing was tested
    WARN(values << " values in 3 scopes: " << arrived << " came through, the rest were refused");
}
