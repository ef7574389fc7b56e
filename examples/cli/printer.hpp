// Puts messages and answers on standard output in the form asked for, around the prompt.
#pragma once

#include "editor.hpp"
#include "json_lines.hpp"
#include "options.hpp"
#include "output_thread.hpp"
#include "text_form.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace cli {

/// Gathers text; `flush` hands it to the output.
class printer {
public:
    printer(output_thread& out, output_form form, text_style style)
        : out_(out), form_(form), style_(style) {}

    /// Its draft makes way for what is shown.
    void draft_of(editor* e) noexcept { editor_ = e; }

    /// One message. Answers to nothing that was asked are no messages.
    void show(const eslio::message& m) {
        begin();
        if (form_ == output_form::jsonl)
            append_json(text_, m);
        else
            append_text(text_, m, style_);
    }

    /// The answer to a command: an api_response, job_result or reply.
    template <class Answer>
    void show(std::string_view command, const Answer& answer, std::string_view body) {
        begin();
        if (form_ == output_form::jsonl)
            append_json(text_, command, answer);
        else
            append_block(text_, body, style_);
    }

    void show_text(std::string_view text) {
        begin();
        text_.append(text);
    }

    /// Shows a prompt, and again after whatever is shown until `answered`.
    void ask(std::string prompt) {
        if (editor_ != nullptr) {
            begin();
            editor_->set_prompt(std::move(prompt));
            return flush();
        }
        prompt_ = std::move(prompt);
        asking_ = false;
        ask_again_ = true;
        flush();
    }
    void answered() {
        asking_ = ask_again_ = false;
        if (editor_ == nullptr) return;
        begin();
        editor_->set_prompt({});
        flush();
    }

    void flush() {
        if (ask_again_) {
            text_.append(prompt_);
            asking_ = true;
            ask_again_ = false;
        }
        if (std::exchange(hidden_, false)) editor_->redraw(text_);
        out_.write(text_);
    }

    /// The draft is gone and does not come back.
    void drop_draft() {
        if (editor_ == nullptr) return;
        begin();
        if (!style_.output.empty()) text_.append("\x1b[0m");
        hidden_ = false;
        editor_ = nullptr;
    }

    const text_style& style() const noexcept { return style_; }

    bool has_room() { return out_.has_room(); }

private:
    /// Makes way: what is shown must not stand after the prompt.
    void begin() {
        if (editor_ != nullptr && !std::exchange(hidden_, true)) {
            editor_->erase(text_);
            text_.append(style_.output);
        }
        if (!asking_) return;
        text_.append(style_.color ? "\r\x1b[K" : "\n");
        asking_ = false;
        ask_again_ = true;
    }

    output_thread& out_;
    output_form form_;
    text_style style_;
    std::string text_;
    std::string prompt_;
    editor* editor_ = nullptr;
    bool hidden_ = false;     ///< the editor's draft
    bool asking_ = false;     ///< the prompt stands at the end of what was written
    bool ask_again_ = false;  ///< it is to be shown after what is being gathered
};

}  // namespace cli
