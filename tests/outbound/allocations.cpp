// Counts this test program's allocations as those of the protocol floor do.
#include "protocol/allocations.cpp"
