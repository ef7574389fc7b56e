// What FreeSWITCH prints when it starts, and the API command `banner` tells.
#pragma once

#include <eslio/config.hpp>

#include <string_view>

namespace eslio::testing::fake {

inline constexpr std::string_view banner_text =
    "\n"
    ".=============================================================.\n"
    "|   _____              ______        _____ _____ ____ _   _   |\n"
    "|  |  ___| __ ___  ___/ ___\\ \\      / /_ _|_   _/ ___| | | |  |\n"
    "|  | |_ | '__/ _ \\/ _ \\___ \\\\ \\ /\\ / / | |  | || |   | |_| |  |\n"
    "|  |  _|| | |  __/  __/___) |\\ V  V /  | |  | || |___|  _  |  |\n"
    "|  |_|  |_|  \\___|\\___|____/  \\_/\\_/  |___| |_| \\____|_| |_|  |\n"
    "|                                                             |\n"
    ".=============================================================.\n"
    "|   Anthony Minessale II, Michael Jerris, Brian West, Others  |\n"
    "|   FreeSWITCH (http://www.freeswitch.org)                    |\n"
    "|   Paypal Donations Appreciated: paypal@freeswitch.org       |\n"
    "|   Brought to you by ClueCon http://www.cluecon.com/         |\n"
    ".=============================================================.\n"
    "\n";

}  // namespace eslio::testing::fake
