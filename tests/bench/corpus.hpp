// The events that are measured: recorded ones with what a SIP call adds, in the three formats.
#pragma once

#include <eslio/event.hpp>
#include <eslio/wire.hpp>

#include <array>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// What everybody reads of each event, the last of it from far behind.
inline constexpr std::array<std::string_view, 5> looked_up = {
    "Event-Name", "Unique-ID", "Channel-State", "Caller-Destination-Number",
    "variable_sip_call_id"};

/// Sums up what was read, so that no reading can be left out.
inline std::size_t look_up(const eslio::event& e) {
    std::size_t sum = 0;
    for (const std::string_view name : looked_up) sum += e[name].size();
    return sum;
}

/// Variables as mod_sofia sets them; their values need much percent coding.
inline void add_sip_variables(eslio::event& e) {
    const std::string host = "@192.0.2.58:5060";
    e.add("variable_sip_from_user", "1001")
        .add("variable_sip_from_uri", "1001" + host)
        .add("variable_sip_from_stripped", "1001")
        .add("variable_sip_full_from", "\"Extension 1001\" <sip:1001" + host + ">;tag=Xv0b2Yt7c")
        .add("variable_sip_full_to", "<sip:7001" + host + ">;tag=4rK7Q9a1B2")
        .add("variable_sip_full_via", "SIP/2.0/UDP 192.0.2.77:5066;rport=5066;branch=z9hG4bK-7d1b")
        .add("variable_sip_contact_uri", "1001@192.0.2.77:5066;transport=udp")
        .add("variable_sip_user_agent", "Yealink SIP-T46S 66.86.0.15")
        .add("variable_sip_allow", "INVITE, ACK, BYE, CANCEL, OPTIONS, MESSAGE, INFO, UPDATE")
        .add("variable_sip_call_id", "4f8c2a17-9d0e-4a1b-8c55-0f6f2e8a2b10@192.0.2.77")
        .add("variable_rtp_use_codec_string", "PCMU,PCMA,G722,OPUS@48000h@20i")
        .add("variable_switch_r_sdp",
             "v=0\r\no=- 20001 20001 IN IP4 192.0.2.77\r\ns=SDP data\r\nc=IN IP4 192.0.2.77\r\n"
             "t=0 0\r\nm=audio 11800 RTP/AVP 9 0 8 101\r\na=rtpmap:9 G722/8000\r\n"
             "a=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n")
        .add("variable_remote_media_ip", "192.0.2.77")
        .add("variable_remote_media_port", "11800")
        .add("variable_rtp_use_codec_name", "PCMU")
        .add("variable_rtp_use_codec_rate", "8000")
        .add("variable_local_media_ip", "192.0.2.58")
        .add("variable_local_media_port", "24102")
        .add("variable_advertised_media_ip", "192.0.2.58")
        .add("variable_sip_hangup_phrase", "OK");
}

/// The events of calls in the recorded sessions of `folder`.
inline std::vector<eslio::event> recorded_events(const std::filesystem::path& folder) {
    std::vector<eslio::event> events;
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".raw") paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (const auto& path : paths) {
        std::ifstream in(path, std::ios::binary);
        eslio::wire::read_buffer bytes;
        bytes.append(std::string{std::istreambuf_iterator<char>(in), {}});
        eslio::wire::frame_parser parser;
        for (eslio::wire::frame f; parser.next(bytes, f) == eslio::wire::parse_status::complete;) {
            eslio::event e;
            if (eslio::event_format(f.content_type) != eslio::format::plain ||
                eslio::decode_plain(f.body, e) || e.size() < 80 || e.size() > 135)
                continue;
            add_sip_variables(e);
            events.push_back(std::move(e));
        }
    }
    if (events.empty()) {
        std::cerr << "no events in " << folder << "\n";
        std::exit(2);
    }
    return events;
}

inline std::vector<eslio::event>& all_events() {
    static std::vector<eslio::event> events = recorded_events(ESLIO_CAPTURES);
    return events;
}

/// The bodies of `count` packets, taken from all events in turn.
inline std::vector<std::string> bodies(eslio::format how, std::size_t count) {
    std::vector<std::string> all;
    all.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        all.push_back(serialise(all_events()[i % all_events().size()], how));
    return all;
}

inline std::string head(eslio::format how, std::size_t size) {
    return "Content-Length: " + std::to_string(size) + "\nContent-Type: text/event-" +
           std::string(to_string(how)) + "\n\n";
}

/// The bytes of each of all events as packets, `rounds` times.
inline std::string packets(eslio::format how, std::size_t rounds) {
    std::string once;
    for (const std::string& body : bodies(how, all_events().size()))
        once.append(head(how, body.size())).append(body);
    std::string all;
    for (std::size_t i = 0; i < rounds; ++i) all += once;
    return all;
}

inline eslio::format format_of(std::string_view name) {
    return eslio::parse_format(name).value_or(eslio::format::plain);
}

}  // namespace bench
