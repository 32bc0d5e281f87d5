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
