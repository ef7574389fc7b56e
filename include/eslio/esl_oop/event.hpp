// ESLevent: an event with the members of libesl's class of that name.
#pragma once

#include <eslio/config.hpp>
#include <eslio/esl_oop/detail/esl_content.hpp>
#include <eslio/event/event.hpp>

#include <memory>
#include <string>

/// How urgently FreeSWITCH delivers an event (`ESLevent::setPriority`).
enum esl_priority_t { ESL_PRIORITY_NORMAL, ESL_PRIORITY_LOW, ESL_PRIORITY_HIGH };

/// An event, or another packet from FreeSWITCH, with the members, names and return values of
/// libesl's class. Texts returned stay where they are until that header, or the body, is changed,
/// removed or gone with the event. Distinct events may be used from several threads.
///
/// Names of headers are looked for in any case. NULL as an argument is no value: nothing is done,
/// and the result is the one of failure. An event may have been made of nothing (as of a NULL type,
/// or of wrong JSON); then it has no headers, takes none, and its type is `invalid`.
class ESLevent {
public:
    /// Of that type, with or without `SWITCH_EVENT_` before it; MESSAGE if there is no such type.
    /// With a subclass it is CUSTOM. `ESLevent("json", text)` reads the event from JSON: members
    /// that are texts, or arrays of texts.
    ESLevent(const char* type, const char* subclass_name = nullptr);  // NOLINT: as libesl's

    /// Takes the content of `me`, which is left without any, as in libesl.
    ESLevent(ESLevent* me);  // NOLINT: as libesl's

    /// The same content as an event of eslio's.
    explicit ESLevent(const eslio::event& e);

    ESLevent(const ESLevent&) = delete;
    ESLevent& operator=(const ESLevent&) = delete;
    virtual ~ESLevent();

    /// The event as text: headers, whose values are percent-coded, a blank line, and the body; or
    /// as JSON, if `format` is `json`. The text is kept until the next call. Empty without an
    /// event.
    const char* serialize(const char* format = nullptr);

    /// Puts a header `priority` before all others, in place of an earlier one. False without an
    /// event.
    bool setPriority(esl_priority_t priority = ESL_PRIORITY_NORMAL);

    /// The value of the first header of that name, of an array the text `ARRAY::a|:b`; or the
    /// element number `idx` of an array, from 0 on. `_body` is the body. NULL if there is none.
    const char* getHeader(const char* name, int idx = -1);

    /// The body; NULL if there is none.
    char* getBody();

    /// The name of the type, as `CHANNEL_ANSWER`; `CUSTOM` if it is not known, `SOCKET_DATA` of an
    /// answer, a log line and a notice, `invalid` without an event.
    const char* getType();

    /// Replaces the body. Its length is written when the event is sent or serialised.
    bool addBody(const char* value);

    /// Adds a header at the end. An empty value removes those of that name, `ARRAY::a|:b` makes an
    /// array, and the name `x[2]` sets an element of one.
    bool addHeader(const char* name, const char* value);

    /// Adds a value to the end, or the front, of the array in the first header of that name.
    bool pushHeader(const char* name, const char* value);
    bool unshiftHeader(const char* name, const char* value);

    /// Removes all headers of that name. True also if there was none, as in libesl.
    bool delHeader(const char* name);

    /// The names of all headers in order, each as often as it is there; NULL after the last.
    const char* firstHeader();
    const char* nextHeader();

    /// The same content as an event of eslio's, as for `eslio::cmd::sendevent`.
    eslio::event to_event() const;

private:
    friend class ESLconnection;

    explicit ESLevent(eslio::detail::esl_content content);
    explicit ESLevent(std::unique_ptr<eslio::detail::esl_content> content);

    bool add(eslio::detail::esl_place where, const char* name, const char* value);
    void step_past(const char* name);

    std::unique_ptr<eslio::detail::esl_content> content_;  ///< null: there is no event
    eslio::detail::esl_content::headers::iterator next_{};
    std::string serialized_;
};

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/esl_oop/impl/event.ipp>
#endif
