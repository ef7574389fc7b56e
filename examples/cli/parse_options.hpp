// Reads the command line of eslio_cli: GNU style, with every mistake named.
#pragma once

#include "options.hpp"

#include <eslio/command/api.hpp>
#include <eslio/command/login.hpp>
#include <eslio/wire/ascii.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cli {

namespace detail {

struct option_name {
    char brief;  ///< '\0' if it has none
    std::string_view full;
    bool takes_value;
};

// Those down to "no-history-file" are fs_cli's.
inline constexpr std::array<option_name, 31> option_names{{
    {'H', "host", true},
    {'P', "port", true},
    {'u', "user", true},
    {'p', "password", true},
    {'x', "execute", true},
    {'t', "timeout", true},
    {'T', "connect-timeout", true},
    {'l', "loglevel", true},
    {'r', "retry", false},
    {'R', "reconnect", false},
    {'i', "interrupt", false},
    {'q', "quiet", false},
    {'b', "batchmode", false},
    {'n', "no-color", false},
    {'h', "help", false},
    {'?', "help", false},
    {'d', "debug", true},
    {'U', "log-uuid", false},
    {'S', "log-uuid-short", false},
    {'s', "set-log-uuid", true},
    {'Q', "no-history-file", false},
    {'e', "event", true},
    {'f', "format", true},
    {'o', "output", true},
    {'V', "version", false},
    {'\0', "bg", false},
    {'\0', "filter", true},
    {'\0', "log", true},
    {'\0', "count", true},
    {'\0', "for", true},
    {'\0', "embedded", false},
}};

inline std::optional<std::uint64_t> number(std::string_view text, std::uint64_t most) {
    const auto value = eslio::wire::parse_number(text);
    return value && *value <= most ? value : std::nullopt;
}

/// Seconds, with a fraction if you like.
inline std::optional<std::chrono::milliseconds> seconds(std::string_view text) {
    const std::size_t dot = text.find('.');
    const auto whole = number(text.substr(0, dot), 1'000'000'000);
    std::string part(dot == text.npos ? std::string_view() : text.substr(dot + 1));
    if (!whole || part.size() > 9 || (dot != text.npos && part.empty())) return std::nullopt;
    part.resize(3, '0');
    const auto fraction = number(part, 999);
    if (!fraction) return std::nullopt;
    return std::chrono::milliseconds(static_cast<std::int64_t>(*whole * 1000 + *fraction));
}

/// Puts one option at a time into `out`; a mistake is told in its `error`.
class option_reader {
public:
    explicit option_reader(parsed_options& out) : out_(out) {}

    void apply(const std::string& shown, std::string_view full, std::string_view value) {
        shown_ = shown;
        options& o = out_.value;
        if (full == "host") return text(o.host, value);
        if (full == "port") return port(value);
        if (full == "user") return user(value);
        if (full == "password") return password(value);
        if (full == "execute") return execute(value);
        if (full == "timeout") return milliseconds(o.command_timeout, value);
        if (full == "connect-timeout") return milliseconds(o.connect_timeout, value);
        if (full == "loglevel") return o.no_log = false, level(o.prompt_log, value);
        if (full == "debug") return debug(value);
        if (full == "set-log-uuid") return text(o.only_uuid, value);
        if (full == "log") return level(o.log, value);
        if (full == "event") return events(value);
        if (full == "format") return format(value);
        if (full == "filter") return filter(value);
        if (full == "count") return count(value);
        if (full == "for") return duration(value);
        if (full == "output") return output(value);
        flag(full);
    }

private:
    void fail(std::string_view why) { out_.error = "option " + shown_ + ": " + std::string(why); }
    void fail(std::string_view value, std::string_view why) {
        fail("'" + std::string(value) + "' " + std::string(why));
    }

    void text(std::string& to, std::string_view value) {
        if (value.empty()) return fail("it is empty");
        to = value;
    }

    void port(std::string_view value) {
        const auto n = number(value, 65535);
        if (!n || *n == 0) return fail(value, "is not a port (1 to 65535)");
        out_.value.port = value;
    }

    void user(std::string_view value) {
        const std::size_t at = value.find('@');
        // The value may hold a password in FreeSWITCH's other way of writing, so it is not shown.
        if (at == value.npos ||
            eslio::user(value.substr(0, at), value.substr(at + 1), {}).opening().error())
            return fail("a user is written user@domain");
        out_.value.user = value;
    }

    void password(std::string_view value) {
        const eslio::credentials who = eslio::password(value);
        if (who.opening().error()) return fail(who.opening().why());
        out_.value.password = value;
    }

    void execute(std::string_view value) {
        if (const eslio::command c = eslio::cmd::api(value); c.error()) return fail(c.why());
        out_.value.commands.emplace_back(value);
    }

    void milliseconds(std::chrono::milliseconds& to, std::string_view value) {
        const auto n = number(value, 1'000'000'000'000);
        if (!n) return fail(value, "is not a number of milliseconds");
        to = std::chrono::milliseconds(static_cast<std::int64_t>(*n));
    }

    void level(std::optional<eslio::log_level>& to, std::string_view value) {
        const auto known = eslio::parse_log_level(value);
        if (!known)
            return fail(value, "is not a log level (console, alert, crit, err, warning, notice, "
                               "info, debug, or 0 to 63)");
        to = known;
    }

    void debug(std::string_view value) {
        const auto n = number(value, 7);
        if (!n) return fail(value, "is not a debug level (0 to 7)");
        out_.value.debug = static_cast<int>(*n);
    }

    void events(std::string_view value) {
        eslio::subscription s;
        add_events(s, value);
        if (s.error() == eslio::error::custom_without_subclass)
            return fail("CUSTOM needs its subclasses after it, as in 'CUSTOM sofia::register'");
        if (s.events().empty()) return fail(value, "names no event");
        if (s.error()) return fail(value, "names no event: " + s.why());
        out_.value.events.emplace_back(value);
    }

    void format(std::string_view value) {
        const auto known = eslio::parse_format(value);
        if (!known) return fail(value, "is not plain, json or xml");
        out_.value.format = *known;
    }

    void filter(std::string_view value) {
        const std::size_t blank = value.find(' ');
        const std::string_view header = value.substr(0, blank);
        const std::string_view wanted =
            blank == value.npos ? std::string_view() : value.substr(blank + 1);
        if (const eslio::command c = eslio::cmd::filter(header, wanted); c.error())
            return fail(value, "is not 'Header value': " + c.why());
        out_.value.filters.emplace_back(header, wanted);
    }

    void count(std::string_view value) {
        const auto n = number(value, UINT64_MAX);
        if (!n || *n == 0) return fail(value, "is not a number of messages (1 or more)");
        out_.value.count = *n;
    }

    void duration(std::string_view value) {
        const auto time = seconds(value);
        if (!time || time->count() == 0) return fail(value, "is not a number of seconds");
        out_.value.listen_for = *time;
    }

    void output(std::string_view value) {
        if (value != "text" && value != "jsonl") return fail(value, "is not text or jsonl");
        out_.value.output = value == "text" ? output_form::text : output_form::jsonl;
    }

    void flag(std::string_view full) {
        options& o = out_.value;
        if (full == "retry") o.retry = true;
        if (full == "reconnect") o.reconnect = true;
        if (full == "interrupt") o.interrupt = true;
        if (full == "quiet") o.quiet = true;
        if (full == "batchmode") o.batch = true;
        if (full == "no-color") o.color = false;
        if (full == "help") o.help = true;
        if (full == "version") o.version = true;
        if (full == "no-history-file") o.keep_history = false;
        if (full == "log-uuid" || full == "log-uuid-short") o.log_uuid = true;
        if (full == "log-uuid-short") o.log_uuid_length = 8;
        if (full == "bg") o.background = true;
        if (full == "embedded") o.embedded = true;
    }

    parsed_options& out_;
    std::string shown_;
};

/// Options that only make sense together.
inline std::string check_together(const options& o) {
    if (o.background && o.commands.empty()) return "--bg needs -x";
    if (!o.filters.empty() && o.events.empty() && !o.reads_input()) return "--filter needs -e";
    if (o.count != 0 && !o.listens()) return "--count needs -e or --log";
    if (o.listen_for.count() != 0 && !o.listens()) return "--for needs -e or --log";
    if (const auto s = o.subscription()) {
        if (s->error() == eslio::error::only_negative_filters)
            return "with negative filters only, FreeSWITCH delivers nothing; add a positive one, "
                   "as --filter 'Event-Name /.+/'";
        if (s->error()) return "the events and filters: " + s->why();
    }
    return {};
}

}  // namespace detail

namespace detail {

/// Walks through the arguments: `-x value`, `-xvalue`, `-qn`, `--full value`, `--full=value`.
class argument_walker {
public:
    argument_walker(const std::vector<std::string>& arguments, parsed_options& out)
        : arguments_(arguments), out_(out), reader_(out) {}

