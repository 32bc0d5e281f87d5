// The keyboard: where the focus goes, where it comes back to, and that one can see it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { larkspur, open, prose, samples } from "./world.js";

const PHONE = { viewport: { width: 390, height: 844 } };
const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  return element === document.body ? "body" : element.id ? `#${element.id}` : `.${element.className}`;
});

test("the first stop skips to the content", async () => {
  const { page, close } = await open(larkspur);
  await page.goto(`${larkspur.url}rituals/bet-table/`);
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), ".skip");
  assert.ok(await page.locator(".skip").evaluate((link) => link.getBoundingClientRect().top >= 0), "it cannot be seen");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "#s.main");
  await close();
});

test("the menu of a small screen opens, closes on Escape, and gives the focus back", async () => {
  const { page, close } = await open(larkspur, PHONE);
  await page.goto(`${larkspur.url}rituals/bet-table/`);
  const menu = page.locator("nav.side");
  for (const closing of ["Escape", "Close"]) {
    await page.locator(".menu-button").focus();
    await page.keyboard.press("Enter");
    assert.ok(await menu.isVisible());
    // The browser tells of an open menu in a turn of its own; a focus that stays outside ends the wait.
    await page.waitForFunction(() => document.querySelector("nav.side").contains(document.activeElement), null, { timeout: 5000 });
    if (closing === "Escape") await page.keyboard.press("Escape");
    else {
      await menu.getByRole("button", { name: "Close" }).focus();
      await page.keyboard.press("Enter");
    }
    assert.equal(await menu.isVisible(), false);
    assert.equal(await focused(page), ".menu-button", closing);
  }
  await close();
});

// What lies under a button that floats over a text must not be read through it.
const isOpaque = (button) => button.evaluate((own) => !/^transparent$|\/ 0|, 0\)/.test(getComputedStyle(own).backgroundColor));

test("on a small screen the parts of a page are at hand from anywhere in it", async () => {
  const { page, close } = await open(larkspur, PHONE);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(`${larkspur.url}teams/front-desk/#s.flow`);
  const parts = page.locator("nav.toc"), button = page.locator(".toc-button");
  assert.equal(await parts.isVisible(), false);
  assert.ok(await button.evaluate((own) => own.getBoundingClientRect().bottom <= innerHeight), "the button is not on the screen");
  assert.ok(await isOpaque(button), "the text is seen through the button");
  for (const way of ["Escape", "Enter"]) {
    await button.focus();
    await page.keyboard.press("Enter");
    // It opens at the part that is read.
    await page.waitForFunction(() => document.activeElement.closest(".toc"), null, { timeout: 5000 });
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "How work flows");
    if (way === "Escape") {
      await page.keyboard.press("Escape");
      assert.equal(await focused(page), ".toc-button button");
    } else {
      await parts.getByRole("link", { name: "Rhythm" }).focus();
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => location.hash === "#s.rhythm", null, { timeout: 5000 });
    }
    assert.equal(await parts.isVisible(), false, way);
  }
  const top = await page.locator("#s\\.rhythm").evaluate((own) => own.getBoundingClientRect().top);
  assert.ok(top >= 56 && top < 200, `the part that was chosen stands at ${top}`);
  // Where the parts are beside the text, and where there are none, there is nothing to open.
  await page.setViewportSize({ width: 1280, height: 800 });
  assert.deepEqual([await parts.isVisible(), await button.isVisible()], [true, false]);
  await page.setViewportSize(PHONE.viewport);
  await page.goto(`${larkspur.url}guide/`);
  assert.equal(await button.isVisible(), false);
  await close();
});

test("where tables have the whole width the parts of a page are at hand on large screens too", async () => {
  const { page, close } = await open(larkspur, { viewport: { width: 1280, height: 800 } });
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const [path, part] of [["compare/front-desk-and-till/", "Rhythm"], ["garden/", "Established"]]) {
    await page.goto(larkspur.url + path);
    const parts = page.locator("nav.toc"), button = page.locator(".toc-button");
    assert.deepEqual([await parts.isVisible(), await button.isVisible()], [false, true], path);
    assert.ok(await isOpaque(button), `${path}: the text is seen through the button`);
    await button.click();
    await parts.getByRole("link", { name: part }).click();
    assert.equal(await parts.isVisible(), false, path);
    const top = await page.locator(`[id="${decodeURIComponent(new URL(page.url()).hash.slice(1))}"]`).evaluate((own) => own.getBoundingClientRect().top);
    assert.ok(top >= 56 && top < 200, `${path}: ${part} stands at ${top}`);
  }
  await close();
});

