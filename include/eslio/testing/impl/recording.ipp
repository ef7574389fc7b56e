// The bodies of the functions of recording.hpp.
#pragma once

#include <eslio/testing/recording.hpp>

namespace eslio::testing {

ESLIO_COLD std::string recorded_step::completed() const {
    std::string all = bytes;
    if (whole || size < bytes.size() + 2) return all;
    all.resize(size - 2, '.');
    return all + "\n\n";
}

ESLIO_COLD recording recording::parse(std::string server, std::string_view commands) {
    recording r;
    r.server_ = std::move(server);
    while (!commands.empty()) r.add_line(wire::next_word(commands, '\n'));
    return r;
}

ESLIO_COLD void recording::save(const std::string& directory, const std::string& name) const {
    const std::string path = directory + "/" + name;
    write_file(path + ".raw", server_);
    write_file(path + ".cmds", commands_text());
}

ESLIO_COLD std::string recording::commands_text() const {
    std::string all;
    for (const recorded_step& s : steps_) {
        char head[80];
        std::snprintf(head, sizeof head, "+%.6f rx=%zu ", static_cast<double>(s.when.count()) / 1e6,
                      s.received);
        all += head;
        all += s.what == recorded_step::kind::shutdown ? "SHUT" : "SEND " + encode(s.bytes);
        if (!s.whole) all += " ... " + std::to_string(s.size) + " bytes in total";
        all += "\n";
    }
    return all;
}

ESLIO_COLD void recording::add_sent(std::string_view bytes, std::chrono::microseconds when) {
    recorded_step step;
    step.received = server_.size();
    step.bytes = std::string(bytes);
    step.size = bytes.size();
    step.when = when;
    steps_.push_back(std::move(step));
}

ESLIO_COLD std::string recording::client() const {
    std::string all;
    for (const recorded_step& s : steps_) all += s.bytes;
    return all;
}

ESLIO_COLD std::string_view recording::answer_to(std::size_t index) const {
    const std::size_t begin = steps_.at(index).received;
    const std::size_t end = index + 1 < steps_.size() ? steps_[index + 1].received : server_.size();
    return std::string_view(server_).substr(begin, end - begin);
}

ESLIO_COLD std::string recording::read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot open " + path);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

ESLIO_COLD void recording::write_file(const std::string& path, std::string_view bytes) {
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

ESLIO_COLD std::string recording::encode(std::string_view bytes) {
    std::string out = "\"";
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out.push_back('\\');
            out.push_back(c);
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\r') {
            out += "\\r";
        } else if (c == '\t') {
            out += "\\t";
        } else if (byte < 0x20 || byte >= 0x7f) {
            char code[8];
            std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(byte));
            out += code;
        } else {
            out.push_back(c);
        }
    }
    return out + "\"";
}

ESLIO_COLD void recording::add_line(std::string_view line) {
    const std::string_view time = wire::next_word(line);
    std::string_view count = wire::next_word(line);
    const std::string_view word = wire::next_word(line);
    if (word != "SEND" && word != "SHUT") return;
    wire::next_word(count, '=');
    const auto received = wire::parse_number(count);
    if (!received) throw std::runtime_error("recording: no rx= in a line");
    recorded_step step;
    step.received = static_cast<std::size_t>(*received);
    const double seconds = std::strtod(std::string(time).c_str(), nullptr);
    step.when = std::chrono::microseconds(std::llround(seconds * 1e6));
    if (word == "SHUT") {
        step.what = recorded_step::kind::shutdown;
    } else {
        step.bytes = decode(line);
        step.size = step.bytes.size();
        // " ... 8192 bytes in total" stands after what was cut.
        const std::string_view rest = wire::trim_left(line);
        if (wire::starts_with(rest, "...")) {
            std::string_view number = wire::trim_left(rest.substr(3));
            step.whole = false;
            step.size = static_cast<std::size_t>(
                wire::parse_number(wire::next_word(number)).value_or(step.bytes.size()));
        }
    }
    steps_.push_back(std::move(step));
}

ESLIO_COLD std::string recording::decode(std::string_view& text) {
    if (text.empty() || text.front() != '"') throw std::runtime_error("recording: no string");
    std::string out;
    for (std::size_t i = 1; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') {
            text.remove_prefix(i + 1);
            return out;
        }
        if (c != '\\') {
            out.push_back(c);
            continue;
        }
        if (++i == text.size()) break;
        out.push_back(text[i] == 'u' ? byte_of(text.substr(i + 1, 4)) : escape(text[i]));
        if (text[i] == 'u') i += 4;
    }
    throw std::runtime_error("recording: a string does not end");
}

ESLIO_COLD char recording::escape(char c) noexcept {
    switch (c) {
        case 'n': return '\n';
        case 'r': return '\r';
        case 't': return '\t';
        case 'b': return '\b';
        case 'f': return '\f';
        default: return c;
    }
}

ESLIO_COLD char recording::byte_of(std::string_view digits) {
    unsigned value = 0;
    for (const char c : digits) {
        const int digit = wire::hex_value(c);
        if (digit < 0) throw std::runtime_error("recording: bad \\u");
        value = value * 16 + static_cast<unsigned>(digit);
    }
    if (digits.size() != 4 || value > 0xff) throw std::runtime_error("recording: not a byte");
    return static_cast<char>(value);
}

}  // namespace eslio::testing
