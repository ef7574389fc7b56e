// The engine's hands: reads, writes and closes one kind of stream, and connects it if it is TCP.
#pragma once

#include <eslio/command/login.hpp>
#include <eslio/connection/detail/address_search.hpp>
#include <eslio/connection/detail/engine.hpp>
#include <eslio/connection/detail/stream_error.hpp>
#include <eslio/connection/detail/tcp_watch.hpp>
#include <eslio/wire/detail/compact_ptr.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/buffer.hpp>
#include <asio/error.hpp>
#include <asio/ip/tcp.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>

namespace eslio::detail {

template <class Stream, class = void>
struct is_tcp_stream : std::false_type {};
template <class Stream>
struct is_tcp_stream<Stream, std::void_t<typename Stream::protocol_type>>
    : std::is_same<typename Stream::protocol_type, asio::ip::tcp> {};

template <class Stream, class = void>
struct has_close : std::false_type {};
template <class Stream>
struct has_close<Stream, std::void_t<decltype(std::declval<Stream&>().close())>> : std::true_type {
};

template <class Stream, class = void>
struct has_close_ec : std::false_type {};
template <class Stream>
struct has_close_ec<
    Stream, std::void_t<decltype(std::declval<Stream&>().close(std::declval<error_code&>()))>>
    : std::true_type {};

/// A socket that can be waited for and read without blocking. Where the system has completion ports
/// instead, waiting takes a thread, so there it is none.
template <class Stream, class = void>
struct is_waitable : std::false_type {};
#if !defined(ASIO_HAS_IOCP)
template <class Stream>
struct is_waitable<
    Stream,
    std::void_t<decltype(std::declval<Stream&>().async_wait(Stream::wait_read,
                                                            std::declval<void (*)(error_code)>())),
                decltype(std::declval<Stream&>().non_blocking(true, std::declval<error_code&>()))>>
    : std::true_type {};
#endif

/// Closes a stream, or the socket under it (`ssl::stream` has no close of its own).
template <class Stream>
void close_lowest(Stream& stream) noexcept {
    error_code ignored;
    if constexpr (is_tcp_stream<Stream>::value) stream.shutdown(Stream::shutdown_both, ignored);
    if constexpr (has_close_ec<Stream>::value)
        stream.close(ignored);
    else if constexpr (has_close<Stream>::value)
        stream.close();
    else
        close_lowest(stream.next_layer());
}

/// What Asio calls when it has read, written or waited. One class for all of these, as Asio makes
/// the compiler a hundred functions of each.
class io_handler {
public:
    using function = void (*)(engine& e, const error_code& ec, std::size_t size,
                              std::uint64_t number);

    io_handler(std::shared_ptr<engine> whose, function what, std::uint64_t number) noexcept
        : engine_(std::move(whose)), what_(what), number_(number) {}

    void operator()(const error_code& ec, std::size_t size = 0) const {
        what_(*engine_, ec, size, number_);
    }

private:
    std::shared_ptr<engine> engine_;
    function what_;
    std::uint64_t number_;  ///< the engine's generation
};

template <class Stream>
class stream_engine final : public engine {
public:
    using executor_type = typename Stream::executor_type;

    stream_engine(Stream stream, connection_options options, this_build = {});
    ~stream_engine() override;

    Stream& stream() noexcept { return stream_; }
    executor_type get_executor() noexcept { return stream_.get_executor(); }

    /// Resolves, connects, logs in.
    std::uint64_t connect(login where, open_handler& handler);

    /// Logs in on a stream that `make` gives in place of the former one.
    template <class Make>
    std::uint64_t open_anew(Make make, const credentials& who, open_handler& handler);

private:
    using addresses = typename address_search<Stream>::addresses;

    std::shared_ptr<stream_engine> self_ptr() {
        return std::static_pointer_cast<stream_engine>(shared_from_this());
    }

    /// Calls that member function.
    template <auto Member>
    io_handler then(std::uint64_t number) {
        return {shared_from_this(),
                [](engine& e, const error_code& ec, std::size_t size, std::uint64_t of) {
                    (static_cast<stream_engine&>(e).*Member)(ec, size, of);
                },
                number};
    }

    /// What Asio calls when it has resolved, or connected. Where memory runs out in Asio it is
    /// destroyed uncalled, and by that tells that nothing more comes.
    class arrival {
    public:
        arrival(std::shared_ptr<stream_engine> whose, std::uint64_t number) noexcept
            : engine_(std::move(whose)), number_(number) {}
        arrival(arrival&&) noexcept = default;
        arrival& operator=(arrival&&) = delete;
        ~arrival() {
            if (engine_) lose(std::move(engine_), number_);
        }

        void operator()(const error_code& ec, const addresses& found) const {
            std::exchange(engine_, nullptr)->on_resolved(ec, found, number_);
        }
        void operator()(const error_code& ec) const {
            std::exchange(engine_, nullptr)->on_attempted(ec, number_);
        }

    private:
        mutable std::shared_ptr<stream_engine> engine_;  ///< until it is called
        std::uint64_t number_;                           ///< the engine's generation
    };

    /// Posted, as this may be another thread, or the end of the context.
    static void lose(std::shared_ptr<stream_engine> self, std::uint64_t number) noexcept {
        const auto post = [&] {
            self->completions().executor().execute([self, number] {
                const home::presence here(self->where());
                self->fail_opening(error::stream_failed, number);
            });
        };
        environment::of(self->completions().executor()).undelivered().with_reserve(post);
    }

