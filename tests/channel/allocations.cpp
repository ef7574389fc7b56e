// Counts what this test program allocates.
#include "support/allocations.cpp"
