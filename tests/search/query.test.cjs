// The browser's search on the scripts that tests/search.rs wrote: SEARCH=folder node --test
"use strict";
const test = require("node:test");
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");
const find = require("../../themes/default/assets/search-query.js");

const folder = process.env.SEARCH;
const wanted = JSON.parse(fs.readFileSync(path.join(folder, "wanted.json"), "utf8"));
const page = {};
page.self = page;
vm.createContext(page);
const load = (name) => vm.runInContext(fs.readFileSync(path.join(folder, name), "utf8"), page);
load("index.js");
const opened = find.open(page.playbookSearch);

// As search.js does: what is missing is loaded, and the question asked again.
function ask(text) {
  for (let tries = 0; tries < 5; tries++) {
    const answer = find.find(opened, page.playbookSearchWords || {}, text);
    if (!answer.missing.length) return answer;
    for (const shard of answer.missing) load(`words-${shard}.js`);
  }
  assert.fail(`“${text}” asks for ever more shards`);
}
function entry(number) {
  const part = Math.floor(number / page.playbookSearch.part);
  if (!(page.playbookSearchPages || {})[part]) load(`pages-${part}.js`);
  return page.playbookSearchPages[part][number % page.playbookSearch.part];
}
const titles = (text, most) => ask(text).hits.slice(0, most).map((hit) => entry(hit.page)[1]);

test("words are those of Rust", () => {
  for (const [text, words] of wanted.words) assert.deepStrictEqual(find.words(text), words, text);
});

test("the words come back from the index in order and whole", () => {
  assert.ok(opened.words.length > 1000);
  assert.ok(opened.words.every((word) => /^[\p{Alphabetic}\p{N}]+$/u.test(word)));
  assert.strictEqual(new Set(opened.words).size, opened.words.length);
  assert.strictEqual(opened.known.length, opened.words.length);
});

test("every title is found by its words, first or beside its namesakes", () => {
  for (const { title } of wanted.entries) assert.ok(titles(title, 2).includes(title), `${title}: ${titles(title, 5)}`);
});

test("every title is found while it is typed", () => {
  for (const { title } of wanted.entries) {
    const typed = title.slice(0, Math.max(4, Math.ceil(title.length * 0.7)));
    assert.ok(titles(typed, 8).includes(title), `${typed}: ${titles(typed, 8)}`);
  }
});

test("titles are found with a letter too few, too many, another or two swapped", () => {
  let asked = 0;
  const lost = [];
  for (const { title } of wanted.entries) {
    const words = title.split(" ");
    const longest = words.reduce((best, word, at) => (word.length > words[best].length ? at : best), 0);
    if (words[longest].length < 5) continue;
    for (const wrong of [(w) => w.slice(0, 2) + w.slice(3), (w) => w.slice(0, 3) + w[2] + w.slice(3),
      (w) => w.slice(0, 2) + "q" + w.slice(3), (w) => w.slice(0, 1) + w[2] + w[1] + w.slice(3)]) {
      const typo = words.map((word, at) => (at === longest ? wrong(word) : word)).join(" ");
      asked += 1;
      if (!titles(typo, 5).includes(title)) lost.push(`${typo} (${title}): ${titles(typo, 5)}`);
    }
  }
  assert.ok(asked > 200);
  assert.deepStrictEqual(lost, []);
});

test("aliases and the names that teams use lead to their page", () => {
  let asked = 0;
  for (const { title, aka, local } of wanted.entries) {
    for (const name of aka) {
      asked += 1;
      assert.ok(titles(name, 5).includes(title), `${name}: ${titles(name, 5)}`);
    }
    for (const [name, practice] of local) {
      asked += 1;
      assert.ok(titles(name, 5).includes(practice), `${name}: ${titles(name, 5)}`);
    }
  }
  assert.ok(asked > 20, `${asked}`);
});

test("what has all words comes before what has some", () => {
  const found = ask("bet table zzzzqqq").hits;
  assert.ok(found.length > 0);
  assert.deepStrictEqual(ask("").hits, []);
  assert.deepStrictEqual(ask("?!… <>").hits, []);
  assert.strictEqual(titles("bet table", 1)[0], "Bet table");
});

test("distance counts letters changed, left out, put in and swapped", () => {
  const far = (a, b) => find.distance(a, b, 9)[0];
  assert.strictEqual(far("table", "table"), 0);
  assert.strictEqual(far("tabel", "table"), 1);
  assert.strictEqual(far("tble", "table"), 1);
  assert.strictEqual(far("kitten", "sitting"), 3);
  assert.strictEqual(far("", "abc"), 3);
  assert.strictEqual(find.distance("retro", "retrospective", 2)[1], 0);
});

test("an excerpt begins near the first match and marks whole words", () => {
  const text = "one two three ".repeat(40) + "The queue’s triage ends. " + "four five ".repeat(40);
  const pieces = find.excerpt(text, ["triage"], 120);
  assert.strictEqual(pieces[1], "triage");
  assert.ok(pieces.join("").length < 160);
  assert.ok(pieces[0].startsWith("…") && pieces[2].endsWith("…"));
  assert.deepStrictEqual(find.excerpt("none here", ["x"], 80), ["none here"]);
  assert.deepStrictEqual(find.excerpt("<b>bets</b>", ["bets"], 80), ["<b>", "bets", "</b>"]);
});

test("what is spelt as asked comes before what is merely near it, and says which it is", () => {
  let mixed = 0;
  for (const { title } of wanted.entries) {
    const near = ask(title).hits.map((hit) => Number(hit.near > 0));
    assert.deepStrictEqual(near, near.slice().sort(), title);
    mixed += Number(new Set(near).size > 1);
  }
  assert.ok(mixed > 2, `${mixed}`);
  assert.ok(ask("rewiew").hits.every((hit) => hit.near === 1 && hit.all));
  assert.ok(ask("bet zzzzqqq").hits.every((hit) => !hit.all));
  // A page that has the word itself does not stand behind one whose title has a neighbour of it.
  const opened = { pages: 2, starts: [0], words: ["bets", "zets"], letters: [-1, -1], known: [0, 0] };
  const found = find.find(opened, { 0: [[1, 1], [0, 63]] }, "bets").hits;
  assert.deepStrictEqual(found.map((hit) => [hit.page, hit.near]), [[1, 0], [0, 1]]);
});

test("the values of factors lead to their own pages, and authors of sources to what names them", () => {
  const all = (text) => ask(text).hits.map((hit) => [entry(hit.page)[1], entry(hit.page)[5][hit.section]]);
  const [title, section] = all("finding a rhythm")[0];
  assert.strictEqual(title, "Team stage");
  assert.deepStrictEqual([section[1], section[3]], ["Finding a rhythm", "factors/team-stage/finding-rhythm/"]);
  assert.ok(all("untraceable").some(([, own]) => own[3] === "factors/path-to-value/untraceable/"));
  const shapeUp = all("Ryan Singer").filter(([, own]) => own[0] === "s.sources");
  assert.ok(shapeUp.some(([title]) => title === "Bet table"), JSON.stringify(all("Ryan Singer")));
  assert.strictEqual(titles("how many other people's decisions", 1)[0], "Path to value");
});
