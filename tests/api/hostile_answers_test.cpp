// Answers that FreeSWITCH should never give: cut, of other types, deep, huge. And the readers of
// JSON and XML by themselves, with nlohmann/json as the judge.
#include "api/answers.hpp"
#include "catch.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/api.hpp>
#include <eslio/api/detail/json_value.hpp>
#include <eslio/api/detail/xml_element.hpp>

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace api = eslio::api;
using eslio::detail::json_value;

template <class T>
std::function<bool(std::string_view)> reader_of(const api::request<T>& r) {
    const auto read = r.reads();
    return [read](std::string_view body) { return read(body).has_value(); };
}

/// All readers of tables and trees.
std::vector<std::function<bool(std::string_view)>> readers() {
    return {reader_of(api::show_channels()),
            reader_of(api::show_calls()),
            reader_of(api::show_registrations()),
            reader_of(api::show_modules()),
            reader_of(api::show_tasks()),
            reader_of(api::show_channels_count()),
            reader_of(api::status()),
            reader_of(api::conference_list()),
            reader_of(api::conference_list("c")),
            reader_of(api::callcenter_agents()),
            reader_of(api::callcenter_queues()),
            reader_of(api::callcenter_members()),
            reader_of(api::fifo_list()),
            reader_of(api::fifo_count("q")),
            reader_of(api::valet_info()),
            reader_of(api::sofia_status()),
            reader_of(api::sofia_status_profile("p")),
            reader_of(api::sofia_status_gateway("g")),
            reader_of(api::sofia_status_gateways()),
            reader_of(api::sofia_registrations("p")),
            reader_of(api::list_users()),
            reader_of(api::uuid_dump("u")),
            reader_of(api::uuid_buglist("u")),
            reader_of(api::limit_usage("b", "r", "x")),
            reader_of(api::reload("mod_x")),
            reader_of(api::conference_dial("c", "user/1"))};
}

constexpr std::string_view whole[] = {
    R"({"row_count":1,"rows":[{"uuid":"a\"\\\u00e4\ud83d\ude00","created_epoch":"17","x":null}]})",
    R"([{"conference_name":"r","member_count":-2,"members":[{"id":1,"flags":{"talking":true}}]}])",
    R"({"response":{"uptime":{"years":99999999999,"days":1},"version":[1,2,{"a":[]}]}})",
    R"({"response":[{"name":"a"},{}]})",
    "<?xml version=\"1.0\"?>\n<profiles><profile><name>a &amp; b</name></profile></profiles>",
    "<profile><registrations><registration a='1'/></registrations><!-- x --></profile>",
    "<fifo_report><fifo name=\"q\"><callers><caller/></callers></fifo></fifo_report>",
    "<lots><lot name=\"l\"><extension uuid=\"u\">1</extension></lot></lots>",
    "a|b\n1|2\n+OK\n",
    "1/2",
    "q:1:2:3:4:5",
    "+OK Call Requested: result: [SUCCESS]"};

std::string deep(const char* open, const char* close, int levels) {
    std::string text;
    for (int i = 0; i < levels; ++i) text += open;
    for (int i = 0; i < levels; ++i) text += close;
    return text;
}

/// What nlohmann makes of it, in the shape of ours.
bool equal(const json_value& ours, const nlohmann::json& theirs) {
    using type = json_value::type;
    if (theirs.is_object()) {
        if (!ours.is(type::object)) return false;
        for (const auto& [name, value] : theirs.items()) {
            const json_value* found = nullptr;  // nlohmann keeps the last of several
            for (std::size_t i = 0; i < ours.names.size(); ++i)
                if (ours.names[i] == name) found = &ours.values[i];
            if (found == nullptr || !equal(*found, value)) return false;
        }
        return true;
    }
    if (theirs.is_array()) {
        if (!ours.is(type::array) || ours.values.size() != theirs.size()) return false;
        for (std::size_t i = 0; i < theirs.size(); ++i)
            if (!equal(ours.values[i], theirs[i])) return false;
        return true;
    }
    if (theirs.is_string()) return ours.is(type::string) && ours.text == theirs.get<std::string>();
    if (theirs.is_boolean())
        return ours.is(type::truth) && ours.text == (theirs.get<bool>() ? "true" : "false");
    if (theirs.is_number()) return ours.is(type::number);
    return ours.is(type::null);
}

}  // namespace

TEST_CASE("answers that are cut or changed are read or not, and nothing else", "[api][hostile]") {
    const auto all = readers();
    for (const std::string_view text : whole)
        for (std::size_t size = 0; size <= text.size(); ++size)
            for (const auto& read : all) static_cast<void>(read(text.substr(0, size)));
    support::each_round(2'000, [&](std::uint64_t seed) {
        support::random_source random(seed);
        std::string text(whole[random.below(std::size(whole))]);
        for (std::size_t n = 1 + random.below(4); n != 0; --n)
            text[random.below(text.size())] = static_cast<char>(random.below(256));
        for (const auto& read : all) static_cast<void>(read(text));
    });
    // A cut table is no table.
    for (const std::string_view text : {whole[0], whole[1], whole[4], whole[6], whole[8]})
        for (const auto& read : all) CHECK_FALSE(read(text.substr(0, text.size() - 4)));
}

