// SPDX-License-Identifier: Apache-2.0
// The case at a glance, and the lists: campaigns, people, messages, what was searched for.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Years } from "./charts";
import { get, inFile, isFile, path, type Campaign, type CampaignRow, type Found, type Listed, type MessageRow, type Overview, type Person, type PersonRow } from "./data";
import { Answer, Campaigns, Heading, Messages, Paged, People, Section, To } from "./parts";
import { count, grouped, span } from "./words";

function Unread({ overview }: { overview: Overview }): JSX.Element {
  return (
    <details open={overview.unread_total <= 5}>
      <summary>{count(overview.unread_total, "place", "places")} could not be read, in whole or in part</summary>
      <ul>{overview.unread.map((u) => <li><code>{u.source}</code>{u.offset ? ` at byte ${grouped(u.offset)}` : ""}: {u.what}</li>)}</ul>
      {overview.unread_total > overview.unread.length ? <p class="quiet">{grouped(overview.unread_total - overview.unread.length)} more.</p> : null}
    </details>
  );
}

function Page({ overview }: { overview: Overview }): JSX.Element {
  const deserves = (c: CampaignRow) => c.mark === "confirmed" || (c.score >= 35 && c.mark !== "dismissed");
  const look = overview.campaigns.filter(deserves);
  const rest = overview.campaigns.filter((c) => !deserves(c));
  const fresh = look.filter((c) => c.is_new || c.new_messages > 0).length;
  return (
    <>
      <Heading>{overview.organisation || "The case"}</Heading>
      <p class="lead">
        {look.length === 0 ? <b>No campaign to look at was found. </b> : <><b>{count(look.length, "campaign", "campaigns")} to look at</b>, {fresh} new or grown since the hunt before. </>}
        {count(overview.messages, "message", "messages")} read, {span(overview.first_date, overview.last_date)}, of {count(overview.people, "person", "people")} listed.
      </p>
      <Years overview={overview} />
      {look.length ? <Section title="Campaigns to look at" note="the score says how much an analyst's next hour belongs there"><Campaigns list={look} label="Campaigns to look at" /></Section> : null}
      <Section title="Other groups of mails that belong together" note="newsletters, notices and the like">
        <Campaigns list={rest} label="Other groups" />
        {overview.campaigns_total > overview.campaigns.length ? <p><To page="/campaigns">All {grouped(overview.campaigns_total)} campaigns and groups</To></p> : null}
      </Section>
      <Section title="What this does not cover">
        <ul>{overview.left_out.map((one) => <li>{one}</li>)}{overview.not_covered.map((one) => <li>{one}</li>)}</ul>
        {overview.unread_total ? <Unread overview={overview} /> : <p class="quiet">Everything that was given could be read.</p>}
      </Section>
    </>
  );
}

export const OverviewPage = (): JSX.Element => <Answer<Overview> path={path.overview} show={(overview) => <Page overview={overview} />} />;

export function CampaignsPage(): JSX.Element {
  const [byDate, sort] = useState(false);
  const [only, choose] = useState("");
  const more = (byDate ? "&order=date" : "") + (only ? `&class=${only}` : "");
  return (
    <>
      <Heading>Campaigns</Heading>
      {isFile ? null : (
        <form class="choose" onSubmit={(event) => event.preventDefault()}>
          <label>Order <select onChange={(event) => sort(event.currentTarget.value === "date")}><option value="score">by score</option><option value="date">newest first</option></select></label>
          <label>Class <select onChange={(event) => choose(event.currentTarget.value)}><option value="">all</option>{["covert", "phishing", "impersonation", "bulk", "none"].map((one) => <option>{one}</option>)}</select></label>
        </form>
      )}
      <Paged<Listed & { campaigns: CampaignRow[] }> key={more} at={(offset) => path.campaigns(offset, more)} unit={["campaign", "campaigns"]}
        show={(answer) => <Campaigns list={answer.campaigns} label="Campaigns" />} />
    </>
  );
}

export const PeoplePage = (): JSX.Element => (
  <>
    <Heading>People</Heading>
    <p class="lead">Who got mail of a campaign, and who is protected.</p>
    <Paged<Listed & { people: PersonRow[] }> at={path.people} unit={["person", "people"]} show={(answer) => <People list={answer.people} label="People" />} />
  </>
);

