// A stranger's text where a dial string is meant, and places of the dialplan in another order.
#include <eslio/channel.hpp>
#include <eslio/command/dial.hpp>
#include <eslio/command/originate.hpp>

using eslio::extension;
using eslio::untrusted;

void misuse(eslio::channel& c, const untrusted& number);

void misuse(eslio::channel& c, const untrusted& number) {
    const auto ends = [](eslio::error_code, const auto&) {};
    (void)eslio::originate(eslio::endpoint("user/", number));
    (void)eslio::originate(eslio::dial::gateway("trunk", number));
    c.async_bridge(eslio::dial::user(number), ends);
    // Told once of each type.
    (void)eslio::originate(number);              // error: a stranger's text is no dial string
    (void)eslio::dial_string("1").also(number);  // error: a stranger's text is no dial string
    c.async_bridge(number, ends);                // error: a stranger's text is no dial string

    (void)eslio::app::transfer(extension("1000", "XML", "default"));
    (void)eslio::app::transfer("1000", "XML");                      // error: too many arguments
    (void)eslio::dial::loopback("1000", "default");                 // error: too many arguments
    (void)eslio::originate("user/1").extension("1000", "default");  // error: function
}