TEST_CASE("answers that are deep or huge are not followed", "[api][hostile]") {
    for (const auto& read : readers()) {
        CHECK_FALSE(read(deep("[", "]", 100'000)));
        CHECK_FALSE(read(deep("{\"rows\":", "}", 100'000)));
        CHECK_FALSE(read(deep("<a>", "</a>", 100'000)));
        CHECK_FALSE(read(std::string(100'000, '[')));
        CHECK_FALSE(read(std::string(100'000, '<')));
        CHECK_FALSE(read(std::string(100'000, '|') + "\n" + std::string(1000, '\n')));
    }
    std::string many = "[0";
    for (int i = 0; i < 1'100'000; ++i) many += ",0";
    CHECK_FALSE(eslio::detail::read_json(many + "]"));
    std::string rows = "a|b\n";
    for (int i = 0; i < 400'000; ++i) rows += "1|2\n";
    CHECK(eslio::detail::read_bars(rows + "+OK\n"));
    for (int i = 0; i < 200'000; ++i) rows += "1|2\n";
    CHECK_FALSE(eslio::detail::read_bars(rows + "+OK\n"));
    CHECK(eslio::detail::read_json(deep("[", "]", 30)));
    CHECK_FALSE(eslio::detail::read_json(deep("[", "]", 40)));
    CHECK(eslio::detail::read_xml("<a>" + deep("<b>", "</b>", 30) + "</a>"));
    CHECK_FALSE(eslio::detail::read_xml("<a>" + deep("<b>", "</b>", 40) + "</a>"));
}

TEST_CASE("other types where values are meant", "[api][hostile]") {
    const auto rows = test::answered(
        api::show_channels(),
        R"({"row_count":1,"rows":[{"uuid":17,"name":{"a":1},"state":[],"created_epoch":true,)"
        R"("read_rate":"99999999999999999999","cid_name":null}]})");
    REQUIRE(rows);
    CHECK(rows->at(0).uuid == "17");
    CHECK(rows->at(0).name.empty());
    CHECK(rows->at(0).fields["name.a"] == "1");
    CHECK_FALSE(rows->at(0).state);
    CHECK_FALSE(rows->at(0).created);
    CHECK_FALSE(rows->at(0).read_rate);
    CHECK(rows->at(0).caller_id_name.empty());
    for (const char* other :
         {R"({"row_count":1,"rows":{}})", R"({"row_count":1,"rows":[1]})", R"({"rows":[]})", "[]",
          "1", "null", "\"x\"", "{}", R"({"row_count":null})", ""})
        CHECK(test::answered(api::show_channels(), other).unreadable());
    CHECK(
        test::answered(api::conference_list(), R"([{"members":{"a":1}}])")->at(0).members.empty());
    CHECK(
        test::answered(api::conference_list(), R"([{"members":[1,null]}])")->at(0).members.empty());
    // A name as FreeSWITCH was given it, byte for byte.
    const auto bytes = test::answered(
        api::show_channels(), "{\"row_count\":1,\"rows\":[{\"cid_name\":\"\xFF\xFE\x01\"}]}");
    REQUIRE(bytes);
    CHECK(bytes->at(0).caller_id_name == "\xFF\xFE\x01");
}

TEST_CASE("JSON as nlohmann/json reads it", "[api][hostile]") {
    const char* texts[] = {"{}",
                           " [ ] ",
                           R"({"a":1,"b":[true,false,null],"c":{"d":"e"}})",
                           R"(["\"\\\/\b\f\n\r\t","\u0041\u00e4\u20ac\ud83d\ude00"])",
                           "[1,-1,1.5,1e3,-2.5E-3,0]",
                           "[1,]",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{,}",
                           "[tru]",
                           "[1 2]",
                           "\"\\x\"",
                           "\"\\u12\"",
                           "\"\\ud83d\\u0041\"",
                           "[] []",
                           "nul"};
    for (const char* text : texts) {
        INFO(text);
        const auto theirs = nlohmann::json::parse(text, nullptr, false);
        const auto ours = eslio::detail::read_json(text);
        CHECK(ours.has_value() == !theirs.is_discarded());
        if (ours && !theirs.is_discarded()) CHECK(equal(*ours, theirs));
    }
    support::each_round(3'000, [](std::uint64_t seed) {
        support::random_source random(seed);
        static constexpr const char* pieces[] = {"{",    "}",       "[",  "]",     ",",
                                                 ":",    "\"a\"",   "12", "-",     "true",
                                                 "null", "\"\\n\"", " ",  "\"b\":"};
        std::string text;
        for (std::size_t n = 1 + random.below(9); n != 0; --n) text += random.pick(pieces);
        const auto theirs = nlohmann::json::parse(text, nullptr, false);
        const auto ours = eslio::detail::read_json(text);
        INFO("ESLIO_SEED=" << seed << " " << text);
        // Ours takes numbers as `12-`, which FreeSWITCH does not write.
        if (theirs.is_discarded()) return;
        const bool same = ours && equal(*ours, theirs);
        if (!same) CHECK(same);
    });
}

TEST_CASE("XML as FreeSWITCH's modules write it", "[api][hostile]") {
    const auto e = eslio::detail::read_xml(
        "<?xml version=\"1.0\"?>\n<!-- c --><a x=\"1 &amp; 2\" y='&bad;'>\n t &lt;u&gt; & v\n"
        "<b/><c k = \"v\" ></c ><![CDATA[<raw>]]></a>\n");
    REQUIRE(e);
    CHECK(e->name == "a");
    CHECK((*e)["x"] == "1 & 2");
    CHECK((*e)["y"] == "&bad;");
    CHECK((*e)["z"].empty());
    CHECK(e->text == "t <u> & v\n<raw>");
    CHECK(e->elements.size() == 2);
    REQUIRE(e->find("c") != nullptr);
    CHECK((*e->find("c"))["k"] == "v");
    CHECK(e->text_of("nosuch").empty());
    for (const char* text :
         {"", "<", "<a", "<a>", "<a></b>", "<a/><b/>", "x<a/>", "<a b></a>", "<a b=1/>",
          "<a b=\"1/>", "<a><![CDATA[x</a>", "<a><!-- </a>", "</a>", "<>", "< a/>"})
        CHECK_FALSE(eslio::detail::read_xml(text));
}
