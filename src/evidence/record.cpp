// SPDX-License-Identifier: Apache-2.0
// One list of fields for each struct (fields_of), visited by a writer and by a reader, so that the two cannot
// drift apart. The reader takes fields in the written order without a look-up and in any other order with
// one.
#include "evidence/record.h"

#include <simdjson.h>

#include <array>
#include <concepts>
#include <type_traits>

#include "base/hash.h"
#include "base/json_writer.h"

namespace redshank::evidence {

namespace {

using namespace facts;

template <class T, class Plain>
concept Like = std::same_as<std::remove_const_t<T>, Plain>;

// --- names of enumerators ---

template <class Enum>
struct Names;

template <class Enum, std::string_view (*name)(Enum), Enum last>
struct NameTable {
    static std::string_view to_name(Enum value) { return name(value); }
    static bool from_name(std::string_view text, Enum& out) {
        for (size_t i = 0; i <= static_cast<size_t>(last); ++i) {
            if (name(static_cast<Enum>(i)) == text) {
                out = static_cast<Enum>(i);
                return true;
            }
        }
        return false;
    }
};

template <>
struct Names<UrlKind> : NameTable<UrlKind, url_kind_name, UrlKind::document_form> {};
template <>
struct Names<TraitKind> : NameTable<TraitKind, trait_kind_name, TraitKind::shortcut> {};
template <>
struct Names<Trigger> : NameTable<Trigger, trigger_name, Trigger::click> {};
template <>
struct Names<ReaderBasis> : NameTable<ReaderBasis, reader_basis_name, ReaderBasis::sole_to> {};
template <>
struct Names<AnomalyKind> : NameTable<AnomalyKind, anomaly_name, AnomalyKind::attachment_not_read> {};
template <>
struct Names<Severity> : NameTable<Severity, severity_name, Severity::critical> {};
template <>
struct Names<CampaignClass> : NameTable<CampaignClass, campaign_class_name, CampaignClass::covert> {};
template <>
struct Names<ProofKind> : NameTable<ProofKind, proof_kind_name, ProofKind::differs_between_readers> {};
template <>
struct Names<SlotClass> : NameTable<SlotClass, slot_class_name, SlotClass::unclear> {};

// --- the fields ---

template <class V, Like<Mailbox> M>
void fields_of(V& v, M& m) {
    v("name", m.name);
    v("address", m.address);
}

template <class V, Like<Place> M>
void fields_of(V& v, M& m) {
    v("source", m.source);
    v("offset", m.offset);
    v("length", m.length);
    v("part", m.part);
    v("sha256", m.sha256);
    v("reader", m.reader);
    v("basis", m.basis);
    v("read", m.read);
    v("replied", m.replied);
}

template <class V, Like<UrlUse> M>
void fields_of(V& v, M& m) {
    v("kind", m.kind);
    v("trigger", m.trigger);
    v("hidden", m.hidden);
    v.pixels("width", m.width);
    v.pixels("height", m.height);
    v("url", m.url);
    v("target", m.target);
    v("sent", m.sent);
    v("host", m.host);
    v("site", m.site);
    v("target_host", m.target_host);
    v("text", m.text);
    v("part", m.part);
    v("part_offset", m.part_offset);
    v("raw", m.raw);
}

template <class V, Like<DocumentTrait> M>
void fields_of(V& v, M& m) {
    v("kind", m.kind);
    v("detail", m.detail);
    v("part", m.part);
    v("part_offset", m.part_offset);
    v("bytes", m.bytes);
}

template <class V, Like<Part> M>
void fields_of(V& v, M& m) {
    v("number", m.number);
    v("media_type", m.media_type);
    v("charset", m.charset);
    v("disposition", m.disposition);
    v("filename", m.filename);
    v("content_id", m.content_id);
    v("offset", m.offset);
    v("length", m.length);
    v("decoded_bytes", m.decoded_bytes);
    v("sha256", m.sha256);
    v("found_type", m.found_type);
    v("members", m.members);
    v("encrypted_members", m.encrypted_members);
    v("has_script", m.has_script);
    v("has_form", m.has_form);
    v("has_password_field", m.has_password_field);
}

template <class V, Like<HeaderField> M>
void fields_of(V& v, M& m) {
    v("name", m.name);
    v("offset", m.offset);
    v("bytes", m.bytes);
}

template <class V, Like<ReceivedHop> M>
void fields_of(V& v, M& m) {
    v("from", m.from);
    v("from_rdns", m.from_rdns);
    v("ip", m.ip);
    v("by", m.by);
    v("with", m.with);
    v("for", m.for_address);
    v("time", m.time);
    v("trusted", m.trusted);
}

template <class V, Like<AuthResult> M>
void fields_of(V& v, M& m) {
    v("method", m.method);
    v("result", m.result);
    v("domain", m.domain);
    v("authserv_id", m.authserv_id);
    v("trusted", m.trusted);
}

template <class V, Like<DkimSignature> M>
void fields_of(V& v, M& m) {
    v("domain", m.domain);
    v("selector", m.selector);
    v("algorithm", m.algorithm);
}

template <class V, Like<Fingerprint> M>
void fields_of(V& v, M& m) {
    v("mailer", m.mailer);
    v("message_id_form", m.message_id_form);
    v("boundary_form", m.boundary_form);
    v("date_zone", m.date_zone);
    v.hash("header_order", m.header_order);
}

template <class V, Like<TextSketch> M>
void fields_of(V& v, M& m) {
    v.minhash("minhash", m.minhash);
    v.hash("masked_hash", m.masked_hash);
    v.hash("structure_hash", m.structure_hash);
    v("words", m.words);
    v("opening", m.opening);
}

template <class V, Like<DmarcReport> M>
void fields_of(V& v, M& m) {
    v("part", m.part);
    v("reporter", m.reporter);
    v("domain", m.domain);
    v("begin", m.begin);
    v("end", m.end);
    v("messages", m.messages);
    v("failed", m.failed);
    v("failures", m.failures);
}

template <class V, Like<Forwarded> M>
void fields_of(V& v, M& m) {
    v("from", m.from);
    v("to", m.to);
    v("subject", m.subject);
    v("date", m.date);
}

template <class V, Like<Anomaly> M>
void fields_of(V& v, M& m) {
    v("kind", m.kind);
    v("offset", m.offset);
    v("detail", m.detail);
}

template <class V, Like<Message> M>
void fields_of(V& v, M& m) {
    v("id", m.id);
    v("content_id", m.content_id);
    v("sha256", m.sha256);
    v("places", m.places);
    v("inner_of", m.inner_of);
    v("reconstructed", m.reconstructed);
    v("message_id", m.message_id);
    v("in_reply_to", m.in_reply_to);
    v("references", m.references);
    v("date", m.date);
    v("received", m.received);
    v("subject", m.subject);
    v("from", m.from);
    v("sender", m.sender);
    v("reply_to", m.reply_to);
    v("to", m.to);
    v("cc", m.cc);
    v("bcc", m.bcc);
    v("return_path", m.return_path);
    v("delivered_to", m.delivered_to);
    v("reader", m.reader);
    v("reader_basis", m.reader_basis);
    v("list_id", m.list_id);
    v("list_unsubscribe", m.list_unsubscribe);
    v("one_click_unsubscribe", m.one_click_unsubscribe);
    v("precedence", m.precedence);
    v("auto_submitted", m.auto_submitted);
    v("feedback_id", m.feedback_id);
    v("receipt_to", m.receipt_to);
    v("header_fields", m.header_fields);
    v("received_hops", m.received_hops);
    v("origin_ip", m.origin_ip);
    v("auth", m.auth);
    v("dkim", m.dkim);
    v("arc_sets", m.arc_sets);
    v("fingerprint", m.fingerprint);
    v("parts", m.parts);
    v("urls", m.urls);
    v("document_traits", m.document_traits);
    v("text", m.text);
    v("dmarc_reports", m.dmarc_reports);
    v("forwarded", m.forwarded);
    v("is_delivery_report", m.is_delivery_report);
    v("is_encrypted", m.is_encrypted);
    v("anomalies", m.anomalies);
}

template <class V, Like<Evidence> M>
void fields_of(V& v, M& m) {
    v("part", m.part);
    v("part_offset", m.part_offset);
    v("bytes", m.bytes);
}

template <class V, Like<Finding> M>
void fields_of(V& v, M& m) {
    v("id", m.id);
    v("message", m.message);
    v("rule", m.rule);
    v("severity", m.severity);
    v("title", m.title);
    v("evidence", m.evidence);
    v.map("facts", m.facts);
}

template <class V, Like<Slot> M>
void fields_of(V& v, M& m) {
    v("host", m.host);
    v("url_shape", m.url_shape);
    v("name", m.name);
    v("trigger", m.trigger);
    v("kind", m.kind);
    v("slot_class", m.slot_class);
    v("copies", m.copies);
    v("readers", m.readers);
    v("values", m.values);
}

template <class V, Like<Proof> M>
void fields_of(V& v, M& m) {
    v("kind", m.kind);
    v("trigger", m.trigger);
    v("url_kind", m.url_kind);
    v("slot", m.slot);
    v("host", m.host);
    v("url_shape", m.url_shape);
    v("copies", m.copies);
    v("readers", m.readers);
    v("log10_p_hundredths", m.log10_p_hundredths);
    v("variants_assumed", m.variants_assumed);
    v("tested", m.tested);
    v("remaining", m.remaining);
    v("encoding", m.encoding);
    v("example", m.example);
}

template <class V, Like<Reason> M>
void fields_of(V& v, M& m) {
    v("text", m.text);
    v("weight_thousandths", m.weight_thousandths);
    v("name", m.name);
}

template <class V, Like<Turn> M>
void fields_of(V& v, M& m) {
    v("without", m.without);
    v("class", m.campaign_class);
    v("score", m.score);
}

template <class V, Like<Link> M>
void fields_of(V& v, M& m) {
    v("text", m.text);
    v("weight_thousandths", m.weight_thousandths);
}

template <class V, Like<CampaignSender> M>
void fields_of(V& v, M& m) {
    v("name", m.name);
    v("address", m.address);
    v("messages", m.messages);
}

template <class V, Like<IntelMatch> M>
void fields_of(V& v, M& m) {
    v("indicator", m.indicator);
    v("published_for", m.published_for);
    v("source", m.source);
    v("date", m.date);
    v("age", m.age);
    v("against", m.against);
    v("messages", m.messages);
}

template <class V, Like<Campaign> M>
void fields_of(V& v, M& m) {
    v("id", m.id);
    v("class", m.campaign_class);
    v("score", m.score);
    v("title", m.title);
    v("first_seen", m.first_seen);
    v("last_seen", m.last_seen);
    v("message_count", m.message_count);
    v("reader_count", m.reader_count);
    v("unknown_reader_count", m.unknown_reader_count);
    v("senders", m.senders);
    v("hosts", m.hosts);
    v("subjects", m.subjects);
    v("readers", m.readers);
    v("slots", m.slots);
    v("proofs", m.proofs);
    v("reasons", m.reasons);
    v("links", m.links);
    v("would_change", m.would_change);
    v("question", m.question);
    v("matches", m.matches);
    v("messages", m.messages);
    v("message_ids", m.message_ids);
    v("aliases", m.aliases);
}

template <class V, Like<Target> M>
void fields_of(V& v, M& m) {
    v("address", m.address);
    v("name", m.name);
    v("protected", m.protected_person);
    v("messages", m.messages);
    v("campaigns", m.campaigns);
    v("state", m.state);
    v("shown_by", m.shown_by);
    v("first_seen", m.first_seen);
    v("last_seen", m.last_seen);
}

std::string hash_text(uint64_t value) {
    std::string bytes(8, '\0');
    for (int i = 7; i >= 0; --i, value >>= 8) bytes[static_cast<size_t>(i)] = static_cast<char>(value);
    return hex(bytes);
}

// --- writing: empty text and lists, zeros and false are left out; enumerators never are ---

class Writer {
  public:
    explicit Writer(JsonWriter& json) : json_(json) {}

