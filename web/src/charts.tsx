// SPDX-License-Identifier: Apache-2.0
// The drawings: mail over the years with campaigns on the same axis, mails by day, and who sent through what. SVG, each
// with its words for who cannot see it; scales and curves by d3-scale and d3-shape.
import { scaleLinear, scaleUtc } from "d3-scale";
import { area, curveMonotoneX, linkHorizontal } from "d3-shape";
import type { JSX } from "preact";
import type { Campaign, Overview } from "./data";
import { toCampaign } from "./parts";
import { count, day, grouped, span } from "./words";

const width = 1000;
const time = (text: string): Date => new Date(text.length === 7 ? `${text}-15T00:00:00Z` : text.length === 10 ? `${text}T00:00:00Z` : text);

function Axis({ x, y, ticks }: { x: ReturnType<typeof scaleUtc<number>>; y: number; ticks: number }): JSX.Element {
  const format = x.tickFormat(ticks);
  return (
    <g class="axis" aria-hidden="true">
      <line x1={0} x2={width} y1={y} y2={y} />
      {x.ticks(ticks).filter((tick) => x(tick) > 24 && x(tick) < width - 24).map((tick) => (
        <g transform={`translate(${x(tick)},${y})`}><line y2={5} /><text y={18} text-anchor="middle">{format(tick)}</text></g>
      ))}
    </g>
  );
}

// Bands in as few rows as do not overlap.
function rows(bands: { from: number; to: number }[]): number[] {
  const ends: number[] = [];
  return bands.map(({ from, to }) => {
    let row = ends.findIndex((end) => end + 6 < from);
    if (row < 0) row = ends.length;
    ends[row] = to;
    return row;
  });
}

// Months without mail are a fact too.
function everyMonth(months: [string, number][]): [string, number][] {
  const known = new Map(months);
  const out: [string, number][] = [];
  const last = months[months.length - 1][0];
  for (let at = months[0][0]; at <= last && out.length < 2400;) {
    out.push([at, known.get(at) ?? 0]);
    const [year, month] = at.split("-").map(Number);
    at = month === 12 ? `${String(year + 1).padStart(4, "0")}-01` : `${at.slice(0, 5)}${String(month + 1).padStart(2, "0")}`;
  }
  return out;
}

export function Years({ overview }: { overview: Overview }): JSX.Element | null {
  const bands = overview.bands.filter((c) => c.score >= 35 && c.first_seen && c.last_seen).slice(0, 60);
  if (overview.months.length === 0) return null;
  const months = everyMonth(overview.months).map(([month, n]) => [time(month), n] as [Date, number]);
  const first = months[0][0], last = months[months.length - 1][0];
  const x = scaleUtc<number>().domain([new Date(+first - 20 * 864e5), new Date(+last + 20 * 864e5)]).range([0, width]);
  const most = Math.max(...months.map(([, n]) => n));
  const y = scaleLinear<number>().domain([0, most]).range([130, 14]);
  const shape = area<[Date, number]>().x((d) => x(d[0])).y0(130).y1((d) => y(d[1])).curve(curveMonotoneX)(months) ?? "";
  const order = [...bands].sort((a, b) => +time(a.first_seen as string) - +time(b.first_seen as string));
  const boxes = order.map((c) => {
    const from = x(time(c.first_seen as string));
    return { c, from, to: Math.max(x(time(c.last_seen as string)), from + 7) };
  });
  const row = rows(boxes);
  const height = 162 + (boxes.length ? (Math.max(...row) + 1) * 16 + 6 : 0);
  return (
    <figure>
      <svg viewBox={`0 0 ${width} ${height}`} role="group" aria-label={`Mail by month, ${span(overview.first_date, overview.last_date)}, with ${count(bands.length, "campaign", "campaigns")} to look at on the same axis`}>
        <path class="area" d={shape} />
        <text class="tick" x={4} y={12}>{grouped(most)} mails in the busiest month</text>
        {boxes.map(({ c, from, to }) => <rect class={`shade ${c.class}`} x={from} y={14} width={to - from} height={116} />)}
        <Axis x={x} y={130} ticks={8} />
        {boxes.map(({ c, from, to }, i) => (
          <a href={`#${toCampaign(c.id)}`} aria-label={`${c.class}, score ${c.score}, ${span(c.first_seen, c.last_seen)}: ${c.title}`}>
            <title>{`${c.score} ${c.class}: ${c.title}`}</title>
            <rect class={`band ${c.class}`} x={from} y={160 + row[i] * 16} width={to - from} height={11} rx={2} />
          </a>
        ))}
      </svg>
      <figcaption>Mail read, by month; below it each campaign with a score of 35 or more, from its first mail to its last.</figcaption>
    </figure>
  );
}

