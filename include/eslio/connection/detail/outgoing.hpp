// The bytes that are being written to a stream, and those of writes that outlive their connection.
#pragma once

#include <eslio/config.hpp>
#include <eslio/protocol/reply_queue.hpp>
#include <eslio/wire/detail/compact_ptr.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::detail {

/// A stream made of layers may still look at the bytes of a write that was outstanding when it was
/// closed, so they stay in their place until that write has ended, whatever is written after it.
class outgoing {
public:
    /// To be filled while nothing is being written.
    std::string& bytes() noexcept { return current_->bytes; }
    /// Which of them no trace may show.
    compact_vector<protocol::secret_part>& secrets() noexcept { return secrets_; }

    bool empty() const noexcept { return current_->bytes.empty(); }
    std::string_view unwritten() const noexcept {
        const text& t = *current_;
        return {t.bytes.data() + t.written, t.bytes.size() - t.written};
    }

    /// Whether what is there is being written, or never will be.
    bool busy() const noexcept { return busy_; }
    void set_busy(bool on) noexcept { busy_ = on; }

    /// A write of what is unwritten begins.
    void begin_write() noexcept { ++writes_; }

    /// One has ended, maybe of a former connection.
    void end_write() noexcept {
        if (--writes_ == 0) current_->former.reset();
    }

    /// The stream has taken so many; true if that was the rest.
    [[nodiscard]] bool take(std::size_t size) noexcept {
        current_->written += size;
        return current_->written >= current_->bytes.size();
    }

    /// All is written: memory beyond `kept` bytes is given back.
    void clear(std::size_t kept) noexcept;

    /// For another connection: what was not written is dropped.
    void renew();

    /// What is said when the connection is closed.
    const std::string& farewell() const noexcept { return farewell_; }
    void set_farewell(std::string commands) noexcept { farewell_.swap(commands); }
    void forget_farewell() noexcept { std::string().swap(farewell_); }  // gives back the memory
    /// It is to be written now.
    void take_farewell() noexcept { current_->bytes = std::exchange(farewell_, std::string()); }

private:
    struct text {
        std::string bytes;
        std::size_t written = 0;
        compact_ptr<text> former;  ///< of a connection before, which a write may look at
    };

    compact_ptr<text> current_{new text()};
    compact_vector<protocol::secret_part> secrets_;
    std::string farewell_;
    std::uint32_t writes_ = 0;  ///< outstanding, those of former connections too
    bool busy_ = false;
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/connection/impl/outgoing.ipp>
#endif
