// Includes everything and uses nothing: no code of eslio's may come of it. A virtual function that
// is not `inline` in its class would bring its whole class into every program's every file.
#include "everything.hpp"
