// What answers the pointer and the focus: a link shows a card of where it leads, a node of a
// drawing lights what it is tied to. Without any of it nothing is missing.
(function () {
  "use strict";

  // A node of a drawing lights its edges and its neighbours.
  function light(event) {
    var node = event.target.closest && event.target.closest(".dg-node[data-node]");
    var on = node && /over|in$/.test(event.type);
    var drawing = node && node.closest("svg");
    if (!drawing) return;
    drawing.querySelectorAll(".lit").forEach(function (part) { part.classList.remove("lit"); });
    if (!on) return;
    var own = node.dataset.node;
    drawing.querySelectorAll(".dg-edge[data-from]").forEach(function (edge) {
      var from = edge.dataset.from, to = edge.dataset.to;
      if (from !== own && to !== own) return;
      edge.classList.add("lit");
      var other = drawing.querySelector('.dg-node[data-node="' + (from === own ? to : from) + '"]');
      if (other) other.classList.add("lit");
    });
  }
  ["pointerover", "pointerout", "focusin", "focusout"].forEach(function (name) { document.addEventListener(name, light); });

  // Cards. From disk no page can be read, and browsers without popovers go without.
  if (location.protocol === "file:" || !HTMLElement.prototype.showPopover) return;
  var OPEN = 350, CLOSE = 200;
  var site = new URL(document.body.dataset.root || "./", location.href).href;
  var card = document.createElement("div"), known = {}, shown, wanted, timer;
  card.className = "link-card";
  card.id = "link-card";
  card.setAttribute("popover", "manual");
  card.setAttribute("role", "tooltip");
  (document.querySelector("main") || document.body).append(card);

  // Where a link leads to another page of the site, and does not stand beside its summary.
  function goal(link) {
    if (!link.closest("main") || link.closest("nav, svg, .entry, .chips, .facets, .card-links, .turn, .hits, .links")) return null;
    var url = new URL(link.href, location.href);
    if (url.href.indexOf(site) !== 0 || !/\/$/.test(url.pathname) || url.pathname === location.pathname) return null;
    return url.origin + url.pathname;
  }
  function facts(url) {
    if (!known[url]) {
      known[url] = fetch(url).then(function (answer) { return answer.ok ? answer.text() : ""; }).then(function (text) {
        var page = new DOMParser().parseFromString(text, "text/html");
        var said = function (name) { var own = page.querySelector(name); return own ? own.content : ""; };
        var kind = page.querySelector("main .eyebrow");
        return { title: said('meta[property="og:title"]'), summary: said('meta[name="description"]'),
          kind: kind ? kind.textContent : "", look: (/k-[a-z0-9-]+/.exec(page.body.className) || [""])[0] };
      }, function () { return { summary: "" }; });
    }
    return known[url];
  }
  function line(name, kind, text) {
    var made = document.createElement(name);
    made.className = kind;
    made.textContent = text;
    return made;
  }

  function hide() {
    clearTimeout(timer);
    wanted = null;
    if (!shown) return;
    shown.removeAttribute("aria-describedby");
    shown = null;
    card.hidePopover();
  }
  function show(link, own) {
    hide();
    card.replaceChildren();
    if (own.kind) {
      var kind = line("p", "eyebrow", own.kind);
      kind.prepend(line("span", "shape " + own.look, ""));
      card.append(kind);
    }
    card.append(line("p", "link-card-title", own.title), line("p", "link-card-text", own.summary));
    card.showPopover();
    shown = link;
    if (!link.hasAttribute("aria-describedby")) link.setAttribute("aria-describedby", card.id);
    var at = link.getClientRects()[0] || link.getBoundingClientRect(), room = document.documentElement.clientWidth - 16;
    var above = at.bottom + card.offsetHeight + 8 > innerHeight && at.top > card.offsetHeight;
    card.style.left = scrollX + Math.max(16, Math.min(at.left, room - card.offsetWidth)) + "px";
    card.style.top = scrollY + (above ? at.top - card.offsetHeight - 4 : at.bottom + 4) + "px";
  }
  function ask(link) {
    if (wanted === link || shown === link) return clearTimeout(timer);
    var url = goal(link);
    if (!url) return;
    clearTimeout(timer);
    wanted = link;
    timer = setTimeout(function () {
      facts(url).then(function (own) { if (wanted === link && own.summary) show(link, own); });
    }, OPEN);
  }
  function leave() {
    clearTimeout(timer);
    timer = setTimeout(hide, CLOSE);
    wanted = null;
  }
  function of(event) { return event.target.closest && event.target.closest("a[href]"); }

  document.addEventListener("pointerover", function (event) {
    if (event.pointerType === "touch") return;
    var link = of(event);
    if (card.contains(event.target)) clearTimeout(timer);
    else if (link) ask(link);
  });
  document.addEventListener("pointerout", function (event) {
    // What has the focus keeps its card.
    if ((of(event) || card.contains(event.target)) && shown !== document.activeElement) leave();
  });
  document.addEventListener("focusin", function (event) {
    var link = of(event);
    if (link && link.matches(":focus-visible")) ask(link);
  });
  document.addEventListener("focusout", function (event) { if (of(event)) leave(); });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") hide(); });
  document.addEventListener("click", hide, true);
})();
