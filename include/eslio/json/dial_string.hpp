// Dial strings to and from nlohmann/json, for configurations. <eslio.hpp> leaves it out, as it does
// <eslio/json.hpp>.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/dial_string.hpp>
#include <eslio/config.hpp>
#include <eslio/json/detail/dial_string.hpp>

#include <nlohmann/json.hpp>

#include <utility>

namespace nlohmann {

/// A dial string as JSON; each alternative is a list of the legs that ring together:
///
///     {"variables": {"x": "y"},
///      "alternatives": [["user/1000", {"endpoint": "user/1001", "variables": {"leg_timeout": 5}}],
///                       [{"raw": "${sofia_contact(1002@pbx)}"}]]}
///
/// Several that are joined by `:_:` are `{"variables": ..., "enterprise": [...]}` of such. A text
/// is read as well, by `dial_string::parse`. Bytes that are not UTF-8 become U+FFFD, and
/// `"lossy": true` tells of it. An invalid dial string becomes null.
///
/// `j.get<eslio::dial_string>()` throws nlohmann's exceptions for another shape. What has the shape
/// but cannot be called gives an invalid value: `error()`, `why()`.
template <>
struct adl_serializer<eslio::dial_string> {
    /// Writes the dial string as a JSON value; see above for its form.
    template <class Json>
    static void to_json(Json& out, const eslio::dial_string& callee) {
        namespace detail = eslio::detail;
        out = nullptr;
        if (callee.error()) return;
        bool lossy = false;
        if (callee.parts().size() == 1) {
            out = detail::part_to_json<Json>(callee.parts().front(), lossy);
        } else {
            out = Json::object();
            if (!callee.variables().empty())
                out["variables"] = detail::variables_to_json<Json>(callee.variables(), lossy);
            Json parts = Json::array();
            for (const eslio::dial_part& part : callee.parts())
                parts.push_back(detail::part_to_json<Json>(part, lossy));
            out["enterprise"] = std::move(parts);
        }
        if (lossy) out["lossy"] = true;
    }

    /// Reads one; throws nlohmann's exceptions for another shape.
    template <class Json>
    static eslio::dial_string from_json(const Json& in) {
        namespace detail = eslio::detail;
        using eslio::dial_string;
        if (in.is_string())
            return dial_string::parse(in.template get_ref<const typename Json::string_t&>());
        if (!in.contains("enterprise")) return detail::part_from_json(in);
        if (eslio::argument_error wrong = detail::check_members(in, {"variables", "enterprise"}))
            return dial_string::invalid(std::move(wrong));
        dial_string out = dial_string::invalid(detail::refuse_empty("dial string"));
        bool first = true;
        using list = typename Json::array_t;
        for (const Json& part : in.at("enterprise").template get_ref<const list&>()) {
            dial_string next = detail::part_from_json(part);
            if (first)
                out = std::move(next);
            else
                out.enterprise(std::move(next));
            first = false;
        }
        detail::variables_from_json(in, out);
        return out;
    }
};

}  // namespace nlohmann
