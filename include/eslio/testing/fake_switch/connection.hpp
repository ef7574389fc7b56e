// The socket of one connection to a fake switch: reads, writes, closes.
#pragma once

#include <eslio/error.hpp>
#include <eslio/testing/fake_switch/command_table.hpp>
#include <eslio/testing/fake_switch/machine.hpp>
#include <eslio/testing/fake_switch/session.hpp>
#include <eslio/testing/stream.hpp>

#include <asio/buffer.hpp>
#include <asio/error.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/socket_base.hpp>
#include <asio/write.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

inline void close_orderly(stream& s) {
    s.close();
}
inline void close_hard(stream& s) {
    s.reset();
}
inline void close_orderly(asio::ip::tcp::socket& s) {
    error_code ignored;
    s.shutdown(asio::socket_base::shutdown_both, ignored);
    s.close(ignored);
}
inline void close_hard(asio::ip::tcp::socket& s) {
    error_code ignored;
    s.set_option(asio::socket_base::linger(true, 0), ignored);
    s.close(ignored);
}

/// A connection whatever its stream.
class any_connection {
public:
    virtual ~any_connection() = default;
    virtual bool is_open() const = 0;
    /// The other side sees the end of the stream, without a goodbye.
    virtual void drop() = 0;
    /// The other side sees a reset.
    virtual void reset() = 0;
    /// While silent nothing is written.
    virtual void set_silent(bool silent) = 0;
    virtual session& state() = 0;
};

template <class Stream>
class connection final : public any_connection,
                         public std::enable_shared_from_this<connection<Stream>> {
public:
    connection(Stream s, std::shared_ptr<machine> inside)
        : stream_(std::move(s)),
          inside_(std::move(inside)),
          session_(std::make_shared<session>(
              *inside_,
              [m = inside_.get()](session& of, const request& r) { run_command(*m, of, r); })) {}

    void start() {
        session_->on_output = [weak = this->weak_from_this()] {
            if (const auto self = weak.lock()) self->write();
        };
        inside_->add_listener(session_);
        session_->start();
        read();
    }

    bool is_open() const override { return open_; }

    void drop() override {
        session_->abandon();
        if (std::exchange(open_, false)) close_orderly(stream_);
    }

    void reset() override {
        session_->abandon();
        if (std::exchange(open_, false)) close_hard(stream_);
    }

    void set_silent(bool silent) override {
        silent_ = silent;
        write();
    }

    session& state() override { return *session_; }

private:
    void read() {
        if (!open_) return;
        stream_.async_read_some(asio::buffer(input_), [self = this->shared_from_this()](
                                                          const error_code& ec, std::size_t size) {
            if (!self->open_) return;
            if (ec == asio::error::eof) return self->session_->peer_closed();
            if (ec) return self->drop();
            self->session_->receive(std::string_view(self->input_.data(), size));
            self->read();
        });
    }

    void write() {
        if (!open_ || writing_ || silent_) return;
        if (!session_->has_output()) {
            if (session_->finished()) drop();
            return;
        }
        writing_ = true;
        output_ = session_->take_write();
        asio::async_write(stream_, asio::buffer(output_),
                          [self = this->shared_from_this()](const error_code& ec, std::size_t) {
                              self->writing_ = false;
                              if (ec) return self->drop();
                              self->session_->written();
                              self->write();
                          });
    }

    Stream stream_;
    std::shared_ptr<machine> inside_;
    std::shared_ptr<session> session_;
    std::array<char, 16384> input_{};
    std::string output_;
    bool open_ = true;
    bool writing_ = false;
    bool silent_ = false;
};

}  // namespace eslio::testing::fake
