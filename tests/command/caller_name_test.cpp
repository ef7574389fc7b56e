// The name that the called party is shown: what mod_sofia would not bring through.
#include "catch.hpp"

#include <eslio/command/originate.hpp>

#include <string>
#include <vector>

using eslio::error;
using eslio::originate;
using eslio::untrusted;

TEST_CASE("a caller's name that SIP would not bring through is refused where SIP is dialled",
          "[command][originate]") {
    const std::vector<std::string> no_names = {"a\"b", "\"",  "a\\\"b",  "a%22", "% 22x%22",
                                               "\\",   "a\\", "a\\\\\\", "a%5c", "a\\\\%5C"};
    for (const std::string& name : no_names) {
        INFO(name);
        for (const char* leg : {"user/1", "sofia/internal/1@pbx", "USER/1", "group/a@b"})
            CHECK(originate(leg).caller_id(name, "1").error() == error::unwritable_text);
        CHECK(originate("user/1").caller_id(untrusted(name), "1").why().find("caller id's name") ==
              0);
        CHECK_FALSE(originate("loopback/1").caller_id(name, "1").error());
        eslio::dial_string several("null/1");
        several.also(eslio::endpoint("user/1").variable("origination_caller_id_name", name));
        CHECK(several.error() == error::unwritable_text);
        for (const char* leg : {"${sofia_contact(1@pbx)}", "${group_call(sales@pbx)}"}) {
            several = eslio::dial_string(eslio::raw_dial_string(leg));
            CHECK(several.variable("origination_caller_id_name", name).error() ==
                  error::unwritable_text);
        }
    }
    for (const char* name : {"O'Neil", "a\\b", "a\\\\", "<x>", "50%", "%2541", "a/b@c:d", "%5Cx",
                             "x;y,z (1)", "%", "%%", "%2"}) {
        INFO(name);
        CHECK_FALSE(originate("user/1").caller_id(untrusted(name), untrusted("1")).error());
    }
}
