// The bodies of the functions of esl_oop/connection.hpp.
#pragma once

#include <eslio/command/login.hpp>
#include <eslio/command/sendevent.hpp>
#include <eslio/command/sendmsg.hpp>
#include <eslio/esl_oop/connection.hpp>
#include <eslio/esl_oop/detail/esl_command.hpp>
#include <eslio/esl_oop/detail/esl_core.hpp>
#include <eslio/esl_oop/log.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/line_writer.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::detail {

/// The user as a whole, as it stands before the colon (esl.c: esl_connect_timeout).
inline credentials esl_credentials(std::string_view user, std::string_view secret) {
    if (user.empty()) return password(secret);
    wire::line_writer w;
    w.text("userauth ").text(user).text(":").text(secret);
    w.finish();
    return {command(std::move(w)), true};
}

inline std::unique_ptr<esl_core> esl_connect(const char* host, int port, const char* user,
                                             const char* secret) {
    if (host == nullptr || secret == nullptr) return nullptr;
    if (*host == '\0') {  // a resolver would take it for this machine
        esl::log(esl::log_severity::error, "not connected: the host is empty");
        return nullptr;
    }
    return std::make_unique<esl_core>(
        login(host, port, esl_credentials(user == nullptr ? "" : user, secret)));
}

inline std::unique_ptr<esl_core> esl_connect(const char* host, const char* port, const char* user,
                                             const char* secret) {
    if (port == nullptr) return nullptr;
    // As `atoi` reads it (esl_oop.cpp): what comes after the digits does not matter.
    std::string_view text = wire::trim_left(port);
    if (wire::starts_with(text, "+")) text.remove_prefix(1);
    const auto number = wire::parse_number(text.substr(0, text.find_first_not_of("0123456789")));
    return esl_connect(host, number && *number <= 65535 ? static_cast<int>(*number) : 0, user,
                       secret);
}

}  // namespace eslio::detail

ESLIO_DECL ESLconnection::ESLconnection(const char* host, int port, const char* user,
                                        const char* password)
    : core_(eslio::detail::esl_connect(host, port, user, password)) {}

ESLIO_DECL ESLconnection::ESLconnection(const char* host, int port, const char* password)
    : ESLconnection(host, port, nullptr, password) {}

ESLIO_DECL ESLconnection::ESLconnection(const char* host, const char* port, const char* user,
                                        const char* password)
    : core_(eslio::detail::esl_connect(host, port, user, password)) {}

ESLIO_DECL ESLconnection::ESLconnection(const char* host, const char* port, const char* password)
    : ESLconnection(host, port, nullptr, password) {}

ESLIO_DECL ESLconnection::ESLconnection(int socket)
    : core_(socket < 0 ? nullptr : std::make_unique<eslio::detail::esl_core>(socket)) {}

ESLIO_DECL ESLconnection::~ESLconnection() = default;

ESLIO_DECL int ESLconnection::socketDescriptor() {
    return core_ ? core_->descriptor() : -1;
}

ESLIO_DECL int ESLconnection::connected() {
    return core_ && core_->is_connected() ? 1 : 0;
}

ESLIO_DECL ESLevent* ESLconnection::made(std::optional<eslio::detail::esl_content> content) {
    return content ? new ESLevent(std::move(*content)) : nullptr;
}

ESLIO_DECL ESLevent* ESLconnection::ask(eslio::command c, bool is_api) {
    return core_ ? made(core_->ask(std::move(c), is_api)) : nullptr;
}

ESLIO_DECL ESLevent* ESLconnection::getInfo() {
    if (connected() == 0 || core_->info() == nullptr) return nullptr;
    return new ESLevent(*core_->info());
}

ESLIO_DECL int ESLconnection::send(const char* cmd) {
    if (!core_ || cmd == nullptr) return ESL_FAIL;
    return core_->send(eslio::detail::esl_raw_command(cmd)) ? ESL_SUCCESS : ESL_FAIL;
}

