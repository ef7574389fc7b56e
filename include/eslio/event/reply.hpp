// The answers to commands: reply, and api_response which has a body.
#pragma once

#include <eslio/event/detail/text.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/plain.hpp>
#include <eslio/event/refused.hpp>
#include <eslio/wire/frame_parser.hpp>
#include <eslio/wire/limits.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// FreeSWITCH's answer to a command. A refusal is a reply, not an error.
class [[nodiscard]] reply {
public:
    reply() = default;

    /// Reads a `command/reply` or `api/response`; FreeSWITCH may send either to any command.
    /// An event of more than `most_headers` is not held: `data()` is null.
    explicit reply(const wire::frame& f, std::size_t most_headers = wire::limits().headers) {
        const bool of_api = wire::iequals(f.content_type, "api/response");
        silent_ = of_api && (f.body.empty() || f.body == detail::no_output);
        const std::string_view body = silent_ ? std::string_view() : f.body;
        body_size_ = body.size();
        has_body_ = of_api || !body.empty();
        if (f.bare) {
            bytes_.append(body);
            return;
        }
        const parts p = find_parts(f.headers);
        std::string_view text = p.text.value_or(std::string_view());
        std::string_view further;
        if (p.is_event) {
            data_ = std::make_shared<event>();
            if (decode_header_block(f.headers.raw(), *data_, most_headers))
                data_.reset();
            else
                text = wire::trim((*data_)["Reply-Text"]);
        } else if (p.text && p.has_more) {
            further = f.headers.raw();
        }
        bytes_.reserve(body.size() + text.size() + further.size());
        bytes_.append(body).append(text).append(further);
        text_size_ = text.size();
    }

    /// A reply of that Reply-Text.
    static reply of_text(std::string text) {
        reply r;
        r.bytes_ = std::move(text);
        r.text_size_ = r.bytes_.size();
        return r;
    }

    /// One of FreeSWITCH's refusals (`-ERR`, `-USAGE`) makes it false; nothing else does.
    [[nodiscard]] bool ok() const noexcept { return !detail::is_refusal(text()); }
    explicit operator bool() const noexcept { return ok(); }

    /// Refused with `-USAGE`: FreeSWITCH did not understand the arguments and did nothing.
    bool usage() const noexcept { return detail::is_usage(text()); }

    /// Reply-Text, as `+OK accepted` or `-ERR command not found`; of an `api/response` the body
    /// without blanks and line breaks at its end.
    std::string_view text() const& noexcept {
        return text_size_ == 0 ? wire::trim(body()) : bytes(body_size_, text_size_);
    }

    /// The text after `-ERR `.
    std::string_view reason() const& noexcept { return detail::refusal_reason(text()); }

    /// An API command ran and printed nothing: see `api_response::silent`.
    bool silent() const noexcept { return silent_; }

    /// A further header of the reply, as `Job-UUID`; empty if absent.
    std::string_view operator[](std::string_view header) const& noexcept {
        if (data_) return (*data_)[header];
        return wire::header_block(headers())[header];
    }

    /// The header lines as they came; empty when there was none but Content-Type and Reply-Text.
    std::string_view headers() const& noexcept {
        return bytes(body_size_ + text_size_, std::string_view::npos);
    }

    /// Everything after `Reply-Text: `, for the reply to `getvar` of a value with line breaks.
    std::string_view full_text() const& noexcept {
        const std::size_t mark = headers().find("Reply-Text: ");
        if (mark == std::string_view::npos) return text();
        std::string_view all = headers().substr(mark + 12);
        if (!all.empty() && all.back() == '\n') all.remove_suffix(1);
        return all;
    }

    /// Body of an `api/response`.
    std::string_view body() const& noexcept { return bytes(0, body_size_); }
    bool has_body() const noexcept { return has_body_; }

    /// The channel data that the reply to `connect` is; else null.
    const event* data() const& noexcept { return data_.get(); }

    /// Itself when FreeSWITCH agreed; throws `refused` with its text when not.
    const reply& value() const& {
        if (!ok()) detail::throw_refused(text());
        return *this;
    }
    reply&& value() && {
        if (!ok()) detail::throw_refused(text());
        return std::move(*this);
    }

    // A view into a temporary would dangle: give the object a name first.
    void text() const&& = delete;
    void reason() const&& = delete;
    void operator[](std::string_view) const&& = delete;
    void headers() const&& = delete;
    void full_text() const&& = delete;
    void body() const&& = delete;
    void data() const&& = delete;

private:
    friend class api_response;

    struct parts {
        std::optional<std::string_view> text;
        bool is_event = false;
        bool has_more = false;  ///< most replies have none, and so need no copy of the block
    };

    static parts find_parts(const wire::header_block& headers) noexcept {
        parts p;
        for (const wire::header_line line : headers) {
            if (wire::iequals(line.name, "Content-Type")) continue;
            if (!wire::iequals(line.name, "Reply-Text"))
                p.has_more = true;
            else if (!p.text && line.has_colon)
                p.text = line.value;
            if (line.has_colon && wire::iequals(line.name, "Event-Name")) p.is_event = true;
        }
        return p;
    }

    /// Nothing of a reply that was moved from: the sizes stay with it.
    std::string_view bytes(std::size_t from, std::size_t size) const noexcept {
        if (from > bytes_.size()) return {};
        return std::string_view(bytes_).substr(from, size);
    }

    std::string bytes_;  ///< body, text and headers in one, for a reply is moved often
    std::size_t body_size_ = 0;
    std::size_t text_size_ = 0;
    std::shared_ptr<event> data_;
    bool has_body_ = false;
    bool silent_ = false;
};

/// The output of an API command. Success is a convention of FreeSWITCH's APIs: text that does not
/// begin with `-ERR` or `-USAGE`.
class [[nodiscard]] api_response {
public:
    api_response() = default;
    /// The answer to an `api`: its body.
    explicit api_response(reply&& answer)
        : body_(std::move(answer.bytes_)), has_body_(answer.has_body_), silent_(answer.silent_) {
        const std::size_t size = has_body_ ? answer.body_size_ : answer.text_size_;
        if (body_.size() != size) body_.resize(size);
    }

    /// Whether it is no refusal, which begins with `-ERR` or `-USAGE`. One that printed nothing is
    /// none.
    [[nodiscard]] bool ok() const noexcept { return !detail::is_refusal(body_); }
    explicit operator bool() const noexcept { return ok(); }

    /// Refused with `-USAGE`: FreeSWITCH did not understand the arguments and did nothing;
    /// `reason()` is how it wants them.
    bool usage() const noexcept { return detail::is_usage(body_); }

    /// The output byte for byte, mostly ended by LF. When FreeSWITCH refused the command itself
    /// (`-ERR permission denied`) it is that text.
    const std::string& body() const& noexcept { return body_; }
    std::string body() && noexcept { return std::move(body_); }

    /// The output without blanks and line breaks at its end.
    std::string_view text() const& noexcept { return wire::trim(body_); }

    /// The text after `-ERR `.
    std::string_view reason() const& noexcept { return detail::refusal_reason(body_); }

    /// It ran and printed nothing; `body()` is empty, and `ok()`. That proves no effect: `system
    /// false` prints nothing either. FreeSWITCH says `-ERR no reply` then, which is no refusal
    /// (mod_event_socket: api_exec); of `bgapi` the body is empty.
    bool silent() const noexcept { return silent_; }

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

    // A view into a temporary would dangle: give the object a name first.
    void text() const&& = delete;
    void reason() const&& = delete;

private:
    std::string body_;
    bool has_body_ = false;
    bool silent_ = false;
};

}  // namespace eslio
