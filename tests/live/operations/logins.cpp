#include "live/operations/logins.hpp"

#include "live/operations/logbook.hpp"

#include <eslio/command.hpp>
#include <eslio/connection.hpp>

#include <asio/executor_work_guard.hpp>
#include <asio/post.hpp>
#include <asio/write.hpp>

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>

namespace live {

namespace {

using asio::ip::tcp;
using eslio::login;
using eslio::password;

/// A fake switch that listens at a port, served by a thread of its own.
class listening_fake {
public:
    listening_fake() {
        eslio::testing::fake_switch_options o;
        o.users = in_process_switch::users();
        fake_ = std::make_unique<eslio::testing::fake_switch>(context_.get_executor(), o);
        port_ = fake_->listen();
        thread_ = std::thread([this] { context_.run(); });
    }
    ~listening_fake() {
        context_.stop();
        thread_.join();
    }
    listening_fake(const listening_fake&) = delete;
    listening_fake& operator=(const listening_fake&) = delete;

    address where() const { return {"127.0.0.1", std::to_string(port_), "ClueCon"}; }

private:
    asio::io_context context_;
    asio::executor_work_guard<asio::io_context::executor_type> work_ =
        asio::make_work_guard(context_);
    std::unique_ptr<eslio::testing::fake_switch> fake_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

/// Somebody who listens at a port, and says that much to whoever comes.
class peer {
public:
    peer(asio::io_context& context, std::string greeting)
        : acceptor_(context, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
          greeting_(std::move(greeting)) {
        acceptor_.async_accept([this](eslio::error_code ec, tcp::socket s) {
            if (ec) return;
            socket_ = std::make_unique<tcp::socket>(std::move(s));
            asio::async_write(*socket_, asio::buffer(greeting_),
                              [](eslio::error_code, std::size_t) {});
        });
    }
    std::string port() const { return std::to_string(acceptor_.local_endpoint().port()); }

private:
    tcp::acceptor acceptor_;
    std::string greeting_;
    std::unique_ptr<tcp::socket> socket_;
};

class book {
public:
    explicit book(real_switch& on) : on_(on), log_(on) {}

    /// Connects and says how it went.
    void connect(const std::string& what, eslio::connection& fs, const login& where) {
        log_.run<>(what, [&](auto h) { fs.async_connect(where, h); });
        log_.add("is open", fs.is_open() ? "true" : "false");
        log_.add("reason", text_of(fs.reason()));
        log_.add("login_reply", std::string(fs.login_reply().text()));
    }
    void attempt(const std::string& what, const login& where,
                 eslio::connection_options options = {}) {
        eslio::connection fs(on_.context(), std::move(options));
        connect(what, fs, where);
    }

    login with(const std::string& secret) const {
        return login(on_.where().host, on_.where().port, password(secret));
    }

    transcript take() { return {{"operations", log_.take()}}; }

