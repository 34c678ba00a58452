// SPDX-License-Identifier: Apache-2.0
// report --format misp: one event in MISP's core format, with objects of its templates email, url and
// domain-ip. UUIDs are version 5. A URL without its token is no URL: it goes as host and resource_path, which
// no module of a MISP server opens. Only what may be blocked (indicators.h) has to_ids.
#include <set>

#include "base/json_writer.h"
#include "report/handout.h"
#include "report/indicators.h"
#include "report/keyed_hash.h"

namespace redshank::report {

namespace {

using namespace facts;

constexpr std::string_view our_name_space = "3d2a6f0e-51c7-5b8e-9d44-7b0c9e6a1f25";  // docs/exports.md

struct Template {
    std::string_view name, uuid, version;
};
constexpr Template email_template{"email", "a0c666e0-fc65-4be8-b48f-3423d788b552", "19"};
constexpr Template url_template{"url", "60efb77b-40b5-4c46-871b-ed1ed999fce5", "10"};
constexpr Template domain_template{"domain-ip", "43b3b146-77eb-4931-b4cc-b66c60f28734", "11"};

// One object of an event; its attributes' UUIDs come from its own name.
class Object {
  public:
    Object(JsonWriter& json, const Template& made_of, std::string name, Seconds time,
           std::string_view comment)
        : json_(json), name_(std::string(made_of.name) + ":" + std::move(name)), time_(std::to_string(time)) {
        json.begin_object().key("name").value(made_of.name).key("meta-category").value("network");
        json.key("template_uuid").value(made_of.uuid).key("template_version").value(made_of.version);
        json.key("uuid").value(uuid_v5(our_name_space, "misp-object:" + name_)).key("timestamp").value(time_);
        json.key("comment").value(comment).key("Attribute").begin_array();
    }
    ~Object() { json_.end_array().end_object(); }

    void attribute(std::string_view relation, std::string_view type, std::string_view category,
                   std::string_view value, bool to_ids = false) {
        if (value.empty()) return;
        json_.begin_object().key("object_relation").value(relation).key("type").value(type);
        json_.key("category").value(category).key("value").value(value).key("to_ids").value(to_ids);
        json_.key("uuid").value(
            uuid_v5(our_name_space, "misp-attribute:" + name_ + ":" + std::string(relation)));
        json_.key("timestamp").value(time_).end_object();
    }

  private:
    JsonWriter& json_;
    std::string name_, time_;
};

void add_mail(JsonWriter& json, const HandoutMessage& mail, const Campaign& c, const Handout& handout,
              const MaskedUrls& masked, const std::set<std::string>& blocked) {
    const Message& m = mail.message;
    Object object(json, email_template, c.id + ":" + m.content_id, m.date, "campaign " + c.id);
    const std::string& from = author(m).address;
    object.attribute("from", "email-src", "Payload delivery", from, blocked.count(from) > 0);
    object.attribute("from-display-name", "email-src-display-name", "Payload delivery",
                     masked.text(author(m).name));
    object.attribute("subject", "email-subject", "Payload delivery", masked.text(m.subject));
    object.attribute("message-id", "email-message-id", "Payload delivery", m.message_id);
    if (m.date != 0) object.attribute("send-date", "datetime", "Other", rfc3339(m.date));
    if (handout.with_targets) object.attribute("to", "email-dst", "Payload delivery", m.reader);
}

void add_urls(JsonWriter& json, const std::vector<const HandoutMessage*>& mails, const Campaign& c,
              const Handout& handout, const MaskedUrls& masked) {
    const std::set<std::string> hosts(c.hosts.begin(), c.hosts.end());
    std::set<std::string> shown;
    for (const HandoutMessage* mail : mails) {
        for (const UrlUse& use : mail->message.urls) {
            if (hosts.count(use.host) == 0) continue;
            const std::string url = handout.with_tokens ? use.url : masked.form(use.url);
            if (!shown.insert(url).second) continue;
            Object object(json, url_template, c.id + ":" + url, c.last_seen, "campaign " + c.id);
            const size_t path = url.find('/', url.find("://") + 3);
            if (handout.with_tokens) object.attribute("url", "url", "Network activity", url);
            const std::string host = masked.host(use.host);
            if (host.find('{') == std::string::npos)
                object.attribute("host", "hostname", "Network activity", host);
            object.attribute("resource_path", "text", "Other",
                             path == std::string::npos ? std::string("/") : url.substr(path));
            object.attribute("text", "text", "Other",
                             use.trigger == Trigger::open
                                 ? "loads when the mail is opened with remote pictures on"
                                 : "must be clicked");
        }
    }
}

void add_domains(JsonWriter& json, const std::vector<Indicator>& all, size_t index, const Campaign& c) {
    for (const Indicator& one : all) {
        if (one.campaign != index || one.kind != IndicatorKind::domain) continue;
        Object object(json, domain_template, c.id + ":" + one.value, c.last_seen,
                      one.left_out.empty() ? "campaign " + c.id : "not to be blocked: " + one.left_out);
        const bool is_ip = one.value.find_first_not_of("0123456789.") == std::string::npos ||
                           one.value.find(':') != std::string::npos;
        object.attribute(is_ip ? "ip" : "domain", is_ip ? "ip-dst" : "domain", "Network activity", one.value,
                         one.left_out.empty());
        if (c.first_seen == 0) continue;
        object.attribute("first-seen", "datetime", "Other", rfc3339(c.first_seen));
        object.attribute("last-seen", "datetime", "Other", rfc3339(c.last_seen));
    }
}

}  // namespace

std::string misp_export(const Handout& handout) {
    const MaskedUrls masked(handout);
    const auto all = indicators(handout, masked);
    std::string ids;
    Seconds first = 0, last = 0;
    for (const ListedCampaign& listed : handout.campaigns) {
        const Campaign& c = listed.campaign;
        ids += (ids.empty() ? "" : " ") + c.id;
        if (first == 0 || (c.first_seen != 0 && c.first_seen < first)) first = c.first_seen;
        last = std::max(last, c.last_seen);
    }
    const std::string words = notice(handout);
    JsonWriter json;
    json.begin_object().key("Event").begin_object();
    json.key("uuid").value(uuid_v5(our_name_space, "misp-event:" + ids));
    json.key("info").value("Mail campaigns found by Redshank: " + ids + (words.empty() ? "" : ". ") + words);
    json.key("date").value(date_only(first)).key("timestamp").value(std::to_string(last));
    json.key("threat_level_id").value("4").key("analysis").value("1").key("distribution").value("0");
    json.key("published").value(false).key("Tag").begin_array();
    json.begin_object().key("name").value("tlp:" + handout.tlp).end_object();
    json.end_array().key("Attribute").begin_array().end_array().key("Object").begin_array();
    for (size_t i = 0; i < handout.campaigns.size(); ++i) {
        const Campaign& c = handout.campaigns[i].campaign;
        std::vector<const HandoutMessage*> mails;
        std::set<std::string> blocked;
        for (const HandoutMessage& one : handout.messages) {
            if (one.campaign == i) mails.push_back(&one);
        }
        for (const Indicator& one : all) {
            if (one.campaign == i && one.kind == IndicatorKind::address && one.left_out.empty())
                blocked.insert(one.value);
        }
        for (const HandoutMessage* mail : mails) add_mail(json, *mail, c, handout, masked, blocked);
        add_urls(json, mails, c, handout, masked);
        add_domains(json, all, i, c);
    }
    json.end_array().end_object().end_object();
    return json.take() + "\n";
}

}  // namespace redshank::report
