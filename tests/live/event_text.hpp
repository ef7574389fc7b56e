// Reads events for the live suite in the three formats, apart from the library that is judged.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace live {

struct heard_event {
    std::vector<std::pair<std::string, std::string>> headers;  ///< decoded, in order
    std::string body;

    /// The first of that name, in any case; empty if there is none.
    const std::string& operator[](std::string_view name) const;
    bool has(std::string_view name) const;
};

bool same_name(std::string_view a, std::string_view b);

/// `%20` to a blank. What is no escape stays.
std::string percent_decoded(std::string_view text);

/// Lines `Name: value` up to a blank line, and the body after it.
heard_event read_plain(std::string_view text);

/// The event in a packet of that Content-Type; nothing if it is none or cannot be read.
std::optional<heard_event> read_event(std::string_view content_type, std::string_view text);

}  // namespace live
