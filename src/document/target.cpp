// SPDX-License-Identifier: Apache-2.0
#include "document/target.h"

#include <algorithm>

#include "base/ascii.h"

namespace redshank::document {

namespace {

bool is_slash(char c) {
    return c == '/' || c == '\\';
}

bool has_drive(std::string_view path) {
    return path.size() >= 2 && is_alpha(path[0]) && (path[1] == ':' || path[1] == '|');
}

std::string file_url(std::string_view host_and_path) {
    // "?" and "." after the slashes are Windows' own devices, no hosts; "?\UNC\host" is one again.
    if (istarts_with(host_and_path, "?\\UNC\\")) host_and_path.remove_prefix(6);
    if (host_and_path.empty() || host_and_path[0] == '?' || host_and_path[0] == '.') return {};
    if (has_drive(host_and_path)) return {};
    std::string url = "file://" + std::string(host_and_path);
    std::replace(url.begin(), url.end(), '\\', '/');
    return url;
}

}  // namespace

std::string complete_target(std::string_view target) {
    target = trim(target);
    if (istarts_with(target, "mhtml:")) {
        target.remove_prefix(6);
        target = target.substr(0, target.find('!'));
    }
    if (has_drive(target)) return {};
    const bool is_file = istarts_with(target, "file:");
    if (!is_file && !target.starts_with("\\\\") && !target.starts_with("//")) return std::string(target);
    if (is_file) target.remove_prefix(5);
    const size_t slashes =
        static_cast<size_t>(std::find_if_not(target.begin(), target.end(), is_slash) - target.begin());
    // "file:///x" is a local file; "file://host/x", "file:////host/x" and "file:///\\host\x" name a host.
    return slashes == 2 || slashes >= 4 ? file_url(target.substr(slashes)) : std::string();
}

}  // namespace redshank::document
