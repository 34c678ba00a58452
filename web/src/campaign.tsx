// SPDX-License-Identifier: Apache-2.0
// One campaign: first what it is and how it is known, then who, when, to whom, and what speaks against it.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Senders, Waves } from "./charts";
import { canWrite, holds, isFile, mark, path, type Campaign, type CampaignRow, type Listed, type MessageRow, type Piece, type Proof, type Weighed } from "./data";
import { Answer, Class, Heading, Messages, Paged, People, Section, Table, To, toActor, toMessage, toPerson } from "./parts";
import { chance, count, grouped, limits, meaning, proofTitle, signed, span } from "./words";

// Copies under one another, cut where they differ: what is fixed is quiet, the place in question is marked.
function Url({ pieces }: { pieces: Piece[] }): JSX.Element {
  return (
    <code class="url">
      {pieces.map(([kind, text]) => (kind === 2 ? <mark>{text}</mark> : kind === 1 ? <span class="other">{text}</span> : text))}
    </code>
  );
}

function Copies({ proof, hashed }: { proof: Proof; hashed: boolean }): JSX.Element {
  const [all, showAll] = useState(false);
  const shown = all ? proof.copies_shown : proof.copies_shown.slice(0, 12);
  if (shown.length === 0) return <p class="quiet">Its copies are not among the first mails of this campaign, which is all that is drawn.</p>;
  return (
    <>
      <Table label="One URL as each reader got it" head={["Reader", "The same URL in this reader's copy"]}>
        {shown.map((copy, i) => (
          <tr key={copy.message} class={i > 0 && shown[i - 1].reader === copy.reader ? "same" : ""}>
            <td><To page={toPerson(copy.reader)}>{copy.reader}</To></td>
            <td><Url pieces={copy.url} /> <span class="quiet"><To page={toMessage(copy.message)}>mail of {copy.date ? copy.date.slice(0, 10) : "no date"}</To></span></td>
          </tr>
        ))}
      </Table>
      {proof.copies_shown.length > shown.length
        ? <button onClick={() => showAll(true)}>Show {proof.copies_shown.length - shown.length} more copies</button> : null}
      {hashed ? <p class="quiet">{"{…}"} stands for what was in the URL, as a short hash under the case’s own key, the same as in exports: equal hashes, equal values. Calling up such a URL would tell the sender, so the values themselves are left out.</p> : null}
    </>
  );
}

function OneProof({ proof, hashed }: { proof: Proof; hashed: boolean }): JSX.Element {
  const seen = `${count(proof.copies, "copy", "copies")}, ${count(proof.readers, "known reader", "known readers")}`;
  return (
    <article class="proof">
      <h3>{proofTitle(proof.kind, proof.trigger, proof.in_attachment)}</h3>
      <p>
        {proof.kind === "names-reader" ? <>The marked place holds <strong>the reader's own address</strong>{proof.encoding && proof.encoding !== "plain" ? ` (as ${proof.encoding})` : ""}.</>
          : proof.kind === "follows-reader" ? <>The marked place <strong>stays the same for one reader and differs between readers</strong>.</>
          : <>The marked place <strong>differs in every copy</strong>.</>}{" "}
        {seen}.{" "}
        {proof.chance ? <strong class="chance">{chance(proof.chance)}</strong> : null}
        {proof.chance && proof.variants_assumed ? ` (if the sender had made ${proof.variants_assumed} variants and handed them out evenly)` : ""}
      </p>
      <Copies proof={proof} hashed={hashed} />
      {proof.tested.length ? <p class="quiet">Tested and not enough to explain it: {proof.tested.join(", ")}.</p> : null}
      {proof.remaining.length ? <p>What else would explain it: {proof.remaining.join("; ")}.</p> : null}
    </article>
  );
}

const Actor = ({ name }: { name: string }): JSX.Element => (holds(path.actor(name)) ? <To page={toActor(name)}>{name}</To> : <>{name}</>);

function Reasons({ list, sign, title }: { list: Weighed[]; sign: 1 | -1; title: string }): JSX.Element {
  const mine = list.filter((one) => one.weight * sign > 0);
  return (
    <div>
      <h3>{title}</h3>
      {mine.length === 0 ? <p class="quiet">Nothing.</p> : (
        <ul class="weighed">{mine.map((one) => <li><b class={sign > 0 ? "for" : "against"}>{signed(one.weight)}</b> {one.text}</li>)}</ul>
      )}
    </div>
  );
}

type Mark = Pick<CampaignRow, "mark" | "note">;
const states: [Mark["mark"], string][] = [["confirmed", "Confirm"], ["watching", "Watch"], ["dismissed", "Dismiss"]];

// The one thing that a page can change. The file only shows it.
function Judgement({ campaign }: { campaign: CampaignRow }): JSX.Element {
  const [now, set] = useState<Mark>({ mark: campaign.mark, note: campaign.note });
  const [word, say] = useState("");
  const [trouble, complain] = useState("");
  const state = now.mark ? <><b class={`new ${now.mark}`}>{now.mark}</b> An analyst marked it so{now.note ? `: ${now.note}` : "."}</>
    : <span class="quiet">Nobody has marked it yet.</span>;
  if (!canWrite) return <p>{state}</p>;
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const button = event.submitter as HTMLButtonElement | null;
    const next = { mark: (button?.value ?? "watching") as Mark["mark"], note: (event.currentTarget as HTMLFormElement).note.value.trim() as string };
    say(""); complain("");
    mark(campaign.id, next.mark, next.note).then(
      () => { set(next); say(`Marked ${next.mark}; it stands in the case's ledger.`); },
      (error: Error) => complain(error.message));
  };
  return (
    <form class="judgement" aria-label="Your judgement" onSubmit={send}>
      <p>{state}</p>
      <label>Note <input name="note" maxLength={500} value={now.note} placeholder="why, in your words" autocomplete="off" /></label>
      {states.map(([value, name]) => <button value={value} aria-pressed={now.mark === value}>{name}</button>)}
      <p class="quiet" role="status">{word}</p>
      {trouble ? <p class="trouble" role="alert">{trouble}</p> : null}
    </form>
  );
}

