// The packets of one connection on their way out, cut into writes.
#pragma once

#include <eslio/config.hpp>
#include <eslio/protocol/ring.hpp>
#include <eslio/testing/fake_switch/options.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

class outbox {
public:
    explicit outbox(const fake_writing& how) : how_(how) {}

    void add(std::string header, std::string_view body = {});

    bool empty() const noexcept { return pieces_.empty(); }
    std::size_t bytes() const noexcept { return bytes_; }

    /// The bytes of the next write.
    std::string take_write();

private:
    void push(std::string bytes) {
        bytes_ += bytes.size();
        pieces_.push(std::move(bytes));
    }

    fake_writing how_;
    protocol::ring<std::string> pieces_;
    std::size_t taken_ = 0;  ///< bytes of the first piece that are gone
    std::size_t bytes_ = 0;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/socket/impl/outbox.ipp>
#endif
