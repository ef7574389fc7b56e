// The bodies of the functions of modules.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/modules.hpp>

namespace eslio::testing::fake {

ESLIO_COLD bool has_module(const machine& m, std::string_view name) {
    bool found = false;
    const auto look = [&](const described& one) { found = found || one.module == name; };
    m.for_each_described_api(look);
    m.for_each_described_application(look);
    for (const interface_fact& f : interface_facts) found = found || f.module == name;
    return found;
}

ESLIO_COLD std::string answer_module_exists(const api_call& c) {
    if (c.arguments.empty()) return {};
    return has_module(c.inside, c.arguments) ? "true" : "false";
}

ESLIO_COLD std::string answer_load(const api_call& c) {
    if (c.arguments.empty()) return c.usage();
    return std::string("+OK Reloading XML\n-ERR [") +
           (has_module(c.inside, c.arguments) ? "Module already loaded"
                                              : "module load file routine returned an error") +
           "]\n";
}

ESLIO_COLD std::string_view module_argument(std::string_view text) {
    if (wire::starts_with(text, "-") && text.find(' ') != text.npos) wire::next_word(text);
    return text;
}

ESLIO_COLD std::string answer_chat(const api_call& c) {
    const std::vector<std::string> words = c.words(5, '|');
    if (words.size() < 4) return "Invalid";
    return words[0] == "event" ? "Sent" : "Error! Message Not Sent";
}

ESLIO_COLD void run_unload(const api_call& c) {
    c.done(answer_after(forced_wait(c.arguments), answer_unload(c)));
}

ESLIO_COLD void run_reload(const api_call& c) {
    c.done(answer_after(forced_wait(c.arguments), answer_reload(c)));
}

ESLIO_COLD std::string answer_unload(const api_call& c) {
    if (c.arguments.empty()) return c.usage();
    return has_module(c.inside, module_argument(c.arguments)) ? "+OK\n"
                                                              : "-ERR [No such module!]\n";
}

ESLIO_COLD std::string answer_reload(const api_call& c) {
    if (c.arguments.empty()) return c.usage();
    if (has_module(c.inside, module_argument(c.arguments)))
        return "+OK Reloading XML\n+OK module unloaded\n+OK module loaded\n";
    return "+OK Reloading XML\n-ERR unloading module [No such module!]\n-ERR loading module "
           "[module load file routine returned an error]\n";
}

ESLIO_COLD std::string answer_local_stream(const api_call& c) {
    const std::vector<std::string> words = c.words(14);
    if (words.empty()) return c.usage();
    const bool asks = words[0] == "show" || words[0] == "stop" || words[0] == "reload";
    return asks && words.size() > 1 ? "-ERR Cannot locate local_stream " + words[1] + "!\n"
                                    : std::string();
}

ESLIO_COLD std::string answer_presence(const api_call& c) {
    const std::vector<std::string> words = c.words(4);
    const bool known = (words.size() == 4 && wire::iequals(words[0], "in")) ||
                       (words.size() > 1 && wire::iequals(words[0], "out"));
    return known ? "Event Sent" : "Invalid: presence " + std::string(c.syntax);
}

}  // namespace eslio::testing::fake
