// SPDX-License-Identifier: Apache-2.0
// redshank-pst: walks an Outlook store (PST, OST) on standard input and writes its mail, rebuilt, to standard
// output. src/source/pst.h describes both sides. It looks at nothing before it has given up every right that
// it does not need.
#include <unistd.h>

#include <charconv>
#include <cstring>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mapi/rebuild.h"
#include "pst/frames.h"
#include "pst/input.h"
#include "pst/item.h"
#include "pst/sandbox.h"

namespace redshank::pst {

namespace {

struct Arguments {
    uint64_t seconds = 60;
    uint64_t from = 0;
    std::set<uint64_t> skip;
    std::vector<uint64_t> items;
    bool recover = false;
};

std::optional<Arguments> read_arguments(int argc, char** argv) {
    Arguments out;
    for (int i = 1; i < argc; ++i) {
        const std::string_view name = argv[i];
        if (name == "--recover") {
            out.recover = true;
            continue;
        }
        uint64_t value = 0;
        if (++i >= argc) return std::nullopt;
        const char* end = argv[i] + std::strlen(argv[i]);
        if (std::from_chars(argv[i], end, value).ptr != end) return std::nullopt;
        if (name == "--cpu")
            out.seconds = value;
        else if (name == "--from")
            out.from = value;
        else if (name == "--skip")
            out.skip.insert(value);
        else if (name == "--item")
            out.items.push_back(value);
        else
            return std::nullopt;
    }
    return out;
}

constexpr uint8_t deleted_flag = 8;

class Walk {
  public:
    Walk(libpff_file_t* file, const Arguments& arguments) : file_(file), arguments_(arguments) {}

    void run() {
        if (!arguments_.items.empty()) return fetch();
        walk_folders();
        if (arguments_.recover) recover();
    }

  private:
    struct Folder {
        ItemHandle handle;
        std::string path;  // "Inbox/Old/"
        int next = 0;      // sub-folder
        int count = 0;
    };

    /// Counts an item and says that it comes next; false where it is to be passed over.
    bool begin(const std::string& name) {
        const uint64_t ordinal = ordinal_++;
        if (arguments_.skip.count(ordinal) > 0) return false;
        // Folders before the start are opened again, for what lies behind; messages are not.
        allow_seconds(arguments_.seconds);
        send_item(ordinal, name);
        return true;
    }
    bool begin_message(const std::string& name) {
        if (ordinal_ >= arguments_.from) return begin(name);
        ++ordinal_;
        return false;
    }

    void message(ItemHandle item, uint8_t more_flags) {
        std::string problem;
        const mapi::Items items = read_item(std::move(item), limits_, problem);
        const mapi::Item& first = items.front();
        if (first.properties.empty()) return send_problem("cannot be read; the rest of the store was");
        if (!mapi::is_mail_class(first.properties.text(mapi::tag::message_class, first.charset()))) return;
        if (!problem.empty()) send_problem(problem);
        const mapi::ItemFlags flags = mapi::flags_of(first);
        const auto bits = static_cast<uint8_t>((flags.read ? 1 : 0) | (flags.replied ? 2 : 0) |
                                               (flags.flagged ? 4 : 0) | more_flags);
        send_message(bits, first.properties.time(mapi::tag::delivery_time).value_or(0),
                     mapi::rebuild(items, limits_));
    }

    void fetch() {
        for (const uint64_t id : arguments_.items) {
            libpff_item_t* item = nullptr;
            if (begin_message(std::to_string(id)) &&
                libpff_file_get_item_by_identifier(file_, static_cast<uint32_t>(id), &item, nullptr) == 1)
                message(ItemHandle(item), 0);
        }
    }

    void walk_folders() {
        libpff_item_t* root = nullptr;
        if (!begin("the list of folders")) return;
        if (libpff_file_get_root_folder(file_, &root, nullptr) != 1) {
            return send_problem(
                "has no folders that can be found: repair it with Outlook's scanpst, or read it with "
                "--recover");
        }
        std::vector<Folder> stack;
        enter(stack, ItemHandle(root), "");
        while (!stack.empty()) {
            Folder& top = stack.back();
            if (top.next >= top.count) {
                stack.pop_back();
                continue;
            }
            const int index = top.next++;
            libpff_item_t* sub = nullptr;
            if (!begin(top.path + "folder " + std::to_string(index + 1))) continue;
            if (libpff_folder_get_sub_folder(top.handle.get(), index, &sub, nullptr) != 1) {
                send_problem("cannot be opened; the other folders were read");
                continue;
            }
            ItemHandle handle(sub);
            std::string path = top.path + name_of(sub) + "/";
            enter(stack, std::move(handle), std::move(path));
        }
    }

    // Its messages first, then (by the caller) the folders below it.
    void enter(std::vector<Folder>& stack, ItemHandle handle, std::string path) {
        if (stack.size() > static_cast<size_t>(limits_.max_folder_depth))
            return send_problem("lies too deep and was not read");
        messages_of(handle.get(), path);
        int count = 0;
        if (begin(path + "its folders") &&
            libpff_folder_get_number_of_sub_folders(handle.get(), &count, nullptr) != 1) {
            send_problem("cannot be listed; the other folders were read");
            count = 0;
        }
        stack.push_back({std::move(handle), std::move(path), 0, count});
    }

