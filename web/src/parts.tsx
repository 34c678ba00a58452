// SPDX-License-Identifier: Apache-2.0
// What every page is made of: loading an answer, lists with a pager, and the few marks that repeat.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { get, holds, type CampaignRow, type Listed, type MessageRow, type PersonRow } from "./data";
import { count, day, grouped, meaning, span } from "./words";

export function useAnswer<T>(path: string): { answer?: T; trouble?: string } {
  const [state, set] = useState<{ path: string; answer?: T; trouble?: string }>({ path });
  useEffect(() => {
    let wanted = true;
    get<T>(path).then(
      (answer) => wanted && set({ path, answer }),
      (error: Error) => wanted && set({ path, trouble: error.message }),
    );
    return () => { wanted = false; };
  }, [path]);
  return state.path === path ? state : {};
}

export function Answer<T>({ path, show }: { path: string; show: (answer: T) => JSX.Element }): JSX.Element {
  const { answer, trouble } = useAnswer<T>(path);
  if (trouble) return <p class="trouble" role="alert">{trouble}</p>;
  return answer ? show(answer) : <p class="quiet" role="status">Reading…</p>;
}

/** The page's heading takes the focus when the page changes, so that a screen reader begins there. */
export function Heading({ children }: { children: ComponentChildren }): JSX.Element {
  const at = useRef<HTMLHeadingElement>(null);
  useEffect(() => { at.current?.focus({ preventScroll: true }); window.scrollTo(0, 0); }, []);
  return <h1 ref={at} tabIndex={-1}>{children}</h1>;
}

export function Section({ title, note, children }: { title: string; note?: string; children: ComponentChildren }): JSX.Element {
  return <section><h2>{title}{note ? <small> {note}</small> : null}</h2>{children}</section>;
}

export const Class = ({ name }: { name: string }): JSX.Element => <span class={`class ${name}`} title={meaning[name]}>{name}</span>;

/** A link inside the pages; nothing from mail is ever a link. */
export const To = ({ page, children }: { page: string; children: ComponentChildren }): JSX.Element => <a href={`#${page}`}>{children}</a>;
export const toCampaign = (id: string) => `/campaign/${encodeURIComponent(id)}`;
export const toMessage = (id: string) => `/message/${encodeURIComponent(id)}`;
export const toActor = (name: string) => `/actor/${encodeURIComponent(name)}`;
export const toPerson = (address: string) => `/person/${encodeURIComponent(address)}`;

export function Table({ head, label, children }: { head: string[]; label: string; children: ComponentChildren }): JSX.Element {
  return (
    <div class="wide" role="region" aria-label={label} tabIndex={0}>
      <table>
        <caption class="unseen">{label}</caption>
        <thead><tr>{head.map((one) => <th scope="col" class={/^(Score|Mails|Readers|Weight|Bytes)$/.test(one) ? "n" : ""}>{one}</th>)}</tr></thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

export function Campaigns({ list, label }: { list: CampaignRow[]; label: string }): JSX.Element {
  if (list.length === 0) return <p class="quiet">None.</p>;
  return (
    <Table label={label} head={["Score", "Class", "Campaign", "Seen", "Mails", "Readers"]}>
      {list.map((c) => (
        <tr key={c.id}>
          <td class="n"><span class="score"><i style={{ width: `${c.score}%` }} />{c.score}</span></td>
          <td><Class name={c.class} /></td>
          <td class="title"><To page={toCampaign(c.id)}>{c.title}</To>
            {c.mark ? <b class={`new ${c.mark}`}>{c.mark}</b> : null}
            {c.is_new ? <b class="new">new</b> : c.new_messages ? <b class="new">{grouped(c.new_messages)} new mails</b> : null}</td>
          <td class="when">{span(c.first_seen, c.last_seen)}</td>
          <td class="n">{grouped(c.messages)}</td><td class="n">{grouped(c.readers)}</td>
        </tr>
      ))}
    </Table>
  );
}

export function Messages({ list, label }: { list: MessageRow[]; label: string }): JSX.Element {
  if (list.length === 0) return <p class="quiet">None.</p>;
  return (
    <Table label={label} head={["Date", "Reader", "From", "Subject"]}>
      {list.map((m) => (
        <tr key={m.id}>
          <td class="when">{day(m.date)}</td><td>{m.reader || <i class="quiet">not known</i>}</td>
          <td>{m.from_name ? `${m.from_name} ` : ""}<span class="quiet">{m.from}</span></td>
          <td class="title"><To page={toMessage(m.id)}>{m.subject || "(no subject)"}</To></td>
        </tr>
      ))}
    </Table>
  );
}

const states: Record<string, string> = {
  delivered: "delivered", read: "marked read", replied: "answered", opened: "opened (logs)", clicked: "clicked (logs)",
  "account-accessed": "account accessed (logs)",
};
export function People({ list, label }: { list: PersonRow[]; label: string }): JSX.Element {
  if (list.length === 0) return <p class="quiet">Nobody whose address is known.</p>;
  return (
    <Table label={label} head={["Person", "Address", "What the mailbox says", "Mails"]}>
      {list.map((p) => (
        <tr key={p.address}>
          <td>{p.name || <i class="quiet">no name</i>}{p.protected ? <b class="shield">protected</b> : null}</td>
          <td class="title"><To page={toPerson(p.address)}>{p.address}</To></td>
          <td><span class={`state ${p.state}`}>{states[p.state] ?? p.state}</span></td>
          <td class="n">{grouped(p.messages)}</td>
        </tr>
      ))}
    </Table>
  );
}

/** Part of a list at a time, as the server pages it. */
export function Paged<T extends Listed>({ at, show, unit }: {
  at: (offset: number) => string; show: (answer: T) => JSX.Element; unit: [string, string];
}): JSX.Element {
  const [offset, go] = useState(0);
  return (
    <Answer<T> path={at(offset)} show={(answer) => (
      <>
        {show(answer)}
        {answer.total > 50 ? (
          <nav class="pager" aria-label="Parts of the list">
            <button disabled={offset === 0} onClick={() => go(Math.max(0, offset - 50))}>Before</button>
            <span>{grouped(offset + 1)} to {grouped(Math.min(offset + 50, answer.total))} of {count(answer.total, ...unit)}</span>
            <button disabled={offset + 50 >= answer.total || !holds(at(offset + 50))} onClick={() => go(offset + 50)}>Next</button>
          </nav>
        ) : null}
      </>
    )} />
  );
}
