// SPDX-License-Identifier: Apache-2.0
// Both lives of the pages in a real browser (Debian's Chromium), over a practice case: what they show, that they ask nobody
// else for anything, keyboard, dark and light, print, and that axe finds nothing serious.
// node test/pages.mjs REDSHANK [FOLDER FOR SCREENSHOTS]. Says "skipped:" and why where browser or parts are missing.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const [program, pictures] = process.argv.slice(2);
const browserPath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
if (!browserPath) { console.log("skipped: no chromium"); process.exit(0); }
if (!existsSync(join(web, "node_modules/playwright-core"))) { console.log("skipped: no web/node_modules; npm ci in web/ makes them"); process.exit(0); }
const { chromium } = await import("playwright-core");
const axe = readFileSync(join(web, "node_modules/axe-core/axe.min.js"), "utf8");
if (pictures) mkdirSync(pictures, { recursive: true });

const folder = mkdtempSync(join(tmpdir(), "redshank-pages-"));
const run = (...words) => execFileSync(program, words, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });
run("drill", "--seed", "7", "--messages", "3000", "-o", "practice");
run("hunt", "practice/mail", "--org", "practice/org.toml", "--case", "case");
const campaigns = run("campaigns", "--case", "case", "--format", "json").trim().split("\n").slice(1).map((line) => JSON.parse(line));
const first = campaigns.find((c) => c.class === "covert" && c.proofs.length > 0);
assert.ok(first, "the drill plants a covert campaign with a proof");
run("report", "--format", "html", "--case", "case", "-o", "report.html");

const server = spawn(program, ["serve", "--case", "case"], { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
const url = await new Promise((done) => server.stdout.once("data", (text) => done(String(text).trim())));
const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
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
  const found = await page.evaluate(async () => (await globalThis.axe.run()).violations);
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
rmSync(folder, { recursive: true, force: true });
if (failed) { console.log(`${failed} failed`); process.exit(1); }
