// The bodies of the functions of keep.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/keep.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::string answer_hash(const api_call& c) {
    const std::vector<std::string> words = c.words(4, '/');
    const std::string_view verb = words.empty() ? std::string_view() : words[0];
    realm_store& all = c.inside.kept.hash;
    const auto is = [&](std::string_view name, std::size_t least) {
        return wire::iequals(verb, name) && words.size() >= least;
    };
    const auto* const found = words.size() > 2 ? all.find(words[1], words[2]) : nullptr;
    if (is("insert", 4) || is("insert_ifempty", 4)) {
        if (found != nullptr && !is("insert", 4)) return "-ERR key already exists\n";
        all.insert(words[1], words[2], words[3]);
        return "+OK\n";
    }
    if (is("delete", 3)) return all.erase(words[1], words[2]) ? "+OK\n" : "-ERR Not found\n";
    if (is("delete_ifmatch", 4)) {
        if (found == nullptr) return "-ERR Not found\n";
        if (found->text != words[3]) return "-ERR Doesn't match\n";
        all.erase(words[1], words[2]);
        return "+OK\n";
    }
    if (is("select", 3)) return found == nullptr ? std::string() : found->text;
    return "-ERR Usage: hash "
           "insert|insert_ifempty|select|delete|delete_ifmatch/realm/key[/value]\n";
}

ESLIO_COLD std::string answer_hash_dump(const api_call& c) {
    const std::vector<std::string> words = c.words(2);
    const std::string_view mode = words.empty() ? std::string_view() : words[0];
    if (mode != "all" && mode != "limit" && mode != "db")
        return "Usage: " + std::string(c.syntax) + "\n";
    const stores& kept = c.inside.kept;
    std::string out;
    if (mode != "db")
        for (const limit_use& u : kept.limits)
            if (u.backend == "hash")
                out += "L/" + u.realm + "_" + u.resource + "/" +
                       std::to_string(kept.usage("hash", u.realm, u.resource)) + "/0/0/0\n";
    if (mode != "limit")
        for (const auto& v : kept.hash.all())
            if (words.size() < 2 || words[1] == v.realm)
                out += "D/" + v.realm + "_" + v.key + "/" + v.text + "\n";
    return out;
}

ESLIO_COLD std::string answer_hash_remote(const api_call& c) {
    const std::vector<std::string> words = c.words(2);
    const std::string_view verb = words.empty() ? std::string_view() : words[0];
    if (verb == "list") return "Remote connections:\nName\t\t\tState\n+OK\n";
    if (verb == "kill" && words.size() == 2)
        return "-ERR No such remote instance " + words[1] + "\n";
    return verb == "rescan" ? "+OK\n" : "-ERR Usage: list|kill [name]|rescan\n";
}

