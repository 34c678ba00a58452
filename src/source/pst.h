// SPDX-License-Identifier: Apache-2.0
// Outlook's mailboxes: PST and OST (MS-PST), through libpff in a process of its own (apps/pst): it gets the
// open file and a pipe, no network, no right to open or write anything, bounded memory and time. If it
// crashes or hangs, one item is lost and named, and another process goes on behind it. Messages are
// "a.pst!/<folders>/item-<node id>".
//
// The child is told what to do by its arguments:
//   redshank-pst --cpu SECONDS [--from ORDINAL] [--skip ORDINAL]... [--recover] [--item ID]...
// (seconds of work for one item; --item: only those node ids, and the item's name is then the id). Its
// standard input is the file, its standard output a row of frames, each a type byte, a length of 8 bytes
// (little-endian, as all numbers here) and that many bytes:
//   'I'  the item that comes next: its ordinal (8) and its name. Folder lists are items too: a broken one can
//   kill. 'M'  the message it held: flags (1: read, 2: replied, 4: flagged, 8: deleted), delivery (8,
//   seconds), its bytes 'P'  why the item or the file could not be read in full, a sentence 'E'  all is read
// Ordinals count items in the order of the walk, whatever was skipped.
#pragma once

#include <string>

#include "source/store.h"

namespace redshank::source {

/// What recovered items are named below.
constexpr std::string_view pst_orphaned = "orphaned/", pst_recovered = "recovered/";

/// Problems: no reader program, an encrypted or damaged file, items that killed or stopped the reader.
StoreResult read_pst(Window& window, const Leaf& leaf, const Limits& limits, const StoreVisitor& visitor);

/// The program that read_pst starts: the one that REDSHANK_PST_READER names, or redshank-pst beside this program
/// or where an installation puts helpers; "" where there is none.
std::string pst_reader_program();

/// How long a file of that size may take in all, and one item of it without a word (seconds; limits.h has the
/// rates).
uint64_t pst_total_seconds(uint64_t file_bytes, const Limits& limits);
uint64_t pst_item_seconds(uint64_t file_bytes, const Limits& limits);

}  // namespace redshank::source