    template <class T>
    void object(const T& value) {
        json_.begin_object();
        fields_of(*this, value);
        json_.end_object();
    }

    void operator()(std::string_view name, const std::string& text) {
        if (!text.empty()) json_.key(name).value(std::string_view(text));
    }
    template <class T>
    void operator()(std::string_view name, const T& value) {
        if constexpr (std::is_enum_v<T>) {
            json_.key(name).value(Names<T>::to_name(value));
        } else if constexpr (std::is_same_v<T, bool>) {
            if (value) json_.key(name).value(value);
        } else if constexpr (std::is_integral_v<T>) {
            if (value == T{}) return;
            if constexpr (std::is_signed_v<T>) {
                json_.key(name).value(static_cast<int64_t>(value));
            } else {
                json_.key(name).value(static_cast<uint64_t>(value));
            }
        } else {
            json_.key(name);
            object(value);
        }
    }
    template <class T>
    void operator()(std::string_view name, const std::vector<T>& values) {
        if (values.empty()) return;
        json_.key(name).begin_array();
        for (const T& value : values) {
            if constexpr (std::is_same_v<T, std::string>) {
                json_.value(std::string_view(value));
            } else {
                object(value);
            }
        }
        json_.end_array();
    }

    /// 64-bit hashes go as hex: other readers of JSON keep only 53 bits of a number.
    void hash(std::string_view name, uint64_t value) {
        if (value != 0) json_.key(name).value(hash_text(value));
    }
    /// -1 is "not stated"; 0 is a statement.
    void pixels(std::string_view name, int32_t value) {
        if (value != -1) json_.key(name).value(value);
    }
    void minhash(std::string_view name, const std::array<uint32_t, sketch_size>& values) {
        if (values == std::array<uint32_t, sketch_size>{}) return;
        std::string bytes;
        for (const uint32_t value : values) {
            for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift);
        }
        json_.key(name).value(hex(bytes));
    }
    void map(std::string_view name, const std::vector<std::pair<std::string, std::string>>& pairs) {
        if (pairs.empty()) return;
        json_.key(name).begin_object();
        for (const auto& [key, value] : pairs) json_.key(key).value(std::string_view(value));
        json_.end_object();
    }

