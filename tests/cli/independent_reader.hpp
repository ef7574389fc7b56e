// What tests/tools/reader.py, which shares no code with the library, reads in recorded sessions.
#pragma once

#include "child.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace test {

/// Where python3 is; empty if it is not there.
inline std::string find_python() {
    const char* const path = std::getenv("PATH");
    std::string folders = path != nullptr ? path : "/usr/bin";
    folders.push_back(':');
    for (std::size_t colon = folders.find(':'); colon != folders.npos; colon = folders.find(':')) {
        const std::string candidate = folders.substr(0, colon) + "/python3";
        folders.erase(0, colon + 1);
        if (::access(candidate.c_str(), X_OK) == 0) return candidate;
    }
    return {};
}

/// Its lines for that session, all kinds of frames; each session is read once.
inline const std::string& read_independently(const std::string& python,
                                             const std::filesystem::path& session) {
    static std::map<std::string, std::string> known;
    const auto place = known.find(session.string());
    if (place != known.end()) return place->second;
    const auto script = std::filesystem::path(ESLIO_CAPTURES).parent_path() / "tools/reader.py";
    child c(python, {script.string(), session.string()});
    c.close_input();
    const outcome o = c.wait();
    if (o.status != 0) throw std::runtime_error("reader.py: " + o.err);
    return known[session.string()] = o.out;
}

/// The lines that are messages: no answers, no invitation to log in.
inline std::string messages_only(const std::string& lines) {
    std::string out;
    for (std::size_t at = 0; at < lines.size();) {
        const std::size_t end = lines.find('\n', at) + 1;
        const std::string line = lines.substr(at, end - at);
        bool is_message = true;
        for (const char* type : {"reply", "api", "auth/request"})
            if (line.rfind("{\"type\":\"" + std::string(type) + "\"", 0) == 0) is_message = false;
        if (is_message) out += line;
        at = end;
    }
    return out;
}

/// The first line in which two texts differ, for a message one can read.
inline std::string first_difference(const std::string& a, const std::string& b) {
    std::size_t at = 0;
    while (at < a.size() && at < b.size() && a[at] == b[at]) ++at;
    if (at == a.size() && at == b.size()) return {};
    const std::size_t from = at < 60 ? 0 : at - 60;
    return "at byte " + std::to_string(at) + ":\n" + a.substr(from, 120) + "\n" +
           b.substr(from, 120);
}

}  // namespace test
