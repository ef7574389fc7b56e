// Phones that are registered with a fake switch, and the events that tell of it.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/core/core.hpp>

#include <cstdint>
#include <string>
#include <utility>

namespace eslio::testing::fake {

struct registration {
    std::string user;
    std::string domain;
    std::string contact;  ///< `sip:1000@10.0.0.7:5060`
    std::int64_t expires_at = 0;
    std::string call_id;
};

/// `sofia::register` or `sofia::unregister`, as mod_sofia fires it.
ESLIO_DECL void fire_registration(core& inside, const registration& r, bool registered);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/core/impl/registration.ipp>
#endif
