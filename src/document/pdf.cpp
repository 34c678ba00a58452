// SPDX-License-Identifier: Apache-2.0
// One pass over the tokens with an explicit stack of dictionaries and arrays; only the keys that matter are
// kept. A dictionary is judged when it closes. What stands elsewhere ("/OpenAction 5 0 R", "/URI 7 0 R") is
// resolved at the end by object number.
#include "document/pdf.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "base/ascii.h"
#include "document/addresses.h"
#include "document/inflate.h"
#include "document/pdf_crypt.h"
#include "document/pdf_lexer.h"

namespace redshank::document {

namespace {

using Kind = PdfToken::Kind;

// Keys of ISO 32000-1 that are kept.
enum class Key : uint8_t {
    none,
    AA,
    DecodeParms,
    EF,
    Encrypt,
    F,
    Filter,
    First,
    FS,
    ID,
    JS,
    Length,
    N,
    Next,
    O,
    OpenAction,
    PO,
    PV,
    S,
    Type,
    U,
    UF,
    URI,
    Win
};
constexpr std::array<std::string_view, 24> key_names = {
    "",  "AA",   "DecodeParms", "EF",         "Encrypt", "F",  "Filter", "First", "FS", "ID", "JS",  "Length",
    "N", "Next", "O",           "OpenAction", "PO",      "PV", "S",      "Type",  "U",  "UF", "URI", "Win"};

Key key_of(std::string_view written) {
    const bool escaped = written.find('#') != std::string_view::npos;
    const std::string resolved = escaped ? pdf_name(written) : std::string();
    const std::string_view name = escaped ? std::string_view(resolved) : written;
    if (name.size() > 11 || name.empty()) return Key::none;
    const auto found = std::find(key_names.begin() + 1, key_names.end(), name);
    return found == key_names.end() ? Key::none : static_cast<Key>(found - key_names.begin());
}

// Kept of one dictionary: no honest one repeats its keys.
constexpr size_t max_values = 64;

struct ObjectId {
    uint32_t number = 0;
    uint32_t generation = 0;
};

struct Value {
    enum class Type : uint8_t { none, name, string, number, reference, container };
    Type type = Type::none;
    PdfToken token;
    uint32_t number = 0;  // of a number, or of the object referred to
    uint32_t part = 0;    // whose bytes the token is of
    ObjectId object{};    // that a string stands in
};

struct Frame {
    bool is_dictionary = false;
    bool on_open = false;        // what stands here happens when the document or a page opens
    Key parent_key = Key::none;  // what it is the value of
    Key key = Key::none;         // read last
    size_t begin = 0;            // of its "<<"
    bool has_value = true;
    std::vector<std::pair<Key, Value>> values;

