// The bodies of the functions of running_app.hpp.
#pragma once

#include <eslio/testing/fake_switch/call/running_app.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void tell_loop(variables& vars, const running_app& app) {
    if (app.loop == 0) return;
    vars.set("current_loop", std::to_string(app.loop));
    vars.set("total_loops", std::to_string(app.loops));
}

ESLIO_COLD void forget_loop(variables& vars) {
    vars.set("current_loop", {});
    vars.set("total_loops", {});
}

ESLIO_COLD running_app app_of(const request& message, core& inside) {
    running_app app;
    app.name = std::string(message["execute-app-name"]);
    app.argument = std::string(message["execute-app-arg"]);
    if (app.argument.empty() && wire::iequals(message["content-type"], "text/plain"))
        app.argument = std::string(message.content.body());
    app.uuid = std::string(message["event-uuid"]);
    if (app.uuid.empty()) app.uuid = inside.new_uuid();
    app.uuid_name = std::string(message["event-uuid-name"]);
    app.loop = 1;
    app.loops = std::atoi(std::string(message["loops"]).c_str());
    if (app.loops == 0) app.loops = 1;
    return app;
}

ESLIO_COLD bool is_true(std::string_view word) noexcept {
    for (const char* yes : {"yes", "on", "true", "t", "enabled", "active", "allow"})
        if (wire::iequals(word, yes)) return true;
    const std::string_view digits = word.substr(word.find_first_of("+-") == 0 ? 1 : 0);
    if (digits.find_first_not_of("0123456789.") != std::string_view::npos) return false;
    return std::atoi(std::string(word).c_str()) != 0;
}

ESLIO_COLD std::optional<core::duration> duration_of_tones(std::string_view parts) {
    static constexpr std::string_view tone = "%(";
    static constexpr std::string_view loops = "loops=";
    std::optional<core::duration> once;
    std::uint64_t passes = 1;
    while (!parts.empty()) {
        std::string_view part = wire::next_word(parts, ';');
        if (wire::starts_with(part, loops)) {
            part.remove_prefix(loops.size());
            if (part == "-1") return std::chrono::hours(24 * 365);  // for ever
            passes = std::clamp<std::uint64_t>(wire::parse_number(part).value_or(1), 1, 1'000'000);
        } else if (wire::starts_with(part, tone)) {
            part.remove_prefix(tone.size());
            const auto on = wire::parse_number(wire::next_word(part, ','));
            const auto off = wire::parse_number(wire::next_word(part, ','));
            const auto time = std::min<std::uint64_t>(on.value_or(0) + off.value_or(0), 86'400'000);
            if (on) once = once.value_or(core::duration()) + std::chrono::milliseconds(time);
        }
    }
    if (!once) return std::nullopt;
    return std::min<core::duration>(*once, std::chrono::hours(1)) * static_cast<int>(passes);
}

ESLIO_COLD std::optional<core::duration> duration_of_file(std::string_view file) {
    static constexpr std::string_view silence = "silence_stream://";
    static constexpr std::string_view tones = "tone_stream://";
    static constexpr std::string_view several = "file_string://";
    if (wire::starts_with(file, "{")) {  // parameters of the file, as {loops=2}
        const std::size_t end = file.find('}');
        if (end != std::string_view::npos) file.remove_prefix(end + 1);
    }
    if (wire::starts_with(file, silence)) {
        // mod_tone_stream.c: silence_stream_file_open
        const int ms = std::atoi(std::string(file.substr(silence.size())).c_str());
        if (ms < 0) return std::chrono::hours(24 * 365);  // for ever
        return std::chrono::milliseconds(ms);
    }
    if (wire::starts_with(file, tones))
        return duration_of_tones(file.substr(tones.size())).value_or(core::duration::zero());
    if (!wire::starts_with(file, several)) return std::nullopt;
    core::duration all{};
    for (const std::string& one : separate(file.substr(several.size()), '!', 128)) {
        const auto known = duration_of_file(one);
        if (!known) return std::nullopt;
        all += *known;
    }
    return all;
}

ESLIO_COLD core::duration duration_of_generated(std::string_view text) {
    const std::string_view tones = wire::next_word(text, '|');
    if (wire::starts_with(text, "-")) return std::chrono::hours(24 * 365);  // for ever
    const auto loops = std::clamp<std::uint64_t>(wire::parse_number(text).value_or(1), 1, 1000);
    return duration_of_tones(tones).value_or(core::duration()) * static_cast<int>(loops);
}

