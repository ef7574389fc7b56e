// Asio's code, once, for separate compilation.
#include <asio/impl/src.hpp>
