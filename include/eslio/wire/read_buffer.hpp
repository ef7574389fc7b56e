// The bytes between the socket and the frame parser.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/raw_buffer.hpp>

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
    /// The bytes that have not been consumed.
    std::string_view unread() const noexcept { return {store_.data() + begin_, end_ - begin_}; }
    std::size_t size() const noexcept { return end_ - begin_; }
    bool empty() const noexcept { return begin_ == end_; }
    /// How many bytes there is memory for.
    std::size_t capacity() const noexcept { return store_.capacity(); }

    /// Makes room for `n` more bytes; `room()` then tells how many fit.
    char* prepare(std::size_t n) {
        if (store_.capacity() - end_ < n) make_room(n);
        return store_.data() + end_;
    }

    /// How many bytes fit at the end without moving any.
    std::size_t room() const noexcept { return store_.capacity() - end_; }

    /// The first `n` bytes of the room have been filled.
    void commit(std::size_t n) noexcept { end_ += n; }

    /// Adds bytes; views into it are invalid after that.
    void append(std::string_view bytes);

    /// The first `n` bytes are no longer needed; views hold until the buffer is changed.
    void consume(std::size_t n) noexcept {
        begin_ += n;
        if (begin_ == end_) begin_ = end_ = 0;
    }

    /// Takes away the memory, for another to use; what is unread is lost, so call it when empty.
    raw_buffer release() noexcept {
        begin_ = end_ = 0;
        return std::exchange(store_, {});
    }

    /// Goes on in other memory, which is larger.
    void adopt(raw_buffer larger) noexcept;

private:
    void make_room(std::size_t n);

    raw_buffer store_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace eslio::wire

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/wire/impl/read_buffer.ipp>
#endif
