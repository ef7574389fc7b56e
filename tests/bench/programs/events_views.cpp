// The same event read by its view.
#include <eslio/events.hpp>

#include <iostream>

int main() {
    eslio::event e(eslio::event_name::channel_hangup_complete);
    e.add("Hangup-Cause", "USER_BUSY").add("variable_billsec", "3");
    const eslio::events::channel_hangup_complete end(e);
    std::cout << to_string(end.hangup_cause().value_or(eslio::hangup_cause::none)) << ' '
              << end.billsec()->count() << '\n';
}