    real_switch& on_;
    logbook log_;
};

transcript logins(real_switch& on) {
    book b(on);
    eslio::connection fs(on.context());
    b.log_.run<eslio::api_response>("async_api before a login",
                                    [&](auto h) { fs.async_api("echo x", h); });
    b.connect("the right password", fs, b.with(on.where().password));
    b.connect("a second time", fs, b.with(on.where().password));
    b.log_.run<>("async_exit", [&](auto h) { fs.async_exit(h); });
    b.connect("again after the end", fs, b.with(on.where().password));
    b.attempt("a wrong password", b.with("nobody-has-this-password"));
    b.attempt(
        "a port where nobody listens",
        login(on.where().host == "localhost" ? "localhost" : "127.0.0.1", "1", password("x")));
    b.attempt("a host that does not exist", login("nosuch.invalid", "8021", password("x")));
    eslio::connection_options hasty;
    hasty.login_timeout = milliseconds(300);
    peer silent(on.context(), "");
    b.attempt("a peer that says nothing", login("127.0.0.1", silent.port(), password("x")), hasty);
    peer other(on.context(), "220 mail.example ESMTP\r\n\r\n");
    b.attempt("a peer that is a mail server", login("127.0.0.1", other.port(), password("x")),
              hasty);
    b.attempt("a user who does not exist",
              login(on.where().host, on.where().port, eslio::user("nobody", "nowhere", "x")));
    return b.take();
}

transcript users(real_switch& on) {
    book b(on);
    eslio::connection fs(on.context());
    b.connect("a user who may do little", fs,
              login(on.where().host, on.where().port,
                    eslio::user("limited", "eslio_live", "live-limited")));
    b.log_.run<eslio::api_response>("an api that is allowed",
                                    [&](auto h) { fs.async_api("echo x", h); });
    b.log_.run<eslio::api_response>("one that is not", [&](auto h) { fs.async_api("version", h); });
    b.log_.run<eslio::job_result>("a job that is allowed",
                                  [&](auto h) { fs.async_bgapi("echo x", h); });
    b.log_.run<eslio::job_result>("one that is not", [&](auto h) { fs.async_bgapi("version", h); });
    b.log_.run<eslio::reply>("an event that is allowed", [&](auto h) {
        fs.async_subscribe(eslio::subscription(eslio::event_name::channel_answer), h);
    });
    b.log_.run<eslio::reply>("one that is not", [&](auto h) {
        fs.async_subscribe(eslio::subscription(eslio::event_name::dtmf), h);
    });
    b.log_.run<eslio::reply>("the log", [&](auto h) { fs.async_log(eslio::log_level::info, h); });
    b.attempt("a wrong password", login(on.where().host, on.where().port,
                                        eslio::user("limited", "eslio_live", "wrong")));
    return b.take();
}

transcript layers(real_switch& on) {
    book b(on);
    const auto user = [&](const std::string& name, const std::string& secret) {
        return login(on.where().host, on.where().port, eslio::user(name, "eslio_layers", secret));
    };
    const std::pair<const char*, const char*> all[] = {
        {"of_domain", "live-domain"}, {"of_group", "live-group"}, {"own", "live-own"}};
    for (const auto& [name, secret] : all) {
        const std::string who = std::string(name) + ": ";
        eslio::connection fs(on.context());
        b.connect(who + "login", fs, user(name, secret));
        b.log_.add("Allowed-Events", std::string(fs.login_reply()["Allowed-Events"]));
        b.log_.add("Allowed-API", std::string(fs.login_reply()["Allowed-API"]));
        b.log_.add("Allowed-LOG", std::string(fs.login_reply()["Allowed-LOG"]));
        for (const char* command : {"echo x", "expand echo x", "version"})
            b.log_.run<eslio::api_response>(who + command,
                                            [&](auto h) { fs.async_api(command, h); });
        b.log_.run<eslio::job_result>(who + "a job", [&](auto h) { fs.async_bgapi("echo x", h); });
        for (const eslio::event_name e :
             {eslio::event_name::channel_answer, eslio::event_name::dtmf})
            b.log_.run<eslio::reply>(
                who + "an event", [&](auto h) { fs.async_subscribe(eslio::subscription(e), h); });
        b.log_.run<eslio::reply>(who + "the log",
                                 [&](auto h) { fs.async_log(eslio::log_level::info, h); });
    }
    b.attempt("the password of the domain, where the group has another",
              user("of_group", "live-domain"));
    return b.take();
}

/// Who logs in needs a switch to connect to, also where it is a fake one.
transcript on_a_fake(transcript (*of)(real_switch&)) {
    listening_fake fake;
    real_switch reached(fake.where());
    return of(reached);
}

}  // namespace

transcript try_logins(real_switch& on) {
    return logins(on);
}

transcript try_logins(in_process_switch&) {
    return on_a_fake(logins);
}

transcript try_users(real_switch& on) {
    return users(on);
}

transcript try_users(in_process_switch&) {
    return on_a_fake(users);
}

transcript try_layers(real_switch& on) {
    return layers(on);
}

transcript try_layers(in_process_switch&) {
    return on_a_fake(layers);
}

}  // namespace live