  private:
    JsonWriter& json_;
};

// --- reading ---

std::string from_base64(std::string_view text) {
    std::string out;
    uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        int digit = -1;
        if (c >= 'A' && c <= 'Z')
            digit = c - 'A';
        else if (c >= 'a' && c <= 'z')
            digit = c - 'a' + 26;
        else if (c >= '0' && c <= '9')
            digit = c - '0' + 52;
        else if (c == '+')
            digit = 62;
        else if (c == '/')
            digit = 63;
        if (digit < 0) continue;
        bits = bits << 6 | static_cast<uint32_t>(digit);
        count += 6;
        if (count >= 8) {
            count -= 8;
            out += static_cast<char>(bits >> count);
        }
    }
    return out;
}

class Reader {
  public:
    explicit Reader(simdjson::dom::object object, std::string& wrong)
        : object_(object), next_(object.begin()), wrong_(wrong) {}

    void operator()(std::string_view name, std::string& text) {
        with(name, [&](auto value) { return read(value, text); });
    }
    template <class T>
    void operator()(std::string_view name, T& out) {
        with(name, [&](auto value) { return read(value, out); });
    }
    void pixels(std::string_view name, int32_t& out) { (*this)(name, out); }
    void hash(std::string_view name, uint64_t& out) {
        with(name, [&](auto value) {
            std::string_view text;
            if (value.get(text) != simdjson::SUCCESS || text.size() != 16) return false;
            out = key_from_hex(text).high;
            return true;
        });
    }
    void minhash(std::string_view name, std::array<uint32_t, sketch_size>& out) {
        with(name, [&](auto value) {
            std::string_view text;
            if (value.get(text) != simdjson::SUCCESS) return false;
            const std::string bytes = unhex(text);
            if (bytes.size() != sketch_size * 4) return false;
            for (size_t i = 0; i < bytes.size(); ++i)
                out[i / 4] = out[i / 4] << 8 | static_cast<unsigned char>(bytes[i]);
            return true;
        });
    }
    void map(std::string_view name, std::vector<std::pair<std::string, std::string>>& out) {
        with(name, [&](auto value) {
            simdjson::dom::object pairs;
            if (value.get(pairs) != simdjson::SUCCESS) return false;
            for (const auto& pair : pairs) {
                std::string text;
                if (!read(pair.value, text)) return false;
                out.emplace_back(std::string(pair.key), std::move(text));
            }
            return true;
        });
    }

