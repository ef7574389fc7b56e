// The bodies of the functions of esl_oop/event.hpp.
#pragma once

#include <eslio/esl_oop/event.hpp>
#include <eslio/esl_oop/log.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace eslio::detail {

/// Of a type and a subclass as a program gives them; nothing if they make no event.
inline std::unique_ptr<esl_content> make_esl_content(const char* type, const char* subclass) {
    const std::string_view custom = subclass == nullptr ? "" : subclass;
    if (type == nullptr) return nullptr;
    if (wire::iequals(type, "json") && !custom.empty()) {
        std::optional<esl_content> read = read_esl_json(custom);
        return read ? std::make_unique<esl_content>(std::move(*read)) : nullptr;
    }
    std::string_view known = esl_type_of(type);
    if (known.empty()) known = "MESSAGE";
    if (known == "CLONE" || !custom.empty()) {
        if (known != "CUSTOM" && !custom.empty())
            esl::log(esl::log_severity::warning, "an event with a subclass is made a CUSTOM one");
        const bool nameless = known == "CLONE" && custom.empty();
        known = "CUSTOM";
        if (nameless) return std::make_unique<esl_content>(known);
    }
    auto made = std::make_unique<esl_content>(known);
    made->add(esl_place::bottom, "Event-Name", known);
    made->add(esl_place::bottom, "Event-Subclass", custom);
    return made;
}

inline bool lacks_event(const std::unique_ptr<esl_content>& content) {
    if (content == nullptr) esl::log(esl::log_severity::error, "there is no such event");
    return content == nullptr;
}

}  // namespace eslio::detail

ESLIO_DECL ESLevent::ESLevent(std::unique_ptr<eslio::detail::esl_content> content)
    : content_(std::move(content)) {
    if (content_) next_ = content_->all.end();
}

ESLIO_DECL ESLevent::ESLevent(eslio::detail::esl_content content)
    : ESLevent(std::make_unique<eslio::detail::esl_content>(std::move(content))) {}

ESLIO_DECL ESLevent::ESLevent(const char* type, const char* subclass_name)
    : ESLevent(eslio::detail::make_esl_content(type, subclass_name)) {}

ESLIO_DECL ESLevent::ESLevent(ESLevent* me)
    : ESLevent(me != nullptr ? std::move(me->content_) : nullptr) {}

ESLIO_DECL ESLevent::ESLevent(const eslio::event& e)
    : ESLevent(eslio::detail::esl_content::of(e)) {}

ESLIO_DECL ESLevent::~ESLevent() = default;

ESLIO_DECL eslio::event ESLevent::to_event() const {
    return content_ ? content_->to_event() : eslio::event();
}

ESLIO_DECL const char* ESLevent::serialize(const char* format) {
    serialized_.clear();
    if (content_ == nullptr) return "";
    serialized_ = format != nullptr && eslio::wire::iequals(format, "json")
                      ? eslio::detail::write_esl_json(*content_)
                      : eslio::detail::write_esl_text(*content_);
    return serialized_.c_str();
}

ESLIO_DECL bool ESLevent::setPriority(esl_priority_t priority) {
    const char* name = "INVALID";
    switch (priority) {
        case ESL_PRIORITY_NORMAL: name = "NORMAL"; break;
        case ESL_PRIORITY_LOW: name = "LOW"; break;
        case ESL_PRIORITY_HIGH: name = "HIGH"; break;
    }
    return add(eslio::detail::esl_place::top, "priority", name);
}

ESLIO_DECL const char* ESLevent::getHeader(const char* name, int idx) {
    if (eslio::detail::lacks_event(content_) || name == nullptr) return nullptr;
    const eslio::detail::esl_header* const h = content_->find(name);
    if (h == nullptr) return std::string_view(name) == "_body" ? getBody() : nullptr;
    if (idx < 0) return h->value().c_str();
    const auto index = static_cast<std::size_t>(idx);
    return index < h->size() ? (*h)[index].c_str() : nullptr;
}

ESLIO_DECL char* ESLevent::getBody() {
    if (eslio::detail::lacks_event(content_) || !content_->body) return nullptr;
    return content_->body->data();
}

ESLIO_DECL const char* ESLevent::getType() {
    return eslio::detail::lacks_event(content_) ? "invalid" : content_->type.c_str();
}

ESLIO_DECL bool ESLevent::addBody(const char* value) {
    if (eslio::detail::lacks_event(content_) || value == nullptr) return false;
    content_->body = std::string(value);
    return true;
}

ESLIO_DECL bool ESLevent::add(eslio::detail::esl_place where, const char* name, const char* value) {
    if (eslio::detail::lacks_event(content_) || name == nullptr || value == nullptr) return false;
    const bool is_taken_away = *value == '\0' && where == eslio::detail::esl_place::bottom;
    if (is_taken_away || where == eslio::detail::esl_place::top) step_past(name);
    // Both may be texts of this event.
    content_->add(where, std::string(name), std::string(value));
    return true;
}

ESLIO_DECL bool ESLevent::addHeader(const char* name, const char* value) {
    return add(eslio::detail::esl_place::bottom, name, value);
}

ESLIO_DECL bool ESLevent::pushHeader(const char* name, const char* value) {
    return add(eslio::detail::esl_place::push, name, value);
}

ESLIO_DECL bool ESLevent::unshiftHeader(const char* name, const char* value) {
    return add(eslio::detail::esl_place::unshift, name, value);
}

ESLIO_DECL bool ESLevent::delHeader(const char* name) {
    if (eslio::detail::lacks_event(content_) || name == nullptr) return false;
    step_past(name);
    content_->remove(name);
    return true;
}

/// The next header may be about to go.
ESLIO_DECL void ESLevent::step_past(const char* name) {
    while (next_ != content_->all.end() && eslio::wire::iequals(next_->name(), name)) ++next_;
}

ESLIO_DECL const char* ESLevent::firstHeader() {
    if (content_) next_ = content_->all.begin();
    return nextHeader();
}

ESLIO_DECL const char* ESLevent::nextHeader() {
    if (content_ == nullptr || next_ == content_->all.end()) return nullptr;
    return (next_++)->name().c_str();
}
