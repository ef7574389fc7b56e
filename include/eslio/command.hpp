// Floor 3, command: what we say, as values that know their bytes.
#pragma once

#include <eslio/command/api.hpp>
#include <eslio/command/application.hpp>
#include <eslio/command/applications.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/bridge.hpp>
#include <eslio/command/call_control.hpp>
#include <eslio/command/command.hpp>
#include <eslio/command/dial.hpp>
#include <eslio/command/dial_string.hpp>
#include <eslio/command/difference.hpp>
#include <eslio/command/endpoint.hpp>
#include <eslio/command/event_list.hpp>
#include <eslio/command/extension.hpp>
#include <eslio/command/filter.hpp>
#include <eslio/command/legs.hpp>
#include <eslio/command/listen.hpp>
#include <eslio/command/login.hpp>
#include <eslio/command/originate.hpp>
#include <eslio/command/prompt.hpp>
#include <eslio/command/raw_dial_string.hpp>
#include <eslio/command/sendevent.hpp>
#include <eslio/command/sendmsg.hpp>
#include <eslio/command/subscription.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/command/variable_list.hpp>
