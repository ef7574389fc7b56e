#include "live/accepted.hpp"

#include "live/text_rules.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace live {

accepted_differences::accepted_differences(std::string_view text) : text_(text) {
    static constexpr std::string_view bar = " | ";
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty() || line.front() == '#') continue;
        const std::size_t first = line.find(bar);
        const std::size_t last = line.rfind(bar);
        if (first == std::string_view::npos || first == last || last + bar.size() == line.size())
            throw std::runtime_error("line " + std::to_string(number) +
                                     ": it is SCRIPT | PLACE | REASON");
        all_.push_back({number, std::string(line.substr(0, first)),
                        std::string(line.substr(first + bar.size(), last - first - bar.size())),
                        std::string(line.substr(last + bar.size()))});
    }
}

bool accepted_differences::covers(const std::string& script, const difference& d) {
    bool covered = false;
    for (known& k : all_) {
        if (k.script != script || !fits_wildcards(k.place, d.place)) continue;
        if (!k.explains(d.text)) continue;
        k.used = covered = true;
    }
    return covered;
}

bool accepted_differences::known::explains(const std::string& difference) const {
    static constexpr std::string_view written_out = "told otherwise: ";
    if (reason.rfind(written_out, 0) != 0) return true;
    return fits_wildcards(reason.substr(written_out.size()), difference);
}

std::vector<std::string> accepted_differences::unused(const std::set<std::string>& scripts) const {
    std::vector<std::string> out;
    for (const known& k : all_)
        if (is_unused(k, scripts)) out.push_back(k.text());
    return out;
}

std::vector<std::string> accepted_differences::unknown(const std::set<std::string>& scripts) const {
    std::vector<std::string> out;
    for (const known& k : all_)
        if (scripts.count(k.script) == 0) out.push_back(k.text());
    return out;
}

std::string accepted_differences::without_unused(const std::set<std::string>& scripts) const {
    std::set<std::size_t> unused;
    for (const known& k : all_)
        if (is_unused(k, scripts)) unused.insert(k.number);
    std::istringstream in(text_);
    std::string out;
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);)
        if (unused.count(++number) == 0) out += line + "\n";
    return out;
}

}  // namespace live
