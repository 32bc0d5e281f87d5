// The preview (`playbook serve`): what is edited is on the open page without a reload, and what
// is wrong stands over the last good page until it is mended.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { join, open, program, write } from "./world.js";

const ritual = (title, body, keys = "") =>
  `---\ntitle: ${title}\nsummary: What ${title} is.\nowner: us\ntrigger: when it is time\ndecides: [what is next]\n${keys}---\n${body}\n`;
const filler = (word) => Array.from({ length: 40 }, (_, at) => `Paragraph ${at} of ${word}.`).join("\n\n");
const LONG = `${filler("before")}\n\n<details><summary>More</summary>\n\nWithin.\n\n</details>\n\n## Below\n\n[A link](#below) to hold.\n\n${filler("after")}\n\n## Playbook problems\n\n## Playbook overlay`;
const FIT = "fit: [{when: {stage: early}, lean: for, because: It is quick., strength: strong}, {when: {stage: late}, lean: avoid, because: It is slow.}]\n";

const BOOK = {
  "book.toml": "[book]\ntitle = \"Ours\"\n[output.html]\ntheme = \"themes/ours\"\n",
  "themes/ours/assets/brand.css": "h1 { color: rgb(1, 2, 3) }\n",
  "content/index.md": "# Welcome\n\nSee [[bet-table]] and [[review]].\n",
  "content/picture.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"/>",
  "content/rituals/bet-table.md": ritual("Bet table", LONG, FIT),
  "content/rituals/review.md": ritual("Review", "Look back.\n\n![It](/picture.svg)"),
  "content/factors/stage.md": "---\ntitle: Stage\nsummary: How old.\nquestion: How old is it?\nvalues: [{id: early, label: At first}, {id: late, label: Later}]\n---\n",
};

/** A book of its own with a preview over it, which ends with the test. */
async function preview(t, name, files = BOOK) {
  const root = write(`preview-${name}`, files);
  const own = { root, log: "" };
  let child;
  own.start = (port = 0) => new Promise((resolve, reject) => {
    child = spawn(program, ["serve", "--root", root, "--port", String(port), "--as-of", "2026-06-01"]);
    child.stderr.on("data", (told) => { own.log += told; });
    child.stdout.once("data", (told) => { own.url = String(told).trim(); resolve(own); });
    child.once("exit", (code) => reject(new Error(`the preview ended (${code}): ${own.log}`)));
  });
  own.stop = () => new Promise((resolve) => {
    child.removeAllListeners("exit");
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", resolve);
    child.kill("SIGKILL");
  });
  own.put = (path, text) => writeFileSync(join(root, path), text);
  own.remove = (path) => rmSync(join(root, path));
  t.after(() => own.stop());
  return own.start();
}

/** Opens a page that can tell whether it was ever loaded anew. */
async function visit(book, path, options) {
  const opened = await open(book, options);
  await opened.page.goto(book.url + path);
  // The first word over the channel; the page knows by then what it was made from.
  await opened.page.waitForTimeout(300);
  await opened.page.evaluate(() => { window.sameDocument = true; });
  opened.isSame = () => opened.page.evaluate(() => window.sameDocument === true);
  return opened;
}

const overlay = (page) => page.locator("#s\\.overlay");

test("preview: an edit is put onto the page where it stands; scroll, focus and open details stay", async (t) => {
  const book = await preview(t, "place");
  // Where the page stands is looked at once: it must not still be on its way there.
  const { page, faults, isSame, close } = await visit(book, "rituals/bet-table/", { reducedMotion: "reduce" });
  await page.locator("details > summary", { hasText: "More" }).click();
  // The card of links is a script's: it is no part of the page, and outlives the edit.
  await page.evaluate(() => { window.card = document.getElementById("link-card"); });
  const link = page.locator("main .prose a", { hasText: "A link" });
  await link.focus();
  await link.evaluate((node) => scrollBy(0, node.getBoundingClientRect().top - 300));
  await page.waitForTimeout(100);
  // Far above what is looked at, and below it.
  book.put("content/rituals/bet-table.md",
    ritual("Our bets", LONG.replace("Paragraph 3 of before.", "Paragraph 3 of before.\n\nTwo more.\n\nAnd longer ones.").replace("Paragraph 3 of after.", "Said otherwise."), FIT));
  await page.locator("main", { hasText: "Said otherwise." }).waitFor();
  assert.equal(await page.locator("h1").textContent(), "Our bets");
  assert.match(await page.title(), /Our bets/);
  assert.ok(await page.getByText("And longer ones.").count());
  assert.ok(await isSame(), "the page was loaded anew");
  assert.ok(await page.locator("details", { hasText: "More" }).evaluate((node) => node.open), "details were closed");
  assert.ok(await link.evaluate((node) => node === document.activeElement), "the focus is lost");
  assert.ok(await page.evaluate(() => window.card && window.card.isConnected), "the card is gone");
  const top = await link.evaluate((node) => node.getBoundingClientRect().top);
  assert.ok(Math.abs(top - 300) < 3, `what was looked at moved from 300 to ${top}`);
  // What the program said of it.
  assert.match(book.log, /\d ms content\/rituals\/bet-table\.md, /);
  await close();
  assert.deepEqual(faults, []);
});

