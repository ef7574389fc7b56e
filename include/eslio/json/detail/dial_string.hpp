// The parts of dial strings to and from a JSON value of nlohmann's kind.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/dial_string.hpp>
#include <eslio/command/endpoint.hpp>
#include <eslio/command/raw_dial_string.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/utf8.hpp>

#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::detail {

template <class Json>
Json variables_to_json(const std::vector<dial_variable>& all, bool& lossy) {
    Json out = Json::object();
    for (const auto& [name, value] : all) out[to_utf8(name, &lossy)] = to_utf8(value, &lossy);
    return out;
}

template <class Json>
Json leg_to_json(const endpoint& leg, bool& lossy) {
    if (!leg.is_raw() && leg.variables().empty()) return to_utf8(leg.address(), &lossy);
    Json out = Json::object();
    out[leg.is_raw() ? "raw" : "endpoint"] = to_utf8(leg.address(), &lossy);
    if (!leg.variables().empty())
        out["variables"] = variables_to_json<Json>(leg.variables(), lossy);
    return out;
}

template <class Json>
Json part_to_json(const dial_part& part, bool& lossy) {
    Json out = Json::object();
    if (!part.variables.empty()) out["variables"] = variables_to_json<Json>(part.variables, lossy);
    Json alternatives = Json::array();
    for (const auto& together : part.alternatives) {
        Json legs = Json::array();
        for (const endpoint& leg : together) legs.push_back(leg_to_json<Json>(leg, lossy));
        alternatives.push_back(std::move(legs));
    }
    out["alternatives"] = std::move(alternatives);
    return out;
}

/// Of an object that has another member than these; what was lost cannot be called.
template <class Json>
argument_error check_members(const Json& object, std::initializer_list<std::string_view> known) {
    if (!object.is_object()) return {};  // which the look-up of a member tells
    for (const auto& [name, value] : object.items()) {
        bool found = false;
        for (const std::string_view one : known) found = found || one == name;
        if (!found)
            return refuse(error::unwritable_text, {"dial string's JSON", name},
                          name == "lossy" ? "bytes were lost when it was written; write it anew"
                                          : "no member is called so; take it out");
    }
    return {};
}

/// Numbers and truth values as their text.
template <class Json, class Owner>
void variables_from_json(const Json& object, Owner& owner) {
    const auto found = object.find("variables");
    if (found == object.end()) return;
    (void)found->template get_ref<const typename Json::object_t&>();  // throws for another kind
    for (const auto& [name, value] : found->items()) {
        if (value.is_number() || value.is_boolean())
            owner.variable(name, value.dump());
        else
            owner.variable(name, value.template get_ref<const typename Json::string_t&>());
    }
}

template <class Json>
endpoint leg_from_json(const Json& in) {
    using text = typename Json::string_t;
    if (in.is_string()) return endpoint(in.template get_ref<const text&>());
    const bool is_raw = in.contains("raw");
    const char* kind = is_raw ? "raw" : "endpoint";
    if (argument_error wrong = check_members(in, {kind, "variables"}))
        return endpoint::invalid(std::move(wrong));
    const auto& address = in.at(kind).template get_ref<const text&>();
    endpoint out = is_raw ? endpoint(raw_dial_string(address)) : endpoint(address);
    variables_from_json(in, out);
    return out;
}

template <class Json>
dial_string part_from_json(const Json& in) {
    using list = typename Json::array_t;
    if (argument_error wrong = check_members(in, {"variables", "alternatives"}))
        return dial_string::invalid(std::move(wrong));
    dial_string out = dial_string::invalid(refuse_empty("dial string"));
    bool first = true;
    for (const Json& together : in.at("alternatives").template get_ref<const list&>()) {
        bool alternative = true;
        for (const Json& leg : together.template get_ref<const list&>()) {
            endpoint next = leg_from_json(leg);
            if (first)
                out = dial_string(std::move(next));
            else if (alternative)
                out.then(std::move(next));
            else
                out.also(std::move(next));
            first = alternative = false;
        }
    }
    variables_from_json(in, out);
    return out;
}

}  // namespace eslio::detail
