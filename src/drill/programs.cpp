// SPDX-License-Identifier: Apache-2.0
// Mail programs that do not exist, in the manner of those that do. Only tables.
#include "drill/mail.h"

namespace redshank::drill {

namespace {

constexpr Program personal[] = {
    {"User-Agent", "Thistle/91.4.0",
     "Message-ID Date MIME-Version User-Agent Subject Content-Language To From References",
     "%%%%%%%%-%%%%-%%%%-%%%%-%%%%%%%%%%%%", "------------************************", false, true, true,
     "<html>\n  <head>\n    <meta http-equiv=\"content-type\" content=\"text/html; charset=UTF-8\">\n  "
     "</head>\n  <body>\n",
     "    <p>", "</p>\n", "  </body>\n</html>\n"},
    {"X-Mailer", "Heron Office 16.2",
     "From To Cc Subject Thread-Topic Date Message-ID References In-Reply-To MIME-Version",
     "HE^^^^^^^^^^^^^^^^^^^^^^^^", "_000_^^^^^^^^^^^^^^^^^^^^_", false, false, true,
     "<html xmlns:o=\"urn:office\"><head><style><!--\np.Normal {margin:0cm; "
     "font-size:11.0pt}\n--></style></head><body "
     "lang=\"EN\"><div class=\"Section1\">\n",
     "<p class=\"Normal\"><span>", "</span></p>\n", "</div></body></html>\n"},
    {"X-Mailer", "Orchard Mail (3654.60)", "From MIME-Version Subject Message-ID Date To X-Mailer",
     "^^^^^^^^-^^^^-^^^^-^^^^-^^^^^^^^^^^^", "Orchard-Mail=_^^^^^^^^-^^^^-^^^^-^^^^", true, true, true,
     "<html><body style=\"word-wrap: break-word;\">", "<div>", "</div><div><br></div>", "</body></html>\n"},
    {"", "", "MIME-Version References In-Reply-To From Date Message-ID Subject To Cc",
     "CA**********************", "000000000000%%%%%%%%%%%%%%%%", false, true, true, "<div dir=\"ltr\">",
     "<div>", "<br></div>\n", "</div>\n"},
    {"User-Agent", "kettle/2.1 (terminal)",
     "Date From To Cc Subject Message-ID References MIME-Version User-Agent", "~.*************", "*********",
     false, true, false, "", "", "", ""},
    {"X-Mailer", "Pigeonhole Web 5.3", "Date Subject From To Reply-To Message-ID X-Mailer MIME-Version",
     "%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%", "=_%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%", true, false, true,
     "<html><body>\n", "<p style=\"font-family: sans-serif\">", "</p>\n", "</body></html>\n"},
    {"X-Mailer", "TaschenPost 4.1", "Message-ID From To Subject Date MIME-Version X-Priority",
     "###%###%####%", "----=_NextPart_###_####_^^^^^^^^.^^^^^^^^", false, false, false, "", "", "", ""},
    {"X-Mailer", "Satchel for phones 9", "Subject From To Date Message-ID MIME-Version X-Mailer",
     "%%%%%%%%-##########", "--_com.satchel_###############", true, true, true, "<html><body>",
     "<div dir='auto'>", "</div>", "</body></html>\n"},
};

constexpr Program bulk[] = {
    {"X-Mailer", "Windlass Newsletter Engine",
     "From Reply-To To Date Message-ID Subject List-Unsubscribe MIME-Version", "%%%%%%%%%%%%%%%%%%%%.~",
     "_----------=_MCPart_#########", false, true, true, "", "", "", ""},
    {"", "", "Subject From To List-ID List-Unsubscribe Date MIME-Version Message-ID", "~.^^^^^^^^^^^^^^^^",
     "=-******************************", true, true, true, "", "", "", ""},
    {"X-Mailer", "PressDesk 2", "Date To From Subject Message-ID MIME-Version X-Mailer List-Unsubscribe",
     "*****************************", "b1_%%%%%%%%%%%%%%%%%%%%%%", false, true, true, "", "", "", ""},
    {"X-Generator", "brooklet/1.8", "From To Subject Message-ID Date List-Unsubscribe MIME-Version",
     "%%%%%%%%%%%%%%%%%-#####", "==============###################==", false, true, true, "", "", "", ""},
};

}  // namespace

std::span<const Program> personal_programs() {
    return personal;
}
std::span<const Program> bulk_programs() {
    return bulk;
}

}  // namespace redshank::drill