    void walk() {
        for (; at_ < arguments_.size() && out_.error.empty(); ++at_) {
            const std::string_view word = arguments_[at_];
            if (word == "--" && at_ + 1 == arguments_.size()) return;
            if (word.size() < 2 || word[0] != '-' || word == "--") {
                if (word != "--" && !word.empty() && !std::exchange(has_profile_, true)) {
                    out_.profile = word;
                    continue;
                }
                // It may be a piece of a password that was not quoted, so it is not shown.
                out_.error = "there is an argument that is no option; quote what has blanks, as in "
                             "-x \"show channels\"";
            } else if (word[1] == '-') {
                read_full(word);
            } else {
                read_brief(word);
            }
        }
    }

private:
    template <class Predicate>
    const option_name* find(const std::string& shown, Predicate is_it) {
        for (const option_name& o : option_names)
            if (is_it(o)) return &o;
        out_.error = "there is no option " + shown;
        return nullptr;
    }

    /// A name may be cut short, as getopt_long has it, where it fits one only.
    static std::string complete_name(const std::string& name) {
        std::string_view full;
        for (const option_name& o : option_names) {
            if (o.full == name) return name;
            if (!eslio::wire::starts_with(o.full, name) || o.full == full) continue;
            if (!full.empty()) return name;
            full = o.full;
        }
        return full.empty() ? name : std::string(full);
    }

