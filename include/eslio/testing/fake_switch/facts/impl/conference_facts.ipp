// The bodies of the functions of conference_facts.hpp.
#pragma once

#include <eslio/testing/fake_switch/facts/conference_facts.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::string conference_usage() {
    std::string out;
    for (const conference_command_fact& c : conference_commands)
        out.append("<conf name> ").append(c.name).append(" ").append(c.syntax).append("\n");
    return out;
}

ESLIO_COLD std::string conference_help() {
    std::string out;
    for (const conference_command_fact& c : conference_commands) {
        out.append("\t\t").append(c.name);
        if (!c.syntax.empty()) out.append(" ").append(c.syntax);
        out.append("\n");
    }
    return out;
}

ESLIO_COLD std::string conference_usage_of(std::string_view command) {
    for (const conference_command_fact& c : conference_commands)
        if (wire::iequals(c.command.empty() ? c.name : c.command, command))
            return std::string(c.name).append(" ").append(c.syntax);
    return {};
}

}  // namespace eslio::testing::fake
