// The search: opened by keys, forgiving, walked with arrows, in a dialog and on its page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { join, larkspur, mischief, open, prose } from "./world.js";

const hits = (page) => page.locator(".hit-title").allTextContents();

async function type(page, text) {
  await page.locator(".hits-box input").fill(text);
  await page.waitForFunction(() => document.querySelector(".hits-state").textContent);
}

test("a key opens it, a misspelling finds, Enter goes there; nothing is loaded before", async () => {
  const { page, faults, close } = await open(larkspur);
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`${larkspur.url}teams/till/`);
  assert.deepEqual(asked.filter((url) => url.includes("search")), []);
  await page.keyboard.press("/");
  await page.locator("dialog.search[open]").waitFor();
  await page.keyboard.type("blamless rev");
  await page.waitForFunction(() => document.querySelector(".hit-title")?.textContent === "Blameless review");
  const input = page.getByRole("combobox", { name: "Search the handbook" });
  assert.equal(await input.getAttribute("aria-expanded"), "true");
  assert.equal(await input.getAttribute("aria-activedescendant"), "find-0");
  await page.keyboard.press("ArrowDown");
  assert.equal(await input.getAttribute("aria-activedescendant"), "find-1");
  assert.equal(await page.locator("#find-1").getAttribute("aria-selected"), "true");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${larkspur.url}rituals/blameless-review/**`);
  await close();
  assert.deepEqual(faults, []);
});

test("names that teams use are spoken of where there are teams", async () => {
  for (const [site, speaks] of [[larkspur, true], [prose, false]]) {
    const { page, close } = await open(site);
    await page.goto(`${site.url}search/`);
    const asks = await page.locator(".hits-box input").getAttribute("placeholder");
    assert.equal(asks.includes("team"), speaks, asks);
    await close();
  }
});

test("Enter waits for what was asked, however fast one types", async () => {
  const { page, faults, close } = await open(larkspur);
  for (const [asked, found] of [["queue triage", "rituals/queue-triage/"], ["bet table", "rituals/bet-table/"]]) {
    await page.goto(`${larkspur.url}teams/till/`);
    await page.keyboard.press("/");
    const input = page.locator("dialog.search[open] input");
    await input.waitFor();
    // The whole question and Enter in one turn, before anything can be answered.
    await input.evaluate((input, asked) => {
      for (let end = 1; end <= asked.length; end += 1) {
        input.value = asked.slice(0, end);
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }
      input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    }, asked);
    await page.waitForURL(`**/${found}**`);
  }
  assert.deepEqual(faults, []);
  await close();
});

test("a question that is narrowed before its answer has come is answered all the same", async () => {
  const { page, faults, close } = await open(larkspur);
  const waiting = [];
  let holds = false;
  await page.route(/search\/words-\d+\.js/, (route) => { if (holds) waiting.push(route); else route.continue(); });
  await page.goto(`${larkspur.url}search/?q=review`);
  await page.locator(".hits-kinds button").first().waitFor();
  holds = true;
  await page.locator(".hits-box input").fill("zebra blameless");
  while (!waiting.length) await page.waitForTimeout(20);
  await page.locator(".hits-kinds button", { hasText: "Ritual" }).click();
  // Enter does not go to what the question before it had found.
  await page.locator(".hits-box input").press("Enter");
  await page.waitForTimeout(100);
  assert.match(page.url(), /\/search\//);
  holds = false;
  for (const route of waiting) await route.continue();
  await page.waitForURL(`${larkspur.url}rituals/blameless-review/**`);
  await close();
  assert.deepEqual(faults, []);
});

test("the box is as high as what it says: before a question, without an answer, with many", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(larkspur.url);
  await page.keyboard.press("/");
  const box = page.locator("dialog.search[open]");
  await box.waitFor();
  const height = async () => (await box.boundingBox()).height;
  assert.equal(await box.locator("select:visible").count(), 0, "there is nothing to choose from yet");
  assert.ok(await height() < 150, "before a question");
  await type(page, "zzzzqq");
  assert.ok(await height() < 150, "without an answer");
  await page.locator(".hits-box input").fill("review");
  await page.locator(".hit-title").first().waitFor();
  assert.ok(await height() > 400, "with many answers");
  const cut = (await page.locator(".hit-text").allTextContents()).filter((text) => /[.,;:]…$/.test(text));
  assert.deepEqual(cut, [], "what is cut off ends in dots alone");
  // On its own page what was found has the place of the ways in, and what was not leaves them.
  const ways = page.locator(".content > .links");
  await page.goto(`${larkspur.url}search/?q=review`);
  await page.locator(".hit-title").first().waitFor();
  assert.equal(await ways.isVisible(), false);
  await type(page, "zzzzqq");
  assert.equal(await ways.isVisible(), true);
  assert.deepEqual(faults, []);
  await close();
});

test("Escape gives the focus back to the box", async () => {
  const { page, faults, close } = await open(larkspur, { viewport: { width: 390, height: 844 } });
  await page.goto(`${larkspur.url}rituals/bet-table/`);
  await page.locator(".search-link").focus();
  await page.keyboard.press("Enter");
  await page.locator("dialog.search[open]").waitFor();
  assert.ok(await page.locator(".hits-box input").evaluate((box) => box === document.activeElement));
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog.search[open]").count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.className), "search-link");
  await page.keyboard.press("Control+k");
  await page.locator("dialog.search[open]").waitFor();
  await close();
  assert.deepEqual(faults, []);
});

test("hits lead to headings, with the words marked, and facets narrow them", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(`${larkspur.url}search/?q=incident`);
  await page.locator(".hit-title").first().waitFor();
  assert.ok((await page.locator(".hits mark").count()) > 0);
  assert.ok((await page.locator(".hits a[href*='#']").count()) > 0);
  const all = (await hits(page)).length;
  await page.locator(".hits-kinds button", { hasText: "Artifact" }).click();
  assert.match(page.url(), /\?q=incident&kind=artifact$/);
  // Pages that were not shown before are fetched first.
  await page.waitForFunction((all) => document.querySelectorAll(".hit-title").length < all, all);
  assert.ok(await page.locator(".hits-kinds button[aria-pressed='true']").evaluate((chip) => chip === document.activeElement));
  await page.reload();
  await page.locator(".hits-kinds button[aria-pressed='true']").waitFor();
  assert.equal(await page.locator(".hits-kinds button[aria-pressed='true']").count(), 1);
  await page.locator(".hits-box input").press("ArrowDown");
  assert.ok(await page.evaluate(() => document.activeElement.closest(".hits")));
  await type(page, "qqqqqq zzzzz");
  assert.match(await page.locator(".hits-state").textContent(), /Nothing under “qqqqqq zzzzz”/);
  await close();
  assert.deepEqual(faults, []);
});

test("names that teams use and other names find the practice", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(`${larkspur.url}search/?q=incident+review`);
  await page.locator(".hit-title").first().waitFor();
  assert.equal((await hits(page))[0], "Blameless review");
  assert.match(await page.locator(".hits .note").first().textContent(), /Also called .*Incident review/);
  await close();
  assert.deepEqual(faults, []);
});

test("what is merely near the question stands apart, and values of factors have their own pages", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(`${larkspur.url}teams/till/`);
  await page.keyboard.press("/");
  await page.locator("dialog.search[open]").waitFor();
  await page.keyboard.type("post-mortem");
  await page.locator(".hits-near").waitFor();
  const [, exact, near] = /^(\d+) pages?, and (\d+) spelt nearly so$/.exec(await page.locator(".hits-state").textContent());
  assert.ok(Number(exact) > 0 && Number(near) > 0);
  assert.equal(await page.locator(".hits > *").nth(Number(exact)).textContent(), "Spelt nearly so");
  await page.locator(".hits-box input").fill("finding a rhythm");
  await page.waitForFunction(() => document.querySelector(".hit-title")?.textContent === "Team stage");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/factors/team-stage/finding-rhythm/**");
  await page.goto(`${larkspur.url}search/?q=rewiew`);
  await page.locator(".hit-title").first().waitFor();
  assert.match(await page.locator(".hits-state").textContent(), /^\d+ pages, none spelt quite so$/);
  await close();
  assert.deepEqual(faults, []);
});

test("hostile titles, names and questions are text", async () => {
  const { page, faults, close } = await open(mischief);
  await page.goto(`${mischief.url}search/?q=%3Cimg%20src=x%20onerror=pwned=1%3E%20quoted&kind=__proto__&need=%3Cb%3E#%3Cscript%3E`);
  await page.locator(".hit-title").first().waitFor();
  assert.equal(await page.locator("main img, main script").count(), 0);
  assert.match(await page.locator(".hits").textContent(), /<script>|<\/title>/);
  await type(page, "日本語");
  assert.match((await hits(page)).join(), /日本語/);
  assert.equal(await page.evaluate(() => window.pwned), undefined);
  await close();
  assert.deepEqual(faults, []);
});

test("opened from disk it finds and leads to the page itself", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(pathToFileURL(join(larkspur.out, "teams", "till", "index.html")).href);
  await page.keyboard.press("/");
  await page.locator("dialog.search[open]").waitFor();
  await page.keyboard.type("queue triage");
  await page.locator(".hit-title").first().waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/rituals/queue-triage/index.html**");
  await close();
  assert.deepEqual(faults, []);
});

test("who asks for more results goes on at the first of them, however long they take", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(`${larkspur.url}search/?q=the`);
  const links = page.locator(".hits a");
  await links.nth(9).waitFor();
  await page.route(/search\/pages-\d+\.js/, async (route) => {
    await new Promise((done) => setTimeout(done, 300));
    await route.continue();
  });
  await page.getByRole("button", { name: "Show more" }).press("Enter");
  await links.nth(10).waitFor();
  assert.ok(await links.nth(10).evaluate((link) => link === document.activeElement));
  await close();
  assert.deepEqual(faults, []);
});
