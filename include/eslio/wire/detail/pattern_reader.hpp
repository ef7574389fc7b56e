// Translates the text of a regular expression into the steps of class pattern.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/detail/pattern.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

namespace eslio::detail {

class pattern_reader {
public:
    pattern_reader(std::string_view text, pattern::options with) : rest_(text), with_(with) {}

    std::shared_ptr<const pattern> read();

private:
    using op = pattern::op;

    static constexpr std::size_t most_steps = 20'000;
    static constexpr int most_depth = 100;

    static std::uint32_t index(std::size_t i) noexcept { return static_cast<std::uint32_t>(i); }
    std::size_t here() const noexcept { return out_.program_.size(); }

    void emit(op what, std::size_t x = 0, std::size_t y = 0) {
        if (here() >= most_steps) failed_ = true;
        if (!failed_) out_.program_.push_back({what, index(x), index(y)});
    }

    void emit(byte_set set);

    /// PCRE does not compile it either, unless it means what is not known here.
    void refuse() noexcept {
        refused_ = refused_ || !failed_;
        failed_ = true;
    }

    char peek() const noexcept { return rest_.empty() ? '\0' : rest_.front(); }
    bool take(char c) noexcept;
    char next() noexcept;

    /// Makes room for one step at `at`: what follows moves on, with the places it names.
    void insert(std::size_t at, pattern::step s);

    void alternatives();

    void sequence();

    /// One piece; tells whether it may be repeated.
    bool atom();

    void literal(char c) {
        byte_set set;
        set.add(c);
        emit(set);
    }

    void dot();

    /// Tells whether it may be repeated, which options may not.
    bool group();

    /// `i` and `s`, with a minus before those to be put off, in front of a `:` or `)`.
    void options();

    /// Adds `\d` and the like; false for another letter.
    static bool named_set(char letter, byte_set& to);

    /// The byte that an escape stands for; letters and digits that mean more are not known.
    char escaped_byte(char c);

    bool escape();

    void byte_class();

    char class_escape() {
        const char c = next();
        return c == 'b' ? '\b' : escaped_byte(c);
    }

    void range(byte_set& set, char low);

    static constexpr std::uint64_t unbounded = UINT64_MAX;

    struct bounds {
        std::uint64_t least;
        std::uint64_t most;
    };

    /// `{n}`, `{n,}` or `{n,m}` at the front; text of another shape is literal, but for what
    /// versions of PCRE disagree on (`{,m}`, spaces).
    bool counted(bounds& b);

    void repetition(std::size_t begin, bool repeatable);

    /// Repeats the steps from `begin` on: copies for what must and may be, a loop for the rest.
    void repeat(std::size_t begin, const bounds& b, bool lazy);

    /// A step that goes on after itself first, or, if `lazy`, at `out`.
    void emit_choice(std::size_t out, bool lazy) {
        emit(op::split, lazy ? out : here() + 1, lazy ? here() + 1 : out);
    }

    std::string_view rest_;
    pattern::options with_;
    pattern out_;
    int depth_ = 0;
    bool failed_ = false;
    bool refused_ = false;
    bool negated_ = false;
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/wire/impl/pattern_reader.ipp>
#endif
