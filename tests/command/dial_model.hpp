// How FreeSWITCH reads dial strings and `originate`: switch_ivr_originate.c, switch_event.c,
// mod_commands.c, written after them without the library's own code.
#pragma once

#include "command/switch_reader.hpp"

#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace test {

using leg = std::pair<variables, std::string>;  ///< its own variables, its address

/// What one switch_ivr_originate made of its text.
struct dialled {
    variables global;  ///< of `{}`, and of `<>`
    std::vector<std::vector<leg>> alternatives;
};

/// What became of a dial string.
struct dialled_all {
    std::string failure;  ///< if FreeSWITCH gave up, or read what is not there
    bool nested = false;  ///< `${` is set in variables
    bool is_enterprise = false;
    variables ultra;  ///< of `<>` before several, which each part gets
    std::vector<dialled> parts;
};

/// switch_find_end_paren, without the blanks it skips at the front, which no caller has.
inline std::size_t end_paren(const std::string& text, std::size_t from, char open, char close) {
    int depth = 0;
    for (std::size_t i = from; i < text.size(); ++i) {
        if (text[i] == open) ++depth;
        if (text[i] == close && --depth == 0) return i;
    }
    return std::string::npos;
}

/// Whether separate_string_char_delim would go beyond the end, as it skips the byte after a
/// backslash unseen; it does not look into the last of `most` parts.
inline bool reads_beyond(const std::string& text, char delimiter, std::size_t most) {
    std::size_t parts = 1;
    bool quoted = false;
    std::size_t i = 0;
    if (text.size() > 3 && text.compare(0, 2, "^^") == 0) {
        delimiter = text[2];
        i = 3;
    }
    for (; i < text.size() && parts < most; ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == '\'' && (quoted || text.find('\'', i + 1) != std::string::npos))
            quoted = !quoted;
        else if (text[i] == delimiter && !quoted)
            ++parts;
    }
    return i > text.size();
}

class dial_model {
public:
    explicit dial_model(std::string text) { read(std::move(text)); }

    dialled_all result;

private:
    void fail(const char* why) {
        if (result.failure.empty()) result.failure = why;
    }

    static void strip(std::string& text) { text.erase(0, text.find_first_not_of(' ')); }

    texts split(const std::string& text, char delimiter, std::size_t most) {
        if (reads_beyond(text, delimiter, most)) fail("read beyond the end");
        return separate(text, delimiter, most);
    }

    /// switch_event_create_brackets, as often as there is one at the front.
    void take(std::string& dial, char open, char close, char delimiter, variables& out) {
        while (!dial.empty() && dial[0] == open && result.failure.empty()) {
            const std::size_t end = end_paren(dial, 0, open, close);
            if (end == std::string::npos) return fail("parse error");
            // After blanks another pair is looked into once more, with its contents shifted.
            const std::size_t next = dial.find_first_not_of(' ', end + 1);
            if (next != std::string::npos && dial[next] == open) {
                const std::size_t second = dial.find_first_not_of(' ', next + 1);
                if (second != std::string::npos && dial[second] == open) fail("shifted brackets");
            }
            std::string inside = dial.substr(1, end - 1);
            char by = delimiter;
            if (inside.size() > 2 && inside.compare(0, 2, "^^") == 0) {
                by = inside[2];
                inside.erase(0, 3);
            }
            for (const std::string& one : split(inside, by, 1024)) {
                const texts pair = split(one, '=', 2);
                if (pair.size() < 2) continue;
                out.erase(pair[0]);
                if (const auto value = kept(pair[1])) out[pair[0]] = *value;
            }
            dial.erase(0, end + 1);
        }
    }

