// The packets of one connection on their way out, cut into writes.
#pragma once

#include <eslio/testing/fake_switch/options.hpp>

#include <algorithm>
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

class outbox {
public:
    explicit outbox(const fake_writing& how) : how_(how) {}

    void add(std::string header, std::string_view body = {}) {
        if (how_.body_apart) {
            push(std::move(header));
            if (!body.empty()) push(std::string(body));
        } else {
            header.append(body);
            push(std::move(header));
        }
    }

    bool empty() const noexcept { return pieces_.empty(); }
    std::size_t bytes() const noexcept { return bytes_; }

    /// The bytes of the next write.
    std::string take_write() {
        const std::size_t most = std::max<std::size_t>(1, how_.bytes_per_write);
        std::size_t packets = how_.body_apart ? 1 : how_.packets_per_write;
        std::string out;
        while (!pieces_.empty() && packets != 0 && out.size() < most) {
            const std::string& next = pieces_.front();
            const std::size_t size = std::min(next.size() - taken_, most - out.size());
            out.append(next, taken_, size);
            taken_ += size;
            if (taken_ != next.size()) break;
            pieces_.pop_front();
            taken_ = 0;
            --packets;
        }
        bytes_ -= out.size();
        return out;
    }

private:
    void push(std::string bytes) {
        bytes_ += bytes.size();
        pieces_.push_back(std::move(bytes));
    }

    fake_writing how_;
    std::deque<std::string> pieces_;
    std::size_t taken_ = 0;  ///< bytes of the first piece that are gone
    std::size_t bytes_ = 0;
};

}  // namespace eslio::testing::fake
