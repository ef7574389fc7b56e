// Hostile texts in every argument of the builders of endpoints, dial strings and `originate`: none
// changes the structure or hits a word with a meaning there, and none that is harmless is refused.
#include "catch.hpp"
#include "command/dial_builders.hpp"
#include "command/originate_builders.hpp"
#include "support/hostile_texts.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/api/uuid.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using test::arrival;
using test::hostile_argument;

/// Beside those for every reader: what means something to a dial string or an endpoint.
std::vector<std::string> dial_texts() {
    std::vector<std::string> all = support::hostile_texts();
    for (const char* text : {"1,user/2",
                             "1|user/2",
                             "1:_:user/2",
                             "]user/2",
                             "}user/2",
                             ">user/2",
                             "[x=y]user/2",
                             "{x=y}user/2",
                             "<x=y>user/2",
                             "1 &system(id)",
                             "&system(id)",
                             "${system(id)}",
                             "$${local_ip_v4}",
                             "$\\{x}",
                             "app=system:id",
                             "APP=hangup",
                             "hangup",
                             "park",
                             "INLINE",
                             "lua",
                             "gateway",
                             "Gateway",
                             "1^2@evil",
                             "1;transport=tcp",
                             "1;fs_path=sip:evil",
                             "1@evil",
                             "1%evil",
                             "1/../2",
                             "sip:1@evil",
                             "sips:1@evil",
                             "u:1234",
                             "1+F",
                             "+E",
                             "sales",
                             "1)}",
                             "1?x=y",
                             "a=1,b=2",
                             "a='1,b=2'",
                             "origination_nested_vars=true",
                             "it's,x=y",
                             "x\\,y",
                             "x\\\\,y",
                             "\x01",
                             "\x02",
                             "a\x01"
                             "b",
                             "a\x02"
                             "b",
                             "[a]",
                             "[a",
                             "]a[",
                             "<a",
                             "a>b<",
                             "::1",
                             "[::1]",
                             "[::1",
                             "fe80::1%eth0",
                             "host:5060",
                             "pbx.example.org",
                             "10.0.0.1",
                             "`id`",
                             "+4930123456",
                             "0049 30",
                             "*97#",
                             "Undef",
                             "undefined",
                             "None",
                             "NONE",
                             "J\xC3\xBCrgen",
                             "1\nreload mod_sofia",
                             "%0aX: y",
                             "%0D%0A",
                             "a:b@c",
                             "loopback/1",
                             "XML,inline",
                             ""})
        all.emplace_back(text);
    return all;
}

void check(const hostile_argument& argument, const std::string& text, std::size_t& arrivals) {
    const auto must_arrive = [&](const arrival& a) {
        REQUIRE(a.text.has_value());
        REQUIRE(*a.text == text);
        ++arrivals;
    };
    const arrival own = argument.carry(std::string_view(text));
    INFO(argument.name << ": '" << text << "' " << own.why);
    if (own.refused) {
        CHECK(own.refused == eslio::condition::invalid_argument);
        CHECK_FALSE(own.why.empty());
        CHECK(argument.refused_of_own(text));
    } else {
        must_arrive(own);
    }
    if (!argument.refused_of_strangers) return;
    const eslio::untrusted stranger(text);
    const arrival theirs = argument.carry(stranger);
    INFO("of a stranger: " << theirs.why);
    CHECK(static_cast<bool>(theirs.refused) == argument.refused_of_strangers(text));
    if (!theirs.refused) must_arrive(theirs);
}

void check_all(const std::string& text, std::size_t& arrivals) {
    for (const auto* table : {&test::endpoint_arguments(), &test::originate_arguments()})
        for (const hostile_argument& argument : *table) check(argument, text, arrivals);
}

}  // namespace

TEST_CASE("no hostile text gets out of its argument", "[command][injection]") {
    const std::vector<std::string> all = dial_texts();
    CHECK(all.size() >= 180);
    std::size_t arrivals = 0;
    for (const std::string& text : all) check_all(text, arrivals);
    CHECK(arrivals > 2'000);
}

TEST_CASE("no random text gets out of its argument", "[command][injection]") {
    support::each_round(1'000, [](std::uint64_t seed) {
        support::random_source random(seed);
        INFO("ESLIO_SEED=" << seed);
        std::size_t arrivals = 0;
        check_all(support::random_text(random), arrivals);
    });
}

