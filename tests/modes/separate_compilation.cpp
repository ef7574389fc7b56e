// Compiled with ASIO_SEPARATE_COMPILATION: Asio's own code is in asio_source.cpp alone.
#include "modes/session.hpp"

int main() {
    return modes::run_session();
}
