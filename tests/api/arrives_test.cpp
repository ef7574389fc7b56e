// Hostile texts in every argument of every typed API command: what is accepted arrives as it was
// given and changes nothing else, and nothing harmless is refused.
#include "api/api_builders.hpp"
#include "catch.hpp"
#include "support/hostile_texts.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/error.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace {

using eslio::untrusted;
using test::api_builder;

const std::vector<api_builder>& all_builders() {
    static const std::vector<api_builder> all = [] {
        std::vector<api_builder> some = test::call_builders();
        for (api_builder& b : test::switch_builders()) some.push_back(std::move(b));
        return some;
    }();
    return all;
}

/// The words that should arrive.
test::texts with_text(const test::texts& expected, const std::string& text) {
    test::texts out;
    for (const std::string& word : expected) {
        const std::size_t at = word.find("TEXT");
        out.push_back(at == std::string::npos ? word
                                              : word.substr(0, at) + text + word.substr(at + 4));
    }
    return out;
}

void check(const api_builder& b, const std::string& text, const eslio::api_request& made,
           bool may_refuse) {
    if (made.error()) {
        const bool fair = may_refuse && made.error() == eslio::condition::invalid_argument &&
                          !made.why().empty() && made.text().empty();
        if (fair) return;
        INFO(b.name << ": '" << text << "' refused: " << made.why());
        CHECK(fair);
        return;
    }
    const auto [command, argument] = test::command_and_argument(made.text());
    const test::texts arrived = b.read(argument);
    const test::texts wanted = with_text(b.expected, text);
    const bool one_line = made.text().find_first_of("\r\n") == std::string::npos;
    if (arrived == wanted && one_line && b.name == command && !may_refuse) return;
    INFO(b.name << ": '" << text << "' as '" << made.text() << "'");
    CHECK_FALSE(may_refuse);
    CHECK(b.name == command);
    CHECK(one_line);
    CHECK(arrived == wanted);
}

void check_text(const std::string& text) {
    if (text.empty()) return;
    const untrusted theirs(text);
    for (const api_builder& b : all_builders()) {
        // Where FreeSWITCH expands a text later, the program's own references are expanded.
        const bool later = b.read == test::by_blanks_and_broadcast ||
                           b.read == test::by_blanks_and_member || b.read == test::by_saymember ||
                           b.read == test::by_expansion || b.read == test::by_strchr_and_expansion;
        const bool refers = later && test::holds_variable(text);
        if (!refers) check(b, text, b.make(text), b.where.of_all(text));
        check(b, text, b.make(theirs), b.where.of_all(text) || b.where.of_strangers(text));
    }
}

}  // namespace

TEST_CASE("hostile texts in every argument of typed API commands", "[api][arrives]") {
    const std::vector<std::string> all = support::hostile_texts();
    CHECK(all.size() >= 100);
    CHECK(all_builders().size() >= 130);
    for (const std::string& text : all) check_text(text);
    for (const char* harmless : {"+4930123456", "Undef", "None", "a", "1000", "all-day", "last-1"})
        check_text(harmless);
}

TEST_CASE("random texts in every argument of typed API commands", "[api][arrives]") {
    support::each_round(1'000, [](std::uint64_t seed) {
        support::random_source random(seed);
        const std::string text = support::random_text(random);
        INFO("ESLIO_SEED=" << seed);
        check_text(text);
    });
}

TEST_CASE("nothing where a text is needed, and NUL, are refused", "[api][arrives]") {
    for (const api_builder& b : all_builders()) {
        INFO(b.name);
        const eslio::api_request nul = b.make(std::string("a\0b", 3));
        CHECK(nul.error() == eslio::condition::invalid_argument);
        CHECK(b.make(untrusted(std::string("a\0b", 3))).error());
    }
}
