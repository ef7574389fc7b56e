// The socket of one connection to a fake switch: reads, writes, closes, and fails on demand.
#pragma once

#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/testing/fake_switch/fault_plan.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>
#include <eslio/testing/fake_switch/socket/command_table.hpp>
#include <eslio/testing/fake_switch/socket/session.hpp>
#include <eslio/testing/stream.hpp>

#include <asio/buffer.hpp>
#include <asio/error.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/socket_base.hpp>
#include <asio/write.hpp>

#include <algorithm>
#include <array>
#include <chrono>
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
ESLIO_DECL void close_orderly(asio::ip::tcp::socket& s);
ESLIO_DECL void close_hard(asio::ip::tcp::socket& s);

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
    /// While frozen nothing is written or read.
    virtual void set_frozen(bool frozen) = 0;
    /// What goes wrong from now on.
    virtual void fail(const fault_plan& faults) = 0;
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
        const auto weak = this->weak_from_this();
        session_->on_output = [weak] {
            if (const auto self = weak.lock()) self->write();
        };
        session_->on_break = [weak](bool hard) {
            if (const auto self = weak.lock()) self->break_off(hard);
        };
        inside_->add_listener(session_);
        session_->start();
        read();
    }

    bool is_open() const override { return open_; }

    void drop() override {
        const auto self = std::exchange(kept_, nullptr);
        if (std::exchange(open_, false)) close_orderly(stream_);
        session_->abandon();
    }

    void reset() override {
        const auto self = std::exchange(kept_, nullptr);
        if (std::exchange(open_, false)) close_hard(stream_);
        session_->abandon();
    }

    void set_silent(bool silent) override {
        silent_ = silent;
        write();
    }

    void set_frozen(bool frozen) override {
        frozen_ = frozen;
        if (frozen_) return;
        if (const auto self = std::exchange(kept_, nullptr)) hear({}, unread_size_);
        write();
    }

    void fail(const fault_plan& faults) override {
        faults_ = faults;
        written_ = 0;
        write();
    }

    session& state() override { return *session_; }

private:
    void read() {
        if (!open_) return;
        stream_.async_read_some(asio::buffer(input_),
                                [self = this->shared_from_this()](
                                    const error_code& ec, std::size_t n) { self->hear(ec, n); });
    }

    void hear(const error_code& ec, std::size_t size) {
        if (!open_) return;
        if (!ec) {
            // However late the timer is: a command overtakes a call's thread by 20 ms at most.
            session_->inside().run_due(session_->inside().now() - std::chrono::milliseconds(20));
            if (!open_) return;
        }
        if (frozen_ && !ec) {
            kept_ = this->shared_from_this();
            unread_size_ = size;
            return;
        }
        if (ec == asio::error::eof) {
            session_->peer_closed();
            if (open_ && !session_->finished()) kept_ = this->shared_from_this();  // it is busy
            return;
        }
        if (ec) return drop();
        session_->receive(std::string_view(input_.data(), size));
        read();
    }

    /// Ends it when all is written that is there.
    void break_off(bool hard) {
        ending_ = hard ? fault_plan::ending::reset : fault_plan::ending::drop;
        write();
    }

    void end(fault_plan::ending how) {
        if (how == fault_plan::ending::drop) drop();
        if (how == fault_plan::ending::reset) reset();
        if (how == fault_plan::ending::freeze) frozen_ = true;
    }

    void write() {
        if (!open_ || writing_ || silent_ || frozen_) return;
        if (written_ >= faults_.offset()) return end(faults_.last());
        if (output_.empty() && session_->has_output()) output_ = session_->take_write();
        if (output_.empty()) {
            if (ending_ != fault_plan::ending::none) return end(ending_);
            if (session_->finished()) drop();
            return;
        }
        writing_ = true;
        if (faults_.delay() == fault_plan::duration::zero()) return write_piece();
        inside_->after(faults_.delay(), [weak = this->weak_from_this()] {
            if (const auto self = weak.lock()) self->write_piece();
        });
    }

    void write_piece() {
        if (!open_) return;
        const std::size_t left = faults_.offset() - std::min(written_, faults_.offset());
        const std::size_t size = std::min({output_.size() - position_, faults_.fragment(), left});
        asio::async_write(stream_, asio::buffer(output_.data() + position_, size),
                          [self = this->shared_from_this()](const error_code& ec, std::size_t n) {
                              self->writing_ = false;
                              if (ec) return self->drop();
                              self->written_ += n;
                              self->position_ += n;
                              if (self->position_ == self->output_.size()) {
                                  self->output_.clear();
                                  self->position_ = 0;
                                  self->session_->written();
                              }
                              self->write();
                          });
    }

    Stream stream_;
    std::shared_ptr<machine> inside_;
    std::shared_ptr<session> session_;
    std::array<char, 16384> input_;  ///< not cleared for each connection
    std::string output_;
    std::size_t position_ = 0;  ///< what of it is written
    fault_plan faults_;
    fault_plan::ending ending_ = fault_plan::ending::none;
    std::size_t written_ = 0;           ///< since the faults were set
    std::size_t unread_size_ = 0;       ///< read, but not looked at: frozen
    std::shared_ptr<connection> kept_;  ///< holds itself while no read does: frozen, busy at eof
    bool open_ = true;
    bool writing_ = false;
    bool silent_ = false;
    bool frozen_ = false;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/socket/impl/connection.ipp>
#endif
