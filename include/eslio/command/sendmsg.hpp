// sendmsg: what a call shall do. Applications, hang-up, unicast, nomedia, xferext.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/command.hpp>
#include <eslio/command/detail/cause.hpp>
#include <eslio/command/detail/escape.hpp>
#include <eslio/command/detail/uuid.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/hangup_cause.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/line_writer.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// A `sendmsg`, to be given to any operation that takes a command:
///
///     fs.async_send(cmd::execute("playback", "hello.wav").on(uuid).lock().event_uuid(id), token)
///
/// `+OK` says that FreeSWITCH has queued it, nothing more: an unknown application hangs the call up
/// later. With 256 unexecuted ones in its queue a call's next one ends the connection
/// (mod_event_socket: parse_command; switch_ivr.c: switch_ivr_parse_event).
///
/// Options may be set in any order; one that is invalid makes the command invalid. Header values
/// that FreeSWITCH would change are refused: with a space at the front, or a text `ARRAY::`.
class call_message {
public:
    /// `call_command` as FreeSWITCH spells it; the case counts.
    explicit call_message(std::string_view call_command) { header("call-command", call_command); }

    static call_message invalid(argument_error why);
    static call_message invalid(error_code why) { return invalid(argument_error(why)); }

    /// The call. Without it: the one that the connection controls.
    call_message& on(std::string_view uuid);

    /// Its end is told with that Application-UUID in CHANNEL_EXECUTE_COMPLETE.
    call_message& event_uuid(std::string_view id) { return header("Event-UUID", id); }

    /// The Application-UUID-Name of its events, since FreeSWITCH 1.10.
    call_message& event_uuid_name(std::string_view name) { return header("Event-UUID-Name", name); }

    /// No other queued message starts while this one runs: without it a second `execute` may start
    /// inside the first.
    call_message& lock() { return header("event-lock", "true"); }

    /// `lock` among those of priority.
    call_message& lock_priority() { return header("event-lock-pri", "true"); }

    /// Runs it that often; below 0 for ever. FreeSWITCH stops early when one pass took under 0.5 s.
    call_message& loops(int count);

    /// In static mode (an outbound connection without `async`): queues it instead of running it
    /// before the reply.
    call_message& async() { return header("async", "true"); }

    /// Silence before the application, in frames of its codec.
    call_message& lead_frames(int count);

    /// The other leg hears music meanwhile.
    call_message& hold_other_leg() { return header("hold-bleg", "true"); }

    /// Any other header.
    call_message& header(std::string_view name, std::string_view value);

    /// The argument of an application as a body, which may hold line breaks: for `execute` without
    /// an argument of its own. It goes with a `content-type: text/plain`.
    call_message& body(std::string_view text) {
        body_ = text;
        return *this;
    }

    /// Makes it invalid, if it is not yet.
    void note(const argument_error& why) noexcept { problem_.note(why); }

    /// Whether a header's value comes through as it is.
    static bool survives(std::string_view value) noexcept {
        return value.empty() || (value.front() != ' ' && !wire::starts_with(value, "ARRAY::"));
    }

    /// The first invalid part, if any; and in words: which argument, which byte, what to do.
    error_code error() const { return to_command().error(); }
    std::string why() const { return problem().words(); }
    argument_error problem() const { return to_command().problem(); }

    /// The command `sendmsg`; one that remembers the error if a header is invalid.
    command to_command() const;
    operator command() const { return to_command(); }

private:
    static argument_error check_header(std::string_view name, std::string_view value);

    std::string uuid_;
    wire::line_writer headers_;
    std::string body_;
    argument_error problem_;
};

namespace cmd {

/// Runs an application of the dialplan. FreeSWITCH expands `${...}` in the argument.
///
/// An argument that a header would not bring through (a line break, a space at the front, the text
/// of an array) is not sent as a body of its own accord: that is
/// `cmd::execute(application).body(...)`.
ESLIO_DECL call_message execute(std::string_view application, std::string_view argument = {});

/// The same of a literal.
inline call_message execute(std::string_view application, const char* argument) {
    return execute(application, std::string_view(argument));
}

}  // namespace cmd

namespace detail {

/// `%[a=b]` at the front of an application's argument sets variables (switch_core_session_exec).
ESLIO_DECL argument_error check_scope(const argument_name& argument, std::string_view text);

}  // namespace detail

namespace cmd {

/// With a stranger's text, in which `${` is refused and `%[` at the front, and escapes survive its
/// expansion. For applications that play, record, speak or send digits it is one argument: a path
/// alone, a text, digits, checked as `eslio::app` does. Where FreeSWITCH splits it (`record`), a
/// path with a blank, a quote or a backslash is refused, which `eslio::app::record` would escape.
/// For `transfer` and `execute_extension` none is taken: see `eslio::app`, which names the
/// dialplan. What another one reads in it (a dial string, a list) is for its user to know: see
/// `eslio::app` for those of several arguments, and `dial_string` for `bridge`.
ESLIO_DECL call_message execute(std::string_view application, const untrusted& argument);

/// Hangs up. `cause` is a name or a number of FreeSWITCH's; it takes others for NORMAL_CLEARING.
inline call_message hangup(std::string_view cause = "NORMAL_CLEARING") {
    return call_message("hangup").header("hangup-cause", cause);
}

/// The same by a value; `none` is NORMAL_CLEARING. `unknown` is refused.
inline call_message hangup(hangup_cause cause) {
    if (argument_error wrong = detail::check_cause(cause))
        return call_message::invalid(std::move(wrong));
    return cause == hangup_cause::none ? hangup() : hangup(to_string(cause));
}

/// The media is exchanged with a socket of another program.
class unicast : public call_message {
public:
    unicast() : call_message("unicast") {}

    /// Where FreeSWITCH listens; 127.0.0.1 and 8025 if not given.
    unicast& local(std::string_view ip, std::uint16_t port) {
        header("local-ip", ip).header("local-port", std::to_string(port));
        return *this;
    }
    /// Where it sends to; 127.0.0.1 and 8026 if not given.
    unicast& remote(std::string_view ip, std::uint16_t port) {
        header("remote-ip", ip).header("remote-port", std::to_string(port));
        return *this;
    }
    unicast& tcp() {
        header("transport", "tcp");
        return *this;
    }
    unicast& udp() {
        header("transport", "udp");
        return *this;
    }
    /// In the call's codec instead of linear audio.
    unicast& native() {
        header("flags", "native");
        return *this;
    }
};

/// Takes FreeSWITCH out of the media path of the call `uuid`, as `uuid_media off`.
inline call_message nomedia(std::string_view uuid) {
    call_message m("nomedia");
    m.note(detail::check_uuid(uuid));
    return m.header("nomedia-uuid", uuid);
}

/// Sends the call to an extension made of these applications, run in order.
class xferext : public call_message {
public:
    xferext() : call_message("xferext") {}

    /// `data` is written as a dialplan writes it: FreeSWITCH expands `${...}` and takes escapes
    /// off. A stranger's text arrives as it is; refused is what is refused by `execute`.
    xferext& application(std::string_view name, const any_text& data = std::string_view());

private:
    xferext& add(std::string_view name, std::string data);
};

}  // namespace cmd

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/sendmsg.ipp>
#endif
