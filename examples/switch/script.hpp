// Puts what the command line of eslio_switch says into a fake switch.
#pragma once

#include "options.hpp"

#include <eslio/testing/fake_switch.hpp>

#include <chrono>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace fake_switch_program {

/// Splits `text` at the first `separator`; throws std::invalid_argument if there is none.
inline std::pair<std::string, std::string> split_pair(const std::string& text, char separator) {
    const std::size_t at = text.find(separator);
    if (at == std::string::npos)
        throw std::invalid_argument("'" + text + "' wants a " + std::string(1, separator));
    return {text.substr(0, at), text.substr(at + 1)};
}

/// The part before `separator`, which is removed from `rest` with it.
inline std::string take_part(std::string& rest, char separator) {
    const std::size_t at = rest.find(separator);
    std::string part = rest.substr(0, at);
    rest = at == std::string::npos ? std::string() : rest.substr(at + 1);
    return part;
}

/// `name@domain:password[/events[/apis]]`
inline eslio::testing::fake_user parse_user(const std::string& text) {
    auto [name, rest] = split_pair(text, '@');
    auto [domain, secrets] = split_pair(rest, ':');
    eslio::testing::fake_user user;
    user.name = name;
    user.domain = domain;
    user.password = take_part(secrets, '/');
    user.allowed_events = take_part(secrets, '/');
    user.allowed_api = secrets;
    return user;
}

inline eslio::testing::after seconds_of(const std::string& text, unsigned otherwise) {
    const unsigned n = text.empty() ? otherwise : parse_number<unsigned>("a step", text);
    return eslio::testing::after(std::chrono::seconds(n));
}

/// `rings,answers:2,presses:123#,hangs_up:5`
inline eslio::testing::call_plan parse_plan(std::string steps) {
    eslio::testing::call_plan plan = eslio::testing::call();
    while (!steps.empty()) {
        std::string value = take_part(steps, ',');
        const std::string step = take_part(value, ':');
        if (step == "rings")
            plan.rings(seconds_of(value, 0));
        else if (step == "answers")
            plan.answers(seconds_of(value, 0));
        else if (step == "presses")
            plan.presses(value);
        else if (step == "hangs_up")
            plan.hangs_up(seconds_of(value, 1));
        else if (step == "refuses")
            plan.refuses(value);
        else
            throw std::invalid_argument("there is no step '" + step + "'");
    }
    return plan;
}

inline eslio::testing::fake_switch_options options_of(const settings& s) {
    eslio::testing::fake_switch_options options;
    options.password = s.password;
    options.commands_kept = 0;
    options.users.push_back({"1000", "default", "secret", "", "", true});
    for (const std::string& user : s.users) options.users.push_back(parse_user(user));
    return options;
}

/// `name` lasts until the call ends, `name=300` takes so many milliseconds.
inline void add_application(eslio::testing::fake_switch& fake, std::string text) {
    const bool timed = text.find('=') != std::string::npos;
    const std::string name = take_part(text, '=');
    if (timed)
        fake.application(name, eslio::testing::fake_application(std::chrono::milliseconds(
                                   parse_number<unsigned>("--application", text))));
    else
        fake.application(name, eslio::testing::fake_application::endless());
}

inline std::string with_line_breaks(std::string text) {
    for (std::size_t at = 0; (at = text.find("\\n", at)) != std::string::npos; ++at)
        text.replace(at, 2, "\n");
    return text;
}

inline void write_script(eslio::testing::fake_switch& fake, const settings& s) {
    fake.extension("5000", {{"answer", ""}, {"playback", "welcome.wav"}, {"echo", ""}});
    for (const std::string& text : s.plans) {
        if (text.find('=') == std::string::npos) {
            fake.plan(parse_plan(text));
            continue;
        }
        auto [destination, steps] = split_pair(text, '=');
        fake.plan(destination, parse_plan(steps));
    }
    for (const std::string& path : s.lacking) fake.lacks_file(path);
    for (const std::string& text : s.applications) add_application(fake, text);
    for (const std::string& text : s.apis) {
        const auto [name, answer] = split_pair(text, '=');
        fake.on_api(name, [said = with_line_breaks(answer)](std::string_view) { return said; });
    }
    for (const std::string& queue : s.queues) {
        const std::size_t mark = queue.find('=');
        if (mark == std::string::npos)
            fake.callcenter_queue(queue);
        else
            fake.callcenter_queue(queue.substr(0, mark), queue.substr(mark + 1));
    }
    for (const std::string& text : s.extensions) {
        auto [number, apps] = split_pair(text, '=');
        fake.extension(number, eslio::testing::parse_dialplan(apps));
    }
}

}  // namespace fake_switch_program
