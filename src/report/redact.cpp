// SPDX-License-Identifier: Apache-2.0
#include "report/redact.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/safe_text.h"
#include "report/keyed_hash.h"
#include "report/masked_urls.h"
#include "report/words.h"

namespace redshank::report {

namespace {

using namespace facts;

constexpr size_t shortest_name = 3;

bool is_word_char(char c) {
    return is_alnum(c) || static_cast<unsigned char>(c) >= 0x80;
}

template <typename Take>
void each_word(std::string_view text, Take take) {
    while (!text.empty()) {
        const bool is_word = is_word_char(text.front());
        size_t end = 1;
        while (end < text.size() && is_word_char(text[end]) == is_word) ++end;
        take(text.substr(0, end), is_word);
        text.remove_prefix(end);
    }
}

void add_words(std::string_view text, NameWords& out) {
    each_word(text, [&](std::string_view word, bool is_word) {
        const bool is_number = std::all_of(word.begin(), word.end(), is_digit);
        if (is_word && !is_number && word.size() >= shortest_name) out.insert(ascii_lower(word));
    });
}

// Words of the names and addresses of everybody whom the case knows.
NameWords words_of_people(const Handout& handout, std::span<const Mailbox> people) {
    NameWords out;
    const auto add = [&](const std::string& name, const std::string& address) {
        add_words(name, out);
        add_words(std::string_view(address).substr(0, address.find('@')), out);
    };
    for (const Mailbox& one : people) add(one.name, one.address);
    for (const Target& one : handout.targets) add(one.name, one.address);
    for (const HandoutMessage& one : handout.messages) {
        add("", one.message.reader);
        for (const auto* list : {&one.message.to, &one.message.cc, &one.message.bcc}) {
            for (const Mailbox& mailbox : *list) add(mailbox.name, mailbox.address);
        }
    }
    return out;
}

// Whose domain says who reads: an address there is hidden whole.
std::set<std::string> domains_of_people(const Handout& handout, std::span<const Mailbox> people) {
    std::set<std::string> out;
    for (const Mailbox& one : people) out.emplace(domain_of(one.address));
    for (const Target& one : handout.targets) out.emplace(domain_of(one.address));
    for (const HandoutMessage& one : handout.messages) out.emplace(domain_of(one.message.reader));
    return out;
}

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

class Redaction {
  public:
    Redaction(const Handout& handout, std::span<const Mailbox> people, std::span<const Rule> rules)
        : key_(handout.key),
          rules_(rules),
          names_(words_of_people(handout, people)),
          domains_(domains_of_people(handout, people)),
          masked_(handout, &names_) {
        // Whom the sender poses as is a third person; our own sentences name him.
        sentence_names_ = names_;
        for (const HandoutMessage& one : handout.messages) {
            for (const Mailbox& from : one.message.from) add_words(from.name, sentence_names_);
        }
    }

    HandoutMessage message(const HandoutMessage& one) const {
        HandoutMessage out;
        out.campaign = one.campaign;
        out.message = facts_of(one.message);
        for (const Finding& finding : one.findings) out.findings.push_back(finding_of(finding));
        return out;
    }

    ListedCampaign campaign(const ListedCampaign& listed) const {
        ListedCampaign out = listed;
        Campaign& c = out.campaign;
        if (out.mark) out.mark->note.clear();
        for (CampaignSender& sender : c.senders) {
            sender.name = name(sender.name);
            sender.address = sender_address(sender.address);
        }
        for (std::string& host : c.hosts) host = masked_.host(host);
        for (std::string& subject : c.subjects) subject = hidden("subject-", subject);
        for (std::string& reader : c.readers) reader = person(reader);
        for (std::string& id : c.message_ids) id = message_id(id);
        for (Slot& slot : c.slots) {
            slot.host = masked_.host(slot.host);
            slot.url_shape = shape(slot.url_shape);
            slot.name = slot_name(slot.name);
        }
        for (Proof& proof : c.proofs) {
            proof.host = masked_.host(proof.host);
            proof.url_shape = shape(proof.url_shape);
            proof.slot = slot_name(proof.slot);
            for (std::string& sentence : proof.remaining) sentence = words(sentence);
        }
        for (Reason& reason : c.reasons) reason.text = words(reason.text);
        for (Link& link : c.links) link.text = words(link.text);
        for (Turn& turn : c.would_change) turn.without = words(turn.without);
        c.question = words(c.question);
        for (IntelMatch& match : c.matches) redact(match);
        c.title = title(c);
        return out;
    }

    Target target(const Target& one) const {
        Target out = one;
        out.address = person(one.address);
        out.name = name(one.name);
        return out;
    }