    void messages_of(libpff_item_t* folder, const std::string& path) {
        int count = 0;
        if (!begin(path + "its messages")) return;
        if (libpff_folder_get_number_of_sub_messages(folder, &count, nullptr) != 1)
            return send_problem("cannot be listed; the other folders were read");
        for (int i = 0; i < count; ++i) {
            const uint64_t ordinal = ordinal_;
            if (ordinal < arguments_.from || arguments_.skip.count(ordinal) > 0) {
                ++ordinal_;
                continue;
            }
            libpff_item_t* raw = nullptr;
            // Named before it is opened: opening may be what kills. Its node id is known only then.
            begin(path + "message " + std::to_string(i + 1));
            if (libpff_folder_get_sub_message(folder, i, &raw, nullptr) != 1) {
                send_problem("cannot be opened; the rest of the folder was read");
                continue;
            }
            ItemHandle handle(raw);
            send_item(ordinal, path + "item-" + std::to_string(identifier_of(raw)));
            message(std::move(handle), 0);
        }
    }

    void recover() {
        if (!begin("the search for deleted items")) return;
        if (libpff_file_recover_items(file_, 0, nullptr) != 1)
            send_problem("gave an error; what was found before it was read");
        int count = 0;
        if (libpff_file_get_number_of_orphan_items(file_, &count, nullptr) == 1) {
            for (int i = 0; i < count; ++i) recovered("orphaned/", i, libpff_file_get_orphan_item_by_index);
        }
        count = 0;
        if (libpff_file_get_number_of_recovered_items(file_, &count, nullptr) == 1) {
            for (int i = 0; i < count; ++i)
                recovered("recovered/", i, libpff_file_get_recovered_item_by_index);
        }
    }

    template <typename Get>
    void recovered(const std::string& path, int index, Get get) {
        const std::string number = std::to_string(index + 1);
        const uint64_t ordinal = ordinal_;
        libpff_item_t* raw = nullptr;
        if (!begin_message(path + "item " + number) || get(file_, index, &raw, nullptr) != 1) return;
        ItemHandle handle(raw);
        uint8_t type = LIBPFF_ITEM_TYPE_UNDEFINED;
        // Of what is left of a table or an attachment nothing can be told; only what has a message's look is
        // given.
        if (libpff_item_get_type(raw, &type, nullptr) != 1 || type == LIBPFF_ITEM_TYPE_FOLDER ||
            type == LIBPFF_ITEM_TYPE_ATTACHMENT || type == LIBPFF_ITEM_TYPE_ATTACHMENTS ||
            type == LIBPFF_ITEM_TYPE_RECIPIENTS || type == LIBPFF_ITEM_TYPE_UNDEFINED)
            return;
        send_item(ordinal, path + number + "/item-" + std::to_string(identifier_of(raw)));
        message(std::move(handle), deleted_flag);
    }

    /// In UTF-8; what would read as another folder is replaced.
    static std::string name_of(libpff_item_t* folder) {
        constexpr size_t most = 4096;
        size_t size = 0;
        if (libpff_folder_get_utf8_name_size(folder, &size, nullptr) != 1 || size == 0 || size > most)
            return "folder-" + std::to_string(identifier_of(folder));
        std::string name(size, '\0');
        if (libpff_folder_get_utf8_name(folder, reinterpret_cast<uint8_t*>(name.data()), size, nullptr) != 1)
            return "folder-" + std::to_string(identifier_of(folder));
        name.resize(std::min(name.find('\0'), name.size()));
        for (char& c : name) {
            if (c == '/' || static_cast<unsigned char>(c) < ' ') c = '_';
        }
        return name.empty() ? "unnamed" : name;
    }

    libpff_file_t* file_;
    const Arguments& arguments_;
    const Limits limits_;
    uint64_t ordinal_ = 0;
};

int run(const Arguments& arguments) {
    libbfio_handle_t* input = standard_input();
    libpff_file_t* file = nullptr;
    if (input == nullptr || libpff_file_initialize(&file, nullptr) != 1) return 1;
    if (!enter_sandbox()) {
        send_problem("was not read: this system does not let its reader give up its rights (seccomp)");
        send_end();
        return 0;
    }
    allow_seconds(arguments.seconds);
    if (libpff_file_open_file_io_handle(file, input, LIBPFF_OPEN_READ, nullptr) != 1) {
        send_problem(
            "is no Outlook store that can be opened, or damaged at its start: repair it with Outlook's "
            "scanpst");
    } else {
        Walk(file, arguments).run();
    }
    send_end();
    return 0;
}

}  // namespace

}  // namespace redshank::pst

int main(int argc, char** argv) {
    const auto arguments = redshank::pst::read_arguments(argc, argv);
    if (!arguments) return 2;
    // Handles are not closed: the process ends, and closing a damaged store may crash.
    const int code = redshank::pst::run(*arguments);
    _exit(code);
}
