// Channel variables: names that can be written, and values that FreeSWITCH keeps as they are.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/escape.hpp>
#include <eslio/command/detail/shown_name.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace eslio::detail {

/// The name without what may stand before it where it is set: `nolocal:` and its kin, which say for
/// which leg the value is.
constexpr std::string_view without_leg_marks(std::string_view name) noexcept {
    for (const std::string_view mark : {"nolocal:", "_nolocal_", "~"})
        if (wire::istarts_with(name, mark)) name.remove_prefix(mark.size());
    return name;
}

/// Whether FreeSWITCH puts the variable into a SIP header: `sip_h_...` and its kin, the caller's
/// and the callee's ids, and what sofia_glue_do_invite reads (mod_sofia). Two are bodies, and so
/// are none.
constexpr bool becomes_sip_header(std::string_view name) noexcept {
    name = without_leg_marks(name);
    if (wire::icontains(name, "caller_id") || wire::icontains(name, "callee_id") ||
        wire::iequals(name, "alert_info") || wire::iequals(name, "call_info"))
        return true;
    const bool is_body =
        wire::iequals(name, "sip_multipart") || wire::iequals(name, "sip_reinvite_sdp");
    return wire::istarts_with(name, "sip_") && !is_body;
}

/// Fronts of the names of variables whose value FreeSWITCH runs: as an application or an API
/// command (switch_channel_execute_on, switch_channel_api_on; switch_core_state_machine.c:
/// api_hook; switch_ivr_bridge.c, switch_ivr_async.c, mod_loopback, mod_fifo), a command of the
/// system (mod_spandsp_fax.c: phase_e_handler), applications of an `inline` dialplan
/// (mod_valet_parking: valet_parking_function), a place in the dialplan, whose name may be `inline`
/// (mod_fifo, mod_dptools, mod_voicemail; switch_ivr_session_transfer), a dial string
/// (mod_conference), by switch_ivr_broadcast, which runs the application in `name::argument`
/// (switch_ivr_bridge.c), or played (mod_dptools: eavesdrop_function); a server that is asked
/// for an address, as `stun:host` (switch_core_media_choose_port: `rtp_adv_%s_ip`); or a dial
/// string that a dialplan dials (sofia.c: `sip_redirect_dialstring_%d`, mod_enum: `enum_route_%d`,
/// mod_lcr: `lcr_route_%d`).
inline constexpr std::string_view run_fronts[] = {"execute_on_",
                                                  "api_on_",
                                                  "api_after_",
                                                  "api_before_",
                                                  "api_hangup_hook",
                                                  "api_reporting_hook",
                                                  "exec_after_bridge_",
                                                  "bridge_pre_execute_",
                                                  "loopback_app",
                                                  "current_application",
                                                  "record_post_process_exec_",
                                                  "system_on_fax_",
                                                  "valet_parking_",
                                                  "fifo_orbit_",
                                                  "mutex_orbit_",
                                                  "campon_fallback_",
                                                  "voicemail_callback_",
                                                  "force_transfer_",
                                                  "conference_auto_outcall_prefix",
                                                  "eavesdrop_indicate_",
                                                  "inline_destination",
                                                  "video_pre_call_banner",
                                                  "rtp_adv_",
                                                  "sip_redirect_",
                                                  "enum_route_",
                                                  "lcr_route_"};

/// Whole names: as an application (switch_core_media.c, mod_opal; switch_ivr_originate.c:
/// collect_thread_run), by switch_ivr_broadcast (switch_ivr_hold, switch_ivr_soft_hold,
/// switch_core_io.c, mod_valet_parking), a place in the dialplan (switch_ivr_bridge.c:
/// transfer_after_bridge; switch_channel_handle_cause; mod_voicemail, mod_dptools, sofia.c), or a
/// dial string (mod_dptools: page_function).
inline constexpr std::string_view run_names =
    "sip_execute_on_image sip_api_on_image opal_execute_on_t38 opal_api_on_t38 group_confirm_file "
    "group_confirm_key hold_music temp_hold_music campon_hold_music fifo_hold_music "
    "valet_hold_music fifo_music drop_dtmf_masking_file transfer_after_bridge "
    "transfer_after_early_bridge transfer_on_fail hold_hangup_xfer_exten vm_operator_extension "
    "page_exten page_context page_dp page_data enum_auto_route lcr_auto_route "
    // A dialplan or a context (switch_ivr_originate, sofia.c, mod_rtmp, mod_dptools, mod_lcr,
    // mod_fsk).
    "dialplan context inbound_dialplan user_context group_context lcr_context fsk_simplify_context "
    // A command of the system, of the API (mod_dptools: hanguphook) or of the module of a speech,
    // and a macro's name (switch_core.c: switch_system, switch_core_file.c, switch_ivr_async.c).
    "spawn_system_shell spawn_instead_of_system youtube_resolver xfer_uuids tts_engine tts_voice "
    "eavesdrop_announce_macro "
    // Into an address that is dialled (mod_fsk, sofia.c, mod_sofia, sofia_glue.c, mod_osp).
    "fsk_uri fsk_simplify_profile sip_destination_prefix sip_route_uri "
    "sip_invite_route_uri sip_invite_req_uri osp_outbound_proxy osp_networkid_userparam "
    "osp_networkid_uriparam osp_outstring_userparam osp_outstring_uriparam";

