// SPDX-License-Identifier: Apache-2.0
// Both lives of the pages in a real browser (Debian's Chromium), over a practice case: what they show, that they ask nobody
// else for anything, marks and looks at a message, keyboard, dark and light, print, and that axe finds nothing serious.
// Every name that the browser might look up leads to a trap on this machine, which tells what was asked for.
// node test/pages.mjs REDSHANK [FOLDER FOR SCREENSHOTS]. Says "skipped:" and why where browser or parts are missing.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const [program, pictures] = process.argv.slice(2).map((name) => resolve(name));
const browserPath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
if (!browserPath) { console.log("skipped: no chromium"); process.exit(0); }
if (!existsSync(join(web, "node_modules/playwright-core"))) { console.log("skipped: no web/node_modules; npm ci in web/ makes them"); process.exit(0); }
const { chromium } = await import("playwright-core");
const axe = readFileSync(join(web, "node_modules/axe-core/axe.min.js"), "utf8");
if (pictures) mkdirSync(pictures, { recursive: true });

const folder = mkdtempSync(join(tmpdir(), "redshank-pages-"));
const run = (...words) => execFileSync(program, words, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });
run("drill", "--seed", "7", "--messages", "3000", "-o", "practice");
// A mail that tries every way of loading; docs of the kinds: src/html/html.h.
const loads = (way) => `https://${way}.load.test/token`;
const hostile = `<html><head><base href="${loads("base")}"><link rel=stylesheet href="${loads("sheet")}"><link rel=preload as=image href="${loads("preload")}">
<link rel=dns-prefetch href="//dns.load.test"><link rel=preconnect href="${loads("preconnect")}"><link rel=icon href="${loads("icon")}"><meta http-equiv=refresh content="0;url=${loads("refresh")}">
<style>@import "${loads("import")}"; @font-face{font-family:f;src:url(${loads("font")})} p{background:url(${loads("rule")});font-family:f} .a{color:rgb(1,2,3)}</style><script src="${loads("script")}"></script></head>
<body background="${loads("body")}" onload="fetch('${loads("onload")}')"><table bgcolor="#fff3d6" width="600" cellpadding="12"><tr><td style="background:image-set('${loads("set")}' 1x);color:#0a0b0c"><h2 class=a>Hostile letter</h2>
<p>Dear reader, see ${loads("text")} or <a href="${loads("link")}" ping="${loads("ping")}">this page</a>.</p><img src="${loads("img")}" width=320 height=90 alt="Logo"><img srcset="${loads("srcset")} 2x"><img src="${loads("pixel")}" width=1 height=1>
<picture><source srcset="${loads("source")}"><img src="${loads("picture")}"></picture><input type=image src="${loads("input")}"><video src="${loads("video")}" poster="${loads("poster")}" autoplay><track default src="${loads("track")}"></video><audio src="${loads("audio")}" autoplay></audio>
<object data="${loads("object")}"></object><embed src="${loads("embed")}"><iframe src="${loads("iframe")}"></iframe><svg width=200 height=60><image href="${loads("svg")}"/><use href="${loads("use")}#a"/></svg>
<form action="${loads("form")}"><input name=q><input type=password><button formaction="${loads("button")}">Send</button></form><script>new Image().src="${loads("inline")}"; top.location="${loads("top")}"</script>
<noscript><img src="${loads("noscript")}"></noscript><img src=x onerror="new Image().src='${loads("onerror")}'"><math><mtext><img src="${loads("math")}"></mtext></math></td></tr></table></body></html>`;
writeFileSync(join(folder, "practice/mail/hostile.eml"), ["From: A Sender <a@sender.example>", "To: someone@parliament.example", "Date: Mon, 6 May 2024 10:00:00 +0000",
  "Message-ID: <hostile@sender.example>", "Subject: Every way of loading", "MIME-Version: 1.0", "Content-Type: text/html; charset=utf-8", "", hostile, ""].join("\r\n"));