TEST_CASE("harmless texts of strangers pass where they are numbers, users and names",
          "[command][injection]") {
    for (const char* text :
         {"+4930123456", "undef", "none", "all", "last", "XML", "inline", "-1"}) {
        INFO(text);
        const eslio::untrusted theirs(text);
        CHECK_FALSE(eslio::originate(eslio::dial::user(theirs)).error());
        CHECK_FALSE(eslio::originate(eslio::dial::gateway("g", theirs)).error());
        CHECK_FALSE(eslio::originate(eslio::dial::loopback(theirs)).error());
        CHECK_FALSE(eslio::originate("user/1").caller_id(theirs, theirs).error());
    }
}

TEST_CASE("a stranger's value that a module writes into its SQL is a number or an account",
          "[command][injection]") {
    const auto refuses = [](const char* name, const char* value) {
        const eslio::untrusted theirs(value);
        CHECK_FALSE(eslio::api::uuid_setvar("u", name, value).error());
        const bool refused = eslio::api::uuid_setvar("u", name, theirs)
                                 .why()
                                 .find(std::string("variable ") + name + ": a module writes") == 0;
        CHECK(refused == bool(eslio::originate("user/1").variable(name, theirs).error()));
        return refused;
    };
    for (const char* account : {"1000", "alice", "+49-30_1.x@example.com"})
        CHECK_FALSE(refuses("nibble_account", account));
    for (const char* account : {"x' or '1'='1", "a--b", "a b", "a;b", "a\\", "\"a", "a#"})
        CHECK(refuses("nibble_account", account));
    for (const char* name : {"nibble_rate", "nibble_increment", "nibble_bill", "lrn"}) {
        CHECK_FALSE(refuses(name, "12025550123"));
        CHECK_FALSE(refuses(name, "0.05"));
        for (const char* number : {"digits", "1-1", "-1", "1,2", "1)", "1 or 1", "0x1", "+1"})
            CHECK(refuses(name, number));
    }
    CHECK(refuses("nolocal:LRN", "digits"));
}

