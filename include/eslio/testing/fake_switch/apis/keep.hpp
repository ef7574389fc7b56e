// API commands that keep something: hash, db, group, limits (mod_hash, mod_db, switch_limit.c).
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/detail/searches.hpp>
#include <eslio/testing/fake_switch/apis/api_entry.hpp>
#include <eslio/testing/fake_switch/machine/limits.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

/// mod_hash.c: hash_api_function
ESLIO_DECL std::string answer_hash(const api_call& c);

/// mod_hash.c: hash_dump_function
ESLIO_DECL std::string answer_hash_dump(const api_call& c);

/// There are no other switches to share with.
ESLIO_DECL std::string answer_hash_remote(const api_call& c);

/// What a database lists: the names with commas, of a realm its keys, else the realms.
ESLIO_DECL std::vector<std::string> db_names(const realm_store& all,
                                             std::optional<std::string> realm);

ESLIO_DECL std::string join(const std::vector<std::string>& all, std::string_view delimiter);

/// mod_db.c: db_api_function
ESLIO_DECL std::string answer_db(const api_call& c);

/// mod_db.c: group_api_function
ESLIO_DECL std::string answer_group(const api_call& c);

ESLIO_DECL std::string answer_limit_usage(const api_call& c);

ESLIO_DECL std::string answer_limit_hash_usage(const api_call& c);

inline std::string answer_limit_reset(const api_call& c) {
    return c.arguments.empty() ? "USAGE: limit_reset " + std::string(c.syntax) + "\n" : "-ERR";
}

ESLIO_DECL std::string answer_limit_interval_reset(const api_call& c);

ESLIO_DECL std::string answer_limit_status(const api_call& c);

/// mod_commands.c: uuid_limit_function
ESLIO_DECL std::string answer_uuid_limit(const api_call& c);

ESLIO_DECL std::string answer_uuid_limit_release(const api_call& c);

inline constexpr api_entry keep_apis[] = {
    {"db", "[insert|delete|select|exists|count|list]/<realm>/<key>/<value>", "db get/set",
     answer_db, "mod_db"},
    {"group", "[insert|delete|call]:<group name>:<url>", "group [insert|delete|call]", answer_group,
     "mod_db"},
    {"hash", "[insert|delete|select]/<realm>/<key>/<value>", "hash get/set", answer_hash,
     "mod_hash"},
    {"hash_dump", "all|limit|db [<realm>]", "dump hash/limit_hash data (used for synchronization)",
     answer_hash_dump, "mod_hash"},
    {"hash_remote", "list|kill [name]|rescan", "hash remote", answer_hash_remote, "mod_hash"},
    {"limit_hash_usage", "<realm> <id>", "Deprecated: gets the usage count of a limited resource",
     answer_limit_hash_usage},
    {"limit_interval_reset", "<backend> <realm> <resource>",
     "Reset the interval counter for a limited resource", answer_limit_interval_reset},
    {"limit_reset", "<backend>", "Reset the counters of a limit backend", answer_limit_reset},
    {"limit_status", "<backend>", "Get the status of a limit backend", answer_limit_status},
    {"limit_usage", "<backend> <realm> <id>", "Get the usage count of a limited resource",
     answer_limit_usage},
    {"uuid_limit",
     "<uuid> <backend> <realm> <resource> [<max>[/interval]] [number [dialplan [context]]]",
     "Increase limit resource", answer_uuid_limit},
    {"uuid_limit_release", "<uuid> <backend> [realm] [resource]", "Release limit resource",
     answer_uuid_limit_release},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/keep.ipp>
#endif