ESLIO_COLD std::vector<std::string> db_names(const realm_store& all,
                                             std::optional<std::string> realm) {
    std::vector<std::string> names;
    for (const auto& v : all.all()) {
        if (realm && v.realm != *realm) continue;
        const std::string& name = realm ? v.key : v.realm;
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    return names;
}

ESLIO_COLD std::string join(const std::vector<std::string>& all, std::string_view delimiter) {
    std::string out;
    for (const std::string& one : all) out.append(out.empty() ? "" : delimiter).append(one);
    return out;
}

ESLIO_COLD std::string answer_db(const api_call& c) {
    const std::vector<std::string> words = c.words(4, '/');
    const std::string_view verb = words.empty() ? std::string_view() : words[0];
    realm_store& all = c.inside.kept.db;
    const auto found = [&] {
        const auto* const v = all.find(words[1], words[2]);
        return v == nullptr ? std::string() : v->text;
    };
    const auto realm = [&] {
        return words.size() > 1 ? std::optional<std::string>(words[1]) : std::nullopt;
    };
    if (wire::iequals(verb, "insert") && words.size() == 4) {
        all.insert(words[1], words[2], words[3]);
        return "+OK";
    }
    if (wire::iequals(verb, "delete") && words.size() > 1) {
        if (words.size() > 2) all.erase(words[1], words[2]);
        return "+OK";
    }
    if (wire::iequals(verb, "select") && words.size() > 2) return found();
    if (wire::iequals(verb, "exists") && words.size() > 2)
        return found().empty() ? "false" : "true";
    if (wire::iequals(verb, "count") && words.size() < 3)
        return std::to_string(db_names(all, realm()).size());
    if (wire::iequals(verb, "list") && words.size() < 3) return join(db_names(all, realm()), ",");
    return "!err!";
}

ESLIO_COLD std::string answer_group(const api_call& c) {
    const std::vector<std::string> words = c.words(4, ':');
    if (words.size() < 2) return "!err!";
    auto& groups = c.inside.kept.groups;
    const std::string& name = words[1];
    const auto without = [&](const std::string& url) {
        auto& members = groups[name];
        forget_text(members, url);
        if (url == "*") members.clear();
    };
    if (wire::iequals(words[0], "insert") && words.size() > 2) {
        without(words[2]);
        groups[name].push_back(words[2]);
        return "+OK";
    }
    if (wire::iequals(words[0], "delete") && words.size() > 2) {
        without(words[2]);
        return "+OK";
    }
    if (!wire::iequals(words[0], "call")) return "!err!";
    const std::string how = words.size() > 2 ? lower(words[2]) : std::string();
    const auto* const found = groups.find(name);
    if (found == nullptr) return {};
    return join(*found, how == "order" ? "|" : how == "multi" ? ":_:" : ",");
}

ESLIO_COLD std::string answer_limit_usage(const api_call& c) {
    const std::vector<std::string> words = c.words(4);
    if (words.size() < 2) return "USAGE: limit_usage " + std::string(c.syntax) + " [rate]\n";
    const std::string resource = words.size() > 2 ? words[2] : std::string();
    const stores& kept = c.inside.kept;
    std::string used = std::to_string(kept.usage(words[0], words[1], resource));
    if (words.size() < 4) return used;
    const auto* const rate = kept.rates.find(words[0] + "/" + words[1] + "_" + resource);
    return used + "/" + std::to_string(rate == nullptr ? 0 : rate->count);
}

ESLIO_COLD std::string answer_limit_hash_usage(const api_call& c) {
    const std::vector<std::string> words = c.words(3);
    if (words.empty())
        return "USAGE: limit_hash_usage " + std::string(c.syntax) +
               " [rate] (Using deprecated limit api, check limit_usage with backend param)\n";
    const std::string resource = words.size() > 1 ? words[1] : std::string();
    return std::to_string(c.inside.kept.usage("hash", words[0], resource));
}

ESLIO_COLD std::string answer_limit_interval_reset(const api_call& c) {
    return c.words(3).size() < 3 ? "USAGE: limit_interval_reset " + std::string(c.syntax) + "\n"
                                 : "+OK";
}

ESLIO_COLD std::string answer_limit_status(const api_call& c) {
    if (c.arguments.empty()) return "USAGE: limit_status " + std::string(c.syntax) + "\n";
    if (c.arguments == "hash") return "-ERR not supported yet (locking problems).";
    if (c.arguments != "db") return "-ERR";
    const auto& all = c.inside.kept.limits;
    const auto used =
        detail::count_where(all, [](const limit_use& u) { return u.backend == "db"; });
    return "Tracking " + std::to_string(used) + " resources for hostname " +
           c.inside.options.switchname + ".";
}

ESLIO_COLD std::string answer_uuid_limit(const api_call& c) {
    const std::vector<std::string> words = c.words(8);
    if (words.size() < 4) return "USAGE: uuid_limit " + std::string(c.syntax) + "\n";
    call* const of = c.inside.find_live(words[0]);
    if (of == nullptr) return "-ERR Cannot find session with uuid " + words[0] + "\n";
    // A backend that is not there is as one that is used up (switch_limit_incr).
    const bool known = words[1] == "hash" || words[1] == "db";
    if (!known ||
        !take_limit(c.inside, *of, {{}, words[1], words[2], words[3]}, limit_size::of(words, 4)))
        leave_for_limit(c.inside, *of, words, 5);
    return "+OK";
}

ESLIO_COLD std::string answer_uuid_limit_release(const api_call& c) {
    std::vector<std::string> words = c.words(4);
    if (words.size() < 2) return "USAGE: uuid_limit_release " + std::string(c.syntax) + "\n";
    call* const of = c.inside.find_live(words[0]);
    if (of == nullptr) return "-ERR Cannot find session with uuid " + words[0] + "\n";
    // A realm without a resource names none (mod_hash.c: limit_release_hash).
    if (words.size() == 3) return "+OK";
    words.resize(4);
    c.inside.kept.release(of->uuid(), words[1], words[2], words[3]);
    return "+OK";
}

}  // namespace eslio::testing::fake
