// SPDX-License-Identifier: Apache-2.0
// Severity here is the usual one; a detector lowers it for mail that openly is bulk, and raises it where two
// signs meet.
#include "detect/table.h"

#include "detect/detectors.h"

namespace redshank::detect {

namespace {

using facts::Severity;

// clang-format off
constexpr Detecting all[] = {
    {{"anomaly/ambiguous-header", Severity::low,
      "Header fields that mail programs read differently: a field given twice, NUL, bare CR, comments in odd places.",
      "Differences between programs that are not known here.", "T1027"}, anomaly::ambiguous_header},
    {{"anomaly/ambiguous-structure", Severity::low,
      "A MIME structure that mail programs read differently: Content-Type or boundary given twice, broken or missing, encoded multiparts.",
      "Differences between programs that are not known here.", "T1027"}, anomaly::ambiguous_structure},
    {{"anomaly/ambiguous-url", Severity::low,
      "URLs with tabs, newlines, backslashes or odd number forms of IP addresses, which browsers read otherwise than people.",
      "Percent-encoding alone.", "T1027"}, anomaly::ambiguous_url},
    {{"anomaly/hidden-content", Severity::low,
      "A second reading of the same bytes shows other content than the first.",
      "Readings that the parser does not try.", "T1027"}, anomaly::hidden_content},
    {{"anomaly/not-read-whole", Severity::info,
      "A limit was reached or the message is cut: something in it was not looked at.",
      "", ""}, anomaly::not_read_whole},

    {{"attachment/active-html", Severity::medium,
      "An attached page with script, a form or a password field.",
      "Pages inside archives; script in other formats.", "T1027.006"}, attachment::active_html},
    {{"attachment/double-extension", Severity::high,
      "A name such as report.pdf.exe.",
      "Names turned round by bidirectional marks.", "T1036.007"}, attachment::double_extension},
    {{"attachment/encrypted-archive", Severity::low,
      "An encrypted archive; low when subject or opening speak of a password, else info.",
      "A password further down in the text or in another mail.", "T1027.013"}, attachment::encrypted_archive},
    {{"attachment/executable", Severity::high,
      "An attachment that is a program, script, shortcut, installer or disk image by its name or first bytes.",
      "Documents with macros.", "T1566.001"}, attachment::executable},
    {{"attachment/executable-in-archive", Severity::high,
      "An archive that lists such a file.",
      "Archives inside archives, and encrypted lists of names.", "T1566.001"}, attachment::executable_in_archive},
    {{"attachment/type-mismatch", Severity::low,
      "Content of another type than the name's extension promises; high when the content is a program.",
      "Types that are not told by content.", "T1036.008"}, attachment::type_mismatch},

    {{"auth/dmarc-report", Severity::info,
      "An aggregate report (DMARC) on a domain of ours: how many mails in our name a receiver met, and whose servers sent those that neither SPF nor DKIM confirmed; low when there are such.",
      "Whether what failed was an attack, a forwarder or a service of ours without a signature. The report is its sender's word.", ""}, auth::dmarc_report},
    {{"auth/failed", Severity::low,
      "A result of a server that we trust says that DMARC failed, or SPF and DKIM both.",
      "Mail without trusted results. Forwarding and lists break both honestly.", "T1672"}, auth::failed},

    {{"identity/address-in-name", Severity::low,
      "A display name that holds an address of another domain than the real one; medium when it is one of ours.",
      "Names without a whole address.", "T1656"}, identity::address_in_name},
    {{"identity/claims-office", Severity::medium,
      "A sender's name (info: the text) that claims an outlet or office, from free-mail or a service that anybody may use.",
      "Claims in other words or languages, and outlets by their own name only. Freelance journalists write so too.", "T1656"}, identity::claims_office},
    {{"identity/look-alike-address", Severity::low,
      "The local-part of a protected person's address at another domain, letters that look alike included.",
      "People whose addresses are given as hashes; local-parts below 6 letters.", "T1656"}, identity::look_alike_address},
    {{"identity/look-alike-domain", Severity::high,
      "From, Sender, Reply-To or envelope at a domain that looks like ours: confusable letters, one or two letters off, words added, hyphens, ours in front of another (low: our name with another ending).",
      "Names below 5 letters; likeness in meaning.", "T1583.001"}, identity::look_alike_domain},
    {{"identity/our-name", Severity::low,
      "A display name that holds the organisation's name, from an address that is not ours; medium from free-mail or a look-alike domain.",
      "Abbreviations and translations of the name.", "T1656"}, identity::our_name},
    {{"identity/own-mailer", Severity::info,
      "Mail of a service that the organisation lists as its own.", "Services that are not listed.", ""}, identity::own_mailer},
    {{"identity/protected-name", Severity::low,
      "A protected person's name, in any order, script or with initials, from an address that is not known as theirs; medium from free-mail with answers elsewhere, or from a look-alike domain.",
      "Nicknames, misspelt names. A namesake or an unlisted private address explains it too.", "T1656"}, identity::protected_name},
    {{"identity/reply-to-elsewhere", Severity::low,
      "Answers go to another registrable domain than the sender's.",
      "Bulk mail, where it is usual; another mailbox at the same provider.", "T1656"}, identity::reply_to_elsewhere},
    {{"identity/several-from", Severity::low,
      "More than one From mailbox.", "", "T1672"}, identity::several_from},
    {{"identity/simulation", Severity::info,
      "Mail of the organisation's own phishing exercise.", "Exercises that are not listed.", ""}, identity::simulation},

    {{"link/credentials", Severity::medium,
      "A URL with a user name before the host, as in https://bank.example@host.test/.", "", "T1566.002"}, link::credentials},
    {{"link/form-elsewhere", Severity::medium,
      "A form in the mail that sends what is typed to a host that is not the sender's.",
      "Forms on the sender's own host.", "T1598.003"}, link::form_elsewhere},
    {{"link/ip-host", Severity::medium,
      "A link to an IP address.", "Names that lead to the same address.", "T1566.002"}, link::ip_host},
    {{"link/look-alike-host", Severity::high,
      "A link's or picture's host that looks like a domain of ours.", "As identity/look-alike-domain.", "T1583.001"}, link::look_alike_host},
    {{"link/mixed-script", Severity::medium,
      "A host with labels that mix scripts as no language does (UTS 39).", "Whole labels of one other script.", "T1583.001"}, link::mixed_script},
    {{"link/odd-port", Severity::low,
      "A web link with another port than 80 or 443.", "", "T1571"}, link::odd_port},
    {{"link/punycode", Severity::info,
      "A host with letters beyond a to z; usual where a language needs them.", "", "T1583.001"}, link::punycode},
    {{"link/redirector", Severity::info,
      "A link through a redirector whose URL names the target, or (low) through a public shortener.",
      "Redirectors that keep the target to themselves. Nothing is ever fetched.", "T1608.005"}, link::redirector},
    {{"link/sign-in-look-alike", Severity::high,
      "A link to sign in whose host looks like ours or holds our name, or whose text names us (medium: our name in the path).",
      "Pages that show our name only when they are opened; names below 5 letters.", "T1598.003"}, link::sign_in_look_alike},
    {{"link/text-host-mismatch", Severity::medium,
      "A link whose text is a host or URL and that leads to another registrable domain; low for bulk mail and click counters.",
      "Texts in words, hosts written with letters beyond a to z.", "T1566.002"}, link::text_host_mismatch},

    {{"tracking/hidden-image", Severity::low,
      "A remote picture that loads by itself and cannot be seen.",
      "Pictures that can be seen track as well. Newsletters do this too.", "T1598.003"}, tracking::hidden_image},
    {{"tracking/hidden-resource", Severity::low,
      "Another remote resource that loads by itself in something that cannot be seen.", "As tracking/hidden-image.", "T1598.003"}, tracking::hidden_resource},
    {{"tracking/known-operator", Severity::info,
      "Loads from or links to a commercial service that sends mail or counts opens.",
      "Services behind a customer's own domain.", ""}, tracking::known_operator},
    {{"tracking/link-token", Severity::low,
      "Links with a shared or long identifier: a click can tell readers apart.",
      "Short numbers, words as identifiers. Whether it follows the reader is shown by other copies only.", "T1598.003"}, tracking::link_token},
    {{"tracking/names-reader", Severity::high,
      "A value in a URL that is, encodes or hashes an address of the reader or a recipient; medium for clicks; low in bulk mail that its domain signed, and for a local-part alone.",
      "Keyed or salted hashes, encryption, compression, addresses not in this message, recipients after the twentieth.", "T1598.003"}, tracking::names_reader},
    {{"tracking/open-token", Severity::low,
      "An identifier in the URL of something that loads by itself.",
      "Words and short numbers as identifiers. Stores of pictures name files so too.", "T1598.003"}, tracking::open_token},
    {{"tracking/read-receipt", Severity::low,
      "Asks the mail program to tell when the message is read.", "", "T1598"}, tracking::read_receipt},
    {{"tracking/remote-content", Severity::info,
      "Something remote loads by itself: its host learns place, network, program and time.",
      "", "T1598.003"}, tracking::remote_content},
};
// clang-format on

}  // namespace

std::span<const Detecting> table() {
    return all;
}

}  // namespace redshank::detect
