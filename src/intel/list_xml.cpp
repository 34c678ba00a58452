// SPDX-License-Identifier: Apache-2.0
// Lists in XML, by expat: it takes the text piece by piece, builds no tree, opens no file or address and
// stops when entities grow out of proportion, so a list of 100 MB costs no more memory than its entries.
// Layouts as published: OFAC's SDN.XSD and its advanced data model (SDN_ADVANCED, after the UN's), the UK
// Sanctions List XML, the EU's FSF export (schema 1.1) and the UN's sc-sanctions.xsd. Each layout is a struct
// that is told of the start and the end of elements, with the path of names that lead to it.
#include <algorithm>
#include <array>
#include <memory>
#include <unordered_map>

#include <expat.h>

#include "base/ascii.h"
#include "intel/list_builder.h"

namespace redshank::intel {

namespace {

// Deeper than any list; what is below is skipped by name only.
constexpr size_t max_xml_depth = 64;
// Of one element: statements of reasons are longer, and not read.
constexpr size_t max_xml_text_bytes = 4096;

/// An element's attributes, while the call lasts.
class Attributes {
  public:
    explicit Attributes(const XML_Char** pairs) : pairs_(pairs) {}
    std::string_view operator[](std::string_view name) const {
        for (const XML_Char** at = pairs_; *at != nullptr; at += 2)
            if (name == *at) return at[1];
        return {};
    }

  private:
    const XML_Char** pairs_;
};

/// Names of open elements without prefixes, outermost first.
using Path = std::vector<std::string>;

bool is_inside(const Path& path, std::string_view name) {
    return std::find(path.begin(), path.end(), name) != path.end();
}

class Layout {
  public:
    explicit Layout(ListBuilder& out) : out_(out) {}
    virtual ~Layout() = default;
    virtual void start(const Path&, const Attributes&) {}
    /// `text` is what stood directly in the element.
    virtual void end(const Path& path, std::string_view text) = 0;
    uint64_t offset = 0;  // of the element at hand

  protected:
    /// Names and facts are gathered before the entry's number is known.
    struct Gathered {
        std::string id;
        ListedType type = ListedType::unknown;
        std::vector<ListedName> names;
        std::vector<std::string> programmes, births, countries;
        std::string listed_on;
    };
    void keep(Gathered& g) {
        if (ListEntry* entry = out_.entry(g.id, offset)) {
            if (entry->type == ListedType::unknown) entry->type = g.type;
            for (const ListedName& name : g.names) ListBuilder::add_name(*entry, name.text, name.quality);
            for (const std::string& one : g.programmes) ListBuilder::add_programme(*entry, one);
            for (const std::string& one : g.births) ListBuilder::add_birth(*entry, one);
            for (const std::string& one : g.countries) ListBuilder::add_country(*entry, one);
            if (entry->listed_on.empty()) entry->listed_on = parse_day(g.listed_on);
        }
        g = Gathered{};
    }
    static void append(std::string& name, std::string_view part) {
        part = trim(part);
        if (part.empty() || iequals(part, "n/a")) return;
        if (!name.empty()) name += ' ';
        name += part;
    }

    ListBuilder& out_;
};

// CONSOLIDATED_LIST/INDIVIDUALS/INDIVIDUAL and ENTITIES/ENTITY.
class UnLayout : public Layout {
  public:
    using Layout::Layout;
    void start(const Path& path, const Attributes& attributes) override {
        if (path.size() == 1) out_.set_date(attributes["dateGenerated"].substr(0, 10));
        if (path.back() == "INDIVIDUAL" || path.back() == "ENTITY") name_.clear();
    }
    void end(const Path& path, std::string_view text) override {
        const std::string& element = path.back();
        if (path.size() == 4 && (element == "FIRST_NAME" || element == "SECOND_NAME" ||
                                 element == "THIRD_NAME" || element == "FOURTH_NAME"))
            append(name_, text);
        if (element == "REFERENCE_NUMBER") entry_.id = trim(text);
        if (element == "NAME_ORIGINAL_SCRIPT")
            entry_.names.push_back({std::string(text), NameQuality::alias});
        if (element == "UN_LIST_TYPE") entry_.programmes.emplace_back(text);
        if (element == "LISTED_ON") entry_.listed_on = trim(text);
        if (element == "COUNTRY" && !is_inside(path, "INDIVIDUAL_PLACE_OF_BIRTH"))
            entry_.countries.emplace_back(text);
        if (element == "VALUE" && is_inside(path, "NATIONALITY")) entry_.countries.emplace_back(text);
        if (element == "QUALITY") quality_ = text;
        if (element == "ALIAS_NAME") {
            const NameQuality quality = name_quality(quality_);
            entry_.names.push_back(
                {std::string(text), quality == NameQuality::primary ? NameQuality::alias : quality});
        }
        if (element == "DATE" || element == "YEAR" || element == "FROM_YEAR" || element == "TO_YEAR")
            append(birth_, text);
        if (element == "INDIVIDUAL_DATE_OF_BIRTH") entry_.births.push_back(std::exchange(birth_, {}));
        if (path.size() == 3 && (element == "INDIVIDUAL" || element == "ENTITY")) finish(element);
    }

