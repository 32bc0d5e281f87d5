// What a first view weighs, as a host would send it: with gzip, everything that is fetched.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { SITES, open, samples } from "./world.js";

const KB = 1024, LIMIT = { total: 45 * KB, js: 20 * KB, css: 20 * KB };

// These hold data of the whole book, which grows with it; their code and styles do not.
const WHOLE_BOOK = { explorer: 64 * KB, matrix: 64 * KB, print: Infinity };

/** Whether a script is the theme's code; others are the book's data, which only some pages load. */
function code(url) {
  return new URL(url).pathname.includes("/assets/");
}

for (const site of SITES) {
  test(`${site.name}: first views are light`, async (context) => {
    const heavy = [];
    let heaviest = { total: 0 };
    for (const { path, type } of samples(site)) {
      const { page, close } = await open(site);
      const weight = { total: 0, js: 0, css: 0, fonts: 0 };
      const bodies = [];
      let counting = true;
      page.on("response", (response) => {
        // The browser's own wishes, such as a favicon, may be answered while the page closes.
        if (counting) bodies.push(response.body().then((body) => [response, body]));
      });
      await page.goto(site.url + path, { waitUntil: "load" });
      counting = false;
      for (const [response, body] of await Promise.all(bodies)) {
        const size = gzipSync(body).length;
        const kind = response.request().resourceType();
        weight.total += size;
        if (kind === "script" && code(response.url())) weight.js += size;
        if (kind === "stylesheet") weight.css += size;
        if (kind === "font") weight.fonts += size;
      }
      await close();
      assert.ok(weight.css > 0, `${path} has no styles`);
      if (!(type in WHOLE_BOOK) && weight.total > heaviest.total) heaviest = { path, ...weight };
      for (const [name, usual] of Object.entries(LIMIT)) {
        const limit = name === "total" ? WHOLE_BOOK[type] ?? usual : usual;
        if (weight[name] > limit) heavy.push(`${type} ${path}: ${name} ${(weight[name] / KB).toFixed(1)} KB`);
      }
      assert.equal(weight.fonts, 0);
    }
    const told = Object.entries(heaviest).map(([name, size]) => typeof size === "number" ? `${name} ${(size / KB).toFixed(1)} KB` : size);
    context.diagnostic(`the heaviest: ${told.join(", ")}`);
    assert.deepEqual(heavy, []);
  });
}
