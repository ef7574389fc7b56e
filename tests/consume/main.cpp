// What a user's program needs of the package: the headers, Asio and nlohmann/json behind them.
#include <eslio.hpp>
#include <eslio/json.hpp>

#include <asio/io_context.hpp>
#include <asio/version.hpp>

#include <iostream>

int main() {
    asio::io_context context;
    std::cout << "eslio " << ESLIO_VERSION_MAJOR << '.' << ESLIO_VERSION_MINOR << '.'
              << ESLIO_VERSION_PATCH << " on Asio " << ASIO_VERSION << '\n';
    return static_cast<int>(context.run());
}
