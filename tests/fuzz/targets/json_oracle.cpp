// JSON events, against nlohmann/json.
//
// Where the two are to differ: our reader takes bytes that are not UTF-8 and control characters in
// strings, and makes U+FFFD of half a surrogate pair; nlohmann's skips a byte order mark, takes NUL
// for the end, and refuses numbers that a double cannot hold.
#include "fuzz/events.hpp"

#include <eslio/event/utf8.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace {

using fuzz::require;

struct member {
    std::string name;
    std::vector<std::string> values;
    bool array = false;
};

/// Gathers the members of a flat object of strings and arrays of strings.
class collector : public nlohmann::json_sax<nlohmann::json> {
public:
    std::vector<member> members;
    bool flat = true;
    bool number_too_large = false;

    bool null() override { return other(); }
    bool boolean(bool) override { return other(); }
    bool number_integer(number_integer_t) override { return other(); }
    bool number_unsigned(number_unsigned_t) override { return other(); }
    bool number_float(number_float_t, const string_t&) override { return other(); }
    bool binary(binary_t&) override { return other(); }
    bool string(string_t& value) override {
        if (depth_ == 0) return other();
        if (!members.empty()) members.back().values.push_back(value);
        return true;
    }
    bool start_object(std::size_t) override {
        if (depth_++ != 0) flat = false;
        return true;
    }
    bool key(string_t& name) override {
        members.push_back({name, {}, false});
        return true;
    }
    bool end_object() override {
        --depth_;
        return true;
    }
    bool start_array(std::size_t) override {
        if (depth_++ != 1) flat = false;
        if (!members.empty()) members.back().array = true;
        return true;
    }
    bool end_array() override {
        --depth_;
        return true;
    }
    bool parse_error(std::size_t, const std::string&,
                     const nlohmann::detail::exception& e) override {
        number_too_large = e.id == 406;
        return false;
    }

private:
    bool other() {
        flat = false;
        return true;
    }

    std::size_t depth_ = 0;
};

/// What only our reader takes may be in it.
bool is_ordinary(std::string_view text) {
    bool lossy = false;
    static_cast<void>(eslio::to_utf8(text, &lossy));
    if (lossy || text.find("\\u") != std::string_view::npos) return false;
    for (const char c : text)
        if (static_cast<unsigned char>(c) < ' ') return false;
    return true;
}

void check_same(const eslio::event& e, std::vector<member> members) {
    if (!members.empty() && members.back().name == "_body" && !members.back().array) {
        require(e.body() == members.back().values[0], "the body");
        members.pop_back();
        const bool announced = !members.empty() && !members.back().array &&
                               eslio::wire::iequals(members.back().name, "Content-Length") &&
                               members.back().values[0] == "0";
        if (!e.has_body() && announced) members.pop_back();
    } else {
        require(!e.has_body(), "no body");
    }
    require(e.size() == members.size(), "as many headers as members");
    std::size_t i = 0;
    for (const eslio::event_header h : e.headers()) {
        const member& m = members[i++];
        require(h.name() == m.name, "the name of a member");
        if (!m.array) {
            require(h.value() == m.values[0], "the value of a member");
        } else if (!m.values.empty()) {
            require(h.is_array() && h.size() == m.values.size(), "as many elements");
            for (std::size_t k = 0; k < h.size(); ++k) require(h[k] == m.values[k], "an element");
        }
    }
}

}  // namespace

int run(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::bytes_of(data, size);
    if (text.find('\0') != std::string_view::npos || text.substr(0, 1) == "\xEF") return 0;
    eslio::event e;
    const eslio::error_code ec = fuzz::decode_checked(eslio::format::json, text, e);
    collector all;
    if (nlohmann::json::sax_parse(text.begin(), text.end(), &all)) {
        require(!ec == all.flat, "a flat object is read, and nothing else");
        if (ec) require(ec == eslio::error::unexpected_json, "JSON of another shape is named so");
        if (!ec) check_same(e, std::move(all.members));
    } else if (is_ordinary(text) && !all.number_too_large) {
        require(ec == eslio::error::bad_event_json, "what is not JSON is named so");
    }
    return 0;
}
