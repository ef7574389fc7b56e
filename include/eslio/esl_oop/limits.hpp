// The bounds that libesl's classes keep here, where libesl has those of the system, or none.
#pragma once

#include <eslio/config.hpp>

#include <chrono>
#include <cstddef>

namespace eslio::esl {

/// `ESLconnection::disconnect`, and the end of an `ESLconnection`, go on writing what was sent as
/// long as the peer takes bytes. They give up when it has taken none for so long.
inline constexpr std::chrono::seconds flush_patience{10};

/// Then they wait for the answers, as long as these come and at most so long for the next one:
/// FreeSWITCH loses the commands that it has not read when an answer finds the connection closed.
inline constexpr std::chrono::seconds answer_patience{1};

/// `ESLconnection::send` waits while more bytes than this are not written yet, as long as that
/// takes: libesl's waits for the system to take them all.
inline constexpr std::size_t most_unwritten_bytes = std::size_t{1} << 20;

/// `ESLconnection::send` waits while so many commands of `send` have no answer yet. FreeSWITCH's
/// answers are taken whether or not the program receives, so it waits for FreeSWITCH alone.
inline constexpr std::size_t most_unanswered = 100'000;

/// Memory for answers to `send` that were not received yet. Of those that come when it is full the
/// text is not kept, but their places are: each is received as a `Reply-Text` that begins with
/// `answer_not_kept`, so whoever waits for as many answers as they sent commands is given them.
inline constexpr std::size_t most_kept_answer_bytes = std::size_t{256} << 20;

/// How the `Reply-Text` of an answer begins whose text was not kept.
inline constexpr const char* answer_not_kept = "-ERR answer not kept";

/// Events, log lines and notices that were not received yet, and their memory: beyond that the
/// oldest go, and are counted by an event of Content-Type `eslio/gap`.
inline constexpr std::size_t most_kept_messages = 100'000;
inline constexpr std::size_t most_kept_message_bytes = std::size_t{256} << 20;

/// Headers, and elements of arrays, of one event, which cost more than their bytes. An event of
/// more is received as FreeSWITCH sent it: as `SOCKET_DATA`, with the event as its body, and
/// `problem_header` says why. So is one that cannot be read.
inline constexpr std::size_t most_event_headers = 100'000;

/// The header of a `SOCKET_DATA` event that says why its body was not read as an event.
inline constexpr const char* problem_header = "Eslio-Problem";

}  // namespace eslio::esl
