// Floor 2, event: what we hear. Events of three formats, replies, log records, notices.
#pragma once

#include <eslio/event/answer.hpp>
#include <eslio/event/array_elements.hpp>
#include <eslio/event/decode.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/event_condition.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/execution.hpp>
#include <eslio/event/execution_outcome.hpp>
#include <eslio/event/format.hpp>
#include <eslio/event/gap.hpp>
#include <eslio/event/hangup.hpp>
#include <eslio/event/header_range.hpp>
#include <eslio/event/job.hpp>
#include <eslio/event/json_reader.hpp>
#include <eslio/event/log_level.hpp>
#include <eslio/event/message.hpp>
#include <eslio/event/packet.hpp>
#include <eslio/event/permissions.hpp>
#include <eslio/event/plain.hpp>
#include <eslio/event/refused.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/event/serialise.hpp>
#include <eslio/event/socket_mode.hpp>
#include <eslio/event/utf8.hpp>
#include <eslio/event/xml_reader.hpp>
