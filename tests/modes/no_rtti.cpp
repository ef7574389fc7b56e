// Compiled with -fno-rtti and ASIO_NO_TYPEID.
#include "modes/session.hpp"

#ifdef __cpp_rtti
#error this is to be compiled without run-time type information
#endif

int main() {
    return modes::run_session();
}
