// Events to and from nlohmann/json, and the JSON that FreeSWITCH's API answers with.
//
// This one and those in eslio/json/ alone need nlohmann/json. <eslio.hpp> leaves them to those who
// want them, as it takes as long to compile as a small program.
#pragma once

#include <eslio/event/event.hpp>
#include <eslio/event/utf8.hpp>
#include <eslio/wire/ascii.hpp>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio {

/// An event as JSON. An object could not hold its headers, of which several may have one name:
///
///     {"headers": [["Event-Name", "CUSTOM"], ["X", ["of", "an array"]]], "body": "if any"}
///
/// Bytes that are not UTF-8 become U+FFFD, and `"lossy": true` tells of it. `nlohmann::json j = e;`
/// sorts the members by name, `nlohmann::ordered_json` does not.
template <class Json>
void to_json(Json& out, const event& e) {
    bool lossy = false;
    Json headers = Json::array();
    for (const event_header h : e.headers()) {
        Json value;
        if (h.is_array()) {
            value = Json::array();
            for (std::size_t i = 0; i < h.size(); ++i) value.push_back(to_utf8(h[i], &lossy));
        } else {
            value = to_utf8(h.value(), &lossy);
        }
        Json header = Json::array();
        header.push_back(to_utf8(h.name(), &lossy));
        header.push_back(std::move(value));
        headers.push_back(std::move(header));
    }
    out = Json::object();
    out["headers"] = std::move(headers);
    if (e.has_body()) out["body"] = to_utf8(e.body(), &lossy);
    if (lossy) out["lossy"] = true;
}

/// The event of such JSON: `j.get<eslio::event>()`. Throws nlohmann's exceptions for another shape.
template <class Json>
void from_json(const Json& in, event& e) {
    using text = typename Json::string_t;
    e.clear();
    for (const Json& header : in.at("headers")) {
        const auto& name = header.at(0).template get_ref<const text&>();
        const Json& value = header.at(1);
        if (!value.is_array()) {
            e.add(name, value.template get_ref<const text&>());
            continue;
        }
        std::vector<std::string_view> elements;
        for (const Json& element : value)
            elements.push_back(element.template get_ref<const text&>());
        e.add_array(name, elements);
    }
    const auto found = in.find("body");
    if (found == in.end()) return;
    const auto& body = found->template get_ref<const text&>();
    detail::event_storage& s = e.storage();
    if (!s.entries.empty() && wire::iequals(s.view(s.entries.back().name), "Content-Length"))
        s.body = s.store(body);  // the header that belongs to it is there
    else
        e.set_body(body);
}

/// The JSON that an API command answered with (`show channels as json`). Bytes that are not UTF-8
/// become U+FFFD. What is not JSON gives a value that `is_discarded()`; nothing is thrown.
template <class Json = nlohmann::json>
[[nodiscard]] Json parse_json(std::string_view text) {
    constexpr bool throws = false;
    return Json::parse(to_utf8(text), nullptr, throws);
}

}  // namespace eslio