ESLIO_COLD std::optional<core::duration> time_of_waiting(const running_app& app) {
    const std::vector<std::string> words = separate(app.argument, ' ', 5);
    if (words.size() < 4) return core::duration::zero();
    const auto timeout = wire::parse_number(words[3]);
    if (!timeout || *timeout == 0) return std::nullopt;
    return std::chrono::milliseconds(*timeout);
}

ESLIO_COLD bool ends_playback(const variables& vars, char key) noexcept {
    std::string_view terminators = vars["playback_terminators"];
    if (terminators.empty()) terminators = "*";
    if (terminators == "none") return false;
    return terminators == "any" || terminators.find(key) != std::string_view::npos;
}

ESLIO_COLD void add_application(event& e, const running_app& app, std::string_view response) {
    e.add("Application", app.name);
    if (!app.argument.empty()) e.add("Application-Data", app.argument);
    if (!response.empty()) e.add("Application-Response", response);
    e.add("Application-UUID", app.uuid);
    if (!app.uuid_name.empty()) e.add("Application-UUID-Name", app.uuid_name);
}

ESLIO_COLD void fire_execute(channel& leg, const running_app& app) {
    leg.vars.set("current_application", app.name);
    leg.vars.set("current_application_data", app.argument);
    leg.vars.set("current_application_response", {});
    leg.joined_to.clear();
    event e = leg.full_event(event_name::channel_execute, places::exec);
    add_application(e, app, {});
    leg.inside().fire(std::move(e));
    leg.vars.set("current_application", app.name);
}

ESLIO_COLD void fire_execute_complete(channel& leg, const running_app& app) {
    event e = leg.full_event(event_name::channel_execute_complete, places::exec_done);
    const std::string_view response = leg.vars["current_application_response"];
    add_application(e, app, response.empty() ? "_none_" : response);
    leg.inside().fire(std::move(e));
}

ESLIO_COLD void fire_playback(channel& leg, std::string_view file, std::string_view status) {
    const bool start = status.empty();
    event e = leg.full_event(start ? event_name::playback_start : event_name::playback_stop,
                             start ? places::play_file : places::play_done);
    if (wire::starts_with(file, "tone_stream://")) e.add("Playback-File-Type", "tone_stream");
    e.add("Playback-File-Path", file);
    if (!start) e.add("Playback-Status", status);
    leg.inside().fire(std::move(e));
}

ESLIO_COLD void fire_private_command(channel& leg, const request& message) {
    event e = message.content;
    leg.inside().add_common(e, "PRIVATE_COMMAND", places::private_command);
    leg.add_basic(e);
    leg.inside().fire(signal{std::move(e), event_name::private_command, {}});
}

ESLIO_COLD void note_exported(variables& vars, std::string_view list, std::string_view name) {
    std::string names(vars[list]);
    std::string_view rest = names;
    while (!rest.empty())
        if (wire::next_word(rest, ',') == name) return;
    vars.set(list, names.empty() ? std::string(name) : names + "," + std::string(name));
}

ESLIO_COLD void apply_effect(channel& leg, const running_app& app, const expander& expand) {
    std::string_view value = app.argument;
    const std::string_view name = wire::next_word(value, '=');
    if (app.name == "set") {
        leg.vars.set(name, expand(value));
    } else if (app.name == "export" || app.name == "bridge_export") {
        leg.vars.set_checked(name, value);
        note_exported(leg.vars, app.name == "export" ? "export_vars" : "bridge_export_vars", name);
    } else if (app.name == "unset") {
        leg.vars.set(app.argument, {});
    } else if (app.name == "multiunset") {
        for (const std::string& one : separate(app.argument, ' ', 256)) leg.vars.set(one, {});
    } else if (app.name == "push") {
        leg.vars.push(name, expand(value));
    } else if (app.name == "unshift") {
        leg.vars.unshift(name, expand(value));
    } else if (app.name == "multiset") {
        for (const std::string& pair : separate(app.argument, ' ', 256)) {
            std::string_view text = pair;
            const std::string_view key = wire::next_word(text, '=');
            leg.vars.set(key, expand(text));
        }
    } else if (app.name == "answer") {
        if (leg.profile.direction == "inbound" && !leg.is_answered() && !leg.is_down())
            leg.mark_answered();
    } else if (app.name == "pre_answer") {
        leg.mark_early();
    } else if (app.name == "ring_ready") {
        if (!leg.is_answered() && !leg.is_down()) leg.mark_ringing();
    }
}

}  // namespace eslio::testing::fake
