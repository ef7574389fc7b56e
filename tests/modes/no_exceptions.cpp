// Compiled with -fno-exceptions and ASIO_NO_EXCEPTIONS, which leaves it to the user to say what
// shall happen instead of a throw.
#include <cstdlib>
#include <exception>

#ifdef __cpp_exceptions
#error this is to be compiled without exceptions
#endif

namespace asio::detail {

template <class Exception>
[[noreturn]] void throw_exception(const Exception&) {
    std::abort();
}

}  // namespace asio::detail

#include "modes/session.hpp"

#include <eslio.hpp>

int main() {
    return modes::run_session();
}
