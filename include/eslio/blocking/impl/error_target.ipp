// The bodies of the functions of error_target.hpp.
#pragma once

#include <eslio/blocking/error_target.hpp>

#include <exception>
#include <system_error>

namespace eslio::blocking {

ESLIO_DECL void error_target::tell(error_code ec, const char* what) const {
    if (told_ != nullptr) {
        *told_ = ec;
        return;
    }
    if (!ec) return;
#if defined(__cpp_exceptions)
    throw std::system_error(ec, what);
#else
    std::terminate();
#endif
}

}  // namespace eslio::blocking
