// The builders of typed API commands, each with what FreeSWITCH makes of their text and what they
// may refuse.
#pragma once

#include "api/line_reader.hpp"
#include "support/url_decode.hpp"

#include <eslio/command/api.hpp>
#include <eslio/command/untrusted.hpp>

#include <algorithm>
#include <cctype>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace test {

using eslio::any_text;
using eslio::api_request;

/// Where a text stands, and what is refused there of everybody or of strangers.
struct place {
    bool (*of_all)(const std::string&);
    bool (*of_strangers)(const std::string&);
};

struct api_builder {
    std::string name;
    std::function<api_request(const any_text&)> make;
    texts (*read)(const std::string& argument);
    texts expected;  ///< the words that arrive, with `TEXT` where the text is, or holds it
    place where;
};

inline bool has_any(const std::string& text, std::string_view bytes) {
    return text.find_first_of(bytes) != std::string::npos;
}

inline bool consists_of_any(const std::string& text, std::string_view more) {
    return std::all_of(text.begin(), text.end(), [&](char c) {
        return (static_cast<unsigned char>(c) < 128 &&
                std::isalnum(static_cast<unsigned char>(c)) != 0) ||
               more.find(c) != std::string_view::npos;
    });
}

inline bool nobody(const std::string&) {
    return false;
}

/// Line breaks as such or percent-coded, `${` with what readers take off between.
inline bool unsafe(const std::string& text) {
    std::string bare;
    for (const char c : text)
        if (c != '\\' && c != '\'') bare.push_back(c);
    return test::decodes_to_break(text) || has_any(text, "\r\n") ||
           bare.find("${") != std::string::npos;
}

inline bool breaks_line(const std::string& text) {
    return has_any(text, "\r\n");
}

inline bool has_white_end(const std::string& text) {
    return breaks_line(text) || has_any(text.substr(text.size() - 1), " \t\v");
}

inline bool has_white_ends(const std::string& text) {
    return has_white_end(text) || has_any(text.substr(0, 1), " \t\v");
}

inline bool is_no_bare_word(const std::string& text) {
    return has_any(text, " ") || has_white_ends(text);
}

inline bool is_no_uuid(const std::string& text) {
    return !consists_of_any(text, "-_.:@+~=!");
}

inline bool is_no_name(const std::string& text) {
    return !consists_of_any(text, "_-");
}

inline std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

/// What a stranger may not play: other sources, parameters, places to begin at.
inline bool is_no_path(const std::string& text) {
    const std::size_t begin = text.find_first_not_of(' ');
    const std::string small = lower(text);
    return (begin != std::string::npos && text[begin] == '{') || has_any(text, "\r\n") ||
           text.find("://") != std::string::npos || text.find("@@") != std::string::npos ||
           small.rfind("say:", 0) == 0 || small.rfind("phrase:", 0) == 0;
}

inline bool is_no_file(const std::string& text) {
    return unsafe(text) || is_no_path(text);
}

inline bool is_no_recording(const std::string& text) {
    return is_no_file(text) || lower(text) == "all";
}

inline bool runs_something(const std::string& text) {
    const std::size_t mark = text.find(':');
    return is_no_file(text) || (mark != text.npos && text.compare(mark, 2, "::") == 0);
}

/// `%[a=b]` sets variables, also for the application in `name::argument`.
inline bool is_no_broadcast(const std::string& text) {
    const auto scope = [](const std::string& t) {
        return t.rfind('%', 0) == 0 && t.substr(0, 3).find('[') != std::string::npos;
    };
    const std::size_t mark = text.find(':');
    return scope(text) || (mark != std::string::npos && text.compare(mark, 2, "::") == 0 &&
                           scope(text.substr(mark + 2)));
}

inline bool are_no_keys(const std::string& text) {
    return !std::all_of(text.begin(), text.end(), [](char c) {
        return std::string_view("0123456789*#ABCDabcdWw").find(c) != std::string_view::npos;
    });
}

inline bool is_no_address(const std::string& text) {
    return !consists_of_any(text, "+*#-_.");
}

inline bool is_no_header(const std::string& text) {
    return test::decodes_to_break(text) || breaks_line(text);
}

inline bool is_unkept(const std::string& text) {
    return text.rfind("ARRAY::", 0) == 0 && kept(text) != text;
}

inline bool is_array_or_unsafe(const std::string& text) {
    return unsafe(text) || text.rfind("ARRAY::", 0) == 0;
}

/// Places, by what FreeSWITCH does there.
inline constexpr place word_place{nobody, unsafe};
inline constexpr place rest_place{has_white_ends, unsafe};
inline constexpr place after_place{has_white_end, unsafe};
inline constexpr place bare_place{is_no_bare_word, unsafe};
inline constexpr place uuid_place{is_no_uuid, nobody};
inline constexpr place name_place{is_no_name, nobody};
inline constexpr place file_place{nobody, is_no_file};
inline constexpr place recording_place{nobody, is_no_recording};
inline constexpr place broadcast_place{is_no_broadcast, runs_something};
inline constexpr place value_place{is_unkept, is_array_or_unsafe};
inline constexpr place keys_place{nobody, are_no_keys};

std::vector<api_builder> call_builders();
std::vector<api_builder> switch_builders();
std::vector<api_builder> module_builders();

}  // namespace test
