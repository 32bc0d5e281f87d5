// Previews only (`playbook serve`): what was edited is put onto the page where it stands.
//
// A page is compared with what it was when it was fetched last, and only what differs is
// exchanged: scroll position, focus, open details and what readers chose stay. Parts that
// scripts of the page have made their own are told of by the event `playbook:patched`.
(function () {
  "use strict";
  if (!window.WebSocket || !window.fetch) return;

  const parser = new DOMParser();
  // The page as it came from the server, before any script touched it, and its version.
  let old = null, oldText = "", version = ownVersion();
  // The newest version that the server has told of, and the files that changed in it.
  let newest = null, busy = false, wait = 0;
  // What this very page could not be made for: then nothing good is beneath.
  const failed = document.getElementById("s.problems");

  // The version that this document was made from, which the server sends beside it.
  function ownVersion() {
    const entry = performance.getEntriesByType("navigation")[0];
    const timing = entry && (entry.serverTiming || []).find(function (t) { return t.name === "version"; });
    return timing ? timing.description : null;
  }
  function versionOf(response) {
    const found = /version;desc="([^"]+)"/.exec(response.headers.get("server-timing") || "");
    return found ? found[1] : null;
  }
  function number(name) { return name ? Number(name.split(".")[1]) : 0; }
  function here() { return location.pathname + location.search; }

  // The channel. It is opened again for as long as the page lives, at once when it is looked at.
  let socket = null, timer = 0;
  function connect() {
    clearTimeout(timer);
    if (socket) return;
    const own = new WebSocket("ws" + location.protocol.slice(4) + "//" + location.host + "/.playbook/live");
    socket = own;
    own.onmessage = function (event) { wait = 0; hear(JSON.parse(event.data)); };
    own.onclose = function () {
      if (socket !== own) return;
      socket = null;
      wait = Math.min(wait ? wait * 2 : 250, 4000);
      timer = setTimeout(connect, wait);
    };
  }
  function wake() {
    if (document.hidden) return;
    if (!socket || socket.readyState > 1) { socket = null; connect(); }
    if (newest) update();
  }
  document.addEventListener("visibilitychange", wake);
  addEventListener("pageshow", wake);
  addEventListener("online", wake);

  function hear(message) {
    newest = message;
    newest.name = message.process + "." + message.version;
    const own = message.problems.length ? message.problems : failed ? JSON.parse(failed.textContent) : [];
    overlay(own, message.stale && !failed);
    update();
  }

  // Brings the page to the newest version. A page that nobody looks at waits until somebody does.
  async function update() {
    if (busy || document.hidden) return;
    busy = true;
    try {
      if (!old) await remember();
      while (newest && version !== newest.name) await bring(newest);
    } catch (error) {
      // The server went away: the next connection brings the version again.
    } finally {
      busy = false;
    }
  }

  // What the document was, to compare with. If it is already another by now, start from there.
  async function remember() {
    const response = await fetch(here(), { cache: "no-store" });
    const text = await response.text();
    const found = versionOf(response);
    if (version && found && found !== version && text !== sessionStorage.getItem("playbook-live")) {
      // Loaded between two versions; once is enough to catch up.
      try { sessionStorage.setItem("playbook-live", text); } catch (error) { /* not kept */ }
      return reload();
    }
    old = parser.parseFromString(text, "text/html");
    oldText = text;
    version = found;
  }

  async function bring(target) {
    const response = await fetch(here(), { cache: "no-store" });
    const text = await response.text();
    const since = number(version), sameProcess = version && version.split(".")[0] === target.process;
    const next = parser.parseFromString(text, "text/html");
    const problems = next.getElementById("s.problems");
    if (problems) {
      // The page cannot be made: what was good stays beneath, where anything was.
      overlay(JSON.parse(problems.textContent), !failed);
      version = target.name;
      return;
    }
    if (response.redirected || failed) return reload();
    if (!target.problems.length) overlay([], false);
    files(target.files.filter(function (file) { return !sameProcess || file[1] > since; }));
    if (text !== oldText) {
      if (scriptsOf(next) !== scriptsOf(old)) return reload();
      patchPage(next);
      if (rearranged) return reload();
      old = next;
      oldText = text;
    }
    if (await dataChanged()) return reload();
    version = target.name;
  }

  function reload() {
    location.reload();
    return new Promise(function () {});
  }

  // Scripts cannot be exchanged while they run.
  function scriptsOf(page) {
    return Array.from(page.querySelectorAll("script")).map(function (script) {
      return script.getAttribute("src") || script.textContent;
    }).join("\n");
  }

  // Data that the page loads as scripts: those without a fingerprint. First seen, then compared.
  let data = null;
  async function dataChanged() {
    const before = data, now = [];
    for (const script of document.querySelectorAll("head script[src]")) {
      if (/[?&]v=/.test(script.src) || new URL(script.src).origin !== location.origin) continue;
      now.push(await (await fetch(script.src, { cache: "no-store" })).text());
    }
    data = now.join("\n");
    return before !== null && before !== data;
  }

  // Pictures and styles of authors' that changed are fetched anew, where they are shown.
  function files(changed) {
    const rootUrl = new URL(document.body.dataset.root || "./", location.href);
    changed.forEach(function (file) {
      const url = new URL(file[0].split("/").map(encodeURIComponent).join("/"), rootUrl);
      document.querySelectorAll("img[src], source[src], video[src], link[rel~=stylesheet]").forEach(function (node) {
        const name = node.href ? "href" : "src";
        const own = new URL(node[name], location.href);
        if (own.pathname !== url.pathname) return;
        own.searchParams.set("live", file[1]);
        node.setAttribute(name, own.href);
      });
    });
  }

  // From what the page was to what it is now.
  function patchPage(next) {
    const focus = remembered(document.activeElement), anchor = topmost(), fresh = [];
    document.title = next.title;
    styles(next);
    attributes(document.documentElement, old.documentElement, next.documentElement);
    attributes(document.body, old.body, next.body);
    patchChildren(document.body, old.body, next.body, fresh);
    const moved = !anchor ? 0 : anchor.node.isConnected
      ? anchor.node.getBoundingClientRect().top - anchor.top : anchor.scroll - scrollY;
    // Scrolling by nothing would end one that is on its way.
    if (moved) scrollBy({ top: moved, behavior: "instant" });
    refocus(focus);
    if (fresh.length) document.dispatchEvent(new CustomEvent("playbook:patched", { detail: { nodes: fresh } }));
  }

  // A style that changed is loaded beside the old one, which then goes: nothing flashes.
  function styles(next) {
    const path = function (link) { return link.getAttribute("href").split("?")[0]; };
    const links = function (page) { return Array.from(page.querySelectorAll("head link[rel~=stylesheet]")); };
    const live = links(document), wanted = links(next), before = links(old);
    wanted.forEach(function (link, at) {
      const known = before.some(function (one) { return one.getAttribute("href") === link.getAttribute("href"); });
      if (known) return;
      const added = document.importNode(link);
      const former = live.find(function (one) { return path(one) === path(link); });
      const place = former || live[Math.min(at, live.length - 1)];
      if (former) added.onload = added.onerror = function () { former.remove(); };
      if (place) place.after(added); else document.head.append(added);
    });
    live.forEach(function (link) {
      if (!wanted.some(function (one) { return path(one) === path(link); })) link.remove();
    });
  }

  // Only what differs between the two pages is set, so that what scripts and readers have set stays.
  function attributes(live, was, is) {
    for (const own of Array.from(was.attributes)) {
      if (!is.hasAttribute(own.name)) live.removeAttribute(own.name);
    }
    for (const own of Array.from(is.attributes)) {
      if (was.getAttribute(own.name) !== own.value) live.setAttribute(own.name, own.value);
    }
  }

  const OWN = "s.overlay";
  // The children that came with the page: what scripts put there has an id that the page never had.
  function childrenOf(node) {
    return Array.from(node.childNodes).filter(function (child) { return !child.id || old.getElementById(child.id); });
  }

  // `live` has what `was` had, unless a script rearranged it: what takes its place would be dead
  // until that script runs again, and the page is loaded anew.
  let rearranged = false;
  function patchChildren(live, was, is, fresh) {
    const lives = childrenOf(live), wases = Array.from(was.childNodes), ises = Array.from(is.childNodes);
    if (lives.length !== wases.length) {
      rearranged = true;
      return;
    }
    let from = 0, wasEnd = wases.length, isEnd = ises.length;
    while (from < wasEnd && from < isEnd && wases[from].isEqualNode(ises[from])) from += 1;
    while (wasEnd > from && isEnd > from && wases[wasEnd - 1].isEqualNode(ises[isEnd - 1])) { wasEnd -= 1; isEnd -= 1; }
    // What has one counterpart of its sort is changed where it stands; the rest comes and goes.
    const pairs = pair(wases.slice(from, wasEnd), ises.slice(from, isEnd));
    const place = lives[wasEnd] || null;
    let kept = from;
    for (const step of pairs) {
      const current = lives[kept];
      if (step.was && step.is) {
        patch(current, step.was, step.is, fresh);
        kept += 1;
      } else if (step.was) {
        current.remove();
        kept += 1;
      } else {
        const node = document.importNode(step.is, true);
        live.insertBefore(node, kept < wasEnd ? lives[kept] : place);
        fresh.push(node);
      }
    }
  }

  // Matches two lists in order: nodes that are equal first (for what was moved by an insertion),
  // then those of one sort.
  function pair(wases, ises) {
    const steps = [];
    let at = 0;
    ises.forEach(function (node, index) {
      const equal = wases.findIndex(function (one, i) { return i >= at && one.isEqualNode(node) && node.nodeType === 1; });
      let goal = equal;
      if (goal < 0 && at < wases.length && alike(wases[at], node)) {
        const waited = ises.slice(index + 1).some(function (later) { return later.isEqualNode(wases[at]); });
        if (!waited) goal = at;
      }
      if (goal < 0) { steps.push({ is: node }); return; }
      while (at < goal) { steps.push({ was: wases[at] }); at += 1; }
      steps.push({ was: wases[at], is: node });
      at += 1;
    });
    while (at < wases.length) { steps.push({ was: wases[at] }); at += 1; }
    return steps;
  }
  function alike(one, other) {
    return one.nodeName === other.nodeName && (one.id || "") === (other.id || "");
  }

  function patch(live, was, is, fresh) {
    if (was.isEqualNode(is)) return;
    if (live.nodeType !== 1) { live.nodeValue = is.nodeValue; return; }
    const whole = live.nodeName !== was.nodeName || /^(pre|svg|script|style)$/i.test(live.nodeName);
    if (whole) {
      const node = document.importNode(is, true);
      keepOpen(live, node);
      live.replaceWith(node);
      fresh.push(node);
      return;
    }
    attributes(live, was, is);
    patchChildren(live, was, is, fresh);
  }

  // Details that a reader opened stay open in what takes their place.
  function keepOpen(before, after) {
    const details = function (node) {
      return (node.nodeName === "DETAILS" ? [node] : []).concat(Array.from(node.querySelectorAll ? node.querySelectorAll("details") : []));
    };
    const name = function (node) {
      const summary = node.querySelector("summary");
      return node.id || (summary ? summary.textContent : "");
    };
    const open = details(before).filter(function (node) { return node.open; }).map(name);
    details(after).forEach(function (node) { if (open.includes(name(node))) node.open = true; });
  }

  // What the reader's eye rests on: the first thing that begins within the window
  // in its text: what stands beside that goes its own way.
  function topmost() {
    const main = document.querySelector("main");
    if (!main || !scrollY) return null;
    for (const node of main.querySelectorAll("h1, h2, h3, h4, p, li, dt, tr, pre, svg, img, summary")) {
      const box = node.getBoundingClientRect();
      if (box.bottom > 60 && box.height && !node.closest(".rail")) return { node: node, top: box.top, scroll: scrollY };
    }
    return { node: main, top: main.getBoundingClientRect().top, scroll: scrollY };
  }

  // Focus, by id or by the way from the body.
  function remembered(node) {
    if (!node || node === document.body) return null;
    const way = [];
    for (let step = node; step && step !== document.body; step = step.parentElement) {
      way.unshift(Array.prototype.indexOf.call(step.parentElement ? step.parentElement.children : [], step));
    }
    return { node: node, id: node.id, way: way, start: node.selectionStart, end: node.selectionEnd };
  }
  function refocus(was) {
    if (!was || document.activeElement === was.node) return;
    let node = was.node.isConnected ? was.node : was.id && document.getElementById(was.id);
    if (!node) {
      node = document.body;
      for (const index of was.way) node = node && node.children[index];
      if (!node || node.nodeName !== was.node.nodeName) return;
    }
    node.focus({ preventScroll: true });
    if (was.start != null && node.setSelectionRange) try { node.setSelectionRange(was.start, was.end); } catch (error) { /* not text */ }
  }

  // What is wrong, over the page. All of it is put in as text.
  const STYLE = ":host{position:fixed;z-index:2147483647;left:0;right:0;bottom:0;max-height:70vh;overflow:auto;" +
    "font:14px/1.5 system-ui,sans-serif;color:#f4f1ea;background:#241f1c;border-top:4px solid #e5533d;" +
    "box-shadow:0 -8px 32px rgb(0 0 0/.35)}" +
    "div{padding:1rem 1.5rem}header{display:flex;justify-content:space-between;gap:1rem;padding:.75rem 1.5rem 0}" +
    "h2{font-size:1rem;margin:0}section{padding:.5rem 1.5rem 1rem}section+section{border-top:1px solid #4a423d}" +
    "p{margin:.25rem 0}pre{margin:.5rem 0;overflow:auto;font:13px/1.45 ui-monospace,monospace;white-space:pre}" +
    "a,.place{color:#ffb59f;font-family:ui-monospace,monospace;user-select:all}" +
    "button{font:inherit;color:inherit;background:#4a423d;border:0;border-radius:4px;padding:.1rem .6rem;cursor:pointer}" +
    ".hint{color:#cfe3c0}@media print{:host{display:none}}";
  function element(name, text, className) {
    const node = document.createElement(name);
    if (text) node.textContent = text;
    if (className) node.className = className;
    return node;
  }
  let dismissed = "";
  function overlay(problems, stale) {
    const key = JSON.stringify([stale, problems]);
    let host = document.getElementById(OWN);
    if (!problems.length || key === dismissed) {
      if (host) host.remove();
      if (!problems.length) dismissed = "";
      return;
    }
    if (host && host.dataset.key === key) return;
    if (host) host.remove();
    host = element("aside");
    host.id = OWN;
    host.dataset.key = key;
    host.setAttribute("role", "alert");
    const shadow = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    shadow.adoptedStyleSheets = [sheet];
    const head = element("header");
    // The last may stand for more that are not shown.
    const count = problems.reduce(function (sum, problem) { return sum + (problem.more || 1); }, 0);
    head.append(element("h2", (count === 1 ? "One thing is wrong" : count + " things are wrong") + (stale ? "; this is the last good page" : "")));
    const close = element("button", "Hide");
    close.addEventListener("click", function () { dismissed = key; host.remove(); });
    head.append(close);
    shadow.append(head);
    problems.forEach(function (problem) {
      const part = element("section");
      part.append(element("p", problem.code ? "error[" + problem.code + "]: " + problem.message : problem.message));
      if (problem.place) {
        const line = element("p");
        const place = element(problem.open ? "a" : "span", problem.place, "place");
        if (problem.open) place.href = problem.open;
        line.append(place);
        if (navigator.clipboard) {
          const copy = element("button", "Copy");
          copy.addEventListener("click", function () { navigator.clipboard.writeText(problem.place); copy.textContent = "Copied"; });
          line.append(" ", copy);
        }
        part.append(line);
      }
      if (problem.picture) part.append(element("pre", problem.picture));
      (problem.hints || []).forEach(function (hint) { part.append(element("p", "help: " + hint, "hint")); });
      shadow.append(part);
    });
    document.body.append(host);
  }

  if (failed) overlay(JSON.parse(failed.textContent), false);
  dataChanged().catch(function () {});
  connect();
})();
