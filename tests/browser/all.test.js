// Every browser test, in one process: the sites are built once and share one Chromium.
import { after } from "node:test";
import { end } from "./world.js";

after(end);
await import("./opens.js");
await import("./access.js");
await import("./ways.js");
await import("./keys.js");
await import("./explorer.js");
await import("./compare.js");
await import("./point.js");
await import("./lists.js");
await import("./search.js");
await import("./weight.js");
await import("./markup.js");
await import("./paper.js");
