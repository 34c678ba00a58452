// SPDX-License-Identifier: Apache-2.0
// Figures and dates as people read them, the same in every browser.

export const grouped = (n: number): string => n.toString().replace(/\B(?=(\d{3})+$)/g, ",");
export const count = (n: number, one: string, many: string): string => `${grouped(n)} ${n === 1 ? one : many}`;
export const day = (time: string | null): string => (time ? time.slice(0, 10) : "no date");
export const minute = (time: string | null): string => (time ? `${time.slice(0, 10)} ${time.slice(11, 16)}` : "no date");
export const span = (first: string | null, last: string | null): string => {
  const from = day(first), to = day(last);
  return from === to ? from : `${from} to ${to}`;
};
export const size = (n: number): string =>
  n < 1000 ? `${n} bytes` : n < 1e6 ? `${(n / 1000).toFixed(1)} kB` : `${(n / 1e6).toFixed(1)} MB`;
export const signed = (n: number): string => (n < 0 ? "−" : "+") + Math.abs(n).toFixed(1);
export const limits = "This says the sender could tell readers apart, not who he is or why.";
export const meaning: Record<string, string> = {
  covert: "tracks and hides who is behind it", phishing: "wants a click or an answer, and hides who sends it",
  impersonation: "poses as somebody else", bulk: "tracks openly, as most newsletters do", none: "nothing speaks for espionage",
};
export const proofTitle = (kind: string, trigger: string, inAttachment: boolean): string => {
  const act = inAttachment ? "Opening the attachment" : trigger === "open" ? "Opening the mail with pictures on" : "A click";
  return kind === "differs-between-readers"
    ? `${act} tells the sender which copy it was`
    : `${act} tells the sender which reader it was`;
};
export const chance = (text: string): string => `Chance alone would do this ${text} times.`;
