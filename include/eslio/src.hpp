// The library compiled: to be included in one source file of a program whose files all define
// ESLIO_SEPARATE_COMPILATION. The target eslio::compiled does it.
#pragma once

#if !defined(ESLIO_SEPARATE_COMPILATION)
#error "define ESLIO_SEPARATE_COMPILATION for the whole program, or do without this file"
#endif

#include <eslio/impl/error.ipp>
#include <eslio/wire/impl/byte_scanner.ipp>
#include <eslio/wire/impl/percent.ipp>
#include <eslio/event/impl/answer.ipp>
#include <eslio/event/impl/edit.ipp>
#include <eslio/event/impl/execution.ipp>
#include <eslio/event/impl/execution_outcome.ipp>
#include <eslio/event/impl/json_members.ipp>
#include <eslio/event/impl/json_reader.ipp>
#include <eslio/event/impl/permissions.ipp>
#include <eslio/event/impl/plain.ipp>
#include <eslio/event/impl/serialise.ipp>
#include <eslio/event/impl/utf8.ipp>
#include <eslio/event/impl/xml_reader.ipp>
#include <eslio/event/impl/xml_text.ipp>
#include <eslio/command/impl/api.ipp>
#include <eslio/command/impl/applications.ipp>
#include <eslio/command/impl/argument_error.ipp>
#include <eslio/command/impl/argument_writer.ipp>
#include <eslio/command/impl/call_control.ipp>
#include <eslio/command/impl/command.ipp>
#include <eslio/command/impl/dialplan.ipp>
#include <eslio/command/impl/difference.ipp>
#include <eslio/command/impl/endpoint.ipp>
#include <eslio/command/impl/escape.ipp>
#include <eslio/command/impl/event_list.ipp>
#include <eslio/command/impl/filter.ipp>
#include <eslio/command/impl/listen.ipp>
#include <eslio/command/impl/login.ipp>
#include <eslio/command/impl/originate.ipp>
#include <eslio/command/impl/pattern_reader.ipp>
#include <eslio/command/impl/prompt.ipp>
#include <eslio/command/impl/sendevent.ipp>
#include <eslio/command/impl/sendmsg.ipp>
#include <eslio/command/impl/subscription.ipp>
#include <eslio/command/impl/untrusted.ipp>
#include <eslio/command/impl/variable.ipp>
#include <eslio/protocol/impl/event_types.ipp>
#include <eslio/protocol/impl/heard_commands.ipp>
#include <eslio/protocol/impl/uuid.ipp>
#include <eslio/connection/impl/canceller.ipp>
#include <eslio/connection/impl/engine_operations.ipp>
#include <eslio/connection/impl/engine_parting.ipp>
#include <eslio/connection/impl/engine_read.ipp>
#include <eslio/connection/impl/engine_run.ipp>
#include <eslio/connection/impl/logger.ipp>
#include <eslio/connection/impl/sleepers.ipp>
#include <eslio/connection/impl/stream_error.ipp>
#include <eslio/channel/impl/call.ipp>
#include <eslio/channel/impl/call_events.ipp>
#include <eslio/channel/impl/call_operations.ipp>
#include <eslio/channel/impl/call_questions.ipp>
#include <eslio/channel/impl/composed_operations.ipp>
#include <eslio/channel/impl/variables.ipp>
#include <eslio/outbound/impl/server_core.ipp>
#include <eslio/outbound/impl/server_listen.ipp>
