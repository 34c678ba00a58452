// SPDX-License-Identifier: Apache-2.0
// One message: who it says it is from, who says so, what it would do, and its bytes. Its HTML is never rendered: what a
// person would read is shown as text.
import type { JSX } from "preact";
import { path, type Finding, type Mailbox, type Message } from "./data";
import { Answer, Heading, Section, Table, To, toCampaign, toPerson } from "./parts";
import { grouped, minute, size } from "./words";

const mailbox = (one: Mailbox): string => (one.name ? `${one.name} <${one.address}>` : one.address);
const mailboxes = (list: Mailbox[]): string => list.map(mailbox).join(", ");

// Who sent it and where answers go: what posing as somebody plays with.
const telling = /^(from|sender|reply-to|return-path|received|authentication-results|dkim-signature|arc-.*|message-id|list-unsubscribe.*|x-mailer|user-agent|x-originating-ip|disposition-notification-to|delivered-to|x-original-to)$/i;

function Fact({ name, value }: { name: string; value: string }): JSX.Element | null {
  return value ? <div><dt>{name}</dt><dd>{value}</dd></div> : null;
}

function Findings({ page }: { page: Message }): JSX.Element {
  const shown = (finding: Finding) => page.bytes?.shown.filter((one) => one.finding === finding.id) ?? [];
  return (
    <>
      {page.findings.map((finding) => (
        <article class={`finding ${finding.severity}`}>
          <h3><b class={`severity ${finding.severity}`}>{finding.severity}</b> {finding.title} <code class="quiet">{finding.rule}</code></h3>
          {shown(finding).map((one) => (
            <pre class="bytes" tabIndex={0} aria-label="The bytes that show it"><span>{one.before}</span><mark>{one.bytes}</mark><span>{one.after}</span></pre>
          ))}
          {finding.evidence.map((one) => (
            <p class="quiet">{one.part ? `Part ${one.part}` : "The message itself"}, byte {grouped(one.part_offset)}{one.length ? `, ${one.length} bytes` : ""}</p>
          ))}
          <details><summary>What this rule shows, and what it misses</summary>
            <p>{finding.shows}</p><p>Misses: {finding.misses}</p>{finding.attack ? <p>ATT&amp;CK {finding.attack}</p> : null}
            <dl class="facts">{Object.entries(finding.facts).map(([name, value]) => <Fact name={name} value={value} />)}</dl>
          </details>
        </article>
      ))}
      {page.findings.length === 0 ? <p class="quiet">No rule found anything in this message alone.</p> : null}
    </>
  );
}

function Hex({ first, total }: { first: string; total: number }): JSX.Element {
  const bytes = Uint8Array.from(atob(first), (c) => c.charCodeAt(0));
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.subarray(at, at + 16);
    const hex = [...row].map((b) => b.toString(16).padStart(2, "0")).join(" ").padEnd(47);
    const text = [...row].map((b) => (b >= 0x20 && b < 0x7f ? String.fromCharCode(b) : ".")).join("");
    lines.push(`${at.toString(16).padStart(8, "0")}  ${hex}  ${text}`);
  }
  return <><pre class="hex" tabIndex={0} aria-label="Bytes in hex">{lines.join("\n")}</pre>
    {total > bytes.length ? <p class="quiet">The first {grouped(bytes.length)} of {grouped(total)} bytes.</p> : null}</>;
}

