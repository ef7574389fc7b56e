// Floor 6, outbound: calls that FreeSWITCH hands to us. A server, and a session for each call.
#pragma once

#include <eslio/outbound/allow_list.hpp>
#include <eslio/outbound/opening.hpp>
#include <eslio/outbound/options.hpp>
#include <eslio/outbound/results.hpp>
#include <eslio/outbound/server.hpp>
#include <eslio/outbound/session.hpp>
#include <eslio/outbound/usage.hpp>
