// Random events of what FreeSWITCH's three formats keep, and nastier ones.
#pragma once

#include <eslio/event/event.hpp>

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace support {

class random_source {
public:
    explicit random_source(std::uint64_t seed) : engine_(seed) {}

    /// Below `bound`.
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
    bool one_in(std::size_t n) { return below(n) == 0; }

    template <class T, std::size_t N>
    const T& pick(const T (&from)[N]) {
        return from[below(N)];
    }

    std::string bytes(std::size_t size) {
        std::string out;
        for (std::size_t i = 0; i < size; ++i) out.push_back(static_cast<char>(below(256)));
        return out;
    }

private:
    std::mt19937_64 engine_;
};

/// Makes events that read back equal from each of the three formats.
class event_maker {
public:
    explicit event_maker(std::uint64_t seed) : random_(seed) {}

    eslio::event make() {
        eslio::event e;
        if (random_.one_in(3)) e.add("Event-Subclass", value());
        e.add("Event-Name", random_.one_in(2) ? "CUSTOM" : "CHANNEL_CREATE");
        const std::size_t count = random_.one_in(20) ? 300 : random_.below(20);
        for (std::size_t i = 0; i < count; ++i) add_header(e);
        if (random_.one_in(2)) e.set_body(body());
        return e;
    }

    /// A value that is not empty, holds no `%XX` that would be decoded once too often, and is not
    /// the text of an array.
    std::string value() {
        std::string out = "v";
        const std::size_t size = random_.one_in(200) ? 65536 : random_.below(40);
        while (out.size() < size) out += piece();
        for (std::size_t i = 0; i + 2 < out.size(); ++i)
            if (out[i] == '%' && is_upper_hex(out[i + 1]) && is_upper_hex(out[i + 2])) out[i] = '/';
        return out;
    }

private:
    static bool is_upper_hex(char c) {
        return std::string_view("0123456789ABCDEF").find(c) != std::string_view::npos;
    }

    void add_header(eslio::event& e) {
        const std::string name = header_name();
        if (name == last_name_) return;  // in XML neighbours of one name are an array
        last_name_ = name;
        if (!random_.one_in(8)) {
            e.add(name, value());
            return;
        }
        std::vector<std::string> elements(2 + random_.below(4));
        for (std::string& element : elements) {
            if (!random_.one_in(5)) element = value();
            for (std::size_t i = element.find("|:"); i != std::string::npos; i = element.find("|:"))
                element[i] = '.';
        }
        e.add_array(name, elements);
    }

    std::string header_name() {
        // clang-format off
        static constexpr const char* names[] = {
            "Unique-ID", "unique-id", "Hangup-Cause", "variable_x", "1digit", "with space",
            "with:colon", "Content-Length", "X", "headers", "Gr\xC3\xB6\xC3\x9F", "_undef_",
            "ends:", "a.b-c_d", "per%41cent", "amp&amp;", "event", "body", "quo\"te",
            "back\\slash"};
        // clang-format on
        return random_.pick(names);
    }

    std::string piece() {
        // clang-format off
        static constexpr const char* pieces[] = {
            "plain", "a b", "%", "%2f", "%zz", "100%", "\n", "\r\n", "\t", "\x01", "\x1F", "\x7F",
            "\"", "\\", "/", "<", ">", "<!", "&", "&amp;", "|:", "::", "'", "+", ":", ";", "=",
            "?", "[x]", "{y}", "ARRAY::", "|", "]]>", "\xC3\xBC", "\xE2\x82\xAC",
            "\xF0\x9F\x98\x80", "\xFF", "\xC3", "\x80", "\xED\xA0\x80"};
        // clang-format on
        return random_.one_in(60) ? std::string(1, '\0') : random_.pick(pieces);
    }

    /// UTF-8, as the XML of a body drops all else.
    std::string body() {
        // clang-format off
        static constexpr const char* pieces[] = {
            "+OK done", "\n", "\n\n", "\r\n", "  ", "<xml a=\"b\">", "</body>", "&lt;", "&",
            "%41", "Content-Length: 5", "{\"a\":1}", "\t", "\x02", "\\", "\"", "\xC3\xBC",
            "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "text", "]]>"};
        // clang-format on
        std::string out;
        const std::size_t size = random_.one_in(200) ? 65536 : 1 + random_.below(100);
        while (out.size() < size) out += random_.pick(pieces);
        if (random_.one_in(4)) out += "<!-- raw & from <here> on -->" + out.substr(0, 50);
        if (random_.one_in(3)) out += "\n";
        return out;
    }

    random_source random_;
    std::string last_name_;
};

}  // namespace support
