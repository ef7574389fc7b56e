// The user directory: user_exists, user_data, domain_exists, groups, list_users.
#pragma once

#include <eslio/api/detail/api_writer.hpp>
#include <eslio/api/record.hpp>
#include <eslio/api/request.hpp>
#include <eslio/command/group_order.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>

#include <optional>
#include <string>
#include <vector>

namespace eslio::api {

/// A user of a domain; without one of FreeSWITCH's default domain (switch_core_get_domain). A user
/// holds no `@`, which would end it.
class directory_user {
public:
    /// It refers to the texts, which must outlive it.
    directory_user(const any_text& name, const any_text& domain = "") noexcept
        : name_(name), domain_(domain) {}

    /// The user's name and domain.
    const any_text& name() const noexcept { return name_; }
    const any_text& domain() const noexcept { return domain_; }

private:
    any_text name_;
    any_text domain_;
};

/// Whether there is a user whose attribute `key` is that, as `id` (mod_commands: _find_user).
ESLIO_DECL request<bool> user_exists(const any_text& key, const any_text& user,
                                     const any_text& domain);

/// What the directory says of a user.
enum class directory_field : unsigned char { variable, parameter, attribute };

/// A variable, parameter or attribute of a user; nothing if there is none, or no such user
/// (mod_commands: user_data_function).
ESLIO_DECL request<std::optional<std::string>> user_data(const directory_user& user,
                                                         directory_field field,
                                                         const any_text& name);

/// The same of a domain (mod_commands: domain_data_function).
ESLIO_DECL request<std::optional<std::string>> domain_data(const any_text& domain,
                                                           directory_field field,
                                                           const any_text& name);

/// Whether the directory has that domain (mod_commands: domain_exists_function).
ESLIO_DECL request<bool> domain_exists(const any_text& domain);

/// Whether a user is in a group (mod_commands: in_group_function).
ESLIO_DECL request<bool> in_group(const directory_user& user, const any_text& group);

/// The dial string of a group, `error/NO_ROUTE_DESTINATION` if there is none (mod_commands:
/// group_call_function). A `+` would end the group's name: it is refused.
ESLIO_DECL request<std::string> group_call(const any_text& group, const any_text& domain = "",
                                           group_order order = group_order::together);

/// A user of the directory. FreeSWITCH parts the fields by `|`, which a contact may hold: it is put
/// together again, as no other field before it is a text of the user's.
struct user_info {
    std::string id;
    std::string context;
    std::string domain;
    std::string group;
    std::string contact;  ///< a dial string
    std::string callgroup;
    std::string caller_id_name;
    std::string caller_id_number;
    record fields;

    static user_info of(record row);
};

/// The users of the directory, of one domain or all, of one group or all (mod_commands:
/// list_users_function). A user in several groups is listed once for each.
ESLIO_DECL request<std::vector<user_info>> list_users();
ESLIO_DECL request<std::vector<user_info>> list_users(const any_text& domain,
                                                      const any_text& group = "");

}  // namespace eslio::api

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/directory.ipp>
#endif
