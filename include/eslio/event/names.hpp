// Names of headers and channel variables that know their type, and the families of them.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/header_name.hpp>
#include <eslio/event/header_names.hpp>
#include <eslio/event/sip_variables.hpp>
#include <eslio/event/variable_names.hpp>
