// What FreeSWITCH decodes where a text becomes a SIP header (switch_utils.c: switch_url_decode).
#pragma once

#include <cstddef>
#include <cstdio>
#include <string>

namespace test {

/// Whether a `%` and what follows becomes a line break or NUL there.
inline bool decodes_to_break(const std::string& text) {
    for (std::size_t at = text.find('%'); at != std::string::npos; at = text.find('%', at + 1)) {
        const std::string after = text.substr(at + 1).c_str();
        unsigned value = 1;
        if (after.size() < 2 || std::sscanf(after.c_str(), "%2x", &value) != 1) continue;
        const auto byte = static_cast<unsigned char>(value);
        if (byte == 0 || byte == '\r' || byte == '\n') return true;
    }
    return false;
}

/// What becomes of a text there.
inline std::string url_decoded(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned value = 0;
        const std::string after = text.substr(i + 1).c_str();
        const bool coded =
            text[i] == '%' && after.size() >= 2 && std::sscanf(after.c_str(), "%2x", &value) == 1;
        out.push_back(coded ? static_cast<char>(value) : text[i]);
        if (coded) i += 2;
    }
    return out;
}

/// A name that mod_sofia would cut where it writes it between quotes, or not get out of them.
inline bool cuts_name(const std::string& name) {
    const std::string text = url_decoded(name);
    const std::size_t end = text.find_last_not_of('\\');
    const std::size_t backslashes = text.size() - (end == text.npos ? 0 : end + 1);
    return text.find('"') != text.npos || backslashes % 2 != 0;
}

/// The same of a number, between angle brackets: and one that SIP takes for coded bytes, as it is
/// written and as it is decoded.
inline bool cuts_number(const std::string& number) {
    return (number + url_decoded(number)).find_first_of("\"<>%") != std::string::npos;
}

}  // namespace test