    /// Commas in brackets are hidden from the split of the legs: 2 stands for one between
    /// variables, 1 for one in quotes or where `^^` names another separator.
    static std::string hide(std::string text) {
        std::size_t end = std::string::npos;
        bool quoted = false;
        bool alternate = false;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (end == std::string::npos && text[i] == '[') {
                end = end_paren(text, i, '[', ']');
                alternate = text.compare(i + 1, 2, "^^") == 0;
                quoted = false;
            }
            if (text[i] == '\'') quoted = !quoted;
            const bool inside = end != std::string::npos && i < end;
            if (inside && text[i] == ',' && text[i - 1] != '\\')
                text[i] = quoted || alternate ? '\x01' : '\x02';
            if (i == end) end = std::string::npos;
        }
        return text;
    }

    leg read_leg(std::string text) {
        leg out;
        strip(text);
        while (!text.empty() && text[0] == '[' && result.failure.empty()) {
            const std::size_t end = end_paren(text, 0, '[', ']');
            for (std::size_t i = 1; end != std::string::npos && i < end; ++i)
                if (text[i] == '\x01') text[i] = ',';
            const std::size_t before = text.size();
            std::string block = text.substr(0, end == std::string::npos ? end : end + 1);
            take(block, '[', ']', '\x02', out.first);
            text.erase(0, end == std::string::npos ? before : end + 1);
        }
        strip(text);
        out.second = text;
        return out;
    }

    /// switch_ivr_originate of a text without `:_:`.
    dialled read_part(std::string dial) {
        dialled out;
        strip(dial);
        take(dial, '<', '>', ',', out.global);
        take(dial, '{', '}', ',', out.global);
        strip(dial);
        if (dial.empty()) fail("no origination URL");
        for (const std::string& together : split(dial, '|', 128)) {
            out.alternatives.emplace_back();
            for (const std::string& one : split(hide(together), ',', 128))
                out.alternatives.back().push_back(read_leg(one));
        }
        return out;
    }

    static bool allows_nested(std::string text) {
        for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        return text.find("origination_nested_vars=true") != std::string::npos;
    }

    /// check_vars: what holds a variable is not set on the channel.
    static void drop_nested(variables& all) {
        for (auto i = all.begin(); i != all.end();)
            i = holds_variable(i->second) ? all.erase(i) : std::next(i);
    }

    void read(std::string text) {
        strip(text);
        result.is_enterprise = text.find(":_:") != std::string::npos;
        std::vector<std::string> parts = {text};
        bool nested = false;
        if (result.is_enterprise) {
            take(parts[0], '<', '>', ',', result.ultra);
            strip(parts[0]);
            const auto wish = result.ultra.find("origination_nested_vars");
            nested = wish != result.ultra.end() && wish->second == "true";
            for (std::size_t at; parts.size() < 128;) {
                at = parts.back().find(":_:");
                if (at == std::string::npos) break;
                parts.push_back(parts.back().substr(at + 3));
                parts[parts.size() - 2].resize(at);
            }
        }
        for (const std::string& part : parts) {
            result.parts.push_back(read_part(part));
            if (nested || allows_nested(part)) continue;
            drop_nested(result.parts.back().global);
            for (auto& together : result.parts.back().alternatives)
                for (leg& one : together) drop_nested(one.first);
        }
        if (!nested) drop_nested(result.ultra);
    }
};

inline dialled_all read_dial_strings(const std::string& text) {
    return dial_model(text).result;
}

/// Of one that is a single part; nothing in it if it is not, or could not be read.
inline dialled read_dial_string(const std::string& text) {
    const dialled_all all = read_dial_strings(text);
    return all.failure.empty() && all.parts.size() == 1 ? all.parts[0] : dialled();
}

/// Everything that a channel would get of it, for comparison.
inline std::string described(const dialled_all& all) {
    std::string out = all.is_enterprise ? "enterprise" : "one";
    const auto add = [&out](const variables& some) {
        for (const auto& [name, value] : some) out += "{" + name + "=" + value + "}";
    };
    for (const auto& part : all.parts) {
        variables both = part.global;
        both.insert(all.ultra.begin(), all.ultra.end());
        out += " part ";
        add(both);
        for (const auto& together : part.alternatives) {
            out += " or ";
            for (const auto& [own, address] : together) {
                out += " and ";
                add(own);
                out += address;
            }
        }
    }
    return out;
}

/// originate_function: what it calls and what it does with the call.
struct originated {
    bool ends_the_switch = false;
    std::string usage;  ///< `-USAGE` if it was not understood
    std::string dial;   ///< the dial string
    dialled callee;
    std::string application;
    std::optional<std::string> argument;  ///< nothing if the application was dropped
    std::string extension;
    std::string dialplan = "XML";
    std::string context = "default";
};

inline originated read_originate(std::string line) {
    originated out;
    while (!line.empty() && std::string(" \t\r\n\v").find(line.back()) != std::string::npos)
        line.pop_back();
    if (line.compare(0, 10, "originate ") != 0) return out.usage = "another command", out;
    line.erase(0, 10);
    texts words = separate(line, ' ', 10);
    if (words.size() < 2 || words.size() > 7) return out.usage = "words", out;
    std::vector<bool> none;
    for (const std::string& word : words) {
        std::string lower = word;
        for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        none.push_back(lower == "undef");
    }
    out.ends_the_switch = none[1];
    if (none[0] || none[1]) return out.usage = "undef", out;
    out.dial = words[0];
    out.callee = read_dial_string(words[0]);
    if (words.size() > 2 && !none[2]) out.dialplan = words[2];
    if (words.size() > 3 && !none[3]) out.context = words[3];
    if (words[1][0] != '&' || words[1].size() < 2) return out.extension = words[1], out;
    const std::string inside = words[1].substr(1, words[1].find(')') - 1);
    const std::size_t open = inside.find('(');
    out.application = inside.substr(0, open);
    const std::string data = open == std::string::npos ? "" : inside.substr(open + 1);
    if (data.find("\\'") == std::string::npos) out.argument = data;
    return out;
}

/// `expand originate ...` as expand_function makes `originate ...` of it; `known` are the values of
/// the references.
inline originated read_expanded(std::string line, const variables& known) {
    if (line.compare(0, 7, "expand ") != 0) return read_originate(line);
    line.erase(0, 7);
    const std::size_t end = line.find(' ');
    return read_originate(line.substr(0, end + 1) + expand(line.substr(end + 1), known));
}

}  // namespace test
