// The bodies of the functions of incoming_call.hpp.
#pragma once

#include <eslio/testing/fake_switch/incoming_call.hpp>

namespace eslio::testing {

ESLIO_COLD incoming_call& incoming_call::from(std::string number, std::string name) {
    number_ = std::move(number);
    name_ = std::move(name);
    return *this;
}

ESLIO_COLD dialplan parse_dialplan(std::string_view text) {
    dialplan all;
    char separator = ',';
    if (wire::starts_with(text, "m:") && text.size() > 3 && text[3] == ':') {
        separator = text[2];
        text.remove_prefix(4);
    }
    for (const std::string& one : fake::separate(text, separator, 128)) {
        std::string_view item = one;
        const std::string name(wire::trim(wire::next_word(item, ':')));
        // FreeSWITCH drops an application with these (switch_caller_extension_add_application).
        const bool dropped = item.find("\\'") != item.npos;
        if (!name.empty() && !dropped) all.push_back({name, std::string(item)});
    }
    return all;
}

}  // namespace eslio::testing
