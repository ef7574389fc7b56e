// Views of events: every accessor against its header (events/spandsp.hpp, events/verto.hpp,
// events/voicemail.hpp).
#include "events/view_check.hpp"

#include <eslio/events/spandsp.hpp>
#include <eslio/events/verto.hpp>
#include <eslio/events/voicemail.hpp>

TEST_CASE("views: spandsp::rxfaxresult") {
    using view = eslio::events::spandsp_rxfaxresult;
    const std::size_t recorded = test::check_view<view>(
        test::field("fax-success", &view::success),
        test::field("fax-result-code", &view::result_code),
        test::field("fax-result-text", &view::result_text),
        test::field("fax-document-transferred-pages", &view::transferred_pages),
        test::field("fax-document-total-pages", &view::total_pages),
        test::field("fax-image-resolution", &view::image_resolution),
        test::field("fax-image-size", &view::image_size),
        test::field("fax-bad-rows", &view::bad_rows),
        test::field("fax-transfer-rate", &view::transfer_rate),
        test::field("fax-ecm-used", &view::ecm), test::field("fax-t38-status", &view::t38),
        test::field("fax-local-station-id", &view::local_station),
        test::field("fax-remote-station-id", &view::remote_station));
    static_cast<void>(recorded);
}

TEST_CASE("views: spandsp::txfaxresult") {
    using view = eslio::events::spandsp_txfaxresult;
    const std::size_t recorded = test::check_view<view>(
        test::field("fax-success", &view::success),
        test::field("fax-result-code", &view::result_code),
        test::field("fax-result-text", &view::result_text),
        test::field("fax-document-transferred-pages", &view::transferred_pages),
        test::field("fax-document-total-pages", &view::total_pages),
        test::field("fax-image-resolution", &view::image_resolution),
        test::field("fax-image-size", &view::image_size),
        test::field("fax-bad-rows", &view::bad_rows),
        test::field("fax-transfer-rate", &view::transfer_rate),
        test::field("fax-ecm-used", &view::ecm), test::field("fax-t38-status", &view::t38),
        test::field("fax-local-station-id", &view::local_station),
        test::field("fax-remote-station-id", &view::remote_station));
    static_cast<void>(recorded);
}

TEST_CASE("views: spandsp::rxfaxpageresult") {
    using view = eslio::events::spandsp_rxfaxpageresult;
    const std::size_t recorded = test::check_view<view>(
        test::field("fax-document-transferred-pages", &view::transferred_pages),
        test::field("fax-document-total-pages", &view::total_pages),
        test::field("fax-image-resolution", &view::image_resolution),
        test::field("fax-file-image-resolution", &view::file_image_resolution),
        test::field("fax-image-size", &view::image_size),
        test::field("fax-image-pixel-size", &view::image_pixel_size),
        test::field("fax-file-image-pixel-size", &view::file_image_pixel_size),
        test::field("fax-bad-rows", &view::bad_rows),
        test::field("fax-longest-bad-row-run", &view::longest_bad_row_run),
        test::field("fax-encoding", &view::encoding),
        test::field("fax-encoding-name", &view::encoding_name));
    static_cast<void>(recorded);
}

TEST_CASE("views: spandsp::txfaxpageresult") {
    using view = eslio::events::spandsp_txfaxpageresult;
    const std::size_t recorded = test::check_view<view>(
        test::field("fax-document-transferred-pages", &view::transferred_pages),
        test::field("fax-document-total-pages", &view::total_pages),
        test::field("fax-image-resolution", &view::image_resolution),
        test::field("fax-file-image-resolution", &view::file_image_resolution),
        test::field("fax-image-size", &view::image_size),
        test::field("fax-image-pixel-size", &view::image_pixel_size),
        test::field("fax-file-image-pixel-size", &view::file_image_pixel_size),
        test::field("fax-bad-rows", &view::bad_rows),
        test::field("fax-longest-bad-row-run", &view::longest_bad_row_run),
        test::field("fax-encoding", &view::encoding),
        test::field("fax-encoding-name", &view::encoding_name));
    static_cast<void>(recorded);
}

