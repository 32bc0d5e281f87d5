// Every browser test, in one process: the sites are built once and share one Chromium.
import "./opens.js";
import "./access.js";
import "./ways.js";
import "./keys.js";
import "./explorer.js";
import "./compare.js";
import "./point.js";
import "./lists.js";
import "./look.js";
import "./search.js";
import "./weight.js";
import "./markup.js";
import "./paper.js";
import "./preview.js";
