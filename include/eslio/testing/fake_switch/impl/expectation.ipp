// The bodies of the functions of expectation.hpp.
#pragma once

#include <eslio/testing/fake_switch/expectation.hpp>

namespace eslio::testing::fake {

ESLIO_DECL void change_length(packet& p, std::ptrdiff_t by) {
    static constexpr std::string_view name = "Content-Length: ";
    const std::size_t at = p.header.find(name);
    if (at == std::string::npos) {
        p.header.insert(p.header.size() - 1, std::string(name) + std::to_string(by) + "\n");
        return;
    }
    const std::size_t begin = at + name.size();
    const std::size_t end = p.header.find('\n', begin);
    const auto length = static_cast<std::ptrdiff_t>(p.body.size()) + by;
    p.header.replace(begin, end - begin, std::to_string(length));
}

ESLIO_DECL void cut_packet(packet& p, std::size_t bytes) {
    std::string all = p.header + p.body;
    all.resize(std::min(all.size(), bytes));
    p = {std::move(all), {}};
}

}  // namespace eslio::testing::fake