ESLIO_DECL ESLevent* ESLconnection::sendRecv(const char* cmd) {
    if (cmd == nullptr) return nullptr;
    const std::string_view text = eslio::detail::esl_after_line_ends(cmd);
    const bool is_api = eslio::wire::iequals(text.substr(0, 4), "api ");
    return ask(eslio::detail::esl_raw_command(text), is_api);
}

/// The blank is there also without arguments. FreeSWITCH knows no empty command, and says so.
ESLIO_DECL ESLevent* ESLconnection::api(const char* cmd, const char* arg) {
    if (cmd == nullptr) return nullptr;
    return ask(eslio::detail::esl_line_command("api", cmd, arg == nullptr ? "" : arg), true);
}

ESLIO_DECL ESLevent* ESLconnection::bgapi(const char* cmd, const char* arg, const char* job_uuid) {
    return cmd == nullptr ? nullptr : ask(eslio::detail::esl_bgapi(cmd, arg, job_uuid));
}

ESLIO_DECL ESLevent* ESLconnection::sendEvent(ESLevent* send_me) {
    ESLevent* answer = nullptr;
    if (send_me != nullptr && send_me->content_)
        answer = ask(eslio::cmd::sendevent(send_me->to_event()));
    return answer != nullptr ? answer : new ESLevent("SERVER_DISCONNECTED");
}

ESLIO_DECL int ESLconnection::sendMSG(ESLevent* send_me, const char* uuid) {
    if (!core_ || send_me == nullptr || !send_me->content_) return 1;
    const eslio::command c = eslio::cmd::sendmsg(send_me->to_event(), uuid == nullptr ? "" : uuid);
    return core_->ask(c) && !c.error() ? 0 : 1;
}

ESLIO_DECL ESLevent* ESLconnection::recvEvent() {
    ESLevent* const next = core_ ? made(core_->receive({})) : nullptr;
    return next != nullptr ? next : new ESLevent("SERVER_DISCONNECTED");
}

ESLIO_DECL ESLevent* ESLconnection::recvEventTimed(int ms) {
    if (!core_) return nullptr;
    if (ms <= 0) return made(core_->receive({}));
    return made(core_->receive(std::chrono::milliseconds(ms)));
}

ESLIO_DECL ESLevent* ESLconnection::filter(const char* header, const char* value) {
    if (header == nullptr || value == nullptr) return nullptr;
    return ask(eslio::detail::esl_line_command("filter", header, value));
}

ESLIO_DECL int ESLconnection::events(const char* etype, const char* value) {
    if (!core_ || value == nullptr) return ESL_FAIL;
    const std::string_view given = etype == nullptr ? "" : etype;
    const char* const type = given == "xml" || given == "json" ? etype : "plain";
    const eslio::command c = eslio::detail::esl_line_command("event", type, value);
    return core_->ask(c) && !c.error() ? ESL_SUCCESS : ESL_FAIL;
}

ESLIO_DECL ESLevent* ESLconnection::ask_to_execute(const char* app, const char* arg,
                                                   const char* uuid, bool async) {
    return ask(eslio::detail::esl_execute(app, arg, uuid, {event_lock_, async}));
}

ESLIO_DECL ESLevent* ESLconnection::execute(const char* app, const char* arg, const char* uuid) {
    return ask_to_execute(app, arg, uuid, async_execute_);
}

ESLIO_DECL ESLevent* ESLconnection::executeAsync(const char* app, const char* arg,
                                                 const char* uuid) {
    return ask_to_execute(app, arg, uuid, true);
}

ESLIO_DECL int ESLconnection::setAsyncExecute(const char* val) {
    if (val != nullptr) async_execute_ = eslio::detail::esl_true(val);
    return async_execute_ ? 1 : 0;
}

ESLIO_DECL int ESLconnection::setEventLock(const char* val) {
    if (val != nullptr) event_lock_ = eslio::detail::esl_true(val);
    return event_lock_ ? 1 : 0;
}

ESLIO_DECL int ESLconnection::disconnect() {
    return core_ && !core_->disconnect() ? ESL_FAIL : ESL_SUCCESS;
}
