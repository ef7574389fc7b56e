// Which messages a person wants to see: filters of their own, on this side of the connection.
#pragma once

#include "text_form.hpp"

#include <eslio/event/message.hpp>
#include <eslio/wire/ascii.hpp>

#include <string>
#include <string_view>

namespace cli {

/// Empty texts filter nothing.
struct watch {
    std::string log_uuid;    ///< log lines of other calls are left out; those of no call are not
    std::string log_text;    ///< log lines without it are left out
    std::string event_text;  ///< events whose text, as it would be printed, is without it

    bool shows(const eslio::message& m) const {
        if (const eslio::log_record* const line = m.as_log()) {
            const std::string_view call = line->call_uuid();
            if (!log_uuid.empty() && !call.empty() && !eslio::wire::iequals(call, log_uuid))
                return false;
            return line->text().find(log_text) != std::string_view::npos;
        }
        if (event_text.empty() || m.as_event() == nullptr) return true;
        std::string text;
        append_text(text, m, {});
        return text.find(event_text) != std::string::npos;
    }
};

}  // namespace cli
