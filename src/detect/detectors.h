// SPDX-License-Identifier: Apache-2.0
// The detectors by family, one function a rule; table.cpp says what each shows and misses. Each reads a view
// and adds findings; none keeps anything.
#pragma once

#include "detect/finding_list.h"
#include "detect/message_view.h"

namespace redshank::detect {

namespace anomaly {
void ambiguous_header(const MessageView& view, FindingList& out);
void ambiguous_structure(const MessageView& view, FindingList& out);
void ambiguous_url(const MessageView& view, FindingList& out);
void hidden_content(const MessageView& view, FindingList& out);
void not_read_whole(const MessageView& view, FindingList& out);
}  // namespace anomaly

namespace attachment {
void active_html(const MessageView& view, FindingList& out);
void dde(const MessageView& view, FindingList& out);
void document_loads(const MessageView& view, FindingList& out);
void double_extension(const MessageView& view, FindingList& out);
void embedded_object(const MessageView& view, FindingList& out);
void encrypted_archive(const MessageView& view, FindingList& out);
void encrypted_document(const MessageView& view, FindingList& out);
void executable(const MessageView& view, FindingList& out);
void executable_in_archive(const MessageView& view, FindingList& out);
void file_share(const MessageView& view, FindingList& out);
void macro(const MessageView& view, FindingList& out);
void password_in_text(const MessageView& view, FindingList& out);
void pdf_action(const MessageView& view, FindingList& out);
void remote_template(const MessageView& view, FindingList& out);
void shortcut(const MessageView& view, FindingList& out);
void type_mismatch(const MessageView& view, FindingList& out);
}  // namespace attachment

namespace auth {
void dmarc_report(const MessageView& view, FindingList& out);
void failed(const MessageView& view, FindingList& out);
}  // namespace auth

namespace identity {
void address_in_name(const MessageView& view, FindingList& out);
void claims_office(const MessageView& view, FindingList& out);
void look_alike_address(const MessageView& view, FindingList& out);
void look_alike_domain(const MessageView& view, FindingList& out);
void our_name(const MessageView& view, FindingList& out);
void own_mailer(const MessageView& view, FindingList& out);
void protected_name(const MessageView& view, FindingList& out);
void reply_to_elsewhere(const MessageView& view, FindingList& out);
void several_from(const MessageView& view, FindingList& out);
void simulation(const MessageView& view, FindingList& out);
}  // namespace identity

namespace link {
void credentials(const MessageView& view, FindingList& out);
void form_elsewhere(const MessageView& view, FindingList& out);
void ip_host(const MessageView& view, FindingList& out);
void look_alike_host(const MessageView& view, FindingList& out);
void mixed_script(const MessageView& view, FindingList& out);
void odd_port(const MessageView& view, FindingList& out);
void punycode(const MessageView& view, FindingList& out);
void redirector(const MessageView& view, FindingList& out);
void sign_in_look_alike(const MessageView& view, FindingList& out);
void text_host_mismatch(const MessageView& view, FindingList& out);
}  // namespace link

namespace tracking {
void hidden_image(const MessageView& view, FindingList& out);
void hidden_resource(const MessageView& view, FindingList& out);
void known_operator(const MessageView& view, FindingList& out);
void link_token(const MessageView& view, FindingList& out);
void names_reader(const MessageView& view, FindingList& out);
void open_token(const MessageView& view, FindingList& out);
void read_receipt(const MessageView& view, FindingList& out);
void remote_content(const MessageView& view, FindingList& out);
}  // namespace tracking

}  // namespace redshank::detect
