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

ESLIO_DECL void error_target::tell(error_code ec, const char* what,
                                   const std::string& words) const {
    const bool says_more = ec && throws() && !words.empty() && words != ec.message();
    tell(ec, says_more ? std::string(what).append(": ").append(words).c_str() : what);
}

}  // namespace eslio::blocking
