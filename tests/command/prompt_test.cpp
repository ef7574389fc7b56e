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
    prompt all("a.wav", 2, 127);
    prompt& same = all.invalid("b.wav").tries(3).first_digit(seconds(2)).next_digit(seconds(1));
    CHECK(&same == &all);
    all.terminators("*#").accept("^[1-4]\\d$");
    CHECK(asks(all) ==
          "play_and_get_digits(2 127 3 2000 *# a.wav b.wav eslio_digits ^[1-4]\\d$ 1000)");
    CHECK(asks(prompt("a", 1, 1).terminators("")) ==
          "play_and_get_digits(1 1 1 5000 none a silence_stream://1 eslio_digits \\d+ 3000)");
    CHECK(asks(prompt("a", 1, 1).first_digit(milliseconds(0)).next_digit(milliseconds(0))) ==
          "play_and_get_digits(1 1 1 0 # a silence_stream://1 eslio_digits \\d+ 0)");
    CHECK(asks(prompt("a", 1, 1).tries(INT32_MAX).first_digit(milliseconds(INT32_MAX))) ==
          "play_and_get_digits(1 1 2147483647 2147483647 # a silence_stream://1 eslio_digits \\d+ "
          "3000)");
}

TEST_CASE("a prompt's parts stay words", "[command][prompt]") {
    CHECK(asks_not(prompt("", 1, 1)) == error::empty_argument);
    CHECK(asks_not(prompt("a", 1, 1).accept("")) == error::empty_argument);
    CHECK(asks(prompt("/tmp/it's mine.wav", 1, 1).invalid("b c").accept("^\\d{2}$|\\s")) ==
          R"(play_and_get_digits(1 1 1 5000 # /tmp/it\\'s\\smine.wav b\\sc eslio_digits )"
          R"(^\\d{2}\$|\\\\s 3000))");
    CHECK(asks(digit_reading("a b", 1, 1).terminators("=#")) ==
          R"(read(1 1 a\\sb eslio_digits 5000 =#))");
    CHECK(asks_not(prompt(std::string("a\0b", 3), 1, 1)) == error::nul_in_argument);
    CHECK(prompt(std::string("a\0b", 3), 1, 1).to_application().why().find("file: 0x00 (byte 2)") ==
          0);
    CHECK(asks_not(prompt("${a", 1, 1)) == error::unwritable_text);
}

TEST_CASE("a prompt takes 0 to 127 digits", "[command][prompt]") {
    CHECK_FALSE(asks_not(prompt("a", 127, 127)));
    CHECK_FALSE(asks_not(prompt("a", 0, 4)));
    CHECK(prompt("a", 0, 4).least() == 0);
    CHECK(asks(prompt("a", 0, 4)).find("play_and_get_digits(0 4 1 ") == 0);
    CHECK(asks_not(prompt("a", 0, 0)) == error::number_out_of_range);
    CHECK(asks_not(prompt("a", 3, 2)) == error::number_out_of_range);
    // The 128th would be written past FreeSWITCH's buffer.
    CHECK(asks_not(prompt("a", 1, 128)) == error::number_out_of_range);
    CHECK(asks_not(prompt("a", 128, 128)) == error::number_out_of_range);
    CHECK(prompt("a", 1, 128).to_application().why() ==
          "digits: FreeSWITCH has room for 127; ask for the others again");
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
    digit_reading all("a", 0, 127);
    CHECK(&all.timeout(seconds(7)).terminators("*0") == &all);
    CHECK(asks(all) == "read(0 127 a eslio_digits 7000 *0)");
    CHECK(asks(digit_reading("a", 1, 1).terminators("")) == "read(1 1 a eslio_digits 5000 none)");
}

TEST_CASE("a reading that cannot be", "[command][prompt]") {
    CHECK(asks_not(digit_reading("", 1, 1)) == error::empty_argument);
    CHECK(asks_not(digit_reading("a", 0, 0)) == error::number_out_of_range);
    CHECK(asks_not(digit_reading("a", 3, 2)) == error::number_out_of_range);
    CHECK(asks_not(digit_reading("a", 1, 128)) == error::number_out_of_range);
    for (const milliseconds wait : {milliseconds(-1), past_int})
        CHECK(asks_not(digit_reading("a", 1, 1).timeout(wait)) == error::number_out_of_range);
}