    const Value* find(Key wanted) const {
        // Of a key that is given twice, viewers take the last.
        for (auto one = values.rbegin(); one != values.rend(); ++one) {
            if (one->first == wanted) return &one->second;
        }
        return nullptr;
    }
    Value* find(Key wanted) { return const_cast<Value*>(std::as_const(*this).find(wanted)); }
};

struct Action {
    uint32_t object = 0;  // whose top-level dictionary it is, 0 none
    uint32_t part = 0;
    bool on_open = false;
    std::string type;  // of /S, "URI"
    std::optional<Value> target;
};

// Encryption leaves no text that reads so. What does was not encrypted, whatever a trailer claims.
bool is_plain_address(std::string_view text) {
    return text.find("://") != std::string_view::npos &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

uint32_t to_number(std::string_view text) {
    uint32_t value = 0;
    for (const char c : text) {
        if (!is_digit(c) || value > 100'000'000) return 0;
        value = value * 10 + static_cast<uint32_t>(c - '0');
    }
    return value;
}

class PdfReader {
  public:
    PdfReader(std::string_view bytes, const std::vector<std::string>& passwords, const Limits& limits,
              Unpacked& unpacked)
        : file_(bytes), passwords_(passwords), limits_(limits), unpacked_(unpacked) {
        out_.parts.emplace_back();
    }

    PdfReading read() {
        scan_file();
        decide_encryption();
        for (const PackedStream& one : packed_) use_stream(one);
        // Object streams hold no streams (7.5.7), so their number does not grow meanwhile.
        for (const ObjectStream& one : streams_) scan_object_stream(one);
        resolve();
        return take();
    }

  private:
    struct ObjectStream {
        uint32_t part = 0;
        uint32_t objects = 0;
        uint32_t first = 0;
    };

    struct PackedStream {
        Frame dictionary;
        std::string_view bytes;
        ObjectId object;
    };

    // --- reading ---

    void scan_file() {
        PdfLexer lexer(file_);
        begin_object({}, 0);
        for (PdfToken token = lexer.next(); token.kind != Kind::end; token = lexer.next()) {
            if (token.kind != Kind::keyword) {
                take_token(token);
            } else if (token.text == "obj") {
                begin_object({numbers_[0], numbers_[1]}, 0);
            } else if (token.text == "stream") {
                read_stream(lexer);
            } else if (token.text == "endobj" || token.text == "trailer") {
                begin_object({}, 0);
            } else {
                take_keyword(token);
            }
        }
    }

    void scan_object_stream(const ObjectStream& stream) {
        const std::string_view text = out_.parts[stream.part].bytes;
        PdfLexer lexer(text);
        std::vector<std::pair<uint32_t, uint32_t>> objects;  // offset, number
        for (uint32_t i = 0; i < stream.objects && lexer.position() < stream.first; ++i) {
            const uint32_t number = to_number(lexer.next().text);
            objects.emplace_back(stream.first + to_number(lexer.next().text), number);
        }
        std::sort(objects.begin(), objects.end());
        lexer.go_to(stream.first);
        begin_object({}, stream.part);
        size_t next = 0;
        for (PdfToken token = lexer.next(); token.kind != Kind::end; token = lexer.next()) {
            if (next < objects.size() && token.offset >= objects[next].first) {
                while (next < objects.size() && token.offset >= objects[next].first) ++next;
                begin_object({objects[next - 1].second, 0}, stream.part);
            }
            if (token.kind == Kind::keyword)
                take_keyword(token);
            else
                take_token(token);
        }
    }

    void begin_object(ObjectId id, uint32_t part) {
        stack_.clear();
        skipped_ = 0;
        object_ = id.number;
        generation_ = id.generation;
        part_ = part;
        last_ = Frame();
    }

    void take_keyword(const PdfToken& token) {
        if (token.text != "R") return take_value({Value::Type::none, token, 0, part_, {}});
        // "12 0 R": the two numbers were taken as values; the reference takes their place.
        replace_value({Value::Type::reference, token, numbers_[0], part_, {}});
    }

    void take_token(const PdfToken& token) {
        switch (token.kind) {
            case Kind::open_dictionary:
            case Kind::open_array:
                return open(token.kind == Kind::open_dictionary, token.offset);
            case Kind::close_dictionary:
            case Kind::close_array:
                return close(token.kind == Kind::close_dictionary);
            case Kind::name:
                return take_name(token);
            case Kind::number:
                numbers_ = {numbers_[1], to_number(token.text)};
                return take_value({Value::Type::number, token, numbers_[1], part_, {}});
            default:
                return take_value({Value::Type::string, token, 0, part_, {object_, generation_}});
        }
    }

    void take_name(const PdfToken& token) {
        if (!stack_.empty() && skipped_ == 0 && stack_.back().is_dictionary && stack_.back().has_value) {
            stack_.back().key = key_of(token.text);
            stack_.back().has_value = false;
            return;
        }
        take_value({Value::Type::name, token, 0, part_, {}});
    }

    void take_value(const Value& value) {
        if (skipped_ > 0) return;
        if (stack_.empty()) {
            if (value.type == Value::Type::string && object_ != 0) remember(strings_, object_, value);
            return;
        }
        Frame& frame = stack_.back();
        if (!frame.is_dictionary) return take_element(value);
        if (frame.has_value) return;  // the second number of "12 0 R", or no dictionary at all
        frame.has_value = true;
        if (frame.key != Key::none && frame.values.size() < max_values)
            frame.values.emplace_back(frame.key, value);
        note_reference(frame, value);
    }

    // Of an array only the first name counts ([/FlateDecode]), of an /ID the first string, and references to
    // further actions.
    void take_element(const Value& value) {
        if (stack_.size() < 2) return;
        Frame& around = stack_[stack_.size() - 2];
        const Value::Type wanted = around.key == Key::ID ? Value::Type::string : Value::Type::name;
        if (value.type != wanted) return;
        Value* list = around.is_dictionary ? around.find(around.key) : nullptr;
        if (list != nullptr && list->type == Value::Type::container) *list = value;
    }

    void replace_value(const Value& value) {
        if (skipped_ > 0 || stack_.empty()) return;
        Frame& frame = stack_.back();
        if (!frame.is_dictionary) {
            note_reference(frame, value);
            return;
        }
        if (frame.key != Key::none && !frame.values.empty() && frame.values.back().first == frame.key)
            frame.values.back().second = value;
        note_reference(frame, value);
    }

    static bool is_open_key(const Frame& frame) {
        if (frame.key == Key::OpenAction) return true;
        const bool is_page_event = frame.key == Key::O || frame.key == Key::PO || frame.key == Key::PV;
        return frame.parent_key == Key::AA && is_page_event;
    }

    void note_reference(const Frame& frame, const Value& value) {
        if (value.type != Value::Type::reference || noted_ >= limits_.max_pdf_objects) return;
        const bool is_page_event = frame.key == Key::O || frame.key == Key::PO || frame.key == Key::PV;
        const bool is_next = frame.key == Key::Next || frame.parent_key == Key::Next;
        if (is_open_key(frame) || (is_next && frame.on_open))
            open_objects_.insert(value.number);
        else if (is_next)
            edges_.emplace(object_, value.number);
        else if (frame.key == Key::AA)
            event_objects_.insert(value.number);
        else if (stack_.size() == 1 && is_page_event)
            event_edges_.emplace_back(object_, value.number);
        else
            return;
        ++noted_;
    }

    void open(bool is_dictionary, size_t begin) {
        if (stack_.size() >= static_cast<size_t>(limits_.max_document_depth)) {
            ++skipped_;
            return;
        }
        Frame frame;
        frame.is_dictionary = is_dictionary;
        frame.begin = begin;
        if (!stack_.empty()) {
            Frame& around = stack_.back();
            frame.parent_key = around.is_dictionary ? around.key : around.parent_key;
            frame.on_open = around.on_open || is_open_key(around);
            if (around.is_dictionary) take_value({Value::Type::container, {}, 0, part_, {}});
        }
        stack_.push_back(std::move(frame));
    }

    void close(bool is_dictionary) {
        if (skipped_ > 0) {
            --skipped_;
            return;
        }
        if (stack_.empty() || stack_.back().is_dictionary != is_dictionary) return;
        last_ = std::move(stack_.back());
        stack_.pop_back();
        if (is_dictionary) judge(last_);
    }

    // --- streams ---

    void read_stream(PdfLexer& lexer) {
        const Frame dictionary = std::move(last_);
        last_ = Frame();
        size_t begin = lexer.position();
        if (file_.substr(begin).starts_with("\r\n"))
            begin += 2;
        else if (begin < file_.size() && (file_[begin] == '\n' || file_[begin] == '\r'))
            ++begin;
        const std::optional<size_t> end = stream_end(dictionary, begin);
        // Without an end, whatever follows is looked at: a reader that trusts the table would do so too.
        if (!end) return;
        lexer.go_to(*end);
        const bool is_of_use =
            is_named(dictionary, Key::Type, "ObjStm") || is_named(dictionary, Key::Type, "EmbeddedFile");
        if (!is_of_use) return;
        if (packed_.size() >= limits_.max_unpacked_members) {
            out_.parts[0].contents.cut = true;
            return;
        }
        packed_.push_back({dictionary, file_.substr(begin, *end - begin), {object_, generation_}});
    }

    std::optional<size_t> stream_end(const Frame& dictionary, size_t begin) {
        const Value* length = dictionary.find(Key::Length);
        if (length != nullptr && length->type == Value::Type::number && begin <= file_.size() &&
            length->number <= file_.size() - begin) {
            const std::string_view rest = file_.substr(begin + length->number, 32);
            if (trim(rest).starts_with("endstream")) return begin + length->number;
        }
        if (no_more_ends_) return std::nullopt;
        const size_t found = file_.find("endstream", begin);
        no_more_ends_ = found == std::string_view::npos;
        return no_more_ends_ ? std::nullopt : std::optional(found);
    }

    bool is_named(const Frame& dictionary, Key key, std::string_view name) const {
        const Value* value = dictionary.find(key);
        return value != nullptr && value->type == Value::Type::name && pdf_name(value->token.text) == name;
    }

    // Without the password, streams are tried as they stand: a false trailer hides none of them.
    void use_stream(const PackedStream& packed) {
        const Frame& dictionary = packed.dictionary;
        const bool holds_objects = is_named(dictionary, Key::Type, "ObjStm");
        std::optional<std::string> content;
        if (crypt_) {
            const auto [number, generation] = packed.object;
            content =
                unpack(dictionary, holds_objects ? crypt_->stream(packed.bytes, number, generation)
                                                 : crypt_->embedded_file(packed.bytes, number, generation));
        }
        if (!content) content = unpack(dictionary, packed.bytes);
        // A predictor (7.4.4.4) over objects or files is none that writers use, and is not undone here.
        const Value* parameters = dictionary.find(Key::DecodeParms);
        const bool is_predicted = parameters != nullptr && parameters->type != Value::Type::none;
        out_.parts[0].contents.cut |= is_predicted && !out_.locked;
        const bool is_within = ++unpacked_.members <= limits_.max_unpacked_members;
        if (!content || !is_within) {
            out_.parts[0].contents.cut |= !out_.locked || !is_within;
            return;
        }
        const std::string name = "obj" + std::to_string(packed.object.number);
        if (!holds_objects) {
            out_.files.push_back({name, std::move(*content)});
            return;
        }
        const Value* count = dictionary.find(Key::N);
        const Value* first = dictionary.find(Key::First);
        streams_.push_back({static_cast<uint32_t>(out_.parts.size()), count == nullptr ? 0 : count->number,
                            first == nullptr ? 0 : first->number});
        out_.parts.push_back({name, std::move(*content), {}});
    }

    std::optional<std::string> unpack(const Frame& dictionary, std::string_view packed) {
        const bool is_packed = dictionary.find(Key::Filter) != nullptr;
        const bool is_flate =
            is_named(dictionary, Key::Filter, "FlateDecode") || is_named(dictionary, Key::Filter, "Fl");
        if (is_flate) return inflate(packed, Deflate::zlib, limits_, unpacked_);
        if (is_packed || unpacked_.bytes + packed.size() > limits_.max_unpacked_bytes) return std::nullopt;
        unpacked_.bytes += packed.size();
        return std::string(packed);
    }

    // --- encryption ---

    // A trailer, or the stream that stands for one.
    void note_encryption(const Frame& dictionary) {
        if (part_ != 0) return;
        if (dictionary.find(Key::Encrypt) != nullptr &&
            (object_ == 0 || is_named(dictionary, Key::Type, "XRef"))) {
            is_encrypted_ = true;
            const Value* id = dictionary.find(Key::ID);
            const bool has_id = id != nullptr && id->type == Value::Type::string;
            add_once(file_ids_, has_id ? pdf_bytes(id->token) : std::string());
        }
        if (is_named(dictionary, Key::Filter, "Standard") && dictionary.find(Key::U) != nullptr &&
            encryption_dictionaries_.size() < max_encryptions)
            encryption_dictionaries_.push_back(dictionary.begin);
    }

    static void add_once(std::vector<std::string>& list, std::string value) {
        if (list.size() < max_encryptions && std::find(list.begin(), list.end(), value) == list.end())
            list.push_back(std::move(value));
    }

    // An update may bring its own; the first that a password fits is the one.
    void decide_encryption() {
        if (!is_encrypted_) return;
        for (const std::string& password : passwords_) {
            for (const size_t begin : encryption_dictionaries_) {
                for (const std::string& id : file_ids_) {
                    crypt_ = PdfCrypt::open(file_.substr(begin), id, password);
                    if (!crypt_) continue;
                    out_.password = password;
                    return;
                }
            }
        }
        out_.locked = true;
    }

    // Object streams are encrypted whole, what stands in them is not once more.
    std::string text_of(const Value& value) const {
        std::string bytes = pdf_bytes(value.token);
        if (!is_encrypted_ || value.part != 0 || is_plain_address(bytes)) return pdf_text(std::move(bytes));
        if (!crypt_) return {};
        return pdf_text(crypt_->string(bytes, value.object.number, value.object.generation));
    }

    // --- judging ---

    static const Value* file_of(const Frame& dictionary) {
        for (const Key key : {Key::F, Key::UF}) {
            const Value* value = dictionary.find(key);
            if (value != nullptr &&
                (value->type == Value::Type::string || value->type == Value::Type::reference))
                return value;
        }
        return nullptr;
    }

    void judge(const Frame& dictionary) {
        note_encryption(dictionary);
        const Value* type = dictionary.find(Key::S);
        const Value* file = file_of(dictionary);
        if (type != nullptr && type->type == Value::Type::name) {
            add_action(dictionary, pdf_name(type->token.text));
        } else if (file != nullptr) {
            // A file specification (7.11): its file stands for it in what it is the value of.
            if (stack_.empty())
                remember(strings_, object_, *file);
            else if (Value* of = stack_.back().find(stack_.back().key);
                     of != nullptr && stack_.back().is_dictionary)
                *of = *file;
        }
        if (dictionary.find(Key::EF) != nullptr) add_action(dictionary, "EF");
        // A film, a sound or a stream's data at an address (7.11.5), whatever it is the value of.
        if (file != nullptr && is_named(dictionary, Key::FS, "URL") &&
            distant_files_.size() < limits_.max_links)
            distant_files_.push_back(*file);
    }

    void add_action(const Frame& dictionary, std::string type) {
        if (actions_.size() >= limits_.max_links) {
            out_.parts[0].contents.cut = true;
            return;
        }
        constexpr std::array<std::string_view, 9> known = {
            "EF", "GoToE", "GoToR", "ImportData", "JavaScript", "Launch", "SubmitForm", "Thread", "URI"};
        const bool has_script = dictionary.find(Key::JS) != nullptr;  // of a rendition too (12.6.4.13)
        if (std::find(known.begin(), known.end(), type) == known.end()) {
            if (!has_script) return;
            type = "JavaScript";
        }
        Action action{stack_.empty() ? object_ : 0, part_, dictionary.on_open, std::move(type), std::nullopt};
        const Value* target = action.type == "URI"          ? dictionary.find(Key::URI)
                              : action.type == "JavaScript" ? dictionary.find(Key::JS)
                                                            : file_of(dictionary);
        if (target == nullptr && action.type == "Launch") target = dictionary.find(Key::Win);
        if (target != nullptr) action.target = *target;
        actions_.push_back(std::move(action));
    }

    void remember(std::unordered_map<uint32_t, Value>& known, uint32_t object, const Value& value) {
        if (known.size() < limits_.max_pdf_objects) known.emplace(object, value);
    }

    // --- what stands elsewhere ---

    void resolve() {
        for (const auto& [object, target] : event_edges_) {
            if (event_objects_.contains(object)) open_objects_.insert(target);
        }
        std::vector<uint32_t> work(open_objects_.begin(), open_objects_.end());
        while (!work.empty()) {
            const uint32_t object = work.back();
            work.pop_back();
            const auto [begin, end] = edges_.equal_range(object);
            for (auto edge = begin; edge != end; ++edge) {
                if (open_objects_.insert(edge->second).second) work.push_back(edge->second);
            }
        }
        for (Action& action : actions_) {
            action.on_open |= action.object != 0 && open_objects_.contains(action.object);
            // A string, or a file specification that names one: two steps.
            for (int step = 0; step < 2 && action.target && action.target->type == Value::Type::reference;
                 ++step) {
                const auto known = strings_.find(action.target->number);
                if (known == strings_.end()) break;
                action.target = known->second;
            }
            use(action);
        }
        for (const Value& file : distant_files_) {
            if (file.type == Value::Type::string && !used_.contains(place(file.part, file.token)))
                add(file.part, ReferenceKind::object, text_of(file), file.token);
        }
        if (out_.locked) add_trait(0, TraitKind::encrypted, {}, {});
    }

    void use(const Action& action) {
        const bool is_text = action.target && action.target->type == Value::Type::string;
        const std::string text = is_text ? text_of(*action.target) : std::string();
        const bool is_readable = is_text && (!text.empty() || !out_.locked);
        const PdfToken token = is_readable ? action.target->token : PdfToken();
        const uint32_t part = is_readable ? action.target->part : action.part;
        const ReferenceKind kind = action.on_open ? ReferenceKind::action : ReferenceKind::link;
        if (action.type == "URI") return add(part, kind, text, token);
        if (action.type == "SubmitForm")
            return add(part, action.on_open ? kind : ReferenceKind::form, text, token);
        if (action.type == "EF") return add_trait(part, TraitKind::embedded_file, token, text);
        if (action.type == "JavaScript") {
            add_trait(part, TraitKind::script, token, text);
            return add_addresses(part, kind, text, token);
        }
        add_trait(part, action.type == "Launch" ? TraitKind::launch : TraitKind::remote_go_to, token, text);
        add(part, kind, text, token);
    }

    // Whole addresses in a script, as they stand there; those put together from pieces are not seen.
    void add_addresses(uint32_t part, ReferenceKind kind, std::string_view script, const PdfToken& token) {
        constexpr size_t max_addresses = 20;
        for (const Stretch& one : find_addresses(script, "\\", max_addresses)) {
            add(part, kind, script.substr(one.begin, one.end - one.begin), token);
        }
    }

    static uint64_t place(uint32_t part, const PdfToken& token) {
        return uint64_t{part} << 32 | token.offset;
    }

    void add(uint32_t part, ReferenceKind kind, std::string_view value, const PdfToken& token) {
        if (value.empty()) return;
        used_.insert(place(part, token));
        out_.parts[part].contents.references.push_back(
            {kind, std::string(value), token.offset, static_cast<uint32_t>(token.text.size()), {}});
    }

    void add_trait(uint32_t part, TraitKind kind, const PdfToken& token, std::string_view detail) {
        Contents& contents = out_.parts[part].contents;
        if (contents.traits.size() >= limits_.max_document_traits) {
            contents.cut = true;
            return;
        }
        contents.traits.push_back({kind, token.offset, static_cast<uint32_t>(token.text.size()),
                                   std::string(detail.substr(0, max_detail_bytes))});
    }

    PdfReading take() {
        std::erase_if(out_.parts, [](const PdfPart& part) {
            return !part.name.empty() && part.contents.references.empty() && part.contents.traits.empty();
        });
        return std::move(out_);
    }

    // No honest file has more than one of each; every one costs a try of each password.
    static constexpr size_t max_encryptions = 4;

    std::string_view file_;
    const std::vector<std::string>& passwords_;
    const Limits& limits_;
    Unpacked& unpacked_;
    PdfReading out_;
    std::vector<PackedStream> packed_;
    std::vector<ObjectStream> streams_;

    std::vector<Frame> stack_;
    int skipped_ = 0;  // containers deeper than the stack
    Frame last_;       // the dictionary that closed last: a stream's, when "stream" follows
    std::array<uint32_t, 2> numbers_{};
    uint32_t object_ = 0;
    uint32_t generation_ = 0;
    uint32_t part_ = 0;
    uint32_t noted_ = 0;  // references that matter
    bool no_more_ends_ = false;
    bool is_encrypted_ = false;
    std::vector<std::string> file_ids_;
    std::vector<size_t> encryption_dictionaries_;  // where they begin
    std::optional<PdfCrypt> crypt_;

    std::vector<Action> actions_;
    std::vector<Value> distant_files_;
    std::unordered_set<uint64_t> used_;            // places of strings that are references already
    std::unordered_map<uint32_t, Value> strings_;  // objects that are a string or a file specification
    std::unordered_set<uint32_t> open_objects_;
    std::unordered_multimap<uint32_t, uint32_t> edges_;  // from an action to the next
    std::unordered_set<uint32_t> event_objects_;         // values of /AA
    std::vector<std::pair<uint32_t, uint32_t>> event_edges_;
};

}  // namespace

PdfReading read_pdf(std::string_view bytes, const std::vector<std::string>& passwords, const Limits& limits,
                    Unpacked& unpacked) {
    return PdfReader(bytes, passwords, limits, unpacked).read();
}

}  // namespace redshank::document
