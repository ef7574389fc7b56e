// Floor 7, esl_oop: the C++ classes of libesl, for programs that were written for it. Not in
// <eslio.hpp>.
//
// Include this instead of <esl_oop.h>, and link what `eslio::eslio` links instead of libesl: the
// program is compiled as it is. All is in the global namespace, as there. These differences are
// meant, as libesl is wrong there:
//
// - A time-out of `recvEventTimed` holds also when half a message has come, and that half is kept.
//   libesl waits for the other half as long as it takes.
// - Every command is given its own answer. libesl hands the answer to what `send` sent to whoever
//   asks next; here `recvEvent` gives it, in its place among the events.
// - `sendEvent` gives FreeSWITCH's answer. libesl gives what was received last, or says that the
//   server has disconnected.
// - Nothing is cut. libesl cuts the argument of `execute` at 4 095 bytes, a filter and a list of
//   events at 1 023, a password at 255, a body and an answer at a NUL, and in JSON, XML and text
//   what its buffers do not hold.
// - NULL is no value: the call fails. libesl ends the program, or sends the text `(null)`.
// - A line break in an argument is refused, with a `-ERR` that tells why; as argument of an
//   application it is sent as a body, which FreeSWITCH takes. libesl sends the rest of the text as
//   further headers, or commands. The same of two commands in one text, and of a NUL.
// - A `Reply-Text` is told as FreeSWITCH wrote it. libesl decodes `%41` in it, which nobody coded.
// - Events in XML are read like those in plain and JSON. libesl gives the XML as body.
// - Bytes from 0x80 on are coded as `%C3` by `serialize`. libesl writes other memory there.
// - `unshiftHeader` puts a value at the front of an array, as its name says; libesl puts it at the
//   end. A second `setPriority` replaces the first one, in JSON as well, where a priority is a
//   text; libesl writes an array of one.
// - A connection that was not made is used without harm: its calls fail. An event made of wrong
//   JSON is one without content. libesl ends the program.
// - A value that holds `ARRAY::` in its midst is told as it is. libesl makes an array of it, of
//   wrong text.
// - `x[0]` as a header's name that sets an element changes also the whole value. Of all headers of
//   an event together, 100 000 elements are made so; libesl makes 4 001 of each.
// - An array within an array, however deep, and very many headers or elements are read in time that
//   grows with their bytes. libesl calls itself for each level until its stack is full, and puts an
//   array together anew for each element.
// - The end is seen when all that came before it has been received, also if `api` or `send` found
//   it first: then `connected` says 0, and `recvEvent` gives what had come.
// - Connecting takes 30 s at most; a dead peer is noticed after two minutes.
// - `send` hands a command over, and waits only while a megabyte is not written, or 100 000
//   commands have no answer; libesl's waits until the system has taken it. All is written before
//   `disconnect` closes, as long as the peer takes bytes: it gives up, and says `ESL_FAIL`, when
//   none was taken for ten seconds. It closes when all is answered, or no answer came for a second;
//   libesl's closes at once, and FreeSWITCH loses what it has not read by its next answer. These
//   bounds are in `<eslio/esl_oop/limits.hpp>`.
// - An event of more than 100 000 headers and elements, or one that cannot be read, comes as
//   SOCKET_DATA, with the event as its body, and its header `Eslio-Problem` says why.
// - Passwords are not logged, and log lines have no names of libesl's source files.
//
// And these, as the classes rest on something else here:
//
// - A thread of the connection's own reads all the time, so FreeSWITCH never waits for the program.
//   What is not received is kept, up to 100 000 messages and 256 MiB; beyond that the oldest go,
//   and in their place stands a `SOCKET_DATA` event of Content-Type `eslio/gap` that counts them.
//   Of the answers to `send` 256 MiB are kept, and then of each only its place, where `Reply-Text`
//   is `-ERR answer not kept` and why: so whoever reads as many answers as they have sent commands
//   is given them, where libesl and FreeSWITCH would wait for each other for ever.
// - `socketDescriptor` gives a descriptor to wait for (`poll`, `select`), which is not the socket.
// - An answer that reports an error of the text itself begins with `-ERR`, like FreeSWITCH's; of an
//   API command its body does so too. An empty text (`sendRecv("")`) is such an error; libesl waits
//   for an answer that never comes.
// - `ESLevent` has no data members (`event`, `mine`, `serialized_string`), and neither class can be
//   copied, which in libesl frees things twice. The functions of C (`esl_connect` ...) are not
//   there.
#pragma once

#include <eslio/esl_oop/connection.hpp>
#include <eslio/esl_oop/event.hpp>
#include <eslio/esl_oop/limits.hpp>
#include <eslio/esl_oop/log.hpp>
