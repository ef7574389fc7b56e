// The bodies of the functions of outbox.hpp.
#pragma once

#include <eslio/testing/fake_switch/socket/outbox.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void outbox::add(std::string header, std::string_view body) {
    if (how_.body_apart) {
        push(std::move(header));
        if (!body.empty()) push(std::string(body));
    } else {
        header.append(body);
        push(std::move(header));
    }
}

ESLIO_COLD std::string outbox::take_write() {
    const std::size_t most = std::max<std::size_t>(1, how_.bytes_per_write);
    std::size_t packets = how_.body_apart ? 1 : how_.packets_per_write;
    std::string out;
    while (!pieces_.empty() && packets != 0 && out.size() < most) {
        const std::string& next = pieces_.front();
        const std::size_t size = std::min(next.size() - taken_, most - out.size());
        out.append(next, taken_, size);
        taken_ += size;
        if (taken_ != next.size()) break;
        pieces_.pop();
        taken_ = 0;
        --packets;
    }
    bytes_ -= out.size();
    return out;
}

}  // namespace eslio::testing::fake
