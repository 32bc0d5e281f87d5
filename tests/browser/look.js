// How pages look, where that can be measured: what a reader's eye trips over.
import assert from "node:assert/strict";
import { test } from "node:test";
import { larkspur, mischief, open, samples } from "./world.js";

/** Signs that close what is before them, and stand alone at the beginning of a line. */
function strays() {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let before = null;
  const block = (text) => {
    let element = text.parentElement;
    while (getComputedStyle(element).display.startsWith("inline")) element = element.parentElement;
    return element;
  };
  const rect = (text, at) => {
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    return range.getClientRects()[0];
  };
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.data.trim() || text.parentElement.closest("svg, .vh, [hidden]")) continue;
    const sign = text.data[0], here = rect(text, 0);
    if (!here || here.width === 0) continue;
    const there = before && rect(before, before.data.trimEnd().length - 1);
    const falls = there && here.top >= there.bottom - 1;
    const isCode = text.parentElement.closest("pre, code");
    if (/[,.;:!?)…]/.test(sign) && !isCode && falls && block(before) === block(text)) {
      found.push(`“${before.data.trim().slice(-30)}” | “${text.data.trim().slice(0, 30)}”`);
    }
    before = text;
  }
  return found;
}

test("no line begins with the comma of the line above", async () => {
  for (const width of [1280, 390]) {
    const { page, close } = await open(larkspur, { viewport: { width, height: 900 } });
    const bad = [];
    for (const { path } of samples(larkspur)) {
      await page.goto(larkspur.url + path);
      bad.push(...(await page.evaluate(strays)).map((stray) => `${path} at ${width}: ${stray}`));
    }
    await close();
    assert.deepEqual(bad, []);
  }
});

test("the heads of a matrix stand level where there is room, and the table does not scroll for them or for reasons", async () => {
  const { page, close } = await open(larkspur, { viewport: { width: 1280, height: 800 } });
  const seen = {}, told = {};
  for (const name of ["practice-context", "practice-team", "ritual-cycle", "team-factor", "ritual-artifact"]) {
    await page.goto(`${larkspur.url}matrix/${name}/`);
    seen[name] = await page.evaluate(() => {
      const box = document.querySelector(".matrix-scroll"), head = document.querySelector(".matrix thead a");
      return [getComputedStyle(head).writingMode, box.scrollWidth <= box.clientWidth];
    });
    // The reasons of a cell leave it whole, and the cell in sight.
    const cell = page.locator(".cell > a").nth(5);
    await cell.click();
    told[name] = await cell.evaluate(async (link) => {
      await Promise.all(document.getAnimations().map((one) => one.finished));
      await new Promise((done) => setTimeout(done, 700));
      const box = document.querySelector(".matrix-scroll"), own = link.getBoundingClientRect();
      const over = document.elementFromPoint(own.left + own.width / 2, own.top + own.height / 2);
      return [box.scrollWidth <= box.clientWidth, link.contains(over), document.documentElement.scrollWidth <= innerWidth];
    });
  }
  const level = ["horizontal-tb", true];
  assert.deepEqual(seen, { "practice-context": level, "practice-team": level, "ritual-cycle": level,
    "team-factor": level, "ritual-artifact": ["vertical-rl", true] });
  for (const [name, kept] of Object.entries(told)) assert.deepEqual(kept, [true, true, true], name);
  await close();
});

test("whatever can be opened has one marker, and a name however long stands beside it", async () => {
  const { page, close } = await open(mischief);
  const markers = new Set();
  for (const path of ["teams/one/", "matrix/practice-context/", "compare/one-and-two/", "explorer/"]) {
    await page.goto(mischief.url + path);
    const found = await page.locator("main details:not(.facet) > summary").evaluateAll((all) => all
      .filter((summary) => summary.checkVisibility())
      .map((summary) => {
        const list = summary.parentElement.open ? "open" : "shut";
        const head = summary.querySelector("h3")?.getBoundingClientRect();
        const beside = !head || head.top < summary.getBoundingClientRect().top + 24;
        return [list, getComputedStyle(summary, "::before").content, getComputedStyle(summary).listStyleType, beside].join(" ");
      }));
    assert.ok(found.length > 0, path);
    found.forEach((marker) => markers.add(marker));
  }
  assert.deepEqual([...markers].sort(), ['open "▾" / "" none true', 'shut "▸" / "" none true']);
  await close();
});

