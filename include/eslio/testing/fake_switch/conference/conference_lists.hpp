// All conferences, or one, with their members as XML and JSON (conference_api.c).
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/call/caller_profile.hpp>
#include <eslio/testing/fake_switch/conference/conference_hall.hpp>
#include <eslio/testing/fake_switch/conference/conference_state.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>
#include <eslio/wire/percent.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

/// What is told of a member, or of a conference, one by one.
struct conference_report {
    const conference_hall& hall;
    const machine& inside;

    std::string seconds_since(std::int64_t date) const {
        return std::to_string((inside.date() - date) / 1'000'000);
    }

    /// Calls `what(room)` for each that is wanted.
    template <class Function>
    void for_each(const conference* one, Function what) const {
        if (one != nullptr) return what(*one);
        for (const auto& [name, room] : hall.all()) what(room);
    }
};

ESLIO_DECL std::string member_as_xml(const conference_report& r, const conference& room,
                                     const conference_member& m);

ESLIO_DECL std::string conferences_as_xml(const conference_hall& hall, const machine& m,
                                          const conference* one);

/// Writes JSON as cJSON prints it.
class json_lines {
public:
    explicit json_lines(std::size_t depth) : depth_(depth) {}

    void add(std::string_view name, const std::string& value) {
        out_ += (out_.empty() ? "" : ",") + std::string("\n") + std::string(depth_, '\t') + "\"" +
                std::string(name) + "\":\t" + value;
    }
    void add(std::string_view name, bool value) {
        add(name, std::string(value ? "true" : "false"));
    }
    void add_text(std::string_view name, const std::string& value);
    std::string object() const { return "{" + out_ + "\n" + std::string(depth_ - 1, '\t') + "}"; }

private:
    std::size_t depth_;
    std::string out_;
};

ESLIO_DECL std::string member_as_json(const conference_report& r, const conference& room,
                                      const conference_member& m);

ESLIO_DECL std::string conferences_as_json(const conference_hall& hall, const machine& m,
                                           const conference* one, bool compact);

/// JSON without blanks and line ends between its words (cJSON_PrintUnformatted).
ESLIO_DECL std::string without_layout(std::string_view json);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/conference/impl/conference_lists.ipp>
#endif
