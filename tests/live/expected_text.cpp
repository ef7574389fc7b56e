// Expected values as text that can be read and compared by eye:
//
//     recorded from FreeSWITCH 1.11.3, plays: 20
//     == fs $a                         a section
//     CHANNEL_CREATE                   an entry, and its details
//         state: CS_INIT DOWN ringing
//         or: CS_ROUTING DOWN ringing  another value
//         or nothing                   or the detail is absent
//     ? CHANNEL_PARK                   it may be missing
//         after: 1.9-2.1               seconds; none if at once
//     {                                in any order
//     ...
//     }
//         body:                        a value of several lines
//         | first line
//         | last line\                 which no line break ends
#include "live/expected.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace live {

namespace {

constexpr long at_once = 2;  ///< tenths of a second

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        char code[8];
        if (c == '\n') {
            out += "\\n";
        } else if (c == '\\') {
            out += "\\\\";
        } else if (byte < 0x20 || byte == 0x7F) {
            std::snprintf(code, sizeof code, "\\x%02X", byte);
            out += code;
        } else {
            out.push_back(c);
        }
    }
    return out;
}

std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out.push_back(text[i]);
        } else if (text[++i] == 'n') {
            out.push_back('\n');
        } else if (text[i] == 'x') {
            out.push_back(static_cast<char>(
                std::strtol(std::string(text.substr(i + 1, 2)).c_str(), nullptr, 16)));
            i += 2;
        } else if (text[i] != 'e') {
            out.push_back(text[i]);
        }
    }
    return out;
}

/// Editors strip blanks at the end of a line: a mark keeps them.
std::string line_of(std::string_view text) {
    const bool ends_blank = text.empty() || text.back() == ' ';
    return escaped(text) + (ends_blank ? "\\e" : "");
}

