// The bodies of the functions of own_doing.hpp.
#pragma once

#include <eslio/outbound/detail/own_doing.hpp>

namespace eslio::detail {

ESLIO_DECL own_doing::deeds own_doing::note(std::string_view bytes) {
    const deeds before = done_;
    if (is_exit(bytes)) ++done_.exits;
    done_.too_large = done_.too_large || bytes.size() > largest_body;
    if (wire::istarts_with(bytes, "sendmsg") && header(bytes, "Event-UUID").empty())
        ++done_.messages;
    return before;
}

ESLIO_DECL std::optional<std::string> own_doing::asked_hangup(std::string_view bytes,
                                                              std::string_view uuid) {
    std::string_view line = bytes.substr(0, bytes.find('\n'));
    const std::string_view word = wire::next_word(line);
    if (wire::iequals(word, "api")) {
        if (wire::next_word(line) != "uuid_kill" || wire::next_word(line) != uuid) return {};
        return usual_if_empty(line);
    }
    if (!wire::iequals(word, "sendmsg") || !(line.empty() || line == uuid)) return {};
    if (header(bytes, "call-command") == "hangup")
        return usual_if_empty(header(bytes, "hangup-cause"));
    if (header(bytes, "execute-app-name") == "hangup")
        return usual_if_empty(header(bytes, "execute-app-arg"));
    return {};
}

ESLIO_DECL std::string_view own_doing::header(std::string_view bytes,
                                              std::string_view name) noexcept {
    bytes = bytes.substr(0, bytes.find("\n\n"));
    wire::next_word(bytes, '\n');
    while (!bytes.empty()) {
        std::string_view value = wire::next_word(bytes, '\n');
        const std::string_view found = wire::next_word(value, ':');
        if (wire::iequals(found, name)) return wire::trim(value);
    }
    return {};
}

}  // namespace eslio::detail
