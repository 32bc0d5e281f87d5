// Comparing any two or three teams: the same sentences as the pages of pairs, and the choice
// in the address.
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { test } from "node:test";
import { join, larkspur, open, run, scratch, write } from "./world.js";

const sentences = (page, within) => page.locator(`${within} .differs li`).allTextContents();

test("the browser says of every pair what its page says", async () => {
  const pairs = larkspur.pages.filter(({ file }) => /^compare\/.+-and-.+\/index\.html$/.test(file));
  assert.equal(pairs.length, 15);
  const { page, faults, close } = await open(larkspur);
  for (const { path } of pairs) {
    await page.goto(larkspur.url + path);
    const said = await sentences(page, "main");
    assert.ok(said.length > 2, path);
    const third = page.getByRole("link", { name: "Set a third team beside them" });
    await third.click();
    await page.locator("#compare-any .differs").waitFor();
    assert.deepEqual(await sentences(page, "#compare-any"), said, path);
    // And its own tables speak of the same factors.
    const differing = await page.locator("#compare-any table.compare").first().locator("tbody th").allTextContents();
    const whole = page.getByRole("link", { name: "The whole comparison" });
    await whole.click();
    assert.equal(new URL(page.url()).pathname, new URL(larkspur.url + path).pathname);
    const table = await page.locator("main table.compare").first().locator("tbody th").allTextContents();
    assert.deepEqual(differing.map((text) => text.trim()), table.map((text) => text.trim()), path);
  }
  assert.deepEqual(faults, []);
  await close();
});

test("three teams are chosen with the keyboard, and Back goes back", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(`${larkspur.url}compare/`);
  for (const [label, team] of [["First team", "Till"], ["Second team", "Harness"], ["Third team", "Lantern"]]) {
    await page.getByLabel(label).focus();
    await page.keyboard.type(team);
    await page.keyboard.press("Tab");
  }
  await page.locator("#compare-any h3").waitFor();
  const heading = page.locator("#compare-any h3");
  await page.waitForFunction(() => document.querySelector("#compare-any h3")?.textContent.includes("Lantern"));
  assert.equal(await heading.textContent(), "Till, Harness and Lantern");
  assert.equal(new URL(page.url()).search, "?teams=till,harness,lantern");
  const said = await sentences(page, "#compare-any");
  assert.ok(said.some((sentence) => /Till alone runs \d+, Harness \d+, Lantern \d+\.$/.test(sentence)), said.join("\n"));
  assert.ok(said.some((sentence) => / at Till, .* at Harness/.test(sentence)), said.join("\n"));
  assert.equal(await page.locator("#compare-any table.compare").first().locator("thead th").count(), 4);
  await page.goBack();
  assert.equal(await heading.textContent(), "Till and Harness");
  assert.equal(await page.getByLabel("Third team").inputValue(), "");
  await page.goForward();
  assert.equal(await heading.textContent(), "Till, Harness and Lantern");
  assert.deepEqual(faults, []);
  await close();
});

test("of three teams those that say the same say it together", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(`${larkspur.url}compare/?teams=first-visit,front-desk,harness`);
  await page.locator("#compare-any .differs").waitFor();
  const said = await sentences(page, "#compare-any");
  assert.ok(said.includes("Coupling: “shared delivery” at First Visit and Front Desk, “light interfaces” at Harness."), said.join("\n"));
  for (const sentence of said) {
    const words = (sentence.match(/“[^”]+”(?= at )/g) ?? []).filter((word) => sentence.split(`${word} at `).length > 2);
    assert.deepEqual(words, [], sentence);
  }
  assert.deepEqual(faults, []);
  await close();
});

test("what an address asks for and nobody knows is told as text, and all else passed over", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(`${larkspur.url}compare/?x=1&teams=${encodeURIComponent("<img src=x onerror=alert(1)>")},till&__proto__=1`);
  const result = page.locator(".compare-result");
  assert.equal(await result.textContent(), "There is no team “<img src=x onerror=alert(1)>”.");
  assert.equal(await result.locator("img").count(), 0);
  await page.goto(`${larkspur.url}compare/?teams=till,till`);
  assert.equal(await result.textContent(), "Choose another team to set beside Till.");
  assert.deepEqual(faults, []);
  await close();
});

test("teams are compared on a page opened from disk", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(pathToFileURL(join(larkspur.out, "compare", "index.html")).href);
  await page.getByLabel("First team").selectOption("Till");
  await page.getByLabel("Second team").selectOption("Front Desk");
  await page.locator("#compare-any .differs").waitFor();
  const address = page.url();
  await page.goto("about:blank");
  await page.goto(address);
  await page.locator("#compare-any .differs").waitFor();
  assert.equal(await page.locator("#compare-any h3").textContent(), "Till and Front Desk");
  assert.deepEqual(faults, []);
  await close();
});

test("without JavaScript the pages of pairs are there", async () => {
  const { page, close } = await open(larkspur, { javaScriptEnabled: false });
  await page.goto(`${larkspur.url}compare/`);
  assert.equal(await page.locator("#compare-any").isVisible(), false);
  assert.equal(await page.locator("#compare .chips a").count(), 30);
  await close();
});

test("teams that say and run nothing have no heading without anything below it", async () => {
  const files = Object.fromEntries(["one", "two"].map((name) => [`content/teams/${name}.md`, `---\ntitle: Team ${name}\nsummary: A team.\n---\n`]));
  const out = join(scratch("silent-site"), "site");
  assert.equal(run("build", "--quiet", "--root", write("silent", files), "--out", out).status, 0);
  const { page, faults, close } = await open(larkspur);
  await page.goto(`${pathToFileURL(join(out, "compare", "index.html")).href}?teams=one,two`);
  await page.getByRole("heading", { name: "Team one and Team two" }).waitFor();
  assert.equal(await page.locator(".compare-result :is(h4, table, ul)").count(), 0);
  await close();
  assert.deepEqual(faults, []);
});