function Page({ page }: { page: Message }): JSX.Element {
  const m = page.message;
  const checks = (trusted: boolean) => page.auth.filter((a) => a.trusted === trusted).map((a) => `${a.method}=${a.result}${a.domain ? ` (${a.domain})` : ""}`).join(", ");
  return (
    <>
      <Heading>{m.subject || "(no subject)"}</Heading>
      <p class="lead">{page.campaigns.map((id) => <>Part of campaign <To page={toCampaign(id)}>{id}</To>. </>)}
        {page.reconstructed ? "Written down anew: its store kept no original bytes. " : ""}</p>
      <dl class="facts">
        <Fact name="From" value={mailboxes(page.all_from)} />
        <Fact name="Sender" value={page.sender.address ? mailbox(page.sender) : ""} />
        <Fact name="Envelope" value={page.return_path} />
        <Fact name="Answers go to" value={mailboxes(page.reply_to)} />
        <Fact name="To" value={mailboxes(page.to)} /><Fact name="Cc" value={mailboxes(page.cc)} />
        <div><dt>Reader</dt><dd>{m.reader ? <><To page={toPerson(m.reader)}>{m.reader}</To> <span class="quiet">(known by {page.reader_basis})</span></> : "not known"}</dd></div>
        <Fact name="Date" value={minute(m.date)} />
        <Fact name="Checked by our servers" value={checks(true)} />
        <Fact name="Claimed, by nobody trusted here" value={checks(false)} />
        <Fact name="Came from" value={page.origin_ip} /><Fact name="Program" value={page.mailer} />
        <Fact name="Message-ID" value={page.message_id} />
      </dl>
      <Section title="Findings"><Findings page={page} /></Section>
      <Section title="What it would load, and where it leads" note="nothing here can be clicked, on purpose">
        {page.urls.length === 0 ? <p class="quiet">Nothing.</p> : (
          <Table label="URLs of this message" head={["On", "As", "Host and path", "In part"]}>
            {page.urls.map((u) => <tr><td>{u.trigger}</td><td>{u.kind}{u.hidden ? <b class="new">hidden</b> : null}</td><td><code class="url">{u.url}</code>{u.target_host ? <span class="quiet"> leads to {u.target_host}</span> : null}</td><td>{u.part}</td></tr>)}
          </Table>
        )}
        {page.urls_total > page.urls.length ? <p class="quiet">{grouped(page.urls_total - page.urls.length)} more are in the case.</p> : null}
      </Section>
      <Section title="Parts">
        <Table label="Entity tree" head={["Part", "Type", "Name", "Bytes"]}>
          {page.parts.map((p) => <tr><td style={{ paddingLeft: `${0.5 + p.number.split(".").length - 1}rem` }}>{p.number || "(all)"}</td><td>{p.media_type}{p.found_type ? <span class="quiet"> found: {p.found_type}</span> : null}</td><td>{p.filename}</td><td class="n">{grouped(p.bytes)}</td></tr>)}
        </Table>
      </Section>
      {page.route.length ? <Section title="Way here, last hop first">
        <Table label="Received fields" head={["Whose", "Time", "From", "By"]}>
          {page.route.map((h) => <tr><td>{h.trusted ? "ours" : "theirs"}</td><td class="when">{minute(h.time)}</td><td>{h.from} {h.ip ? <span class="quiet">[{h.ip}]</span> : null}</td><td>{h.by}</td></tr>)}
        </Table></Section> : null}
      {page.bytes ? <>
        <Section title="Header fields" note="marked: those that tell who sent it">
          <dl class="fields">{page.bytes.fields.map(([name, body]) => <div class={telling.test(name) ? "telling" : ""}><dt>{name}</dt><dd>{body}</dd></div>)}</dl>
        </Section>
        <Section title="What it says" note="text only: its HTML is not rendered here">
          {page.bytes.texts.map((t) => <><h3>Part {t.part || "(all)"}, {t.media_type}</h3><pre class="text" tabIndex={0} aria-label={`Text of part ${t.part}`}>{t.lines.join("\n")}</pre>{t.is_cut ? <p class="quiet">Cut here.</p> : null}</>)}
        </Section>
        <details><summary>Bytes in hex, {size(page.bytes.size)}</summary><p class="quiet">{page.bytes.origin}</p><Hex first={page.bytes.first} total={page.bytes.size} /></details>
      </> : <p class="quiet">{page.why_no_bytes || "Its text and bytes stay in the case; this view does not hold them."}</p>}
      {page.oddities.length ? <Section title="Oddities that programs may read differently"><ul>{page.oddities.map((o) => <li>byte {grouped(o.offset)}: {o.name} {o.detail}</li>)}</ul></Section> : null}
      <Section title="Where its bytes are">
        <ul>{page.places.map((p) => <li><code>{p.source}</code>, byte {grouped(p.offset)}, {size(p.length)}{p.part ? `, part ${p.part}` : ""}</li>)}</ul>
        <p class="quiet">SHA-256 <code>{page.sha256}</code></p>
      </Section>
    </>
  );
}

export const MessagePage = ({ id }: { id: string }): JSX.Element => (
  <Answer<Message> path={path.message(id)} show={(page) => <Page page={page} key={id} />} />
);