run("hunt", "practice/mail", "--org", "practice/org.toml", "--case", "case");
const campaigns = run("campaigns", "--case", "case", "--format", "json").trim().split("\n").slice(1).map((line) => JSON.parse(line));
const first = campaigns.find((c) => c.class === "covert" && c.proofs.length > 0);
assert.ok(first, "the drill plants a covert campaign with a proof");
// Two made-up publishers who disagree about a made-up group, and whose list meets the campaign.
const stix = (number, publisher, alias, behind, host) => {
  const id = (type, n) => `${type}--${number}${n}000000-0000-4000-8000-000000000000`;
  const at = "2025-03-01T00:00:00.000Z", object = (type, n, more) => ({ type, spec_version: "2.1", id: id(type, n), created: at, modified: at, created_by_ref: id("identity", 1), ...more });
  const relation = (n, from, kind, to) => object("relationship", n, { source_ref: from, relationship_type: kind, target_ref: to });
  return JSON.stringify({ type: "bundle", id: id("bundle", 0), objects: [object("identity", 1, { name: publisher, identity_class: "organization" }), object("identity", 2, { name: behind, identity_class: "organization" }),
    object("intrusion-set", 3, { name: "Marsh Heron", aliases: [alias] }), object("indicator", 4, { pattern_type: "stix", valid_from: at, pattern: `[domain-name:value = '${host}']` }),
    relation(5, id("indicator", 4), "indicates", id("intrusion-set", 3)), relation(6, id("intrusion-set", 3), "attributed-to", id("identity", 2))] });
};
const host = first.hosts[0].replaceAll("[.]", ".");
writeFileSync(join(folder, "one.json"), stix(1, "First Lab", "Grey Wader", "a ministry", host));
writeFileSync(join(folder, "two.json"), stix(2, "Second Lab", "Sand Piper", "a company", host));
run("intel", "add", "one.json", "two.json", "--case", "case");
run("report", "--format", "html", "--case", "case", "-o", "report.html");

const server = spawn(program, ["serve", "--case", "case"], { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
const url = await new Promise((done) => server.stdout.once("data", (text) => done(String(text).trim())));
const trapped = [];
const trap = createServer((socket) => { socket.on("data", (bytes) => { trapped.push(...(bytes.toString("latin1").match(/[a-z0-9-]+\.load\.test/g) ?? [])); socket.destroy(); }); socket.on("error", () => {}); });
await new Promise((done) => trap.listen(0, "127.0.0.1", done));
const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", `--host-resolver-rules=MAP * 127.0.0.1:${trap.address().port}, EXCLUDE 127.0.0.1`] });
let failed = 0;

async function check(name, work) {
  try { await work(); console.log(`ok      ${name}`); } catch (error) { failed++; console.log(`FAILED  ${name}\n${error.stack}`); }
}

async function open(start, scheme) {
  const context = await browser.newContext({ colorScheme: scheme, viewport: { width: 1280, height: 900 }, bypassCSP: false });
  const page = await context.newPage();
  const asked = [], trouble = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => { if (message.type() === "error") trouble.push(message.text()); });
  page.on("pageerror", (error) => trouble.push(String(error)));
  await page.goto(start);
  await page.waitForSelector("h1");
  return { context, page, asked, trouble };
}
const goTo = async (page, hash, wanted) => {
  await page.evaluate((to) => { location.hash = to; }, hash);
  await page.waitForSelector(wanted);
};
const picture = (page, name) => (pictures ? page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true }) : undefined);
async function serious(context, page) {
  // The policy lets no foreign script in, so axe goes in through the debugger.
  const session = await context.newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: axe });
  const found = await page.evaluate(async () => (await globalThis.axe.run(document, { iframes: false })).violations);
  return found.filter((one) => one.impact === "serious" || one.impact === "critical")
    .map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.failureSummary}`).join(" | ")}`);
}

