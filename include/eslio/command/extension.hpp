// extension: a place in the dialplan.
#pragma once

#include <eslio/command/untrusted.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// Where a call is sent: a number of the dialplan, with the dialplan's and the context's name where
/// they are not those of the call. Of a stranger letters, digits and `+*#-_.` alone.
class extension {
public:
    /// An extension, with its dialplan and context where FreeSWITCH's defaults shall not hold.
    extension(const any_text& number, std::string dialplan = {}, std::string context = {})
        : number_(number.text()),
          own_(number.stranger() == nullptr),
          dialplan_(std::move(dialplan)),
          context_(std::move(context)) {}
    extension(const char* number) : extension(any_text(number)) {}
    extension(const std::string& number) : extension(any_text(number)) {}
    extension(const untrusted& number) : extension(any_text(number)) {}

    /// What was given; of texts that were not, empty.
    const std::string& number() const noexcept { return number_; }
    bool is_own() const noexcept { return own_; }
    const std::string& dialplan() const noexcept { return dialplan_; }
    const std::string& context() const noexcept { return context_; }

private:
    std::string number_;
    bool own_;
    std::string dialplan_;
    std::string context_;
};

}  // namespace eslio
