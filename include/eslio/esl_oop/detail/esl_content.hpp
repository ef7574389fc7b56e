// esl_content: headers and body as libesl's events hold them, in strings of C.
#pragma once

#include <eslio/config.hpp>
#include <eslio/esl_oop/detail/esl_header.hpp>
#include <eslio/esl_oop/detail/esl_name_index.hpp>
#include <eslio/event/event.hpp>

#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <string_view>

namespace eslio::detail {

/// Where a header goes: at the end, at the front in place of those of that name, or into the array
/// in the first header of that name, at its end or its front.
enum class esl_place { bottom, top, push, unshift };

/// What an `ESLevent` holds. Headers are added by the rules of libesl (esl_event.c:
/// esl_event_base_add_header): an empty value removes the headers of that name, `ARRAY::a|:b` makes
/// an array, `name[2]` sets an element, `_body` is the body as well.
class esl_content {
public:
    using headers = std::list<esl_header>;

    /// Elements that `name[number]` can make of one header, and of all together: a few bytes of the
    /// wire would hold much memory.
    static constexpr std::size_t most_elements = 4000;
    static constexpr std::size_t most_made = 100'000;

    /// `type`: what `getType` says, whatever headers are added later.
    explicit esl_content(std::string_view type_name) : type(type_name) {}

    /// An event that was received. Of a type unknown to libesl it says CUSTOM.
    static esl_content of(const event& e);

    /// As an event to be sent.
    event to_event() const;

    /// The headers of a packet, `SOCKET_DATA` to libesl.
    static esl_content socket_data();
    static esl_content socket_data(std::string_view content_type);

    void add(esl_place where, std::string_view name, std::string_view value);
    /// All of that name.
    void remove(std::string_view name);
    /// The first of that name, in any case; null if there is none.
    const esl_header* find(std::string_view name) noexcept;

    std::string type;
    headers all;
    std::optional<std::string> body;

private:
    using place = headers::iterator;

    /// Fewer headers are walked through.
    static constexpr std::size_t few = 32;
    /// That often all headers are walked through before an index of many is made.
    static constexpr std::size_t worth_index = 16;

    bool is_indexed();
    place find_place(std::string_view name);
    place insert(bool at_front, std::string_view name);
    void add_array(std::string_view name, std::string_view text);
    void set_element(std::string_view name, std::string_view number, std::string_view value);

    esl_name_index names_;
    std::size_t made_ = 0;    ///< elements, by numbers
    std::size_t walked_ = 0;  ///< headers, by `find`
};

/// The name of the type that libesl makes of a text: with or without 13 characters before it, as
/// `SWITCH_EVENT_` (esl_event.c: esl_name_event); empty if there is none.
ESLIO_DECL std::string_view esl_type_of(std::string_view text) noexcept;

/// `text` as an event is written for `ESLevent::serialize` (esl_event.c: esl_event_serialize,
/// esl_event_serialize_json).
ESLIO_DECL std::string write_esl_text(const esl_content& c);
ESLIO_DECL std::string write_esl_json(const esl_content& c);

/// What libesl takes of a JSON object: members that are texts, or arrays of texts. Nothing if it is
/// no object (esl_event.c: esl_event_create_json).
ESLIO_DECL std::optional<esl_content> read_esl_json(std::string_view text);

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/esl_oop/impl/esl_content.ipp>
#include <eslio/esl_oop/impl/esl_text.ipp>
#endif
