// Lists in the order of fit: the explorer opened from a page, a matrix sorted by a column.
import assert from "node:assert/strict";
import { test } from "node:test";
import { larkspur, open } from "./world.js";

const ORDER = ["fits", "leans-for", "mixed", "cant-tell", "nothing-said", "leans-against", "fits-badly", "avoid"];

test("the explorer opens with what a team or a context answers", async () => {
  const { page, faults, close } = await open(larkspur);
  for (const path of ["teams/lantern/", "contexts/new-offering/"]) {
    await page.goto(larkspur.url + path);
    await page.getByRole("link", { name: "Open in the explorer" }).click();
    await page.locator(".answers li").first().waitFor();
    const query = new URL(page.url()).searchParams;
    assert.equal(query.get("novelty"), "uncharted", path);
    assert.ok(await page.locator('[data-factor="novelty"] input:checked').count() > 0);
    assert.equal(query.get("path-to-value"), null);
  }
  assert.deepEqual(faults, []);
  await close();
});

test("a matrix is sorted by fit in one column, within its groups, and put back", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(`${larkspur.url}matrix/practice-context/`);
  const rows = () => page.locator("#matrix").evaluate((table, order) => [...table.tBodies].map((body) =>
    [...body.rows].filter((row) => !row.matches(".group")).map((row) => [
      row.cells[0].textContent.trim(), order.findIndex((own) => row.cells[2].classList.contains(`v-${own}`)),
    ])), ORDER);
  const before = await rows();
  const head = await page.locator("#matrix thead th").nth(1).textContent();
  await page.getByLabel("Sort by fit in").selectOption(head.trim());
  const after = await rows();
  for (const [at, group] of after.entries()) {
    const ranks = group.map(([, rank]) => rank);
    assert.deepEqual(ranks, ranks.toSorted((a, b) => a - b));
    assert.deepEqual(group.map(([name]) => name).toSorted(), before[at].map(([name]) => name).toSorted());
  }
  assert.notDeepEqual(after, before);
  assert.match(await page.locator(".matrix-tools [role=status]").textContent(), /sorted by fit in /);
  // The arrow keys follow the rows as they stand.
  const first = page.locator("#matrix tbody tr:not(.group) th a").first();
  await first.focus();
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), after[0][1][0]);
  await page.getByLabel("Sort by fit in").selectOption("–");
  assert.deepEqual(await rows(), before);
  assert.deepEqual(faults, []);
  await close();
});

test("a cell of a matrix tells its reasons beside the table, and they follow the keys", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(`${larkspur.url}matrix/practice-context/`);
  const panel = page.locator(".matrix-panel");
  assert.equal(await panel.isVisible(), false);
  const cell = page.locator("#matrix td.v-avoid a").first();
  const said = await cell.evaluate((link) => {
    const own = document.getElementById(link.hash.slice(1));
    const lines = [...own.querySelectorAll(".by")].flatMap((by) => by.textContent.match(/\d+/g) ?? []);
    const list = own.closest("details").querySelector("ol");
    const column = document.querySelectorAll("#matrix thead th")[link.closest("td").cellIndex - 1].textContent;
    return { title: `${own.closest("details").querySelector("h3").textContent} · ${column}`, lines: lines.map((n) => list.children[n - 1].textContent) };
  });
  assert.ok(said.lines.length > 0);
  await cell.click();
  assert.equal(await panel.locator(".matrix-panel-title").textContent(), said.title);
  assert.match(await panel.textContent(), /Avoid in /);
  assert.deepEqual(await panel.locator("li").evaluateAll((lines) => lines.map((line) => line.textContent)), said.lines);
  assert.equal(await cell.evaluate((link) => document.activeElement === link), true);
  assert.equal(new URL(page.url()).hash, "");
  // The next cell by the keys is told in its place.
  const before = await panel.textContent();
  await page.keyboard.press("ArrowDown");
  assert.notEqual(await panel.textContent(), before);
  assert.equal(await page.locator("td.is-open a").evaluate((link) => document.activeElement === link), true);
  await page.keyboard.press("Escape");
  assert.equal(await panel.isVisible(), false);
  assert.equal(await page.evaluate(() => document.activeElement.closest("td") !== null), true);
  // No id stands twice, and closing by the button gives focus back.
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => new Set([...document.querySelectorAll("[id]")].map((own) => own.id)).size
    === document.querySelectorAll("[id]").length), true);
  await panel.getByRole("button", { name: "Close" }).click();
  assert.equal(await page.evaluate(() => document.activeElement.closest("td") !== null), true);
  assert.deepEqual(faults, []);
  await close();
});

test("a row differs by what it says, and not by which of its reasons are being read", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(`${larkspur.url}matrix/practice-context/`);
  const rows = page.locator("#matrix tbody tr:not(.group)");
  const cell = page.locator("#matrix td.v-avoid a").first();
  await cell.evaluate((link) => {
    for (const own of [...link.closest("tr").cells].slice(1)) own.className = link.closest("td").className;
  });
  const row = await rows.evaluateAll((rows) => rows.findIndex((own) => own.querySelector("td.v-avoid a")));
  await cell.click();
  assert.equal(await page.locator("td.is-open").count(), 1);
  await page.getByLabel("Only rows that differ").check();
  assert.equal(await rows.nth(row).isVisible(), false);
  assert.deepEqual(faults, []);
  await close();
});

test("on a phone a matrix is one column with its words", async () => {
  const { page, faults, close } = await open(larkspur, { viewport: { width: 390, height: 844 }, reducedMotion: "reduce" });
  await page.goto(`${larkspur.url}matrix/practice-context/`);
  assert.equal(await page.locator("#matrix tbody tr:not(.group)").first().locator("td:visible").count(), 1);
  const cell = page.locator("#matrix td:visible a").first();
  assert.ok((await cell.locator(".vh").boundingBox()).width > 20);
  await cell.click();
  const box = await page.locator(".matrix-panel").boundingBox();
  const link = await cell.boundingBox();
  assert.ok(link.y + link.height <= box.y + 1 || link.y >= box.y + box.height - 1, "the panel covers its cell");
  assert.deepEqual(faults, []);
  await close();
});

test("the reasons of a cell go with the cell", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(`${larkspur.url}matrix/practice-context/`);
  const panel = page.locator(".matrix-panel"), words = page.getByLabel("Rows named");
  const cell = page.locator("#matrix td.v-avoid a").first();
  await cell.click();
  const row = await cell.evaluate((link) => link.closest("tr").cells[0].textContent);
  await words.fill(row);
  assert.equal(await panel.isVisible(), true);
  await words.fill("nothing is called so");
  assert.equal(await panel.isVisible(), false);
  assert.ok(await words.evaluate((input) => input === document.activeElement));
  await close();
  assert.deepEqual(faults, []);
});
