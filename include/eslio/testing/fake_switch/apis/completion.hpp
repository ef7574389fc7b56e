// `console_complete`: what an unfinished line of the console may be (switch_console.c).
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/apis/api_entry.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

/// Of the words that can follow another, those of `show` alone are known.
inline constexpr std::string_view show_words[] = {"aliases",
                                                  "api",
                                                  "application",
                                                  "bridged_calls",
                                                  "calls",
                                                  "channels",
                                                  "chat",
                                                  "codec",
                                                  "complete",
                                                  "detailed_bridged_calls",
                                                  "detailed_calls",
                                                  "dialplan",
                                                  "endpoint",
                                                  "file",
                                                  "interface_types",
                                                  "interfaces",
                                                  "management",
                                                  "modules",
                                                  "nat_map",
                                                  "registrations",
                                                  "say",
                                                  "status",
                                                  "tasks",
                                                  "timer"};

struct completion {
    std::vector<std::string> matches;
    std::size_t typed = 0;  ///< bytes of the word that is completed
    std::string common;     ///< what all matches begin with

    static completion of(const machine& m, std::string_view line);
};

/// A line may begin with `c=POSITION;`, where the cursor stands.
ESLIO_DECL std::string_view line_to_complete(std::string_view text);

ESLIO_DECL std::string answer_console_complete(const api_call& c);

/// This FreeSWITCH finds nothing for it (live suite).
inline std::string answer_console_complete_xml(const api_call&) {
    return "<?xml version=\"1.0\"?>\n<complete></complete>\n";
}

inline constexpr api_entry completion_apis[] = {
    {"console_complete", "<line>", "", answer_console_complete},
    {"console_complete_xml", "<line>", "", answer_console_complete_xml},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/completion.ipp>
#endif
