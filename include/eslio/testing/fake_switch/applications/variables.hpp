// Applications that change what a call says of itself: names, profile, lists of variables.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/apis/media.hpp>
#include <eslio/testing/fake_switch/apis/time.hpp>
#include <eslio/testing/fake_switch/applications/application_entry.hpp>
#include <eslio/testing/fake_switch/text/pattern_groups.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

/// `name|text|expression`: what its first group matched, or all of it (switch_capture_regex).
ESLIO_DECL void run_capture(machine&, call& c, const running_app& app);

/// `text` (mod_dptools.c: display_function)
inline void run_send_display(machine&, call& c, const running_app& app) {
    note_display(c, app.argument);
}

ESLIO_DECL void run_set_name(machine&, call& c, const running_app& app);

ESLIO_DECL void run_set_profile_var(machine&, call& c, const running_app& app);

/// `name=format`: the variable is gone if the format is not taken
/// (mod_dptools.c: strftime_function).
ESLIO_DECL void run_strftime(machine& m, call& c, const running_app& app);

inline constexpr application_entry variable_applications[] = {
    {"capture", run_capture},   {"send_display", run_send_display},
    {"set_name", run_set_name}, {"set_profile_var", run_set_profile_var},
    {"strftime", run_strftime},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/applications/impl/variables.ipp>
#endif