  private:
    std::string hidden(std::string_view prefix, std::string_view value) const {
        return value.empty() ? std::string() : std::string(prefix) + short_name(key_, value);
    }
    std::string person(std::string_view address) const { return hidden("person-", address); }
    std::string name(std::string_view name) const { return hidden("name-", name); }
    std::string message_id(std::string_view id) const {
        return id.empty() ? std::string()
                          : "<" + hidden("id-", id) + "@" + std::string(redacted_domain) + ">";
    }
    // A sender's domain stays, for it is what can be looked for elsewhere.
    std::string sender_address(std::string_view address) const {
        if (address.empty()) return {};
        return person(address) + "@" + domain(domain_of(address));
    }
    std::string domain(std::string_view domain) const {
        if (domain.empty() || domains_.count(std::string(domain)) > 0 || holds_name(domain, names_))
            return std::string(redacted_domain);
        return masked_.host(domain).find('{') == std::string::npos ? std::string(domain)
                                                                   : masked_.site_of(domain);
    }
    Mailbox sender(const Mailbox& one) const { return {name(one.name), sender_address(one.address)}; }
    void recipients(std::vector<Mailbox>& list) const {
        for (Mailbox& one : list) one = {name(one.name), person(one.address)};
    }

    // "query[u]" stays, "query[amelia]" does not.
    std::string slot_name(std::string_view slot) const {
        std::string out;
        while (!slot.empty()) {
            const size_t begin = slot.find('['), end = slot.find(']');
            if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) break;
            const std::string_view inner = slot.substr(begin + 1, end - begin - 1);
            const bool is_plain = is_number(inner) || inner.empty() || masked_.is_plain_name(inner);
            out += slot.substr(0, begin + 1);
            out += is_plain ? std::string(inner) : short_name(key_, inner);
            out += "]";
            slot.remove_prefix(end + 1);
        }
        return out + std::string(slot);
    }
    std::string shape(std::string_view url_shape) const {
        return masked_.shape(url_shape, [&](std::string_view slot) { return slot_name(slot); });
    }

