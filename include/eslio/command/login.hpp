// Who we are: a password, or a user of FreeSWITCH's directory; and where FreeSWITCH listens.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/command.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/line_writer.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// What opens FreeSWITCH's event socket. It is shown nowhere.
class credentials {
public:
    /// Made by `password` and `user`: the command that logs in.
    credentials(command opening, bool of_user)
        : opening_(std::move(opening).mark_secret()), of_user_(of_user) {}

    /// The `auth` or `userauth` command.
    const command& opening() const noexcept { return opening_; }

    /// A `userauth`, whose reply FreeSWITCH may cut (mod_event_socket: listener_run has 512
    /// bytes for it).
    bool of_user() const noexcept { return of_user_; }

private:
    command opening_;
    bool of_user_;
};

namespace cmd {

/// `auth <password>`: the password of `event_socket.conf`. `+OK accepted`, or `-ERR invalid` and
/// the end of the connection: there is no second try (mod_event_socket: parse_command).
ESLIO_DECL command auth(std::string_view secret);

/// `userauth <user>@<domain>:<password>`: a user of the directory who has `esl-password` set. The
/// reply tells what the user may do: `permissions_of`. A colon in the user or an `@` in the user or
/// the domain would shift the meaning of the parts and is refused.
ESLIO_DECL command userauth(std::string_view name, std::string_view domain,
                            std::string_view secret);

}  // namespace cmd

/// To log in with the password of `event_socket.conf`: see `cmd::auth`.
inline credentials password(std::string_view secret) {
    return {cmd::auth(secret), false};
}

/// To log in as a user of the directory: see `cmd::userauth`.
inline credentials user(std::string_view name, std::string_view domain, std::string_view secret) {
    return {cmd::userauth(name, domain, secret), true};
}

/// Where to connect and as whom.
class login {
public:
    /// `host`: a name or an address, an IPv6 address with or without brackets (`[::1]`).
    /// `service`: a port number or a service's name.
    login(std::string host, std::string service, credentials who)
        : host_(std::move(host)), service_(std::move(service)), who_(std::move(who)) {
        if (host_.size() > 2 && host_.front() == '[' && host_.back() == ']')
            host_ = host_.substr(1, host_.size() - 2);
    }

    /// At a port by its number. One that is none, as 70000, makes the login invalid.
    login(std::string host, int port, credentials who);
    /// At FreeSWITCH's own port, 8021. There is no default password: the usual one would let
    /// anybody in who can reach the port.
    login(std::string host, credentials who) : login(std::move(host), "8021", std::move(who)) {}

    /// Without brackets, as a resolver takes it.
    const std::string& host() const noexcept { return host_; }
    const std::string& service() const noexcept { return service_; }

    /// Both, for a human: `127.0.0.1:8021`, `[::1]:8021`.
    std::string address() const {
        const bool version_6 = host_.find(':') != std::string::npos;
        return (version_6 ? '[' + host_ + ']' : host_) + ':' + service_;
    }
    const credentials& who() const noexcept { return who_; }

private:
    std::string host_;
    std::string service_;
    credentials who_;
};

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/login.ipp>
#endif
