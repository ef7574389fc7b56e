// Operations of a call: its variables.
#include "live/operations/call_bench.hpp"

namespace live {

namespace {

using eslio::reply;
using value = std::optional<std::string>;

void get(call_bench& b, const std::string& what, const std::string& name) {
    b.log.run<value>(what, [&](auto h) { b.call()->async_get_variable(name, h); });
}

void set(call_bench& b, const std::string& what, const std::string& name, const std::string& text) {
    b.log.run<reply>(what, [&](auto h) { b.call()->async_set_variable(name, text, h); });
}

}  // namespace

void add_variables(std::vector<call_row>& table) {
    table.push_back({"variables", [](call_bench& b) {
                         get(b, "one that is not set", "live_x");
                         set(b, "set", "live_x", "a value");
                         get(b, "one that is set", "live_x");
                         set(b, "unset", "live_x", "");
                         get(b, "one that was unset", "live_x");
                         get(b, "one of FreeSWITCH's own", "uuid");
                         get(b, "a field of the caller profile", "caller_id_number");
                         get(b, "a field that is empty", "rdnis");
                     }});
    table.push_back({"variables of odd values", [](call_bench& b) {
                         for (const char* text :
                              {"two  blanks", "quote's", "double \" quote", "back\\slash",
                               "a,b;c=d|e", "100% %41", "gr\xC3\xBC\xC3\x9F", "line\nbreak",
                               "-ERR x", "_undef_", "$x", "[a]{b}(c)<d>"}) {
                             set(b, std::string("set ") + text, "live_x", text);
                             get(b, "get", "live_x");
                         }
                     }});
    table.push_back({"variables that cannot be", [](call_bench& b) {
                         set(b, "a reference", "live_x", "${uuid}");
                         set(b, "no name", "", "x");
                         set(b, "a blank in the name", "live x", "x");
                         get(b, "no name", "");
                         get(b, "a line break", "a\nb");
                     }});
    table.push_back({"variables after the end", [](call_bench& b) {
                         b.kill("NORMAL_CLEARING");
                         b.pass(milliseconds(400));
                         get(b, "get", "uuid");
                         set(b, "set", "live_x", "1");
                     }});
}

}  // namespace live
