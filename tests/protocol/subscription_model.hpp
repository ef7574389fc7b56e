// A small model of what FreeSWITCH delivers on one connection: subscription and filters
// (mod_event_socket: parse_command, event_handler), written without the library's own readers.
#pragma once

#include <eslio/event/event.hpp>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace test {

inline std::string upper(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return out;
}

class subscription_model {
public:
    /// One that controls a call from its beginning, or one that logged in.
    explicit subscription_model(bool controls_call = true) : controls_call_(controls_call) {}

    /// Takes a whole command with its blank line; others than those on events do nothing. Tells
    /// whether a `myevents` was accepted.
    bool command(const std::string& bytes) {
        const std::string line = bytes.substr(0, bytes.find('\n'));
        const std::string all = upper(bytes);
        const bool reloads = all.find("RELOAD") != all.npos || all.find("UNLOAD") != all.npos;
        if (reloads && all.find("MOD_EVENT_SOCKET") != all.npos) return true;  // another command
        const auto begins = [&](const char* word) { return upper(line).rfind(word, 0) == 0; };
        if (begins("FILTER "))
            filter(line.substr(7));
        else if (begins("EVENT"))
            subscribe(words_of(line.substr(5)));
        else if (begins("NIXEVENT"))
            unsubscribe(words_of(line.substr(8)));
        else if (begins("NOEVENTS"))
            end();
        else if (begins("MYEVENTS"))
            return my_events(line);
        return true;
    }

    bool delivers(const eslio::event& e) const { return subscribed(e) && passes(e); }

    /// A negative filter rejects the event.
    bool rejects(const eslio::event& e) const {
        for (const auto& f : filters_)
            if (judge(f, e) == verdict::reject) return true;
        return false;
    }

private:
    using named = std::pair<std::string, std::string>;
    using texts = std::vector<std::string>;
    enum class verdict { none, select, reject };

    /// All types there are but ALL; the library does not know NEW_TYPE.
    static const std::set<std::string>& all_types() {
        static const std::set<std::string> all = {
            "CUSTOM",         "CLONE",          "API",     "HEARTBEAT", "DTMF", "TALK", "RELOADXML",
            "CHANNEL_ANSWER", "BACKGROUND_JOB", "NEW_TYPE"};
        return all;
    }

    static std::string type_of(const std::string& word) {
        for (const std::string& w : {upper(word), word.size() > 13 ? upper(word.substr(13)) : ""})
            if (w == "ALL" || all_types().count(w) != 0) return w;
        return {};
    }

    /// The words after the first blank; two blanks have an empty one between them.
    static std::vector<std::string> words_of(const std::string& text) {
        std::vector<std::string> words;
        std::size_t at = text.find(' ');
        while (at != std::string::npos) {
            const std::size_t end = text.find(' ', at + 1);
            words.push_back(text.substr(at + 1, end == text.npos ? end : end - at - 1));
            at = end;
        }
        return words;
    }

    void subscribe(std::vector<std::string> words) {
        bool custom = false;
        if (!words.empty())
            for (const char* format : {"PLAIN", "JSON", "XML"})
                if (upper(words[0]) == format) words[0].clear();
        for (const std::string& word : words) {
            if (custom) {
                subclasses_.insert(word);
                continue;
            }
            const std::string type = type_of(word);
            if (type.empty()) continue;
            on_ = true;
            if (type == "ALL") {
                all_ = true;
                subclasses_.insert({"a::a", "b::b"});  // those that FreeSWITCH knows
            } else {
                types_.insert(type);
            }
            custom = type == "CUSTOM";
        }
    }

    void unsubscribe(const std::vector<std::string>& words) {
        bool custom = false;
        for (const std::string& word : words) {
            if (custom) {
                subclasses_.erase(word);
                continue;
            }
            const std::string type = type_of(word);
            if (type.empty()) continue;
            on_ = true;
            custom = type == "CUSTOM";
            if (custom) continue;
            if (type == "ALL") {
                types_.clear();
            } else {
                if (all_) types_ = all_types();
                types_.erase(type);
            }
            all_ = false;
        }
    }

    /// Of a connection that logged in with a UUID, then perhaps a format; there is one call, `1`.
    bool my_events(const std::string& line) {
        const std::string uuid = line.size() > 9 ? line.substr(9) : "";
        const std::size_t blank = uuid.find(' ');
        const bool bad = !controls_call_ && blank != uuid.npos && uuid.substr(0, blank) != "1";
        const bool bare = !controls_call_ && upper(line).rfind("MYEVENTS ", 0) != 0;  // no command
        if (my_events_ || bad || bare) return false;
        my_events_ = on_ = true;
        for (const char* type : {"CHANNEL_ANSWER", "DTMF"}) types_.insert(type);
        return true;
    }

    void end() {
        on_ = all_ = false;
        types_.clear();
        subclasses_.clear();
    }

