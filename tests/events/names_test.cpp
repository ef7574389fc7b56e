// event/names.hpp: headers and variables read by names that know their type.
#include "events/view_check.hpp"

#include <eslio/event/names.hpp>
#include <eslio/events/channel.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace {

namespace names {

using eslio::event;
using eslio::event_name;
using eslio::hangup_cause;
using eslio::header_value;
namespace header = eslio::header;
namespace var = eslio::var;
using namespace std::chrono_literals;

template <class Name>
bool same(const event& e, const Name& name, std::string_view header) {
    return test::agrees(e.get(name), e.find(header));
}

}  // namespace names

}  // namespace

TEST_CASE("names: a header or variable has a type") {
    using namespace names;
    static_assert(std::is_same_v<decltype(std::declval<const event&>().get(var::billsec)),
                                 header_value<std::chrono::seconds>>);
    event e(event_name::channel_hangup_complete);
    e.add("Hangup-Cause", "USER_BUSY").add("Channel-State-Number", "10");
    e.add("variable_billsec", "90").add("variable_sip_term_status", "4x6");
    e.add("variable_proto_specific_hangup_cause", "sip:486").add("variable_empty", "");
    e.add("variable_DIALSTATUS", "NOANSWER").add("variable_originate_disposition", "SUCCESS");
    CHECK(e.get(header::hangup_cause) == hangup_cause::user_busy);
    CHECK(e.get(header::channel_state_number) == 10u);
    CHECK(e.get(header::unique_id).absent());
    CHECK(e.get(var::billsec) == 90s);
    CHECK(e.get(var::sip_term_status).malformed());
    CHECK(e.get(var::sip_term_status).text() == "4x6");
    CHECK(e.get(var::duration).absent());
    CHECK(e.get(var::proto_specific_hangup_cause) == eslio::protocol_cause{"sip", 486});
    CHECK(e.get(var::dialstatus) == eslio::dial_status::no_answer);
    CHECK(e.get(var::originate_disposition) == hangup_cause::success);
    CHECK(e.get(eslio::variable_name<std::string_view>("empty")).absent());
    CHECK(e.as<eslio::events::channel_hangup_complete>()->get(var::billsec) == 90s);
    CHECK(var::billsec.text() == "billsec");
    CHECK(header::caller_caller_id_number.text() == "Caller-Caller-ID-Number");
    CHECK(var::dialstatus.text() == "DIALSTATUS");
}

TEST_CASE("names: of one's own") {
    using namespace names;
    constexpr eslio::header_name<std::uint8_t> position("Acme-Position");
    constexpr eslio::variable_name<bool> vip("acme_vip");
    event e = event::custom("acme::entered");
    e.add("Acme-Position", "3").add("variable_acme_vip", "yes");
    CHECK(e.get(position) == std::uint8_t{3});
    CHECK(e.get(vip) == true);
}

TEST_CASE("names: protocol causes") {
    using cause = eslio::header_value<eslio::protocol_cause>;
    CHECK(cause("sip:200") == eslio::protocol_cause{"sip", 200});
    for (const char* bad : {"sip", "sip:", ":486", "sip:4x", "486"})
        CHECK(cause(std::string_view(bad)).malformed());
}

TEST_CASE("names: dialling and SIP's ends") {
    using eslio::dial_status;
    using eslio::sip_disposition;
    const auto status = [](std::string_view text) { return eslio::parse_dial_status(text); };
    CHECK(status("ANSWER") == dial_status::answer);
    CHECK(status("EARLY") == dial_status::early);
    CHECK(status("BUSY") == dial_status::busy);
    CHECK(status("CANCEL") == dial_status::cancel);
    CHECK(status("NOANSWER") == dial_status::no_answer);
    CHECK(status("INVALIDARGS") == dial_status::invalid_arguments);
    CHECK(status("DONTCALL") == dial_status::do_not_call);
    CHECK(status("SUBSCRIBER_ABSENT") == dial_status::unknown);
    const auto end = [](std::string_view text) { return eslio::parse_sip_disposition(text); };
    CHECK(end("send_bye") == sip_disposition::send_bye);
    CHECK(end("send_cancel") == sip_disposition::send_cancel);
    CHECK(end("send_refuse") == sip_disposition::send_refuse);
    CHECK(end("recv_bye") == sip_disposition::recv_bye);
    CHECK(end("recv_cancel") == sip_disposition::recv_cancel);
    CHECK(end("recv_refuse") == sip_disposition::recv_refuse);
    CHECK(to_string(sip_disposition::recv_refuse) == "recv_refuse");
    CHECK(end("") == sip_disposition::unknown);
}

