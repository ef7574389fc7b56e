// A user of the directory as an argument: `user@domain`.
#pragma once

#include <eslio/api/detail/api_writer.hpp>
#include <eslio/api/directory.hpp>
#include <eslio/config.hpp>

#include <string>

namespace eslio::detail {

/// `user@domain`, checked part by part; the whole is then the program's own.
ESLIO_DECL std::string joined_user(api_writer& line, const api::directory_user& user);

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/user_argument.ipp>
#endif
