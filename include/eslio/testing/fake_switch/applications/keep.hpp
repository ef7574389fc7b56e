// Applications that keep something: hash, db, group, limits, global variables.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/apis/keep.hpp>
#include <eslio/testing/fake_switch/applications/application_entry.hpp>
#include <eslio/testing/fake_switch/machine/limits.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

/// The same as the API command of that name, whose answer is dropped.
template <std::string (*Answer)(const api_call&)>
void run_as_api(machine& m, call&, const running_app& app) {
    Answer({m, app.argument, {}, {}});
}

ESLIO_DECL void run_set_global(machine& m, call&, const running_app& app);

/// `backend realm id [max[/interval]] [number [dialplan [context]]]`
ESLIO_DECL void run_limit(machine& m, call& c, const running_app& app);

/// `backend realm id max application argument`: holds it while that runs.
ESLIO_DECL void run_limit_execute(machine& m, call& c, const running_app& app);

inline constexpr application_entry keep_applications[] = {
    {"db", run_as_api<answer_db>},        {"group", run_as_api<answer_group>},
    {"hash", run_as_api<answer_hash>},    {"limit", run_limit},
    {"limit_execute", run_limit_execute}, {"set_global", run_set_global},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/applications/impl/keep.ipp>
#endif
