// SPDX-License-Identifier: Apache-2.0
// One message: who it says it is from, who says so, and what it would do. Its text, its bytes and a picture of its HTML
// come when they are asked for, for each look is a step in the case's ledger.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { canWrite, path, view, type Finding, type Mailbox, type Message, type ViewedBytes, type ViewedPictures, type ViewedText, type Views } from "./data";
import { Answer, Heading, Section, Table, To, toCampaign, toPerson } from "./parts";
import { count, grouped, minute, size } from "./words";

const mailbox = (one: Mailbox): string => (one.name ? `${one.name} <${one.address}>` : one.address);
const mailboxes = (list: Mailbox[]): string => list.map(mailbox).join(", ");

// Who sent it and where answers go: what posing as somebody plays with.
const telling = /^(from|sender|reply-to|return-path|received|authentication-results|dkim-signature|arc-.*|message-id|list-unsubscribe.*|x-mailer|user-agent|x-originating-ip|disposition-notification-to|delivered-to|x-original-to)$/i;

function Fact({ name, value }: { name: string; value: string }): JSX.Element | null {
  return value ? <div><dt>{name}</dt><dd>{value}</dd></div> : null;
}

function Findings({ page, text }: { page: Message; text?: ViewedText }): JSX.Element {
  const shown = (finding: Finding) => {
    const places = text?.shown.filter((one) => one.finding === finding.id) ?? [];
    return places.length ? places : finding.evidence.flatMap((one) => (one.bytes ? [{ before: "", bytes: one.bytes, after: "" }] : []));
  };
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

function Text({ view: { texts } }: { view: ViewedText }): JSX.Element {
  if (texts.length === 0) return <p>It has no body of text.</p>;
  return (
    <>{texts.map((t) => (
      <><h4>Part {t.part || "(all)"}, {t.media_type}</h4>
        <pre class="text" tabIndex={0} aria-label={`Text of part ${t.part}`}>{t.lines.join("\n")}</pre>
        {t.is_cut ? <p class="quiet">Cut here.</p> : null}</>
    ))}</>
  );
}

// The frame may run, load and send nothing (sandbox without any leave), and what is in it could not anyway.
function Pictures({ view: { pictures } }: { view: ViewedPictures }): JSX.Element {
  if (pictures.length === 0) return <p>It has no HTML body.</p>;
  return (
    <>{pictures.map((p) => (
      <figure>
        <iframe sandbox="" srcdoc={p.document} title={`Picture of part ${p.part || "(all)"}`} tabIndex={0} />
        <figcaption>
          Part {p.part || "(all)"} as it would look with pictures off. {count(p.left_out, "thing", "things")} that would load {p.left_out === 1 ? "is" : "are"} a
          box or left out; {count(p.links, "link", "links")} {p.links === 1 ? "leads" : "lead"} nowhere.{p.is_cut ? " It was too long, and is cut." : ""}
        </figcaption>
      </figure>
    ))}</>
  );
}

function Hex({ view: { first, size: total } }: { view: ViewedBytes }): JSX.Element {
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

const looks: [keyof Views, string][] = [["text", "Text"], ["picture", "Picture of its HTML"], ["bytes", "Bytes in hex"]];

// What was asked for stays while the page is open: it is in the ledger once.
function Looks({ page, seen, see }: { page: Message; seen: Partial<Views>; see: (more: Partial<Views>) => void }): JSX.Element {
  const [open, choose] = useState<keyof Views | "">("");
  const [trouble, complain] = useState("");
  if (!canWrite) return <p class="quiet">Its text and bytes stay in the case; this file does not hold them.</p>;
  if (!page.origin) return <p class="quiet">{page.why_no_bytes || "This view holds no bytes of mail."}</p>;
  const look = (what: keyof Views) => {
    complain("");
    if (seen[what]) return choose(what);
    view(page.message.id, what).then((answer) => { see({ [what]: answer }); choose(what); }, (error: Error) => complain(error.message));
  };
  return (
    <>
      <p class="quiet">{page.origin} A look at them is written into the case's ledger.</p>
      <div class="looks" role="group" aria-label="Look at">
        {looks.map(([what, name]) => <button aria-pressed={open === what} onClick={() => look(what)}>{name}</button>)}
      </div>
      {trouble ? <p class="trouble" role="alert">{trouble}</p> : null}
      <div role="region" aria-live="polite" aria-label="The message itself">
        {open === "text" && seen.text ? <Text view={seen.text} /> : null}
        {open === "picture" && seen.picture ? <Pictures view={seen.picture} /> : null}
        {open === "bytes" && seen.bytes ? <Hex view={seen.bytes} /> : null}
      </div>
    </>
  );
}

function Page({ page }: { page: Message }): JSX.Element {
  const m = page.message;
  const [seen, add] = useState<Partial<Views>>({});
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
      <Section title="Findings"><Findings page={page} text={seen.text} /></Section>
      <Section title="The message itself"><Looks page={page} seen={seen} see={(more) => add({ ...seen, ...more })} /></Section>
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
      {page.fields.length ? (
        <Section title="Header fields" note="marked: those that tell who sent it">
          <dl class="fields">{page.fields.map(([name, body]) => <div class={telling.test(name) ? "telling" : ""}><dt>{name}</dt><dd>{body}</dd></div>)}</dl>
        </Section>
      ) : null}
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
