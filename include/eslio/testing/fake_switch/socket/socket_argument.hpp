// The argument of the application `socket`: whom to connect to, and how the call is given.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/incoming_call.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

struct socket_address {
    std::string host;
    std::string port = "8084";
    std::string path;  ///< after the slash, or empty

    std::string text() const { return host + ":" + port; }
};

struct socket_argument {
    eslio::detail::compact_vector<socket_address> hosts;  ///< tried in order
    bool async = false;
    bool full = false;
};

/// `host[:port][/path][|host2...] [full] [async]`
ESLIO_DECL socket_argument parse_socket_argument(std::string_view text);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/socket/impl/socket_argument.ipp>
#endif
