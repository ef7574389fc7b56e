// An API command of the fake switch as one entry of a table: name, usage, function.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/facts/described.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>
#include <eslio/testing/fake_switch/text/separate.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

/// One call of an API command. The arguments, of which blanks at both ends are gone, hold only
/// during it.
struct api_call {
    machine& inside;
    std::string_view arguments;
    std::string_view syntax;
    const api_done& done;

    std::string usage() const { return "-USAGE: " + std::string(syntax) + "\n"; }

    /// At most `most` words, the last of which holds the rest (switch_separate_string).
    std::vector<std::string> words(std::size_t most, char delimiter = ' ') const {
        return separate(arguments, delimiter, most);
    }
};

struct api_entry : described {
    using text_function = std::string (*)(const api_call&);
    using function = void (*)(const api_call&);

    /// One that is done when it returns.
    constexpr api_entry(std::string_view command, std::string_view arguments,
                        std::string_view what_for, text_function answers,
                        std::string_view owner = "mod_commands")
        : described{command, arguments, what_for, owner}, answer(answers) {}

    /// One that calls `done` itself, perhaps later.
    constexpr api_entry(std::string_view command, std::string_view arguments,
                        std::string_view what_for, function runs,
                        std::string_view owner = "mod_commands")
        : described{command, arguments, what_for, owner}, run(runs) {}

    /// One that FreeSWITCH has and the fake switch does not model: it answers as if it were not
    /// loaded.
    constexpr api_entry(std::string_view command, std::string_view arguments,
                        std::string_view what_for, std::nullptr_t,
                        std::string_view owner = "mod_commands")
        : described{command, arguments, what_for, owner} {}

    text_function answer = nullptr;
    function run = nullptr;

    void operator()(machine& m, std::string_view arguments, const api_done& done) const;
};

/// A text that is the same whatever is asked.
inline std::string say_ok(const api_call&) {
    return "+OK\n";
}
inline std::string say_nothing(const api_call&) {
    return {};
}

inline constexpr const char* no_such_channel = "-ERR No such channel!\n";
inline constexpr const char* no_session = "-ERR Cannot locate session!\n";

/// `-ERR No such channel <uuid>!`
inline std::string no_channel_of(std::string_view uuid) {
    return "-ERR No such channel " + std::string(uuid) + "!\n";
}

/// `on`, `off`: whether a word says so.
inline bool is_on(std::string_view word) noexcept {
    return wire::iequals(word, "on");
}

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/api_entry.ipp>
#endif