void write_value(std::string& out, const std::string& name, const std::string& value) {
    if (value.find('\n') == std::string::npos) {
        out += "    " + name + ": " + line_of(value) + "\n";
        return;
    }
    out += "    " + name + ":\n";
    for (std::string_view rest = value; !rest.empty();) {
        const std::size_t end = rest.find('\n');
        const std::string_view line = rest.substr(0, end);
        out += line.empty() ? "    |" : "    | " + line_of(line);
        if (end == std::string_view::npos) out += "\\";
        out += "\n";
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
}

/// In tenths of a second.
long tenths(double seconds) {
    return std::lround(seconds * 10);
}

void write_time(std::string& out, const expected_entry& e) {
    const long from = tenths(e.earliest);
    const long to = tenths(e.latest);
    if (to <= at_once) return;
    const auto text = [](long t) { return std::to_string(t / 10) + "." + std::to_string(t % 10); };
    out += "    after: " + (from == to ? "" : text(from) + "-") + text(to) + "\n";
}

void write_entry(std::string& out, const expected_entry& e) {
    out += (e.may_be_absent ? "? " : "") + line_of(e.what) + "\n";
    write_time(out, e);
    for (const expected_detail& d : e.details) {
        for (std::size_t i = 0; i < d.values.size(); ++i)
            write_value(out, i == 0 ? d.name : "or", d.values[i]);
        if (d.may_be_absent) out += "    or nothing\n";
    }
}

class text_reader {
public:
    explicit text_reader(std::string_view text) : rest_(text) {}

    expected read() {
        while (next()) {
            if (line_.empty()) continue;
            if (line_.substr(0, 14) == "recorded from ")
                read_origin(line_.substr(14));
            else if (line_.substr(0, 3) == "== ")
                begin_section(line_.substr(3));
            else if (out_.sections.empty())
                fail("stands before the first section");
            else if (line_ == "{" || line_ == "}")
                in_group_ = line_ == "{" && next_group();
            else if (line_.substr(0, 4) == "    ")
                read_detail(line_.substr(4));
            else
                begin_entry(line_);
        }
        return std::move(out_);
    }

private:
    [[noreturn]] void fail(const std::string& why) const {
        throw std::runtime_error("line " + std::to_string(number_) + ": " + why);
    }

    bool next() {
        if (rest_.empty()) return false;
        const std::size_t end = std::min(rest_.find('\n'), rest_.size());
        line_ = rest_.substr(0, end);
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        ++number_;
        return true;
    }

    void read_origin(std::string_view text) {
        static constexpr std::string_view word = ", plays: ";
        const std::size_t at = text.rfind(word);
        if (at == std::string_view::npos) fail("tells no number of plays");
        out_.origin = std::string(text.substr(0, at));
        out_.plays = std::strtoul(std::string(text.substr(at + word.size())).c_str(), nullptr, 10);
    }

    void begin_section(std::string_view title) {
        out_.sections.push_back({std::string(title), {}});
        group_ = 0;
        in_group_ = false;
    }

    bool next_group() {
        ++group_;
        return true;
    }

    void begin_entry(std::string_view text) {
        expected_entry e;
        e.may_be_absent = text.substr(0, 2) == "? ";
        e.what = unescaped(text.substr(e.may_be_absent ? 2 : 0));
        auto& all = out_.sections.back().entries;
        e.number = 1 + static_cast<std::size_t>(
                           std::count_if(all.begin(), all.end(), [&](const expected_entry& other) {
                               return other.what == e.what;
                           }));
        if (!in_group_) ++group_;
        e.group = group_;
        all.push_back(std::move(e));
    }

    void read_detail(std::string_view text) {
        if (out_.sections.back().entries.empty()) fail("a detail belongs to an entry");
        expected_entry& e = out_.sections.back().entries.back();
        if (text.substr(0, 7) == "after: ") return read_time(std::string(text.substr(7)), e);
        if (text.front() == '|') return add_line(text.substr(1), e);
        if (text != "or nothing") return add_value(text, e);
        if (e.details.empty()) fail("there is no value before 'or nothing'");
        e.details.back().may_be_absent = true;
    }

    void read_time(const std::string& text, expected_entry& e) {
        char* end = nullptr;
        e.earliest = std::strtod(text.c_str(), &end);
        e.latest = *end == '-' ? std::strtod(end + 1, nullptr) : e.earliest;
    }

    void add_value(std::string_view text, expected_entry& e) {
        std::size_t colon = text.find(": ");
        std::string value;
        if (colon != std::string_view::npos)
            value = unescaped(text.substr(colon + 2));
        else if (!text.empty() && text.back() == ':')
            colon = text.size() - 1;
        else
            fail("'" + std::string(text) + "' is no detail");
        const std::string name(text.substr(0, colon));
        if (name != "or")
            e.details.push_back({name, {std::move(value)}, false});
        else if (e.details.empty())
            fail("there is no value before 'or'");
        else
            e.details.back().values.push_back(std::move(value));
    }

    void add_line(std::string_view text, expected_entry& e) {
        if (e.details.empty()) fail("a line belongs to a value");
        if (!text.empty() && text.front() == ' ') text.remove_prefix(1);
        const std::size_t last = text.find_last_not_of('\\');
        const std::size_t slashes = text.size() - (last == std::string_view::npos ? 0 : last + 1);
        const bool unfinished = slashes % 2 == 1;
        if (unfinished) text.remove_suffix(1);
        e.details.back().values.back() += unescaped(text) + (unfinished ? "" : "\n");
    }

    expected out_;
    std::string_view rest_;
    std::string_view line_;
    std::size_t number_ = 0;
    std::size_t group_ = 0;
    bool in_group_ = false;
};

}  // namespace

std::string to_text(const expected& e) {
    std::string out = "recorded from " + e.origin + ", plays: " + std::to_string(e.plays) + "\n";
    for (const expected_section& s : e.sections) {
        out += "\n== " + s.title + "\n";
        for (std::size_t i = 0; i < s.entries.size(); ++i) {
            const std::size_t group = s.entries[i].group;
            const bool first = i == 0 || s.entries[i - 1].group != group;
            const bool last = i + 1 == s.entries.size() || s.entries[i + 1].group != group;
            if (first && !last) out += "{\n";
            write_entry(out, s.entries[i]);
            if (last && !first) out += "}\n";
        }
    }
    return out;
}

expected parse_expected(std::string_view text) {
    return text_reader(text).read();
}

}  // namespace live
