// The bodies of the functions of sip_variables.hpp.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/sip_variables.hpp>

namespace eslio {

ESLIO_DECL std::vector<sip_part> sip_parts(const event& e) {
    std::vector<sip_part> parts;
    for (const std::string_view element : e.values("variable_sip_multipart")) {
        const std::size_t colon = element.find(':');
        if (colon == std::string_view::npos)
            parts.push_back({{}, element});
        else
            parts.push_back({element.substr(0, colon), element.substr(colon + 1)});
    }
    return parts;
}

}  // namespace eslio
