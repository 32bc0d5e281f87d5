// Print: the text without the site's furniture, black on white, no wider than the sheet.
import assert from "node:assert/strict";
import { test } from "node:test";
import { larkspur, open, samples } from "./world.js";

test("on paper there is the text and none of the furniture, dark on light", async () => {
  const { page, close } = await open(larkspur, { colorScheme: "dark", viewport: { width: 720, height: 1000 } });
  const bad = [];
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  for (const { path, type } of samples(larkspur, 1)) {
    await page.goto(larkspur.url + path);
    const found = await page.evaluate(() => {
      const shown = (selector) => [...document.querySelectorAll(selector)].some((element) => element.checkVisibility());
      const light = (colour) => {
        const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
        const scale = colour.startsWith("rgb") ? 255 : 1;
        return a === 0 ? 1 : (0.2126 * r + 0.7152 * g + 0.0722 * b) / scale;
      };
      const canvas = document.createElement("canvas").getContext("2d");
      const rgb = (colour) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
        return `rgba(${r}, ${g}, ${b}, ${a / 255})`;
      };
      return {
        furniture: ["header.top", "nav.side", ".skip", ".toc", ".toc-button", "dialog", ".theme-button", ".foot-page a[href$=\".md\"]"].filter(shown),
        heading: shown("h1"),
        ground: Math.min(...["html", "body"].map((name) => light(rgb(getComputedStyle(document.querySelector(name)).backgroundColor)))),
        ink: light(rgb(getComputedStyle(document.querySelector("main h1")).color)),
        wide: document.documentElement.scrollWidth > innerWidth,
      };
    });
    if (found.furniture.length) bad.push(`${type}: prints ${found.furniture}`);
    if (!found.heading) bad.push(`${type}: prints no heading`);
    if (found.ground < 0.9) bad.push(`${type}: prints on a dark ground`);
    if (found.ink > 0.4) bad.push(`${type}: prints in a light colour`);
    if (found.wide) bad.push(`${type}: is wider than the sheet`);
  }
  await close();
  assert.deepEqual(bad, []);
});

test("a page prints to a document with pages", async () => {
  const { page, close } = await open(larkspur);
  await page.goto(`${larkspur.url}print/`);
  const document = await page.pdf({ format: "A4" });
  assert.equal(document.subarray(0, 5).toString(), "%PDF-");
  const sheets = document.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  assert.ok(sheets > 20, `the whole book prints on ${sheets} sheets`);
  await close();
});

test("a matrix prints as its table, coloured and without tools; only the reasons that are open go with it", async () => {
  const { page, close } = await open(larkspur, { viewport: { width: 720, height: 1000 } });
  await page.goto(`${larkspur.url}matrix/practice-context/`);
  const sheets = async () => (await page.pdf({ format: "A4" })).toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  assert.ok(await sheets() <= 4, `${await sheets()} sheets`);
  await page.locator(".matrix-reasons > details").first().evaluate((own) => { own.open = true; });
  await page.emulateMedia({ media: "print" });
  const shown = (selector) => page.locator(selector).evaluateAll((all) => all.filter((own) => own.checkVisibility()).length);
  assert.deepEqual(await Promise.all([".matrix-tools", ".matrix-reasons > details", ".matrix-reasons > h2"].map(shown)), [0, 1, 1]);
  // Browsers leave grounds out, and white on blue would be white on white.
  assert.equal(await page.locator(".cell > a").first().evaluate((own) => getComputedStyle(own).printColorAdjust), "exact");
  await close();
});
