// Asks the scripts in a folder as search.js does: node ask.cjs FOLDER (see benches/search.rs).
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");
const zlib = require("node:zlib");
const find = require("../../themes/default/assets/search-query.js");

const folder = process.argv[2];
const gzip = (text) => zlib.gzipSync(text).length;
const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
const middle = (list) => list.sort((a, b) => a - b)[list.length >> 1];
const all = fs.readdirSync(folder).filter((name) => name.endsWith(".js"));
const size = (kind) => all.filter((name) => name.startsWith(kind)).reduce((sum, name) => sum + gzip(fs.readFileSync(path.join(folder, name))), 0);

function fresh() {
  const page = { bytes: 0, requests: 0 };
  page.self = page;
  vm.createContext(page);
  page.load = (name) => {
    const text = fs.readFileSync(path.join(folder, name), "utf8");
    vm.runInContext(text, page);
    page.requests += 1;
    if (page.counting) page.bytes += gzip(text);
  };
  return page;
}
function open(page) {
  page.load("index.js");
  page.opened = find.open(page.playbookSearch);
  return page;
}
function ask(page, text) {
  for (let tries = 0; tries < 6; tries++) {
    const answer = find.find(page.opened, page.playbookSearchWords || {}, text);
    if (!answer.missing.length) return answer;
    for (const shard of answer.missing) page.load(`words-${shard}.js`);
  }
}
function entry(page, number) {
  const part = Math.floor(number / page.playbookSearch.part);
  if (!(page.playbookSearchPages || {})[part]) page.load(`pages-${part}.js`);
  return page.playbookSearchPages[part][number % page.playbookSearch.part];
}

const book = open(fresh());
const pages = Array.from({ length: book.opened.pages }, (_, number) => entry(book, number));
// At most 300 titles, spread over the book; the same letters go wrong in every run.
const step = Math.max(1, Math.floor(pages.length / 300));
const asked = pages.filter((_, at) => at % step === 0).map((page) => page[1]);
const broken = (title, at) => {
  const words = title.split(" ");
  const longest = words.reduce((best, word, own) => (word.length > words[best].length ? own : best), 0);
  const word = words[longest];
  if (word.length < 5) return null;
  const place = 1 + (at * 7) % (word.length - 2);
  const wrong = [word.slice(0, place) + word.slice(place + 1), word.slice(0, place) + word[place + 1] + word[place] + word.slice(place + 2),
    word.slice(0, place) + "x" + word.slice(place + 1), word.slice(0, place) + word[place] + word.slice(place)][at % 4];
  return words.map((own, index) => (index === longest ? wrong : own)).join(" ");
};
function quality(name, titles) {
  const rate = (make, most) => {
    const made = asked.map((title, at) => [title, make(title, at)]).filter(([, text]) => text);
    const times = [];
    const met = made.filter(([title, text]) => {
      const start = performance.now();
      const found = titles(text, most);
      times.push(performance.now() - start);
      return found.includes(title);
    });
    return `${Math.round((100 * met.length) / made.length)} % (${middle(times).toFixed(1)} ms)`;
  };
  console.log(`  ${name}: title first three ${rate((title) => title, 3)}, while typed in eight ${rate((title) => title.slice(0, Math.max(4, Math.ceil(title.length * 0.7))), 8)}, misspelt in five ${rate(broken, 5)}`);
}

console.log(`  gzip: first ${kb(gzip(fs.readFileSync(path.join(folder, "index.js"))))} (${book.opened.words.length} words), words ${kb(size("words"))}, pages ${kb(size("pages"))}`);
const firsts = [];
const loads = [];
for (const text of asked.slice(0, 15)) {
  const page = fresh();
  const start = performance.now();
  open(page);
  page.counting = false;
  const found = ask(page, text).hits.slice(0, 10);
  found.forEach((hit) => entry(page, hit.page));
  firsts.push(performance.now() - start);
  const again = open(fresh());
  again.counting = true;
  ask(again, text).hits.slice(0, 10).forEach((hit) => entry(again, hit.page));
  loads.push(again.bytes);
}
console.log(`  from nothing to ten results: ${middle(firsts).toFixed(0)} ms of work, and ${kb(middle(loads))} gzip after the first script`);
quality("ours", (text, most) => ask(book, text).hits.slice(0, most).map((hit) => pages[hit.page][1]));

if (process.env.MINISEARCH) {
  const kept = require(process.env.MINISEARCH);
  const MiniSearch = kept.default || kept;
  const options = { fields: ["title", "names", "headings", "summary", "text"], storeFields: ["title"], processTerm: (term) => find.fold(term) };
  const search = { boost: { title: 8, names: 6, headings: 3, summary: 2 }, prefix: true, fuzzy: 0.2, combineWith: "AND" };
  const made = new MiniSearch(options);
  made.addAll(pages.map((page, id) => ({ id, title: page[1], names: page[3].join(" "), headings: page[5].map((own) => own[1]).join(" "), summary: page[4], text: page[5].map((own) => own[2]).join(" ") })));
  const json = JSON.stringify(made);
  const start = performance.now();
  const loaded = MiniSearch.loadJSON(json, options);
  const load = performance.now() - start;
  loaded.search(asked[0], search);
  console.log(`  MiniSearch: index ${kb(gzip(json))} gzip, first answer after ${(performance.now() - start).toFixed(0)} ms (${load.toFixed(0)} of them loading), without text for excerpts`);
  quality("MiniSearch", (text, most) => loaded.search(text, search).slice(0, most).map((hit) => hit.title));
}
