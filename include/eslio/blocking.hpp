// Floor 7, blocking: the library for programs that wait for each answer. Not part of <eslio.hpp>.
#pragma once

#include <eslio/blocking/call.hpp>
#include <eslio/blocking/client.hpp>
#include <eslio/blocking/connection.hpp>
#include <eslio/blocking/error_target.hpp>
#include <eslio/blocking/io_thread.hpp>
#include <eslio/blocking/operations.hpp>
#include <eslio/blocking/originated.hpp>
#include <eslio/blocking/server.hpp>
#include <eslio/blocking/session.hpp>
#include <eslio/blocking/verbs.hpp>
#include <eslio/command.hpp>
#include <eslio/event.hpp>
