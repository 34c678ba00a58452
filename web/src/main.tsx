// SPDX-License-Identifier: Apache-2.0
// The pages: which one the address names (#/campaign/C…), and the frame around it.
import { render, type JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ActorPage } from "./actor";
import { CampaignPage } from "./campaign";
import { isFile } from "./data";
import { MessagePage } from "./message";
import { CampaignsPage, MessagesPage, OverviewPage, PeoplePage, PersonPage, SearchPage } from "./overview";
import "./style.css";

const here = (): string => location.hash.slice(1) || "/";
function decoded(text: string): string {
  try { return decodeURIComponent(text); } catch { return text; }
}

function page(at: string): JSX.Element {
  const [, kind, ...rest] = at.split("/");
  const what = decoded(rest.join("/"));
  switch (kind) {
    case "campaign": return <CampaignPage id={what} key={at} />;
    case "message": return <MessagePage id={what} key={at} />;
    case "actor": return <ActorPage name={what} key={at} />;
    case "person": return <PersonPage address={what} key={at} />;
    case "campaigns": return <CampaignsPage />;
    case "people": return <PeoplePage />;
    case "messages": return <MessagesPage />;
    case "search": return <SearchPage words={what} />;
    default: return <OverviewPage />;
  }
}

const tabs: [string, string][] = [["/", "Overview"], ["/campaigns", "Campaigns"], ["/people", "People"], ["/messages", "Messages"]];

function App(): JSX.Element {
  const [at, go] = useState(here());
  useEffect(() => {
    const follow = () => go(here());
    const key = (event: KeyboardEvent) => {
      const inField = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
      if (event.key === "/" && !inField) { event.preventDefault(); document.getElementById("search")?.focus(); }
    };
    addEventListener("hashchange", follow);
    addEventListener("keydown", key);
    return () => { removeEventListener("hashchange", follow); removeEventListener("keydown", key); };
  }, []);
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById("main")?.focus(); }}>To the page</a>
      <header>
        <span class="brand">Redshank</span>
        <nav aria-label="Pages">{tabs.map(([to, name]) => <a href={`#${to}`} aria-current={at === to ? "page" : undefined}>{name}</a>)}</nav>
        <form role="search" onSubmit={(event) => {
          event.preventDefault();
          const field = event.currentTarget.elements.namedItem("words") as HTMLInputElement;
          location.hash = `/search/${encodeURIComponent(field.value)}`;
        }}>
          <label class="unseen" for="search">Search</label>
          <input id="search" name="words" type="search" placeholder="Search subjects, senders, hosts ( / )" autocomplete="off" spellcheck={false} />
        </form>
      </header>
      <main id="main" tabIndex={-1}>{page(at)}</main>
      <footer>TLP:AMBER · {isFile ? "One file, without the case: it loads nothing and sends nothing." : "Shown from this machine."} Do not open links or pictures of these mails: opening tells their sender.</footer>
    </>
  );
}

render(<App />, document.getElementById("page") as HTMLElement);
