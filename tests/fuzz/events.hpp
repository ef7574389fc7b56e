// What the targets that read events check of every event.
#pragma once

#include "fuzz/target.hpp"

#include <eslio/event/decode.hpp>

#include <string>
#include <string_view>

namespace fuzz {

/// Every view of `e` lies in its bytes, and what it tells of itself agrees.
inline void check_event(const eslio::event& e) {
    const auto& s = e.storage();
    const auto inside = [&](std::string_view v) {
        return v.empty() ||
               (v.data() >= s.text.data() && v.data() + v.size() <= s.text.data() + s.text.size());
    };
    std::size_t headers = 0;
    for (const eslio::event_header h : e.headers()) {
        ++headers;
        require(inside(h.name()) && inside(h.value()), "a header lies in the event's bytes");
        std::string joined = "ARRAY::";
        for (std::size_t i = 0; i < h.size(); ++i) {
            require(inside(h[i]), "an element lies in the event's bytes");
            joined.append(i == 0 ? "" : "|:").append(h[i]);
        }
        if (h.size() > 1) require(h.value() == joined, "an array's value is its elements joined");
        const auto found = e.find(h.name());
        require(found.has_value() && *found == e[h.name()], "a header is found by its name");
    }
    require(headers == e.size(), "as many headers as are counted");
    require(inside(e.body()), "the body lies in the event's bytes");
    const eslio::event copy = e;
    require(copy == e, "a copy is equal");
}

/// Reads `bytes` into a new event and into a used one and checks that both tell the same.
inline eslio::error_code decode_checked(eslio::format how, std::string_view bytes,
                                        eslio::event& out) {
    static eslio::event used;
    const eslio::error_code ec = eslio::decode_event(how, bytes, out);
    require(eslio::decode_event(how, bytes, used) == ec,
            "a used event is read with the same result");
    require(used == out, "a used event is read as a new one");
    if (ec) {
        require(ec == eslio::condition::undecodable, "an event's error is a named one");
        require(out.empty(), "an event that cannot be read is empty");
    }
    check_event(out);
    return ec;
}

}  // namespace fuzz
