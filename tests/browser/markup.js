// The Nu checker on every page of every site.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { SITES, join, scratch } from "./world.js";

const { dirname } = await import("node:path");
const require = createRequire(import.meta.url);
const JAR = join(dirname(require.resolve("vnu-jar/package.json")), "build", "dist", "vnu.jar");

/** What the checker says of files: errors and warnings, without what it merely notes. */
function check(files) {
  const done = spawnSync("java", ["-Xss4m", "-jar", JAR, "--format", "json", "--stdout", "--exit-zero-always", ...files],
    { encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.error) throw new Error(`java does not run: ${done.error.message}`);
  assert.equal(done.status, 0, done.stderr);
  return JSON.parse(done.stdout).messages
    .filter((message) => message.type !== "info" || message.subType === "warning")
    // A file on disk has no origin that could be 'self'; the policy is judged in opens.js.
    .filter((message) => !message.message.startsWith("Resource violates Content Security Policy"));
}

for (const site of SITES) {
  test(`${site.name}: the Nu checker finds nothing in any page`, () => {
    // Copies with plain names: the checker takes names for addresses.
    const folder = scratch(`markup-${site.name}`);
    const names = new Map(site.pages.map(({ file }, n) => [`${n}.html`, file]));
    for (const [name, file] of names) copyFileSync(join(site.out, file), join(folder, name));
    const messages = check([...names.keys()].map((name) => join(folder, name)));
    const told = messages.map(({ url, lastLine, message, extract, type, subType }) =>
      `${names.get(url.split("/").at(-1))}:${lastLine} ${subType ?? type}: ${message} \`${extract?.trim()}\``);
    assert.equal(told.length, 0, `${told.length} findings, the first:\n${told.slice(0, 20).join("\n")}`);
  });
}

test("the Nu checker does find what is wrong", () => {
  const file = join(scratch("markup-wrong"), "wrong.html");
  writeFileSync(file, "<!doctype html><html lang=en><title>x</title><p id=a><p id=a><a>b</a><a href='a b'>c</a>");
  assert.ok(check([file]).some(({ type }) => type === "error"));
});
