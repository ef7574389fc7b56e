// Floor 4, protocol: who may say what when. No sockets, no clocks: bytes and `now` go in.
#pragma once

#include <eslio/protocol/bridge_progress.hpp>
#include <eslio/protocol/call_lookup.hpp>
#include <eslio/protocol/command_exchange.hpp>
#include <eslio/protocol/digit_collector.hpp>
#include <eslio/protocol/digit_rules.hpp>
#include <eslio/protocol/event_queue.hpp>
#include <eslio/protocol/execution_order.hpp>
#include <eslio/protocol/execution_progress.hpp>
#include <eslio/protocol/execution_table.hpp>
#include <eslio/protocol/filter_view.hpp>
#include <eslio/protocol/job_table.hpp>
#include <eslio/protocol/login_exchange.hpp>
#include <eslio/protocol/queue_doubt.hpp>
#include <eslio/protocol/reply_debt.hpp>
#include <eslio/protocol/reply_queue.hpp>
#include <eslio/protocol/ring.hpp>
#include <eslio/protocol/route_table.hpp>
#include <eslio/protocol/subscription_state.hpp>
#include <eslio/protocol/time.hpp>
#include <eslio/protocol/uuid.hpp>