const lives = { file: `file://${join(folder, "report.html")}`, serve: url };
for (const [life, start] of Object.entries(lives)) {
  for (const scheme of ["light", "dark"]) {
    const { context, page, asked, trouble } = await open(start, scheme);
    const member = first.messages[0];
    const reader = first.readers[0];
    const places = [
      ["overview", "/", "section"], ["campaign", `/campaign/${first.id}`, "mark"], ["message", `/message/${member}`, ".finding, .facts"],
      ["person", `/person/${encodeURIComponent(reader)}`, "table"], ["search", `/search/${encodeURIComponent(first.hosts[0])}`, "table"], ["people", "/people", "table"],
      ["campaigns", "/campaigns", "table"], ["actor", `/actor/${encodeURIComponent("Marsh Heron")}`, ".sources"],
    ];
    for (const [name, hash, wanted] of places) {
      await check(`${life} ${scheme} ${name}: shown, and axe finds nothing serious`, async () => {
        await goTo(page, hash, wanted);
        await page.waitForTimeout(150);
        await picture(page, `${life}-${scheme}-${name}`);
        assert.deepEqual(await serious(context, page), []);
      });
    }
    await check(`${life} ${scheme}: nobody else is asked, and no script fails`, async () => {
      const origin = life === "serve" ? new URL(start).origin : "file://";
      assert.deepEqual(asked.filter((one) => !one.startsWith(origin)), []);
      if (life === "file") assert.equal(asked.length, 1, asked.join(" "));
      assert.deepEqual(trouble, []);
    });
    await context.close();
  }
  await check(`${life}: the campaign page shows copies under one another and says what they do not`, async () => {
    const { context, page } = await open(start, "light");
    await goTo(page, `/campaign/${first.id}`, "mark");
    const marks = await page.locator(".proof:first-of-type mark").allTextContents();
    assert.ok(new Set(marks).size > 1, "the marked place differs");
    const text = await page.locator("main").innerText();
    assert.match(text, /This says the sender could tell readers apart, not who he is or why\./);
    assert.doesNotMatch(await page.content(), /https?:\/\/(?!127\.0\.0\.1|www\.w3\.org)[a-z0-9.-]+\.(example|test|invalid)/i);
    for (const link of await page.locator("main a").evaluateAll((all) => all.map((a) => a.getAttribute("href")))) assert.match(link, /^#\//);
    await context.close();
  });
  await check(`${life}: by keyboard alone`, async () => {
    const { context, page } = await open(start, "light");
    await page.keyboard.press("/");
    await page.keyboard.type(first.senders[0].address);
    await page.keyboard.press("Enter");
    await page.waitForSelector("h1:has-text('Search')");
    await page.waitForSelector(`a[href="#/campaign/${first.id}"]`);
    await page.locator(`a[href="#/campaign/${first.id}"]`).first().focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector("mark");
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), "H1");
    await context.close();
  });
  await check(`${life}: prints`, async () => {
    const { context, page } = await open(start, "light");
    await goTo(page, `/campaign/${first.id}`, "mark");
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("header nav").isVisible(), false);
    assert.equal(await page.locator("mark").first().isVisible(), true);
    await picture(page, `${life}-print`);
    await context.close();
  });
}
const ledger = () => (existsSync(join(folder, "case/ledger.jsonl")) ? readFileSync(join(folder, "case/ledger.jsonl"), "utf8").trim().split("\n").map((line) => JSON.parse(line)) : []);
const steps = (name) => ledger().filter((line) => line.step === name);
const odd = run("messages", "--case", "case", "--format", "json").trim().split("\n").map((line) => JSON.parse(line)).find((m) => m.subject === "Every way of loading");
await check("serve: the trap catches what a browser loads", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.setContent(`<img src="http://check.load.test/x">`);
  for (let i = 0; i < 50 && trapped.length === 0; i++) await page.waitForTimeout(100);
  assert.deepEqual(trapped.splice(0), ["check.load.test"]);
  await context.close();
});
for (const scheme of ["light", "dark"]) {
  await check(`serve ${scheme}: text, picture and bytes of a hostile mail load nothing, and stand in the ledger`, async () => {
    const { context, page, asked, trouble } = await open(url, scheme);
    await goTo(page, `/message/${odd.id}`, ".looks");
    const before = steps("view").length;
    assert.equal(await page.locator("iframe").count(), 0);
    await page.getByRole("button", { name: "Text", exact: true }).click();
    await page.waitForSelector("pre.text");
    await page.getByRole("button", { name: "Picture of its HTML" }).click();
    const frame = page.locator("iframe");
    await frame.waitFor();
    assert.equal(await frame.getAttribute("sandbox"), "");
    assert.match(await frame.getAttribute("srcdoc"), /default-src 'none'; style-src 'nonce-[0-9a-f]+'/);
    const inside = page.frameLocator("iframe");
    await inside.getByText("Hostile letter").waitFor();
    const looks = await inside.getByText("Hostile letter").evaluate((at) => getComputedStyle(at).color);
    assert.equal(looks, "rgb(1, 2, 3)", "the picture's own style holds");
    assert.equal(await inside.locator("a, img, script, form, input, link, meta[http-equiv=refresh], iframe, object, embed, video, audio, svg").count(), 0);
    await page.waitForTimeout(1500);
    await picture(page, `serve-${scheme}-picture`);
    assert.deepEqual(await serious(context, page), []);
    await page.getByRole("button", { name: "Bytes in hex" }).click();
    await page.waitForSelector("pre.hex");
    await page.getByRole("button", { name: "Text", exact: true }).click();
    assert.deepEqual(steps("view").slice(before).map((line) => [line.details.message, line.details.shown]), [[odd.id, "text"], [odd.id, "picture"], [odd.id, "bytes"]]);
    assert.deepEqual(asked.filter((one) => !one.startsWith(new URL(url).origin) && one !== "about:srcdoc"), []);
    assert.deepEqual(trapped, []);
    assert.deepEqual(trouble, []);
    await context.close();
  });
}
await check("serve: a campaign is marked from its page, and the mark stands in the ledger and on the overview", async () => {
  const { context, page } = await open(url, "light");
  await goTo(page, `/campaign/${first.id}`, ".judgement");
  await page.getByLabel("Note").fill("asked the paper <b>");
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.getByText("Marked confirmed").waitFor();
  await picture(page, "serve-marked");
  const marked = steps("mark").at(-1).details;
  assert.deepEqual(marked, { campaign: first.id, state: "confirmed", note: "asked the paper <b>" });
  await goTo(page, "/", "section");
  const row = page.locator("tbody tr").first();
  assert.match(await row.innerText(), /confirmed/);
  assert.ok((await row.innerHTML()).includes(first.id));
  // A mistake can be taken back.
  await goTo(page, `/campaign/${first.id}`, ".judgement");
  assert.equal(await page.getByLabel("Note").inputValue(), "asked the paper <b>");
  await page.getByRole("button", { name: "Watch" }).click();
  await page.getByText("Marked watching").waitFor();
  assert.equal(run("verify", "--case", "case").length > 0, true);
  await context.close();
});
for (const [life, start] of Object.entries(lives)) {
  await check(`${life}: sources on a group stand side by side, with what they disagree on`, async () => {
    const { context, page } = await open(start, "light");
    await goTo(page, `/campaign/${first.id}`, "mark");
    await page.getByRole("link", { name: "Marsh Heron" }).first().click();
    await page.waitForSelector(".sources");
    const columns = await page.locator(".sources article").allInnerTexts();
    assert.equal(columns.length, 2);
    assert.match(columns[0], /First Lab[^]*says Marsh Heron is attributed to a ministry \(2025-03-01\)/);
    assert.match(columns[1], /Second Lab[^]*says Marsh Heron is attributed to a company \(2025-03-01\)/);
    const differ = await page.getByRole("region", { name: "Where sources differ" }).innerText();
    assert.match(differ, /a company: Second Lab says so \(2025-03-01\)\s+a ministry: First Lab says so/);
    await context.close();
  });
}
await check("file: has no button that a file cannot serve", async () => {
  const { context, page } = await open(lives.file, "light");
  await goTo(page, `/campaign/${first.id}`, "mark");
  assert.equal(await page.locator(".judgement").count(), 0);
  await goTo(page, `/message/${first.messages[0]}`, ".facts");
  assert.equal(await page.locator(".looks").count(), 0);
  await context.close();
});
await check("file: holds no token, no policy hole, and is not too large", () => {
  const text = readFileSync(join(folder, "report.html"), "utf8");
  assert.ok(text.length < 25e6);
  assert.match(text, /Content-Security-Policy" content="default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; base-uri 'none'/);
  assert.doesNotMatch(text, /unsafe-inline|unsafe-eval|https?:\/\/(?!www\.w3\.org)/);
  const subjects = run("messages", "--case", "case", "--format", "csv");
  for (const finding of run("findings", "--case", "case", "--format", "json").trim().split("\n").slice(1, 3000)) {
    const token = JSON.parse(finding).facts?.token;
    // An order's number stands in subjects too, which the file holds as they are.
    if (token && token.length > 9 && !token.includes("@") && !subjects.includes(token)) assert.ok(!text.includes(token), `the token ${token} is in the file`);
  }
});
await check("serve: first paint within a second", async () => {
  const { context, page } = await open(url, "light");
  await page.goto(new URL("/", url).href);
  await page.waitForSelector("section");
  const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
  console.log(`        first contentful paint after ${Math.round(paint)} ms`);
  assert.ok(paint < 1000);
  await context.close();
});

await browser.close();
server.kill();
trap.close();
rmSync(folder, { recursive: true, force: true });
if (failed) { console.log(`${failed} failed`); process.exit(1); }