  private:
    template <class Take>
    void with(std::string_view name, Take take) {
        simdjson::dom::element value;
        if (next_ != object_.end() && next_.key() == name) {
            value = next_.value();
            ++next_;
        } else if (object_.at_key(name).get(value) != simdjson::SUCCESS) {
            return;
        }
        if (!take(value) && wrong_.empty()) wrong_ = name;
    }

    bool read(simdjson::dom::element value, std::string& out) {
        std::string_view text;
        if (value.get(text) == simdjson::SUCCESS) {
            out = text;
            return true;
        }
        if (value["base64"].get(text) != simdjson::SUCCESS) return false;
        out = from_base64(text);
        return true;
    }
    template <class T>
    bool read(simdjson::dom::element value, T& out) {
        if constexpr (std::is_enum_v<T>) {
            std::string_view text;
            return value.get(text) == simdjson::SUCCESS && Names<T>::from_name(text, out);
        } else if constexpr (std::is_same_v<T, bool>) {
            return value.get(out) == simdjson::SUCCESS;
        } else if constexpr (std::is_integral_v<T>) {
            std::conditional_t<std::is_signed_v<T>, int64_t, uint64_t> number;
            if (value.get(number) != simdjson::SUCCESS || !std::in_range<T>(number)) return false;
            out = static_cast<T>(number);
            return true;
        } else {
            simdjson::dom::object object;
            if (value.get(object) != simdjson::SUCCESS) return false;
            Reader inner(object, wrong_);
            fields_of(inner, out);
            return true;
        }
    }
    template <class T>
    bool read(simdjson::dom::element value, std::vector<T>& out) {
        simdjson::dom::array items;
        if (value.get(items) != simdjson::SUCCESS) return false;
        out.clear();
        out.reserve(items.size());
        for (const simdjson::dom::element item : items) {
            if (!read(item, out.emplace_back())) return false;
        }
        return true;
    }

