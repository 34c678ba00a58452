// SPDX-License-Identifier: Apache-2.0
// Where answers come from. In the offline file they lie in script elements, under the path that would be asked for; else
// they are fetched from where the page came. Nothing else is ever asked for anything.

export interface CampaignRow {
  id: string; class: string; score: number; is_new: boolean; new_messages: number;
  first_seen: string | null; last_seen: string | null; messages: number; readers: number; title: string;
  mark: "" | "confirmed" | "watching" | "dismissed"; note: string;
}
export interface MessageRow {
  id: string; date: string | null; reader: string; from: string; from_name: string; subject: string;
}
export interface PersonRow {
  address: string; name: string; protected: boolean; messages: number; state: string; shown_by: string;
}
export interface Overview {
  organisation: string; messages: number; undated: number; people: number;
  first_date: string | null; last_date: string | null; months: [string, number][];
  bands: CampaignRow[]; campaigns: CampaignRow[]; campaigns_total: number;
  not_covered: string[]; left_out: string[];
  unread_total: number; unread: { source: string; offset: number; what: string }[];
}
export type Piece = [0 | 1 | 2, string]; // the same in every copy, varies elsewhere, the place in question
export interface Proof {
  kind: string; trigger: string; in_attachment: boolean; slot: string; host: string; copies: number; readers: number;
  sentence: string; chance: string; variants_assumed: number; encoding: string; tested: string[]; remaining: string[];
  copies_shown: { message: string; reader: string; date: string | null; url: Piece[] }[];
}
export interface Campaign {
  campaign: CampaignRow; meaning: string; unknown_readers: number; tokens: string; aliases: string[];
  subjects: string[]; hosts: string[]; hosts_total: number;
  senders: { name: string; address: string; messages: number }[]; senders_total: number;
  proofs: Proof[]; reasons: Weighed[]; links: Weighed[];
  would_change: { without: string; class: string; score: number }[];
  matches: { indicator: string; published_for: string; source: string; date: string }[];
  question: string; edges: [string, string, number][]; days: [string, number][];
  people: PersonRow[]; people_total: number; members: MessageRow[];
}
export interface Weighed { text: string; weight: number }
export interface Mailbox { name: string; address: string }
export interface Message {
  message: MessageRow; message_id: string; all_from: Mailbox[]; reply_to: Mailbox[]; to: Mailbox[]; cc: Mailbox[];
  sender: Mailbox; return_path: string; reader_basis: string; reconstructed: boolean; sha256: string;
  campaigns: string[]; auth: { method: string; result: string; domain: string; trusted: boolean }[];
  route: { trusted: boolean; time: string | null; from: string; ip: string; by: string }[];
  origin_ip: string; mailer: string;
  parts: { number: string; media_type: string; disposition: string; filename: string; found_type: string; bytes: number; sha256: string }[];
  urls_total: number;
  urls: { kind: string; trigger: string; hidden: boolean; url: string; target_host: string; part: string }[];
  places: { source: string; offset: number; length: number; part: string }[];
  oddities: { offset: number; name: string; detail: string }[];
  findings: Finding[];
  fields: [string, string][]; origin: string;
  why_no_bytes: string;
}
/** What is shown of a message's own bytes, once asked for. */
export interface ViewedText {
  texts: { part: string; media_type: string; is_cut: boolean; lines: string[] }[];
  shown: { finding: string; part: string; part_offset: number; before: string; bytes: string; after: string }[];
}
export interface ViewedBytes { size: number; first: string }
export interface ViewedPictures {
  pictures: { part: string; document: string; left_out: number; links: number; is_cut: boolean }[];
}
export interface Views { text: ViewedText; bytes: ViewedBytes; picture: ViewedPictures }

/** What sources say about one name of a group; nothing is merged. */
export interface Claim {
  subject: string; relation: string; object: string; source: string; date: string; confidence: string; note: string;
  where: string;
}
export interface Actor {
  name: string;
  entries: { source: string; date: string; name: string; where: string; aliases: { name: string; note: string }[] }[];
  agreed: { name: string; sources: string[] }[]; alone: { name: string; sources: string[] }[];
  ambiguous: { name: string; elsewhere: { source: string; entry: string }[] }[];
  claims: Claim[]; elsewhere: Claim[]; methods: Claim[];
}
export interface Finding {
  id: string; rule: string; severity: string; title: string; shows: string; misses: string; attack: string;
  evidence: { part: string; part_offset: number; length: number; bytes?: string }[]; facts: Record<string, string>;
}
export interface Person {
  person: PersonRow; first_seen: string | null; last_seen: string | null; campaigns: CampaignRow[]; members: MessageRow[];
}
export interface Found {
  campaigns: CampaignRow[]; people: PersonRow[]; messages: MessageRow[]; searched: number; total: number;
}
export interface Listed { total: number; offset: number }

const held = new Map<string, Element>();
for (const element of document.querySelectorAll("script[data-path]")) {
  held.set(element.getAttribute("data-path") as string, element);
}
export const isFile = held.size > 0;
/** Marks and looks at a message's bytes are steps of a case: the file has none to write them into. */
export const canWrite = !isFile;
export const holds = (path: string): boolean => !isFile || held.has(path);

export async function get<T>(path: string): Promise<T> {
  const element = held.get(path);
  if (element) return JSON.parse(element.textContent ?? "") as T;
  if (isFile) throw new Error("This file does not hold that page; the case does.");
  return answer<T>(await fetch(path, { credentials: "same-origin", redirect: "error" }));
}
async function answer<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Error((await response.text()).trim() || `The server answered ${response.status}.`);
  return (await response.json()) as T;
}
async function post<T>(path: string, what: object): Promise<T> {
  const headers = { "Content-Type": "application/json" };
  return answer<T>(await fetch(path, { method: "POST", headers, body: JSON.stringify(what), credentials: "same-origin", redirect: "error" }));
}
export const mark = (campaign: string, state: string, note: string): Promise<unknown> => post("/api/mark", { campaign, state, note });
export const view = <K extends keyof Views>(message: string, what: K): Promise<Views[K]> => post<Views[K]>("/api/view", { message, what });
/** All answers of one kind that the file holds, for searching in it. */
export function* inFile<T>(prefix: string): Generator<T> {
  for (const [path, element] of held) {
    if (path.startsWith(prefix)) yield JSON.parse(element.textContent ?? "") as T;
  }
}

export const path = {
  overview: "/api/overview",
  campaigns: (offset: number, more = "") => `/api/campaigns?offset=${offset}${more}`,
  campaign: (id: string) => `/api/campaign/${encodeURIComponent(id)}`,
  messages: (offset: number, campaign = "") =>
    `/api/messages?offset=${offset}${campaign ? `&campaign=${encodeURIComponent(campaign)}` : ""}`,
  message: (id: string) => `/api/message/${encodeURIComponent(id)}`,
  people: (offset: number) => `/api/people?offset=${offset}`,
  person: (address: string) => `/api/person/${encodeURIComponent(address)}`,
  actor: (name: string) => `/api/actor/${encodeURIComponent(name)}`,
  search: (words: string, from: number) => `/api/search?q=${encodeURIComponent(words)}&from=${from}`,
};