test("the reasons beside a matrix have the numbers by which they are told", async () => {
  const { page, faults, close } = await open(larkspur);
  await page.goto(`${larkspur.url}matrix/practice-context/`);
  await page.locator(".cell > a").nth(12).click();
  const panel = page.locator(".matrix-panel");
  const told = (await panel.locator(".by").allTextContents()).join().match(/\d+/g);
  assert.ok(told.length > 1, String(told));
  const shown = await panel.locator(".reason").evaluateAll((all) => all.map((own) => getComputedStyle(own).counterSet));
  assert.deepEqual(shown, told.map((number) => `line ${number}`));
  assert.deepEqual(faults, []);
  await close();
});

test("the rhythms of two teams stand side by side with their names whole", async () => {
  const { page, close } = await open(larkspur, { viewport: { width: 1280, height: 800 } });
  await page.goto(`${larkspur.url}compare/front-desk-and-harness/`);
  const names = await page.locator(".dg-ladder").evaluateAll((all) => all
    .filter((drawing) => drawing.checkVisibility())
    .flatMap((drawing) => Array.from(drawing.querySelectorAll(".dg-label"), (label) => label.textContent)));
  assert.ok(names.some((name) => name.includes("First week on the phones")), names.join());
  assert.deepEqual(names.filter((name) => name.endsWith("…")), []);
  await close();
});

test("a note is as large as the text around it", async () => {
  const { page, close } = await open(larkspur);
  await page.goto(`${larkspur.url}guide/how-to-read/`);
  const size = (selector) => page.locator(selector).first().evaluate((own) => getComputedStyle(own).fontSize);
  assert.equal(await size(".admonition.note p:last-child"), await size(".prose > p"));
  await close();
});

test("what is on a page stays in sight, however much its card says", async () => {
  const { page, close } = await open(larkspur, { viewport: { width: 1280, height: 700 }, reducedMotion: "reduce" });
  for (const path of ["rituals/bet-table/", "teams/harness/"]) {
    await page.goto(larkspur.url + path);
    for (const [part, whole] of [[1, 3], [2, 3], [1, 1]]) {
      await page.evaluate(([part, whole]) => scrollTo(0, document.body.scrollHeight * part / whole), [part, whole]);
      await page.waitForTimeout(100);
      const here = await page.locator(".toc a[aria-current]").boundingBox();
      assert.ok(here.y > 56 && here.y + here.height <= 700, `${path} at ${part}/${whole}: the place stands at ${here.y}`);
    }
  }
  await close();
});

test("the edges of a page are one edge: the bar over the frame, the way on below the text, facts in a row", async () => {
  const { page, close } = await open(larkspur, { viewport: { width: 1920, height: 900 } });
  const edges = (selector) => page.locator(selector).first().evaluate((own) => {
    const { left, right, top } = own.getBoundingClientRect();
    return { left: Math.round(left), right: Math.round(right), top: Math.round(top) };
  });
  await page.goto(`${larkspur.url}cycles/week/`);
  const frame = await edges(".frame");
  assert.ok((await edges(".brand")).left >= frame.left && (await edges(".top-tools")).right <= frame.right);
  for (const width of [1920, 1280, 1000, 390]) {
    await page.setViewportSize({ width, height: 900 });
    const text = await edges(".content"), turn = await edges(".turn");
    assert.deepEqual([turn.left, turn.right], [text.left, text.right], `at ${width}`);
  }
  const facts = await page.locator(".card .facts dt").evaluateAll((all) => all.map((own) => Math.round(own.getBoundingClientRect().top)));
  assert.equal(new Set(facts).size, 1, `facts stand at ${facts}`);
  await close();
});

