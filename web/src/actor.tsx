// SPDX-License-Identifier: Apache-2.0
// What others say about one name of a group: each source for itself, side by side, and where they differ. Nothing is
// merged, and nothing of it is Redshank's own finding.
import type { JSX } from "preact";
import { holds, path, type Actor, type Claim } from "./data";
import { Answer, Heading, Section, Table, To, toActor } from "./parts";
import { count, day } from "./words";

const relations: Record<string, string> = {
  "same-as": "is another name of", overlaps: "overlaps with", "part-of": "is part of", "unit-of": "is a unit of",
  "front-for": "is a front for", "attributed-to": "is attributed to", "charged-with": "is charged with",
  "sanctioned-as": "is listed under sanctions as", "reported-by": "is reported by", denies: "denies", uses: "uses",
};
const relation = (name: string): string => relations[name] ?? name;
const when = (date: string): string => (date ? day(date) : "undated");

function Name({ name, own }: { name: string; own: string }): JSX.Element {
  return name === own || !holds(path.actor(name)) ? <b>{name}</b> : <To page={toActor(name)}>{name}</To>;
}

function Said({ claim, own }: { claim: Claim; own: string }): JSX.Element {
  return (
    <li>says {claim.subject === own ? <b>{own}</b> : claim.subject} {relation(claim.relation)} <b>{claim.object}</b> <span class="quiet">({when(claim.date)})</span>
      {claim.relation === "charged-with" ? <span class="quiet"> An accusation, not a conviction.</span> : null}
      {claim.confidence ? <span class="quiet"> Its confidence: {claim.confidence}.</span> : null}
      {claim.note ? <div class="quiet">{claim.note}</div> : null}</li>
  );
}

// One column a source: what it calls the group, and what it claims of it.
function Sources({ page }: { page: Actor }): JSX.Element {
  const names = [...new Set([...page.entries, ...page.claims].map((one) => one.source))].sort();
  return (
    <div class="sources">
      {names.map((source) => (
        <article>
          <h3>{source}</h3>
          <ul>
            {page.entries.filter((one) => one.source === source).map((entry) => (
              <li>says the group is <Name name={entry.name} own={page.name} /> <span class="quiet">({when(entry.date)})</span>
                {entry.aliases.length ? <div class="quiet">also {entry.aliases.map((alias, i) => <>{i ? ", " : ""}<Name name={alias.name} own={page.name} />{alias.note ? ` (${alias.note})` : ""}</>)}</div> : null}
                {entry.where ? <div class="quiet"><code>{entry.where}</code></div> : null}</li>
            ))}
            {page.claims.filter((one) => one.source === source).map((claim) => <Said claim={claim} own={page.name} />)}
          </ul>
        </article>
      ))}
    </div>
  );
}

// Claims of one relation about the same group, when sources name different things.
function differing(page: Actor): { relation: string; objects: { object: string; claims: Claim[] }[] }[] {
  const out = [];
  for (const name of [...new Set(page.claims.map((one) => one.relation))]) {
    const claims = page.claims.filter((one) => one.relation === name && name !== "uses");
    const objects = [...new Set(claims.map((one) => one.object))].map((object) => ({ object, claims: claims.filter((one) => one.object === object) }));
    if (objects.length > 1 && new Set(claims.map((one) => one.source)).size > 1) out.push({ relation: name, objects });
  }
  return out;
}

function Differences({ page }: { page: Actor }): JSX.Element {
  const rows = differing(page);
  const denials = page.claims.filter((one) => one.relation === "denies");
  if (rows.length + page.ambiguous.length + denials.length === 0) return <p class="quiet">The sources given here do not contradict each other. That may only mean that there are few of them.</p>;
  return (
    <Table label="Where sources differ" head={["About", "What each says"]}>
      {rows.map((row) => (
        <tr><td>“{relation(row.relation)}”</td><td>{row.objects.map((one) => (
          <div><b>{one.object}</b>: {one.claims.map((c) => `${c.source} says so (${when(c.date)})`).join("; ")}</div>
        ))}</td></tr>
      ))}
      {page.ambiguous.map((one) => (
        <tr><td>the name <Name name={one.name} own={page.name} /></td><td>{one.elsewhere.map((use) => <div>{use.source} uses it for <b>{use.entry}</b></div>)}</td></tr>
      ))}
      {denials.map((one) => <tr><td>a denial</td><td>{one.source} says {one.subject} denies {one.object} ({when(one.date)})</td></tr>)}
    </Table>
  );
}

function Names({ list, own }: { list: Actor["agreed"]; own: string }): JSX.Element {
  if (list.length === 0) return <p class="quiet">None.</p>;
  return <ul>{list.map((one) => <li><Name name={one.name} own={own} /> <span class="quiet">{one.sources.join("; ")}</span></li>)}</ul>;
}

function Claims({ title, list }: { title: string; list: Claim[] }): JSX.Element | null {
  if (list.length === 0) return null;
  return (
    <details><summary>{title} ({list.length})</summary>
      <Table label={title} head={["Who says so", "What", "Date"]}>
        {list.map((one) => <tr><td>{one.source}</td><td>{one.subject} {relation(one.relation)} <b>{one.object}</b>{one.note ? <div class="quiet">{one.note}</div> : null}</td><td class="when">{when(one.date)}</td></tr>)}
      </Table>
    </details>
  );
}

function Page({ page }: { page: Actor }): JSX.Element {
  const sources = new Set([...page.entries, ...page.claims].map((one) => one.source)).size;
  return (
    <>
      <Heading>{page.name}</Heading>
      <p class="lead">{count(sources, "source", "sources")} given to this case or built in {sources === 1 ? "says" : "say"} something under this name. Names of groups overlap in ways that no list
        settles: nothing here is merged, and nothing is Redshank's own finding.</p>
      <Section title="Each source for itself"><Sources page={page} /></Section>
      <Section title="Where they differ"><Differences page={page} /></Section>
      <div class="two">
        <Section title="Names that two or more give"><Names list={page.agreed} own={page.name} /></Section>
        <Section title="Names that one alone gives"><Names list={page.alone} own={page.name} /></Section>
      </div>
      <Section title="Further claims">
        {page.elsewhere.length + page.methods.length === 0 ? <p class="quiet">None.</p> : null}
        <Claims title="Under the other names above" list={page.elsewhere} />
        <Claims title="Methods: that they are alike names nobody" list={page.methods} />
      </Section>
    </>
  );
}

export const ActorPage = ({ name }: { name: string }): JSX.Element => (
  <Answer<Actor> path={path.actor(name)} show={(page) => <Page page={page} key={name} />} />
);