export function Waves({ days, kind }: { days: [string, number][]; kind: string }): JSX.Element | null {
  if (days.length === 0) return <p class="quiet">None of its mails has a date that can be believed.</p>;
  const first = time(days[0][0]), last = time(days[days.length - 1][0]);
  const length = Math.max(1, (+last - +first) / 864e5);
  const pad = Math.max(1, length * 0.02) * 864e5;
  const x = scaleUtc<number>().domain([new Date(+first - pad), new Date(+last + pad)]).range([0, width]);
  const most = Math.max(...days.map(([, n]) => n));
  const y = scaleLinear<number>().domain([0, most]).range([0, 74]);
  const bar = Math.max(4, Math.min(26, (width / (length + 4)) * 0.7));
  return (
    <figure>
      <svg viewBox={`0 0 ${width} 118`} role="img" aria-label={`Mails by day: ${days.slice(0, 40).map(([d, n]) => `${d} ${n}`).join(", ")}`}>
        {days.map(([d, n]) => (
          <g><title>{`${d}: ${count(n, "mail", "mails")}`}</title>
            <rect class={`band ${kind}`} x={x(time(d)) - bar / 2} y={92 - y(n)} width={bar} height={y(n)} rx={1} />
            {days.length <= 24 ? <text class="tick" text-anchor="middle" x={x(time(d))} y={87 - y(n)}>{n}</text> : null}</g>
        ))}
        <Axis x={x} y={92} ticks={Math.min(8, length + 1)} />
      </svg>
      <figcaption>{days.length === 1 ? `All on ${day(days[0][0])}.` : `Mails on ${count(days.length, "day", "days")}, at most ${grouped(most)} on one.`}</figcaption>
    </figure>
  );
}

const maxSenders = 16, maxSites = 10, line = 30;

// Two columns, the template between them: who sent it, and where it would load from or lead to.
export function Senders({ page }: { page: Campaign }): JSX.Element | null {
  const senders = page.senders.slice(0, maxSenders);
  const weight = new Map<string, number>();
  for (const [, site, n] of page.edges) weight.set(site, (weight.get(site) ?? 0) + n);
  const sites = [...weight.entries()].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, maxSites);
  if (senders.length === 0) return null;
  const height = Math.max(senders.length, sites.length, 2) * line + 20;
  const at = (index: number, of: number): number => (height / (of + 1)) * (index + 1);
  const link = linkHorizontal<unknown, [number, number]>();
  const most = Math.max(...senders.map((s) => s.messages), 1);
  const path = (from: [number, number], to: [number, number]) => link({ source: from, target: to } as never) ?? "";
  const middle = height / 2;
  return (
    <figure>
      <svg class="graph" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${count(page.senders_total, "sender", "senders")} behind one template, leading to ${sites.map((s) => s[0]).join(", ") || "no host"}`}>
        {senders.map((s, i) => <path class="edge" d={path([400, at(i, senders.length)], [510, middle])} stroke-width={1 + (5 * s.messages) / most} />)}
        {sites.map(([, n], i) => <path class="edge" d={path([610, middle], [700, at(i, sites.length)])} stroke-width={1 + (5 * n) / Math.max(sites[0][1], 1)} />)}
        <rect class={`band ${page.campaign.class}`} x={510} y={middle - 26} width={100} height={52} rx={4} />
        <text class="in" x={560} y={middle - 4} text-anchor="middle">one template</text>
        <text class="in" x={560} y={middle + 13} text-anchor="middle">{count(page.campaign.messages, "mail", "mails")}</text>
        {senders.map((s, i) => (
          <text x={392} y={at(i, senders.length) + 4} text-anchor="end">
            <tspan>{(s.name || "(no name)").slice(0, 28)} </tspan><tspan class="quiet">{s.address.length > 34 ? `…${s.address.slice(-33)}` : s.address}</tspan>
            <tspan class="strong"> {grouped(s.messages)}</tspan></text>
        ))}
        {sites.map(([site, n], i) => <text x={708} y={at(i, sites.length) + 4}>{site.slice(0, 40)} <tspan class="strong">{grouped(n)}</tspan></text>)}
      </svg>
      <figcaption>
        Left, who each mail says it is from, with the number of mails; right, the sites that these mails would load from or lead to.
        {page.senders_total > maxSenders ? ` ${grouped(page.senders_total - maxSenders)} more senders are not drawn.` : ""}
      </figcaption>
    </figure>
  );
}