    simdjson::dom::object object_;
    simdjson::dom::object::iterator next_;
    std::string& wrong_;
};

template <class T>
std::string write(const T& value) {
    JsonWriter json;
    Writer(json).object(value);
    return json.take();
}

template <class T>
Result<T> read(std::string_view text) {
    thread_local simdjson::dom::parser parser;
    simdjson::dom::object object;
    if (parser.parse(text.data(), text.size()).get(object) != simdjson::SUCCESS)
        return Error{"this is no JSON object"};
    T out;
    std::string wrong;
    Reader reader(object, wrong);
    fields_of(reader, out);
    if (!wrong.empty())
        return Error{"the field \"" + wrong + "\" is not of the form that docs/formats.md gives"};
    return out;
}

}  // namespace

std::string write_message(const Message& message) {
    return write(message);
}
Result<Message> read_message(std::string_view json) {
    return read<Message>(json);
}
std::string write_place(const Place& place) {
    return write(place);
}
Result<Place> read_place(std::string_view json) {
    return read<Place>(json);
}
std::string write_target(const Target& target) {
    return write(target);
}
Result<Target> read_target(std::string_view json) {
    return read<Target>(json);
}
std::string write_finding(const Finding& finding) {
    return write(finding);
}
Result<Finding> read_finding(std::string_view json) {
    return read<Finding>(json);
}
std::string write_campaign(const Campaign& campaign) {
    return write(campaign);
}
Result<Campaign> read_campaign(std::string_view json) {
    return read<Campaign>(json);
}

}  // namespace redshank::evidence