test("preview: an edit that arrives while the page scrolls does not hold it up", async (t) => {
  const book = await preview(t, "on-the-way");
  const { page, faults, close } = await visit(book, "rituals/bet-table/", { reducedMotion: "no-preference" });
  // The page is on its way down when what was edited is fetched.
  await page.evaluate(() => {
    const fetched = window.fetch;
    window.fetch = function () {
      scrollTo({ top: document.body.scrollHeight, behavior: "smooth" });
      return fetched.apply(window, arguments);
    };
  });
  book.put("content/rituals/bet-table.md", ritual("Bet table", LONG.replace("Paragraph 3 of after.", "Paragraph 3 of later."), FIT));
  await page.locator("main", { hasText: "Paragraph 3 of later." }).waitFor();
  await page.waitForFunction(() => innerHeight + scrollY >= document.documentElement.scrollHeight - 2, null, { timeout: 5000 });
  await close();
  assert.deepEqual(faults, []);
});

test("preview: styles and pictures are exchanged without a reload", async (t) => {
  const book = await preview(t, "style");
  const { page, faults, isSame, close } = await visit(book, "rituals/review/");
  const colour = () => page.locator("h1").evaluate((node) => getComputedStyle(node).color);
  assert.equal(await colour(), "rgb(1, 2, 3)");
  book.put("themes/ours/assets/brand.css", "h1 { color: rgb(4, 5, 6) }\n");
  await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).color === "rgb(4, 5, 6)");
  book.put("content/picture.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"77\" height=\"10\"/>");
  await page.waitForFunction(() => document.querySelector(".prose img").naturalWidth === 77);
  assert.ok(await isSame(), "the page was loaded anew");
  await close();
  assert.deepEqual(faults, []);
});

test("preview: what is wrong stands over the last good page, with its line, and goes when mended", async (t) => {
  const book = await preview(t, "fault");
  const { page, faults, isSame, close } = await visit(book, "rituals/review/");
  book.put("content/rituals/review.md", ritual("Review", "Look <b>back</b> at [[bet-tabel]]."));
  const told = overlay(page);
  await told.waitFor();
  const text = await told.evaluate((host) => host.shadowRoot.textContent);
  assert.match(text, /error\[broken-ref\]: there is no entry `bet-tabel`/);
  assert.match(text, /content\/rituals\/review\.md:8:\d+/);
  assert.match(text, /Look <b>back<\/b> at \[\[bet-tabel\]\]\.[\s\S]*\^{3,}/, "the line and what is meant in it");
  assert.match(text, /help: did you mean `ritual\/bet-table`\?/);
  const link = told.locator("a.place");
  assert.match(await link.getAttribute("href"), /^vscode:\/\/file\/.*\/content\/rituals\/review\.md:8:\d+$/);
  assert.equal(await told.locator("b").count(), 0, "the source is text");
  assert.match(await page.locator("main").textContent(), /Look back\./, "the last good page is beneath");
  assert.match(book.log, /the last good pages stay/);
  // Another page shows it as well, and it is there after a look elsewhere.
  await page.goto(book.url);
  await told.waitFor();
  await page.goto(`${book.url}rituals/review/`);
  await told.waitFor();
  await page.evaluate(() => { window.sameDocument = true; });
  await told.getByRole("button", { name: "Hide" }).click();
  await told.waitFor({ state: "detached" });
  book.put("content/rituals/review.md", ritual("Review", "Look at [[nobody]]."));
  await told.waitFor();
  book.put("content/rituals/review.md", ritual("Review", "Look at [[bet-table]]."));
  await told.waitFor({ state: "detached" });
  await page.locator("main .prose a", { hasText: "Bet table" }).waitFor();
  assert.ok(await isSame(), "the page was loaded anew");
  await close();
  assert.deepEqual(faults, []);
});

test("preview: a template with a mistake is told of in the same way", async (t) => {
  const book = await preview(t, "template");
  const { page, faults, close } = await visit(book, "rituals/review/");
  book.put("themes/ours/assets/brand.css", "h1 { color: rgb(9, 9, 9) }\n");
  write("preview-template", { "themes/ours/templates/404.html": "{% extends \"base.html\" %}\n{% block main %}{% if %}\n" });
  await overlay(page).waitFor();
  const text = await overlay(page).evaluate((host) => host.shadowRoot.textContent);
  assert.match(text, /error\[template-error\]/);
  assert.match(text, /themes\/ours\/templates\/404\.html:2:\d+/);
  book.remove("themes/ours/templates/404.html");
  await overlay(page).waitFor({ state: "detached" });
  await close();
  assert.deepEqual(faults, []);
});

