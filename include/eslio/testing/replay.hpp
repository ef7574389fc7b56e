// Plays a recorded session as the server, over any stream.
#pragma once

#include <eslio/connection/detail/any_handler.hpp>
#include <eslio/connection/detail/begin_operation.hpp>
#include <eslio/error.hpp>
#include <eslio/testing/fake_switch/wire/command_reader.hpp>
#include <eslio/testing/recording.hpp>

#include <asio/async_result.hpp>
#include <asio/buffer.hpp>
#include <asio/write.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace eslio::testing {

/// How a session is played.
class replay_options {
public:
    /// What the server waits for before it goes on after a point at which the client sent.
    enum class wait_for {
        commands,  ///< as many commands as had been sent, whatever they are
        bytes,     ///< exactly the recorded bytes; others end it with `std::errc::protocol_error`
        nothing,   ///< it sends everything at once
    };

    /// When the server goes on.
    replay_options& wait(wait_for what) {
        wait_ = what;
        return *this;
    }
    /// No write is longer.
    replay_options& chunk(std::size_t bytes) {
        chunk_ = std::max<std::size_t>(1, bytes);
        return *this;
    }
    /// The stream is closed after that many of the server's bytes.
    replay_options& drop_after(std::size_t bytes) {
        drop_ = bytes;
        return *this;
    }
    /// The stream stays open at the end.
    replay_options& stay_open() {
        stay_open_ = true;
        return *this;
    }

    /// What was set.
    wait_for waits() const noexcept { return wait_; }
    std::size_t chunk() const noexcept { return chunk_; }
    std::size_t drop_after() const noexcept { return drop_; }
    bool stays_open() const noexcept { return stay_open_; }

private:
    wait_for wait_ = wait_for::commands;
    std::size_t chunk_ = std::numeric_limits<std::size_t>::max();
    std::size_t drop_ = std::numeric_limits<std::size_t>::max();
    bool stay_open_ = false;
};

namespace detail {

template <class Stream>
class replay_operation : public std::enable_shared_from_this<replay_operation<Stream>> {
public:
    using handler_type = eslio::detail::any_handler<void(error_code, std::size_t)>;

    replay_operation(Stream& s, recording r, replay_options o, handler_type h)
        : stream_(s), record_(std::move(r)), options_(o), handler_(std::move(h)) {}

    void go_on() {
        while (step_ < record_.steps().size() && satisfied()) ++step_;
        const std::size_t limit = std::min(next_stop(), options_.drop_after());
        if (sent_ < limit) return write(std::min(limit - sent_, options_.chunk()));
        if (sent_ >= options_.drop_after() || step_ == record_.steps().size()) return finish({});
        read();
    }

private:
    /// The client has done what it had done in the record before this step was over.
    bool satisfied() const {
        const recorded_step& step = record_.steps()[step_];
        if (options_.waits() == replay_options::wait_for::nothing) return true;
        if (sent_ < step.received) return false;
        if (step.what == recorded_step::kind::shutdown) return true;
        if (options_.waits() == replay_options::wait_for::bytes) return heard_ >= expected_end();
        return heard_commands_ >= expected_commands();
    }

    std::size_t next_stop() const {
        return step_ < record_.steps().size() ? record_.steps()[step_].received
                                              : record_.server().size();
    }

    std::size_t expected_end() const {
        std::size_t bytes = 0;
        for (std::size_t i = 0; i <= step_; ++i) bytes += record_.steps()[i].size;
        return bytes;
    }

    std::size_t expected_commands() const {
        fake::command_reader reader;
        fake::request ignored;
        std::size_t count = 0;
        for (std::size_t i = 0; i <= step_; ++i) reader.append(record_.steps()[i].bytes);
        while (reader.next(ignored) == fake::command_reader::status::command) ++count;
        return count;
    }

    void write(std::size_t size) {
        asio::async_write(stream_, asio::buffer(record_.server().data() + sent_, size),
                          [self = this->shared_from_this()](error_code ec, std::size_t n) {
                              self->sent_ += n;
                              if (ec) return self->finish(ec);
                              self->go_on();
                          });
    }

    void read() {
        stream_.async_read_some(
            asio::buffer(input_), [self = this->shared_from_this()](error_code ec, std::size_t n) {
                if (ec) return self->finish(ec);
                if (!self->hear(std::string_view(self->input_.data(), n)))
                    return self->finish(std::make_error_code(std::errc::protocol_error));
                self->go_on();
            });
    }

    /// False if the client says something else than recorded, where that is asked for.
    bool hear(std::string_view bytes) {
        reader_.append(bytes);
        fake::request ignored;
        while (reader_.next(ignored) == fake::command_reader::status::command) ++heard_commands_;
        const std::size_t begin = heard_;
        heard_ += bytes.size();
        if (options_.waits() != replay_options::wait_for::bytes) return true;
        std::size_t position = 0;
        for (const recorded_step& step : record_.steps()) {
            for (std::size_t i = 0; i < step.size; ++i, ++position) {
                if (position < begin) continue;
                if (position == heard_) return true;
                if (i < step.bytes.size() && step.bytes[i] != bytes[position - begin]) return false;
            }
        }
        return position == heard_;
    }

    void finish(error_code ec) {
        if (!options_.stays_open()) {
            error_code ignored;
            stream_.close(ignored);
        }
        handler_.complete(ec, sent_);
    }

    Stream& stream_;
    recording record_;
    replay_options options_;
    handler_type handler_;
    fake::command_reader reader_;
    std::array<char, 4096> input_{};
    std::size_t step_ = 0;
    std::size_t sent_ = 0;
    std::size_t heard_ = 0;
    std::size_t heard_commands_ = 0;
};

}  // namespace detail

/// Plays `record` over `stream` as the server did: sends what the client had received before it
/// sent something, then waits for the client, and so on; closes the stream in the end.
///
/// Completes with `void(error_code, std::size_t)`, the bytes sent. The stream must live as long;
/// closing it ends the operation.
template <class Stream,
          class Token = asio::default_completion_token_t<typename Stream::executor_type>>
auto async_replay(Stream& stream, recording record, replay_options options,
                  Token&& token = Token()) {
    return eslio::detail::begin_operation<Token, void(error_code, std::size_t)>(
        [&stream](auto handler, recording r, replay_options o) {
            using operation = detail::replay_operation<Stream>;
            typename operation::handler_type erased(std::move(handler), stream.get_executor());
            std::make_shared<operation>(stream, std::move(r), o, std::move(erased))->go_on();
        },
        token, std::move(record), options);
}

}  // namespace eslio::testing