    /// Calls `f`, a step on the way to a stream; where memory runs out in it that is not made.
    template <class F>
    void go_on(std::uint64_t number, F f) {
        if (!completions().try_step(f)) fail_opening(error::stream_failed, number);
    }
    void on_resolved(const error_code& ec, const addresses& found, std::uint64_t number);
    /// `before` is why the address before failed.
    void try_next_address(const error_code& before, std::uint64_t number);
    void on_attempted(const error_code& ec, std::uint64_t number);

    void start_read(char* room, std::size_t size, std::uint64_t number) override;
    bool can_wait() const noexcept override;
    void start_wait(std::uint64_t number) override;
    std::size_t read_now(char* room, std::size_t size, error_code& ec) override;
    void start_write(std::string_view bytes, std::uint64_t number) override;
    void close_stream() noexcept override;

    Stream stream_;
    compact_ptr<address_search<Stream>> search_;  ///< while it resolves and connects
};

template <class Stream>
stream_engine<Stream>::stream_engine(Stream stream, connection_options options, this_build build)
    : engine(asio::any_io_executor(stream.get_executor()), std::move(options), build),
      stream_(std::move(stream)) {}

template <class Stream>
stream_engine<Stream>::~stream_engine() = default;

template <class Stream>
std::uint64_t stream_engine<Stream>::connect(login where, open_handler& handler) {
    static_assert(is_tcp_stream<Stream>::value,
                  "connect() is for TCP; connect another stream yourself, then async_login");
    if (!begin_opening(handler, &where.who())) return 0;
    set_phase_deadline(options().resolve_timeout, error::resolve_timeout);
    search_.reset(new address_search<Stream>(stream_.get_executor()));
    search_->resolve(where.host(), where.service(), arrival(self_ptr(), generation()));
    return generation();
}

template <class Stream>
template <class Make>
std::uint64_t stream_engine<Stream>::open_anew(Make make, const credentials& who,
                                               open_handler& handler) {
    if (!begin_opening(handler, &who)) return 0;
    const std::uint64_t number = generation();
    if (without_throwing([&] { stream_ = make(); }))
        on_stream_ready(number);
    else
        fail_opening(error::stream_failed, number);
    return number;
}

template <class Stream>
void stream_engine<Stream>::on_resolved(const error_code& ec, const addresses& found,
                                        std::uint64_t number) {
    if (ec) return fail_opening(map_stream_error(ec), number);
    if (!goes_on(number)) return;
    go_on(number, [&] {
        set_phase_deadline(options().connect_timeout, error::connect_timeout);
        search_->begin(found);
        try_next_address(asio::error::not_found, number);
    });
}

template <class Stream>
void stream_engine<Stream>::try_next_address(const error_code& before, std::uint64_t number) {
    if (!search_->try_next(stream_, [&] { return arrival(self_ptr(), number); }))
        fail_opening(map_stream_error(before), number);
}

template <class Stream>
void stream_engine<Stream>::on_attempted(const error_code& ec, std::uint64_t number) {
    if (!goes_on(number)) return;
    if (!stream_.is_open()) return fail_opening(error::closed, number);  // by next_layer()
    go_on(number, [&] {
        if (ec) return try_next_address(ec, number);
        search_.reset();
        error_code ignored;  // a stream without these options works as well
        stream_.set_option(asio::ip::tcp::no_delay(true), ignored);
        watch_peer(stream_);
        on_stream_ready(number);
    });
}

template <class Stream>
void stream_engine<Stream>::start_read(char* room, std::size_t size, std::uint64_t number) {
    stream_.async_read_some(asio::buffer(room, size), then<&stream_engine::on_read>(number));
}

template <class Stream>
bool stream_engine<Stream>::can_wait() const noexcept {
    return is_waitable<Stream>::value;
}

template <class Stream>
void stream_engine<Stream>::start_wait(std::uint64_t number) {
    if constexpr (is_waitable<Stream>::value) {
        stream_.async_wait(Stream::wait_read, then<&stream_engine::on_ready>(number));
    }
}

template <class Stream>
std::size_t stream_engine<Stream>::read_now(char* room, std::size_t size, error_code& ec) {
    if constexpr (is_waitable<Stream>::value) {
        if (!stream_.non_blocking()) stream_.non_blocking(true, ec);
        return ec ? 0 : stream_.read_some(asio::buffer(room, size), ec);
    } else {
        return 0;
    }
}

template <class Stream>
void stream_engine<Stream>::start_write(std::string_view bytes, std::uint64_t number) {
    stream_.async_write_some(asio::buffer(bytes.data(), bytes.size()),
                             then<&stream_engine::on_written>(number));
}

template <class Stream>
void stream_engine<Stream>::close_stream() noexcept {
    search_.reset();  // which cancels it
    close_lowest(stream_);
}

template <class Stream>
std::shared_ptr<stream_engine<Stream>> make_stream_engine(Stream stream, connection_options options,
                                                          this_build build = {}) {
    return std::shared_ptr<stream_engine<Stream>>(
        new stream_engine<Stream>(std::move(stream), std::move(options), build));
}

#if !defined(ESLIO_HEADER_ONLY)
extern template class stream_engine<asio::ip::tcp::socket>;
extern template std::shared_ptr<stream_engine<asio::ip::tcp::socket>> make_stream_engine(
    asio::ip::tcp::socket, connection_options, this_build);
#endif

}  // namespace eslio::detail
