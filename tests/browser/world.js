// What the tests share: sites built by the program, a server, a browser.
//
// Nothing here is skipped: without the program, Chromium or Java the tests fail and say why.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join, relative, sep } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { hostile, plain } from "./hostile.js";

export const BASE = "/handbook/";
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

const WORK = mkdtempSync(join(tmpdir(), "playbook-browser-"));

function findProgram() {
  const target = process.env.CARGO_TARGET_DIR || join(ROOT, "target");
  const program = process.env.PLAYBOOK || join(target, "release", "playbook");
  if (!existsSync(program)) throw new Error(`there is no ${program}: run \`cargo build --release\``);
  return program;
}

function findChromium() {
  const known = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
  const found = known.find((path) => path && existsSync(path));
  if (!found) throw new Error("there is no Chromium: install it, or name it in CHROMIUM");
  return found;
}

export const program = findProgram();

/** Runs the program; gives its exit code and what it told. */
export function run(...args) {
  const { status, stderr, stdout } = spawnSync(program, args, { encoding: "utf8", cwd: ROOT });
  return { status, told: stdout + stderr };
}

/** Every file below a folder, with `/` between folders. */
export function filesOf(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => relative(folder, path).split(sep).join("/"))
    .filter((path) => !path.split("/").some((part) => part.startsWith(".")))
    .sort();
}

/** Writes a playbook given as path → text. */
export function write(name, files) {
  const root = join(WORK, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** A site: where it is on disk, its files, and its pages by type. */
function build(name, root) {
  const out = join(WORK, `${name}-site`);
  const { status, told } = run("build", "--root", root, "--out", out, "--base-url", BASE);
  if (status !== 0) throw new Error(`${name} does not build (${status}):\n${told.split("\n\n").filter((part) => !part.startsWith("warning")).join("\n\n")}`);
  const files = filesOf(out);
  const pages = files.filter((file) => file.endsWith(".html")).map((file) => {
    const text = readFileSync(join(out, file), "utf8");
    const type = /<body class="page-([^" ]+)/.exec(text)?.[1] ?? "redirect";
    return { file, type, size: text.length, path: addressOf(file) };
  });
  return { name, out, files, pages, told };
}

/** The address of a file below the site's root, with every part encoded. */
export function addressOf(file) {
  return file.replace(/(^|\/)index\.html$/, "$1").split("/").map(encodeURIComponent).join("/");
}

/** Of each type of page the largest and the smallest. */
export function samples(site, kinds = 2) {
  const byType = Map.groupBy
    ? Map.groupBy(site.pages, (page) => page.type)
    : site.pages.reduce((map, page) => map.set(page.type, [...(map.get(page.type) ?? []), page]), new Map());
  const chosen = [];
  for (const [type, pages] of [...byType].sort()) {
    if (type === "redirect") continue;
    const ordered = pages.toSorted((a, b) => b.size - a.size || (a.file < b.file ? -1 : 1));
    chosen.push(ordered[0]);
    if (kinds > 1 && ordered.length > 1) chosen.push(ordered.at(-1));
  }
  return chosen;
}

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript",
  ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png",
  ".txt": "text/plain; charset=utf-8", ".csv": "text/csv; charset=utf-8",
  ".md": "text/markdown; charset=utf-8", ".xml": "application/xml", ".ics": "text/calendar",
};

/** Serves a site below BASE as a static host would, from a map of its files. */
function serve(site) {
  const files = new Map(site.files.map((file) => [file, join(site.out, file)]));
  const server = createServer((request, response) => {
    const answer = (status, type, body, headers = {}) => {
      response.writeHead(status, { "content-type": type, ...headers });
      response.end(body);
    };
    let path;
    try {
      path = decodeURIComponent(request.url.split("?")[0]);
    } catch {
      return answer(400, "text/plain", "bad address");
    }
    if (!path.startsWith(BASE)) return answer(404, "text/plain", "outside the site");
    const file = path.slice(BASE.length);
    const found = file === "" || file.endsWith("/") ? `${file}index.html` : file;
    if (files.has(found)) return answer(200, TYPES[extname(found)] ?? "application/octet-stream", readFileSync(files.get(found)));
    if (files.has(`${file}/index.html`)) return answer(301, "text/plain", "", { location: `${request.url.split("?")[0]}/` });
    answer(404, TYPES[".html"], readFileSync(files.get("404.html")));
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      site.url = `http://127.0.0.1:${server.address().port}${BASE}`;
      site.server = server;
      resolve(site);
    });
  });
}

export const larkspur = await serve(build("larkspur", ROOT));
export const manual = await serve(build("manual", join(ROOT, "docs")));
export const mischief = await serve(build("mischief", write("mischief", hostile)));
export const prose = await serve(build("prose", write("prose", plain)));
export const SITES = [larkspur, manual, mischief, prose];

export const browser = await chromium.launch({
  executablePath: findChromium(),
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--allow-file-access-from-files=false"],
});

/**
 * A page in a profile of its own. `faults` fills with what a reader's console would show:
 * errors, broken policy, files that do not come, and requests that leave the site.
 */
export async function open(site, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`${page.url()}: ${error}`));
  page.on("dialog", (dialog) => { faults.push(`${page.url()}: a dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("requestfailed", (request) => {
    // A page that is left while it loads gives up what it asked for.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") faults.push(`${request.url()}: ${request.failure()?.errorText}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    const own = url.startsWith(site.url) || url.startsWith("file:") || url.startsWith("data:") || url.startsWith("about:");
    if (!own && !url.endsWith("/favicon.ico")) faults.push(`${page.url()}: asks for ${url}`);
  });
  return { page, faults, close: () => context.close() };
}

// After the last test of whatever was asked for, be it one file: a server or a browser that is left
// open keeps the process.
after(async () => {
  await browser.close();
  for (const site of SITES) site.server.close();
  rmSync(WORK, { recursive: true, force: true });
});

/** A folder for what a test writes. */
export function scratch(name) {
  const folder = join(WORK, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

export { execFileSync, join, readFileSync };
