// SPDX-License-Identifier: Apache-2.0
// One walk over a URL serves both: every place is named once, the structure between places is literal. Names
// depend on structure alone and never on a value, so that the copies of one template give the same names in
// the same order.
#include <algorithm>
#include <vector>

#include "base/ascii.h"
#include "base/byte_set.h"
#include "text/idna.h"
#include "url/nested.h"
#include "url/url.h"

namespace redshank::url {

namespace {

// A query of more pairs is no template; what follows is one place.
constexpr size_t max_pairs = 256;
constexpr size_t max_name_bytes = 40;

bool is_name_byte(char c) {
    return is_alnum(c) || c == '_' || c == '-' || c == '.' || c == '[' || c == ']' || c == '$';
}

/// Bytes of the "name" of a "name=value" at the start of `text`; 0 where there is none or no value. An
/// identifier is no name, nor is base64 before its padding.
size_t name_length(std::string_view text) {
    size_t length = 0;
    while (length < text.size() && length <= max_name_bytes && is_name_byte(text[length])) ++length;
    if (length == 0 || length > max_name_bytes || length >= text.size() || text[length] != '=') return 0;
    if (text.find_first_not_of('=', length) == std::string_view::npos) return 0;
    return looks_like_token(text.substr(0, length)) ? 0 : length;
}

/// Bytes of the first pair. "&" ends it, and so does ";" when a name follows (also the rest of an "&amp;").
size_t pair_length(std::string_view query) {
    constexpr ByteSet ends("&;");
    for (size_t at = ends.find_in(query); at < query.size(); at = ends.find_in(query, at + 1)) {
        if (query[at] == '&' || name_length(query.substr(at + 1)) != 0) return at;
    }
    return query.size();
}

/// The dot before a file's extension: one to five letters and digits with a letter, "mp4"; npos without.
size_t extension_dot(std::string_view segment) {
    const size_t dot = segment.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || segment.find('@') != std::string_view::npos)
        return std::string_view::npos;
    const std::string_view extension = segment.substr(dot + 1);
    const bool fits = !extension.empty() && extension.size() <= 5 &&
                      std::all_of(extension.begin(), extension.end(), is_alnum) &&
                      std::any_of(extension.begin(), extension.end(), is_alpha);
    return fits ? dot : std::string_view::npos;
}

class Walk {
  public:
    Walk(const Limits& limits, std::vector<Piece>* pieces, std::string* shape)
        : limits_(limits), pieces_(pieces), shape_(shape) {}

    void url(const Url& url, const std::string& prefix, int depth) {
        if (url.opaque_path) {
            literal(std::string_view(url.href).substr(0, url.path_start));
            place(prefix + "path[1]", url.path(), 0);
        } else {
            authority(url, prefix);
            if (path(url, prefix, depth)) return;
        }
        if (url.query_start != Url::none) {
            literal("?");
            query(url.query(), prefix, depth);
        }
        if (url.fragment_start != Url::none) {
            literal("#");
            if (!url.fragment().empty()) place(prefix + "fragment", url.fragment(), depth);
        }
    }

  private:
    void authority(const Url& url, const std::string& prefix) {
        const std::string_view href = url.href;
        literal(href.substr(0, std::min<size_t>(url.path_start, url.scheme_end + 3)));
        if (url.has_credentials) {
            const size_t start = url.scheme_end + 3;
            place(prefix + "userinfo", href.substr(start, url.host_start - 1 - start), 0);
            literal("@");
        }
        const std::string_view host = url.host();
        const std::string_view site = url.host_is_ip ? host : text::registrable_domain(host);
        std::string_view labels = host.substr(0, static_cast<size_t>(site.data() - host.data()));
        for (size_t i = 0; !labels.empty(); ++i) {
            const size_t dot = std::min(labels.find('.'), labels.size());
            place(prefix + "host[" + std::to_string(i) + "]", labels.substr(0, dot), 0);
            literal(labels.substr(dot, 1));
            labels.remove_prefix(std::min(dot + 1, labels.size()));
        }
        literal(host.substr(static_cast<size_t>(site.data() - host.data())));
        if (url.host_end < url.path_start) literal(href.substr(url.host_end, url.path_start - url.host_end));
    }

