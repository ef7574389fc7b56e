// The bodies of the functions of outgoing.hpp.
#pragma once

#include <eslio/connection/detail/outgoing.hpp>

namespace eslio::detail {

ESLIO_DECL void outgoing::clear(std::size_t kept) noexcept {
    text& t = *current_;
    t.written = 0;
    t.bytes.clear();
    if (t.bytes.capacity() > kept) std::string().swap(t.bytes);
    if (secrets_.empty()) return;
    secrets_.clear();
    if (secrets_.capacity() * sizeof(protocol::secret_part) > kept)
        compact_vector<protocol::secret_part>().swap(secrets_);
}

ESLIO_DECL void outgoing::renew() {
    if (writes_ != 0) {
        compact_ptr<text> next(new text());
        next->former = std::move(current_);
        current_ = std::move(next);
    }
    clear(0);
}

}  // namespace eslio::detail
