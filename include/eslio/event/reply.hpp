// The answers to commands: reply, and api_response which has a body.
#pragma once

#include <eslio/event/event.hpp>
#include <eslio/event/plain.hpp>
#include <eslio/event/text.hpp>
#include <eslio/wire/frame_parser.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// FreeSWITCH's answer to a command. A refusal is a reply, not an error.
class [[nodiscard]] reply {
public:
    reply() = default;

    /// Reads a `command/reply` or `api/response`; FreeSWITCH may send either to any command.
    explicit reply(const wire::frame& f) {
        const std::string_view raw = f.headers.raw();
        if (f.headers.find("Event-Name")) {
            data_ = std::make_shared<event>();
            decode_header_block(raw, *data_);
            text_ = wire::trim((*data_)["Reply-Text"]);
        } else if (const auto text = f.headers.find("Reply-Text")) {
            text_ = *text;
            keep_headers(raw);
        }
        body_ = f.body;
        has_body_ = wire::iequals(f.content_type, "api/response") || !f.body.empty();
    }

    /// A reply of that Reply-Text.
    static reply of_text(std::string text) {
        reply r;
        r.text_ = std::move(text);
        return r;
    }

    /// One of FreeSWITCH's refusals (`-ERR`, `-USAGE`) makes it false; nothing else does.
    [[nodiscard]] bool ok() const noexcept { return !detail::is_refusal(text()); }
    explicit operator bool() const noexcept { return ok(); }

    /// Reply-Text, as `+OK accepted` or `-ERR command not found`; of an `api/response` the body.
    std::string_view text() const noexcept { return text_.empty() ? body_ : text_; }

    /// The text behind `-ERR `.
    std::string_view reason() const noexcept { return detail::refusal_reason(text()); }

    /// A further header of the reply, as `Job-UUID`; empty if absent.
    std::string_view operator[](std::string_view header) const noexcept {
        if (data_) return (*data_)[header];
        return wire::header_block(headers_)[header];
    }

    /// The header lines as they came; empty when there was none but Content-Type and Reply-Text.
    std::string_view headers() const noexcept { return headers_; }

    /// Everything behind `Reply-Text: `, for the reply to `getvar` of a value with line breaks.
    std::string_view full_text() const noexcept {
        const std::size_t mark = headers_.find("Reply-Text: ");
        if (mark == std::string::npos) return text();
        std::string_view all = std::string_view(headers_).substr(mark + 12);
        if (!all.empty() && all.back() == '\n') all.remove_suffix(1);
        return all;
    }

    /// Body of an `api/response`.
    std::string_view body() const noexcept { return body_; }
    bool has_body() const noexcept { return has_body_; }

    /// The channel data that the reply to `connect` is; else null.
    const event* data() const noexcept { return data_.get(); }

    /// Itself when FreeSWITCH agreed; throws `refused` with its text when not.
    const reply& value() const& {
        if (!ok()) detail::throw_refused(text());
        return *this;
    }
    reply&& value() && {
        if (!ok()) detail::throw_refused(text());
        return std::move(*this);
    }

private:
    friend class api_response;

    /// Most replies are Content-Type and Reply-Text alone: those need no copy of the block.
    void keep_headers(std::string_view raw) {
        for (const wire::header_line line : wire::header_block(raw)) {
            if (wire::iequals(line.name, "Content-Type") || wire::iequals(line.name, "Reply-Text"))
                continue;
            headers_ = raw;
            return;
        }
    }

    std::string text_;
    std::string headers_;
    std::string body_;
    std::shared_ptr<event> data_;
    bool has_body_ = false;
};

/// The output of an API command. Success is a convention of FreeSWITCH's APIs: text that does not
/// begin with `-ERR` or `-USAGE`.
class [[nodiscard]] api_response {
public:
    api_response() = default;
    explicit api_response(reply&& answer)
        : body_(answer.has_body_ ? std::move(answer.body_) : std::move(answer.text_)),
          has_body_(answer.has_body_) {}

    [[nodiscard]] bool ok() const noexcept { return !detail::is_refusal(body_); }
    explicit operator bool() const noexcept { return ok(); }

    /// The output byte for byte, mostly ended by LF. When FreeSWITCH refused the command itself
    /// (`-ERR permission denied`) it is that text.
    const std::string& body() const noexcept { return body_; }

    /// The output without blanks and line breaks at its end.
    std::string_view text() const noexcept { return wire::trim(body_); }

    /// The text behind `-ERR `.
    std::string_view reason() const noexcept { return detail::refusal_reason(body_); }

    /// False when the command was refused with a `command/reply` before it ran.
    bool executed() const noexcept { return has_body_; }

    /// Itself when the API succeeded; throws `refused` with its text when not.
    const api_response& value() const& {
        if (!ok()) detail::throw_refused(text());
        return *this;
    }
    api_response&& value() && {
        if (!ok()) detail::throw_refused(text());
        return std::move(*this);
    }

private:
    std::string body_;
    bool has_body_ = false;
};

}  // namespace eslio
