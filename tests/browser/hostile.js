// Playbooks that authors did not mean well with, as path → text.

const EVIL = `</title></script><script>window.pwned=1</script><img src=x onerror="window.pwned=2">`;
const yaml = (text) => JSON.stringify(text);

/** A title of each sort that breaks naive programs. */
export const TITLES = [
  `${EVIL} "quoted" 'single' & more`,
  "{{ x }} {% raw %} ${y} <%= z %>",
  "👩🏽‍💻 دفتر العمل עברית 日本語",
  `]]> --> <!-- </text></svg><svg onload="window.pwned=3">`,
  "An unbrokenwordthatisverylongindeedandgoesonandonandonuntilitiswiderthananyphonethatwaseversoldsothatonlyacarefultemplatebreaksit",
];

const rituals = Object.fromEntries(TITLES.map((title, n) => [`content/rituals/ritual-${n}.md`, `---
title: ${yaml(title)}
summary: ${yaml(`Number ${n}: ${title}`)}
owner: ${yaml(title)}
tags: [${yaml(`a/b ${n}`)}, ${yaml("c++ & <b>#?%")}, "日本"]
aka: [${yaml(`known as ${n} ${EVIL}`)}]
cycle: cycle/week
duration: 30m
produces: [artifact/sheet]
participants: [{role: role/someone, part: ${yaml(title)}}]
decides: [${yaml(title)}]
fit:
  - {when: {weather: "r&d"}, lean: for, because: ${yaml(`Because ${title}`)}}
  - {when: {weather: calm}, lean: avoid, because: ${yaml(`Never: ${title}`)}}
tradeoffs: [{good: ${yaml(title)}, risk: ${yaml(title)}, watch_for: ${yaml(title)}}]
sources: [{title: ${yaml(title)}, by: ${yaml(EVIL)}, url: "https://example.org/?a=1&b=%22%3E"}]
---
# ${title.replace(/[<`]/g, "\\$&")}

## Same heading
## Same heading
## 🎉
## 🎉

Text with <b>allowed</b> and <script>window.pwned=4</script> not allowed html, and
[a link](javascript:window.pwned=5), and <a href="JaVaScRiPt:window.pwned=6" onclick="window.pwned=7">another</a>.

\`\`\`"><script>window.pwned=8</script>
<script>window.pwned=9</script>
\`\`\`

| a | b |
|---|---|
| [[ritual/ritual-0\\|pipe]] | ${"x".repeat(300)} |
`]));

export const hostile = {
  "book.toml": `[book]\ntitle = ${yaml(`Book ${EVIL}`)}\ndescription = ${yaml(EVIL)}\nas-of = "2026-06-01"\n`,
  "content/index.md": `---\ntitle: ${yaml(`Home ${EVIL}`)}\nsummary: ${yaml(EVIL)}\n---\nHome.\n`,
  ...rituals,
  "content/artifacts/sheet.md": `---\ntitle: ${yaml(TITLES[2])}\nsummary: ${yaml(TITLES[4])}\nform: ${yaml(EVIL)}\n---\nA sheet.\n`,
  "content/cycles/week.md": `---\ntitle: ${yaml(TITLES[3])}\nsummary: A week.\nspan: {min: 5d, max: 9d}\nnominal: 7d\n---\nA week.\n`,
  "content/roles/someone.md": `---\ntitle: ${yaml(TITLES[0])}\nsummary: Somebody.\n---\nWho.\n`,
  "content/factors/weather.md": `---\ntitle: ${yaml(TITLES[1])}\nsummary: What the weather is like.\nquestion: ${yaml(EVIL)}\nvalues:\n  - {id: "r&d", label: ${yaml(TITLES[0])}, looks_like: ${yaml(EVIL)}}\n  - {id: calm, label: ${yaml(TITLES[4])}, looks_like: ${yaml(TITLES[2])}}\n---\nFactor.\n`,
  "content/contexts/stormy.md": `---\ntitle: ${yaml(TITLES[0])}\nsummary: Storms.\nvalues: {weather: ["r&d", calm]}\n---\nContext.\n`,
  ...Object.fromEntries(["one", "two"].map((name, n) => [`content/teams/${name}.md`, `---
title: ${yaml(`${name} ${TITLES[n]}`)}
summary: ${yaml(`${name} ${EVIL}`)}
owner: ${yaml(EVIL)}
like: context/stormy
context: {weather: {value: calm, said_by: ${yaml(EVIL)}, note: ${yaml(TITLES[3])}, as_of: 2026-01-01}}
now: {drivers: [${yaml(EVIL)}], limits: [${yaml(TITLES[2])}]}
practices:
  - {ref: ritual/ritual-0, local_name: ${yaml(TITLES[3])}, status: seedling, since: 2026-02-01, changed: [{what: ${yaml(EVIL)}, because: ${yaml(TITLES[1])}}]}
  - {ref: ritual/ritual-4, local_name: ${yaml(TITLES[4])}, status: freight-train, since: 2025-02-01}
interactions: [{team: team/${n ? "one" : "two"}, mode: ${yaml("facilitating")}, what: ${yaml(EVIL)}}]
---
Team.
`])),
  "content/notes/a b#c?d%e&f'g.md": `# Notes ${EVIL.replace(/</g, "\\<")}\n\n[next](<50%25 off.md>) and [picture](<pic %231%3F.svg>)\n\n![a picture](<pic %231%3F.svg>)\n`,
  "content/notes/50% off.md": "# Half\n\n[back](<a b%23c%3Fd%25e&f'g.md>), [party](<🎉 été 日本.md>)\n",
  "content/notes/🎉 été 日本.md": "# Party\n\nHere.\n",
  "content/notes/pic #1?.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>\n`,
};

/** A folder of markdown that nobody wrote for this program. */
export const plain = {
  "content/README.md": "# Our team\n\nWelcome. See [onboarding](onboarding/README.md) and [the policy](policies/leave.md#how-much).\n",
  "content/onboarding/README.md": "# Onboarding\n\n1. [First day](first-day.md)\n2. [Tools](tools.md)\n",
  "content/onboarding/first-day.md": "Say hello.\n\n## Then\n\nLunch.\n",
  "content/onboarding/tools.md": "---\nlayout: post\nauthor: someone\n---\n# Tools\n\n- [ ] a laptop\n- [x] a chair\n\n> [!NOTE]\n> Ask.\n\n```sh\necho hello\n```\n",
  "content/years.md": `# Years\n\n${["2026", "2025", "Before"].map((year) => `## ${year}\n\n${"Much was tried.\n\n".repeat(20)}`).join("")}`,
  "content/policies/leave.md": "# Leave\n\n## How much\n\nEnough.[^1]\n\n[^1]: Really.\n",
};
