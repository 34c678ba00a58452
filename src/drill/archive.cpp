// SPDX-License-Identifier: Apache-2.0
#include "drill/archive.h"

#include <algorithm>
#include <fstream>

#include "drill/envelope.h"

namespace redshank::drill {

namespace {

namespace fs = std::filesystem;

struct Letter {
    std::string bytes;  // with '\n' line ends
    std::string envelope_from;
    Seconds arrived = 0;
    bool read = false;
    bool replied = false;
};

// mboxrd: a line of any number of '>' and "From " gets one more '>'.
std::string quote_from_lines(std::string_view bytes) {
    std::string out;
    while (!bytes.empty()) {
        const size_t end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
        const std::string_view line = bytes.substr(0, end);
        if (line.substr(std::min(line.find_first_not_of('>'), line.size())).starts_with("From ")) out += '>';
        out += line;
        bytes.remove_prefix(end);
    }
    return out;
}

std::string with_crlf(std::string_view bytes) {
    std::string out;
    for (char c : bytes) {
        if (c == '\n') out += '\r';
        out += c;
    }
    return out;
}

// "From a@b Tue Jan  5 08:12:33 2021"
std::string from_line(const Letter& letter) {
    const std::string date = rfc5322_date(letter.arrived, 0);  // "Tue, 05 Jan 2021 08:12:33 +0000"
    const std::string from = letter.envelope_from.empty() ? "MAILER-DAEMON" : letter.envelope_from;
    const std::string day_of_month = date[5] == '0' ? " " + date.substr(6, 1) : date.substr(5, 2);
    return "From " + from + " " + date.substr(0, 3) + " " + date.substr(8, 3) + " " + day_of_month + " " +
           date.substr(17, 8) + " " + date.substr(12, 4) + "\n";
}

class MailboxWriter {
  public:
    MailboxWriter(const Mailbox& mailbox, const fs::path& folder)
        : mailbox_(mailbox), path_(folder / mailbox.file) {
        fs::create_directories(mailbox.store == Store::mbox ? path_.parent_path() : path_);
        if (mailbox.store == Store::mbox) open(path_);
        if (mailbox.store == Store::maildir) {
            for (const char* name : {"cur", "new", "tmp"}) fs::create_directories(path_ / name);
        }
    }

    void add(const Letter& letter) {
        ++count_;
        switch (mailbox_.store) {
            case Store::mbox:
                add_to_mbox(letter);
                break;
            case Store::maildir:
                open(path_ / maildir_name(letter)), put(letter.bytes);
                break;
            case Store::eml:
                open(path_ / (number() + ".eml")), put(letter.bytes);
                break;
        }
    }

    bool failed() const { return failed_; }
    uint64_t bytes() const { return bytes_; }

  private:
    void open(const fs::path& file) {
        out_ = std::ofstream(file, std::ios::binary | std::ios::trunc);
        failed_ |= !out_;
    }

    void put(std::string_view bytes) {
        const std::string converted = mailbox_.crlf ? with_crlf(bytes) : std::string(bytes);
        out_.write(converted.data(), static_cast<std::streamsize>(converted.size()));
        out_.flush();
        failed_ |= !out_;
        bytes_ += converted.size();
    }

    void add_to_mbox(const Letter& letter) {
        const size_t header_end = letter.bytes.find("\n\n") + 1;
        std::string status = letter.read ? "Status: RO\n" : "Status: O\n";
        if (letter.replied) status += "X-Status: A\n";
        put(from_line(letter) + letter.bytes.substr(0, header_end) + status +
            quote_from_lines(std::string_view(letter.bytes).substr(header_end)) + "\n");
    }

    std::string number() const {
        const std::string digits = std::to_string(count_);
        return std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
    }

    // "new" holds what no program has looked at yet, and has no flags (the Maildir page of its author).
    std::string maildir_name(const Letter& letter) const {
        const std::string name = std::to_string(letter.arrived) + ".M" + number() + "P1.store";
        if (!letter.read) return "new/" + name;
        return "cur/" + name + ":2," + (letter.replied ? "RS" : "S");
    }

    const Mailbox& mailbox_;
    fs::path path_;
    std::ofstream out_;
    uint64_t count_ = 0;
    uint64_t bytes_ = 0;
    bool failed_ = false;
};

Letter write_letter(const Delivery& delivery, const Mailbox& mailbox, std::string& message_id) {
    Random content(delivery.seed);
    Mail mail = delivery.write(content);
    if (mail.date == 0) mail.date = delivery.when - content.between(3, 40);
    Letter letter;
    const std::string own = compose(mail, content);
    Random on_the_way(derive(delivery.seed, delivery.mailbox));
    if (mail.route.host.empty() && mail.route.envelope_from.empty())
        mail.route.envelope_from = mail.from.address;
    letter.bytes = envelope(mail, mailbox, delivery.when, on_the_way) + own;
    if (!letter.bytes.ends_with('\n')) letter.bytes += '\n';
    letter.envelope_from = mail.route.envelope_from;
    letter.arrived = delivery.when;
    letter.read = mail.read && on_the_way.chance(850);
    letter.replied = letter.read && mail.replied;
    message_id = mail.message_id;
    return letter;
}

}  // namespace

Result<uint64_t> write_archive(Stage& stage, const fs::path& folder) {
    std::vector<Delivery>& all = stage.deliveries();
    std::stable_sort(all.begin(), all.end(), [](const Delivery& a, const Delivery& b) {
        return std::pair(a.mailbox, a.when) < std::pair(b.mailbox, b.when);
    });
    uint64_t bytes = 0;
    for (size_t i = 0; i < all.size();) {
        const uint32_t index = all[i].mailbox;
        MailboxWriter writer(stage.world.mailboxes[index], folder);
        for (; i < all.size() && all[i].mailbox == index; ++i) {
            std::string message_id;
            writer.add(write_letter(all[i], stage.world.mailboxes[index], message_id));
            stage.key()[all[i].entry].message_ids.push_back(std::move(message_id));
        }
        if (writer.failed()) return Error{"cannot write " + stage.world.mailboxes[index].file};
        bytes += writer.bytes();
    }
    for (KeyEntry& entry : stage.key()) {
        std::vector<std::string>& ids = entry.message_ids;
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    }
    return bytes;
}

}  // namespace redshank::drill
