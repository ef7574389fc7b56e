// The bodies of the functions of json_api.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/json_api.hpp>

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>

namespace eslio::testing::fake {

ESLIO_COLD void run_json_fsapi(machine& m, const json_node& data, const json_done& done) {
    const json_node* const command = data.find("cmd");
    const auto say = [](bool good, std::string_view text) {
        json_answer out{good, json_node::of(json_node::type::object)};
        out.response.add("message", json_node::of(text));
        return out;
    };
    if (command == nullptr || command->kind != json_node::type::string)
        return done(say(true, "INVALID CALL"));
    m.execute_api(command->text, data.text_of("arg"), [done, say](const api_answer& answer) {
        done(answer.failed() ? say(false, "INVALID CALL") : say(true, answer.text()));
    });
}

inline json_node json_numbers(
    std::initializer_list<std::pair<std::string_view, std::uint64_t>> all) {
    json_node out = json_node::of(json_node::type::object);
    for (const auto& [name, number] : all)
        out.add(name, json_node::of(static_cast<double>(number)));
    return out;
}

inline json_node json_uptime(core::duration uptime) {
    auto us = std::chrono::duration_cast<std::chrono::microseconds>(uptime).count();
    struct unit {
        std::string_view name;
        std::int64_t microseconds;
    };
    static constexpr unit units[] = {{"years", 31'536'000'000'000},
                                     {"days", 86'400'000'000},
                                     {"hours", 3'600'000'000},
                                     {"minutes", 60'000'000},
                                     {"seconds", 1'000'000},
                                     {"milliseconds", 1000},
                                     {"microseconds", 1}};
    json_node out = json_node::of(json_node::type::object);
    for (const unit& u : units) {
        const auto whole = us / u.microseconds;
        out.add(u.name, json_node::of(static_cast<double>(whole)));
        us %= u.microseconds;
    }
    return out;
}

ESLIO_COLD json_answer answer_json_status(machine& m, const json_node&) {
    const std::uint64_t peak = m.most_calls();
    json_node sessions = json_node::of(json_node::type::object);
    sessions.add("count", json_numbers({{"total", m.sessions_since_startup()},
                                        {"active", m.calls().size()},
                                        {"peak", peak},
                                        {"peak5Min", peak},
                                        {"limit", 5000}}));
    sessions.add("rate",
                 json_numbers({{"current", 0}, {"max", 2000}, {"peak", 0}, {"peak5Min", 0}}));
    json_answer out{true, json_node::of(json_node::type::object)};
    out.response.add("systemStatus", json_node::of("ready"))
        .add("uptime", json_uptime(m.uptime()))
        .add("version", json_node::of(version_in_brackets(m)))
        .add("sessions", std::move(sessions))
        .add("idleCPU", json_numbers({{"used", 0}, {"allowed", 100}}))
        .add("stackSizeKB", json_numbers({{"current", 240}, {"max", 240}}));
    return out;
}

ESLIO_COLD std::optional<json_answer> refuse_json_call(machine& m, const json_node& data,
                                                       bool runs_application) {
    const std::string_view uuid = data.text_of("uuid");
    const json_node* const application = data.find("app");
    const bool lacks = runs_application &&
                       (application == nullptr || application->kind != json_node::type::string);
    if (!lacks && !uuid.empty() && m.find_live(uuid) != nullptr) return std::nullopt;
    json_answer out{false, json_node::of(json_node::type::object)};
    out.response.add("response", json_node::of(uuid.empty() || lacks ? "INVALID INPUT"
                                                                     : "Session does not exist"));
    return out;
}

ESLIO_COLD const json_command* find_json_command(std::string_view name) {
    static constexpr json_command all[] = {
        {"callcenter_config", answer_json_callcenter},
        {"channelData", nullptr, nullptr, true},
        {"execute", nullptr, nullptr, true},
        {"fsapi", nullptr, run_json_fsapi},
        {"mediaStats", nullptr, nullptr, true},
        {"sofia.status"},
        {"sofia.status.info"},
        {"status", answer_json_status},
    };
    for (const json_command& one : all)
        if (wire::iequals(one.name, name)) return &one;
    return nullptr;
}

inline std::string write_json_answer(json_node request, const json_answer& answer,
                                     const char* message) {
    const bool pretty = wire::iequals(request.text_of("format"), "pretty");
    request.add("status", json_node::of(answer.good ? "success" : "error"));
    if (!answer.good) request.add("message", json_node::of(message));
    request.add("response", answer.response);
    return print_json(request, pretty) + "\n";
}

ESLIO_COLD void run_json(const api_call& c) {
    if (c.arguments.empty()) return c.done("-ERR No JSON supplied.\n");
    const std::optional<json_node> request = parse_json(c.arguments);
    if (!request) return c.done("-ERR Parse error.\n");
    machine& m = c.inside;
    const json_node* const data = request->find("data");
    const std::string_view name = request->text_of("command");
    const json_node* const named = request->find("command");
    const bool asks = data != nullptr && named != nullptr && named->kind == json_node::type::string;
    const json_command* const command = asks ? find_json_command(name) : nullptr;
    if (command != nullptr && command->run != nullptr)
        return command->run(m, *data, [done = c.done, asked = *request](const json_answer& a) {
            done(write_json_answer(asked, a, "The command returned an error"));
        });
    std::optional<json_answer> answer;
    if (command != nullptr && command->answer != nullptr) answer = command->answer(m, *data);
    if (command != nullptr && command->of_call)
        answer = refuse_json_call(m, *data, command->name == "execute");
    if (answer)
        return c.done(write_json_answer(*request, *answer, "The command returned an error"));
    // Without a command or "data" FreeSWITCH refuses it, too.
    if (asks) m.asked_in_vain.insert("json " + std::string(name));
    c.done(write_json_answer(*request, {}, "Invalid request or non-existant command"));
}

}  // namespace eslio::testing::fake
