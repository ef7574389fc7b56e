// What a line editor is to the rest of eslio_cli: lines come from it, and its draft makes way.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace cli {

/// All on the thread of the io_context.
class editor {
public:
    struct callbacks {
        std::function<void(std::string)> on_line;
        std::function<void()> on_end;  ///< Ctrl-D in an empty line, or no terminal any more
        std::function<void(std::size_t)> on_key;  ///< function key 1 to 12
        /// Tab: the draft before the cursor, and after it.
        std::function<void(std::string, std::string)> on_complete;
    };

    virtual ~editor() = default;

    /// From now on lines are read.
    virtual void start(callbacks c) = 0;
    virtual bool is_started() const = 0;
    /// Runs the io_context until a line has been typed, or it is stopped.
    virtual void read_line() = 0;

    /// Appends what takes prompt and draft from the screen; the cursor is at the line's beginning.
    virtual void erase(std::string& out) = 0;
    /// Appends what puts them there again.
    virtual void redraw(std::string& out) = 0;

    /// The prompt of the next `redraw`.
    virtual void set_prompt(std::string prompt) = 0;
    /// What is typed is not looked at before it is `hold(false)`.
    virtual void hold(bool on) = 0;
    /// Replaces the `size` bytes before the cursor, if what is before it still is `before`.
    virtual void complete(std::string_view before, std::size_t size, std::string_view with) = 0;
};

}  // namespace cli
