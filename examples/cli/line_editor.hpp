// The line editor of libedit: arrows, history, Ctrl-R, Tab, function keys.
//
// el_gets blocks for characters. Here it asks a function of ours for each (EL_GETCFN), and that
// runs the io_context until one has come: so there is one thread, messages are printed while a
// draft stands there, and half an escape sequence waits as in any program, for which EL_UNBUFFERED
// knows no way. What libedit writes goes to memory first and then the way of all other output, so
// the two cannot get mixed up, and a terminal that is held (Ctrl-S) does not hold the connection.
#pragma once

#include "editor.hpp"
#include "history.hpp"
#include "output_thread.hpp"
#include "screen_width.hpp"

#include <asio/io_context.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/signal_set.hpp>

#include <array>
#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cwchar>
#include <deque>
#include <exception>
#include <fcntl.h>
#include <functional>
#include <histedit.h>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>

namespace cli {

class line_editor final : public editor {
public:
    /// `history_file`: empty for none.
    line_editor(asio::io_context& on, output_thread& out, std::string history_file)
        : context_(on),
          out_(out),
          input_(on, open_input()),
          resized_(on, SIGWINCH),
          history_file_(std::move(history_file)) {
        std::setlocale(LC_CTYPE, "");
        if (MB_CUR_MAX == 1) std::setlocale(LC_CTYPE, "C.UTF-8");
        memory_ = ::open_memstream(&written_, &written_size_);
        if (memory_ != nullptr) el_ = el_init_fd("eslio_cli", stdin, memory_, stderr, 0, 1, 2);
        if (el_ == nullptr) throw std::runtime_error("libedit does not start");
        history_ = history_init();
        set_up();
        read_columns();
    }
    line_editor(const line_editor&) = delete;
    line_editor& operator=(const line_editor&) = delete;
    ~line_editor() override {
        save_history();
        el_end(el_);
        history_end(history_);
        std::fclose(memory_);
        std::free(written_);
    }

    void start(callbacks c) override {
        callbacks_ = std::move(c);
        started_ = true;
        wait_for_input();
        wait_for_size();
    }
    bool is_started() const override { return started_; }

    void read_line() override {
        int size = 0;
        reading_ = true;
        const char* const line = el_gets(el_, &size);
        reading_ = false;
        std::string shown;
        take_written(shown);
        out_.write(shown);
        if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
        if (context_.stopped()) return;
        if (line == nullptr || size <= 0) {
            started_ = false;
            return callbacks_.on_end();
        }
        std::string text(line, static_cast<std::size_t>(size));
        while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
        HistEvent e;
        if (is_to_remember(text)) history(history_, &e, H_ENTER, text.c_str());
        callbacks_.on_line(std::move(text));
    }

    void erase(std::string& out) override {
        take_written(out);
        if (!reading_) return;
        const LineInfoW* const line = el_wline(el_);
        std::size_t row = prompt_width_ / columns_;
        std::size_t column = prompt_width_ % columns_;
        for (const wchar_t* c = line->buffer; c != line->cursor; ++c)
            move_cursor(*c, columns_, row, column);
        if (row != 0) out.append("\x1b[").append(std::to_string(row)).append("A");
        out.append("\r\x1b[J");
    }

    void redraw(std::string& out) override {
        if (!reading_) return;
        el_wset(el_, EL_REFRESH);
        take_written(out);
    }

    void set_prompt(std::string prompt) override {
        prompt_ = std::move(prompt);
        prompt_width_ = width_of(prompt_);
    }

    void hold(bool on) override { held_ = on; }

    void complete(std::string_view before, std::size_t size, std::string_view with) override {
        const LineInfo* const line = el_line(el_);
        const std::string_view now(line->buffer,
                                   static_cast<std::size_t>(line->cursor - line->buffer));
        if (!reading_ || now != before || size > before.size()) return;
        const std::size_t characters = count_characters(before.substr(before.size() - size));
        if (characters != 0) el_deletestr(el_, static_cast<int>(characters));
        el_insertstr(el_, std::string(with).c_str());
    }

private:
    /// Asio does not let a descriptor block, and what shares it, as standard output mostly does,
    /// does not either then: the terminal is opened once more.
    static int open_input() {
        const char* const name = ::ttyname(0);
        int file = name == nullptr ? -1 : ::open(name, O_RDONLY | O_NOCTTY | O_CLOEXEC);
        if (file < 0) file = ::open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC);
        if (file < 0) throw std::runtime_error("the terminal cannot be opened");
        return file;
    }