TEST_CASE("names: lists") {
    using namespace names;
    event e(event_name::channel_hangup_complete);
    CHECK(e.get(var::originate_causes).empty());
    e.add("variable_originate_causes", "ARRAY::u1;USER_BUSY|:u2;NO_ANSWER");
    CHECK(e.get(var::originate_causes) ==
          std::vector<std::string_view>{"u1;USER_BUSY", "u2;NO_ANSWER"});
    e.add("variable_transfer_history", "one alone");
    CHECK(e.get(var::transfer_history) == std::vector<std::string_view>{"one alone"});
}

TEST_CASE("names: families of SIP headers, and parts of a body") {
    using namespace names;
    event e(event_name::channel_create);
    e.add("variable_sip_h_X-Foo", "bar").add("variable_sip_rh_X-R", "r");
    e.add("variable_sip_bye_h_X-B", "b").add("variable_sip_ph_X-P", "p");
    CHECK(e.get(var::sip_header("X-Foo")) == std::string_view("bar"));
    CHECK(e.get(var::sip_header("x-foo")) == std::string_view("bar"));
    CHECK(e.get(var::sip_response_header("X-R")) == std::string_view("r"));
    CHECK(e.get(var::sip_bye_header("X-B")) == std::string_view("b"));
    CHECK(e.get(var::sip_progress_header("X-P")) == std::string_view("p"));
    CHECK(e.get(var::sip_header("X-Bar")).absent());
    CHECK(sip_parts(e).empty());
    e.add("variable_sip_multipart", "ARRAY::application/a+xml:<a:b/>|:text/plain:x|:none");
    const auto parts = sip_parts(e);
    REQUIRE(parts.size() == 3);
    CHECK(parts[0].type == "application/a+xml");
    CHECK(parts[0].body == "<a:b/>");
    CHECK(parts[1].body == "x");
    CHECK(parts[2].type.empty());
    CHECK(parts[2].body == "none");
}

TEST_CASE("names: every recorded event agrees with them") {
    using namespace names;
    std::size_t billed = 0;
    for (const event& e : test::recorded_events()) {
        if (e.contains("variable_billsec")) ++billed;
        CHECK(same(e, header::event_date_timestamp, "Event-Date-Timestamp"));
        CHECK(same(e, header::event_sequence, "Event-Sequence"));
        CHECK(same(e, header::hangup_cause, "Hangup-Cause"));
        CHECK(same(e, header::channel_state, "Channel-State"));
        CHECK(same(e, header::caller_channel_answered_time, "Caller-Channel-Answered-Time"));
        CHECK(same(e, header::idle_cpu, "Idle-CPU"));
        CHECK(same(e, var::billsec, "variable_billsec"));
        CHECK(same(e, var::billmsec, "variable_billmsec"));
        CHECK(same(e, var::answer_uepoch, "variable_answer_uepoch"));
        CHECK(same(e, var::end_epoch, "variable_end_epoch"));
        CHECK(same(e, var::hangup_cause, "variable_hangup_cause"));
        CHECK(same(e, var::rtp_audio_in_media_bytes, "variable_rtp_audio_in_media_bytes"));
        CHECK(same(e, var::rtp_audio_in_mos, "variable_rtp_audio_in_mos"));
        CHECK(same(e, var::sip_call_id, "variable_sip_call_id"));
        CHECK(same(e, var::sip_hangup_disposition, "variable_sip_hangup_disposition"));
        CHECK(same(e, var::sip_term_status, "variable_sip_term_status"));
        CHECK(same(e, var::playback_ms, "variable_playback_ms"));
        CHECK(same(e, var::record_seconds, "variable_record_seconds"));
    }
    CHECK(billed != 0);
}
