// The bodies of the functions of api_entry.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/api_entry.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void api_entry::operator()(machine& m, std::string_view arguments,
                                      const api_done& done) const {
    const api_call c{m, arguments, syntax, done};
    if (answer != nullptr)
        done(answer(c));
    else if (run != nullptr)
        run(c);
    else
        done(api_answer::failure());
}

}  // namespace eslio::testing::fake
