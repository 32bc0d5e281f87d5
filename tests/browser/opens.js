// Every type of page opens without a fault, on large and small screens, with and without scripts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { SITES, larkspur, manual, mischief, open, prose, samples } from "./world.js";

for (const site of SITES) {
  test(`${site.name}: every type of page opens without a fault`, async () => {
    const { page, faults, close } = await open(site);
    const shown = site === mischief ? site.pages : samples(site);
    assert.ok(shown.length >= 5);
    for (const { path, type } of shown) {
      const response = await page.goto(site.url + path, { waitUntil: "load" });
      assert.equal(response.status(), 200, path);
      if (type === "redirect") continue;
      assert.ok(await page.locator("h1").first().isVisible(), `${path} shows no heading`);
      assert.equal(await page.evaluate(() => window.pwned), undefined, `${path} ran an author's script`);
    }
    await close();
    assert.deepEqual(faults, []);
  });

  test(`${site.name}: no page is wider than a screen of 320 pixels`, async () => {
    const { page, close } = await open(site, { viewport: { width: 320, height: 640 } });
    const wide = [];
    for (const { path } of samples(site)) {
      await page.goto(site.url + path);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 320) wide.push(`${path} is ${width} wide: ${await page.evaluate(widest)}`);
    }
    await close();
    assert.deepEqual(wide, []);
  });
}

/** What sticks out furthest, to find the culprit by. */
function widest() {
  let found = null, edge = innerWidth;
  for (const element of document.querySelectorAll("body *")) {
    const right = element.getBoundingClientRect().right;
    const clipped = element.closest(".scroll, .matrix-frame, pre, [tabindex='0'], svg");
    if (right > edge && !clipped) { edge = right; found = element; }
  }
  return found ? `${found.tagName.toLowerCase()}.${found.className} reaches ${edge}` : "nothing found";
}

test("text spaced out as readers may need it fits a small screen", async () => {
  const { page, close } = await open(larkspur, { viewport: { width: 320, height: 640 } });
  const wide = [];
  for (const { path } of samples(larkspur, 1)) {
    await page.goto(larkspur.url + path);
    const width = await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }");
      document.adoptedStyleSheets = [sheet];
      return document.documentElement.scrollWidth;
    });
    if (width > 320) wide.push(`${path} is ${width} wide: ${await page.evaluate(widest)}`);
  }
  await close();
  assert.deepEqual(wide, []);
});

test("without scripts every type of page has its text, and links lead from door to door", async () => {
  const { page, faults, close } = await open(larkspur, { javaScriptEnabled: false });
  for (const { path } of samples(larkspur, 1)) {
    await page.goto(larkspur.url + path);
    assert.ok((await page.locator("main").innerText()).length > 60, `${path} says nothing`);
    const dead = page.locator("button:visible:not([popovertarget])");
    assert.deepEqual(await dead.allInnerTexts(), [], `${path} shows buttons that need scripts`);
  }
  await page.goto(larkspur.url);
  await page.locator("nav.side a", { hasText: "Rituals" }).first().click();
  assert.equal(page.url(), `${larkspur.url}rituals/`);
  await page.locator("main a", { hasText: "Bet table" }).first().click();
  assert.equal(page.url(), `${larkspur.url}rituals/bet-table/`);
  await page.locator("nav.crumbs a").first().click();
  assert.equal(page.url(), larkspur.url);
  await close();
  assert.deepEqual(faults, []);
});

test("without scripts the menu of a small screen opens", async () => {
  const { page, close } = await open(larkspur, { javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
  await page.goto(larkspur.url);
  const link = page.locator("nav.side a", { hasText: "Rituals" }).first();
  assert.equal(await link.isVisible(), false);
  await page.locator(".menu-button").click();
  await link.click();
  assert.equal(page.url(), `${larkspur.url}rituals/`);
  await close();
});

test("an address that is none is answered with a page that leads back", async () => {
  for (const site of [larkspur, manual, prose]) {
    const { page, close } = await open(site);
    const response = await page.goto(`${site.url}no/such/page`);
    assert.equal(response.status(), 404);
    const styled = await page.evaluate(() => [...document.styleSheets].some((sheet) => sheet.cssRules.length > 100));
    assert.ok(styled, "its styles do not come from everywhere");
    await page.locator("main a", { hasText: "Home" }).click();
    assert.equal(page.url(), site.url);
    await close();
  }
});
