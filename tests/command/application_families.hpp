// The builders of command/applications/ that take a text, each with what FreeSWITCH makes of it and
// what it may refuse.
#pragma once

#include "command/builders.hpp"
#include "support/url_decode.hpp"

#include <eslio/command/applications.hpp>

#include <cctype>
#include <chrono>
#include <string>
#include <vector>

namespace test {

/// A part of an argument that is split at another byte than the blank.
inline reader part(char delimiter, std::size_t index, std::size_t of, std::size_t most) {
    return [=](const std::string& argument) -> std::optional<std::string> {
        const texts parts = separate(argument, delimiter, most);
        if (parts.size() != of) return std::nullopt;
        return parts[index];
    };
}

/// After the first of these bytes, as strchr finds it.
inline reader after_first(char c) {
    return [=](const std::string& argument) -> std::optional<std::string> {
        const std::size_t at = argument.find(c);
        if (at == std::string::npos) return std::nullopt;
        return argument.substr(at + 1);
    };
}
inline reader before_first(char c) {
    return [=](const std::string& argument) -> std::optional<std::string> {
        return argument.substr(0, argument.find(c));
    };
}

/// A text between apostrophes in Lua, after FreeSWITCH has written a backslash before each of its.
inline std::optional<std::string> read_lua(const std::string& word) {
    std::string written;
    for (const char c : word) {
        if (c == '\'') written.push_back('\\');
        written.push_back(c);
    }
    std::string out;
    for (std::size_t i = 0; i < written.size(); ++i) {
        if (written[i] == '\'' || written[i] == '\n' || written[i] == '\r') return std::nullopt;
        if (written[i] != '\\') {
            out.push_back(written[i]);
            continue;
        }
        if (++i == written.size()) return std::nullopt;
        switch (written[i]) {
            case 'n': out.push_back('\n'); break;
            case 'r': out.push_back('\r'); break;
            case '\\':
            case '\'': out.push_back(written[i]); break;
            default: return std::nullopt;
        }
    }
    return out;
}

/// A word that switch_ivr_broadcast gets: the application in `name::argument`, or `playback`, is
/// executed with the rest.
inline reader broadcast_word(std::size_t index, std::size_t of) {
    return [=](const std::string& argument) -> std::optional<std::string> {
        const texts words = separate(argument, ' ', 6);
        if (words.size() != of) return std::nullopt;
        const std::string& file = words[index];
        const std::size_t mark = file.find(':');
        const bool names = mark != std::string::npos && file.compare(mark, 2, "::") == 0;
        const std::size_t begin = names ? mark + 2 : 0;
        const auto rest = executed(file.substr(begin), known);
        if (!rest) return std::nullopt;
        return file.substr(0, begin) + *rest;
    };
}

/// The one queue of mod_fifo (fifo_function): the first word, split once more at commas, to the
/// last
/// `!`.
inline reader queue_name(std::size_t of) {
    return [=](const std::string& argument) -> std::optional<std::string> {
        const texts words = separate(argument, ' ', 5);
        if (words.size() != of) return std::nullopt;
        const texts names = separate(words[0], ',', 10);
        if (names.size() != 1) return std::nullopt;
        return names[0].substr(0, names[0].rfind('!'));
    };
}

/// What mod_valet_parking would write into a dialplan as more than one word.
inline bool is_parted_inline(const std::string& t) {
    return has(t, ",' \\") || t.rfind("^^", 0) == 0;
}

/// `name::%[a=b]` sets variables for the application.
inline bool begins_scope_somewhere(const std::string& t) {
    const std::size_t at = t.find("::%");
    return at != std::string::npos && t.substr(at + 3, 2).find('[') != std::string::npos;
}

/// What FreeSWITCH's further readings of hold music would change.
inline bool is_unkept_music(const std::string& t) {
    return is_unkept_array(t) || begins_scope_somewhere(t) || expand(t) != t;
}

/// The file that play_and_detect_speech is given, and the grammar.
inline std::optional<std::string> spoken_file(const std::string& argument) {
    std::string file = argument.substr(0, argument.find("detect:"));
    while (!file.empty() && std::isspace(static_cast<unsigned char>(file.back())) != 0)
        file.pop_back();
    return file;
}
inline std::optional<std::string> grammar(const std::string& argument) {
    const texts words = separate(argument.substr(argument.find("detect:") + 7), ' ', 2);
    if (words.size() != 2 || words[0] != "e") return std::nullopt;
    return words[1];
}

/// The value of the last header in the argument of `event`.
inline std::optional<std::string> event_value(const std::string& argument) {
    const texts parts = separate(argument, ',', 25);
    if (parts.size() != 3 || parts[0] != "Event-Name=CUSTOM" || parts[1] != "Event-Subclass=a::b")
        return std::nullopt;
    std::string value = parts[2].substr(parts[2].find('=') + 1);
    return value.erase(0, value.find_first_not_of(' '));
}

inline bool begins_blank(const std::string& t) {
    return t[0] == ' ' || t.rfind("ARRAY::", 0) == 0;
}

/// What is passed on into SIP: no line break as such or percent-coded.
inline bool breaks_header(const std::string& t) {
    return test::decodes_to_break(t) || has(t, "\r\n");
}

/// How a family's builder treats a stranger's text: as a file, an address, a word of a dialplan,
/// what a phone shows, a grammar, or a plain text.
enum class meant {
    text,
    file,
    broadcast,
    music,
    address,
    inline_word,
    shown_name,
    shown_number,
    grammar
};

struct family_builder {
    builder as;
    meant for_strangers;
};

inline const std::vector<family_builder>& family_builders() {
    using namespace std::chrono_literals;
    const auto lower = [](const std::string& t) {
        std::string s = t;
        for (char& c : s) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        return s;
    };
    const auto is_no_call = [lower](const std::string& t) {
        return t[0] == '-' || lower(t) == "all" || t.size() > 255 ||
               !eslio::detail::consists_of(t, "-_.:@+~=!");
    };
    const auto dashed = [](const std::string& t) { return t[0] == '-'; };
    const auto queue = [](const std::string& t) {
        return has(t, ",!'\\") || t.front() == ' ' || t.back() == ' ' || t.rfind("^^", 0) == 0;
    };
    const auto valet = [lower](const std::string& t) {
        return lower(t) == "auto" || lower(t) == "ask" || has(t, "\"<&") || t.front() == ' ' ||
               t.back() == ' ';
    };
    const auto lot = [](const std::string& t) { return has(t, "\"<&"); };
    static const std::vector<family_builder> all = {
        {plain(
             "respond", [](const any_text& t) { return app::respond(486, t); }, after_first(' '),
             breaks_header),
         meant::text},
        {plain(
             "redirect", [](const any_text& t) { return app::redirect(t); }, whole, breaks_header),
         meant::text},
        {plain(
             "send_display", [](const any_text& t) { return app::send_display("n", t); },
             after_first('|'),
             [](const std::string& t) { return has(t, "|") || breaks_header(t); }),
         meant::shown_number},
        {plain(
             "send_display name", [](const any_text& t) { return app::send_display(t, "1"); },
             before_first('|'),
             [](const std::string& t) { return has(t, "|") || breaks_header(t); }),
         meant::shown_name},
        {plain(
             "sched_transfer",
             [](const any_text& t) {
                 return app::sched_transfer(5s, eslio::extension(t, "XML", "c"));
             },
             word(1, 4, 4)),
         meant::address},
        {plain(
             "sched_broadcast", [](const any_text& t) { return app::sched_broadcast(5s, t); },
             broadcast_word(1, 3), begins_scope_somewhere),
         meant::broadcast},
        {plain(
             "intercept", [](const any_text& t) { return app::intercept(t); }, word(0, 1, 4),
             is_no_call),
         meant::text},
        {plain(
             "intercept partner", [](const any_text& t) { return app::intercept(t, true); },
             word(1, 2, 4), is_no_call),
         meant::text},
        {plain(
             "eavesdrop", [](const any_text& t) { return app::eavesdrop(t); }, whole, is_no_call),
         meant::text},
        {plain(
             "three_way", [](const any_text& t) { return app::three_way(t); }, whole, is_no_call),
         meant::text},
        {plain("pickup", [](const any_text& t) { return app::pickup(t); }), meant::text},
        {plain(
             "soft_hold", [](const any_text& t) { return app::soft_hold("1", t, "b"); },
             word(1, 3, 3)),
         meant::file},
        {plain(
             "hold_music", [](const any_text& t) { return app::hold_music(t); },
             [](const std::string& a) { return base_set(a, known).second; }, is_unkept_music),
         meant::music},
        {plain(
             "broadcast", [](const any_text& t) { return app::broadcast(t); }, broadcast_word(0, 2),
             begins_scope_somewhere),
         meant::broadcast},
        {plain(
             "soft_hold other", [](const any_text& t) { return app::soft_hold("1", "a", t); },
             broadcast_word(2, 3), begins_scope_somewhere),
         meant::broadcast},
        {plain(
             "transfer_legs",
             [](const any_text& t) {
                 return app::transfer_legs(eslio::call_legs::other,
                                           eslio::extension(t, "XML", "c"));
             },
             word(1, 4, 4), dashed),
         meant::address},
        {plain(
             "valet_park lot", [](const any_text& t) { return app::valet_park(t, "1"); },
             word(0, 2, 6), lot),
         meant::inline_word},
        {plain(
             "valet_park", [](const any_text& t) { return app::valet_park("l", t); }, word(1, 2, 6),
             valet),
         meant::inline_word},
        {plain(
             "valet_park_in", [](const any_text& t) { return app::valet_park_in(t, 1, 9); },
             word(0, 5, 6), [lot](const std::string& t) { return is_parted_inline(t) || lot(t); }),
         meant::inline_word},
        {plain(
             "loop_playback", [](const any_text& t) { return app::loop_playback(t, 2); },
             after_first(' ')),
         meant::file},
        {plain("endless_playback", [](const any_text& t) { return app::endless_playback(t); }),
         meant::file},
        {plain(
             "phrase", [](const any_text& t) { return app::phrase("m", t); }, after_first(',')),
         meant::text},
        {plain(
             "record until silence",
             [](const any_text& t) {
                 return app::record(t, 5s, app::silence{200, 3s});
             },
             word(0, 4, 4)),
         meant::file},
        {plain("record_session_mask",
               [](const any_text& t) { return app::record_session_mask(t); }),
         meant::file},
        {plain(
             "displace_session",
             [](const any_text& t) {
                 return app::displace_session(t, app::displacing().mix().at_most(5s));
             },
             word(0, 3, 6)),
         meant::file},
        {plain("stop_displace_session",
               [](const any_text& t) { return app::stop_displace_session(t); }),
         meant::file},
        {plain(
             "wait_for_silence",
             [](const any_text& t) { return app::wait_for_silence(200, 15, 10, 5000ms, t); },
             word(4, 5, 5)),
         meant::file},
        {plain(
             "log", [](const any_text& t) { return app::log(eslio::log_level::info, t); },
             after_first(' ')),
         meant::text},
        {plain(
             "fire_event",
             [](const any_text& t) {
                 eslio::variable_list headers;
                 headers.add("x", t);
                 return app::fire_event("a::b", headers);
             },
             event_value, begins_blank),
         meant::text},
        {plain(
             "lua",
             [](const any_text& t) {
                 return app::lua("s.lua", app::script_arguments().add(t).add("b"));
             },
             [](const std::string& a) -> std::optional<std::string> {
                 const std::size_t at = a.find(' ');
                 if (a.substr(0, at) != "s.lua") return std::nullopt;
                 const texts words = separate(a.substr(at + 1), ' ', 128);
                 if (words.size() != 2) return std::nullopt;
                 return read_lua(words[0]);
             }),
         meant::text},
        {plain(
             "hash_insert", [](const any_text& t) { return app::hash_insert("r", "k", t); },
             part('/', 3, 4, 4)),
         meant::text},
        {plain(
             "hash_delete", [](const any_text& t) { return app::hash_delete("r", t); },
             part('/', 2, 3, 4)),
         meant::text},
        {plain(
             "db_insert", [](const any_text& t) { return app::db_insert("r", t, "v"); },
             part('/', 2, 4, 4)),
         meant::text},
        {plain(
             "db realm", [](const any_text& t) { return app::db_delete(t, "k"); },
             part('/', 1, 3, 4)),
         meant::text},
        {plain(
             "group_insert", [](const any_text& t) { return app::group_insert(t, "user/1"); },
             part(':', 1, 3, 3)),
         meant::text},
        {plain(
             "set_global", [](const any_text& t) { return app::set_global("x", t); },
             after_first('='), is_unkept_array),
         meant::text},
        {plain(
             "push", [](const any_text& t) { return app::push("x", t); },
             [](const std::string& a) { return base_set(a, known).second; }, is_unkept_array),
         meant::text},
        {plain(
             "detect_speech", [](const any_text& t) { return app::detect_speech("m", t, "p"); },
             word(1, 3, 4)),
         meant::grammar},
        {plain(
             "detect_speech_grammar",
             [](const any_text& t) { return app::detect_speech_grammar(t, "p"); }, word(1, 3, 4)),
         meant::grammar},
        {plain(
             "detect_speech_param",
             [](const any_text& t) { return app::detect_speech_param("n", t); }, word(2, 3, 4)),
         meant::text},
        {plain(
             "play_and_detect_speech file",
             [](const any_text& t) { return app::play_and_detect_speech(t, "e", "g"); },
             spoken_file,
             [](const std::string& t) {
                 return t.find("detect:") != std::string::npos ||
                        std::isspace(static_cast<unsigned char>(t.back())) != 0;
             }),
         meant::file},
        {plain(
             "play_and_detect_speech grammar",
             [](const any_text& t) { return app::play_and_detect_speech("f", "e", t); }, grammar,
             [](const std::string& t) {
                 return t.substr(t.find_first_not_of(' ') == t.npos ? 0 : t.find_first_not_of(' '))
                            .rfind('{', 0) == 0;
             }),
         meant::text},
        {plain(
             "callcenter", [](const any_text& t) { return app::callcenter(t); }, word(0, 1, 6)),
         meant::text},
        {plain(
             "fifo_in", [](const any_text& t) { return app::fifo_in(t); }, queue_name(2), queue),
         meant::text},
        {plain(
             "fifo_in music", [](const any_text& t) { return app::fifo_in("q", "", t); },
             word(3, 4, 5),
             [lower](const std::string& t) {
                 return lower(t) == "undef" || lower(t) == "silence";
             }),
         meant::file},
        {plain(
             "voicemail", [](const any_text& t) { return app::voicemail("p", "d", t); },
             word(2, 3, 6)),
         meant::text},
    };
    return all;
}

}  // namespace test
