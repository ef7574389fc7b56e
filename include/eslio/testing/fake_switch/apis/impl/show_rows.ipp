// The bodies of the functions of show_rows.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/show_rows.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::string show_format::operator()(const show_rows& rows) const {
    if (as == "delim" || as == "csv") return show_table(rows, delimiter, count);
    if (as == "json") return show_json(rows, count);
    if (as == "xml") return show_xml(rows, count);
    return "-ERR Cannot find format " + as + "\n";
}

ESLIO_COLD std::string show_json(const show_rows& rows, bool count) {
    if (rows.empty() && !count) return "{\"row_count\": 0}\n";
    std::string all;
    if (!count)
        for (const event& row : rows)
            all += (all.empty() ? "" : ",") + serialise(row, format::json);
    return "{\"row_count\":" + std::to_string(rows.size()) + ",\"rows\":[" + all + "]}";
}

ESLIO_COLD std::string xml_escape(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            default: out.push_back(c);
        }
    }
    return out;
}

ESLIO_COLD std::string show_xml(const show_rows& rows, bool count) {
    const std::string number_of_rows = std::to_string(rows.size());
    if (rows.empty()) return "<result row_count=\"0\"/>\n";
    std::string out = "<result row_count=\"" + number_of_rows + "\">";
    if (count) return out + "</result>\n";
    std::size_t number = 0;
    for (const event& row : rows) {
        out += "\n  <row row_id=\"" + std::to_string(++number) + "\">\n";
        for (const event_header h : row.headers())
            out += "    <" + std::string(h.name()) + ">" + xml_escape(h.value()) + "</" +
                   std::string(h.name()) + ">\n";
        out += "  </row>";
    }
    return out + "\n</result>\n";
}

ESLIO_COLD std::string show_table(const show_rows& rows, std::string_view delimiter, bool count) {
    std::string out;
    for (const event& row : count ? show_rows() : rows) {
        std::string head, line;
        bool first = true;
        for (const event_header h : row.headers()) {
            head.append(first ? std::string_view() : delimiter).append(h.name());
            line.append(first ? std::string_view() : delimiter).append(h.value());
            first = false;
        }
        if (out.empty()) out = head + "\n";
        out += line + "\n";
    }
    return out + "\n" + std::to_string(rows.size()) + " total.\n";
}

}  // namespace eslio::testing::fake
