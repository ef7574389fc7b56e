// The command line of the examples: -H HOST -P PORT -p PASSWORD -h, and what an example adds.
#pragma once

#include <charconv>
#include <cstddef>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace support {

/// What was given. Without any of -H, -P and -p the example runs with a fake switch inside.
struct arguments {
    std::string host = "127.0.0.1";
    std::string port = "8021";
    std::string password = "ClueCon";
    bool embedded = true;
    bool help = false;
    std::map<char, std::string> own;  ///< options that only this example has
    std::vector<std::string> words;   ///< what is not an option

    std::string word(std::size_t index, std::string otherwise) const {
        return index < words.size() ? words[index] : std::move(otherwise);
    }

    /// The value of an option of the example's own. Throws std::invalid_argument for no number.
    std::size_t number(char letter, std::size_t otherwise) const {
        const auto found = own.find(letter);
        if (found == own.end()) return otherwise;
        const std::string& text = found->second;
        std::size_t value = 0;
        const auto end = text.data() + text.size();
        const auto [stop, problem] = std::from_chars(text.data(), end, value);
        if (problem != std::errc() || stop != end)
            throw std::invalid_argument(std::string("-") + letter + " wants a number, not '" +
                                        text + "'");
        return value;
    }
};

/// Reads the command line. `own_letters` are further options, each with a value: "ns" for -n, -s.
/// Throws std::invalid_argument, saying what is wrong.
inline arguments parse_arguments(int argc, const char* const* argv,
                                 std::string_view own_letters = {}) {
    arguments given;
    for (int i = 1; i < argc; ++i) {
        const std::string_view text = argv[i];
        if (text.size() < 2 || text[0] != '-') {
            given.words.emplace_back(text);
            continue;
        }
        const char letter = text[1];
        if (letter == 'h' || text == "--help") {
            given.help = true;
            continue;
        }
        const bool is_own = own_letters.find(letter) != std::string_view::npos;
        if (!is_own && letter != 'H' && letter != 'P' && letter != 'p')
            throw std::invalid_argument("unknown option " + std::string(text) + " (-h for help)");
        std::string value(text.substr(2));
        if (value.empty() && ++i < argc) value = argv[i];
        if (value.empty())
            throw std::invalid_argument("option " + std::string(text) + " wants a value");
        if (is_own) {
            given.own[letter] = value;
            continue;
        }
        given.embedded = false;
        if (letter == 'H') given.host = value;
        if (letter == 'P') given.port = value;
        if (letter == 'p') given.password = value;
    }
    return given;
}

/// The options that every example has, for its help.
inline constexpr std::string_view common_options =
    "  -H HOST      where FreeSWITCH is     (127.0.0.1)\n"
    "  -P PORT      its event socket's port (8021)\n"
    "  -p PASSWORD  and password            (ClueCon)\n"
    "  -h           this text\n"
    "Without -H, -P and -p a fake switch runs inside, and nothing else is needed.\n";

}  // namespace support
