// One of two sources that include everything.
#include "everything.hpp"

const void* address_in_second();

int main() {
    return shared_address() == address_in_second() ? 0 : 1;
}
