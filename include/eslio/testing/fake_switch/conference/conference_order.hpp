// One command to a conference, and what it answers.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/conference/conference_hall.hpp>
#include <eslio/testing/fake_switch/conference/conference_state.hpp>

#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

/// A command refused its arguments: its usage comes after what it has said.
struct conference_answer {
    std::string text;
    bool refused = false;

    conference_answer(std::string said) : text(std::move(said)) {}  // NOLINT: meant to convert
    conference_answer(const char* said) : text(said) {}             // NOLINT: meant to convert

    static conference_answer usage(std::string said = {}) {
        conference_answer a(std::move(said));
        a.refused = true;
        return a;
    }
};

struct conference_order {
    conference_hall& hall;
    conference& room;
    std::vector<std::string> words;  ///< the conference's name, the command, its arguments
    std::string_view text;           ///< all after the command

    std::size_t arguments() const noexcept { return words.size() - 2; }

    /// The first argument is 0; empty if it is not there.
    std::string operator[](std::size_t n) const {
        return n < arguments() ? words[n + 2] : std::string();
    }

    /// A member by the number that a word begins with, or by `variable=value`
    /// (conference_member_get_by_str).
    conference_member* member(const std::string& word) const {
        const std::size_t at = word.find('=');
        if (at == word.npos) {
            const int id = std::atoi(word.c_str());
            return id <= 0 ? nullptr : conference_hall::member(room, static_cast<unsigned>(id));
        }
        for (conference_member& m : room.members)
            if (const auto c = m.who.lock())
                if (c->leg().vars[word.substr(0, at)] == word.substr(at + 1)) return &m;
        return nullptr;
    }
};

}  // namespace eslio::testing::fake
