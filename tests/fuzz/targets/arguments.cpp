// Any text through every builder that takes one: refused in words, or FreeSWITCH's readers (written
// apart, in tests/command) find the text that was given.
#include "command/builders.hpp"
#include "command/originate_builders.hpp"
#include "fuzz/target.hpp"

#include <string>

namespace {

using fuzz::require;

void check(const test::arrival& a, const std::string& text) {
    if (a.refused) {
        require(a.refused == eslio::condition::invalid_argument, "a refusal is one of an argument");
        require(!a.why.empty(), "a refusal has words");
        return;
    }
    require(a.text.has_value(), "what is accepted is carried out");
    require(*a.text == text, "what is accepted arrives as it was given");
}

}  // namespace

int run(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;  // none is none
    const std::string text(fuzz::bytes_of(data, size));
    const eslio::untrusted theirs(text);
    for (const test::builder& b : test::builders()) check(b.carry(theirs), text);
    for (const test::builder& b : test::strangers_builders()) check(b.carry(theirs), text);
    for (const auto* table : {&test::endpoint_arguments(), &test::originate_arguments()}) {
        for (const test::hostile_argument& a : *table) {
            check(a.carry(text), text);
            if (!a.refused_of_strangers) continue;
            const test::arrival arrival = a.carry(theirs);
            check(arrival, text);
            require(static_cast<bool>(arrival.refused) == a.refused_of_strangers(text),
                    "of strangers what has a meaning is refused, and nothing else");
        }
    }
    if (text.find("${") != text.npos) return 0;  // the program's own is expanded
    for (const test::builder& b : test::builders()) check(b.carry(text), text);
    for (const test::prompt_part& p : test::prompt_parts())
        check(test::executes(p.make(text), p.read), text);
    return 0;
}
