// All of the library header-only as C++20, by the compiler of this row: what g++ up to 12 would
// compile wrongly is refused there, in the library's own functions as well.
#include <eslio.hpp>
#include <eslio/api.hpp>
#include <eslio/blocking.hpp>
#include <eslio/esl_oop.hpp>
