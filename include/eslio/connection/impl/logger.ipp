// The bodies of the functions of logger.hpp.
#pragma once

#include <eslio/connection/logger.hpp>

namespace eslio::detail {

ESLIO_DECL std::string redact(std::string_view bytes) {
    std::string out;
    while (!bytes.empty()) {
        const bool ended = bytes.find('\n') != std::string_view::npos;
        const std::string_view line = wire::next_word(bytes, '\n');
        if (wire::istarts_with(line, "auth ") || wire::istarts_with(line, "userauth "))
            out.append(line.substr(0, line.find(' ') + 1)).append("***");
        else
            out.append(line);
        if (ended) out.push_back('\n');
    }
    return out;
}

ESLIO_DECL std::string redact(std::string_view bytes,
                              const detail::compact_vector<protocol::secret_part>& secrets) {
    std::string out;
    std::size_t done = 0;
    for (const protocol::secret_part& secret : secrets) {
        out += redact(bytes.substr(done, secret.begin - done));
        const std::string_view hidden = bytes.substr(secret.begin, secret.size);
        out.append(hidden.substr(0, hidden.find_first_of(" \t\n"))).append(" ***\n\n");
        done = secret.begin + secret.size;
    }
    return out += redact(bytes.substr(done));
}

}  // namespace eslio::detail
