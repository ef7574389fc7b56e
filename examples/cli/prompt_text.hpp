// What stands before a line to be typed: `freeswitch@NAME> `, or what a profile wants.
#pragma once

#include "options.hpp"
#include "text_form.hpp"

#include <string>
#include <string_view>

namespace cli {

/// What the two ends are called.
struct host_names {
    std::string of_switch;  ///< FreeSWITCH's switchname
    std::string of_its_host;
    std::string of_this_host;
};

/// With `%s` switchname, `%h` this host, `%H` its host, `%p` profile, `%o` and `%P` the host and
/// port connected to, `%%` (fs_cli.c: expand_prompt).
inline std::string expand_prompt(const options& o, const host_names& names) {
    std::string out;
    const std::string_view text = o.prompt_string;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%' || i + 1 == text.size()) {
            out.push_back(text[i]);
            continue;
        }
        switch (text[++i]) {
            case 's': out += names.of_switch; break;
            case 'h': out += names.of_this_host; break;
            case 'H': out += names.of_its_host; break;
            case 'p': out += o.profile.empty() ? names.of_this_host : o.profile; break;
            case 'o': out += o.host; break;
            case 'P': out += o.port; break;
            case '%': out += '%'; break;
            default: break;
        }
    }
    return out;
}

/// With `colored` '\1' is put around colours. The second one stands before the last character, as
/// libedit drops one that is the last (prompt.c: prompt_print).
inline std::string prompt_text(const options& o, const host_names& names, bool colored) {
    std::string text =
        o.prompt_string.empty() ? "freeswitch@" + names.of_switch : expand_prompt(o, names);
    std::string out;
    append_shown(out, text + ">", true);
    if (!colored || (o.prompt_color.empty() && o.input_color.empty())) return out + " ";
    return "\1\x1b[0m" + o.prompt_color + "\1" + out + "\1\x1b[0m" + o.input_color + "\1 ";
}

}  // namespace cli