    /// In one step: another console that begins now reads a whole file.
    void save_history() {
        if (history_file_.empty()) return;
        HistEvent e;
        const std::string made = history_file_ + "." + std::to_string(::getpid());
        if (history(history_, &e, H_SAVE, made.c_str()) < 0 ||
            std::rename(made.c_str(), history_file_.c_str()) != 0)
            std::remove(made.c_str());
    }

    void set_up() {
        el_set(el_, EL_CLIENTDATA, this);
        el_set(el_, EL_PROMPT_ESC, &line_editor::prompt_of, '\1');
        el_set(el_, EL_EDITOR, "emacs");
        el_wset(el_, EL_GETCFN, &line_editor::next_character);
        // libedit gives the terminal back between lines. To Linux, what was typed by then would be
        // lines, and the end of the input where one is not complete: so it is given back as it is.
        el_set(el_, EL_SETTY, "-x", "-icanon", "-echo", nullptr);
        // Wide, as libedit keeps these names where they are; of others it loses copies.
        bind_keys();
        el_wset(el_, EL_ADDFN, L"eslio-complete", L"Complete the draft", &line_editor::tab);
        el_set(el_, EL_BIND, "^I", "eslio-complete", nullptr);
        el_wset(el_, EL_ADDFN, L"eslio-end", L"Leave, or delete a character",
                &line_editor::end_key);
        el_set(el_, EL_BIND, "^D", "eslio-end", nullptr);
        el_set(el_, EL_BIND, "\x1b[3~", "ed-delete-next-char", nullptr);
        el_set(el_, EL_BIND, "^R", "em-inc-search-prev", nullptr);
        HistEvent e;
        history(history_, &e, H_SETSIZE, history_lines);
        history(history_, &e, H_SETUNIQUE, 1);
        el_set(el_, EL_HIST, history, history_);
        if (!history_file_.empty()) history(history_, &e, H_LOAD, history_file_.c_str());
        el_source(el_, nullptr);
    }

    template <std::size_t number>
    static unsigned char function_key(EditLine* el, wint_t) {
        of(el).callbacks_.on_key(number);
        return CC_NORM;
    }

    /// A key has up to three sequences: of vt100, of xterm and others, of Linux's own console.
    template <std::size_t number>
    void bind_key(const char* one, const char* two, const char* three = nullptr) {
        static const std::string name = "eslio-f" + std::to_string(number);
        static const std::wstring wide(name.begin(), name.end());
        el_wset(el_, EL_ADDFN, wide.c_str(), L"Function key", &line_editor::function_key<number>);
        for (const char* keys : {one, two, three})
            if (keys != nullptr) el_set(el_, EL_BIND, keys, name.c_str(), nullptr);
    }

    void bind_keys() {
        bind_key<1>("\x1bOP", "\x1b[11~", "\x1b[[A");
        bind_key<2>("\x1bOQ", "\x1b[12~", "\x1b[[B");
        bind_key<3>("\x1bOR", "\x1b[13~", "\x1b[[C");
        bind_key<4>("\x1bOS", "\x1b[14~", "\x1b[[D");
        bind_key<5>("\x1bOT", "\x1b[15~", "\x1b[[E");
        bind_key<6>("\x1bOU", "\x1b[17~");
        bind_key<7>("\x1bOV", "\x1b[18~");
        bind_key<8>("\x1bOW", "\x1b[19~");
        bind_key<9>("\x1bOX", "\x1b[20~");
        bind_key<10>("\x1bOY", "\x1b[21~");
        bind_key<11>("\x1bOZ", "\x1b[23~");
        bind_key<12>("\x1bO[", "\x1b[24~");
    }

