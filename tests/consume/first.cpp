// One of two sources of a program that links the compiled library and the compiled fake switch.
#include <eslio.hpp>
#include <eslio/testing.hpp>

#include <asio/io_context.hpp>

#include <iostream>

int count_answers(asio::io_context& context, int port);

int main() {
    asio::io_context context;
    eslio::testing::fake_switch fake(context.get_executor());
    const int answers = count_answers(context, fake.listen());
    std::cout << answers << " answers\n";
    return answers == 2 ? 0 : 1;
}