function Page({ page }: { page: Campaign }): JSX.Element {
  const c = page.campaign;
  const hashed = page.tokens === "hashed";
  return (
    <>
      <Heading>{c.title}</Heading>
      <p class="lead">
        <Class name={c.class} /> {meaning[c.class]} · <b>{c.score}</b> of 100: how much an analyst's next hour belongs here
      </p>
      <dl class="figures">
        <div><dt>Seen</dt><dd>{span(c.first_seen, c.last_seen)}</dd></div>
        <div><dt>Mails</dt><dd>{grouped(c.messages)}</dd></div>
        <div><dt>Known readers</dt><dd>{grouped(c.readers)}{page.unknown_readers ? <small> and {count(page.unknown_readers, "mail", "mails")} to unknown ones</small> : null}</dd></div>
        <div><dt>Senders</dt><dd>{grouped(page.senders_total)}</dd></div>
        <div><dt>Hosts that would learn of it</dt><dd>{grouped(page.hosts_total)}</dd></div>
        <div><dt>Id</dt><dd><code>{c.id}</code></dd></div>
      </dl>
      <Judgement campaign={c} />
      {page.question ? <p class="decide"><b>What would decide it:</b> {page.question}</p> : null}

      <Section title="Proof">
        {page.proofs.length === 0 ? <p>No URL of these mails differs between readers in a way that proves anything. What speaks for this campaign stands under the reasons.</p> : (
          <>
            <p class="limits">{limits}</p>
            <OneProof proof={page.proofs[0]} hashed={hashed} />
            {page.proofs.length > 1 ? (
              <details><summary>{count(page.proofs.length - 1, "further proof", "further proofs")}, each from another place in a URL</summary>
                {page.proofs.slice(1).map((proof) => <OneProof proof={proof} hashed={hashed} />)}</details>
            ) : null}
          </>
        )}
      </Section>
      <Section title="Reasons" note="the score grows with their sum">
        <div class="two"><Reasons list={page.reasons} sign={1} title="For" /><Reasons list={page.reasons} sign={-1} title="Against" /></div>
        {page.would_change.length ? (
          <><h3>What would change this verdict</h3>
            <ul>{page.would_change.map((turn) => <li>If it were not so that {turn.without}: <Class name={turn.class} />, {turn.score} of 100</li>)}</ul></>
        ) : null}
      </Section>
      <Section title="Senders behind the template"><Senders page={page} />
        {page.links.length ? <details><summary>Why these mails are one campaign</summary>
          <ul class="weighed">{page.links.map((one) => <li><b class="for">{signed(one.weight)}</b> {one.text}</li>)}</ul></details> : null}
        {page.hosts.length ? <details><summary>{count(page.hosts_total, "host", "hosts")} that would learn of the reader</summary>
          <ul>{page.hosts.map((host) => <li><code>{host}</code></li>)}</ul></details> : null}
      </Section>
      <Section title="Waves"><Waves days={page.days} kind={c.class} /></Section>
      <Section title="People aimed at" note="“marked read” is the mailbox's own mark; it never means that pictures were loaded">
        <People list={page.people} label="People aimed at" />
        {page.people_total > page.people.length ? <p class="quiet">{grouped(page.people_total - page.people.length)} more are not listed here.</p> : null}
      </Section>
      <Section title="Published knowledge">
        {page.matches.length === 0 ? <p class="quiet">Nothing published that was given to this case matches. That says nothing about who is behind it.</p> : (
          <><Table label="Matches with published knowledge" head={["Indicator", "Who says what of it", "Date"]}>
            {page.matches.map((m) => <tr><td><code>{m.indicator}</code></td><td>{m.source} says it is of {m.published_for ? <Actor name={m.published_for} /> : "nobody that it names"}</td><td class="when">{m.date || "undated"}</td></tr>)}
          </Table>
          <p class="quiet">What a source published, not what Redshank found. No score depends on it.</p></>
        )}
      </Section>
      <Section title="Mails">
        {isFile ? (
          <><Messages list={page.members} label="Mails of this campaign" />
            {c.messages > page.members.length ? <p class="quiet">{grouped(c.messages - page.members.length)} more are in the case.</p> : null}</>
        ) : (
          <Paged<Listed & { messages: MessageRow[] }> at={(offset) => path.messages(offset, c.id)} unit={["mail", "mails"]}
            show={(answer) => <Messages list={answer.messages} label="Mails of this campaign" />} />
        )}
      </Section>
    </>
  );
}

export const CampaignPage = ({ id }: { id: string }): JSX.Element => (
  <Answer<Campaign> path={path.campaign(id)} show={(page) => <Page page={page} key={id} />} />
);
