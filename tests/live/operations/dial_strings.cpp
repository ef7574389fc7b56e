// Values of channel variables in dial strings: what `originate` was given, `uuid_getvar` gives
// back.
#include "live/operations/call_bench.hpp"
#include "support/hostile_texts.hpp"

#include <eslio/command/originate.hpp>

#include <algorithm>
#include <cstdint>

namespace live {

namespace {

using eslio::dial_string;
using eslio::endpoint;

using scope = dial_string (*)(const std::string& value);

/// A hundred that can be written: chosen ones first, then random ones. Blanks at the ends are left
/// out, as the player's own connection does not show them.
std::vector<std::string> hundred_values(scope with) {
    std::vector<std::string> all = support::hostile_texts();
    for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
        support::random_source random(seed);
        all.push_back(support::random_text(random));
    }
    const auto unfit = [with](const std::string& value) {
        static constexpr const char* blanks = " \t\r\n\v\f";
        return value.find_first_not_of(blanks) != 0 ||
               value.find_last_not_of(blanks) + 1 != value.size() || with(value).error();
    };
    all.erase(std::remove_if(all.begin(), all.end(), unfit), all.end());
    all.resize(100);
    return all;
}

/// Originates a call with each and asks for it.
void send_values(call_bench& b, scope with) {
    int came_back = 0;
    for (const std::string& value : hundred_values(with)) {
        const std::string uuid = b.api(eslio::originate(with(value)).text());
        const std::string call = uuid.substr(0, 4) == "+OK " ? uuid.substr(4, 36) : "none";
        const std::string back = b.api("uuid_getvar " + call + " live_x");
        if (back == value)
            ++came_back;
        else
            b.log.note(value, uuid + ", " + back);
        b.api("uuid_kill " + call);
    }
    b.log.note("came back as they were", std::to_string(came_back));
}

}  // namespace

void add_dial_strings(std::vector<call_row>& table) {
    table.push_back({"values of all legs", [](call_bench& b) {
                         send_values(b, [](const std::string& value) {
                             return dial_string("null/x").variable("live_x", value);
                         });
                     }});
    table.push_back({"values of one leg", [](call_bench& b) {
                         send_values(b, [](const std::string& value) {
                             return dial_string(endpoint("null/x").variable("live_x", value));
                         });
                     }});
    table.push_back({"values of an enterprise originate", [](call_bench& b) {
                         send_values(b, [](const std::string& value) {
                             dial_string both("null/x");
                             both.enterprise("error/USER_BUSY").variable("live_x", value);
                             return both;
                         });
                     }});
}

}  // namespace live
