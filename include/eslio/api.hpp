// Floor 3, api: FreeSWITCH's API commands with typed arguments and results.
#pragma once

#include <eslio/api/request.hpp>
#include <eslio/api/result.hpp>