test("the choice of colours goes round, is kept, and holds before the first paint", async () => {
  const { page, close } = await open(larkspur, { colorScheme: "light" });
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme ?? "auto");
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.goto(larkspur.url);
  assert.equal(await theme(), "auto");
  const light = await ground();
  const button = page.locator(".theme-button");
  await button.focus();
  await page.keyboard.press("Enter");
  assert.equal(await theme(), "light");
  await page.keyboard.press("Enter");
  assert.equal(await theme(), "dark");
  await page.addInitScript(() => {
    // Runs before the page's own scripts; the body comes after the head's.
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      window.atFirst = document.documentElement.dataset.theme;
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(`${larkspur.url}teams/till/`);
  assert.equal(await page.evaluate(() => window.atFirst), "dark");
  assert.notEqual(await ground(), light);
  await page.keyboard.press("t");
  assert.equal(await theme(), "auto");
  await page.reload();
  assert.equal(await theme(), "auto");
  await close();
});

test("keys lead to the search, to the list of keys, and to the pages before and after", async () => {
  const { page, close } = await open(larkspur);
  await page.goto(`${larkspur.url}rituals/bet-table/`);
  await page.keyboard.press("?");
  assert.ok(await page.locator("dialog#s\\.keys").isVisible());
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog#s\\.keys").isVisible(), false);
  const after = await page.locator(".turn-on").evaluate((link) => link.href);
  await page.keyboard.press("ArrowRight");
  await page.waitForURL(after);
  await page.keyboard.press("ArrowLeft");
  await page.waitForURL(`${larkspur.url}rituals/bet-table/`);
  await close();
});

// As many stops as a page is walked through; only whole books and matrices have more.
const STOPS = 160;

// Walks through a page with Tab or back with Shift+Tab; tells what could not be seen, and
// whether a stop that is not the first was met again.
async function walk(page, key) {
  const stops = new Set(), unseen = [];
  for (let n = 0; n < STOPS; n += 1) {
    await page.keyboard.press(key);
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body || element === document.documentElement) return null;
      window.stops ??= new Map();
      if (!window.stops.has(element)) window.stops.set(element, window.stops.size);
      const box = [...element.getClientRects()].find((box) => box.width > 0 && box.height > 0);
      const name = `${element.tagName.toLowerCase()}.${element.className?.baseVal ?? element.className} ${element.textContent.trim().slice(0, 30)}`;
      if (!box) return { id: window.stops.get(element), name, seen: false };
      const points = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]];
      const seen = points.some(([x, y]) => {
        const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
        return top && (element.contains(top) || top.contains(element));
      });
      return { id: window.stops.get(element), name, seen };
    });
    if (!stop || stops.has(stop.id)) return { stops: stops.size, unseen, trapped: Boolean(stop) && stop.id !== 0 };
    stops.add(stop.id);
    if (!stop.seen) unseen.push(stop.name);
  }
  return { stops: stops.size, unseen, trapped: false };
}

for (const [key, size, options] of [["Tab", "wide", {}], ["Tab", "narrow", PHONE], ["Shift+Tab", "wide", {}]]) {
  test(`a walk with ${key} meets no trap, and every stop can be seen (${size})`, async () => {
    const { page, close } = await open(larkspur, { ...options, reducedMotion: "reduce" });
    const bad = [];
    for (const { path, type } of samples(larkspur, 1)) {
      await page.goto(larkspur.url + path);
      const { stops, unseen, trapped } = await walk(page, key);
      if (stops < 4) bad.push(`${type}: only ${stops} stops`);
      if (trapped) bad.push(`${type}: comes back before the end, after ${stops} stops`);
      for (const name of unseen) bad.push(`${type}: cannot see ${name}`);
    }
    await close();
    assert.deepEqual(bad, []);
  });
}

test("an address that cannot be decoded takes nothing from a page", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(`${larkspur.url}rituals/bet-table/#%E6%9`);
  await page.keyboard.press("/");
  await page.locator("dialog.search[open]").waitFor();
  await close();
  assert.deepEqual(faults, []);
});

test("the table of contents follows headings in their order, years among them", async () => {
  const { page, faults, close } = await open(prose, { viewport: { width: 1280, height: 500 } });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(`${prose.url}years/`);
  const current = () => page.locator('.toc a[aria-current="true"]').first().textContent();
  for (const id of ["2026", "2025", "before"]) {
    await page.evaluate((id) => document.getElementById(id).scrollIntoView(), id);
    const words = { 2026: "2026", 2025: "2025", before: "Before" }[id];
    await page.waitForFunction((words) => document.querySelector('.toc a[aria-current="true"]')?.textContent.trim() === words, words, { timeout: 3000 })
      .catch(async () => assert.fail(`at ${words} it says ${await current()}`));
  }
  await close();
  assert.deepEqual(faults, []);
});

test("with Shift an arrow selects more, and stays on the page", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(`${larkspur.url}rituals/bet-table/`);
  const selected = () => page.evaluate(() => String(getSelection()));
  await page.evaluate(() => {
    const text = document.querySelector(".prose p").firstChild;
    getSelection().setBaseAndExtent(text, 0, text, 5);
  });
  const before = await selected();
  await page.keyboard.press("Shift+ArrowRight");
  await page.waitForFunction((length) => String(getSelection()).length > length, before.length);
  assert.ok((await selected()).startsWith(before));
  assert.equal(page.url(), `${larkspur.url}rituals/bet-table/`);
  await close();
  assert.deepEqual(faults, []);
});
