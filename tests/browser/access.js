// Accessibility: no finding on any type of page, light and dark, wide and narrow.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { larkspur, manual, mischief, open, prose, readFileSync, samples } from "./world.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const WIDE = { width: 1280, height: 900 }, NARROW = { width: 390, height: 844 };

/** Findings of axe on the open page, each with the places. */
async function findings(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  return page.evaluate(async (tags) => {
    const result = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
    return result.violations.map(({ id, nodes }) => {
      const places = nodes.slice(0, 3).map((node) => `${node.target.join(" ")} (${node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message})`);
      return `${id}, ${nodes.length} times: ${places.join("; ")}`;
    });
  }, TAGS);
}

for (const [site, kinds] of [[larkspur, 1], [manual, 1], [mischief, 2], [prose, 1]]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`${site.name}, ${colorScheme}: axe finds nothing`, async () => {
      const { page, close } = await open(site, { colorScheme, reducedMotion: "reduce" });
      const found = [];
      for (const { path, type } of samples(site, kinds)) {
        await page.setViewportSize(WIDE);
        await page.goto(site.url + path);
        for (const size of [WIDE, NARROW]) {
          await page.setViewportSize(size);
          // What a page does about its new width is done by the second frame.
          await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
          for (const what of await findings(page)) found.push(`${type} ${path} at ${size.width}: ${what}`);
        }
      }
      await close();
      assert.deepEqual(found, []);
    });
  }
}

test("axe finds nothing in what scripts add: a comparison, a card, reasons", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const { page, close } = await open(larkspur, { colorScheme, reducedMotion: "reduce" });
    const found = [];
    for (const size of [WIDE, NARROW]) {
      await page.setViewportSize(size);
      await page.goto(`${larkspur.url}compare/?teams=till,front-desk,lantern`);
      await page.locator("#compare-any .differs").waitFor();
      found.push(...await findings(page));
      await page.goto(`${larkspur.url}rituals/bet-table/`);
      await page.locator(".prose a", { hasText: "Appetite budget" }).first().hover();
      await page.locator("#link-card:popover-open").waitFor();
      found.push(...await findings(page));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `the card makes the page ${wide} wider at ${size.width}`);
      await page.goto(`${larkspur.url}matrix/practice-context/`);
      await page.locator("#matrix td:visible a").first().click();
      await page.locator(".matrix-panel").waitFor();
      found.push(...await findings(page));
    }
    await close();
    assert.deepEqual(found, []);
  }
});

test("a heading, and the part that it names, are heard as their words and no more", async () => {
  const { page, close } = await open(larkspur);
  await page.goto(`${larkspur.url}teams/front-desk/`);
  const heard = (role, name) => page.getByRole(role, { name, exact: true }).count();
  // One of the theme's, with its part, and one of the author's.
  assert.deepEqual(await Promise.all([heard("heading", "Rhythm"), heard("region", "Rhythm"), heard("heading", "The bets")]), [1, 1, 1]);
  await close();
});

test("axe does find what is wrong", async () => {
  const { page, close } = await open(larkspur);
  await page.goto(larkspur.url);
  await page.evaluate(() => document.querySelector("main").append(document.createElement("button")));
  assert.match((await findings(page)).join(), /button-name/);
  await close();
});