export const MessagesPage = (): JSX.Element => (
  <>
    <Heading>Messages</Heading>
    {isFile ? <p>The list of all messages stays in the case. Campaigns and search show those that this file describes.</p> : (
      <Paged<Listed & { messages: MessageRow[] }> at={path.messages} unit={["message", "messages"]} show={(answer) => <Messages list={answer.messages} label="Messages, the newest first" />} />
    )}
  </>
);

function OnePerson({ page }: { page: Person }): JSX.Element {
  const p = page.person;
  return (
    <>
      <Heading>{p.name || p.address}</Heading>
      <p class="lead">{p.address}{p.protected ? <b class="shield">protected</b> : null} · {count(p.messages, "mail", "mails")} of campaigns, {span(page.first_seen, page.last_seen)}</p>
      <p>The furthest that is known: <b>{p.state}</b>. {p.state === "read" ? "That is the mailbox's own mark. It does not say that pictures were loaded." : ""} {p.shown_by ? <span class="quiet">Shown by {p.shown_by}.</span> : null}</p>
      <Section title="Campaigns that reached this person"><Campaigns list={page.campaigns} label="Campaigns" /></Section>
      <Section title="Their mails in these campaigns"><Messages list={page.members} label="Mails" /></Section>
    </>
  );
}
export const PersonPage = ({ address }: { address: string }): JSX.Element => (
  <Answer<Person> path={path.person(address)} show={(page) => <OnePerson page={page} key={address} />} />
);

const has = (text: string, words: string): boolean => text.toLowerCase().replace(/\[\.\]/g, ".").includes(words);
function searchFile(words: string): Found {
  const campaigns: CampaignRow[] = [], people: PersonRow[] = [];
  const messages = new Map<string, MessageRow>();
  for (const page of inFile<Campaign>("/api/campaign/")) {
    const all = [page.campaign.id, page.campaign.title, ...page.subjects, ...page.hosts, ...page.senders.flatMap((s) => [s.name, s.address])];
    if (all.some((one) => has(one, words))) campaigns.push(page.campaign);
    for (const m of page.members) if ([m.subject, m.from, m.from_name, m.reader, m.id].some((one) => has(one, words))) messages.set(m.id, m);
  }
  for (const page of inFile<{ people: PersonRow[] }>("/api/people?")) people.push(...page.people.filter((p) => has(p.address, words) || has(p.name, words)));
  return { campaigns, people, messages: [...messages.values()], searched: messages.size, total: messages.size };
}

export function SearchPage({ words }: { words: string }): JSX.Element {
  const [found, set] = useState<Found>();
  const [trouble, complain] = useState("");
  const wanted = words.trim().toLowerCase().replace(/\[\.\]/g, ".");
  const ask = (before?: Found) => {
    const more = before ? before.searched : 0;
    const answer = isFile ? Promise.resolve(searchFile(wanted)) : get<Found>(path.search(wanted, more));
    answer.then((next) => set(before ? { ...before, searched: next.searched, messages: [...before.messages, ...next.messages] } : next), (error: Error) => complain(error.message));
  };
  useEffect(() => { set(undefined); complain(""); if (wanted) ask(); }, [wanted]);
  return (
    <>
      <Heading>Search: {words || "nothing yet"}</Heading>
      <p class="lead">Subjects, senders, readers and hosts are searched. {isFile ? "In this file: those of campaigns." : ""}</p>
      {trouble ? <p class="trouble" role="alert">{trouble}</p> : null}
      {!wanted ? <p>Type a word above.</p> : !found ? <p class="quiet" role="status">Searching…</p> : (
        <>
          <Section title="Campaigns"><Campaigns list={found.campaigns} label="Campaigns found" /></Section>
          <Section title="People"><People list={found.people} label="People found" /></Section>
          <Section title="Messages"><Messages list={found.messages} label="Messages found" />
            {found.searched < found.total ? <p>{grouped(found.searched)} of {grouped(found.total)} messages searched so far. <button onClick={() => ask(found)}>Go on</button></p> : null}
          </Section>
        </>
      )}
    </>
  );
}