test("preview: what is wrong is counted whole, also where not all of it is shown", async (t) => {
  const links = (count) => ritual("Review", Array.from({ length: count }, (_, at) => `[[nobody-${at}]]`).join(" "));
  const book = await preview(t, "many", { ...BOOK, "content/rituals/review.md": links(21) });
  const { page, close } = await visit(book, "rituals/bet-table/");
  await overlay(page).getByText("and 1 more error, which").waitFor();
  assert.match(await overlay(page).locator("h2").textContent(), /^21 things are wrong/);
  book.put("content/rituals/review.md", links(33));
  await overlay(page).getByText("and 13 more errors, which").waitFor();
  assert.match(await overlay(page).locator("h2").textContent(), /^33 things are wrong/);
  await close();
});

test("preview: a book that is wrong from the start shows why, and then itself", async (t) => {
  const book = await preview(t, "start", { ...BOOK, "themes/ours/templates/404.html": "{% if %}" });
  const { page, close } = await visit(book, "rituals/review/");
  await overlay(page).waitFor();
  assert.match(await page.locator("h1").textContent(), /cannot be shown yet/);
  book.remove("themes/ours/templates/404.html");
  await page.locator("h1", { hasText: "Review" }).waitFor();
  assert.equal(await overlay(page).count(), 0);
  await close();
});

test("preview: the explorer keeps its answers and shows what was edited", async (t) => {
  const book = await preview(t, "explorer");
  const { page, faults, close } = await visit(book, "explorer/");
  await page.getByLabel("At first", { exact: true }).check();
  assert.match(page.url(), /\?stage=early$/);
  await page.locator(".ranked", { hasText: "Bet table" }).first().waitFor();
  book.put("content/rituals/bet-table.md", ritual("Our bets", "Words.", FIT.replace("It is quick", "It is quicker")));
  await page.locator(".ranked", { hasText: "Our bets" }).first().waitFor();
  await page.getByText("It is quicker").first().waitFor();
  assert.match(page.url(), /\?stage=early$/);
  assert.ok(await page.getByLabel("At first", { exact: true }).isChecked());
  // What says nothing here changes nothing here.
  await page.waitForTimeout(300);
  await page.evaluate(() => { window.sameDocument = true; });
  book.put("content/rituals/review.md", ritual("Review", "Other words."));
  await page.waitForTimeout(1000);
  assert.ok(await page.evaluate(() => window.sameDocument === true), "the explorer was loaded anew");
  await close();
  assert.deepEqual(faults, []);
});

test("preview: who slept, or lost the preview, catches up", async (t) => {
  const book = await preview(t, "sleep");
  const { page, isSame, close } = await visit(book, "rituals/review/");
  // Nobody looks: nothing is fetched until somebody does.
  const hide = (hidden) => page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
  await hide(true);
  book.put("content/rituals/review.md", ritual("Review", "While nobody looked."));
  await page.waitForTimeout(500);
  assert.equal(await page.getByText("While nobody looked.").count(), 0);
  await hide(false);
  await page.getByText("While nobody looked.").waitFor();
  // The preview ends, the book goes on, and another begins in its place.
  await book.stop();
  book.put("content/rituals/review.md", ritual("Review", "While it was away."));
  await page.waitForTimeout(300);
  await book.start(new URL(book.url).port);
  await page.getByText("While it was away.").waitFor();
  assert.ok(await isSame(), "the page was loaded anew");
  await close();
});

test("preview: every one of many tabs follows", async (t) => {
  const book = await preview(t, "tabs");
  const { page, faults, close } = await visit(book, "rituals/review/");
  const tabs = [page];
  while (tabs.length < 20) {
    const tab = await page.context().newPage();
    await tab.goto(`${book.url}rituals/review/`);
    tabs.push(tab);
  }
  book.put("content/rituals/review.md", ritual("Review", "Seen by all."));
  for (const tab of tabs) await tab.getByText("Seen by all.").waitFor();
  await close();
  assert.deepEqual(faults, []);
});

test("preview: what a script of the page has made its own works on after an edit", async (t) => {
  const book = await preview(t, "scripts", { ...BOOK, "content/teams/one.md": "---\ntitle: One\nsummary: A team.\n---\n" });
  const { page, faults, close } = await visit(book, "explorer/");
  const first = page.getByLabel("At first", { exact: true });
  await first.check();
  book.put("content/factors/stage.md", BOOK["content/factors/stage.md"].replace("How old is it?", "How long has it stood?"));
  await page.locator("legend", { hasText: "How long has it stood?" }).waitFor();
  await page.waitForFunction(() => document.querySelector(".factor input"));
  assert.ok(await first.isChecked());
  await page.getByLabel("Later", { exact: true }).check();
  assert.match(page.url(), /\?stage=early,late$/);

  await page.goto(`${book.url}matrix/practice-team/`);
  const rows = page.locator("#matrix tbody tr:not(.group):visible");
  await rows.nth(1).waitFor();
  await page.waitForTimeout(300);
  book.put("content/rituals/bet-table.md", ritual("Our bets", "Words.", FIT));
  await page.locator("#matrix a", { hasText: "Our bets" }).waitFor();
  await page.getByLabel("Rows named").fill("review");
  await page.waitForFunction(() => document.querySelectorAll("#matrix tbody tr:not(.group):not([hidden])").length === 1);
  await close();
  assert.deepEqual(faults, []);
});
