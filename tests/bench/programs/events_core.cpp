// An event read by texts: what <eslio/events.hpp> is compared with.
#include <eslio/event.hpp>

#include <iostream>

int main() {
    eslio::event e(eslio::event_name::channel_hangup_complete);
    e.add("Hangup-Cause", "USER_BUSY").add("variable_billsec", "3");
    std::cout << e["Hangup-Cause"] << ' ' << e.variable("billsec") << '\n';
}
