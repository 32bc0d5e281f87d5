// The browser's evaluation on the vectors that tests/vectors.rs made: VECTORS=file node --test
"use strict";
const test = require("node:test");
const assert = require("node:assert");
const fit = require("../../themes/default/assets/explorer-fit.js");

const vectors = JSON.parse(require("node:fs").readFileSync(process.env.VECTORS, "utf8"));

test("the browser judges as Rust does", (t) => {
  let cases = 0;
  let practices = 0;
  for (const { data, cases: own } of vectors) {
    const model = fit.model(data);
    for (const wanted of own) {
      const known = Int32Array.from(wanted.known);
      const found = fit.judge(model, known);
      const ranked = found.order.map((practice) => {
        const out = {};
        fit.decide(model.lines[practice], known, out);
        const flags = [];
        if (found.flags[practice] & fit.COULD_BE_RULED_OUT) flags.push("could-be-ruled-out");
        if (found.flags[practice] & fit.PART_OF_THE_WORK) flags.push("part-of-the-work");
        return [data.practices[practice][1], data.verdicts[found.verdicts[practice]][0], flags, out.counts];
      });
      assert.deepStrictEqual(ranked, wanted.ranked);
      const counts = fit.counts(model, known, found.verdicts);
      const next = fit.next(counts);
      assert.deepStrictEqual(next < 0 ? null : [data.factors[next][0], counts[next]], wanted.next);
      cases += 1;
      practices += ranked.length;
    }
  }
  t.diagnostic(`${cases} cases, ${practices} verdicts`);
});