    /// Any blanks, then words with one blank between.
    void filter(std::string rest) {
        const auto cut = [&]() -> std::optional<std::string> {
            const std::size_t space = rest.find(' ');
            if (space == std::string::npos) return std::nullopt;
            const std::string word = rest.substr(0, space);
            rest.erase(0, space + 1);
            return word;
        };
        rest.erase(0, rest.find_first_not_of(' '));
        std::optional<std::string> first = cut();
        if (!first) return;
        if (upper(*first) == "DELETE") {
            const std::optional<std::string> name = cut();
            const std::string header = name.value_or(rest);
            if (upper(header) != "ALL") return remove(header, name ? rest : "");
            filters_.clear();
            arrays_.clear();
            return;
        }
        if (upper(*first) == "ADD") first = cut();
        if (first) add(*first, rest);
    }

    /// Filters are headers of an event of FreeSWITCH's, in which these make arrays.
    void add(std::string name, const std::string& value) {
        const auto same = [&](const named& f) { return upper(f.first) == upper(name); };
        const std::size_t bracket = name.find('[');
        if (bracket != std::string::npos) {
            const int index = std::atoi(name.c_str() + bracket + 1);
            name.erase(bracket);
            auto at = std::find_if(filters_.begin(), filters_.end(), same);
            if (at == filters_.end()) at = filters_.insert(at, named(name, ""));
            texts& elements = arrays_[upper(name)];
            const bool grows = static_cast<std::size_t>(index) >= elements.size();
            if (grows) elements.resize(static_cast<std::size_t>(index) + 1);
            elements[static_cast<std::size_t>(index)] = value;
            if (grows) at->second = joined(elements);
            return;
        }
        if (value.empty()) return remove(name, "");
        if (value.rfind("ARRAY::", 0) != 0) return filters_.emplace_back(name, value), void();
        std::string left = value.substr(7);
        while (!left.empty()) {
            const std::size_t end = std::min(left.find("|:"), left.size());
            const auto at = std::find_if(filters_.begin(), filters_.end(), same);
            texts& elements = arrays_[upper(name)];
            if (at != filters_.end() && elements.empty()) elements.push_back(at->second);
            elements.push_back(left.substr(0, end));
            if (at == filters_.end())
                filters_.emplace_back(name, joined(elements));
            else
                at->second = joined(elements);
            left.erase(0, end + 2);
        }
    }

    static std::string joined(const texts& elements) {
        if (elements.size() == 1) return elements[0];
        std::string all = "ARRAY::";
        for (std::size_t i = 0; i < elements.size(); ++i) all += (i == 0 ? "" : "|:") + elements[i];
        return all;
    }

    void remove(const std::string& name, const std::string& value) {
        std::vector<named> left;
        for (const named& f : filters_)
            if (upper(f.first) != upper(name) || (!value.empty() && f.second != value))
                left.push_back(f);
        filters_ = left;
        // Arrays are kept for the first filter of a header.
        for (const named& f : left)
            if (upper(f.first) == upper(name)) return;
        arrays_.erase(upper(name));
    }

    bool subscribed(const eslio::event& e) const {
        if (!on_) return false;
        if (all_) return true;
        const std::string type(e.name());
        const std::string subclass(e.subclass());
        if (types_.count(type) == 0) return false;
        return type != "CUSTOM" || subclass.empty() || subclasses_.count(subclass) != 0;
    }

    /// Of regular expressions the tests use only `/./` and `/^(A|B|...)$/`.
    static bool matches(const std::string& pattern, const std::string& text) {
        if (pattern == "/./") return !text.empty();
        if (pattern.size() < 6) return false;
        const std::string all = "|" + pattern.substr(3, pattern.size() - 6) + "|";
        return all.find("|" + text + "|") != std::string::npos;
    }

    static verdict judge(const named& f, const eslio::event& e) {
        const auto have = e.find(f.first);
        if (!have) return verdict::none;
        const std::size_t text = f.second.find_first_not_of("+- ");
        const std::string signs = f.second.substr(0, text);
        const std::size_t last = signs.find_last_of("+-");
        const bool negative = last != std::string::npos && signs[last] == '-';
        const std::string wanted = text == std::string::npos ? "" : f.second.substr(text);
        const bool match = f.second[0] == '/' ? matches(f.second, std::string(*have))
                                              : upper(wanted) == upper(*have);
        if (!match) return verdict::none;
        return negative ? verdict::reject : verdict::select;
    }

    bool passes(const eslio::event& e) const {
        bool selected = filters_.empty();
        for (const auto& f : filters_) {
            if (judge(f, e) == verdict::reject) return false;
            if (judge(f, e) == verdict::select) selected = true;
        }
        return selected;
    }

    bool controls_call_;
    bool on_ = false;
    bool all_ = false;
    bool my_events_ = false;
    std::set<std::string> types_;
    std::set<std::string> subclasses_;
    std::vector<named> filters_;
    std::map<std::string, texts> arrays_;  ///< of the headers that have one
};

}  // namespace test