TEST_CASE("no stranger's text is taken where FreeSWITCH runs a value", "[command][injection]") {
    for (const char* name : {"execute_on_answer",
                             "Execute_On_Answer_2",
                             "api_hangup_hook",
                             "nolocal:api_on_ring",
                             "exec_after_bridge_arg",
                             "loopback_app",
                             "bridge_pre_execute_bleg_data",
                             "sip_execute_on_image",
                             "sip_api_on_image",
                             "opal_execute_on_t38",
                             "Group_Confirm_File",
                             "group_confirm_key",
                             "transfer_after_bridge",
                             "transfer_after_early_bridge",
                             "transfer_on_fail",
                             "hold_hangup_xfer_exten",
                             "hold_music",
                             "~hold_music",
                             "temp_hold_music",
                             "campon_hold_music",
                             "fifo_hold_music",
                             "valet_hold_music",
                             "fifo_music",
                             "drop_dtmf_masking_file",
                             "video_pre_call_banner_bleg",
                             "valet_parking_orbit_exten",
                             "valet_parking_timeout",
                             "fifo_orbit_exten",
                             "mutex_orbit_dialplan",
                             "campon_fallback_exten",
                             "voicemail_callback_dialplan",
                             "vm_operator_extension",
                             "force_transfer_dialplan",
                             "sip_redirect_dialplan",
                             "sip_redirect_context",
                             "sip_redirect_dialstring_0",
                             "page_data",
                             "conference_auto_outcall_prefix",
                             "current_application_data",
                             "record_post_process_exec_api",
                             "system_on_fax_result",
                             "conference_exit_sound",
                             "conference_moh_sound",
                             "conference_auto_outcall_announce",
                             "conference_auto_record",
                             "fifo_outbound_announce",
                             "fifo_record_template",
                             "cc_outbound_announce",
                             "campon_announce_sound",
                             "group_confirm_error_file",
                             "voicemail_greeting_path",
                             "valet_ext_prompt",
                             "page_path",
                             "python_script_path",
                             "inline_destination",
                             "rtp_adv_audio_ip",
                             "nolocal:rtp_adv_video_ip",
                             "enum_route_1",
                             "enum_auto_route",
                             "LCR_route_12",
                             "lcr_auto_route",
                             "api_on_spandsp_tone_detect_BUSY",
                             "nibble_account",
                             "nibble_rate",
                             "nibble_increment",
                             "nibble_bill",
                             "lrn",
                             "~spawn_system_shell",
                             "spawn_instead_of_system",
                             "youtube_resolver",
                             "xfer_uuids",
                             "dialplan",
                             "Context",
                             "inbound_dialplan",
                             "user_context",
                             "group_context",
                             "lcr_context",
                             "fsk_simplify_context",
                             "destination_number",
                             "nolocal:original_destination_number",
                             "RDNIS",
                             "tts_engine",
                             "tts_voice",
                             "eavesdrop_announce_macro",
                             "eavesdrop_indicate_idle",
                             "fsk_uri",
                             "fsk_simplify_profile",
                             "sip_redirect_profile",
                             "sip_destination_prefix",
                             "sip_route_uri",
                             "sip_invite_route_uri",
                             "sip_invite_req_uri",
                             "osp_outbound_proxy",
                             "record_indication",
                             "record_play_video",
                             "cc_warning_tone",
                             "esf_multicast_alert_sound",
                             "native_backup_extension",
                             "vm_message_ext",
                             "mutex_feedback",
                             "pa_hold_file",
                             "pa_ring_file",
                             "page_beep",
                             "core_video_blank_image",
                             "video_mute_png",
                             "video_avatar_png",
                             "video_no_video_avatar_png",
                             "video_logo_path",
                             "cv_png_prefix",
                             "cv_default_cascade",
                             "cv_default_nested_cascade",
                             "audio_spool_path",
                             "fax_spool",
                             "fax_prefix",
                             "fax_trace_dir",
                             "bert_debug_io_file",
                             "sip_msrp_file_name",
                             "cdr_csv_base",
                             "format_cdr_base",
                             "json_cdr_base",
                             "xml_cdr_base",
                             "curl_sendfile_url",
                             "curl_sendfile_filename"}) {
        INFO(name);
        const eslio::untrusted theirs("hangup' or '1'='1");
        const auto refused = [](const eslio::error_code& code) {
            return code == eslio::error::unwritable_text || code == eslio::error::bad_header_name;
        };
        CHECK(refused(eslio::originate("user/1").variable(name, theirs).error()));
        CHECK(refused(eslio::endpoint("user/1").variable(name, theirs).error()));
        CHECK(refused(eslio::app::set(name, theirs).error()));
        CHECK(refused(eslio::api::uuid_setvar("u", name, theirs).error()));
        CHECK(refused(eslio::api::uuid_setvar_multi("u", {{name, theirs}}).error()));
        CHECK_FALSE(eslio::app::set(name, "hangup").error());
        CHECK_FALSE(eslio::api::uuid_setvar("u", name, "hangup").error());
    }
    for (const char* name :
         {"executed", "music", "my_hold_music", "dialed_extension", "transfer_source",
          "group_confirm_timeout", "fifo_name", "page", "failure_causes", "caller_context",
          "effective_caller_id_name",
          // Places in the dialplan, to which a number is ordinary.
          "destination_number", "original_destination_number", "rdnis",
          // What is ordinary of strangers.
          "accountcode", "sip_h_X-Account", "call_timeout", "language", "presence_id",
          "dialed_user", "effective_ani", "timezone", "hangup_after_bridge", "record_title",
          "fax_ident", "conference_pin", "origination_callee_id_name", "sip_contact_user"}) {
        INFO(name);
        const eslio::untrusted theirs("+4930123456");
        CHECK_FALSE(eslio::originate("user/1").variable(name, theirs).error());
        CHECK_FALSE(eslio::api::uuid_setvar("u", name, theirs).error());
    }
}
