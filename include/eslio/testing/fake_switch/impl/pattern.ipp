// The bodies of the functions of pattern.hpp.
#pragma once

#include <eslio/testing/fake_switch/pattern.hpp>

namespace eslio::testing::fake {

ESLIO_DECL pattern::pattern(std::string_view text, bool ignore_case, bool dot_all)
    : rest_(text), ignore_case_(ignore_case), dot_all_(dot_all) {
    program_ = alternatives(0);
    if (!rest_.empty()) failed_ = true;
    if (failed_) program_.clear();
    program_.push_back({kind::match, {}, 0, 0});
}

ESLIO_DECL bool pattern::search(std::string_view text) const {
    if (failed_) return false;
    threads now(program_.size()), next(program_.size());
    for (std::size_t at = 0;; ++at) {
        if (follow(now, 0, text, at)) return true;
        if (at == text.size()) return false;
        next.clear();
        const auto c = static_cast<unsigned char>(text[at]);
        for (const std::size_t pc : now.list)
            if (program_[pc].what == kind::set && program_[pc].bytes.test(c) &&
                follow(next, pc + 1, text, at + 1))
                return true;
        std::swap(now, next);
    }
}

ESLIO_DECL void pattern::threads::clear() {
    for (const std::size_t pc : seen) known[pc] = false;
    seen.clear();
    list.clear();
}

ESLIO_DECL bool pattern::holds(kind what, std::string_view text, std::size_t at) noexcept {
    if (what == kind::begin) return at == 0;
    if (what == kind::end) return at == text.size() || (at + 1 == text.size() && text[at] == '\n');
    const bool before = at != 0 && is_word(text[at - 1]);
    const bool after = at != text.size() && is_word(text[at]);
    return before != after;
}

ESLIO_DECL bool pattern::follow(threads& into, std::size_t start, std::string_view text,
                                std::size_t at) const {
    std::vector<std::size_t> open{start};
    while (!open.empty()) {
        const std::size_t pc = open.back();
        open.pop_back();
        if (into.known[pc]) continue;
        into.known[pc] = true;
        into.seen.push_back(pc);
        const step& s = program_[pc];
        const auto to = [&](std::ptrdiff_t distance) {
            open.push_back(static_cast<std::size_t>(static_cast<std::ptrdiff_t>(pc) + distance));
        };
        switch (s.what) {
            case kind::match: return true;
            case kind::set: into.list.push_back(pc); break;
            case kind::jump: to(s.first); break;
            case kind::save: to(1); break;
            case kind::split:
                to(s.second);
                to(s.first);
                break;
            default:
                if (holds(s.what, text, at)) to(1);
        }
    }
    return false;
}

ESLIO_DECL pattern::code pattern::fail() {
    failed_ = true;
    rest_ = {};
    return {};
}

ESLIO_DECL char pattern::take() noexcept {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
}

ESLIO_DECL bool pattern::take_if(char c) noexcept {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
}

ESLIO_DECL pattern::code pattern::alternatives(std::size_t depth) {
    if (depth > max_depth) return fail();
    code all = sequence(depth);
    while (take_if('|')) {
        const code other = sequence(depth);
        code both{split(1, length(all) + 2)};
        append(both, all);
        both.push_back(jump(length(other) + 1));
        append(both, other);
        all = std::move(both);
        if (all.size() > max_size) return fail();
    }
    return all;
}

ESLIO_DECL pattern::code pattern::sequence(std::size_t depth) {
    code all;
    while (!rest_.empty() && rest_.front() != '|' && rest_.front() != ')') {
        append(all, quantified(atom(depth)));
        if (all.size() > max_size) return fail();
    }
    return all;
}

ESLIO_DECL pattern::code pattern::atom(std::size_t depth) {
    const char c = take();
    switch (c) {
        case '(': return group(depth);
        case '[': return character_class();
        case '.': {
            byte_set any;
            any.set();
            if (!dot_all_) any.reset('\n');
            return one(any);
        }
        case '^': return {{kind::begin, {}, 0, 0}};
        case '$': return {{kind::end, {}, 0, 0}};
        case '*':
        case '+':
        case '?': return fail();
        case '\\': return escaped();
        default: return one(single(c));
    }
}

ESLIO_DECL pattern::code pattern::group(std::size_t depth) {
    const bool plain = !take_if('?');
    if (!plain) {
        if (take_if('i')) ignore_case_ = true;
        if (!take_if(':') && !(ignore_case_ && !rest_.empty() && rest_.front() == ')'))
            return fail();
    }
    const auto slot = static_cast<std::ptrdiff_t>(2 * (plain ? ++groups_ : 0));
    code inside = alternatives(depth + 1);
    if (!take_if(')')) return fail();
    if (!plain) return inside;
    code noted{{kind::save, {}, slot, 0}};
    append(noted, inside);
    noted.push_back({kind::save, {}, slot + 1, 0});
    return noted;
}

ESLIO_DECL pattern::code pattern::escaped() {
    if (rest_.empty()) return fail();
    const char c = take();
    if (c == 'b') return {{kind::word_edge, {}, 0, 0}};
    if (c >= '1' && c <= '9') return fail();
    if (const auto set = named_class(c)) return one(*set);
    return one(single(control(c)));
}

ESLIO_DECL char pattern::control(char c) noexcept {
    switch (c) {
        case 'n': return '\n';
        case 'r': return '\r';
        case 't': return '\t';
        default: return c;
    }
}

ESLIO_DECL std::optional<pattern::byte_set> pattern::named_class(char c) {
    byte_set set;
    for (std::size_t b = 0; b < 256; ++b) {
        const char byte = static_cast<char>(b);
        const char name = wire::to_lower(c);
        const bool in = name == 'd'   ? wire::is_digit(byte)
                        : name == 'w' ? is_word(byte)
                                      : byte == ' ' || (byte >= '\t' && byte <= '\r');
        set.set(b, in);
    }
    switch (c) {
        case 'd':
        case 'w':
        case 's': return set;
        case 'D':
        case 'W':
        case 'S': return ~set;
        default: return std::nullopt;
    }
}

ESLIO_DECL pattern::byte_set pattern::single(char c) const {
    byte_set set;
    set.set(static_cast<unsigned char>(c));
    return set;
}

ESLIO_DECL pattern::code pattern::one(byte_set set) const {
    if (ignore_case_) {
        for (char c = 'a'; c <= 'z'; ++c) {
            const auto lower = static_cast<unsigned char>(c);
            const auto upper = static_cast<unsigned char>(wire::to_upper(c));
            if (set.test(lower) || set.test(upper)) set.set(lower).set(upper);
        }
    }
    return {{kind::set, set, 0, 0}};
}

ESLIO_DECL pattern::code pattern::character_class() {
    const bool negative = take_if('^');
    byte_set set;
    for (bool first = true;; first = false) {
        if (rest_.empty()) return fail();
        char low = take();
        if (low == ']' && !first) break;
        if (low == '\\') {
            if (rest_.empty()) return fail();
            low = take();
            if (const auto named = named_class(low)) {
                set |= *named;
                continue;
            }
            low = control(low);
        }
        char high = low;
        if (rest_.size() > 1 && rest_.front() == '-' && rest_[1] != ']') {
            take();
            high = take();
            if (high == '\\') high = rest_.empty() ? high : control(take());
        }
        const auto from = static_cast<unsigned char>(low);
        const auto to = static_cast<unsigned char>(high);
        if (from > to) return fail();
        for (std::size_t b = from; b <= to; ++b) set.set(b);
    }
    code c = one(set);
    if (negative) c.front().bytes.flip();
    return c;
}

ESLIO_DECL bool pattern::take_bounds(std::size_t& least, std::size_t& most) {
    const std::size_t close = rest_.find('}');
    if (rest_.empty() || rest_.front() != '{' || close == std::string_view::npos) return false;
    std::string_view inside = rest_.substr(1, close - 1);
    const bool open_end = !inside.empty() && inside.back() == ',';
    const bool range = inside.find(',') != std::string_view::npos;
    const auto first = wire::parse_number(wire::next_word(inside, ','));
    const auto second = wire::parse_number(inside);
    if (!first || (range && !open_end && !second)) return false;
    least = static_cast<std::size_t>(*first);
    most = open_end ? unlimited : range ? static_cast<std::size_t>(*second) : least;
    rest_.remove_prefix(close + 1);
    return true;
}

ESLIO_DECL pattern::code pattern::quantified(code what) {
    for (;;) {
        std::size_t least = 0, most = unlimited;
        if (take_if('+')) {
            least = 1;
        } else if (take_if('?')) {
            most = 1;
        } else if (!take_if('*') && !take_bounds(least, most)) {
            return what;
        }
        const bool lazy = take_if('?');
        if (!lazy) take_if('+');  // a possessive one finds the same texts here
        what = repeated(what, least, most, lazy);
    }
}

ESLIO_DECL pattern::code pattern::repeated(const code& what, std::size_t least, std::size_t most,
                                           bool lazy) {
    const auto go_on_or = [lazy](std::ptrdiff_t out) {
        return lazy ? split(out, 1) : split(1, out);
    };
    const std::size_t copies = most == unlimited ? least + 1 : most;
    if (most < least || copies > max_size || copies * (what.size() + 2) > max_size) return fail();
    code all;
    for (std::size_t i = 0; i < least; ++i) append(all, what);
    if (most == unlimited) {
        all.push_back(go_on_or(length(what) + 2));
        append(all, what);
        all.push_back(jump(-length(what) - 1));
        return all;
    }
    for (std::size_t i = least; i < most; ++i) {
        const auto left = static_cast<std::ptrdiff_t>(most - i);
        all.push_back(go_on_or(left * (length(what) + 1)));
        append(all, what);
    }
    return all;
}

}  // namespace eslio::testing::fake
