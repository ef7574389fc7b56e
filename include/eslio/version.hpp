// The version of eslio: the one place it is written. CMake reads it from here.
#pragma once

#include <eslio/config.hpp>

#define ESLIO_VERSION_MAJOR 0
#define ESLIO_VERSION_MINOR 1
#define ESLIO_VERSION_PATCH 0
#define ESLIO_VERSION_STRING "0.1.0"

/// Comparable number: 1.2.3 is 10203.
#define ESLIO_VERSION \
    (ESLIO_VERSION_MAJOR * 10000 + ESLIO_VERSION_MINOR * 100 + ESLIO_VERSION_PATCH)