  private:
    void finish(const std::string& element) {
        entry_.type = element == "ENTITY" ? ListedType::entity : ListedType::person;
        entry_.names.insert(entry_.names.begin(), {name_, NameQuality::primary});
        keep(entry_);
    }
    Gathered entry_;
    std::string name_, quality_, birth_;
};

// sdnList/sdnEntry
class SdnLayout : public Layout {
  public:
    using Layout::Layout;
    void end(const Path& path, std::string_view text) override {
        const std::string& element = path.back();
        if (element == "Publish_Date") out_.set_date(parse_publish_date(text));
        if (path.size() == 3 && element == "uid") entry_.id = trim(text);
        if (element == "sdnType") entry_.type = listed_type(text);
        if (element == "program") entry_.programmes.emplace_back(text);
        if (element == "dateOfBirth") entry_.births.emplace_back(text);
        if (element == "country" && !is_inside(path, "idList")) entry_.countries.emplace_back(text);
        if (element == "lastName" || element == "firstName") {
            Parts& parts = is_inside(path, "aka") ? aka_ : own_;
            (element == "lastName" ? parts.last : parts.first) = trim(text);
        }
        if (is_inside(path, "aka") && (element == "type" || element == "category"))
            quality_ += std::string(text) + " ";
        if (element == "aka") {
            const NameQuality quality = name_quality(std::exchange(quality_, {}));
            entry_.names.push_back(
                {whole(aka_), quality == NameQuality::primary ? NameQuality::alias : quality});
            aka_ = {};
        }
        if (path.size() == 2 && element == "sdnEntry") {
            if (entry_.type == ListedType::unknown) entry_.type = ListedType::entity;
            entry_.names.insert(entry_.names.begin(), {whole(own_), NameQuality::primary});
            own_ = {};
            keep(entry_);
        }
    }

  private:
    // "07/11/2026", month first.
    static std::string parse_publish_date(std::string_view text) {
        text = trim(text);
        if (text.size() != 10 || text[2] != '/' || text[5] != '/') return "";
        return std::string(text.substr(6)) + "-" + std::string(text.substr(0, 2)) + "-" +
               std::string(text.substr(3, 2));
    }
    struct Parts {
        std::string first, last;
    };
    static std::string whole(const Parts& parts) {
        return parts.first.empty() ? parts.last : parts.last + ", " + parts.first;
    }
    Gathered entry_;
    Parts own_, aka_;
    std::string quality_;
};

// Designations/Designation
class UkLayout : public Layout {
  public:
    using Layout::Layout;
    void end(const Path& path, std::string_view text) override {
        const std::string& element = path.back();
        if (path.size() == 2 && element == "DateGenerated") out_.set_date(parse_day(text));
        if (element == "UniqueID") entry_.id = trim(text);
        if (element.size() == 5 && element.starts_with("Name") && is_digit(element[4])) {
            parts_[static_cast<size_t>(element[4] - '0') % parts_.size()] = trim(text);
        }
        if (element == "NameType" || element == "AliasStrength") quality_ += std::string(text) + " ";
        if (element == "Name" && path.size() == 4) finish_name();
        if (element == "NameNonLatinScript") entry_.names.push_back({std::string(text), NameQuality::alias});
        if (element == "RegimeName") entry_.programmes.emplace_back(text);
        if (element == "IndividualEntityShip") entry_.type = listed_type(text);
        if (element == "DateDesignated") entry_.listed_on = trim(text);
        if (element == "DOB" && path.back() == "DOB" && is_inside(path, "DOBs"))
            entry_.births.emplace_back(text);
        if (element == "Nationality" || element == "AddressCountry") entry_.countries.emplace_back(text);
        if (element == "Designation") keep(entry_);
    }

