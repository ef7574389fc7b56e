// Handlers of `match` that take no view and no event, or more than one; and handlers of what is
// typed.
#include <eslio/api.hpp>
#include <eslio/channel.hpp>
#include <eslio/connection.hpp>
#include <eslio/events.hpp>

#include <string>

namespace events = eslio::events;

namespace {

struct no_view {
    explicit no_view(const eslio::event&) {}
};
struct two_ways {
    void operator()(const events::dtmf&) const {}
    void operator()(const events::call_update&) const {}
};
void on_key(const events::dtmf&) {}
void on_number(int) {}

}  // namespace

void misuse(eslio::connection& fs, eslio::channel& c, const eslio::event& e,
            const eslio::message& m);

void misuse(eslio::connection& fs, eslio::channel& c, const eslio::event& e,
            const eslio::message& m) {
    eslio::match(
        e, on_key, [](const events::dtmf&) {}, [](events::channel_answer) {},
        [](const eslio::event&) {});
    eslio::match(m, [](eslio::event) {});
    eslio::match(e, on_number);                        // error: takes one view
    eslio::match(e, [](const std::string&) {});        // error: takes one view
    eslio::match(e, [](const no_view&) {});            // error: takes one view
    eslio::match(e, [](const auto&) {});               // error: takes one view
    eslio::match(e, [] {});                            // error: takes one view
    eslio::match(e, [](const events::dtmf&, int) {});  // error: takes one view
    eslio::match(e, [](events::dtmf&) {});             // error: takes one view
    eslio::match(e, [](eslio::event&) {});             // error: takes one view
    eslio::match(m, two_ways{});                       // error: takes one view

    fs.async_api(eslio::api::uuid_exists("u"), [](int) {});  // error: eslio::api_result<T>)
    c.async_get_variable(eslio::var::billsec, [](int) {});   // error: eslio::variable_value<T>)
}
