#include "live/script.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>

namespace live {

namespace {

std::string_view trim(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

std::string_view take_word(std::string_view& text) {
    text = trim(text);
    const std::string_view word = text.substr(0, text.find(' '));
    text = trim(text.substr(word.size()));
    return word;
}

bool starts_with(std::string_view text, std::string_view beginning) {
    return text.substr(0, beginning.size()) == beginning;
}

/// `500ms`, `2s`, `1.5s`
std::optional<milliseconds> parse_time(std::string_view text) {
    const std::string copy(text);
    char* end = nullptr;
    const double number = std::strtod(copy.c_str(), &end);
    const std::string_view unit(end);
    if (end == copy.c_str() || number < 0) return std::nullopt;
    if (unit == "ms") return milliseconds(static_cast<long>(number));
    if (unit == "s") return milliseconds(static_cast<long>(number * 1000 + 0.5));
    return std::nullopt;
}

/// `/text/`; what follows it is left in `text`.
std::optional<std::string> take_pattern(std::string_view& text) {
    text = trim(text);
    if (text.empty() || text.front() != '/') return std::nullopt;
    std::string pattern;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '/') {
            text = trim(text.substr(i + 1));
            return pattern;
        }
        if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '/') ++i;
        pattern.push_back(text[i]);
    }
    return std::nullopt;
}

/// Takes one word, or what stands in quotes.
std::string take_quoted(std::string_view& text) {
    text = trim(text);
    if (text.empty() || text.front() != '"') return std::string(take_word(text));
    const std::size_t end = std::min(text.find('"', 1), text.size());
    std::string inside(text.substr(1, end - 1));
    text = trim(text.substr(std::min(end + 1, text.size())));
    return inside;
}

/// The bytes of `"a\n\x00"`.
std::optional<std::string> parse_bytes(std::string_view text) {
    text = trim(text);
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::nullopt;
    text = text.substr(1, text.size() - 2);
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            out.push_back(text[i]);
            continue;
        }
        const char c = ++i < text.size() ? text[i] : '\0';
        if (c == 'n') {
            out.push_back('\n');
        } else if (c == 'r') {
            out.push_back('\r');
        } else if (c == 't') {
            out.push_back('\t');
        } else if (c == '\\' || c == '"') {
            out.push_back(c);
        } else if (c == 'x' && i + 2 < text.size()) {
            out.push_back(static_cast<char>(
                std::strtol(std::string(text.substr(i + 1, 2)).c_str(), nullptr, 16)));
            i += 2;
        } else {
            return std::nullopt;
        }
    }
    return out;
}

