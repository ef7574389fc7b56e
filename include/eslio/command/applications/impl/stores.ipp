// The bodies of the functions of stores.hpp.
#pragma once

#include <eslio/command/applications/stores.hpp>
#include <eslio/command/detail/dialplan.hpp>
#include <eslio/command/detail/escape.hpp>
#include <eslio/command/detail/variable.hpp>

#include <utility>

namespace eslio::app {

namespace detail {

/// `order/realm/key/value` of mod_hash and mod_db, which split at `/`.
inline application keep(std::string name, std::string_view order, const any_text& realm,
                        const any_text& key, const any_text* value = nullptr) {
    eslio::detail::argument_writer w('/');
    w.word("order", order).word("realm", realm).word("key", key);
    if (value != nullptr) w.word("value", *value);
    return w.finish(std::move(name));
}

inline application keep_group(std::string_view order, const any_text& group,
                              const any_text& address) {
    eslio::detail::argument_writer w(':');
    w.word("order", order).word("group", group).word("address", address);
    return w.finish("group");
}

/// `5`, `5/60`, `-1`.
inline std::string most_of(const limited& what) {
    if (what.most() < 0) return "-1";
    std::string text = std::to_string(what.most());
    if (what.interval().count() != 0)
        text.append("/").append(std::to_string(what.interval().count()));
    return text;
}

inline argument_error check_limited(const limited& what) {
    argument_error wrong = eslio::detail::check_word("backend", what.backend());
    wrong.note(eslio::detail::check_word("realm", what.realm()));
    if (what.id().empty()) wrong.note(eslio::detail::refuse_empty("id"));
    if (!eslio::detail::fits_atoi(what.interval().count()))
        wrong.note(eslio::detail::refuse(error::number_out_of_range, "interval",
                                         "FreeSWITCH takes 0 to 2147483647 seconds"));
    return wrong;
}

/// An id, of whoever it is; `theirs` has to outlive the result.
inline any_text id_of(const limited& what, const untrusted& theirs) {
    return what.has_own_id() ? any_text(what.id()) : any_text(theirs);
}

inline eslio::detail::argument_writer write_limit(const limited& what) {
    const untrusted theirs(what.id());
    eslio::detail::argument_writer w;
    w.note(check_limited(what)).word("backend", what.backend()).word("realm", what.realm());
    return w.word("id", id_of(what, theirs)).word("limit", most_of(what));
}

inline argument_error check_setting(std::string_view name, const any_text& value) {
    argument_error wrong = eslio::detail::check_variable_name(name);
    wrong.note(eslio::detail::check_variable_value(name, value));
    wrong.note(eslio::detail::check_argument({"variable", name}, value));
    return wrong;
}

/// `name=value` of an application that does not expand its value once more.
inline application set_once(std::string application_name, std::string_view name,
                            const any_text& value) {
    if (argument_error wrong = check_setting(name, value))
        return application::invalid(std::move(wrong));
    return application(
        std::move(application_name),
        eslio::detail::escape_own_expansion(std::string(name).append("=").append(value.text())));
}

/// The same of one that does (mod_dptools: base_set).
inline application set_twice(std::string application_name, std::string_view name,
                             const any_text& value) {
    if (argument_error wrong = check_setting(name, value))
        return application::invalid(std::move(wrong));
    return application(std::move(application_name),
                       eslio::detail::escape_expansion(std::string(name).append("=").append(
                           eslio::detail::escape_own_expansion(value.text()))));
}

}  // namespace detail

ESLIO_DECL application hash_insert(const any_text& realm, const any_text& key,
                                   const any_text& value) {
    return detail::keep("hash", "insert", realm, key, &value);
}

ESLIO_DECL application hash_insert_if_empty(const any_text& realm, const any_text& key,
                                            const any_text& value) {
    return detail::keep("hash", "insert_ifempty", realm, key, &value);
}

ESLIO_DECL application hash_delete(const any_text& realm, const any_text& key) {
    return detail::keep("hash", "delete", realm, key);
}

ESLIO_DECL application hash_delete_if_match(const any_text& realm, const any_text& key,
                                            const any_text& value) {
    return detail::keep("hash", "delete_ifmatch", realm, key, &value);
}

ESLIO_DECL application db_insert(const any_text& realm, const any_text& key,
                                 const any_text& value) {
    return detail::keep("db", "insert", realm, key, &value);
}

ESLIO_DECL application db_delete(const any_text& realm, const any_text& key) {
    return detail::keep("db", "delete", realm, key);
}

ESLIO_DECL application group_insert(const any_text& group, const any_text& address) {
    if (argument_error wrong = eslio::detail::check_group_address("address", address))
        return application::invalid(std::move(wrong));
    return detail::keep_group("insert", group, address);
}

ESLIO_DECL application group_delete(const any_text& group, const any_text& address) {
    return detail::keep_group("delete", group, address);
}

ESLIO_DECL application limit(const limited& what) {
    return detail::write_limit(what).finish("limit");
}

ESLIO_DECL application limit(const limited& what, const extension& over) {
    return detail::write_limit(what).place(over).finish("limit");
}

ESLIO_DECL application limit_execute(const limited& what, const application& inner) {
    using namespace eslio::detail;
    argument_error wrong = detail::check_limited(what);
    wrong.note(inner.problem());
    wrong.note(check_word("application", inner.name()));
    if (inner.argument().empty()) wrong.note(refuse_empty("application's argument"));
    if (!what.has_own_id()) wrong.note(check_untrusted("id", untrusted(what.id())));
    if (wrong) return application::invalid(std::move(wrong));
    std::string text;
    for (const std::string& word :
         {what.backend(), what.realm(), what.id(), detail::most_of(what), inner.name()})
        text.append(escape_level(word)).append(" ");
    if (text.substr(0, 2) == "^^" || begins_scope(text)) text.insert(0, "''");
    text.append(escape_level(inner.argument()));
    return application("limit_execute", escape_expansion(text));
}

ESLIO_DECL application set_global(std::string_view name, const any_text& value) {
    return detail::set_once("set_global", name, value);
}

ESLIO_DECL application set_profile_var(std::string_view name, const any_text& value) {
    return detail::set_once("set_profile_var", name, value);
}

ESLIO_DECL application push(std::string_view name, const any_text& value) {
    return detail::set_twice("push", name, value);
}

ESLIO_DECL application unshift(std::string_view name, const any_text& value) {
    return detail::set_twice("unshift", name, value);
}

}  // namespace eslio::app
