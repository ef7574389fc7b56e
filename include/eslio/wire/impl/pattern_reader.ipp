// The bodies of the functions of pattern_reader.hpp.
#pragma once

#include <eslio/wire/detail/pattern_reader.hpp>

namespace eslio::detail {

ESLIO_DECL std::shared_ptr<const pattern> pattern_reader::read() {
    alternatives();
    if (!rest_.empty()) refuse();  // a `)` too many
    if (refused_) return std::shared_ptr<const pattern>(new pattern());
    if (failed_) return nullptr;
    emit(op::match);
    return std::shared_ptr<const pattern>(new pattern(std::move(out_)));
}

ESLIO_DECL void pattern_reader::emit(byte_set set) {
    if (with_.ignore_case) {
        for (char c = 'a'; c <= 'z'; ++c) {
            const char upper = static_cast<char>(c - 32);
            if (set.has(c)) set.add(upper);
            if (set.has(upper)) set.add(c);
        }
    }
    if (negated_) set.flip();
    negated_ = false;
    out_.sets_.push_back(set);
    emit(op::bytes, out_.sets_.size() - 1);
}

ESLIO_DECL bool pattern_reader::take(char c) noexcept {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
}

ESLIO_DECL char pattern_reader::next() noexcept {
    if (rest_.empty()) {
        refuse();
        return '\0';
    }
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
}

ESLIO_DECL void pattern_reader::insert(std::size_t at, pattern::step s) {
    auto& program = out_.program_;
    for (std::size_t i = at; i < program.size(); ++i) {
        pattern::step& p = program[i];
        if (p.what == op::split || p.what == op::jump) ++p.x;
        if (p.what == op::split) ++p.y;
    }
    program.push_back(s);
    for (std::size_t i = program.size() - 1; i > at; --i) std::swap(program[i], program[i - 1]);
}

ESLIO_DECL void pattern_reader::alternatives() {
    if (++depth_ > most_depth) failed_ = true;
    const pattern::options before = with_;
    const std::size_t begin = here();
    sequence();
    compact_vector<std::uint32_t> ends;
    std::size_t branch = begin;
    while (!failed_ && take('|')) {
        insert(branch, {op::split, index(branch + 1), index(here() + 2)});
        ends.push_back(index(here()));
        emit(op::jump);
        branch = here();
        sequence();
    }
    for (const std::uint32_t e : ends)
        if (!failed_) out_.program_[e].x = index(here());
    with_ = before;
    --depth_;
}

ESLIO_DECL void pattern_reader::sequence() {
    while (!failed_ && !rest_.empty() && peek() != '|' && peek() != ')') {
        const std::size_t begin = here();
        if (bounds b{}; counted(b)) refuse();  // there is nothing to repeat
        const bool repeatable = atom();
        repetition(begin, repeatable);
    }
}

ESLIO_DECL bool pattern_reader::atom() {
    const char c = next();
    switch (c) {
        case '(': return group();
        case '[': byte_class(); return true;
        case '.': dot(); return true;
        case '^': emit(op::begin); return false;
        case '$': emit(op::end); return false;
        case '\\': return escape();
        case '*':
        case '+':
        case '?': refuse(); return false;  // there is nothing to repeat
        default: literal(c); return true;
    }
}

ESLIO_DECL void pattern_reader::dot() {
    byte_set all;
    if (!with_.dot_all) all.add('\n');
    all.flip();
    emit(all);
}

ESLIO_DECL bool pattern_reader::group() {
    const pattern::options before = with_;
    const bool noted = !take('?');
    if (!noted) {
        options();
        if (!failed_ && take(')')) return false;
        if (!take(':')) failed_ = true;  // look-around, named groups
    }
    if (peek() == '*') failed_ = true;  // verbs
    const std::size_t place = noted ? 2 * ++out_.groups_ : 0;
    if (noted) emit(op::save, place);
    if (!failed_) alternatives();
    if (noted) emit(op::save, place + 1);
    if (!take(')')) refuse();
    with_ = before;
    return true;
}

ESLIO_DECL void pattern_reader::options() {
    const std::size_t end = rest_.find_first_not_of("is-");
    if (end == rest_.npos || (rest_[end] != ':' && rest_[end] != ')')) return;
    bool on = true;
    for (; peek() != ':' && peek() != ')'; next()) {
        if (peek() == 'i') with_.ignore_case = on;
        if (peek() == 's') with_.dot_all = on;
        if (peek() == '-' && !std::exchange(on, false)) failed_ = true;
    }
}

ESLIO_DECL bool pattern_reader::named_set(char letter, byte_set& to) {
    byte_set set;
    for (unsigned i = 0; i < 256; ++i) {
        const char c = static_cast<char>(i);
        bool in = false;
        switch (wire::to_lower(letter)) {
            case 'd': in = wire::is_digit(c); break;
            case 'w': in = pattern::is_word(c); break;
            case 's': in = c == ' ' || (c >= '\t' && c <= '\r'); break;
            default: return false;
        }
        if (in) set.add(c);
    }
    if (letter < 'a') set.flip();
    to.add(set);
    return true;
}

ESLIO_DECL char pattern_reader::escaped_byte(char c) {
    switch (c) {
        case 'n': return '\n';
        case 'r': return '\r';
        case 't': return '\t';
        case 'f': return '\f';
        case 'e': return '\x1B';
        case 'a': return '\a';
        case 'x': {
            const int high = wire::hex_value(peek());
            if (high < 0) break;
            next();
            const int low = wire::hex_value(peek());
            if (low < 0) return static_cast<char>(high);
            next();
            return static_cast<char>(high * 16 + low);
        }
        default:
            if (!pattern::is_word(c) || c == '_') return c;
    }
    failed_ = true;
    return '\0';
}

ESLIO_DECL bool pattern_reader::escape() {
    const char c = next();
    if (c == 'b' || c == 'B' || c == 'A') {
        emit(c == 'A' ? op::begin : c == 'b' ? op::word_edge : op::no_word_edge);
        return false;
    }
    byte_set set;
    if (named_set(c, set))
        emit(set);
    else
        literal(escaped_byte(c));
    return true;
}

ESLIO_DECL void pattern_reader::byte_class() {
    byte_set set;
    const bool opposite = take('^');
    for (bool first = true; !failed_ && (first || peek() != ']'); first = false) {
        const char c = next();
        if (c == '[' && (peek() == ':' || peek() == '.' || peek() == '=')) failed_ = true;
        if (c == '\\' && named_set(peek(), set)) {
            next();
            if (peek() == '-' && rest_.size() > 1 && rest_[1] != ']') failed_ = true;
            continue;
        }
        const char low = c == '\\' ? class_escape() : c;
        if (peek() == '-' && rest_.size() > 1 && rest_[1] != ']') {
            next();
            range(set, low);
        } else {
            set.add(low);
        }
    }
    next();
    negated_ = opposite;
    if (!failed_) emit(set);
}

ESLIO_DECL void pattern_reader::range(byte_set& set, char low) {
    const char c = next();
    byte_set named;
    if (c == '[' || (c == '\\' && named_set(peek(), named))) failed_ = true;
    const char high = c == '\\' && !failed_ ? class_escape() : c;
    if (static_cast<unsigned char>(high) < static_cast<unsigned char>(low)) refuse();
    for (unsigned i = static_cast<unsigned char>(low);
         !failed_ && i <= static_cast<unsigned char>(high); ++i)
        set.add(static_cast<char>(i));
}

ESLIO_DECL bool pattern_reader::counted(bounds& b) {
    if (peek() != '{') return false;
    const std::size_t close = rest_.find('}');
    if (close == std::string_view::npos) return false;
    std::string_view inside = rest_.substr(1, close - 1);
    const std::string_view shown = inside;
    const bool comma = inside.find(',') != std::string_view::npos;
    const auto least = wire::parse_number(wire::next_word(inside, ','));
    const auto most = wire::parse_number(inside);
    if (!least || (!inside.empty() && !most)) {
        failed_ = failed_ || shown.find_first_not_of("0123456789, ") == std::string_view::npos;
        return false;
    }
    if (*least > 1000 || most.value_or(0) > 1000) failed_ = true;
    if (most && *most < *least) refuse();
    rest_.remove_prefix(close + 1);
    b = {*least, most.value_or(comma ? unbounded : *least)};
    return true;
}

ESLIO_DECL void pattern_reader::repetition(std::size_t begin, bool repeatable) {
    bounds b{0, unbounded};
    if (failed_) return;
    if (take('+'))
        b.least = 1;
    else if (take('?'))
        b.most = 1;
    else if (!take('*') && !counted(b))
        return;
    if (!repeatable || peek() == '+') failed_ = true;  // an edge repeated; possessive
    const bool lazy = take('?');
    bounds more{};
    if (peek() == '*' || peek() == '+' || peek() == '?' || failed_ || counted(more)) {
        failed_ = true;
        return;
    }
    repeat(begin, b, lazy);
}

ESLIO_DECL void pattern_reader::repeat(std::size_t begin, const bounds& b, bool lazy) {
    const compact_vector<pattern::step> piece(
        out_.program_.begin() + static_cast<std::ptrdiff_t>(begin), out_.program_.end());
    out_.program_.resize(begin);
    const auto copy = [&] {
        const std::size_t shift = here() - begin;
        for (const pattern::step& s : piece) {
            const bool goes = s.what == op::split || s.what == op::jump;
            emit(s.what, s.x + (goes ? shift : 0), s.y + (goes ? shift : 0));
        }
    };
    for (std::uint64_t i = 0; i < b.least && !failed_; ++i) copy();
    if (b.most == unbounded) {
        const std::size_t loop = here();
        emit_choice(loop + piece.size() + 2, lazy);
        copy();
        emit(op::jump, loop);
        return;
    }
    compact_vector<std::uint32_t> exits;
    for (std::uint64_t i = b.least; i < b.most && !failed_; ++i) {
        exits.push_back(index(here()));
        emit_choice(0, lazy);
        copy();
    }
    for (const std::uint32_t e : exits)
        if (!failed_) (lazy ? out_.program_[e].x : out_.program_[e].y) = index(here());
}

ESLIO_DECL std::shared_ptr<const pattern> pattern::read(std::string_view text, options with) {
    return pattern_reader(text, with).read();
}

}  // namespace eslio::detail
