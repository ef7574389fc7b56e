// What eslio_cli --help says.
#pragma once

#include <string_view>

namespace cli {

inline constexpr std::string_view help_text =
    R"(usage: eslio_cli [OPTIONS] [PROFILE]

Talks to FreeSWITCH's event socket. Without -x, -e and --log it reads commands from standard
input, with a prompt if that is a terminal; see /help there.

As in fs_cli:
  -H, --host HOST             where FreeSWITCH is (127.0.0.1); IPv6 as ::1 or [::1]
  -P, --port PORT             its event socket's port (8021)
  -u, --user USER@DOMAIN      log in as a user of the directory
  -p, --password PASSWORD     (ClueCon)
  -x, --execute COMMAND       run a line of FreeSWITCH's console (aliases, ;; between commands)
                              and print its output; may be repeated
  -t, --timeout MS            how long to wait for the answer to each command (no limit); the prompt
                              goes on after that
  -T, --connect-timeout MS    how long to wait for each of: the host's address, the connection,
                              the login (10000)
  -r, --retry                 where there is no connection, try again until there is one
  -R, --reconnect             when the connection is lost, make another one: what was subscribed
                              to goes on
  -i, --interrupt             Ctrl-C leaves the prompt, too, while it is connected
  -l, --loglevel LEVEL        log lines at the prompt (debug at a terminal, else none), or beside
                              the events of -e (none)
  -U, --log-uuid              the call's UUID before each log line
  -S, --log-uuid-short        8 characters of it
  -s, --set-log-uuid UUID     log lines of this call only, and those of none
  -d, --debug LEVEL           0 to 7; with 7 what is sent and answered is told (6)
  -q, --quiet                 no log lines (-l), no remarks on standard error
  -b, --batchmode             no prompt, whatever standard input is
  -n, --no-color              no colours (they are on a terminal only; NO_COLOR=1 and
                              FS_CLI_COLOR=no in the environment do the same)
  -Q, --no-history-file       ~/.eslio_cli_history is neither read nor written
  -h, -?, --help

PROFILE is one of ~/.fs_cli_conf, or if there is no such file of /etc/fs_cli.conf; by default that
called default, else the first. It is written as for fs_cli.

For scripts:
      --bg                    run the commands of -x in the background, all at once, and print
                              their results in the order given
  -e, --event NAMES           print these events; may be repeated. 'CUSTOM sofia::register' for
                              subclasses, ALL for everything
  -f, --format FORMAT         plain, json or xml: how FreeSWITCH is to send events (plain). What
                              is printed is the same
      --filter 'HEADER VALUE' only events that match one of these; may be repeated
      --log LEVEL             print log lines up to this level: console, alert, crit, err,
                              warning, notice, info, debug, or its number (0 to 63)
      --count N               stop after N messages
      --for SECONDS           stop after that time, whatever is still waited for
  -o, --output FORM           text, or jsonl: one line of JSON for each message (text)
      --embedded              start a fake FreeSWITCH inside and talk to that
  -V, --version

Sent are, in this order and one answered before the next: the login, filters, event, log, the
commands of -x. With -e or --log it goes on until --count, --for, a signal, or until FreeSWITCH
closes.

With -r or -R the state is told, on standard error, or between the lines of the prompt: connecting,
connected (and whether the switch has been restarted), lost or failed, why, and when it is tried
again: after at most 5 s, for ever. A wrong password is final at first, later it is tried again
slowly. --for counts from the start. A command not sent when the connection is lost is sent on the
next one; one sent and not answered fails, as nobody knows whether it was carried out: that ends a
run of -x, and not the prompt. A job's result may be missed: with -R it is waited for 10 minutes,
or as -t says.

Lines of -o jsonl; events, log lines and notices in the order in which they came, the output of
commands when it is there:
  {"type":"event","headers":[["Name","value"],["Name",["of","an array"]]],"body":"text"}
  {"type":"log","headers":[...],"body":"..."}           a log line
  {"type":"disconnect","headers":[...],"body":"..."}    FreeSWITCH announces the end
  {"type":"gap","lost":12}                              messages lost here: output was too slow
  {"type":"gap","lost":0,"why":"...","run":"same","milliseconds":812,"last_sequence":"71",
   "next_sequence":"95"}                                -R: events may be missing here; run is
                                                        same, another (restarted) or unknown
  {"type":"api","command":"...","headers":[...],"body":"..."}   the output of -x
  {"type":"job","command":"...","headers":[...],"body":"..."}   the same with --bg
Another packet has its Content-Type as type, and with "error" it is an event that could not be
read. Bytes that are not UTF-8 appear as U+FFFD, and then the line has "lossy":true.

Exit status: 0, also where a command printed nothing; 1 if FreeSWITCH answered -ERR or -USAGE to a
command; 2 if there was no connection or login, or it ended unannounced (with -R that is
no end) or before a command was answered; 64 for bad options.
)";

inline constexpr std::string_view prompt_help_text =
    R"(Commands are lines of FreeSWITCH's console, as 'status' or 'show channels'. These are its own:
  /event [plain|json|xml] [NAMES]  hear events: NAMES, or ALL
  /nixevent NAMES              no longer hear these
  /noevents                    hear none
  /filter HEADER VALUE         only events that match some filter
  /filter delete HEADER [VALUE], /filter delete all
  /log [LEVEL]                 log lines up to LEVEL (debug)
  /nolog                       no log lines
  /uuid [UUID]                 log lines of this call only, and those of none; or of all
  /logfilter [TEXT]            only log lines with TEXT; or all
  /eventfilter [TEXT]          only events with TEXT, as they are shown; or all
  /debug LEVEL                 0 to 7; with 7 what is sent and answered is told
  /bgapi COMMAND               run a command in the background, print its result
  /help                        this
  /exit, /quit, /bye, ...      leave, after the results of /bgapi; twice: at once
Ctrl-C gives up the command that runs: its answer is not waited for, and the console stays.
Where eslio_cli was built with libedit: Tab completes, Ctrl-R searches in earlier lines, the function
keys run commands (F1 help, F2 status, F3 show channels, ...; a profile may name others). A line that
begins with a blank or seems to hold a password is not kept.
)";

}  // namespace cli
