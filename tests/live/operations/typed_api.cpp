#include "live/operations/typed_api.hpp"

namespace live {

std::string typed_bench::quietly(const eslio::api_request& r) {
    std::string body;
    bool done = false;
    fs_.async_api(r, [&](eslio::error_code, const eslio::api_response& answer) {
        body = answer.body();
        done = true;
    });
    on_.run_until([&] { return done; }, milliseconds(10'000));
    return body;
}

namespace {

template <class Switch>
transcript try_all(Switch& on) {
    std::optional<eslio::basic_connection<typename Switch::stream_type>> connection;
    open_connection(on, connection, [&](auto& done) { on.run_until(done, milliseconds(10'000)); });
    eslio::any_connection fs(std::move(*connection));
    section out{"operations", {}};
    const std::pair<const char*, void (*)(typed_bench&)> parts[] = {{"calls", try_typed_calls},
                                                                    {"values", try_typed_variables},
                                                                    {"switch", try_typed_switch},
                                                                    {"modules", try_typed_modules}};
    for (const auto& [name, run] : parts) {
        typed_bench bench(on, fs);
        run(bench);
        for (entry& e : bench.log.take()) {
            e.what = std::string(name) + " / " + e.what;
            out.entries.push_back(std::move(e));
        }
    }
    return {std::move(out)};
}

}  // namespace

transcript try_typed_api(real_switch& on) {
    return try_all(on);
}

transcript try_typed_api(in_process_switch& on) {
    return try_all(on);
}

}  // namespace live
