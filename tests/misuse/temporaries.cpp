// Views into a temporary: they would dangle.
#include <eslio/channel/results.hpp>
#include <eslio/command/originate.hpp>
#include <eslio/event.hpp>
#include <eslio/outbound/results.hpp>

#include <string_view>

eslio::message got();
eslio::event told();
eslio::reply answer();
eslio::api_response output();
eslio::job_result done();
eslio::execution_result ran();
eslio::digits_result typed();
eslio::bridge_result joined();
eslio::wait_result came();
eslio::hangup_info ended();
eslio::outbound::session_end left();
eslio::log_record logged();
eslio::disconnect_notice notice();
eslio::endpoint leg();
eslio::dial_string callee();
eslio::originate call();

void misuse();

void misuse() {
    (void)got().as_event();      // error: deleted
    (void)got().as_log();        // error: deleted
    (void)got().as_notice();     // error: deleted
    (void)got().as_gap();        // error: deleted
    (void)got().as_rejection();  // error: deleted
    (void)got().as_raw();        // error: deleted

    (void)told()["A"];           // error: deleted
    (void)told().name();         // error: deleted
    (void)told().subclass();     // error: deleted
    (void)told().unique_id();    // error: deleted
    (void)told().job_uuid();     // error: deleted
    (void)told().find("A");      // error: deleted
    (void)told().find("A", 1);   // error: deleted
    (void)told().variable("a");  // error: deleted
    (void)told().values("A");    // error: deleted
    (void)told().headers();      // error: deleted
    (void)told().body();         // error: deleted

    (void)leg().variables();     // error: deleted
    (void)callee().variables();  // error: deleted
    (void)callee().parts();      // error: deleted
    (void)call().callee();       // error: deleted

    (void)answer().text();               // error: deleted
    (void)answer().reason();             // error: deleted
    (void)answer()["Job-UUID"];          // error: deleted
    (void)answer().headers();            // error: deleted
    (void)answer().full_text();          // error: deleted
    (void)answer().body();               // error: deleted
    (void)answer().data();               // error: deleted
    (void)answer().value().text();       // error: deleted
    (void)job_uuid_of(answer());         // error: deleted
    (void)event_uuid_of(answer());       // error: deleted
    (void)variable_of(answer());         // error: deleted
    (void)output().text();               // error: deleted
    (void)output().reason();             // error: deleted
    (void)done().body();                 // error: deleted
    (void)done().text();                 // error: deleted
    (void)done().reason();               // error: deleted
    (void)done().background_job()["A"];  // error: deleted

    (void)ran().why();              // error: deleted
    (void)ran().response();         // error: deleted
    (void)ran().variable("a");      // error: deleted
    (void)ran().cause_text();       // error: deleted
    (void)ran().text();             // error: deleted
    (void)typed().why();            // error: deleted
    (void)typed().read_result();    // error: deleted
    (void)joined().other();         // error: deleted
    (void)joined().cause_text();    // error: deleted
    (void)joined().why();           // error: deleted
    (void)joined().details()["A"];  // error: deleted
    (void)came().cause_text();      // error: deleted
    (void)came().why();             // error: deleted
    (void)ended().cause_text();     // error: deleted
    (void)left().cause_text();      // error: deleted
    (void)left().call();            // error: deleted
    (void)came().details()["A"];    // error: deleted

    (void)logged().text();          // error: deleted
    (void)logged().file();          // error: deleted
    (void)logged()["Log-Level"];    // error: deleted
    (void)notice().text();          // error: deleted
    (void)notice().call_uuid();     // error: deleted
    (void)notice().content_type();  // error: deleted
}
