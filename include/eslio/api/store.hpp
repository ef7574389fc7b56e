// What FreeSWITCH keeps for programs: hash and db (values by realm and key), group, limits.
#pragma once

#include <eslio/api/detail/api_writer.hpp>
#include <eslio/api/request.hpp>
#include <eslio/command/api.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace eslio::api {

/// mod_hash, in memory. FreeSWITCH joins realm and key by `_`, so that realm `a_b` with key `c` is
/// realm `a` with key `b_c`: of a stranger's key none is refused for that (mod_hash:
/// hash_api_function).
ESLIO_DECL api_request hash_insert(const any_text& realm, const any_text& key,
                                   const any_text& value);

/// Refused (`-ERR`) if there is one already.
ESLIO_DECL api_request hash_insert_if_empty(const any_text& realm, const any_text& key,
                                            const any_text& value);

/// Refused (`-ERR`) if there is none.
ESLIO_DECL api_request hash_delete(const any_text& realm, const any_text& key);

/// Refused (`-ERR`) if there is none, or another.
ESLIO_DECL api_request hash_delete_if_match(const any_text& realm, const any_text& key,
                                            const any_text& value);

/// The value; nothing if there is none.
ESLIO_DECL request<std::optional<std::string>> hash_select(const any_text& realm,
                                                           const any_text& key);

/// mod_db, in a database (mod_db: db_api_function). A value is kept up to 255 bytes.
ESLIO_DECL api_request db_insert(const any_text& realm, const any_text& key, const any_text& value);
ESLIO_DECL api_request db_delete(const any_text& realm, const any_text& key);
ESLIO_DECL request<std::optional<std::string>> db_select(const any_text& realm,
                                                         const any_text& key);
ESLIO_DECL request<bool> db_exists(const any_text& realm, const any_text& key);

/// How many keys a realm has.
ESLIO_DECL request<std::uint64_t> db_count(const any_text& realm);

/// The keys of a realm, or the realms. FreeSWITCH parts them by commas: one that holds a comma is
/// told as several.
ESLIO_DECL request<std::vector<std::string>> db_list(const any_text& realm);
ESLIO_DECL request<std::vector<std::string>> db_realms();

/// Groups of dial strings of mod_db (mod_db: group_api_function). What is inserted is a dial
/// string, and refused of a stranger: it may be `loopback/app=...`, which runs an application. The
/// url `*` stands for all where they are deleted; of a stranger it is refused.
ESLIO_DECL api_request group_insert(const any_text& group, const any_text& url);
ESLIO_DECL api_request group_delete(const any_text& group, const any_text& url);

/// The dial string of a group, whose members ring together, or in order; nothing if it has none.
ESLIO_DECL request<std::optional<std::string>> group_dial_string(const any_text& group,
                                                                 bool in_order = false);

/// How often a resource is in use.
struct limit_use {
    /// How many there are.
    std::uint64_t count = 0;
    std::uint64_t rate = 0;  ///< in the interval that runs
};

/// The use of a resource (mod_commands: limit_usage_function). `backend` is `hash` or `db`.
ESLIO_DECL request<limit_use> limit_usage(const any_text& backend, const any_text& realm,
                                          const any_text& resource);

/// Begins the interval of a rate anew.
ESLIO_DECL api_request limit_interval_reset(const any_text& backend, const any_text& realm,
                                            const any_text& resource);

/// Forgets all use of a backend, where that can (mod_commands: limit_reset_function).
ESLIO_DECL api_request limit_reset(const any_text& backend);

/// How much of a resource may be in use: nothing is refused while `most` is below zero.
struct limit_bound {
    /// How many there may be; below zero where there is no bound.
    std::int32_t most = -1;
    std::uint32_t seconds = 0;  ///< the interval of a rate, none if 0
};

/// Takes a resource for a call (mod_commands: uuid_limit_function). Where that is more than its
/// bound FreeSWITCH transfers the call to the extension `limit_exceeded`.
ESLIO_DECL api_request uuid_limit(const any_text& uuid, const any_text& backend,
                                  const any_text& realm, const any_text& resource,
                                  limit_bound bound = limit_bound());

/// Gives a resource back, or all that the call has of a backend.
ESLIO_DECL api_request uuid_limit_release(const any_text& uuid, const any_text& backend,
                                          const any_text& realm = "",
                                          const any_text& resource = "");

}  // namespace eslio::api

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/store.ipp>
#endif