  private:
    void finish_name() {
        std::string name;
        for (size_t i = 1; i < parts_.size(); ++i) append(name, parts_[i]);
        parts_ = {};
        entry_.names.push_back({name, uk_quality(std::exchange(quality_, {}))});
    }
    // "Primary Name" and "Primary Name Variation" begin alike; strength is said for all.
    static NameQuality uk_quality(const std::string& text) {
        const NameQuality quality = name_quality(text);
        const bool primary =
            text.find("Primary Name") != std::string::npos && text.find("Variation") == std::string::npos;
        return primary                           ? NameQuality::primary
               : quality == NameQuality::primary ? NameQuality::alias
                                                 : quality;
    }
    Gathered entry_;
    std::array<std::string, 7> parts_;  // by the digit of its element
    std::string quality_;
};

// export/sanctionEntity, all in attributes
class EuLayout : public Layout {
  public:
    using Layout::Layout;
    void start(const Path& path, const Attributes& a) override {
        const std::string& element = path.back();
        if (path.size() == 1) out_.set_date(a["generationDate"].substr(0, 10));
        if (element == "sanctionEntity") {
            entry_.id = a["euReferenceNumber"].empty() ? a["logicalId"] : a["euReferenceNumber"];
            entry_.listed_on = a["designationDate"];
        }
        if (element == "subjectType") entry_.type = listed_type(a["code"]);
        if (element == "regulation") {
            entry_.programmes.emplace_back(a["programme"]);
            if (entry_.listed_on.empty()) entry_.listed_on = a["publicationDate"];
        }
        if (element == "nameAlias") add_name(a);
        if (element == "citizenship" || element == "address")
            entry_.countries.emplace_back(a["countryIso2Code"]);
        if (element == "birthdate") {
            const std::string_view date = a["birthdate"];
            entry_.births.emplace_back(date.empty() ? a["year"] : date);
        }
    }
    void end(const Path& path, std::string_view) override {
        if (path.back() == "sanctionEntity") keep(entry_);
    }

  private:
    void add_name(const Attributes& a) {
        std::string name(trim(a["wholeName"]));
        if (name.empty())
            for (const std::string_view part : {a["firstName"], a["middleName"], a["lastName"]})
                append(name, part);
        const NameQuality quality = a["strong"] == "false" ? NameQuality::weak
                                    : entry_.names.empty() ? NameQuality::primary
                                                           : NameQuality::alias;
        entry_.names.push_back({name, quality});
    }
    Gathered entry_;
};

// Sanctions: ReferenceValueSets, DistinctParties, SanctionsEntries. What a number means stands in the file.
class AdvancedLayout : public Layout {
  public:
    using Layout::Layout;
    void start(const Path& path, const Attributes& a) override {
        const std::string& element = path.back();
        if (is_inside(path, "ReferenceValueSets")) {
            reference_id_ = a["ID"];
            reference_type_ = a["PartyTypeID"];
        }
        if (element == "Profile") {
            entry_.id = a["ID"];
            sub_type_ = a["PartySubTypeID"];
        }
        if (element == "Alias") quality_ = alias_quality(a);
        if (element == "DocumentedName") name_.clear();
        if (element == "Feature") feature_ = a["FeatureTypeID"];
        if (element == "DatePeriod") earliest_.clear(), latest_.clear();
        if (element == "SanctionsEntry") profile_ = a["ProfileID"];
        if (element == "SanctionsMeasure") measure_ = a["SanctionsTypeID"];
        if (element == "NamePartValue") part_group_ = a["NamePartGroupID"];
        if (element == "NamePartGroup") part_types_[std::string(a["ID"])] = a["NamePartTypeID"];
        if (element == "NamePartGroups") part_types_.clear();
    }
    void end(const Path& path, std::string_view text) override {
        const std::string& element = path.back();
        if (is_inside(path, "ReferenceValueSets")) return refer(element, text);
        if (element == "NamePartValue") add_part(text);
        if (element == "DocumentedName") entry_.names.push_back({whole(), quality_});
        if (element == "Year" || element == "Month" || element == "Day") {
            if (is_inside(path, "Start") && is_inside(path, "From")) add_date(earliest_, element, text);
            if (is_inside(path, "End") && is_inside(path, "To")) add_date(latest_, element, text);
        }
        if (element == "DatePeriod" && is_inside(path, "Feature") &&
            means(feature_, "FeatureType", "birthdate"))
            entry_.births.push_back(period());
        if (element == "Profile") {
            entry_.type = type_of_party();
            sort_names();
            keep(entry_);
        }
        if (element == "Comment" && is_inside(path, "SanctionsMeasure") &&
            means(measure_, "SanctionsType", "program"))
            if (ListEntry* entry = out_.entry(profile_, offset)) ListBuilder::add_programme(*entry, text);
    }

