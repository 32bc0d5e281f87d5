// What pages do with JavaScript: each part stands alone, and every page works without any.
(function () {
  "use strict";
  var root = document.documentElement;

  // Opened from disk, a link to a folder shows its listing: point at the page in it.
  function forDisk(url) {
    return url.replace(/\/(?=$|[?#])/, "/index.html");
  }
  if (location.protocol === "file:") {
    document.addEventListener("click", function (event) {
      var link = event.target.closest && event.target.closest("a[href], svg a");
      if (!link) return;
      var href = link.getAttribute("href");
      if (!href || /^[a-z]+:/i.test(href) || href.charAt(0) === "#") return;
      if (/^\.{1,2}(\/\.\.)*$/.test(href.split(/[?#]/)[0])) href = href.replace(/^[^?#]*/, "$&/");
      link.setAttribute("href", forDisk(href));
    }, true);
  }

  // Colours: auto, light, dark, and round again.
  var themeButton = document.querySelector(".theme-button");
  function theme() { return root.dataset.theme || "auto"; }
  function nextTheme() {
    var next = { auto: "light", light: "dark", dark: "auto" }[theme()];
    if (next === "auto") delete root.dataset.theme; else root.dataset.theme = next;
    try { localStorage.setItem("playbook-theme", next); } catch (e) { /* not kept */ }
    themeButton.querySelector(".theme-name").textContent = next;
  }
  if (themeButton) {
    themeButton.hidden = false;
    themeButton.querySelector(".theme-name").textContent = theme();
    themeButton.addEventListener("click", nextTheme);
  }

  // The menu and the table of contents on small screens are popovers: they close on Escape and
  // give the focus back by themselves. Here they only open at the current page or part, and a
  // part that is gone to is not left behind them.
  document.querySelectorAll("nav[popover]").forEach(function (own) {
    var current = function () { return own.querySelector('.toc a[aria-current], [aria-current="page"]'); };
    own.addEventListener("toggle", function (event) {
      if (event.newState === "open") (current() || own.querySelector("a")).focus();
    });
    own.addEventListener("click", function (event) {
      if (event.target.hash && own.matches(":popover-open")) own.hidePopover();
    });
    var here = own.querySelector('[aria-current="page"]');
    if (here && own.scrollHeight > own.clientHeight) {
      own.scrollTop = here.offsetTop - own.clientHeight / 3;
    }
  });

  // What a fragment names, as browsers find it: by its letters, else decoded. Not everything that
  // stands behind a `#` can be decoded: an author's own id, or half of an address.
  function named(hash) {
    var own = document.getElementById(hash.slice(1));
    try { return own || document.getElementById(decodeURIComponent(hash.slice(1))); } catch (e) { return null; }
  }

  // The table of contents follows the reading. Headings stay in their order, which the keys of an
  // object would not: a year comes before every word there.
  var entries = {}, headings = [];
  document.querySelectorAll(".toc a").forEach(function (link) {
    var heading = named(link.hash);
    if (!heading) return;
    if (!headings.includes(heading)) headings.push(heading);
    entries[heading.id] = link;
  });
  if (headings.length > 1) {
    var current, waiting;
    var follow = function () {
      waiting = false;
      var edge = 120, found = headings[0];
      headings.forEach(function (heading) {
        if (heading.getBoundingClientRect().top < edge) found = heading;
      });
      if (innerHeight + scrollY >= document.body.scrollHeight - 4) found = headings[headings.length - 1];
      if (found === current) return;
      if (current) entries[current.id].removeAttribute("aria-current");
      current = found;
      var link = entries[current.id], toc = link.closest(".toc");
      link.setAttribute("aria-current", "true");
      var at = link.offsetTop, room = toc.clientHeight;
      if (!scrollY) toc.scrollTop = 0;
      else if (at < toc.scrollTop || at > toc.scrollTop + room - 40) toc.scrollTop = at - room / 2;
    };
    addEventListener("scroll", function () {
      if (!waiting) { waiting = true; requestAnimationFrame(follow); }
    }, { passive: true });
    follow();
  }

  // A link into folded reasons unfolds them.
  function unfold() {
    var goal = location.hash && named(location.hash);
    for (var fold = goal; fold; fold = fold.parentElement) if (fold.tagName === "DETAILS") fold.open = true;
    if (goal) goal.scrollIntoView();
  }
  addEventListener("hashchange", unfold);
  if (location.hash) unfold();

  // Code that is wider than its column can be scrolled with the keyboard.
  // Whether it is changes as screens turn and details open.
  var wide = new ResizeObserver(function (changes) {
    changes.forEach(function (change) {
      var pre = change.target;
      if (pre.scrollWidth > pre.clientWidth) pre.tabIndex = 0; else pre.removeAttribute("tabindex");
    });
  });
  document.querySelectorAll("pre").forEach(function (pre) { wide.observe(pre); });

  // Code can be copied.
  if (navigator.clipboard) {
    document.querySelectorAll(".prose pre > code").forEach(function (code) {
      var frame = document.createElement("div"), button = document.createElement("button");
      frame.className = "code";
      button.className = "copy";
      button.type = "button";
      button.textContent = "Copy";
      code.parentNode.replaceWith(frame);
      frame.append(code.parentNode, button);
      button.addEventListener("click", function () {
        navigator.clipboard.writeText(code.textContent).then(function () {
          button.textContent = "Copied";
          setTimeout(function () { button.textContent = "Copy"; }, 1500);
        });
      });
    });
  }

  // A page can be copied as markdown; from disk nothing can be fetched, and its link stays.
  var page = document.querySelector(".copy-page");
  if (page && navigator.clipboard && self.ClipboardItem && location.protocol !== "file:") {
    var word = page.textContent, say = function (text) {
      page.textContent = text;
      setTimeout(function () { page.textContent = word; }, 2000);
    };
    page.hidden = false;
    page.setAttribute("aria-live", "polite");
    page.addEventListener("click", function () {
      // The text is on its way while the click still counts as the reader's wish.
      var text = fetch(page.dataset.from).then(function (answer) {
        if (!answer.ok) throw new Error(answer.status);
        return answer.text();
      }).then(function (text) { return new Blob([text], { type: "text/plain" }); });
      navigator.clipboard.write([new ClipboardItem({ "text/plain": text })])
        .then(function () { say("Copied"); }, function () { say("Not copied"); });
    });
  }

  // A kind's index narrows where it stands, by words and by facets.
  document.querySelectorAll("[data-filter]").forEach(function (facets) {
    var items = Array.from(document.getElementById(facets.dataset.filter).children);
    var state = facets.querySelector(".facet-state");
    var chosen = {};
    var input = document.createElement("input");
    input.className = "filter";
    input.type = "search";
    input.placeholder = "Filter";
    input.setAttribute("aria-label", "Filter the list");
    facets.insertBefore(input, facets.firstChild);
    function narrow() {
      var words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      var tokens = Object.values(chosen);
      var shown = 0;
      items.forEach(function (item) {
        var has = (item.dataset.tokens || "").split(" ");
        var text = item.textContent.toLowerCase();
        var fits = tokens.every(function (t) { return has.includes(t); }) &&
          words.every(function (w) { return text.includes(w); });
        item.hidden = !fits;
        if (fits) shown += 1;
      });
      state.textContent = words.length || tokens.length ? shown + " of " + items.length : "";
    }
    facets.querySelectorAll("[data-token]").forEach(function (link) {
      var facet = link.closest("details");
      link.setAttribute("role", "button");
      link.setAttribute("aria-pressed", "false");
      function choose(event) {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        var key = facet.querySelector("summary").firstChild.textContent;
        var on = chosen[key] !== link.dataset.token;
        facet.querySelectorAll("[aria-pressed]").forEach(function (other) {
          other.setAttribute("aria-pressed", String(on && other === link));
        });
        if (on) chosen[key] = link.dataset.token; else delete chosen[key];
        narrow();
        facet.open = false;
        facet.querySelector("summary").focus();
      }
      link.addEventListener("click", choose);
      link.addEventListener("keydown", function (event) { if (event.key === " ") choose(event); });
    });
    input.addEventListener("input", narrow);
  });
  document.addEventListener("click", function (event) {
    document.querySelectorAll(".facet[open]").forEach(function (facet) {
      if (!facet.contains(event.target)) facet.open = false;
    });
  });

  // The search: its box is a link until it is wanted, then a dialog (search.js).
  var wanted = document.body.dataset.search, coming;
  function fetchSearch() {
    if (!coming) coming = wanted.split(" ").map(function (src) {
      return self.playbookSearchOpen || new Promise(function (done, failed) {
        var script = document.createElement("script");
        script.async = false;
        script.onload = done;
        script.onerror = failed;
        script.src = src;
        document.head.append(script);
      });
    });
    return Promise.all(coming);
  }
  document.querySelectorAll(wanted ? ".search-link" : "x").forEach(function (link) {
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("focus", fetchSearch);
    link.addEventListener("pointerenter", fetchSearch);
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      fetchSearch().then(function () { self.playbookSearchOpen(); }, function () { location.href = link.href; });
    });
  });

  // Keys.
  var keys = document.getElementById("s.keys");
  if (keys) keys.querySelector("button").addEventListener("click", function () { keys.close(); });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      var facet = event.target.closest && event.target.closest(".facet[open]");
      if (facet) { facet.open = false; facet.querySelector("summary").focus(); }
      return;
    }
    var search = document.querySelector(".search-link");
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && search) {
      event.preventDefault();
      search.click();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest && event.target.closest("input, textarea, select, [contenteditable], [tabindex='0'], dialog")) return;
    // With Shift an arrow takes more letters into what is selected.
    var turn, way = !event.shiftKey && { ArrowLeft: ".turn-back", ArrowRight: ".turn-on" }[event.key];
    if (event.key === "/" && search) search.click();
    else if (event.key === "?" && keys) keys.showModal();
    else if (event.key === "t" && themeButton) nextTheme();
    else if (way) turn = document.querySelector(way);
    else return;
    event.preventDefault();
    if (turn) turn.click();
  });
})();
