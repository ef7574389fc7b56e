// The bodies of the functions of dial.hpp.
#pragma once

#include <eslio/command/dial.hpp>

namespace eslio::detail {

inline constexpr dial_text user_text = {
    "/@:;%^?", "has a meaning in an address; give a whole one of yours as endpoint(\"...\")"};
inline constexpr dial_text name_text = {
    "/@;%^?", "would end the name; give a whole address of yours as endpoint(\"...\")"};
inline constexpr dial_text domain_text = {
    "/@;%^?+:~", "cannot stand in a domain; give a whole address of yours as endpoint(\"...\")"};
inline constexpr dial_text group_text = {
    "/@;%^?+()", "would end the name, or order how the members are called: see group_order"};

ESLIO_DECL endpoint_writer& endpoint_writer::add(const argument_name& argument,
                                                 const any_text& part, const dial_text& rule) {
    if (part.text().empty()) return note(refuse_empty(argument));
    if (part.stranger() != nullptr) note(check_address(argument, *part.stranger()));
    note(check_bytes(argument, part.text()));
    if (const std::size_t at = part.text().find_first_of(rule.refused); at != std::string::npos)
        note(refuse_byte(error::unwritable_text, argument, part.text(), at, rule.words));
    // Some marks may stand anywhere but at the begin of a whole address.
    const std::size_t at = find_unfit(std::string("x").append(part.text()));
    if (at != std::string::npos)
        note(refuse_byte(error::unwritable_text, argument, part.text(), at - 1,
                         "has no escape in an address: take it out"));
    return put(part.text());
}

ESLIO_DECL endpoint_writer& endpoint_writer::host(std::string_view name) {
    const bool has_brackets = name.size() > 1 && name.front() == '[' && name.back() == ']';
    const std::string_view bare = has_brackets ? name.substr(1, name.size() - 2) : name;
    if (bare.empty()) return note(refuse_empty("host"));
    const bool is_ipv6 = has_brackets || bare.find(':') != bare.rfind(':');
    for (std::size_t i = 0; i < bare.size(); ++i) {
        const char c = bare[i];
        const bool fits = is_ipv6 ? wire::hex_value(c) >= 0 || c == ':' || c == '.'
                                  : is_alphanumeric(c) || c == '.' || c == '-' || c == '_';
        if (!fits)
            return note(refuse_byte(error::unwritable_text, "host", bare, i,
                                    c == ':' ? "begins a port; give it as a number after the host"
                                             : "cannot stand in the name or address of a host"));
    }
    return is_ipv6 ? put("[").put(bare).put("]") : put(bare);
}

/// A profile of mod_sofia; `gateway` would be none but mean gateways (sofia_outgoing_channel).
ESLIO_DECL argument_error check_profile(std::string_view profile) {
    if (!wire::iequals(profile, "gateway")) return {};
    return refuse(error::unwritable_text, "profile",
                  "`gateway` is no profile to FreeSWITCH; see eslio::dial::gateway()");
}

}  // namespace eslio::detail

namespace eslio::dial {

ESLIO_DECL endpoint user(const any_text& name, std::string_view domain) {
    detail::endpoint_writer w("user/");
    w.add("user", name, detail::user_text);
    if (!domain.empty()) w.put("@").add("domain", domain, detail::domain_text);
    return w.finish();
}

ESLIO_DECL endpoint gateway(std::string_view name, const any_text& number) {
    detail::endpoint_writer w("sofia/gateway/");
    w.add("gateway", name, detail::name_text).put("/").add("number", number, detail::user_text);
    return w.finish();
}

ESLIO_DECL endpoint sofia(std::string_view profile, const any_text& user, std::string_view host,
                          std::uint16_t port) {
    detail::endpoint_writer w("sofia/");
    w.note(detail::check_profile(profile)).add("profile", profile, detail::name_text).put("/");
    w.add("user", user, detail::user_text).put("@").host(host);
    if (port != 0) w.put(":").put(std::to_string(port));
    return w.finish();
}

ESLIO_DECL endpoint registered(std::string_view profile, const any_text& user,
                               std::string_view domain) {
    detail::endpoint_writer w("sofia/");
    w.note(detail::check_profile(profile)).add("profile", profile, detail::name_text).put("/");
    w.add("user", user, detail::user_text);
    if (!domain.empty()) w.put("%").add("domain", domain, detail::domain_text);
    return w.finish();
}

ESLIO_DECL endpoint contact(const any_text& user, std::string_view domain,
                            std::string_view profile) {
    static constexpr detail::dial_text plain = {
        "/@:;%^?()&~=!", "has a meaning to sofia_contact; write the call as raw_dial_string"};
    detail::endpoint_writer w("${sofia_contact(");
    w.add("profile", profile, plain).put("/").add("user", user, plain).put("@");
    w.add("domain", domain, detail::domain_text).put(")}");
    if (w.problem()) return endpoint::invalid(w.problem());
    return endpoint(raw_dial_string(w.text()));
}

ESLIO_DECL endpoint group(const any_text& name, std::string_view domain, group_order order) {
    detail::endpoint_writer w("group/");
    w.add("group", name, detail::group_text);
    if (!domain.empty()) w.put("@").add("domain", domain, detail::domain_text);
    return w.put(detail::order_letter(order)).finish();
}

ESLIO_DECL endpoint loopback(const extension& to) {
    static constexpr detail::dial_text part = {
        "/", "would end this part of the address; mod_loopback knows no escape"};
    detail::endpoint_writer w("loopback/");
    if (wire::istarts_with(to.number(), "app="))
        w.note(detail::refuse(eslio::error::unwritable_text, "extension",
                              "`app=` would run an application; give that as "
                              "endpoint(\"loopback/app=...\")"));
    const std::string_view dialplan =
        to.dialplan().empty() ? "XML" : std::string_view(to.dialplan());
    const std::string_view context =
        to.context().empty() ? "default" : std::string_view(to.context());
    w.note(to.problem()).add("extension", to.given(), part);
    w.put("/").add("context", context, part).put("/").add("dialplan", dialplan, part);
    return w.finish();
}

ESLIO_DECL endpoint verto(const any_text& user, std::string_view domain) {
    detail::endpoint_writer w("verto.rtc/");
    w.add("user", user, detail::user_text);
    if (!domain.empty()) w.put("@").add("domain", domain, detail::domain_text);
    return w.finish();
}

ESLIO_DECL endpoint error(std::string_view cause) {
    const detail::argument_name argument = "cause";
    if (cause.empty()) return endpoint::invalid(detail::refuse_empty(argument));
    if (!detail::consists_of(cause, "_"))
        return endpoint::invalid(detail::refuse(eslio::error::unwritable_text, argument,
                                                "it is a name as USER_BUSY, or its number"));
    return endpoint(std::string("error/").append(cause));
}

ESLIO_DECL endpoint null(const any_text& name) {
    detail::endpoint_writer w("null/");
    return w.add("name", name, {{}, {}}).finish();
}

ESLIO_DECL endpoint pickup(const any_text& key) {
    detail::endpoint_writer w("pickup/");
    return w.add("key", key, {{}, {}}).finish();
}

}  // namespace eslio::dial
