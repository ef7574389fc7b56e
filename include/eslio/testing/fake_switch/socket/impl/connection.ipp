// The bodies of the functions of connection.hpp.
#pragma once

#include <eslio/testing/fake_switch/socket/connection.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void close_orderly(asio::ip::tcp::socket& s) {
    error_code ignored;
    s.shutdown(asio::socket_base::shutdown_both, ignored);
    s.close(ignored);
}

ESLIO_COLD void close_hard(asio::ip::tcp::socket& s) {
    error_code ignored;
    s.set_option(asio::socket_base::linger(true, 0), ignored);
    s.close(ignored);
}

}  // namespace eslio::testing::fake
