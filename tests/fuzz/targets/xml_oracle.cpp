// XML events, against Expat.
//
// Our reader is the more lenient: it takes names that are not XML's, character references of bytes
// that are not quite UTF-8, what follows `<!` in a body, and knows neither DTDs nor the ends of
// lines, nor references longer than 15 bytes. What Expat takes it must take as well, or call it XML
// of another shape.
#include "fuzz/events.hpp"

#include <eslio/wire/percent.hpp>

#include <expat.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using fuzz::require;

/// The document as Expat tells it: an `<event>` of the shape that FreeSWITCH writes, or not.
struct document {
    std::vector<std::pair<std::string, std::string>> headers;
    std::string length, body, text;
    std::vector<std::string> open;
    int lengths = 0, bodies = 0, blocks = 0;
    bool of_shape = true;

    bool in_leaf() const {
        if (open.size() == 3) return open[1] == "headers";
        return open.size() == 2 && (open[1] == "Content-Length" || open[1] == "body");
    }

    void start(std::string name, bool has_attributes) {
        const std::size_t depth = open.size();
        if (has_attributes || in_leaf()) of_shape = false;
        if (depth == 0 && name != "event") of_shape = false;
        if (depth == 1) {
            if (name == "headers")
                ++blocks;
            else if (name == "Content-Length")
                ++lengths;
            else if (name == "body")
                ++bodies;
            else
                of_shape = false;
            if (blocks != 1 || lengths > 1 || bodies > 1) of_shape = false;
        }
        if (depth > 2) of_shape = false;
        open.push_back(std::move(name));
        text.clear();
    }

    void end() {
        const std::string name = open.back();
        if (open.size() == 3 && open[1] == "headers")
            headers.emplace_back(name, eslio::wire::percent_decode(text));
        else if (open.size() == 2 && name == "Content-Length")
            length = text;
        else if (open.size() == 2 && name == "body")
            body = text;
        open.pop_back();
        text.clear();
    }

    void characters(std::string_view s) {
        if (in_leaf())
            text.append(s);
        else if (s.find_first_not_of(" \t\n") != std::string_view::npos)
            of_shape = false;
    }
};

document& of(void* user) {
    return *static_cast<document*>(user);
}

bool parse(std::string_view bytes, document& d) {
    XML_Parser parser = XML_ParserCreate("UTF-8");
    XML_SetUserData(parser, &d);
    XML_SetElementHandler(
        parser,
        [](void* u, const XML_Char* name, const XML_Char** attributes) {
            of(u).start(name, *attributes != nullptr);
        },
        [](void* u, const XML_Char*) { of(u).end(); });
    XML_SetCharacterDataHandler(parser, [](void* u, const XML_Char* s, int n) {
        of(u).characters({s, static_cast<std::size_t>(n)});
    });
    // Comments and instructions stand between elements only; CDATA sections nowhere.
    XML_SetCommentHandler(parser, [](void* u, const XML_Char*) {
        if (of(u).in_leaf()) of(u).of_shape = false;
    });
    XML_SetProcessingInstructionHandler(parser, [](void* u, const XML_Char*, const XML_Char*) {
        if (of(u).in_leaf()) of(u).of_shape = false;
    });
    XML_SetCdataSectionHandler(
        parser, [](void* u) { of(u).of_shape = false; }, [](void*) {});
    const bool well =
        XML_Parse(parser, bytes.data(), static_cast<int>(bytes.size()), 1) == XML_STATUS_OK;
    XML_ParserFree(parser);
    return well;
}

/// The body as it is cut to its Content-Length: a LF at its end is followed by an indent.
std::string cut(std::string body, const document& d) {
    const auto announced = eslio::wire::parse_number(eslio::wire::trim(d.length));
    if (d.lengths == 0 || !announced || *announced == body.size()) return body;
    if (body.size() > 2 && body.substr(body.size() - 3) == "\n  ") body.resize(body.size() - 2);
    if (body.size() > *announced) body.resize(static_cast<std::size_t>(*announced));
    return body;
}

void check_same(const eslio::event& e, const document& d) {
    const std::string body = cut(d.body, d);
    require(e.body() == body, "the body");
    std::vector<std::pair<std::string, std::string>> expected = d.headers;
    std::size_t i = 0;
    std::size_t left = e.size();
    for (const eslio::event_header h : e.headers()) {
        if (--left == 0 && d.lengths != 0 && i == expected.size()) {
            require(h.name() == "Content-Length" && h.value() == d.length, "the length comes last");
            break;
        }
        const bool text_of_array = i < expected.size() && expected[i].second == h.value();
        for (std::size_t k = 0; k < (text_of_array ? 1 : h.size()); ++k, ++i) {
            require(i < expected.size(), "no more headers than elements");
            require(h.name() == expected[i].first, "the name of an element");
            require((text_of_array ? h.value() : h[k]) == expected[i].second, "its value");
        }
    }
    require(i == expected.size(), "no fewer headers than elements");
}

}  // namespace

int run(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::bytes_of(data, size);
    // DTDs and the ends of lines; and a declaration may name another encoding or version.
    for (const char* other : {"<!DOCTYPE", "\r", "<?xml", "0000000"})
        if (text.find(other) != std::string_view::npos) return 0;
    if (text.substr(0, 1) == "\xEF" || text.find('\0') != std::string_view::npos) return 0;
    eslio::event e;
    const eslio::error_code ec = fuzz::decode_checked(eslio::format::xml, text, e);
    document d;
    if (!parse(text, d)) return 0;
    require(ec != eslio::error::bad_event_xml, "well-formed XML is not called ill-formed");
    if (!d.of_shape || d.blocks != 1) return 0;
    require(!ec, "an event of FreeSWITCH's shape is read");
    check_same(e, d);
    return 0;
}
