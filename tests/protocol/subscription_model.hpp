// A small model of what FreeSWITCH delivers on one connection: subscription and filters (P: 5.10 to
// 5.12, 7), written without the library's own readers.
#pragma once

#include <eslio/event/event.hpp>

#include <cctype>
#include <cstddef>
#include <optional>
#include <set>
#include <sstream>
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
    /// Takes a whole command with its blank line; others than those on events do nothing.
    void command(const std::string& bytes) {
        const std::string line = bytes.substr(0, bytes.find('\n'));
        const std::string word = upper(line.substr(0, line.find(' ')));
        const std::size_t space = line.find(' ');
        const std::string rest = space == std::string::npos ? "" : line.substr(space + 1);
        if (word == "FILTER")
            filter(rest);
        else if (word.rfind("EVENT", 0) == 0)
            subscribe(rest);
        else if (word.rfind("NIXEVENT", 0) == 0)
            unsubscribe(rest);
        else if (word.rfind("NOEVENTS", 0) == 0)
            *this = subscription_model(std::move(filters_));
        else if (word.rfind("MYEVENTS", 0) == 0)
            for (const char* type : {"CHANNEL_ANSWER", "DTMF"})
                on_ = types_.insert(type).first != types_.end();
    }

    bool delivers(const eslio::event& e) const { return subscribed(e) && passes(e); }

    /// A negative filter rejects the event.
    bool rejects(const eslio::event& e) const {
        for (const auto& f : filters_)
            if (judge(f, e) == verdict::reject) return true;
        return false;
    }

    subscription_model() = default;

private:
    using named = std::pair<std::string, std::string>;
    enum class verdict { none, select, reject };

    explicit subscription_model(std::vector<named> filters) : filters_(std::move(filters)) {}

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

    static std::vector<std::string> split(const std::string& text) {
        std::vector<std::string> words;
        std::istringstream in(text);
        for (std::string w; in >> w;) words.push_back(w);
        return words;
    }

    void subscribe(const std::string& rest) {
        bool custom = false;
        for (const std::string& word : split(rest)) {
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

    void unsubscribe(const std::string& rest) {
        bool custom = false;
        for (const std::string& word : split(rest)) {
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

    void filter(std::string rest) {
        const auto cut = [&]() -> std::optional<std::string> {
            const std::size_t space = rest.find(' ');
            if (space == std::string::npos) return std::nullopt;
            const std::string word = rest.substr(0, space);
            rest.erase(0, space + 1);
            return word;
        };
        std::optional<std::string> first = cut();
        if (!first) return;
        if (upper(*first) == "DELETE") {
            const std::optional<std::string> name = cut();
            if (!name && upper(rest) == "ALL")
                filters_.clear();
            else if (name && upper(*name) == "ALL")
                filters_.clear();
            else
                remove(name.value_or(rest), name ? rest : "");
            return;
        }
        if (upper(*first) == "ADD") first = cut();
        if (!first) return;
        if (rest.empty())
            remove(*first, "");
        else
            filters_.emplace_back(*first, rest);
    }

    void remove(const std::string& name, const std::string& value) {
        std::vector<named> left;
        for (const named& f : filters_)
            if (upper(f.first) != upper(name) || (!value.empty() && f.second != value))
                left.push_back(f);
        filters_ = left;
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

    bool on_ = false;
    bool all_ = false;
    std::set<std::string> types_;
    std::set<std::string> subclasses_;
    std::vector<named> filters_;
};

}  // namespace test
