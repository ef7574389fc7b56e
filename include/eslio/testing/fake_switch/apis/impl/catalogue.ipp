// The bodies of the functions of catalogue.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/catalogue.hpp>

namespace eslio::testing::fake {

ESLIO_DECL api_function find_common_api(std::string_view name) {
    const api_entry* const entry = api_catalogue::get().find(name);
    if (entry == nullptr) return nullptr;
    return [entry](machine& m, std::string_view arguments, const api_done& done) {
        (*entry)(m, arguments, done);
    };
}

}  // namespace eslio::testing::fake
