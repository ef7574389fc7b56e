// The bytes between the socket and the frame parser.
#pragma once

#include <eslio/wire/byte_store.hpp>

#include <cstddef>
#include <cstring>
#include <string_view>
#include <utility>

namespace eslio::wire {

/// One contiguous buffer of three regions:
///
///     | consumed | unread            | room            |
///     0          begin_              end_              capacity
///
/// Consuming only moves an offset; bytes are moved when room is asked for and the front is free.
/// Views of the unread bytes hold until `prepare`, `append` or `release`.
class read_buffer {
public:
    std::string_view unread() const noexcept { return {store_.data() + begin_, end_ - begin_}; }
    std::size_t size() const noexcept { return end_ - begin_; }
    bool empty() const noexcept { return begin_ == end_; }
    std::size_t capacity() const noexcept { return store_.capacity(); }

    /// Makes room for `n` more bytes; `room()` then tells how many fit.
    char* prepare(std::size_t n) {
        if (store_.capacity() - end_ < n) make_room(n);
        return store_.data() + end_;
    }

    std::size_t room() const noexcept { return store_.capacity() - end_; }

    /// The first `n` bytes of the room have been filled.
    void commit(std::size_t n) noexcept { end_ += n; }

    void append(std::string_view bytes) {
        if (bytes.empty()) return;
        std::memcpy(prepare(bytes.size()), bytes.data(), bytes.size());
        commit(bytes.size());
    }

    void consume(std::size_t n) noexcept {
        begin_ += n;
        if (begin_ == end_) begin_ = end_ = 0;
    }

    /// Takes away the memory, for another to use; what is unread is lost, so call it when empty.
    byte_store release() noexcept {
        begin_ = end_ = 0;
        return std::exchange(store_, {});
    }

    /// Goes on in other memory, which is larger.
    void adopt(byte_store larger) noexcept {
        const std::string_view kept = unread();
        if (!kept.empty()) std::memcpy(larger.data(), kept.data(), kept.size());
        end_ = kept.size();
        begin_ = 0;
        store_ = std::move(larger);
    }

private:
    void make_room(std::size_t n) {
        const std::size_t unread_size = size();
        // Moving pays only when it frees enough; else grow, which moves as well.
        if (unread_size + n <= store_.capacity() && unread_size <= store_.capacity() / 2) {
            std::memmove(store_.data(), store_.data() + begin_, unread_size);
        } else {
            byte_store bigger;
            bigger.reserve_exactly(unread_size + (n > unread_size ? n : unread_size));
            if (unread_size != 0) std::memcpy(bigger.data(), store_.data() + begin_, unread_size);
            store_ = std::move(bigger);
        }
        begin_ = 0;
        end_ = unread_size;
    }

    byte_store store_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace eslio::wire
