// The search as people meet it: a dialog on every page, the same in the page on /search/.
// search-query.js answers; here its words are loaded, shown and walked through. Texts are
// always set as text, never as markup.
(function () {
  "use strict";
  var find = self.playbookFind, index = self.playbookSearch, root = document.body.dataset.root || "./";
  if (!find || !index) return;
  var opened = find.open(index), LISTED = 10;
  var facets = index.facets.map(function (facet) {
    return { id: facet[0], title: facet[1], values: facet[2].map(function (value) {
      var page = 0;
      return { id: value[0], title: value[1], pages: new Set(value[2].map(function (step) { return (page += step); })) };
    }) };
  }).filter(function (facet) { return facet.values.length > 1; });

  var hasTeams = index.facets[0][2].some(function (kind) { return kind[0] === "team"; });

  function make(name, attributes) {
    var made = document.createElement(name);
    for (var key in attributes) {
      if (key === "text") made.textContent = attributes.text;
      else if (attributes[key] !== null) made.setAttribute(key, attributes[key]);
    }
    for (var at = 2; at < arguments.length; at++) if (arguments[at]) made.append(arguments[at]);
    return made;
  }

  // Scripts with data, each once.
  var asked = {};
  function load(name, then) {
    if (!asked[name]) {
      asked[name] = new Promise(function (done) {
        var script = make("script", { src: root + "search/" + name });
        script.onload = script.onerror = done;
        document.head.append(script);
      });
    }
    asked[name].then(then);
  }
  function loadAll(names, then) {
    var left = names.length;
    if (!left) return then();
    names.forEach(function (name) { load(name, function () { left -= 1; if (!left) then(); }); });
  }
  // The answer, when all that it needs has come.
  function answer(text, then, tries) {
    var found = find.find(opened, self.playbookSearchWords || {}, text);
    if (!found.missing.length || tries === 0) return then(found);
    loadAll(found.missing.map(function (shard) { return "words-" + shard + ".js"; }), function () {
      answer(text, then, (tries || 8) - 1);
    });
  }
  function partOf(page) { return Math.floor(page / index.part); }
  function pageOf(page) { return ((self.playbookSearchPages || {})[partOf(page)] || [])[page % index.part]; }

  function marked(name, attributes, pieces) {
    var made = make(name, attributes);
    pieces.forEach(function (piece, at) { made.append(at % 2 ? make("mark", { text: piece }) : piece); });
    return made;
  }

  // The box with its results. In a dialog it is a combobox over a list of options; on the page
  // the results are plain links.
  function build(place, inDialog) {
    var id = inDialog ? "find" : "found", active = -1, turn = 0, chosen = {}, more = LISTED, last;
    // The number of the last question, of the one whose answer is known, and of the one whose results
    // are shown: until they are one, the results are those of another question. Whether Enter came
    // meanwhile.
    var asking = 0, answered = 0, shown = 0, hasty = false;
    var input = make("input", { type: "text", id: id, "class": "filter", autocomplete: "off", spellcheck: "false", enterkeyhint: "search", maxlength: "200", placeholder: hasTeams ? "A word, or a name that a team uses" : "A word or a name", "aria-label": "Search the handbook" });
    var list = make(inDialog ? "div" : "ol", { "class": "hits", id: id + "-list" });
    var status = make("p", { role: "status", "class": "quiet hits-state" });
    var chips = make("ul", { "class": "chips hits-kinds" });
    var selects = make("div", { "class": "hits-selects", hidden: "" });
    if (inDialog) {
      input.setAttribute("role", "combobox");
      input.setAttribute("aria-autocomplete", "list");
      input.setAttribute("aria-expanded", "false");
      input.setAttribute("aria-controls", list.id);
      list.setAttribute("role", "listbox");
      list.setAttribute("aria-label", "Pages");
    }
    var rest = make("p", { "class": "hits-rest" });
    facets.forEach(function (facet) {
      if (facet.id === "kind") return;
      var select = make("select", { "aria-label": facet.title });
      select.addEventListener("change", function () { choose(facet.id, select.value); });
      selects.append(select);
    });
    place.append(make("div", { "class": "hits-box" }, input), make("div", { "class": "hits-facets" }, chips, selects), status, list, rest);

    function choose(facet, value) {
      if (!value || chosen[facet] === value) delete chosen[facet]; else chosen[facet] = value;
      more = LISTED;
      narrow();
    }
    function passes(page, but) {
      return facets.every(function (facet) {
        if (facet.id === but || !chosen[facet.id]) return true;
        var value = facet.values.find(function (own) { return own.id === chosen[facet.id]; });
        return !value || value.pages.has(page);
      });
    }
    // What each facet would leave, the others staying as they are.
    function showFacets(hits) {
      var held = document.activeElement && document.activeElement.dataset.facet;
      chips.replaceChildren();
      facets.forEach(function (facet) {
        var left = hits.filter(function (hit) { return passes(hit.page, facet.id); });
        var counts = facet.values.map(function (value) {
          return [value, left.filter(function (hit) { return value.pages.has(hit.page); }).length];
        }).filter(function (own) { return own[1] || chosen[facet.id] === own[0].id; });
        if (facet.id === "kind") {
          counts.forEach(function (own) {
            var chip = make("button", { type: "button", "data-facet": own[0].id, "aria-pressed": String(chosen.kind === own[0].id), text: own[0].title + " " }, make("span", { "class": "count", text: own[1] }));
            chip.addEventListener("click", function () { choose("kind", own[0].id); });
            chips.append(make("li", {}, chip));
            if (held === own[0].id) chip.focus();
          });
          return;
        }
        var select = Array.from(selects.children).find(function (own) { return own.getAttribute("aria-label") === facet.title; });
        select.replaceChildren(new Option("Any " + facet.title.toLowerCase(), ""));
        counts.forEach(function (own) { select.add(new Option(own[0].title + " (" + own[1] + ")", own[0].id)); });
        select.value = chosen[facet.id] || "";
        select.hidden = !counts.length;
      });
    }

    function ask() {
      var text = input.value, own = ++asking;
      more = LISTED;
      hasty = false;
      function settle(found) {
        if (own !== asking) return;
        last = found;
        answered = own;
        narrow();
      }
      if (find.words(text).length) answer(text, settle); else settle(null);
    }
    // Shows what passes; the focus goes to the result `next`, if one is named, when it is there.
    function narrow(next) {
      // While a question is open, what is narrowed are the results of the one before it.
      var own = ++turn, of = answered;
      keep();
      if (!last) {
        list.replaceChildren();
        rest.replaceChildren();
        chips.replaceChildren();
        selects.hidden = true;
        status.textContent = "";
        return expand(of);
      }
      var hits = last.hits.filter(function (hit) { return passes(hit.page); });
      var top = hits.slice(0, more), names = {};
      top.forEach(function (hit) { names["pages-" + partOf(hit.page) + ".js"] = true; });
      loadAll(Object.keys(names), function () {
        if (own !== turn) return;
        selects.hidden = false;
        showFacets(last.hits);
        list.replaceChildren();
        var near = hits.findIndex(function (hit) { return hit.all && hit.near; });
        top.forEach(function (hit, at) {
          // What is merely near the question is told apart; the count says it to who hears.
          if (at && at === near) list.append(make(inDialog ? "div" : "li", { "class": "hits-near", "aria-hidden": "true", text: "Spelt nearly so" }));
          list.append(result(hit, at));
        });
        status.textContent = hits.length ? count(hits, near)
          : "Nothing under “" + input.value + "”" + (last.hits.length ? " here; " + last.hits.length + " elsewhere." : ". Try fewer letters, or another name for it.");
        rest.replaceChildren();
        if (hits.length > more) {
          var link = inDialog ? make("a", { href: root + "search/?" + query(), text: "All " + hits.length })
            : make("button", { type: "button", "class": "button", text: "Show more" });
          if (!inDialog) link.addEventListener("click", function () { more += 3 * LISTED; narrow(top.length); });
          rest.append(link);
        }
        if (next && links()[next]) links()[next].focus();
        expand(of);
      });
    }
    function count(hits, near) {
      var sure = near > 0 ? near : hits.length;
      return sure + (sure === 1 ? " page" : " pages") + (!hits[0].all ? ", none with all of these words"
        : near > 0 ? ", and " + (hits.length - near) + " spelt nearly so" : near ? "" : ", none spelt quite so");
    }
    function result(hit, at) {
      var page = pageOf(hit.page) || ["", "?", 0, [], "", []], section = page[5][hit.section] || ["", "", ""];
      var kind = index.kinds[page[2]] || ["", ""], words = last.words;
      var url = root + (section[3] || page[0] + (section[0] ? "#" + encodeURIComponent(section[0]) : ""));
      if (!page[0]) url = root;
      var wanted = new Set(words), has = function (text) { return find.words(text).some(function (word) { return wanted.has(word); }); };
      var names = page[3].filter(function (name, at) { return has(name) && page[3].indexOf(name) === at; }).slice(0, 2);
      var text = section[0] ? section[2] || page[4] : has(page[4]) || !has(section[2]) ? page[4] : section[2];
      var link = make("a", { href: url, id: inDialog ? id + "-" + at : null, role: inDialog ? "option" : null, "aria-selected": inDialog ? "false" : null, tabindex: inDialog ? "-1" : null },
        make("span", { "class": "hit-head" }, marked("span", { "class": "hit-title ref k-" + kind[0] }, find.excerpt(page[1], words)),
          section[1] && marked("span", { "class": "hit-heading" }, find.excerpt(section[1], words)),
          make("span", { "class": "quiet hit-kind", text: kind[1] })),
        names.length ? marked("span", { "class": "note" }, ["Also called "].concat(find.excerpt(names.join(", "), words)).reduce(join, [])) : null,
        text && marked("span", { "class": "hit-text" }, find.excerpt(text, words, 180)));
      return inDialog ? link : make("li", {}, link);
    }
    // A lead in front of pieces of which every other one is a match.
    function join(pieces, piece, at) {
      if (at === 1) pieces[0] += piece; else pieces.push(piece);
      return pieces;
    }
    function links() { return Array.from(list.querySelectorAll("a")); }
    function expand(of) {
      active = -1;
      shown = of;
      if (inDialog) {
        input.setAttribute("aria-expanded", String(links().length > 0));
        input.removeAttribute("aria-activedescendant");
        if (links().length) activate(0);
      }
      if (hasty) go();
    }
    // To what the question asks for: not to what an earlier one had found.
    function go() {
      hasty = shown !== asking;
      var goal = links()[Math.max(active, 0)];
      if (goal && !hasty) goal.click();
    }
    function activate(at) {
      var all = links();
      if (all[active]) all[active].setAttribute("aria-selected", "false");
      active = (at + all.length) % all.length;
      all[active].setAttribute("aria-selected", "true");
      all[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", all[active].id);
    }
    place.addEventListener("keydown", function (event) {
      var all = links(), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.target === input && event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
        go();
      }
      if (!step || !all.length || event.altKey || event.target.tagName === "SELECT") return;
      if (inDialog) {
        if (event.target !== input) return;
        event.preventDefault();
        return activate(active + step);
      }
      var at = all.indexOf(event.target);
      if (event.target !== input && at < 0) return;
      event.preventDefault();
      (all[at + step] || (step < 0 ? input : all[at])).focus();
    });
    input.addEventListener("input", ask);

    // The address of the page follows what is asked.
    function query() {
      var said = new URLSearchParams();
      if (input.value) said.set("q", input.value);
      Object.keys(chosen).forEach(function (facet) { said.set(facet, chosen[facet]); });
      return said.toString();
    }
    function keep() {
      if (inDialog) return;
      var said = query();
      try { history.replaceState(null, "", said ? "?" + said : location.pathname); } catch (e) { /* from disk */ }
    }
    return {
      input: input,
      start: function (said) {
        input.value = (said.get("q") || "").slice(0, 200);
        facets.forEach(function (facet) {
          var value = said.get(facet.id);
          if (facet.values.some(function (own) { return own.id === value; })) chosen[facet.id] = value;
        });
        ask();
      }
    };
  }

  var page = document.querySelector("[data-search-page]"), dialog, box;
  if (page) {
    box = build(page, false);
    box.start(new URLSearchParams(location.search));
    box.input.focus({ preventScroll: true });
  }
  self.playbookSearchOpen = function () {
    if (page) { box.input.focus(); return box.input.select(); }
    if (!dialog) {
      dialog = make("dialog", { "class": "search", "aria-label": "Search" });
      document.body.append(dialog);
      box = build(dialog, true);
      var close = make("button", { type: "button", "class": "button", text: "Close" });
      close.addEventListener("click", function () { dialog.close(); });
      dialog.querySelector(".hits-box").append(close);
      // A click beside it closes it, and so does going to a place on the same page.
      dialog.addEventListener("click", function (event) {
        if (event.target === dialog || event.target.closest("a")) dialog.close();
      });
    }
    if (!dialog.open) dialog.showModal();
    box.input.focus();
    box.input.select();
  };
})();
