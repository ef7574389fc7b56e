// The bodies of the functions of member_flags.hpp.
#pragma once

#include <eslio/testing/fake_switch/conference/member_flags.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::string take_flags(std::string& argument) {
    static constexpr std::string_view front = "+flags{";
    const std::size_t at = argument.find(front);
    if (at == std::string::npos) return {};
    const std::size_t end = argument.find('}', at);
    std::string flags = argument.substr(at + front.size(), end - at - front.size());
    argument.resize(at);
    return flags;
}

ESLIO_COLD void set_flags(machine& m, conference_member& who, std::string_view flags) {
    while (!flags.empty()) {
        const std::string_view flag = wire::next_word(flags, '|');
        const auto is = [flag](const char* name) { return wire::iequals(flag, name); };
        if (is("mute"))
            who.speaks = false;
        else if (is("deaf"))
            who.hears = false;
        else if (is("vmute"))
            who.is_seen = false;
        else if (is("blind"))
            who.sees = false;
        else if (is("moderator"))
            who.is_moderator = true;
        else if (is("endconf"))
            who.ends_conference = true;
        else if (is("mandatory_member_endconf"))
            who.is_mandatory = true;
        else if (!flag.empty())
            m.asked_in_vain.insert("conference flag " + std::string(flag));
    }
}

}  // namespace eslio::testing::fake