test("where a reader has set the colours, shapes say what colours said", async () => {
  const { page, close } = await open(larkspur, { forcedColors: "active" });
  await page.goto(`${larkspur.url}rituals/bet-table/`);
  const bars = (strength) => page.locator(`.s-${strength}`).first().evaluate((own) => getComputedStyle(own, "::before").backgroundImage);
  assert.match(await bars("clear"), /66%/);
  assert.match(await bars("strong"), /100%/);
  await page.goto(`${larkspur.url}matrix/practice-team/`);
  const frame = (cell) => page.locator(`${cell} > a`).first().evaluate((own) => Number.parseFloat(getComputedStyle(own).borderTopWidth));
  assert.ok(await frame(".cell.is-run") > await frame(".cell:not(.is-run)"), "what a team runs has no frame");
  const dot = await page.locator(".cell.is-flagged > a").first().evaluate((own) =>
    [getComputedStyle(own, "::after").backgroundColor, getComputedStyle(document.body).backgroundColor]);
  assert.notEqual(dot[0], dot[1], "a proviso has no dot");
  await close();
});

test("the ring of what has the focus is whole, in what scrolls by itself too", async () => {
  const { page, close } = await open(larkspur);
  const cut = [];
  for (const [path, place] of [["rituals/bet-table/", ".toc a"], ["teams/till/", ".table-scroll a"], ["explorer/", ".explorer-form input"]]) {
    await page.goto(larkspur.url + path);
    await page.locator(place).first().waitFor();
    cut.push(...await page.locator(place).evaluateAll((all, name) => all.filter((own) => {
      let box = own.parentElement;
      while (getComputedStyle(box).overflowX === "visible") box = box.parentElement;
      // Two pixels beside it, two wide.
      const ring = own.getBoundingClientRect(), room = box.getBoundingClientRect();
      return ring.left - 4 < room.left || ring.right + 4 > room.right;
    }).map((own) => `${name} ${own.textContent}`), place));
  }
  assert.deepEqual(cut, []);
  await close();
});

test("on a phone what stands side by side keeps to its column", async () => {
  const { page, close } = await open(larkspur, { viewport: { width: 390, height: 844 } });
  const bad = [];
  for (const path of [
    "explorer/?coupling=tangled&.compare=ritual/bet-table,ritual/daily-huddle,ritual/status-round",
    "compare/?teams=till,harness,lantern",
  ]) {
    await page.goto(larkspur.url + path);
    await page.locator("table.compare").first().waitFor();
    bad.push(...await page.evaluate(() => Array.from(document.querySelectorAll("table.compare td")).filter((cell) => {
      const inside = document.createRange();
      inside.selectNodeContents(cell);
      const right = Math.max(...Array.from(inside.getClientRects(), (box) => box.right));
      const next = cell.nextElementSibling;
      return right > cell.getBoundingClientRect().right + 1 || (next && right > next.getBoundingClientRect().left);
    }).map((cell) => cell.textContent)));
  }
  assert.deepEqual(bad, []);
  await close();
});

test("on a phone with text of twice the size no page is wider than the screen", async () => {
  const { page, close } = await open(larkspur, { viewport: { width: 390, height: 844 } });
  const wide = [];
  for (const path of [...samples(larkspur, 1).map((sample) => sample.path), "explorer/?coupling=tangled"]) {
    await page.goto(larkspur.url + path);
    const over = await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("html { font-size: 200% }");
      document.adoptedStyleSheets = [sheet];
      return document.documentElement.scrollWidth - document.documentElement.clientWidth;
    });
    if (over > 0) wide.push(`${path} by ${over}`);
  }
  assert.deepEqual(wide, []);
  await close();
});