    void read_full(std::string_view word) {
        const std::size_t equals = word.find('=');
        const std::string shown(word.substr(0, equals));
        const std::string name = complete_name(shown.substr(2));
        const auto* known = find(shown, [&](const auto& o) { return o.full == name; });
        if (known == nullptr) return;
        if (known->takes_value) return take_value(*known, shown, equals + 1);
        if (equals != word.npos)
            out_.error = "option " + shown + " takes no value";
        else
            reader_.apply(shown, known->full, {});
    }

    void read_brief(std::string_view word) {
        for (std::size_t i = 1; i < word.size() && out_.error.empty(); ++i) {
            const std::string shown{'-', word[i]};
            const auto* known = find(shown, [&](const auto& o) { return o.brief == word[i]; });
            if (known == nullptr) return;
            if (known->takes_value)
                return take_value(*known, shown, i + 1 < word.size() ? i + 1 : 0);
            reader_.apply(shown, known->full, {});
        }
    }

    /// The value is the rest of this argument from `offset` on, or if that is 0 the next argument.
    void take_value(const option_name& known, const std::string& shown, std::size_t offset) {
        if (offset == 0 && ++at_ == arguments_.size()) {
            out_.error = "option " + shown + " needs a value";
            return;
        }
        if (known.full == "password") out_.secrets.push_back({at_, offset});
        reader_.apply(shown, known.full, std::string_view(arguments_[at_]).substr(offset));
    }

    const std::vector<std::string>& arguments_;
    parsed_options& out_;
    option_reader reader_;
    std::size_t at_ = 0;
    bool has_profile_ = false;
};

}  // namespace detail

/// `arguments`: without the program's name. Stops at the first mistake. What they leave open is as
/// in `base`.
inline parsed_options parse_options(const std::vector<std::string>& arguments,
                                    options base = options()) {
    parsed_options out;
    out.value = std::move(base);
    detail::argument_walker(arguments, out).walk();
    if (out.error.empty() && !out.value.help && !out.value.version)
        out.error = detail::check_together(out.value);
    return out;
}

}  // namespace cli
