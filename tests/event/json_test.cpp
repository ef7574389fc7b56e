// Events to and from nlohmann/json; the JSON of API answers; nlohmann as judge of our own reader.
#include "catch.hpp"
#include "support/captures.hpp"
#include "support/named.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/event/json_reader.hpp>
#include <eslio/event/serialise.hpp>
#include <eslio/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace json_test {

namespace {

using members = std::vector<std::pair<std::string, std::vector<std::string>>>;

/// Collects a flat object as nlohmann reads it; `flat` tells whether it was one.
struct flat_reader : nlohmann::json_sax<nlohmann::json> {
    members found;
    bool flat = true;
    int depth = 0;
    int arrays = 0;
    bool ends_with_array = false;

    bool other() { return flat = false, true; }
    bool null() override { return other(); }
    bool boolean(bool) override { return other(); }
    bool number_integer(number_integer_t) override { return other(); }
    bool number_unsigned(number_unsigned_t) override { return other(); }
    bool number_float(number_float_t, const string_t&) override { return other(); }
    bool binary(binary_t&) override { return other(); }
    bool string(string_t& value) override {
        if (depth == 0 || found.empty()) return other();
        if (arrays == 0 && found.back().first != "_body" && value.rfind("ARRAY::", 0) == 0)
            return push_array(value);
        found.back().second.push_back(value);
        return true;
    }
    /// The text that FreeSWITCH itself takes for an array.
    bool push_array(const std::string& text) {
        const std::size_t first = text.find("|:", 7);
        if (first == std::string::npos) return found.back().second.push_back(text), true;
        std::size_t begin = 7;
        for (std::size_t end = first; end != std::string::npos; end = text.find("|:", begin)) {
            found.back().second.push_back(text.substr(begin, end - begin));
            begin = end + 2;
        }
        return found.back().second.push_back(text.substr(begin)), true;
    }
    bool start_object(std::size_t) override { return depth++ == 0 ? true : other(); }
    bool end_object() override { return --depth, true; }
    bool key(string_t& name) override {
        ends_with_array = false;
        return found.push_back({name, {}}), true;
    }
    bool start_array(std::size_t) override {
        if (depth == 0 || arrays++ != 0) flat = false;
        ends_with_array = true;
        return true;
    }
    bool end_array() override {
        if (--arrays == 0 && !found.empty() && found.back().second.empty())
            found.back().second.push_back("");
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override {
        return false;
    }
};

members members_of(const eslio::event& e) {
    members all;
    for (const eslio::event_header h : e.headers()) {
        all.push_back({std::string(h.name()), {}});
        for (std::size_t i = 0; i < h.size(); ++i) all.back().second.emplace_back(h[i]);
    }
    if (e.has_body()) all.push_back({"_body", {std::string(e.body())}});
    return all;
}

/// What we and nlohmann, which refuses some that we take, make of a text. Returns whether nlohmann
/// takes it.
bool compare_readers(const std::string& text) {
    INFO(text);
    eslio::event e;
    const eslio::error_code ec = eslio::decode_json(text, e);
    flat_reader judge;
    const bool is_json = nlohmann::json::sax_parse(text, &judge);
    if (!is_json) return false;  // what we refuse is tested by name
    REQUIRE(bool(ec) == !judge.flat);
    if (ec) {
        REQUIRE(ec == eslio::error::unexpected_json);
        return true;
    }
    members expected = judge.found;
    if (!expected.empty() && !judge.ends_with_array &&
        expected.back() == members::value_type{"_body", {""}}) {
        expected.pop_back();
        if (!expected.empty() && expected.back() == members::value_type{"Content-Length", {"0"}})
            expected.pop_back();
    }
    REQUIRE(members_of(e) == expected);
    return true;
}

}  // namespace

TEST_CASE("json: an event there and back") {
    eslio::event e(eslio::event_name::custom);
    e.add("X", "1").add("X", "2").add("A", "ARRAY::a|:b").add_array("One", {"1|:x"});
    e.set_body("body\n");
    const nlohmann::ordered_json j = e;
    CHECK(j.dump() == R"({"headers":[["Event-Name","CUSTOM"],["X","1"],["X","2"],)"
                      R"(["A",["a","b"]],["One",["1|:x"]],["Content-Length","5"]],)"
                      R"("body":"body\n"})");
    CHECK(j.get<eslio::event>() == e);
    CHECK(nlohmann::json(e).get<eslio::event>() == e);
    CHECK(nlohmann::json(eslio::event()).dump() == R"({"headers":[]})");
    CHECK(nlohmann::json(eslio::event()).get<eslio::event>().empty());
}

TEST_CASE("json: bytes that are not UTF-8 are replaced, and this is told") {
    const eslio::event e = eslio::event().add("A", "\xFFx").set_body("b");
    const nlohmann::json j = e;
    CHECK(j.at("lossy") == true);
    CHECK(j.at("headers")[0][1] == "\xEF\xBF\xBDx");
    CHECK(named(j.get<eslio::event>())["A"] == "\xEF\xBF\xBDx");
    CHECK_FALSE(nlohmann::json(eslio::event().add("A", "\xC3\xBC")).contains("lossy"));
    CHECK(nlohmann::json(eslio::event().add("\xFF", "")).at("lossy") == true);
    CHECK(nlohmann::json(eslio::event().set_body("\xFF")).at("lossy") == true);
}

TEST_CASE("json: a body written by hand gets its Content-Length") {
    const auto j = nlohmann::json::parse(R"({"headers":[["A","1"]],"body":"four","type":"event"})");
    const auto e = j.get<eslio::event>();
    CHECK(e.body() == "four");
    CHECK(e["Content-Length"] == "4");
}

TEST_CASE("json: another shape throws nlohmann's exceptions") {
    for (const char* text :
         {"{}", "[]", "1", R"({"headers":1})", R"({"headers":["A"]})", R"({"headers":[["A"]]})",
          R"({"headers":[["A",1]]})", R"({"headers":[["A",[1]]]})", R"({"headers":[],"body":1})"}) {
        INFO(text);
        CHECK_THROWS_AS(nlohmann::json::parse(text).get<eslio::event>(), nlohmann::json::exception);
    }
}

TEST_CASE("json: what an API command answered") {
    const auto j = eslio::parse_json("{\"row_count\":1,\"rows\":[{\"name\":\"J\xFFrg\"}]}\n");
    CHECK(j.at("rows")[0].at("name") == "J\xEF\xBF\xBDrg");
    for (const char* text : {"", "-ERR no such command\n", "{\"a\":1} x", "{\"a\":\"\\ud800\"}"})
        CHECK(eslio::parse_json(text).is_discarded());
    CHECK(eslio::parse_json(std::string(100000, '[')).is_discarded());
}

TEST_CASE("json: random events there and back") {
    support::each_round(200, [](std::uint64_t seed) {
        INFO("ESLIO_SEED=" << seed);
        const eslio::event e = support::event_maker(seed).make();
        const nlohmann::json j = e;
        if (!j.contains("lossy")) REQUIRE(j.get<eslio::event>() == e);
    });
}

TEST_CASE("JSON reader: nlohmann reads the same") {
    compare_readers(R"({"A":"1","B":["x","y"],"A":[],"_body":"\u00fc\/"})");
    compare_readers(R"({"A":"1","Content-Length":"0","_body":[]})");
    compare_readers(R"( [ { "A" : 1 } ] )");
    support::each_round(300, [](std::uint64_t seed) {
        INFO("ESLIO_SEED=" << seed);
        const eslio::event e = support::event_maker(seed).make();
        const std::string text = serialise(e, eslio::format::json);
        compare_readers(eslio::to_utf8(text));
        if (text.size() > 4096) return;
        support::random_source random(seed);
        static constexpr const char* pieces[] = {"\"",   "\\",   ",",  ":", "[",   "]",
                                                 "{",    "}",    " ",  "1", "\\u", "\\n",
                                                 "null", "\"\"", "[]", "a"};
        for (int i = 0; i < 20; ++i) {
            std::string changed = text;
            for (std::size_t k = 0; k <= random.below(3); ++k)
                changed.replace(random.below(changed.size()), random.below(3), random.pick(pieces));
            compare_readers(eslio::to_utf8(changed));
        }
    });
}

TEST_CASE("JSON reader: nlohmann reads the same of every few characters of its syntax") {
    static constexpr std::string_view characters = R"(":,a\)";
    std::size_t all = 1;
    for (std::size_t i = 0; i < 7; ++i) all *= characters.size();
    for (std::size_t n = 0; n < all; ++n) {
        std::string text =
            R"({"k":")" + std::string(n % 61, 'v');  // steps of the reader end anywhere
        for (std::size_t left = all, of = n; (left /= characters.size()) != 0;
             of /= characters.size())
            text += characters[of % characters.size()];
        text += R"(","y":"yy","z":"zz"})";
        INFO(text);
        eslio::event e;
        if (!compare_readers(text))
            REQUIRE(eslio::decode_json(text, e) == eslio::error::bad_event_json);
    }
}

TEST_CASE("JSON reader: nlohmann reads the same of recorded events") {
    for (const support::session& session : support::read_sessions(1 << 20))
        for (const std::string& body : support::event_bodies(session.bytes, eslio::format::json))
            compare_readers(eslio::to_utf8(body));
}

}  // namespace json_test
