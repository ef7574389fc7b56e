// Every builder that takes a text, against FreeSWITCH's readers written apart: what is accepted
// arrives as it was given, and what would arrive is accepted.
#include "catch.hpp"
#include "command/builders.hpp"
#include "support/hostile_texts.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/command/applications.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace app = eslio::app;
using eslio::untrusted;
using test::arrival;
using test::builder;
using test::prompt_part;

void check(const std::string& name, const std::string& text, const arrival& a, bool may_refuse) {
    INFO(name << ": '" << text << "' " << a.why);
    if (a.refused) {
        CHECK(a.refused == eslio::condition::invalid_argument);
        CHECK_FALSE(a.why.empty());
        CHECK(may_refuse);
    } else {
        REQUIRE(a.text.has_value());
        CHECK(*a.text == text);
    }
}

/// As the program's own text; one with a reference to a variable is not literal.
void check_own(const std::string& text) {
    if (text.find("${") != std::string::npos) return;
    for (const builder& b : test::builders()) {
        const bool whole =
            b.name == "playback" || b.name == "stop_record_session" || b.name == "send_dtmf";
        const bool scope = whole && text[0] == '%' && text.substr(0, 3).find('[') != text.npos;
        check(b.name, text, b.carry(text), scope || b.may_refuse(text));
    }
    for (const prompt_part& p : test::prompt_parts()) {
        const eslio::application a = p.make(text);
        check(p.name, text, test::executes(a, p.read), false);
    }
}

/// What FreeSWITCH has a meaning for that no stranger is to use.
bool is_order(std::string name, std::string text) {
    if (name.rfind("execute ", 0) == 0) name.erase(0, 8);
    if (name == "send_dtmf")
        return text.find_first_not_of("0123456789*#ABCDabcdWw") != std::string::npos;
    const std::size_t begin = text.find_first_not_of(' ');
    const bool has_parameters = begin != std::string::npos && text[begin] == '{';
    if (name == "speak") return has_parameters;
    if (name == "loop_playback" && text[0] == '+') return true;
    const bool plays = name == "playback" || name == "loop_playback";
    if (!plays && name.find("record") == std::string::npos) return false;
    std::transform(text.begin(), text.end(), text.begin(), eslio::wire::to_lower);
    return has_parameters || text.find("://") != std::string::npos ||
           text.find("@@") != std::string::npos || text.rfind("say:", 0) == 0 ||
           text.rfind("phrase:", 0) == 0 || (name == "stop_record_session" && text == "all");
}

void check_strangers(const std::string& text) {
    const untrusted theirs(text);
    for (const auto* all : {&test::builders(), &test::strangers_builders()})
        for (const builder& b : *all) {
            const bool is_address = b.name == "transfer" || b.name == "execute_extension" ||
                                    b.name == "originate extension";
            const bool scope = text[0] == '%' && text.substr(0, 3).find('[') != text.npos;
            const bool order = is_order(b.name, text);
            const bool may_refuse =
                b.may_refuse(text) || order || test::unfit_for_strangers(text) || scope ||
                text.rfind("ARRAY::", 0) == 0 || (is_address && !theirs.is_address());
            const arrival a = b.carry(theirs);
            check(b.name + " of a stranger", text, a, may_refuse);
            CHECK((!order || a.refused));
        }
}

}  // namespace

TEST_CASE("hostile texts arrive, or are refused with words", "[command][arrives]") {
    const std::vector<std::string> all = support::hostile_texts();
    CHECK(all.size() >= 100);
    for (const std::string& text : all) {
        check_own(text);
        check_strangers(text);
    }
}

TEST_CASE("random texts arrive, or are refused with words", "[command][arrives]") {
    support::each_round(2'000, [](std::uint64_t seed) {
        support::random_source random(seed);
        const std::string text = support::random_text(random);
        INFO("ESLIO_SEED=" << seed);
        check_own(text);
        check_strangers(text);
    });
}

TEST_CASE("a program's references are expanded, and all else arrives", "[command][arrives]") {
    support::each_round(4'000, [](std::uint64_t seed) {
        support::random_source random(seed);
        std::string text = "a";
        std::string wanted = "a";
        for (std::size_t n = 1 + random.below(4); n != 0; --n) {
            std::string literal = support::random_text(random);
            const bool global = random.one_in(2);
            // A `$` before `${` makes another reference of it.
            while (!global && !literal.empty() && literal.back() == '$') literal.pop_back();
            for (std::size_t at = literal.find("${"); at != literal.npos; at = literal.find("${"))
                literal.erase(at, 1);
            const bool other = random.one_in(3);
            text += literal + (global ? "$${" : "${") + (other ? "w-1}" : "v}");
            wanted += literal + (other ? "x\\y" : "value");
        }
        INFO("ESLIO_SEED=" << seed);
        for (const builder& b : test::builders()) {
            const bool is_expanded = b.name.find("originate") == b.name.npos &&
                                     b.name.find("caller") == b.name.npos &&
                                     b.name.find("bridge") == b.name.npos;
            if (!is_expanded) continue;
            const arrival a = b.carry(text);
            INFO(b.name << ": '" << text << "' " << a.why);
            CHECK_FALSE(a.refused);
            CHECK(a.text == wanted);
        }
        for (const prompt_part& p : test::prompt_parts()) {
            INFO(p.name << ": '" << text << "'");
            CHECK(test::executes(p.make(text), p.read).text == wanted);
        }
    });
}

TEST_CASE("a reference that is not closed would swallow the rest", "[command][arrives]") {
    for (const char* text : {"${a", "x $${a", "${a${b}"}) {
        const eslio::application a = app::playback(text);
        CHECK(a.error() == eslio::error::unwritable_text);
        CHECK(a.why().find("file: '$' (byte ") == 0);
    }
    CHECK_FALSE(app::playback("${a}{").error());
}
