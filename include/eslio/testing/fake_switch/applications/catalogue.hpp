// All applications that do more than take their time, to be found by name.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/applications/application_entry.hpp>
#include <eslio/testing/fake_switch/applications/keep.hpp>
#include <eslio/testing/fake_switch/applications/legs.hpp>
#include <eslio/testing/fake_switch/applications/media.hpp>
#include <eslio/testing/fake_switch/applications/schedule.hpp>
#include <eslio/testing/fake_switch/applications/valet.hpp>
#include <eslio/testing/fake_switch/applications/variables.hpp>
#include <eslio/testing/fake_switch/facts/application_facts.hpp>
#include <eslio/testing/fake_switch/facts/described.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <iterator>
#include <string_view>

namespace eslio::testing::fake {

template <std::size_t N>
machine::application_function find_in(const application_entry (&entries)[N],
                                      std::string_view name) {
    for (const application_entry& e : entries)
        if (e.name == name) return e.run;
    return nullptr;
}

/// What a machine looks its applications up with.
ESLIO_DECL machine::application_function find_application(std::string_view name);

/// Those that `show application` lists.
inline const eslio::detail::compact_vector<described>& application_descriptions() {
    static const eslio::detail::compact_vector<described> all(std::begin(application_facts.all),
                                                              std::end(application_facts.all));
    return all;
}

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/applications/impl/catalogue.ipp>
#endif