    static line_editor& of(EditLine* el) {
        void* self = nullptr;
        el_get(el, EL_CLIENTDATA, &self);
        return *static_cast<line_editor*>(self);
    }

    static char* prompt_of(EditLine* el) { return of(el).prompt_.data(); }

    static unsigned char tab(EditLine* el, wint_t) {
        const LineInfo* const line = el_line(el);
        of(el).callbacks_.on_complete({line->buffer, line->cursor}, {line->cursor, line->lastchar});
        return CC_NORM;
    }

    /// As in fs_cli (console_eofkey) it leaves where nothing is typed.
    static unsigned char end_key(EditLine* el, wint_t) {
        const LineInfo* const line = el_line(el);
        if (line->buffer == line->lastchar) {
            std::fputs("/exit\n", of(el).memory_);
            return CC_EOF;
        }
        if (line->cursor != line->lastchar) {
            el_cursor(el, 1);
            el_deletestr(el, 1);
        }
        return CC_REFRESH;
    }

    /// libedit is C: no exception may pass through it.
    static int next_character(EditLine* el, wchar_t* to) {
        line_editor& self = of(el);
        std::string shown;
        self.take_written(shown);
        self.out_.write(shown);
        try {
            for (;;) {
                if (self.context_.stopped()) return 0;
                if (!self.held_ && self.take_character(*to)) return 1;
                if (self.ended_) return 0;
                self.context_.run_one();
            }
        } catch (...) {
            self.failure_ = std::current_exception();
            return 0;
        }
    }

    /// False: there is none, or its end has not come yet.
    bool take_character(wchar_t& to) {
        while (!bytes_.empty()) {
            const char byte = bytes_.front();
            bytes_.pop_front();
            const std::size_t used = std::mbrtowc(&to, &byte, 1, &half_);
            if (used == static_cast<std::size_t>(-2)) continue;
            if (used == static_cast<std::size_t>(-1)) {
                half_ = {};
                continue;  // no character
            }
            return true;
        }
        return false;
    }

    void wait_for_input() {
        input_.async_wait(asio::posix::stream_descriptor::wait_read, [this](asio::error_code ec) {
            if (ec) return;
            // Nothing read is no end: VMIN is 0 between two lines.
            std::array<char, 256> room{};
            const ssize_t got = ::read(input_.native_handle(), room.data(), room.size());
            const bool failed = got < 0 && errno != EAGAIN && errno != EINTR;
            pollfd state{0, POLLIN, 0};
            if (got <= 0) ::poll(&state, 1, 0);
            ended_ = failed || (got <= 0 && (state.revents & (POLLHUP | POLLERR)) != 0);
            if (ended_) return;
            if (got <= 0) return wait_for_input();
            bytes_.insert(bytes_.end(), room.data(), room.data() + got);
            wait_for_input();
        });
    }

    void wait_for_size() {
        resized_.async_wait([this](asio::error_code ec, int) {
            if (ec) return;
            std::string shown;
            erase(shown);
            el_resize(el_);
            read_columns();
            redraw(shown);
            out_.write(shown);
            wait_for_size();
        });
    }

    void read_columns() {
        winsize size{};
        columns_ = ::ioctl(1, TIOCGWINSZ, &size) == 0 && size.ws_col != 0 ? size.ws_col : 80;
    }

    void take_written(std::string& to) {
        std::fflush(memory_);
        to.append(written_, written_size_);
        std::rewind(memory_);
        std::fflush(memory_);
    }

    asio::io_context& context_;
    output_thread& out_;
    asio::posix::stream_descriptor input_;
    asio::signal_set resized_;
    const std::string history_file_;
    callbacks callbacks_;
    std::FILE* memory_ = nullptr;
    char* written_ = nullptr;
    std::size_t written_size_ = 0;
    EditLine* el_ = nullptr;
    History* history_ = nullptr;
    std::string prompt_;
    std::size_t prompt_width_ = 0;
    std::size_t columns_ = 80;
    std::deque<char> bytes_;
    std::mbstate_t half_{};
    std::exception_ptr failure_;
    bool started_ = false;
    bool reading_ = false;
    bool ended_ = false;
    bool held_ = false;
};

}  // namespace cli
