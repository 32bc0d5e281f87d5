// Every address of a site answers, below a base and from disk.
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { test } from "node:test";
import { SITES, addressOf, join, larkspur, mischief, open, readFileSync } from "./world.js";

for (const site of SITES) {
  test(`${site.name}: every link and every file that pages name answers`, async () => {
    const { page, close } = await open(site);
    await page.goto(site.url);
    const seen = new Map(), ahead = [site.url], broken = [];
    while (ahead.length > 0) {
      const url = ahead.pop();
      if (seen.has(url)) continue;
      const response = await fetch(url, { redirect: "manual" });
      seen.set(url, response.status);
      if (response.status !== 200) broken.push(`${url}: ${response.status}`);
      if (!response.headers.get("content-type")?.startsWith("text/html")) continue;
      // The browser itself reads the page and makes addresses out of what it says.
      const named = await page.evaluate(([html, base]) => {
        const page = new DOMParser().parseFromString(html, "text/html");
        const found = [];
        for (const element of page.querySelectorAll("*")) {
          for (const name of ["href", "src", "xlink:href", "data-search-index"]) {
            const value = element.getAttribute(name);
            if (value === null) continue;
            const url = new URL(value, base);
            url.hash = "";
            if (url.protocol.startsWith("http")) found.push(url.href);
          }
        }
        return found;
      }, [await response.text(), url]);
      for (const next of named) {
        if (next.startsWith(site.url)) ahead.push(next);
        else if (next.startsWith(new URL(site.url).origin)) broken.push(`${url} names ${next}, outside the base`);
      }
    }
    await close();
    assert.deepEqual(broken, []);
    const reached = new Set([...seen.keys()].map((url) => decodeURIComponent(new URL(url).pathname)));
    for (const { path, file } of site.pages) {
      const address = decodeURIComponent(new URL(path, site.url).pathname);
      if (file !== "404.html") assert.ok(reached.has(address), `no link leads to ${file}`);
    }
  });
}

test("files with mischievous names are fetched as they are", async () => {
  const odd = mischief.files.filter((file) => /[ #?%&🎉]/u.test(file));
  assert.ok(odd.length >= 4, odd.join());
  for (const file of odd) {
    const response = await fetch(mischief.url + addressOf(file));
    assert.equal(response.status, 200, file);
    const bytes = Buffer.from(await response.arrayBuffer());
    assert.ok(bytes.equals(readFileSync(join(mischief.out, file))), file);
  }
});

test("mischievous pages are reached by clicking, and their picture loads", async () => {
  const { page, faults, close } = await open(mischief);
  await page.goto(`${mischief.url}notes/${encodeURIComponent("50% off")}/`);
  await page.locator("main a", { hasText: "back" }).click();
  assert.equal(await page.locator("main img").evaluate((image) => image.naturalWidth), 9);
  await page.locator("main a", { hasText: "next" }).click();
  assert.equal(await page.locator("h1").innerText(), "Half");
  await close();
  assert.deepEqual(faults, []);
});

test("from disk, links lead to pages and not to folders", async () => {
  const { page, faults, close } = await open(larkspur);
  const start = pathToFileURL(join(larkspur.out, "index.html")).href;
  await page.goto(start);
  await page.locator("nav.side a", { hasText: "Rituals" }).first().click();
  await page.waitForURL(/rituals\/index\.html$/);
  await page.locator("main a", { hasText: "Bet table" }).first().click();
  await page.waitForURL(/rituals\/bet-table\/index\.html$/);
  assert.ok(await page.locator("h1").isVisible());
  await page.locator("a.brand").click();
  await page.waitForURL(/larkspur-site\/(\.\/)?index\.html$/);
  await close();
  assert.deepEqual(faults, []);
});

test("from disk, every page in the navigation opens without a fault", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(pathToFileURL(join(larkspur.out, "index.html")).href);
  const links = page.locator("nav.side a");
  const count = await links.count();
  assert.ok(count > 10);
  for (let n = 0; n < count; n += 1) {
    await links.nth(n).click();
    await page.waitForLoadState();
    assert.match(page.url(), /\/index\.html$/);
    assert.ok(await page.locator("h1").isVisible(), page.url());
    await page.goBack();
  }
  await close();
  assert.deepEqual(faults, []);
});
