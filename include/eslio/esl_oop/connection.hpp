// ESLconnection: a connection with the members of libesl's class of that name.
#pragma once

#include <eslio/command/command.hpp>
#include <eslio/config.hpp>
#include <eslio/esl_oop/detail/esl_content.hpp>
#include <eslio/esl_oop/event.hpp>

#include <atomic>
#include <memory>
#include <optional>

namespace eslio::detail {
class esl_core;
}

/// The results of `send` and `events`, as in libesl.
enum esl_status_t { ESL_SUCCESS, ESL_FAIL, ESL_BREAK, ESL_DISCONNECTED, ESL_GENERR };

/// A connection to FreeSWITCH with the members, names, default arguments and return values of
/// libesl's class, over an `eslio::blocking::connection`, which has a thread of its own.
///
/// An `ESLevent*` that is returned belongs to the caller, who deletes it (`delete`). NULL says that
/// there is none: the connection has ended, or never began, or a needed argument was NULL. What
/// FreeSWITCH refuses is an event with a `Reply-Text`, or a body, of `-ERR`; so is a command that
/// cannot be sent as it is, as one with a line break in an argument, which tells why.
///
/// Several threads may use it at once; each is given the answer to its own command. What differs
/// from libesl is told in `<eslio/esl_oop.hpp>`.
class ESLconnection {
public:
    /// Connects and logs in with a password, or as a user of the directory (`name@domain`). See
    /// `connected` for whether that went well. It takes 30 s at most.
    ESLconnection(const char* host, int port, const char* user, const char* password);
    ESLconnection(const char* host, int port, const char* password);
    ESLconnection(const char* host, const char* port, const char* user, const char* password);
    ESLconnection(const char* host, const char* port, const char* password);

    /// Takes over a socket that FreeSWITCH has connected (the application `socket`, outbound mode),
    /// says `connect` and waits for the answer: see `getInfo`. The socket is closed with this
    /// object; TCP, or of this machine (`AF_UNIX`).
    ESLconnection(int socket);  // NOLINT: as libesl's

    ESLconnection(const ESLconnection&) = delete;
    ESLconnection& operator=(const ESLconnection&) = delete;

    /// As `disconnect`.
    virtual ~ESLconnection();

    /// To wait with `poll` or `select` until `recvEvent` would not wait: readable as long as
    /// something can be received, or the end can be seen. It is not the socket of the connection,
    /// which is read all the time. Nothing may be read from it, or written to it. -1 when not
    /// connected, and all that came has been received.
    int socketDescriptor();

    /// 1 until a call has found that the connection has ended (not yet when it has ended), else 0.
    /// If another call than `recvEvent` has found it, that still gives what had come before.
    int connected();

    /// The answer to `connect`: the data of the call that FreeSWITCH handed over. NULL of a
    /// connection that this side made.
    ESLevent* getInfo();

    /// Sends a command, with headers and a body perhaps, as it stands, and does not wait for the
    /// answer, which `recvEvent` gives. It waits while too many bytes are not written yet, or too
    /// many commands have no answer yet (`eslio::esl::most_unwritten_bytes`, `most_unanswered`).
    /// `ESL_SUCCESS`, or `ESL_FAIL` if it is not sent.
    int send(const char* cmd);

    /// The same and waits for its answer, however long that takes.
    ESLevent* sendRecv(const char* cmd);

    /// Runs an API command; its output is the body.
    ESLevent* api(const char* cmd, const char* arg = nullptr);

    /// Starts an API command in the background, under a Job-UUID of the caller's perhaps (at most
    /// 235 bytes). The result is the `BACKGROUND_JOB` event, if these were asked for.
    ESLevent* bgapi(const char* cmd, const char* arg = nullptr, const char* job_uuid = nullptr);

    /// Has FreeSWITCH fire an event, and gives its answer, whose `Reply-Text` is `+OK` and the
    /// event's UUID. Never NULL: an event of the type `SERVER_DISCONNECTED` if there is no answer.
    ESLevent* sendEvent(ESLevent* send_me);

    /// Sends the headers and the body of an event to a call (`sendmsg`), by its UUID or to that of
    /// the connection. 0 if FreeSWITCH has answered, else 1.
    int sendMSG(ESLevent* send_me, const char* uuid = nullptr);

    /// The next event, log line, notice, or answer to what `send` has sent. It waits until there is
    /// one. Never NULL: at the end it is an event of the type `SERVER_DISCONNECTED`.
    ESLevent* recvEvent();

    /// The same for so many milliseconds at most; then NULL, as at the end. 0 and less wait as long
    /// as it takes. Half a message that has come by then is not lost.
    ESLevent* recvEventTimed(int ms);

    /// Adds a filter of events; `filter("delete", "all")` takes all away.
    ESLevent* filter(const char* header, const char* value);

    /// Asks for events: `etype` is `plain`, `json` or `xml`, anything else means plain; `value`
    /// names the events (`all`). `ESL_SUCCESS` if FreeSWITCH has answered.
    int events(const char* etype, const char* value);

    /// Runs an application on a call, by its UUID or on that of the connection. The answer says
    /// that it was queued, not that it is done.
    ESLevent* execute(const char* app, const char* arg = nullptr, const char* uuid = nullptr);

    /// The same with `async: true`, which matters only to a connection that FreeSWITCH made without
    /// `async`: there the answer comes when the application is done.
    ESLevent* executeAsync(const char* app, const char* arg = nullptr, const char* uuid = nullptr);

    /// From now on `execute` says `async: true`, if `val` means yes (`yes`, `on`, `true`,
    /// `enabled`, `active`, `allow`, a number but 0). NULL changes nothing. Returns 1 or 0: what is
    /// in force.
    int setAsyncExecute(const char* val);

    /// The same of `event-lock: true`: one application after the other.
    int setEventLock(const char* val);

    /// Writes what was sent, as long as the peer takes bytes (`eslio::esl::flush_patience`), waits
    /// for the answers as long as they come (`answer_patience`), so that FreeSWITCH has read all,
    /// and closes. 0 (`ESL_SUCCESS`), or `ESL_FAIL` if the peer did not take all bytes.
    int disconnect();

private:
    static ESLevent* made(std::optional<eslio::detail::esl_content> content);
    ESLevent* ask(eslio::command c, bool is_api = false);
    ESLevent* ask_to_execute(const char* app, const char* arg, const char* uuid, bool async);

    std::unique_ptr<eslio::detail::esl_core> core_;  ///< null: it never began
    std::atomic<bool> async_execute_{false};
    std::atomic<bool> event_lock_{false};
};

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/esl_oop/impl/connection.ipp>
#endif
