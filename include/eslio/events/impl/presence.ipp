// The bodies of the functions of presence.hpp.
#pragma once

#include <eslio/events/presence.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>

namespace eslio::events {

ESLIO_DECL std::optional<message_counts> parse_message_counts(std::string_view text) noexcept {
    std::string_view urgent;
    const std::size_t bracket = text.find(" (");
    if (bracket != std::string_view::npos) {
        urgent = text.substr(bracket + 2);
        if (urgent.empty() || urgent.back() != ')') return std::nullopt;
        urgent.remove_suffix(1);
        text = text.substr(0, bracket);
    }
    const auto read = [](std::string_view pair, std::uint32_t& first, std::uint32_t& second) {
        const std::string_view before = wire::next_word(pair, '/');
        const auto a = value_reader<std::uint32_t>::read(before);
        const auto b = value_reader<std::uint32_t>::read(pair);
        if (!a || !b) return false;
        first = *a;
        second = *b;
        return true;
    };
    message_counts counts;
    if (!read(text, counts.fresh, counts.saved)) return std::nullopt;
    if (bracket != std::string_view::npos &&
        !read(urgent, counts.urgent_fresh, counts.urgent_saved))
        return std::nullopt;
    return counts;
}

}  // namespace eslio::events
