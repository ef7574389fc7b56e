// A connection of a script over any of Asio's streams.
#pragma once

#include "live/switch.hpp"

#include <eslio/error.hpp>
#include <eslio/wire/frame_parser.hpp>
#include <eslio/wire/read_buffer.hpp>

#include <asio/buffer.hpp>
#include <asio/write.hpp>

#include <array>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace live {

/// `Traits` closes the stream: `Traits::close(stream)`, `Traits::half_close(stream)`.
template <class Stream, class Traits>
class stream_line final : public line,
                          public std::enable_shared_from_this<stream_line<Stream, Traits>> {
public:
    stream_line(Stream stream, std::function<time_point()> clock)
        : stream_(std::move(stream)), clock_(std::move(clock)) {}

    /// Begins to read; once, after it was made.
    void start() { read(); }

    void send(std::string_view bytes) override {
        waiting_.emplace_back(bytes);
        if (waiting_.size() == 1) write();
    }

    void close() override { Traits::close(stream_); }
    void half_close() override { Traits::half_close(stream_); }

private:
    void write() {
        asio::async_write(stream_, asio::buffer(waiting_.front()),
                          [self = this->shared_from_this()](eslio::error_code ec, std::size_t) {
                              self->waiting_.pop_front();
                              if (ec) self->waiting_.clear();
                              if (!self->waiting_.empty()) self->write();
                          });
    }

    void read() {
        stream_.async_read_some(asio::buffer(chunk_), [self = this->shared_from_this()](
                                                          eslio::error_code ec, std::size_t size) {
            self->take(std::string_view(self->chunk_.data(), size));
            if (!ec) return self->read();
            self->ended = true;
            self->ended_at = self->clock_();
            self->rest = std::string(self->buffer_.unread());
        });
    }

    void take(std::string_view bytes) {
        buffer_.append(bytes);
        eslio::wire::frame f;
        while (parser_.next(buffer_, f) == eslio::wire::parse_status::complete)
            this->arrived.push_back({clock_(), std::string(f.headers.raw()),
                                     std::string(f.content_type), std::string(f.body)});
    }

    Stream stream_;
    std::function<time_point()> clock_;
    std::deque<std::string> waiting_;
    std::array<char, 65536> chunk_{};
    eslio::wire::read_buffer buffer_;
    eslio::wire::frame_parser parser_;
};

}  // namespace live
