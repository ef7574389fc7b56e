// Dial strings of a configuration: refused in words, or they mean to FreeSWITCH's readers (written
// apart, in tests/command) what the text meant.
#include "command/dial_model.hpp"
#include "fuzz/target.hpp"

#include <eslio/command/dial_string.hpp>

#include <string>

int run(const std::uint8_t* data, std::size_t size) {
    using fuzz::require;
    const std::string text(fuzz::bytes_of(data, size));
    const eslio::dial_string parsed = eslio::dial_string::parse(text);
    if (parsed.error()) {
        require(parsed.error() == eslio::condition::invalid_argument, "it is one of an argument");
        require(parsed.why().find("dial string: ") == 0, "a refusal has words");
        require(parsed.text().empty(), "what is invalid has no text");
        return 0;
    }
    const std::string written = parsed.text();
    require(eslio::dial_string::parse(written) == parsed, "what is written is read back");
    const test::dialled_all meant = test::read_dial_strings(text);
    require(meant.failure.empty(), "what is accepted can be read");
    require(test::described(test::read_dial_strings(written)) == test::described(meant),
            "what is written means what was read");
    return 0;
}
