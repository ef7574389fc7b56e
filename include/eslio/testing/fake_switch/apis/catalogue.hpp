// All API commands that every fake switch has, to be found by name.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/apis/api_entry.hpp>
#include <eslio/testing/fake_switch/apis/callcenter.hpp>
#include <eslio/testing/fake_switch/apis/calls.hpp>
#include <eslio/testing/fake_switch/apis/completion.hpp>
#include <eslio/testing/fake_switch/apis/directory.hpp>
#include <eslio/testing/fake_switch/apis/execute.hpp>
#include <eslio/testing/fake_switch/apis/fifo.hpp>
#include <eslio/testing/fake_switch/apis/fsctl.hpp>
#include <eslio/testing/fake_switch/apis/host.hpp>
#include <eslio/testing/fake_switch/apis/json_api.hpp>
#include <eslio/testing/fake_switch/apis/keep.hpp>
#include <eslio/testing/fake_switch/apis/legs.hpp>
#include <eslio/testing/fake_switch/apis/measured.hpp>
#include <eslio/testing/fake_switch/apis/media.hpp>
#include <eslio/testing/fake_switch/apis/modules.hpp>
#include <eslio/testing/fake_switch/apis/schedule.hpp>
#include <eslio/testing/fake_switch/apis/show.hpp>
#include <eslio/testing/fake_switch/apis/sofia.hpp>
#include <eslio/testing/fake_switch/apis/system.hpp>
#include <eslio/testing/fake_switch/apis/text.hpp>
#include <eslio/testing/fake_switch/apis/time.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace eslio::testing::fake {

/// mod_conference: the conferences are kept by each switch (conference.hpp), which answers; this is
/// for the lists.
inline constexpr api_entry conference_apis[] = {
    {"conference", "", "Conference module commands", nullptr, "mod_conference"},
};

/// Made once, in the order of their names.
class api_catalogue {
public:
    static const api_catalogue& get() {
        static const api_catalogue all;
        return all;
    }

    const api_entry* find(std::string_view name) const;

    /// Those that `help` lists; `show api` leaves out the ones without a description.
    const eslio::detail::compact_vector<described>& descriptions() const noexcept {
        return descriptions_;
    }

private:
    api_catalogue();

    template <std::size_t N>
    void add(const api_entry (&entries)[N]) {
        for (const api_entry& e : entries) entries_.push_back(&e);
    }

    eslio::detail::compact_vector<const api_entry*> entries_;
    eslio::detail::compact_vector<described> descriptions_;
};

/// What a machine looks its API commands up with.
ESLIO_DECL api_function find_common_api(std::string_view name);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/catalogue.ipp>
#endif
