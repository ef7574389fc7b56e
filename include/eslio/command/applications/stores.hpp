// Applications that keep values outside of a call: hash, db, groups, limits, global variables.
#pragma once

#include <eslio/command/application.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/argument_writer.hpp>
#include <eslio/command/extension.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::app {

/// Puts a value under a key, or takes it away (mod_hash: hash_function).
///
/// There `realm_key` names a value, so `a` with `b_c` is `a_b` with `c`: give realms of the
/// program's own that do not begin one another before a `_`. The table of mod_db has none of that.
ESLIO_DECL application hash_insert(const any_text& realm, const any_text& key,
                                   const any_text& value);
ESLIO_DECL application hash_insert_if_empty(const any_text& realm, const any_text& key,
                                            const any_text& value);
ESLIO_DECL application hash_delete(const any_text& realm, const any_text& key);
ESLIO_DECL application hash_delete_if_match(const any_text& realm, const any_text& key,
                                            const any_text& value);

/// Puts a value under a key, or takes it away (mod_db: db_function).
ESLIO_DECL application db_insert(const any_text& realm, const any_text& key, const any_text& value);
ESLIO_DECL application db_delete(const any_text& realm, const any_text& key);

/// Adds an address to a group of mod_db, whose addresses `group_dial_string` tells. It is a dial
/// string, dialled as it is written, and refused of a stranger: it may be `loopback/app=...`.
ESLIO_DECL application group_insert(const any_text& group, const any_text& address);
ESLIO_DECL application group_delete(const any_text& group, const any_text& address);

/// What a limit counts and where: `hash` (this switch, in memory), `db`, and other modules' names.
class limited {
public:
    /// What is counted: by that backend, in that realm, under that id.
    limited(std::string backend, std::string realm, std::string id)
        : backend_(std::move(backend)), realm_(std::move(realm)), id_(std::move(id)) {}
    /// With an id of a stranger's.
    limited(std::string backend, std::string realm, const untrusted& id)
        : backend_(std::move(backend)), realm_(std::move(realm)), id_(id.text()), own_(false) {}

    /// No more than that at once, or in `interval`; below 0, as without it, they are only counted.
    limited& at_most(int calls, std::chrono::seconds interval = {}) {
        return most_ = calls, interval_ = interval, *this;
    }

    /// What was set.
    const std::string& backend() const noexcept { return backend_; }
    const std::string& realm() const noexcept { return realm_; }
    const std::string& id() const noexcept { return id_; }
    bool has_own_id() const noexcept { return own_; }
    int most() const noexcept { return most_; }
    std::chrono::seconds interval() const noexcept { return interval_; }

private:
    std::string backend_;
    std::string realm_;
    std::string id_;
    bool own_ = true;
    int most_ = -1;
    std::chrono::seconds interval_{};
};

/// Counts the call until it ends. One too many is sent to the extension `limit_exceeded`, or to
/// `over`, or hung up with the cause in `!USER_BUSY` (mod_dptools: limit_function).
ESLIO_DECL application limit(const limited& what);
ESLIO_DECL application limit(const limited& what, const extension& over);

/// Counts the call while it runs another application, which has an argument; one too many runs
/// nothing. References to variables are expanded where that one runs.
ESLIO_DECL application limit_execute(const limited& what, const application& inner);

/// Sets a variable of the whole switch. Its value is seen by all calls, and expanded in none.
ESLIO_DECL application set_global(std::string_view name, const any_text& value);

/// Sets what the caller's profile says: `caller_id_name`, `destination_number`, ...
ESLIO_DECL application set_profile_var(std::string_view name, const any_text& value);

/// Adds a value at the end, or at the begin, of a variable that is an array.
ESLIO_DECL application push(std::string_view name, const any_text& value);
ESLIO_DECL application unshift(std::string_view name, const any_text& value);

}  // namespace eslio::app

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/applications/impl/stores.ipp>
#endif
