// Names and numbers that the called party is shown: what mod_sofia would not bring through.
#include "catch.hpp"

#include <eslio/api/uuid.hpp>
#include <eslio/command/applications.hpp>
#include <eslio/command/originate.hpp>

#include <string>
#include <vector>

using eslio::error;
using eslio::originate;
using eslio::untrusted;

namespace {

namespace app = eslio::app;

/// Whether every builder that shows a name, or gives one to a variable, refuses a stranger's.
bool refuse_name(const std::string& name) {
    INFO(name);
    const untrusted theirs(name);
    const bool refused = app::send_display(theirs, "1").error() == error::unwritable_text;
    for (const char* variable :
         {"sip_from_display", "effective_caller_id_name", "SIP_TO_DISPLAY", "sip_callee_id_name",
          "nolocal:effective_callee_id_name", "caller_id_name"}) {
        INFO(variable);
        CHECK((app::set(variable, theirs).error() == error::unwritable_text) == refused);
        CHECK((app::export_variable(variable, theirs).error() == error::unwritable_text) ==
              refused);
        CHECK((app::set_profile_var(variable, theirs).error() == error::unwritable_text) ==
              refused);
        CHECK((app::multiset(eslio::variable_list().add(variable, theirs)).error() ==
               error::unwritable_text) == refused);
        CHECK((eslio::api::uuid_setvar("u", variable, theirs).error() == error::unwritable_text) ==
              refused);
        CHECK_FALSE(app::set(variable, name).error());
    }
    eslio::dial_string callee("null/1");
    CHECK((callee.variable("sip_from_display", theirs).error() == error::unwritable_text) ==
          refused);
    CHECK_FALSE(app::set("x", theirs).error());
    CHECK((app::export_variable("origination_caller_id_name", theirs).error() ==
           error::unwritable_text) == refused);
    CHECK_FALSE(eslio::dial_string("null/1").caller_id(theirs, "1").error());
    return refused;
}

}  // namespace

TEST_CASE("a stranger's name that SIP would not bring through is no caller's or callee's",
          "[command][applications][untrusted]") {
    for (const char* name : {"a\"b", "x\" <sip:evil@e>, \"y", "a\\", "a%22b", "a%5c"})
        CHECK(refuse_name(name));
    for (const char* name :
         {"O'Brien", "M\xC3\xBCller", "a\\b", "a\\\\", "<x>", "50%", "x;y,z (1)"})
        CHECK_FALSE(refuse_name(name));
    CHECK(app::set("sip_from_display", untrusted("a\"b"))
              .why()
              .find("variable sip_from_display: '\"' "
                    "(byte 2) ") == 0);
}

TEST_CASE("a number that would end its address in SIP is refused", "[command][originate]") {
    for (const char* number : {"1>;tag=x", "<1", "1\"2", "1%3e", "100%", "1%2", "%", "1%5>;x=y",
                               "1%5\"", "1%5<", "%2%3e", "%31"}) {
        INFO(number);
        const untrusted theirs(number);
        CHECK(originate("user/1").caller_id("n", number).error() == error::unwritable_text);
        CHECK(originate("user/1").caller_id("n", theirs).error() == error::unwritable_text);
        CHECK_FALSE(originate("loopback/1").caller_id("n", number).error());
        CHECK(app::set("effective_caller_id_number", theirs).error() == error::unwritable_text);
        CHECK_FALSE(app::set("effective_caller_id_number", number).error());
        CHECK(app::send_display("n", theirs).error() == error::unwritable_text);
    }
    for (const char* number : {"+49 30 123", "1;isup=2", "*97#", "1?x"}) {
        CHECK_FALSE(originate("user/1").caller_id("n", untrusted(number)).error());
        CHECK_FALSE(app::set("effective_caller_id_number", untrusted(number)).error());
    }
}

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
