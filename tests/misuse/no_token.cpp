// Operations without a completion token, where the executor has no token of its own.
#include <eslio/connection.hpp>

void misuse(eslio::connection& fs, const eslio::login& where);

void misuse(eslio::connection& fs, const eslio::login& where) {
    fs.async_api("x");        // error: needs a completion token
    fs.async_connect(where);  // error: needs a completion token
}
