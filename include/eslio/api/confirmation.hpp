// confirmation: what FreeSWITCH says when it has done what a command asks for.
#pragma once

#include <eslio/config.hpp>

#include <string>

namespace eslio::api {

/// A command was carried out. Some commands refuse without `-ERR` (`sofia profile`, `conference`);
/// their answers are judged by what they say when all is well, and another one is `unreadable`.
struct confirmation {
    std::string text;  ///< FreeSWITCH's words, without `+OK` and line breaks at the end
};

}  // namespace eslio::api
