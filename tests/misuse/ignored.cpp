// Results that nobody looks at.
#include <eslio/channel/results.hpp>
#include <eslio/event.hpp>
#include <eslio/protocol/digit_rules.hpp>

#include <future>

template <class Result>
Result get();

void misuse(std::future<eslio::reply> f);

void misuse(std::future<eslio::reply> f) {
    f.get();                         // error: ignoring return
    get<eslio::reply>();             // error: ignoring return
    get<eslio::api_response>();      // error: ignoring return
    get<eslio::job>();               // error: ignoring return
    get<eslio::job_result>();        // error: ignoring return
    get<eslio::execution_result>();  // error: ignoring return
    get<eslio::digits_result>();     // error: ignoring return
    get<eslio::bridge_result>();     // error: ignoring return
    get<eslio::wait_result>();       // error: ignoring return
    get<eslio::collected_digits>();  // error: ignoring return
}
