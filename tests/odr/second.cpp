// The other of two sources that include everything.
#include "everything.hpp"

const void* address_in_second();

const void* address_in_second() {
    return shared_address();
}
