// eslio: a client library for FreeSWITCH's event socket. This header includes all of it but API
// commands with types (<eslio/api.hpp>), JSON values (<eslio/json.hpp>) and what stands on floor 7:
// the blocking faces (<eslio/blocking.hpp>), libesl's classes (<eslio/esl_oop.hpp>) and the
// FreeSWITCH for tests (<eslio/testing.hpp>).
//
//     eslio.hpp          all of these
//     eslio/outbound     floor 6: calls that FreeSWITCH hands to us
//     eslio/channel      floor 6: control of any call, over any connection
//     eslio/dispatcher   floor 6: events to handlers
//     eslio/client       floor 6: connections to one switch that come back
//     eslio/connection   floor 5: the connection, the only place where I/O happens
//     eslio/protocol     floor 4: who may say what when
//     eslio/command      floor 3: what we say
//     eslio/events       floor 2: what an event means
//     eslio/event        floor 2: what we hear
//     eslio/wire         floor 1: bytes and frames
//     eslio/error        floor 0: what can go wrong
#pragma once

#include <eslio/channel.hpp>
#include <eslio/channel/outgoing_call.hpp>
#include <eslio/client.hpp>
#include <eslio/command.hpp>
#include <eslio/connection.hpp>
#include <eslio/connection/any_connection.hpp>
#include <eslio/dispatcher.hpp>
#include <eslio/error.hpp>
#include <eslio/event.hpp>
#include <eslio/events.hpp>
#include <eslio/outbound.hpp>
#include <eslio/protocol.hpp>
#include <eslio/version.hpp>
#include <eslio/wire.hpp>
