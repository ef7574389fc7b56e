// The bodies of the functions of console_line.hpp.
#pragma once

#include <eslio/testing/fake_switch/socket/console_line.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void console_line::run(machine& m, std::string_view line, api_done done) {
    const auto all = std::make_shared<console_line>(m, std::move(done));
    while (!line.empty()) {
        const std::size_t end = line.find(";;");
        all->commands_.emplace_back(line.substr(0, end));
        line.remove_prefix(end == line.npos ? line.size() : end + 2);
    }
    all->run_from(0);
}

ESLIO_COLD void console_line::run_from(std::size_t next) {
    if (next == commands_.size()) return done_(failed_ ? api_answer::failure() : api_answer(said_));
    std::string command = commands_[next];
    command.resize(std::min(command.find_first_of("\r\n"), command.size()));
    std::string_view rest = command;
    std::string_view name = wire::next_word(rest);
    const auto* const alias = machine_.kept.aliases.find(name);
    std::string meant;
    if (alias != nullptr) {
        meant = *alias + (rest.empty() ? "" : " ") + std::string(rest);
        said_.append("\nExpand Alias [").append(name).append("]->[").append(meant).append("]\n\n");
        rest = meant;
        name = wire::next_word(rest);
    }
    machine_.execute_api(name, rest, [self = shared_from_this(), next](const api_answer& answer) {
        self->failed_ = answer.failed();
        self->said_ += answer.failed() ? "INVALID COMMAND!\n" : answer.text();
        self->run_from(next + 1);
    });
}

}  // namespace eslio::testing::fake
