// The bodies of the functions of execution_outcome.hpp.
#pragma once

#include <eslio/event/channel_state.hpp>
#include <eslio/event/execution_outcome.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstdint>
#include <string_view>

namespace eslio::detail {

ESLIO_DECL execution_result outcome_reader::read(std::string_view application,
                                                 leg_answer other) const {
    switch (ending_of_application(application)) {
        case application_ending::acts: return completed();
        case application_ending::answers: return answered();
        case application_ending::goes_early: return went_early();
        case application_ending::plays: return played();
        case application_ending::records: return recorded();
        case application_ending::reads: return digits_read();
        case application_ending::bridges: return bridged(other);
        case application_ending::nests: return nested();
        case application_ending::recognises: return said("DONE");
        case application_ending::shows: return said("OK");
        case application_ending::faxes: return faxed();
        case application_ending::other: break;
    }
    if (is_refusal(response())) return failed(response());
    return down() ? hung_up() : ended();
}

ESLIO_DECL bool outcome_reader::may_be_cut(std::string_view application, outcome how) const {
    if (e_["Caller-Source"] != "mod_loopback" || down() || is_leaving()) return false;
    const application_ending kind = ending_of_application(application);
    // One without a word failed before it dialled.
    if (kind == application_ending::bridges && e_.variable("originate_disposition").empty())
        return false;
    const bool played_short =
        how == outcome::completed && kind == application_ending::plays && stopped_short();
    return (how == outcome::failed || played_short) &&
           outcome_reader(e_, true).read(application, leg_answer::no).how() == outcome::hung_up;
}

/// FreeSWITCH divides by thousands of the file's rate, without a rest: of 44 100 Hz by 44, which
/// makes 0.23 % too much.
ESLIO_DECL bool outcome_reader::stopped_short() const noexcept {
    const auto number = [this](std::string_view variable) {
        return wire::parse_number(e_.variable(variable)).value_or(0);
    };
    const std::uint64_t rate = number("read_rate");
    if (rate == 0 || !e_.variable("playback_terminator_used").empty() ||
        wire::starts_with(e_.variable("current_application_data"), "say:"))  // it writes neither
        return false;
    const std::uint64_t played = number("playback_last_offset_pos") * 1000 / rate;
    const std::uint64_t read = number("playback_ms");
    constexpr std::uint64_t rounding = 10;  // ms: less than a frame
    return played + rounding + read / 400 < read;
}

ESLIO_DECL execution_result outcome_reader::played() const {
    if (response() == "FILE PLAYED" || response() == "PHRASE PLAYED")
        return down()         ? hung_up()
               : is_leaving() ? failed("it was cut: the call was sent elsewhere")
                              : completed();
    if (response() == "FILE NOT FOUND") return failed(response());
    if (down()) return hung_up();
    return response().empty() ? ended() : failed(response());
}

/// Channel-State is the state that the call's thread is in, Channel-State-Number the one that it
/// was told to go into (switch_channel_event_set_basic_data). They differ at the start of a call,
/// too, which goes into CS_EXECUTE then.
ESLIO_DECL bool outcome_reader::is_leaving() const noexcept {
    const auto number = e_.number("Channel-State-Number");
    const channel_state to = number ? channel_state_of(*number) : channel_state::unknown;
    if (to == channel_state::unknown || to == channel_state::execute || is_down(to)) return false;
    return e_["Channel-State"] != to_string(to);
}

ESLIO_DECL execution_result outcome_reader::recorded() const {
    const std::string_view cause = e_["Hangup-Cause"];
    if (down() && cause == "DESTINATION_OUT_OF_ORDER") return failed(cause);
    if (!e_.variable("record_ms").empty()) return completed();
    return down() ? hung_up() : failed("nothing was recorded");
}

ESLIO_DECL execution_result outcome_reader::digits_read() const {
    const std::string_view result = e_.variable("read_result");
    if (result == "success" || result == "timeout") return completed();
    if (down()) return hung_up();
    return failed(result.empty() ? "nothing was read: the prompt was not played" : result);
}

ESLIO_DECL execution_result outcome_reader::bridged(leg_answer other) const {
    if (!wire::iequals(e_.variable("originate_disposition"), "SUCCESS")) return not_joined();
    if (other == leg_answer::yes) return completed();
    if (other == leg_answer::unknown) return ended();
    const std::string_view cause = e_.variable("bridge_hangup_cause");
    if (down() && cause == "ORIGINATOR_CANCEL") return hung_up();
    return failed(cause.empty() ? "the other leg did not answer" : cause);
}

ESLIO_DECL execution_result outcome_reader::not_joined() const {
    std::string_view why = e_.variable("originate_disposition");
    if (down() && (why.empty() || why == "ORIGINATOR_CANCEL")) return hung_up();
    if (wire::iequals(why, "failure")) {  // of several attempts at once, or without arguments
        const std::string_view cause = e_.variable("originate_failed_cause");
        why = cause.empty() ? e_.variable("DIALSTATUS") : cause;
    }
    return failed(why.empty() ? "nothing was dialled" : why);
}

ESLIO_DECL execution_result outcome_reader::nested() const {
    if (!down()) return ended();
    const std::string_view last = e_.variable("current_application");
    const bool did_it = wire::is_word_of(ending_applications, last) &&
                        read(last, leg_answer::unknown).how() != outcome::hung_up;
    return did_it ? completed() : hung_up();
}

ESLIO_DECL execution_result outcome_reader::said(std::string_view success) const {
    if (response() == success) return completed();
    if (down()) return hung_up();
    return response().empty() ? ended() : failed(response());
}

ESLIO_DECL execution_result outcome_reader::faxed() const {
    const std::string_view success = e_.variable("fax_success");
    if (success == "1") return completed();
    if (success.empty() && down()) return hung_up();
    const std::string_view text = e_.variable("fax_result_text");
    return failed(!text.empty() ? text : response().empty() ? "no fax" : response());
}

ESLIO_DECL execution_result hung_up_before(const event& e) {
    std::string why;
    if (e["Hangup-Cause"] == "DESTINATION_OUT_OF_ORDER")
        why = "DESTINATION_OUT_OF_ORDER; FreeSWITCH may not know the application";
    return {execution_result::outcome::hung_up, e, std::move(why)};
}

ESLIO_DECL leg_answer answer_of_newest_leg(const event& data) noexcept {
    if (!newest_leg_is_answered(data)) return leg_answer::unknown;
    const std::string_view dialled = data.variable("originated_legs");
    const bool is_own =
        dialled.empty() || dialled.find(data["Other-Leg-Unique-ID"]) != std::string_view::npos;
    return is_own ? leg_answer::yes : leg_answer::unknown;
}

ESLIO_DECL application_ending ending_of_application(std::string_view name) noexcept {
    for (const known_application& a : telling_applications)
        if (wire::iequals(a.name, name)) return a.kind;
    return wire::is_word_of(acting_applications, name) ? application_ending::acts
                                                       : application_ending::other;
}

}  // namespace eslio::detail