/// Files, which may be of a format that runs something (switch_core_file_open), or be read or
/// written where they are no stranger's.
inline constexpr std::string_view file_names =
    "ringback transfer_ringback instant_ringback fifo_announce fifo_chime_list "
    "fifo_override_announce cc_moh_override sound_prefix playback_delimiter "
    "conference_enter_sound conference_exit_sound conference_moh_sound conference_perpetual_sound "
    "conference_auto_outcall_announce fifo_outbound_announce fifo_consumer_wrapup_sound "
    "cc_outbound_announce cc_bridge_failed_outbound_announce campon_announce_sound "
    "group_confirm_error_file voicemail_greeting_path valet_ext_prompt "
    "cc_warning_tone esf_multicast_alert_sound mutex_feedback pa_hold_file pa_ring_file page_beep "
    "record_indication record_play_video "
    // An end of a file's name, which names the module that opens it.
    "native_backup_extension vm_message_ext "
    // Pictures, and what sees in them (switch_core_media.c, conference_video.c, mod_cv).
    "core_video_blank_image video_mute_png video_avatar_png video_no_video_avatar_png "
    "video_logo_path cv_png_prefix cv_default_cascade cv_default_nested_cascade "
    // Recordings and other files that are written, or sent away.
    "conference_auto_record fifo_record_template sofia_record_file page_path audio_spool_path "
    "fax_spool fax_prefix fax_trace_dir bert_debug_io_file sip_msrp_file_name cdr_csv_base "
    "format_cdr_base json_cdr_base xml_cdr_base curl_sendfile_url curl_sendfile_filename "
    // Where modules of Python are looked for.
    "python_script_path";

/// Extensions that FreeSWITCH sends a call to by the dialplan that it has (switch_ivr_bridge.c,
/// switch_ivr_originate; switch_ivr_session_transfer), which may be `inline`: there a number names
/// no application, a word may.
inline constexpr std::string_view extension_names =
    "destination_number original_destination_number rdnis";

/// What mod_nibblebill and mod_lcr write into the text of their SQL as it is, by the configurations
/// that come with them (nibblebill.conf: custom_sql_lookup, custom_sql_save; mod_lcr.c:
/// expand_digits): one between quotes, and numbers without.
inline constexpr std::string_view sql_text_names = "nibble_account";
inline constexpr std::string_view sql_number_names = "nibble_rate nibble_increment nibble_bill lrn";

/// Whether the value goes into SQL, and holds what might be more there than a name or a number.
constexpr bool is_sql(std::string_view name, std::string_view value) noexcept {
    name = without_leg_marks(name);
    if (wire::is_word_of(sql_number_names, name))
        return value.find_first_not_of("0123456789.") != std::string_view::npos;
    return wire::is_word_of(sql_text_names, name) &&
           (value.find("--") != std::string_view::npos || !consists_of(value, "+-_.@"));
}

/// Whether FreeSWITCH goes to the value as an extension, and it is one that could be taken for
/// another thing than a number.
constexpr bool is_extension_word(std::string_view name, std::string_view value) noexcept {
    return wire::is_word_of(extension_names, without_leg_marks(name)) &&
           value.find_first_not_of("0123456789+*#-_.") != std::string_view::npos;
}

/// Whether FreeSWITCH runs the value of the variable, or what it names.
constexpr bool is_run(std::string_view name) noexcept {
    name = without_leg_marks(name);
    for (const std::string_view front : run_fronts)
        if (wire::istarts_with(name, front)) return true;
    return wire::is_word_of(run_names, name) || wire::is_word_of(file_names, name);
}

/// Whether FreeSWITCH keeps a value that begins with `ARRAY::` as it is: with two elements or more,
/// of which the first is not empty (switch_event.c: switch_event_add_array). With one it keeps that
/// one alone.
constexpr bool is_kept_array(std::string_view value) noexcept {
    const std::size_t next = value.find("|:", 7);
    return next != std::string_view::npos && next != 7;
}

/// Of a value that FreeSWITCH would take for a list and not keep as it is.
ESLIO_DECL argument_error check_array(const argument_name& argument, const any_text& value);

/// Of the value of a variable that is set somewhere.
ESLIO_DECL argument_error check_variable_value(std::string_view name, const any_text& value);

/// The same in a dial string, which knows whether SIP is spoken: see its own check of
/// `origination_caller_id_name` and `..._number`.
ESLIO_DECL argument_error check_dialled_value(std::string_view name, const any_text& value);

/// A name is escaped nowhere: refused is what some reader of it would change, `also` among it.
ESLIO_DECL argument_error check_variable_name(std::string_view name, std::string_view also = {});

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/variable.ipp>
#endif
