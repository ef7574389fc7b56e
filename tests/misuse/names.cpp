// Names of headers and variables that do not exist, and views of events that are gone.
#include <eslio/events.hpp>

#include <chrono>

namespace {

eslio::event heard() {
    return eslio::event(eslio::event_name::dtmf);
}

}  // namespace

void misuse(const eslio::event& e);

void misuse(const eslio::event& e) {
    (void)e.get(eslio::var::billsec);
    (void)e.get(eslio::header::channel_state);
    (void)e.get(eslio::var::bilsec);               // error: bilsec
    (void)e.get(eslio::header::channal_state);     // error: channal_state
    using no_view = eslio::events::channel_anser;  // error: channel_anser
    (void)heard().as<eslio::events::dtmf>();       // error: deleted
    (void)heard().get(eslio::var::billsec);        // error: deleted
    (void)eslio::events::caller_profile(heard());  // error: deleted
}
