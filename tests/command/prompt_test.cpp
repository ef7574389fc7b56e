// command/prompt.hpp: the arguments of play_and_get_digits and read, and their limits.
#include "catch.hpp"

#include <eslio/command/prompt.hpp>

#include <chrono>
#include <cstdint>
#include <string>

namespace {

using eslio::digit_reading;
using eslio::error;
using eslio::prompt;
using std::chrono::milliseconds;
using std::chrono::seconds;

const milliseconds past_int(std::int64_t{INT32_MAX} + 1);

template <class Prompt>
std::string asks(const Prompt& p) {
    const eslio::application a = p.to_application();
    CHECK_FALSE(a.error());
    return a.name() + "(" + a.argument() + ")";
}

template <class Prompt>
eslio::error_code asks_not(const Prompt& p) {
    return p.to_application().error();
}

}  // namespace

// min max tries timeout terminators file invalid_file variable regexp digit_timeout
TEST_CASE("a prompt is play_and_get_digits", "[command][prompt]") {
    CHECK(asks(prompt("menu.wav", 1, 4)) ==
          "play_and_get_digits(1 4 1 5000 # menu.wav silence_stream://1 eslio_digits \\d+ 3000)");
    prompt all("a.wav", 2, 128);
    prompt& same = all.invalid("b.wav").tries(3).first_digit(seconds(2)).next_digit(seconds(1));
    CHECK(&same == &all);
    all.terminators("*#").accept("^[1-4]\\d$");
    CHECK(asks(all) ==
          "play_and_get_digits(2 128 3 2000 *# a.wav b.wav eslio_digits ^[1-4]\\d$ 1000)");
    CHECK(asks(prompt("a", 1, 1).terminators("")) ==
          "play_and_get_digits(1 1 1 5000 none a silence_stream://1 eslio_digits \\d+ 3000)");
    CHECK(asks(prompt("a", 1, 1).first_digit(milliseconds(0)).next_digit(milliseconds(0))) ==
          "play_and_get_digits(1 1 1 0 # a silence_stream://1 eslio_digits \\d+ 0)");
    CHECK(asks(prompt("a", 1, 1).tries(INT32_MAX).first_digit(milliseconds(INT32_MAX))) ==
          "play_and_get_digits(1 1 2147483647 2147483647 # a silence_stream://1 eslio_digits \\d+ "
          "3000)");
}

TEST_CASE("a prompt's parts are words", "[command][prompt]") {
    CHECK(asks_not(prompt("", 1, 1)) == error::empty_argument);
    CHECK(asks_not(prompt("a", 1, 1).accept("")) == error::empty_argument);
    for (const char* text : {"a b", " ", "o'brien", "a\\"}) {
        INFO(text);
        CHECK(asks_not(prompt(text, 1, 1)) == error::unwritable_text);
        CHECK(asks_not(prompt("a", 1, 1).invalid(text)) == error::unwritable_text);
        CHECK(asks_not(prompt("a", 1, 1).terminators(text)) == error::unwritable_text);
        CHECK(asks_not(prompt("a", 1, 1).accept(text)) == error::unwritable_text);
        CHECK(asks_not(digit_reading(text, 1, 1)) == error::unwritable_text);
        CHECK(asks_not(digit_reading("a", 1, 1).terminators(text)) == error::unwritable_text);
    }
    CHECK_FALSE(asks_not(prompt("a", 1, 1).accept("[\\\\]")));
    CHECK(asks_not(prompt(std::string("a\0b", 3), 1, 1)) == error::nul_in_argument);
}

TEST_CASE("a prompt takes 1 to 128 digits", "[command][prompt]") {
    CHECK_FALSE(asks_not(prompt("a", 128, 128)));
    CHECK(asks_not(prompt("a", 0, 1)) == error::number_out_of_range);
    CHECK(asks_not(prompt("a", 0, 0)) == error::number_out_of_range);
    CHECK(asks_not(prompt("a", 3, 2)) == error::number_out_of_range);
    CHECK(asks_not(prompt("a", 1, 129)) == error::number_out_of_range);
    CHECK(asks_not(prompt("a", 129, 129)) == error::number_out_of_range);
}

TEST_CASE("a prompt's counts and times are numbers that FreeSWITCH reads", "[command][prompt]") {
    const prompt good("a", 1, 1);
    CHECK(asks_not(prompt(good).tries(0)) == error::number_out_of_range);
    CHECK(asks_not(prompt(good).tries(static_cast<unsigned>(-1))) == error::number_out_of_range);
    for (const milliseconds wait : {milliseconds(-1), past_int, milliseconds::max()}) {
        CHECK(asks_not(prompt(good).first_digit(wait)) == error::number_out_of_range);
        CHECK(asks_not(prompt(good).next_digit(wait)) == error::number_out_of_range);
    }
}

// min max file variable timeout terminators
TEST_CASE("a reading of digits is read", "[command][prompt]") {
    CHECK(asks(digit_reading("menu.wav", 2, 3)) == "read(2 3 menu.wav eslio_digits 5000 #)");
    digit_reading all("a", 0, 128);
    CHECK(&all.timeout(seconds(7)).terminators("*0") == &all);
    CHECK(asks(all) == "read(0 128 a eslio_digits 7000 *0)");
    CHECK(asks(digit_reading("a", 1, 1).terminators("")) == "read(1 1 a eslio_digits 5000 none)");
}

TEST_CASE("a reading that cannot be", "[command][prompt]") {
    CHECK(asks_not(digit_reading("", 1, 1)) == error::empty_argument);
    CHECK(asks_not(digit_reading("a", 0, 0)) == error::number_out_of_range);
    CHECK(asks_not(digit_reading("a", 3, 2)) == error::number_out_of_range);
    CHECK(asks_not(digit_reading("a", 1, 129)) == error::number_out_of_range);
    for (const milliseconds wait : {milliseconds(-1), past_int})
        CHECK(asks_not(digit_reading("a", 1, 1).timeout(wait)) == error::number_out_of_range);
}
