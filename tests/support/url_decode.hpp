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

}  // namespace test
