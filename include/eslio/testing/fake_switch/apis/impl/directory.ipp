// The bodies of the functions of directory.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/directory.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::string_view domain_after(const machine& m, std::string_view rest) {
    if (!rest.empty()) return rest;
    const auto* const found = m.globals.find("domain");
    return found == nullptr ? std::string_view() : std::string_view(*found);
}

ESLIO_COLD std::string answer_user_exists(const api_call& c) {
    const std::vector<std::string> words = c.words(3);
    const bool found =
        words.size() == 3 && words[0] == "id" && find_user(c.inside, words[1], words[2]) != nullptr;
    return found ? "true" : "false";
}

ESLIO_COLD std::string answer_domain_exists(const api_call& c) {
    if (c.arguments.empty()) return {};
    return knows_domain(c.inside, c.arguments) ? "true" : "false";
}

ESLIO_COLD std::string answer_domain_data(const api_call& c) {
    const std::vector<std::string> words = c.words(3);
    if (words.size() < 3 || !knows_domain(c.inside, words[0])) return {};
    if (words[1] == "attr") return words[2] == "name" ? words[0] : std::string();
    for (const fake_domain& d : c.inside.options.domains) {
        if (!wire::iequals(d.name, words[0])) continue;
        for (const auto& [name, value] : words[1] == "var" ? d.variables : d.params)
            if (wire::iequals(name, words[2])) return value;
    }
    return {};
}

ESLIO_COLD std::string user_param(const fake_user& u, std::string_view name) {
    for (const auto& [known, value] : u.params)
        if (wire::iequals(known, name)) return value;
    if (wire::iequals(name, "esl-password")) return u.password;
    if (wire::iequals(name, "esl-allowed-events")) return u.allowed_events;
    if (wire::iequals(name, "esl-allowed-api")) return u.allowed_api;
    if (wire::iequals(name, "esl-allowed-log")) return u.allowed_log ? "" : "false";
    return {};
}

ESLIO_COLD std::string answer_user_data(const api_call& c) {
    const std::vector<std::string> words = c.words(3);
    if (words.size() < 3) return {};
    std::string_view domain = words[0];
    const std::string_view name = wire::next_word(domain, '@');
    const fake_user* const u = find_user(c.inside, name, domain_after(c.inside, domain));
    if (u == nullptr) return {};
    if (words[1] == "attr") return words[2] == "id" ? u->name : std::string();
    if (words[1] != "var") return user_param(*u, words[2]);
    for (const auto& [known, value] : u->variables)
        if (wire::iequals(known, words[2])) return value;
    return {};
}

ESLIO_COLD std::string answer_in_group(const api_call& c) {
    const std::vector<std::string> words = c.words(2, ',');
    if (words.size() < 2) return "false";
    std::string_view domain = words[0];
    const std::string_view name = wire::next_word(domain, '@');
    const fake_user* const u = find_user(c.inside, name, domain_after(c.inside, domain));
    return u != nullptr && is_in_group(*u, words[1]) ? "true" : "false";
}

ESLIO_COLD std::string answer_group_call(const api_call& c) {
    std::string_view flags = c.arguments;
    std::string_view domain = wire::next_word(flags, '+');
    const std::string_view group = wire::next_word(domain, '@');
    const std::size_t last = flags.find_last_of("FAE");  // the others say nothing
    const char flag = last == std::string_view::npos ? 'A' : flags[last];
    const std::string_view delimiter = flag == 'F' ? "|" : flag == 'E' ? ":_:" : ",";
    std::string out;
    for (const fake_user& u : c.inside.options.users) {
        if (!is_in_group(u, group) || !wire::iequals(u.domain, domain_after(c.inside, domain)))
            continue;
        std::string dialled = user_param(u, "group-dial-string");
        if (dialled.empty()) dialled = user_param(u, "dial-string");
        if (dialled.empty()) dialled = "user/" + u.name + "@" + u.domain;
        out.append(out.empty() ? "" : delimiter).append(dialled);
    }
    return out.empty() ? "error/NO_ROUTE_DESTINATION" : out;
}

ESLIO_COLD std::string answer_find_user_xml(const api_call& c) {
    const std::vector<std::string> words = c.words(3);
    if (words.size() < 3) return "-ERR bad args\n";
    if (words[0] != "id" || find_user(c.inside, words[1], words[2]) == nullptr)
        return "-ERR can't find user\n";
    return "<user id=\"" + words[1] + "\"/>";
}

ESLIO_COLD std::string answer_list_users(const api_call& c) {
    const std::vector<std::string> words = c.words(8);
    const auto fits = [&](std::string_view key, std::string_view value) {
        for (std::size_t i = 0; i + 1 < words.size(); i += 2)
            if (words[i] == key && words[i + 1] != value) return false;
        return true;
    };
    std::string out = "userid|context|domain|group|contact|callgroup|effective_caller_id_name|"
                      "effective_caller_id_number\n";
    for (const fake_user& u : c.inside.options.users) {
        const std::string group = u.groups.empty() ? "default" : u.groups.front();
        if (!fits("context", "") || !fits("user", u.name) || !fits("domain", u.domain) ||
            !fits("group", group))
            continue;
        std::string contact = "error/user_not_registered";
        for (const registration& r : c.inside.registrations)
            if (r.user == u.name) contact = "sofia/internal/" + r.contact;
        out.append(u.name).append("||").append(u.domain).append("|").append(group);
        out.append("|").append(contact).append("|||\n");
    }
    return out + "\n+OK\n";
}

}  // namespace eslio::testing::fake
