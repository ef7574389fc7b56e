// Runs the programs of libesl_programs.hpp on the switch at a port of this machine, with libesl or
// with eslio, and prints what they see: main PORT. See `run`.
#ifdef WITH_LIBESL
#include <esl_oop.h>
#else
#include <eslio/esl_oop.hpp>
#endif

#include "../libesl_programs.hpp"

#include <cstdlib>
#include <iostream>

int main(int argc, char** argv) {
    if (argc != 2) return 64;
    libesl_programs::run_all(std::cout, std::atoi(argv[1]));
}
