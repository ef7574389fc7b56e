// The opening of a session: what is said on a connection that FreeSWITCH has just made.
#pragma once

#include <eslio/command/call_control.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/detail/any_handler.hpp>
#include <eslio/connection/detail/begin_at.hpp>
#include <eslio/connection/detail/begin_operation.hpp>
#include <eslio/connection/detail/stream_engine.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/outbound/detail/farewell.hpp>
#include <eslio/outbound/session.hpp>
#include <eslio/protocol/time.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/error.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace eslio::detail {

/// `connect` first, always: FreeSWITCH answers no other first command (mod_event_socket:
/// listener_run). Its answer tells the mode, and by that what can be said next; that is written
/// without waiting in between, and each answer is looked at.
///
/// An opening that is given up still waits for the answer to `connect`, as it tells what FreeSWITCH
/// has to hear before the call may be let go (see `farewell`): by then FreeSWITCH may not have come
/// to it yet, and a call whose connection ends without `connect` stays parked for ever.
class session_opening : public std::enable_shared_from_this<session_opening> {
public:
    using handler_type = any_handler<void(error_code, outbound::session)>;

    session_opening(std::shared_ptr<engine> over, outbound::session_options options);
    session_opening(const session_opening&) = delete;
    session_opening& operator=(const session_opening&) = delete;
    ~session_opening();

    /// Without a handler the call is let go as soon as that can be.
    void begin(handler_type handler);
    /// Where memory runs out the handler is told.
    void begin_or_fail(handler_type handler) noexcept;

    const home& where() const noexcept { return engine_->where(); }
    completion_queue& completions() const noexcept { return engine_->completions(); }
    asio::any_io_executor get_executor() const noexcept { return engine_->get_executor(); }

    /// Gives it up: the handler is completed at once, the call let go.
    void cancel() noexcept;
    /// Nobody is told any more.
    void drop() noexcept { handler_.reset(); }

private:
    using step = void (*)(session_opening&, const reply&);

    void say_connect();

    void say(command c, step next);

    link::reply_handler expect(step next);

    void on_connected(const reply& r);

    void open(const event& data, const call_mode& mode);

    std::vector<command> opening_of(const call_mode& mode) const;

    void finish();

    /// If FreeSWITCH has not answered yet, it is asked once more: the first answer may come after
    /// its time, and is then nobody's.
    void fail(error_code why);

    /// All of the opening has one deadline, and so has the farewell.
    void set_deadline(environment::duration wait);

    std::shared_ptr<engine> engine_;
    outbound::session_options options_;
    handler_type handler_;
    std::shared_ptr<session_core> core_;
    protocol::time_point deadline_ = protocol::never;
    int unanswered_ = 0;
    bool connected_ = false;
};

struct cancel_opening {
    explicit operator bool() const noexcept { return true; }
    void operator()(session_opening& o, asio::cancellation_type_t) const { o.cancel(); }
};

/// The handlers in the engine hold the opening until it is over.
template <class Stream>
struct initiate_open_session {
    using executor_type = typename Stream::executor_type;

    executor_type executor;

    executor_type get_executor() const noexcept { return executor; }

    template <class Handler>
    void operator()(Handler&& handler, Stream stream, outbound::session_options options) const {
        const auto opening = std::make_shared<session_opening>(
            std::make_shared<stream_engine<Stream>>(std::move(stream), options.connection),
            options);
        using erased = session_opening::handler_type;
        const auto begin = [](session_opening& o, erased&& h) {
            o.begin_or_fail(std::move(h));
            return cancel_opening();
        };
        const handler_origin from = origin_of(handler, opening->get_executor());
        erased told(std::forward<Handler>(handler), opening->get_executor(),
                    opening->completions());
        begin_erased(*opening, from, std::move(told), begin);
    }
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/outbound/impl/session_opening.ipp>
#endif
