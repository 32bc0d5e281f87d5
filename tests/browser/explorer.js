// The explorer: from nothing said to a shared link and back, by pointer and by keyboard.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { join, larkspur, mischief, open, run, scratch, write } from "./world.js";

const count = (page) => page.locator(".explorer-count").textContent();

test("answers rank at once, keep the focus, and stand in the address; Back takes them back", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(`${larkspur.url}explorer/`);
  const nothing = await count(page);
  assert.match(nothing, /can’t tell/);
  assert.equal(await page.getByLabel("Don’t know").first().isChecked(), true);
  const tangled = page.getByLabel("Tangled", { exact: true });
  assert.match(await page.locator("li:has(> label:has-text('Tangled')) .effect").textContent(), /fit|changes/);
  await tangled.focus();
  await page.keyboard.press("Space");
  assert.ok(await tangled.evaluate((box) => box === document.activeElement), "the focus moved");
  assert.match(page.url(), /\?coupling=tangled$/);
  const one = await count(page);
  assert.notEqual(one, nothing);
  await page.getByLabel("Alone", { exact: true }).check();
  assert.match(page.url(), /\?coupling=alone,tangled$/);
  await page.goBack();
  assert.equal(await count(page), one);
  await page.goBack();
  assert.equal(await count(page), nothing);
  await page.goForward();
  assert.equal(await count(page), one);

  const { page: other, close: closeOther } = await open(larkspur);
  await other.goto(page.url());
  assert.equal(await count(other), one);
  assert.ok(await other.getByLabel("Tangled", { exact: true }).isChecked());
  await closeOther();
  await close();
  assert.deepEqual(faults, []);
});

test("a reason that depends on an answer names the question, and nothing of what is known already", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(`${larkspur.url}explorer/?coupling=alone,tangled`);
  await page.locator("details.verdict-group").evaluateAll((groups) => groups.forEach((group) => { group.open = true; }));
  await page.waitForFunction(() => document.querySelector(".is-unknown .because"));
  const names = await page.locator(".factor").evaluateAll(() => self.playbookExplorer.factors.map((factor) => factor[1].toLowerCase()));
  const depends = await page.locator(".is-unknown .when").allTextContents();
  assert.ok(depends.length > 20);
  for (const said of depends) {
    const asked = said.replace(/^Depends on |\.$/g, "").split(/, | and /);
    assert.deepEqual(asked.filter((name) => !names.includes(name) || name === "coupling"), [], said);
  }
  await close();
  assert.deepEqual(faults, []);
});

test("what changes nothing is no step in the history", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(`${larkspur.url}explorer/`);
  const steps = () => page.evaluate(() => history.length);
  const first = await steps();
  await page.getByLabel("Don’t know").first().click();
  assert.equal(await steps(), first);
  const preset = page.locator("[data-preset]").first();
  await preset.click();
  await preset.click();
  assert.equal(await steps(), first + 1);
  await page.goBack();
  assert.equal(new URL(page.url()).search, "");
  await close();
  assert.deepEqual(faults, []);
});

test("where no script may copy, the link to copy by hand is that of the answers", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await page.goto(`${larkspur.url}explorer/?coupling=alone`);
  await page.getByRole("button", { name: "Copy link" }).click();
  const link = page.getByLabel("The link");
  assert.equal(await link.inputValue(), page.url());
  await page.getByLabel("Tangled", { exact: true }).check();
  assert.equal(await link.inputValue(), page.url());
  await page.locator(".pick input").first().check();
  assert.equal(await link.inputValue(), page.url());
  await page.goBack();
  await page.goBack();
  assert.equal(await link.inputValue(), `${larkspur.url}explorer/?coupling=alone`);
  await close();
  assert.deepEqual(faults, []);
});

test("who reads the results when they change keeps a place among them", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(`${larkspur.url}explorer/`);
  await page.getByLabel("Tangled", { exact: true }).check();
  await page.getByLabel("Alone", { exact: true }).check();
  const active = () => page.evaluate(() => document.activeElement.textContent);
  await page.getByRole("link", { name: "Mission kickoff", exact: true }).focus();
  await page.goBack();
  assert.equal(await active(), "Mission kickoff");
  // Nothing is known any more, and it lies in a group that is closed.
  await page.goBack();
  assert.equal(await active(), "What fits");
  await close();
  assert.deepEqual(faults, []);
});

test("the question that tells most is a jump to its answers, and taking an answer back asks again", async () => {
  const { page, faults, close } = await open(larkspur, { reducedMotion: "reduce" });
  await page.goto(`${larkspur.url}explorer/`);
  const question = await page.locator(".explorer .ask-question").textContent();
  await page.getByRole("button", { name: "Answer it" }).click();
  assert.equal(await page.evaluate(() => document.activeElement.closest("fieldset").querySelector("legend").textContent), question);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  assert.notEqual(await page.locator(".explorer .ask-question").textContent(), question);
  await page.locator(".answers button").click();
  assert.equal(await page.locator(".explorer .ask-question").textContent(), question);
  assert.equal(await page.evaluate(() => document.activeElement.id), "s.results");
  await close();
  assert.deepEqual(faults, []);
});

