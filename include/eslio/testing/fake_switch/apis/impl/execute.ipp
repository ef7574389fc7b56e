// The bodies of the functions of execute.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/execute.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::string answer_at_once(machine& m, std::string_view name,
                                      std::string_view arguments) {
    const auto said = std::make_shared<std::string>();
    m.execute_api(name, arguments, [said](const api_answer& answer) {
        if (!answer.failed()) *said = answer.text();
    });
    return *said;
}

ESLIO_COLD std::string expand_for_api(machine& m, std::string_view text) {
    const auto is_command = [](std::string_view name) {
        return name.find_first_of(" (") != name.npos;
    };
    const auto run = [&m](std::string_view name) {
        const std::size_t begin = name.find_first_of(" (");
        const std::size_t end = name[begin] == '(' ? name.rfind(')') : name.npos;
        const std::size_t size = end == name.npos ? end : end - begin - 1;
        return answer_at_once(m, name.substr(0, begin), name.substr(begin + 1, size));
    };
    if (!wire::starts_with(text, "uuid:"))
        return replace_names(text, [&](std::string_view name) {
            if (is_command(name)) return run(name);
            const auto* const found = m.globals.find(name);
            return found == nullptr ? std::string() : *found;
        });
    call* const c = m.find_live(wire::next_word(text).substr(5));
    event data;
    if (c != nullptr) data = c->leg().full_event(event_name::channel_data, {"", "", 0});
    return replace_names(text, [&](std::string_view name) {
        return is_command(name) ? run(name) : std::string(data[name]);
    });
}

ESLIO_COLD void run_expand(const api_call& c) {
    if (c.arguments.empty()) return c.done("-ERR No input\n");
    const std::string line = expand_for_api(c.inside, c.arguments);
    std::string_view rest = line;
    const std::string_view name = wire::next_word(rest);
    c.inside.execute_api(name, rest, [done = c.done](const api_answer& answer) {
        done(answer.failed() ? "INVALID COMMAND!\n-ERR Cannot execute command\n" : answer);
    });
}

ESLIO_COLD void run_xml_wrap(const api_call& c) {
    std::string_view rest = c.arguments;
    const std::string_view name = wire::next_word(rest);
    c.inside.execute_api(name, rest, [done = c.done](const api_answer& answer) {
        const std::string text = answer.failed() ? "INVALID COMMAND!\n" : answer.text();
        done("<result>\n  <row id=\"1\">\n    <data>" + text + "</data>\n  </row>\n</result>\n");
    });
}

ESLIO_COLD std::string answer_bgapi(const api_call& c) {
    std::string_view line = c.arguments;
    if (line.empty()) return "-ERR Invalid syntax\n";
    std::string job;
    if (wire::starts_with(line, "uuid:")) job = std::string(wire::next_word(line).substr(5));
    if (job.empty()) job = c.inside.new_uuid();
    machine* const m = &c.inside;
    m->after({}, [m, job, text = std::string(line)] { m->run_job(job, text, {}, true); });
    return "+OK Job-UUID: " + job + "\n";
}

ESLIO_COLD std::string answer_alias(const api_call& c) {
    const std::vector<std::string> words = c.words(3);
    auto& all = c.inside.kept.aliases;
    if (words.size() == 3 && (words[0] == "add" || words[0] == "stickyadd"))
        all[words[1]] = words[2];
    else if (words.size() == 2 && words[0] == "del" && words[1] == "*")
        all.clear();
    else if (words.size() == 2 && words[0] == "del")
        all.erase(words[1]);
    else
        return c.usage();
    return "+OK\n";
}

ESLIO_COLD std::string answer_complete(const api_call& c) {
    const std::vector<std::string> words = c.words(2);
    const bool known =
        !words.empty() && (words[0] == "add" || (words[0] == "del" && words.size() == 2));
    return known ? "+OK\n" : c.usage();
}

}  // namespace eslio::testing::fake
