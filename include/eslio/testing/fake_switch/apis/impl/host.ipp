// The bodies of the functions of host.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/host.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::string answer_acl(const api_call& c) {
    const std::vector<std::string> words = c.words(3);
    if (words.size() < 2) return "false";
    const ip_address address = ip_address::of(words[0]);
    return !address.empty() && is_allowed(address, words[1]) ? "true" : "false";
}

ESLIO_COLD std::string answer_is_lan_addr(const api_call& c) {
    const ip_address address = ip_address::of(c.arguments);
    return is_in_any(address, lan_networks) ? "true" : "false";
}

ESLIO_COLD std::string host_address(std::string_view name) {
    if (name == "localhost") return "127.0.0.1";
    return ip_address::of(name).empty() ? std::string() : std::string(name);
}

ESLIO_COLD std::string answer_gethost(const api_call& c) {
    const std::string found = host_address(c.arguments);
    return found.empty() ? "-ERR" : found;
}

ESLIO_COLD std::string answer_host_lookup(const api_call& c) {
    if (c.arguments.empty()) return "parameter missing\n";
    const std::string found = host_address(c.arguments);
    return found.empty() ? "!err!" : found;
}

ESLIO_COLD std::string answer_interface_ip(const api_call& c) {
    const std::vector<std::string> words = c.words(2);
    const bool known =
        words.size() == 2 && (words[0] == "auto" || words[0] == "ipv4" || words[0] == "ipv6");
    if (!known) return "USAGE: interface_ip " + std::string(c.syntax) + "\n";
    if (words[1] != "lo") return {};
    return words[0] == "ipv6" ? "::1" : "127.0.0.1";
}

ESLIO_COLD std::string answer_file_exists(const api_call& c) {
    return c.arguments.empty() || c.inside.lacks_file(c.arguments) ? "false" : "true";
}

}  // namespace eslio::testing::fake
