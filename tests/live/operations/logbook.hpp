// Begins operations of the library and writes down what each came to: a line, its time, its
// results.
#pragma once

#include "live/naming.hpp"
#include "live/operations/result_text.hpp"
#include "live/switch.hpp"
#include "live/transcript.hpp"

#include <eslio/error.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace live {

/// An operation that was begun. Its handler may be called once.
template <class... Values>
struct attempt {
    int completions = 0;
    eslio::error_code ec;
    std::tuple<Values...> values;
    time_point begun{};
    time_point ended{};
    std::string what;
};

class logbook {
public:
    explicit logbook(switch_under_test& on) : switch_(on) {}

    /// Begins an operation; `begin(handler)` is given the handler.
    template <class... Values, class Begin>
    std::shared_ptr<attempt<Values...>> begin(std::string what, Begin start) {
        auto a = std::make_shared<attempt<Values...>>();
        a->what = std::move(what);
        a->begun = switch_.now();
        // The handler may be called when this book is gone.
        start([a, &on = switch_](eslio::error_code ec, Values... values) {
            ++a->completions;
            a->ec = ec;
            a->values = std::tuple<Values...>(std::move(values)...);
            a->ended = on.now();
        });
        return a;
    }

    /// Waits for its end and writes it down.
    template <class... Values>
    const attempt<Values...>& finish(const std::shared_ptr<attempt<Values...>>& a,
                                     milliseconds limit = milliseconds(30'000)) {
        switch_.run_until([&] { return a->completions != 0; }, limit);
        entry e{a->what, 0, {}};
        if (a->completions == 0) {
            e.details.emplace_back("result", "never completes");
        } else {
            e.after = std::chrono::duration<double>(a->ended - a->begun).count();
            if (a->ec)
                e.details.emplace_back("error", text_of(a->ec));
            else
                std::apply([&](const Values&... v) { (describe(e.details, v), ...); }, a->values);
        }
        if (a->completions > 1) e.details.emplace_back("completions", "more than one");
        entries_.push_back(std::move(e));
        return *a;
    }

    /// Both.
    template <class... Values, class Begin>
    attempt<Values...> run(std::string what, Begin start,
                           milliseconds limit = milliseconds(30'000)) {
        const auto a = begin<Values...>(std::move(what), std::move(start));
        finish(a, limit);
        return std::move(*a);
    }

    /// Something that is known without an operation.
    void note(std::string what, std::string value) {
        entries_.push_back({std::move(what), 0, {{"value", std::move(value)}}});
    }

    /// What else is to be told of the operation that ended last.
    void add(std::string name, std::string value) {
        entries_.back().details.emplace_back(std::move(name), std::move(value));
    }

    /// What was written down since the last time. UUIDs in it, that of the call (`$a`) and others,
    /// and times are replaced by names.
    std::vector<entry> take(const std::string& call = {}) {
        recording r;
        if (!call.empty()) r.names["a"] = call;
        const naming name(script{}, r, {});
        for (entry& e : entries_)
            for (auto& [what, value] : e.details) value = name(std::move(value));
        return std::exchange(entries_, {});
    }

private:
    switch_under_test& switch_;
    std::vector<entry> entries_;
};

}  // namespace live