  private:
    void refer(const std::string& element, std::string_view text) {
        if (reference_id_.empty()) return;
        values_[element + reference_id_] = ascii_lower(trim(text));
        if (element == "PartySubType") values_["PartyOf" + reference_id_] = reference_type_;
        reference_id_.clear();
    }
    bool means(const std::string& id, const std::string& set, std::string_view words) const {
        const auto at = values_.find(set + id);
        return at != values_.end() && at->second.find(words) != std::string::npos;
    }
    ListedType type_of_party() const {
        const auto sub = values_.find("PartySubType" + sub_type_);
        const ListedType by_name = sub == values_.end() ? ListedType::unknown : listed_type(sub->second);
        if (by_name != ListedType::unknown) return by_name;
        const auto party = values_.find("PartyOf" + sub_type_);
        const auto type = party == values_.end() ? values_.end() : values_.find("PartyType" + party->second);
        return type == values_.end() ? ListedType::unknown : listed_type(type->second);
    }
    static NameQuality alias_quality(const Attributes& a) {
        if (a["Primary"] == "true") return NameQuality::primary;
        return a["LowQuality"] == "true" ? NameQuality::weak : NameQuality::alias;
    }
    // NamePartGroups stand before or behind the names that use them, so parts keep their order and the one
    // called "last name" is told when it is known.
    void add_part(std::string_view text) {
        const auto type = part_types_.find(part_group_);
        const bool last = type != part_types_.end() && means(type->second, "NamePartType", "last name");
        std::string& part = last ? last_ : name_;
        append(part, text);
    }
    std::string whole() {
        std::string name = std::exchange(last_, {});
        if (!name.empty() && !name_.empty()) name += ", ";
        return name + std::exchange(name_, {});
    }
    static void add_date(std::string& date, const std::string& element, std::string_view text) {
        std::string value(trim(text));
        if (value.size() == 1) value.insert(0, "0");
        date += (element == "Year" ? "" : "-") + value;
    }
    // A day, or the years from … to: "circa" and "between" are periods of years.
    std::string period() const {
        if (latest_.empty() || latest_ == earliest_) return earliest_;
        return earliest_.substr(0, 4) + " to " + latest_.substr(0, 4);
    }
    void sort_names() {
        std::stable_sort(entry_.names.begin(), entry_.names.end(),
                         [](const ListedName& a, const ListedName& b) {
                             return a.quality == NameQuality::primary && b.quality != NameQuality::primary;
                         });
    }

    Gathered entry_;
    std::unordered_map<std::string, std::string> values_;  // set name and id → text
    std::unordered_map<std::string, std::string> part_types_;
    std::string reference_id_, reference_type_, sub_type_, feature_, profile_, measure_, part_group_;
    std::string name_, last_, earliest_, latest_;
    NameQuality quality_ = NameQuality::alias;
};

// Tables of an OpenDocument spreadsheet (OpenDocument 1.3 part 3, 9.1): rows of cells.
class SheetLayout : public Layout {
  public:
    explicit SheetLayout(ListBuilder& out) : Layout(out), table_(out) {}
    void start(const Path& path, const Attributes& a) override {
        if (path.back() == "table-row") row_.clear();
        if (path.back() != "table-cell") return;
        cell_ = a["office:date-value"].substr(0, 10);
        repeated_ = 0;
        for (const char c : a["table:number-columns-repeated"].substr(0, 6))
            if (is_digit(c)) repeated_ = repeated_ * 10 + static_cast<size_t>(c - '0');
        has_date_ = !cell_.empty();
    }
    void end(const Path& path, std::string_view text) override {
        // What stands between the tags of formatted text is joined; a date's own value goes before its look.
        const bool in_cell = is_inside(path, "table-cell");
        if (in_cell && !has_date_ && (path.back() == "p" || path.back() == "span")) append(cell_, text);
        if (path.back() == "table-cell") {
            constexpr size_t max_columns = 200;
            for (size_t i = 0; i < std::max<size_t>(repeated_, 1) && row_.size() < max_columns; ++i)
                row_.push_back(cell_);
        }
        if (path.back() == "table-row") table_.add_row(row_, offset);
    }
    bool has_header() const { return table_.has_header(); }

