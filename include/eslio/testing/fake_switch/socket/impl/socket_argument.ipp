// The bodies of the functions of socket_argument.hpp.
#pragma once

#include <eslio/testing/fake_switch/socket/socket_argument.hpp>

namespace eslio::testing::fake {

ESLIO_COLD socket_argument parse_socket_argument(std::string_view text) {
    socket_argument out;
    std::string_view all = wire::next_word(text);
    while (!all.empty()) {
        std::string_view one = wire::next_word(all, '|');
        std::string_view place = wire::next_word(one, '/');
        const std::size_t colon = place.rfind(':');
        socket_address a;
        a.path = std::string(one);
        a.host = std::string(place.substr(0, colon));
        if (colon != std::string_view::npos) a.port = std::string(place.substr(colon + 1));
        if (!a.host.empty()) out.hosts.push_back(std::move(a));
    }
    while (!text.empty()) {
        const std::string_view word = wire::next_word(text);
        if (wire::iequals(word, "full")) out.full = true;
        if (wire::iequals(word, "async")) out.async = true;
    }
    return out;
}

}  // namespace eslio::testing::fake
