// What answers the pointer and the focus: cards of links, lit neighbours; and a page copied
// as markdown.
import assert from "node:assert/strict";
import { test } from "node:test";
import { larkspur, open, readFileSync, join } from "./world.js";

const card = (page) => page.locator("#link-card");
const isOpen = (page) => card(page).evaluate((element) => element.matches(":popover-open"));
const opens = (page) => page.waitForFunction(() => document.querySelector("#link-card:popover-open"));
const closes = (page) => page.waitForFunction(() => !document.querySelector("#link-card:popover-open"));

test("a card shows on focus, Escape closes it and keeps the focus, and it traps nothing", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(`${larkspur.url}rituals/bet-table/`);
  const link = page.locator(".prose a", { hasText: "Appetite budget" }).first();
  await link.focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  await opens(page);
  assert.match(await card(page).textContent(), /FrameworkAppetite budget.+\./);
  assert.equal(await link.getAttribute("aria-describedby"), "link-card");
  await page.keyboard.press("Escape");
  assert.equal(await isOpen(page), false);
  assert.equal(await link.getAttribute("aria-describedby"), null);
  assert.ok(await link.evaluate((element) => element === document.activeElement));
  await page.keyboard.press("Tab");
  assert.ok(!(await link.evaluate((element) => element === document.activeElement)), "the focus is caught");
  assert.equal(await card(page).locator("a, button, input, [tabindex]").count(), 0);
  assert.deepEqual(faults, []);
  await close();
});

test("a card can be pointed at, stays, and goes when the pointer goes", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(`${larkspur.url}rituals/bet-table/`);
  const link = page.locator(".prose a", { hasText: "Appetite budget" }).first();
  await link.scrollIntoViewIfNeeded();
  await link.hover();
  await opens(page);
  await card(page).hover();
  await page.waitForTimeout(600);
  assert.equal(await isOpen(page), true, "it does not stay under the pointer");
  const box = await card(page).boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 1280);
  await page.mouse.move(2, 2);
  await closes(page);
  assert.deepEqual(faults, []);
  await close();
});

test("there are no cards where the summary stands beside the link, nor on the way out", async () => {
  const { page, faults, close } = await open(larkspur);
  for (const [path, link] of [["rituals/", ".entry a"], ["cycles/week/", ".links a"], ["search/?q=review", ".hits a"]]) {
    await page.goto(larkspur.url + path);
    await page.locator(link).first().hover();
    await page.waitForTimeout(700);
    assert.equal(await isOpen(page), false, path);
  }
  await page.locator(".crumbs a").first().hover();
  await page.waitForTimeout(700);
  assert.equal(await isOpen(page), false);
  assert.deepEqual(faults, []);
  await close();
});

test("a node lights its edges and its neighbours, and nothing else", async () => {
  const { page, close } = await open(larkspur);
  await page.goto(`${larkspur.url}rituals/bet-table/`);
  const drawing = page.locator("svg.dg-flow:visible").first();
  const node = drawing.locator("a.dg-node[data-node]").first();
  await node.focus();
  const lit = await drawing.evaluate((svg) => {
    const own = document.activeElement.dataset.node;
    const edges = [...svg.querySelectorAll(".dg-edge[data-from]")];
    const tied = edges.filter((edge) => [edge.dataset.from, edge.dataset.to].includes(own));
    return { tied: tied.length, lit: tied.filter((edge) => edge.matches(".lit")).length,
      edges: svg.querySelectorAll(".dg-edge.lit").length, nodes: svg.querySelectorAll(".dg-node.lit").length };
  });
  assert.ok(lit.tied > 0 && lit.nodes > 0);
  assert.equal(lit.lit, lit.tied);
  assert.equal(lit.edges, lit.tied);
  await page.evaluate(() => document.activeElement.blur());
  assert.equal(await drawing.locator(".lit").count(), 0);
  await close();
});

test("a page is copied as markdown, and its twin is a link without JavaScript", async () => {
  const { page, faults, close } = await open(larkspur, { permissions: ["clipboard-read", "clipboard-write"] });
  await page.goto(`${larkspur.url}rituals/bet-table/`);
  const button = page.getByRole("button", { name: "Copy as markdown" });
  await button.click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  const twin = readFileSync(join(larkspur.out, "rituals/bet-table/index.md"), "utf8");
  assert.equal((await page.evaluate(() => navigator.clipboard.readText())).trim(), twin.trim());
  assert.deepEqual(faults, []);
  await close();
  const plain = await open(larkspur, { javaScriptEnabled: false });
  await plain.page.goto(`${larkspur.url}rituals/bet-table/`);
  assert.equal(await plain.page.locator(".copy-page").isVisible(), false);
  assert.equal(await plain.page.getByRole("link", { name: "As markdown" }).getAttribute("href"), "../../rituals/bet-table/index.md");
  await plain.close();
});