  private:
    ListTable table_;
    std::vector<std::string> row_;
    std::string cell_;
    size_t repeated_ = 0;
    bool has_date_ = false;
};

/// Expat and what it tells, one file.
class XmlReader {
  public:
    XmlReader(Layout& layout, ListBuilder& out)
        : layout_(layout), out_(out), parser_(XML_ParserCreate(nullptr)) {
        XML_SetUserData(parser_.get(), this);
        XML_SetElementHandler(parser_.get(), on_start, on_end);
        XML_SetCharacterDataHandler(parser_.get(), on_text);
    }
    /// False when there is no more to read.
    bool feed(std::string_view piece, bool last) {
        if (XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()), last) == XML_STATUS_OK)
            return true;
        const std::string why = XML_ErrorString(XML_GetErrorCode(parser_.get()));
        out_.problem(place(), "the XML cannot be read from here on: " + why);
        return false;
    }

  private:
    uint64_t place() const {
        return static_cast<uint64_t>(std::max<XML_Index>(0, XML_GetCurrentByteIndex(parser_.get())));
    }
    static std::string_view local_name(std::string_view name) {
        return name.substr(name.rfind(':') == std::string_view::npos ? 0 : name.rfind(':') + 1);
    }
    static void on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
        auto& reader = *static_cast<XmlReader*>(self);
        if (++reader.depth_ > max_xml_depth) return;
        reader.path_.emplace_back(local_name(name));
        reader.text_.emplace_back();
        reader.layout_.offset = reader.place();
        reader.layout_.start(reader.path_, Attributes(attributes));
    }
    static void on_end(void* self, const XML_Char*) {
        auto& reader = *static_cast<XmlReader*>(self);
        if (reader.depth_-- > max_xml_depth) return;
        reader.layout_.end(reader.path_, reader.text_.back());
        reader.path_.pop_back();
        reader.text_.pop_back();
    }
    static void on_text(void* self, const XML_Char* text, int length) {
        auto& reader = *static_cast<XmlReader*>(self);
        if (reader.text_.empty() || reader.depth_ > max_xml_depth) return;
        std::string& kept = reader.text_.back();
        const size_t room = max_xml_text_bytes - std::min(max_xml_text_bytes, kept.size());
        kept.append(text, std::min(room, static_cast<size_t>(length)));
    }

    struct Free {
        void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
    };
    Layout& layout_;
    ListBuilder& out_;
    std::unique_ptr<XML_ParserStruct, Free> parser_;
    Path path_;
    std::vector<std::string> text_;
    size_t depth_ = 0;
};

std::unique_ptr<Layout> layout_of(Kind kind, ListBuilder& out) {
    switch (kind) {
        case Kind::ofac_sdn_xml:
            return std::make_unique<SdnLayout>(out);
        case Kind::ofac_advanced_xml:
            return std::make_unique<AdvancedLayout>(out);
        case Kind::uk_list_xml:
            return std::make_unique<UkLayout>(out);
        case Kind::eu_xml:
            return std::make_unique<EuLayout>(out);
        case Kind::uk_list_ods:
            return std::make_unique<SheetLayout>(out);
        default:
            return std::make_unique<UnLayout>(out);
    }
}

}  // namespace

void read_list_xml(Kind kind, std::string_view text, const Limits&, ListBuilder& out) {
    constexpr size_t piece_bytes = 1u << 16;
    const std::unique_ptr<Layout> layout = layout_of(kind, out);
    XmlReader reader(*layout, out);
    bool more = true;
    for (size_t at = 0; more && at < text.size(); at += piece_bytes) {
        const std::string_view piece = text.substr(at, piece_bytes);
        more = reader.feed(piece, at + piece.size() == text.size());
    }
    if (text.empty()) out.problem(0, "the file is empty");
}

}  // namespace redshank::intel