TEST_CASE("views: spandsp::rxfaxnegociateresult") {
    using view = eslio::events::spandsp_rxfaxnegociateresult;
    const std::size_t recorded = test::check_view<view>(
        test::field("fax-transfer-rate", &view::transfer_rate),
        test::field("fax-ecm-used", &view::ecm), test::field("fax-t38-status", &view::t38),
        test::field("fax-local-station-id", &view::local_station),
        test::field("fax-remote-station-id", &view::remote_station),
        test::field("fax-remote-country", &view::remote_country),
        test::field("fax-remote-vendor", &view::remote_vendor),
        test::field("fax-remote-model", &view::remote_model),
        test::field("fax-document-total-pages", &view::total_pages));
    static_cast<void>(recorded);
}

TEST_CASE("views: spandsp::txfaxnegociateresult") {
    using view = eslio::events::spandsp_txfaxnegociateresult;
    const std::size_t recorded = test::check_view<view>(
        test::field("fax-transfer-rate", &view::transfer_rate),
        test::field("fax-ecm-used", &view::ecm), test::field("fax-t38-status", &view::t38),
        test::field("fax-local-station-id", &view::local_station),
        test::field("fax-remote-station-id", &view::remote_station),
        test::field("fax-remote-country", &view::remote_country),
        test::field("fax-remote-vendor", &view::remote_vendor),
        test::field("fax-remote-model", &view::remote_model),
        test::field("fax-document-total-pages", &view::total_pages));
    static_cast<void>(recorded);
}

TEST_CASE("views: verto::client_connect") {
    using view = eslio::events::verto_client_connect;
    const std::size_t recorded =
        test::check_view<view>(test::field("verto_profile_name", &view::profile),
                               test::field("verto_client_address", &view::address));
    static_cast<void>(recorded);
}

TEST_CASE("views: verto::client_disconnect") {
    using view = eslio::events::verto_client_disconnect;
    const std::size_t recorded =
        test::check_view<view>(test::field("verto_profile_name", &view::profile),
                               test::field("verto_client_address", &view::address),
                               test::field("verto_login", &view::login));
    static_cast<void>(recorded);
}

TEST_CASE("views: verto::login") {
    using view = eslio::events::verto_login;
    const std::size_t recorded = test::check_view<view>(
        test::field("verto_profile_name", &view::profile),
        test::field("verto_client_address", &view::address),
        test::field("verto_login", &view::login), test::field("verto_sessid", &view::session),
        test::field("verto_success", &view::success),
        test::field("verto_result_txt", &view::result));
    static_cast<void>(recorded);
}

TEST_CASE("views: vm::maintenance") {
    using view = eslio::events::vm_maintenance;
    const std::size_t recorded = test::check_view<view>(
        test::field("VM-Action", &view::action), test::field("VM-User", &view::user),
        test::field("VM-Domain", &view::domain), test::field("VM-Folder", &view::folder),
        test::field("VM-File-Path", &view::file), test::field("VM-Flags", &view::flags),
        test::field("VM-UUID", &view::message_uuid), test::field("VM-Message-Len", &view::length),
        test::field("VM-Timestamp", &view::left),
        test::field("VM-Caller-ID-Name", &view::caller_name),
        test::field("VM-Caller-ID-Number", &view::caller_number),
        test::field("VM-Total-New", &view::mwi_new),
        test::field("VM-Total-Saved", &view::mwi_saved),
        test::field("VM-Total-New-Urgent", &view::mwi_new_urgent),
        test::field("VM-Total-Saved-Urgent", &view::mwi_saved_urgent),
        test::field("VM-Total-New-Messages", &view::folder_new),
        test::field("VM-Total-Saved-Messages", &view::folder_saved),
        test::field("VM-Total-New-Urgent-Messages", &view::folder_new_urgent),
        test::field("VM-Total-Saved-Urgent-Messages", &view::folder_saved_urgent),
        test::field("VM-Auth-Result", &view::auth_result),
        test::field("VM-Greeting-Path", &view::greeting),
        test::field("VM-Name-Path", &view::name_file));
    static_cast<void>(recorded);
}
