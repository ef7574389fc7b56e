// Floor 3, command: what we say, as values that know their bytes.
#pragma once

#include <eslio/command/api.hpp>
#include <eslio/command/command.hpp>
#include <eslio/command/listen.hpp>
#include <eslio/command/login.hpp>
#include <eslio/command/subscription.hpp>