test("a team's context is a start, and its verdicts are those of the team's own page", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(`${larkspur.url}explorer/`);
  const preset = page.locator("[data-preset]").first();
  await preset.click();
  assert.equal(await preset.getAttribute("aria-current"), "true");
  assert.ok((await page.locator(".ranked").count()) > 5);
  assert.match(await page.locator(".ranked .when").first().textContent(), /You said|Holds/);
  await page.getByRole("button", { name: "Start again" }).click();
  assert.equal(new URL(page.url()).search, "");
  await close();
  assert.deepEqual(faults, []);
});

test("up to four practices stand side by side, and the link keeps them", async () => {
  const { page, faults, close } = await open(larkspur, { reducedMotion: "reduce" });
  await page.goto(`${larkspur.url}explorer/?coupling=tangled&interruptions=high`);
  const boxes = page.locator(".pick input");
  for (const at of [0, 1, 2, 3]) await boxes.nth(at).check();
  assert.equal(await boxes.nth(4).isDisabled(), true);
  await page.getByRole("button", { name: "Side by side" }).click();
  assert.equal(await page.locator("table.compare thead th").count(), 5);
  assert.equal(await page.evaluate(() => document.activeElement.id), "s.beside");
  await page.reload();
  assert.equal(await page.locator("table.compare thead th").count(), 5);
  await page.getByRole("button", { name: "Clear" }).click();
  assert.equal(await page.locator("table.compare").count(), 0);
  await close();
  assert.deepEqual(faults, []);
});

test("what the address says wrongly is passed over, and hostile words are text", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(`${larkspur.url}explorer/?coupling=%3Cimg%20src=x%20onerror=pwned=1%3E,tangled,gone&__proto__=x&constructor=1&.compare=__proto__,toString,ritual/none&nothing=%00%ff#%3Cscript%3E`);
  assert.deepEqual(await page.locator(".answers button").allTextContents(), ["Coupling: Tangled"]);
  assert.equal(await page.locator("main img").count(), 0);
  await close();
  assert.deepEqual(faults, []);
});

test("hostile reasons are text", async () => {
  const { page, faults, close } = await open(mischief);
  await page.goto(`${mischief.url}explorer/`);
  await page.locator(".factor input").nth(1).check();
  await page.locator(".ranked").first().waitFor();
  await page.waitForFunction(() => !document.querySelector(".because")?.textContent.endsWith("…"));
  assert.match(await page.locator(".explorer-results").textContent(), /<\/script>|<img/);
  assert.equal(await page.evaluate(() => window.pwned), undefined);
  await close();
  assert.deepEqual(faults, []);
});

test("opened from disk it answers, and Back works", async () => {
  const { page, faults, close } = await open(larkspur);
  const url = pathToFileURL(join(larkspur.out, "explorer", "index.html")).href;
  await page.goto(url);
  const nothing = await count(page);
  await page.getByLabel("Tangled", { exact: true }).check();
  assert.notEqual(await count(page), nothing);
  await page.waitForFunction(() => document.querySelector(".because")?.textContent.length > 10);
  await page.goBack();
  assert.equal(await count(page), nothing);
  await close();
  assert.deepEqual(faults, []);
});

test("without scripts its answers are links", async () => {
  const { page, close } = await open(larkspur, { javaScriptEnabled: false });
  await page.goto(`${larkspur.url}explorer/`);
  await page.getByRole("link", { name: "Tangled", exact: true }).click();
  assert.match(page.url(), /factors\/coupling\/tangled\/$/);
  await close();
});

test("among a thousand practices a choice is answered within 100 ms", async () => {
  const files = {};
  const pick = (n, of) => (n * 7919) % of;
  for (let f = 0; f < 10; f += 1) {
    files[`content/factors/f${f}.md`] = `---\ntitle: Factor ${f}\nsummary: The factor ${f}.\nquestion: How is ${f}?\nvalues: [{id: a}, {id: b}, {id: c}, {id: d}]\n---\n`;
  }
  for (let n = 0; n < 1000; n += 1) {
    const lines = [0, 1, 2, 3].map((l) => `  - {when: {f${pick(n + l, 10)}: [${"abcd"[pick(n, 4)]}], f${pick(n + l + 3, 10)}: ${"abcd"[pick(n + l, 4)]}}, lean: ${["for", "for", "against", "avoid"][l]}, because: "Reason ${l} of ${n}, and it is as long as reasons are: a sentence that says why."}\n`);
    files[`content/rituals/r${n}.md`] = `---\ntitle: Ritual ${n}\nsummary: The ritual ${n}.\nfit:\n${lines.join("")}---\n`;
  }
  const root = write("thousand", files), out = scratch("thousand-site");
  assert.equal(run("build", "--quiet", "--root", root, "--out", join(out, "site")).status, 0);
  const { page, faults, close } = await open(larkspur);
  await page.goto(pathToFileURL(join(out, "site", "explorer", "index.html")).href);
  const times = [];
  const boxes = page.locator(".factor li:nth-child(3) input");
  for (let at = 0; at < 10; at += 1) {
    times.push(await boxes.nth(at).evaluate((box) => {
      const start = performance.now();
      box.click();
      return document.body.offsetHeight && performance.now() - start;
    }));
  }
  await close();
  assert.deepEqual(faults, []);
  assert.ok(times.toSorted((a, b) => a - b)[5] < 100, `${times.map(Math.round)} ms`);
});