    /// True where a URL appended to the path took everything up to the end.
    bool path(const Url& url, const std::string& prefix, int depth) {
        const std::string_view path = url.path();
        const size_t nested_at = depth > 0 ? find_nested_in_path(path) : std::string_view::npos;
        size_t at = path.starts_with('/') ? 1 : 0;
        literal(path.substr(0, at));
        for (size_t i = 1; at < path.size(); ++i) {
            std::string name = prefix + "path[" + std::to_string(i) + "]";
            if (at == nested_at &&
                nested(name, std::string_view(url.href).substr(url.path_start + at), depth))
                return true;
            const size_t end = std::min(path.find('/', at), path.size());
            if (end > at) segment(name, path.substr(at, end - at), end == path.size(), depth);
            literal(path.substr(end, 1));
            at = end + 1;
        }
        return false;
    }

    void segment(const std::string& name, std::string_view text, bool is_last, int depth) {
        size_t end = std::min(text.find(';'), text.size());
        const std::string_view base = text.substr(0, end);
        const size_t dot = is_last ? extension_dot(base) : std::string_view::npos;
        if (const size_t length = name_length(base); length != 0) {
            parameter(name, base, length, depth);
        } else if (dot != std::string_view::npos) {
            place(name + ".stem", base.substr(0, dot), depth);
            literal(".");
            place(name + ".ext", base.substr(dot + 1), 0);
        } else if (!base.empty()) {
            place(name, base, depth);
        }
        for (int i = 1; end < text.size(); ++i) {
            literal(";");
            text.remove_prefix(end + 1);
            end = std::min(text.find(';'), text.size());
            const std::string_view matrix = text.substr(0, end);
            if (const size_t length = name_length(matrix); length != 0) {
                parameter(name, matrix, length, depth);
            } else if (!matrix.empty()) {
                place(name + ".param[" + std::to_string(i) + "]", matrix, depth);
            }
        }
    }

    void parameter(const std::string& name, std::string_view text, size_t length, int depth) {
        literal(text.substr(0, length + 1));
        place(name + ".param[" + std::string(text.substr(0, length)) + "]", text.substr(length + 1), depth);
    }

    void query(std::string_view query, const std::string& prefix, int depth) {
        std::vector<std::string> names;
        while (!query.empty()) {
            if (query.starts_with("amp;")) {
                literal("amp;");
                query.remove_prefix(4);
            }
            const size_t length = names.size() == max_pairs ? query.size() : pair_length(query);
            if (length > 0) pair(query.substr(0, length), prefix, names, depth);
            literal(query.substr(length, 1));
            query.remove_prefix(std::min(length + 1, query.size()));
        }
    }

    void pair(std::string_view text, const std::string& prefix, std::vector<std::string>& names, int depth) {
        const size_t equals = text.find('=');
        std::string field = "query";
        std::string_view value = text;
        // A field's name that is itself an identifier would be another one in each copy.
        const std::string written =
            equals == std::string_view::npos ? "" : percent_decode(text.substr(0, equals));
        const bool named =
            !written.empty() && written.size() <= 4 * max_name_bytes && !looks_like_token(written);
        if (named && names.size() < max_pairs) {
            field += "[" + written + "]";
            literal(text.substr(0, equals + 1));
            value = text.substr(equals + 1);
        }
        const auto uses = std::count(names.begin(), names.end(), field);
        names.push_back(field);
        if (uses > 0) field += "#" + std::to_string(uses + 1);
        place(prefix + field, value, depth);
    }

    void place(std::string name, std::string_view raw, int depth) {
        const bool encoded = raw.find('%') != std::string_view::npos;
        std::string decoded = encoded || pieces_ != nullptr ? percent_decode(raw) : std::string();
        const std::string_view value = encoded ? std::string_view(decoded) : raw;
        if (depth > 0 && nested(name, value, depth)) return;
        if (shape_ != nullptr) {
            if (looks_like_token(value)) {
                shape_->append("{").append(name).append("}");
            } else {
                shape_->append(raw);
            }
        }
        if (pieces_ != nullptr) pieces_->push_back({std::move(name), std::move(decoded)});
    }

    bool nested(const std::string& name, std::string_view value, int depth) {
        const std::optional<Url> inner = nested_url(value, limits_);
        if (!inner) return false;
        url(*inner, name + ".", depth - 1);
        return true;
    }

    void literal(std::string_view text) {
        if (shape_ != nullptr) shape_->append(text);
    }

    const Limits& limits_;
    std::vector<Piece>* pieces_;
    std::string* shape_;
};

}  // namespace

std::vector<Piece> pieces(const Url& url, const Limits& limits) {
    std::vector<Piece> out;
    out.reserve(8);
    Walk(limits, &out, nullptr).url(url, "", limits.max_url_nesting);
    return out;
}

std::string shape(const Url& url, const Limits& limits) {
    std::string out;
    Walk(limits, nullptr, &out).url(url, "", limits.max_url_nesting);
    return out;
}

}  // namespace redshank::url