std::string read_text(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw bad_script(path.string() + ": cannot be read");
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

constexpr milliseconds usual_wait{10'000};

class reader {
public:
    reader(script& out, const std::filesystem::path& parts) : out_(out), parts_(parts) {}

    void read(const std::string& file, std::string_view text) {
        const std::string outer = std::exchange(file_, file);
        const std::size_t outer_line = std::exchange(line_, 0);
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            ++line_;
            read_line(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        finish_command();
        file_ = outer;
        line_ = outer_line;
    }

private:
    [[noreturn]] void fail(const std::string& why) const {
        throw bad_script(file_ + ":" + std::to_string(line_) + ": " + why);
    }

    void read_line(std::string_view line) {
        if (starts_with(line, "    ")) return add_to_command(line.substr(4));
        finish_command();
        line = trim(line);
        if (line.empty()) return;
        if (line.front() == '#') return about(line.substr(1));
        if (!read_declaration(line)) read_step(line);
    }

    void about(std::string_view line) {
        if (!out_.steps.empty() || file_ != out_.name) return;
        if (!out_.about.empty()) out_.about += ' ';
        out_.about += trim(line);
    }

    bool read_declaration(std::string_view line) {
        std::string_view rest = line;
        const std::string_view word = take_word(rest);
        const auto add_words = [&](std::vector<std::string>& to) {
            while (!rest.empty()) to.emplace_back(take_word(rest));
        };
        if (word == "needs") {
            out_.needs.emplace_back(rest);
        } else if (word == "calls") {
            add_words(out_.calls);
        } else if (word == "ids") {
            add_words(out_.ids);
        } else if (word == "show") {
            add_shown(rest);
        } else if (word == "also") {
            add_words(out_.also);
        } else if (word == "untimed") {
            add_words(out_.untimed);
        } else if (word == "mask") {
            const auto pattern = take_pattern(rest);
            if (!pattern) fail("mask needs /a regular expression/");
            out_.masks.emplace_back(*pattern, std::string(rest));
        } else if (line == "real time") {
            out_.real_time = true;
        } else if (starts_with(line, "at the end ")) {
            out_.at_the_end.emplace_back(trim(line.substr(11)));
        } else if (word == "include") {
            const std::string part(rest);
            read("parts/" + part + ".part", read_text(parts_ / (part + ".part")));
        } else {
            return false;
        }
        return true;
    }

    void add_shown(std::string_view rest) {
        std::string event;
        if (starts_with(rest, "in ")) {
            take_word(rest);
            event = std::string(take_word(rest));
        }
        while (!rest.empty()) out_.shows.push_back({event, std::string(take_word(rest))});
    }

    void read_step(std::string_view line) {
        step s;
        s.line = line_;
        s.on = "fs";
        s.time = usual_wait;
        std::string_view rest = line;
        std::string_view word = take_word(rest);
        if (word.size() > 1 && word.back() == ':') {
            s.on = std::string(word.substr(0, word.size() - 1));
            word = take_word(rest);
        }
        if (starts_with(word, "say(") && word.back() == ')') {
            const auto time = parse_time(word.substr(4, word.size() - 5));
            if (!time) fail("say(TIME) needs a time such as 30s");
            s.time = *time;
            word = "say";
        }
        if (!read_known(word, rest, s)) fail("there is no step '" + std::string(word) + "'");
        out_.steps.push_back(std::move(s));
    }

    bool read_known(std::string_view word, std::string_view rest, step& s) {
        static const std::map<std::string_view, action> plain{
            {"connect", action::connect}, {"open", action::open},
            {"hear", action::hear},       {"accept", action::accept},
            {"close", action::close},     {"half-close", action::half_close},
            {"ended", action::ended}};
        static const std::map<std::string_view, action> with_text{
            {"say", action::say}, {"tell", action::tell}, {"control", action::control}};
        static const std::map<std::string_view, action> with_call{
            {"press", action::press}, {"hangup", action::hangup}, {"incoming", action::incoming}};
        static const std::map<std::string_view, action> with_pattern{{"keep", action::keep},
                                                                     {"name", action::name}};
        if (const auto p = plain.find(word); p != plain.end()) {
            s.what = p->second;
            if (!rest.empty()) fail(std::string(word) + " stands alone");
        } else if (const auto t = with_text.find(word); t != with_text.end()) {
            s.what = t->second;
            s.text = std::string(rest);
            in_command_ = true;
        } else if (const auto c = with_call.find(word); c != with_call.end()) {
            s.what = c->second;
            s.call = std::string(take_word(rest));
            s.text = std::string(rest);
            if (s.call.empty()) fail(std::string(word) + " needs the name of a call");
        } else if (const auto k = with_pattern.find(word); k != with_pattern.end()) {
            s.what = k->second;
            if (s.what == action::name) s.call = std::string(take_word(rest));
            const auto pattern = take_pattern(rest);
            if (!pattern) fail(std::string(word) + " needs /a regular expression/");
            s.text = *pattern;
        } else {
            return read_other(word, rest, s);
        }
        return true;
    }

    bool read_other(std::string_view word, std::string_view rest, step& s) {
        if (word == "execute") {
            const std::string call(take_word(rest));
            const std::string_view application = take_word(rest);
            if (application.empty()) fail("execute needs a call and an application");
            s.what = action::say;
            s.text = "sendmsg $" + call +
                     "\ncall-command: execute\nexecute-app-name: " + std::string(application);
            if (!rest.empty()) s.text += "\nexecute-app-arg: " + std::string(rest);
            s.text += "\nevent-lock: true";
            in_command_ = true;
        } else if (word == "bytes") {
            const auto bytes = parse_bytes(rest);
            if (!bytes) fail("bytes needs \"a text in quotes\"");
            s.what = action::bytes;
            s.text = *bytes;
        } else if (word == "wait") {
            const auto time = parse_time(rest);
            if (!time) fail("wait needs a time such as 500ms");
            s.what = action::wait;
            s.time = *time;
        } else if (word == "await") {
            read_await(rest, s);
        } else if (word == "caller") {
            s.what = action::caller_hangs_up;
            s.call = std::string(take_word(rest));
            if (take_word(rest) != "hangs" || take_word(rest) != "up")
                fail("it is: caller NAME hangs up [CAUSE]");
            s.text = std::string(rest);
        } else {
            return false;
        }
        return true;
    }

    void read_await(std::string_view rest, step& s) {
        s.what = action::await;
        s.text = std::string(take_word(rest));
        s.call = std::string(take_word(rest));
        if (s.call.empty()) fail("await needs the name of an event and of a call, or -");
        if (s.call == "-") s.call.clear();
        while (!rest.empty()) {
            const std::string word = take_quoted(rest);
            const std::size_t sign = word.find('=');
            if (word == "within") {
                const auto time = parse_time(take_word(rest));
                if (!time) fail("within needs a time such as 5s");
                s.time = *time;
            } else if (sign == std::string::npos) {
                fail("'" + word + "' is no Header=value");
            } else {
                s.conditions.emplace_back(word.substr(0, sign), word.substr(sign + 1));
            }
        }
    }

    // The lines that follow a command: its headers, and its body after a dot.

    void add_to_command(std::string_view line) {
        if (!in_command_) fail("an indented line belongs to a command");
        if (in_body_) {
            body_ += std::string(line) + "\n";
        } else if (line == ".") {
            in_body_ = true;
        } else {
            out_.steps.back().text += "\n" + std::string(line);
        }
    }

    void finish_command() {
        if (!in_command_) return;
        std::string& text = out_.steps.back().text;
        if (in_body_) text += "\nContent-Length: $length";  // known once its names have values
        text += "\n\n" + body_;
        body_.clear();
        in_command_ = in_body_ = false;
    }

    script& out_;
    const std::filesystem::path& parts_;
    std::string file_;
    std::size_t line_ = 0;
    bool in_command_ = false;
    bool in_body_ = false;
    std::string body_;
};

}  // namespace

script parse_script(std::string name, std::string_view text, const std::filesystem::path& parts) {
    script out;
    out.name = std::move(name);
    reader(out, parts).read(out.name, text);
    if (out.about.empty()) throw bad_script(out.name + ": says nowhere what it shows");
    if (out.steps.empty()) throw bad_script(out.name + ": has no step");
    return out;
}

script read_script(const std::filesystem::path& folder, const std::string& name,
                   const std::filesystem::path& parts) {
    return parse_script(name, read_text(folder / (name + ".live")), parts);
}

std::vector<std::string> find_scripts(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".live") continue;
        names.push_back(
            entry.path().lexically_relative(folder).replace_extension().generic_string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace live