    // A sentence of ours without what mail put into it: what stands in quotes, addresses, names, tokens.
    std::string words(std::string_view sentence) const {
        std::string out;
        for (bool in_quotes = false; !sentence.empty(); in_quotes = !in_quotes) {
            const size_t end = std::min(sentence.find('"'), sentence.size());
            const std::string_view part = sentence.substr(0, end);
            out += in_quotes ? hidden("", part) : plain_words(part);
            if (end < sentence.size()) out += '"';
            sentence.remove_prefix(std::min(end + 1, sentence.size()));
        }
        return out;
    }
    std::string plain_words(std::string_view text) const {
        std::string out;
        while (!text.empty()) {
            const size_t end = std::min(text.find(' '), text.size());
            const std::string_view word = text.substr(0, end);
            out +=
                word.find('@') != std::string_view::npos ? person(word) : without_names(masked_.text(word));
            if (end < text.size()) out += ' ';
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        return out;
    }
    std::string without_names(std::string_view text) const {
        std::string out;
        each_word(text, [&](std::string_view word, bool is_word) {
            const bool is_name = is_word && sentence_names_.count(ascii_lower(word)) > 0;
            out += is_name ? name(word) : std::string(word);
        });
        return out;
    }

    static std::string title(const Campaign& c) {
        std::string out = count(c.senders.size(), "sender", "senders") + ", " +
                          count(c.message_count, "mail", "mails") + " to " +
                          count(c.reader_count, "known reader", "known readers");
        if (c.proofs.empty()) return out;
        const Proof& proof = c.proofs.front();
        out += proof.trigger == Trigger::open ? ": what loads from " : ": what a click calls up at ";
        out += defang(proof.host);
        return out +
               (proof.kind == ProofKind::names_reader ? " names its reader" : " differs between readers");
    }

    void redact(IntelMatch& match) const {
        const bool is_address = match.indicator.find('@') != std::string::npos;
        match.indicator = is_address ? person(match.indicator) : masked_.url(match.indicator);
        if (match.indicator.find("://") == std::string::npos && !is_address)
            match.indicator = without_names(match.indicator);
        match.age = words(match.age);
        match.against = words(match.against);
    }

    // "2!/a.docx!/word/document.xml" → "2": names of members may name somebody.
    static std::string part_number(const std::string& part) { return part.substr(0, part.find('!')); }

    UrlUse url_use(const UrlUse& use) const {
        UrlUse out = use;
        out.url = masked_.url(use.url);
        out.target = masked_.url(use.target);
        out.sent = masked_.url(use.sent);
        out.host = masked_.host(use.host);
        out.site = masked_.host(use.site);
        out.target_host = masked_.host(use.target_host);
        out.text.clear();
        out.raw.clear();
        out.part = part_number(use.part);
        return out;
    }

    Part part(const Part& one) const {
        Part out;
        out.number = part_number(one.number);
        const bool is_multipart = one.media_type.starts_with("multipart/");
        const bool is_text = one.media_type == "text/plain" || one.media_type == "text/html";
        out.media_type = is_multipart ? "multipart/mixed"
                         : is_text    ? one.media_type
                                      : "application/octet-stream";
        out.disposition = one.disposition == "attachment" ? one.disposition : "";
        out.filename = hidden("file-", one.filename);
        out.offset = one.offset;
        out.length = one.length;
        out.decoded_bytes = one.decoded_bytes;
        out.sha256 = one.sha256;
        out.found_type = one.found_type;
        return out;
    }

    Message facts_of(const Message& m) const {
        Message out;
        out.id = m.id;
        out.content_id = m.content_id;
        out.sha256 = m.sha256;
        for (const Place& one : m.places) {
            Place place = one;
            place.source = hidden("source-", one.source);
            place.reader = person(one.reader);
            place.part = part_number(one.part);
            out.places.push_back(std::move(place));
        }
        out.inner_of = m.inner_of;
        out.reconstructed = m.reconstructed;
        out.message_id = message_id(m.message_id);
        out.date = m.date;
        out.received = m.received;
        out.subject = hidden("subject-", m.subject);
        for (const Mailbox& one : m.from) out.from.push_back(sender(one));
        out.sender = sender(m.sender);
        for (const Mailbox& one : m.reply_to) out.reply_to.push_back(sender(one));
        out.to = m.to;
        out.cc = m.cc;
        out.bcc = m.bcc;
        for (auto* list : {&out.to, &out.cc, &out.bcc}) recipients(*list);
        out.return_path = sender_address(m.return_path);
        out.reader = person(m.reader);
        out.reader_basis = m.reader_basis;
        for (const AuthResult& one : m.auth) {
            if (one.trusted) out.auth.push_back({one.method, one.result, domain(one.domain), "", true});
        }
        for (const UrlUse& use : m.urls) out.urls.push_back(url_use(use));
        for (const Part& one : m.parts) out.parts.push_back(part(one));
        out.is_delivery_report = m.is_delivery_report;
        out.is_encrypted = m.is_encrypted;
        for (const Anomaly& one : m.anomalies) out.anomalies.push_back({one.kind, one.offset, ""});
        return out;
    }

    Finding finding_of(const Finding& one) const {
        Finding out;
        out.id = one.id;
        out.message = one.message;
        out.rule = one.rule;
        out.severity = one.severity;
        const auto rule =
            std::find_if(rules_.begin(), rules_.end(), [&](const Rule& row) { return row.name == one.rule; });
        out.title = rule == rules_.end() ? one.rule : std::string(rule->shows);
        for (const Evidence& evidence : one.evidence)
            out.evidence.push_back({part_number(evidence.part), evidence.part_offset,
                                    evidence.bytes.empty() ? "" : hidden_token(key_, evidence.bytes)});
        for (const auto& [key, value] : one.facts) out.facts.emplace_back(key, fact(key, value));
        return out;
    }
    std::string fact(std::string_view key, const std::string& value) const {
        if (key == "sha256" || key == "tlp") return value;
        if (value.find("://") != std::string::npos && value.find(' ') == std::string::npos)
            return masked_.url(value);
        return hidden_token(key_, value);
    }

    const std::string& key_;
    const std::span<const Rule> rules_;
    const NameWords names_;
    const std::set<std::string> domains_;
    NameWords sentence_names_;
    const MaskedUrls masked_;
};

}  // namespace

std::string_view redaction_note() {
    return "Redacted: addresses and names of people, subjects, names of files, Message-IDs, tokens and paths "
           "of URLs "
           "are replaced by hashes under the case's own key (HMAC-SHA-256, first 12 hex digits); equal "
           "values have "
           "equal hashes in all exports of this case. Taken out: texts and bytes of mail, header fields, the "
           "way "
           "here (Received), names of what is in attachments, notes of analysts. Domains of senders and "
           "hosts "
           "stay, unless they hold a word of a known person's name.";
}

Handout redacted(const Handout& handout, std::span<const Mailbox> people, std::span<const Rule> rules) {
    const Redaction redaction(handout, people, rules);
    Handout out;
    for (const ListedCampaign& one : handout.campaigns) out.campaigns.push_back(redaction.campaign(one));
    for (const HandoutMessage& one : handout.messages) out.messages.push_back(redaction.message(one));
    for (const Target& one : handout.targets) out.targets.push_back(redaction.target(one));
    // Looked up by domain, never printed.
    for (const auto& [host, why] : handout.shared_hosts) {
        if (host.find('@') == std::string::npos) out.shared_hosts.emplace(host, why);
    }
    out.notes = handout.notes;
    out.notes.emplace_back(redaction_note());
    out.tlp = handout.tlp;
    out.key = handout.key;
    out.version = handout.version;
    out.is_redacted = true;
    return out;
}

}  // namespace redshank::report
