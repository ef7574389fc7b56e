// Headers that the reader of XML takes a line at a time are read as those of any other layout are.
#include "catch.hpp"
#include "support/growth.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/event/detail/xml_headers.hpp>
#include <eslio/event/xml_reader.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace xml_headers_test {

namespace {

/// An event of these elements, each on a line that begins with `indent`.
std::string laid_out(const std::vector<std::string>& elements, const std::string& indent) {
    std::string text = "<event>\n  <headers>";
    for (const std::string& e : elements) text += indent + e;
    return text + "\n  </headers>\n</event>\n";
}

const std::string as_freeswitch = "\n    ";
const std::string another = "\n \t ";

void check_same(const std::vector<std::string>& elements) {
    const std::string text = laid_out(elements, as_freeswitch);
    CAPTURE(text);
    eslio::event fast;
    eslio::event slow;
    const eslio::error_code got = eslio::decode_xml(text, fast);
    const eslio::error_code other = eslio::decode_xml(laid_out(elements, another), slow);
    REQUIRE(got.value() == other.value());
    REQUIRE(fast == slow);

    // Nothing is read after the text, though something else may stand there.
    eslio::detail::event_storage tight;
    tight.text.reserve_exactly(text.size());
    tight.text.append(text);
    const std::size_t end =
        read_simple_headers(tight, text.find("<headers>") + 9, text.size(), 4096);
    REQUIRE(end <= text.size());
}

std::string element(const std::string& name, const std::string& value) {
    return "<" + name + ">" + value + "</" + name + ">";
}

}  // namespace

TEST_CASE("XML headers: every layout is read alike") {
    const std::string a = element("A", "1");
    const std::string b = element("B", "2");
    check_same({});
    check_same({a, b, a, b, a});
    check_same({a, a, b, b, b, a});
    check_same({a, b, b});
    check_same(
        {element("A", "ARRAY::x|:y"), b, element("C", "%41RRAY::x|:y"), element("D", "ACK")});
    check_same({element("A", "x&amp;y"), a, element("B", "&#65;RRAY::1|:2"), b, b});
    check_same({a, element("B", "x>y"), element("C", ">"), element("D", "")});
    check_same({element("A", "A%52RAY::x|:y"), b, element("C", "AR%52AY::x|:y"), b});
    check_same({element("A", "ARRAY::x|:y"), "<!-- c -->", a, "<?p?>", a, b});
    for (const char* name : {"?A", "!A", "!--A", "?A?", "!--A--"})
        for (const std::string& before :
             {b, element("A", "&lt;"), element("A", "ARRAY::x|:y"), std::string("<B/>")}) {
            check_same({before, element(name, "2")});
            check_same({before, element(name, "2"), b, element(name, "2"), element(name, "3"), a});
            eslio::event e;
            REQUIRE_FALSE(
                eslio::decode_xml(laid_out({before, element(name, "2")}, as_freeswitch), e));
            CHECK(e[name] == "2");
        }
    check_same({a, "<B/>", b, "<B a='1'>2</B>", b, "<!-- c -->", b});
    for (const char* odd : {"<A>1</B>",
                            "<A>1</A >",
                            "<A>1</A>B>",
                            "<A>B>1</A>B>",
                            "<A/>1</A/>",
                            "</A>1<//A>",
                            "<>1</>",
                            "<A",
                            "<A>",
                            "<A>1",
                            "<A>1<",
                            "<A>1</",
                            "<A>1</A",
                            "<A>1<A>",
                            "<A><B>1</B></A>",
                            "<A>1</A>2",
                            "1<A>2</A>",
                            "<A>1&</A>",
                            "&",
                            "<A<B>1</A<B>",
                            "<A</B>1</A</B>",
                            "<A>1\n2</A>"})
        check_same({a, b, odd, a, b});
}

TEST_CASE("XML headers: there may be as many in every layout") {
    const std::string a = element("A", "1");
    const std::string b = element("B", "2");
    const std::vector<std::string> elements = {a, b, a, b, a, a, b};  // of two an array
    for (std::size_t most = 0; most < 12; ++most)
        for (const std::string& indent : {as_freeswitch, another}) {
            CAPTURE(most);
            eslio::event e;
            const eslio::error_code got = eslio::decode_xml(laid_out(elements, indent), e, most);
            CHECK(got.value() == (most < 8 ? eslio::make_error_code(eslio::error::event_too_large)
                                           : eslio::error_code())
                                     .value());
        }
}

TEST_CASE("XML headers: names and values of every length") {
    for (std::size_t n = 1; n <= 80; ++n)
        for (const std::size_t v : {0U, 1U, 30U, 31U, 63U, 64U, 65U}) {
            const std::string name(n, 'n');
            check_same({element(name, std::string(v, 'v')), element("B", "1"), element("C", "2")});
            std::string other = name;
            other[n / 2] = 'x';
            check_same({"<" + name + ">1</" + other + ">", element("B", "1")});
            other[n / 2] = '>';
            check_same({"<" + other + ">1</" + other + ">", element("B", "1")});
        }
}

TEST_CASE("XML headers: comments between the elements of an array cost little") {
    const auto many = [](std::size_t n) {
        std::vector<std::string> elements;
        for (std::size_t i = 0; i < n; ++i)
            elements.insert(elements.end(), {"<A>1</A>", "<!---->"});
        return laid_out(elements, as_freeswitch);
    };
    const auto decode = [](const std::string& text) {
        eslio::event e;
        REQUIRE_FALSE(eslio::decode_xml(text, e));
        REQUIRE(e.size() == 1);
    };
    CHECK(support::growth(2000, many, decode) < support::quadratic);
}

TEST_CASE("XML headers: random elements") {
    support::each_round(5'000, [](std::uint64_t seed) {
        INFO("ESLIO_SEED=" << seed);
        support::random_source random(seed);
        constexpr const char* names[] = {
            "?A", "!--A", "A", "B", "Event-Name", "variable_sip_call_id", "x/y"};
        constexpr const char* values[] = {
            "", "1", "ARRAY::1|:2", "%41RRAY::1|:2", "a&lt;b", "a>", "AR", "a%20b", "a/b"};
        std::vector<std::string> elements;
        for (std::size_t n = random.below(12); n != 0; --n)
            elements.push_back(element(random.pick(names), random.pick(values)));
        if (!elements.empty() && random.one_in(3)) {
            std::string& broken = elements[random.below(elements.size())];
            broken[random.below(broken.size())] = "<>/&A"[random.below(5)];
        }
        check_same(elements);
    });
}

}  // namespace xml_headers_test
