// The explorer: the answers of the form, judged by explorer-fit.js, as a ranked list with
// reasons. The answers are in the address. Texts are always set as text, never as markup.
(function () {
  "use strict";
  var data = self.playbookExplorer, fit = self.playbookFit, place = document.getElementById("explorer");
  if (!data || !fit || !place) return;
  var model = fit.model(data), known = fit.unknown(model), judged, compared = [];
  var LISTED = 12, MOST = 4, AVOID = 7, COMPARE = ".compare";
  var GROUPS = [["fit", [0, 1]], ["mixed", [2]], ["advise against", [5, 6, 7]], ["can’t tell", [3]]];
  var BASES = { opinion: "an opinion", experience: "from experience", research: "from research" };
  var byRef = {};
  data.practices.forEach(function (practice, index) { byRef[ref(practice)] = index; });

  function ref(practice) { return data.kinds[practice[0]][0] + "/" + practice[1]; }
  function make(name, attributes) {
    var made = document.createElement(name);
    for (var key in attributes) {
      if (key === "text") made.textContent = attributes.text;
      else if (key === "click") made.addEventListener("click", attributes.click);
      else if (attributes[key] !== null) made.setAttribute(key, attributes[key]);
    }
    for (var at = 2; at < arguments.length; at++) if (arguments[at]) made.append(arguments[at]);
    return made;
  }
  function list(words, last) {
    return words.length < 2 ? words.join("") : words.slice(0, -1).join(", ") + " " + last + " " + words[words.length - 1];
  }
  function quoted(labels) { return labels.map(function (label) { return "“" + label + "”"; }); }
  // As `inside` of src/site/words.rs: a first word with another capital or a digit in it stays.
  function lower(title) {
    return /^.\S*[\p{Uppercase}\p{N}]/u.test(title) ? title : title.replace(/^./u, function (first) { return first.toLowerCase(); });
  }
  function name(factor) { return lower(data.factors[factor][1]); }
  function label(factor, value) { return data.factors[factor][2][value][1]; }
  function chosen(factor) {
    return data.factors[factor][2].map(function (_, value) { return value; })
      .filter(function (value) { return fit.has(known, factor, value); });
  }

  // The address: one parameter a factor; what it does not know is passed over.
  function answers() {
    return data.factors.map(function (factor, index) {
      var values = chosen(index).map(function (value) { return encodeURIComponent(factor[2][value][0]); });
      return values.length ? encodeURIComponent(factor[0]) + "=" + values.join(",") : "";
    }).filter(Boolean).join("&");
  }
  function read(query) {
    known.fill(0);
    compared = [];
    new URLSearchParams(query).forEach(function (text, key) {
      if (key === COMPARE) {
        text.split(",").forEach(function (own) {
          var found = Object.hasOwn(byRef, own) ? byRef[own] : -1;
          if (found >= 0 && !compared.includes(found) && compared.length < MOST) compared.push(found);
        });
      }
      data.factors.forEach(function (factor, index) {
        if (factor[0] !== key) return;
        factor[2].forEach(function (value, bit) {
          if (value[0] !== text && !text.split(",").includes(value[0])) return;
          if (!fit.has(known, index, bit)) fit.toggle(known, index, bit);
        });
      });
    });
  }
  function address() {
    var both = [answers(), compared.length ? COMPARE + "=" + compared.map(function (practice) {
      return encodeURIComponent(ref(data.practices[practice])).replace("%2F", "/");
    }).join(",") : ""];
    return both.filter(Boolean).join("&");
  }
  // What changes nothing is no step for Back to take.
  function write() {
    var query = address(), path = location.pathname;
    if (query === here().replace(/^\?/, "")) return;
    try { history.pushState(null, "", query ? "?" + query : path); }
    catch (e) { location.hash = query ? "?" + query : ""; }
  }
  function here() { return location.hash.charAt(1) === "?" ? location.hash.slice(2) : location.search; }

  // The form: the links of each factor become its answers.
  var options = [];
  place.querySelectorAll("[data-factor]").forEach(function (field) {
    var factor = data.factors.findIndex(function (own) { return own[0] === field.dataset.factor; });
    if (factor < 0) return;
    var unsure = make("input", { type: "checkbox", id: "a." + factor });
    options.push({ factor: factor, input: unsure, field: field });
    unsure.addEventListener("change", function () {
      known[2 * factor] = known[2 * factor + 1] = 0;
      unsure.checked = true;
      changed();
    });
    field.querySelectorAll("[data-value]").forEach(function (link) {
      var value = data.factors[factor][2].findIndex(function (own) { return own[0] === link.dataset.value; });
      if (value < 0) return;
      var id = "a." + factor + "." + value, note = link.parentNode.querySelector(".note");
      var input = make("input", { type: "checkbox", "aria-describedby": id + ".n " + id + ".e" });
      var effect = make("span", { id: id + ".e", "class": "effect" });
      if (note) note.id = id + ".n";
      input.addEventListener("change", function () { fit.toggle(known, factor, value); changed(); });
      link.replaceWith(make("label", {}, input, make("span", { text: link.textContent })), effect);
      options.push({ factor: factor, value: value, input: input, effect: effect });
    });
    field.querySelector("ul").prepend(make("li", {}, make("label", {}, unsure, make("span", { text: "Don’t know" }))));
  });
  var presets = Array.from(place.querySelectorAll("[data-preset]"));
  presets.forEach(function (link) {
    link.setAttribute("href", "?" + link.dataset.preset);
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      var keep = compared;
      read(link.dataset.preset);
      compared = keep;
      changed();
    });
  });

  // Where the results go.
  var heading = document.getElementById("s.results"), results = document.getElementById("results");
  var status = place.querySelector(".explorer-count");
  heading.tabIndex = -1;
  var said = make("ul", { "class": "chips answers" });
  var copy = make("button", { type: "button", "class": "button", text: "Copy link", click: copyLink });
  // The link to be copied by hand, where no script may.
  var link = make("input", { "class": "filter", readonly: "", "aria-label": "The link" });
  var clear = make("button", { type: "button", "class": "button", text: "Start again", click: function () {
    known.fill(0);
    changed();
    heading.focus();
  } });
  var tools = make("p", { "class": "explorer-tools" }, copy,
    make("button", { type: "button", "class": "button", text: "Print", click: function () { print(); } }), clear);
  var ask = make("div", { "class": "ask" });
  var beside = make("div", { "class": "explorer-beside" });
  var tray = make("div", { "class": "explorer-tray", role: "group", "aria-label": "To compare" });
  var bar = make("a", { "class": "explorer-bar", href: "#s.results" });
  var shown = document.createElement("div");
  status.after(said, tools, ask);
  place.prepend(beside);
  results.replaceChildren(shown, tray);
  place.append(bar);
  if (self.IntersectionObserver) new IntersectionObserver(function (seen) { bar.hidden = seen[0].isIntersecting; }).observe(heading.parentNode);

  function copyLink() {
    function done() {
      copy.textContent = "Copied";
      setTimeout(function () { copy.textContent = "Copy link"; }, 1500);
    }
    function byHand() {
      copy.replaceWith(link);
      link.select();
    }
    if (navigator.clipboard) navigator.clipboard.writeText(location.href).then(done, byHand); else byHand();
  }

  // The words of practices come in parts, when one of a part is first shown.
  var asked = {};
  function words(practice) {
    var part = Math.floor(practice / data.part), have = (self.playbookReasons || {})[part];
    if (have) return have[practice % data.part];
    if (!asked[part]) {
      asked[part] = true;
      var script = make("script", { src: "reasons-" + part + ".js" });
      script.addEventListener("load", show);
      document.head.append(script);
    }
    return ["", "", [], []];
  }

  // Why a line counts, tied to the answers.
  function because(line, applies) {
    var when = line[3], yours = [], but = [];
    for (var at = 0; at < when.length; at += 3) {
      var factor = when[at], accepted = when.slice(at, at + 3);
      var holds = [], fails = [];
      chosen(factor).forEach(function (value) {
        (accepted[1 + (value >> 5)] >>> (value & 31) & 1 ? holds : fails).push(label(factor, value));
      });
      if (!holds.length) { but.push(name(factor)); continue; }
      yours.push(list(quoted(holds), "and") + " for " + name(factor));
      if (fails.length && applies !== fit.UNKNOWN) but.push("not where it is " + list(quoted(fails), "or"));
    }
    if (applies === fit.UNKNOWN) return "Depends on " + list(but, "and") + ".";
    if (!when.length) return "Holds whatever you answer.";
    return "You said " + list(yours, "and") + (but.length ? "; this holds for part of the work, " + list(but, "and") : "") + ".";
  }
  function reason(practice, line, at) {
    var applies = fit.applies(line, known), lean = ["for", "against", "avoid"][line[0]];
    var strength = ["slight", "clear", "strong"][line[1]];
    return make("li", { "class": "reason lean-" + lean + (applies === fit.UNKNOWN ? " is-unknown" : "") },
      make("p", { "class": "because" },
        make("span", { "class": "vh", text: ["For: ", "Against: ", "Avoid: "][line[0]] }), words(practice)[2][at] || "…"),
      make("p", { "class": "when", text: because(line, applies) }),
      make("p", { "class": "meta" }, make("span", { "class": "strength s-" + strength, text: strength }),
        make("span", { text: BASES[data.bases[line[2]]] || data.bases[line[2]] })));
  }
  // The reasons of a practice that apply, or those that are unknown.
  function reasons(practice, unknown, some) {
    var found = make("ul", { "class": "reasons small" });
    model.lines[practice].forEach(function (line, at) {
      var applies = fit.applies(line, known);
      if (applies !== fit.NO && (applies === fit.UNKNOWN) === unknown && (!some || some(line))) found.append(reason(practice, line, at));
    });
    return found.childElementCount ? found : null;
  }

  // What would change a verdict: answers to what is unknown, then other answers.
  function wouldChange(practice) {
    var lines = model.lines[practice], verdict = judged.verdicts[practice], open = [], other = [];
    model.asking.forEach(function (asking, factor) {
      if (!lines.some(function (line) { return line[3].some(function (own, at) { return at % 3 === 0 && own === factor; }); })) return;
      var isKnown = fit.isKnown(known, factor), then = known.slice(), to = {};
      data.factors[factor][2].forEach(function (_, value) {
        then[2 * factor] = then[2 * factor + 1] = 0;
        fit.toggle(then, factor, value);
        var found = fit.decide(lines, then);
        if (found !== verdict) (to[found] = to[found] || []).push(label(factor, value));
      });
      Object.keys(to).forEach(function (found) {
        (isKnown ? other : open).push([found, "if " + name(factor) + (isKnown ? " were " : " is ") + list(quoted(to[found]), "or") + "."]);
      });
    });
    return open.concat(other);
  }
  function verdict(index) {
    var own = data.verdicts[index];
    return make("span", { "class": "verdict v-" + own[0] }, make("span", { "class": "glyph", "aria-hidden": "true", text: own[1] }), own[2]);
  }
  function changes(practice) {
    var found = wouldChange(practice);
    if (!found.length) return null;
    var few = make("ul", { "class": "changes" });
    found.forEach(function (change) { few.append(make("li", {}, verdict(change[0]), " " + change[1])); });
    return make("details", { "class": "would", id: "w." + practice },
      make("summary", { text: "What would change it" }, " ", make("span", { "class": "count", text: found.length })), few);
  }

  function title(practice) {
    var own = data.practices[practice];
    return make("a", { "class": "ref k-" + data.kinds[own[0]][0], href: own[3], text: own[2] });
  }
  function flags(practice) {
    var raised = document.createDocumentFragment();
    if (judged.flags[practice] & fit.COULD_BE_RULED_OUT) raised.append(make("span", { "class": "flag", text: "could be ruled out" }));
    if (judged.flags[practice] & fit.PART_OF_THE_WORK) raised.append(make("span", { "class": "flag", text: "for part of the work" }));
    return raised;
  }
  function needs(practice) {
    var first = words(practice)[3];
    if (!first.length) return null;
    var found = make("p", { "class": "needs-first" }, make("span", { text: "Needs first: " }));
    first.forEach(function (need, at) {
      found.append(at ? ", " : "", make("a", { href: need[1], text: need[0] }), " ", make("span", { "class": "quiet", text: need[2] }));
    });
    return found;
  }
  function result(practice) {
    var at = judged.verdicts[practice], own = words(practice);
    var box = make("input", { type: "checkbox", id: "c." + practice, "aria-label": "Compare " + data.practices[practice][2] });
    box.checked = compared.includes(practice);
    box.disabled = !box.checked && compared.length >= MOST;
    box.addEventListener("change", function () { compare(practice, box.checked); });
    var head = make("div", { "class": "ranked-head" }, make("span", { "class": "ranked-title", id: "t." + practice }, title(practice)),
      make("span", { "class": "ranked-end" }, verdict(at), make("label", { "class": "pick" }, box, make("span", { "aria-hidden": "true", text: "Compare" }))),
      make("span", { "class": "quiet", text: own[0] }), flags(practice));
    var body = [reasons(practice, false), at === 3 && reasons(practice, true), needs(practice), changes(practice)];
    if (at !== AVOID) return make.apply(null, ["li", { "class": "ranked" }, head].concat(body));
    // What to avoid stays in sight, with why; the rest is folded.
    var why = model.lines[practice].findIndex(function (line) {
      return line[0] === fit.AVOID_LEAN && fit.applies(line, known) < fit.NO;
    });
    return make("li", { "class": "ranked" }, head, make.apply(null, ["details", { "class": "would", id: "d." + practice },
      make("summary", { text: own[2][why] || "Why" })].concat(body)));
  }

  // The groups of verdicts. What was opened or closed stays so.
  var opened = {}, long = {};
  function group(index) {
    var own = data.verdicts[index];
    var practices = judged.order.filter(function (practice) { return judged.verdicts[practice] === index; });
    if (!practices.length) return null;
    var items = make("ul", { "class": "ranking" });
    var fold = make("details", { "class": "fold verdict-group v-" + own[0], id: "g." + index }, make("summary", {},
      make("h3", {}, make("span", { "class": "glyph", "aria-hidden": "true", text: own[1] }), own[2] + " ",
        make("span", { "class": "count", text: practices.length })), make("span", { "class": "quiet", text: own[3] })), items);
    fold.open = index in opened ? opened[index] : index !== 3 && index !== 4;
    var more;
    function fill(from, to) { practices.slice(from, to).forEach(function (practice) { items.append(result(practice)); }); }
    function open() {
      if (!fold.open || items.firstChild) return;
      var end = long[index] || LISTED;
      fill(0, end);
      if (practices.length <= end) return;
      more = make("button", { type: "button", "class": "button", click: function () {
        long[index] = end + 4 * LISTED;
        fill(end, long[index]);
        items.children[end].querySelector("a").focus();
        end = long[index];
        label();
      } });
      function label() {
        if (practices.length <= end) more.remove();
        else more.textContent = "Show " + Math.min(practices.length - end, 4 * LISTED) + " more of " + practices.length;
      }
      label();
      fold.append(more);
    }
    open();
    fold.addEventListener("toggle", function () { opened[index] = fold.open; open(); });
    return fold;
  }

  // Side by side.
  function compare(practice, on) {
    compared = compared.filter(function (other) { return other !== practice; });
    if (on && compared.length < MOST) compared.push(practice);
    write();
    showCompared();
  }
  function showCompared() {
    link.value = location.href;
    shown.querySelectorAll(".pick input").forEach(function (box) {
      box.checked = compared.includes(Number(box.id.slice(2)));
      box.disabled = !box.checked && compared.length >= MOST;
    });
    tray.hidden = !compared.length;
    tray.replaceChildren(make("span", { text: compared.map(function (practice) { return data.practices[practice][2]; }).join(", ") }),
      compared.length > 1
        ? make("button", { type: "button", "class": "button", text: "Side by side", click: function () { document.getElementById("s.beside").focus(); beside.scrollIntoView(); } })
        : make("span", { "class": "quiet", text: "Choose another, up to four." }),
      make("button", { type: "button", "class": "button", text: "Clear", click: function () { compared = []; write(); showCompared(); heading.focus(); } }));
    beside.hidden = compared.length < 2;
    if (beside.hidden) return beside.replaceChildren();
    function row(title, cell) {
      var line = make("tr", {}, make("th", { scope: "row", text: title }));
      compared.forEach(function (practice) { line.append(make("td", {}, cell(practice) || make("span", { "class": "quiet", text: "None" }))); });
      return line;
    }
    function lean(wanted) { return function (practice) { return reasons(practice, false, function (line) { return (line[0] === 0) === wanted; }); }; }
    var heads = make("tr", {}, make("th", { scope: "col", text: "Practice" }));
    compared.forEach(function (practice) { heads.append(make("th", { scope: "col" }, title(practice))); });
    beside.replaceChildren(make("h2", { id: "s.beside", tabindex: "-1", text: "Side by side" }),
      make("div", { "class": "table-scroll", tabindex: "0", role: "region", "aria-label": "Side by side" },
        make("table", { "class": "compare" }, make("thead", {}, heads), make("tbody", {},
          row("In short", function (practice) { return words(practice)[1]; }),
          row("Here", function (practice) { return make("span", {}, verdict(judged.verdicts[practice]), " ", flags(practice)); }),
          row("For it", lean(true)), row("Against it", lean(false)),
          row("Can’t be judged yet", function (practice) { return reasons(practice, true); }),
          row("Rhythm", function (practice) { return words(practice)[0]; }),
          row("Needs first", needs),
          row("Would change it", function (practice) { var found = changes(practice); return found && found.lastChild; })))));
  }

  // All that follows from the answers.
  function tally(verdicts) {
    var counts = data.verdicts.map(function () { return 0; });
    verdicts.forEach(function (own) { counts[own] += 1; });
    return GROUPS.map(function (own) { return own[1].reduce(function (sum, at) { return sum + counts[at]; }, 0); });
  }
  function effect(factor, value) {
    var delta = data.verdicts.map(function () { return 0; }), all = 0;
    fit.changes(model, known, judged.verdicts, factor, value, function (practice, then) {
      delta[judged.verdicts[practice]] -= 1;
      delta[then] += 1;
      all += 1;
    });
    var said = GROUPS.slice(0, 3).map(function (own) {
      var by = own[1].reduce(function (sum, at) { return sum + delta[at]; }, 0);
      return by ? (by > 0 ? "+" : "−") + Math.abs(by) + " " + own[0] : "";
    }).filter(Boolean);
    return said.length ? said.join(", ") : all ? "changes " + all : "changes nothing";
  }
  function show() {
    var active = document.activeElement, inside = results.contains(active), focus = inside && (active.id || active.parentNode.id);
    var opens = Array.from(shown.querySelectorAll("details.would[open]"), function (fold) { return fold.id; });
    shown.replaceChildren();
    data.verdicts.forEach(function (_, index) { var own = group(index); if (own) shown.append(own); });
    opens.forEach(function (id) { var fold = document.getElementById(id); if (fold) fold.open = true; });
    showCompared();
    var again = focus && document.getElementById(focus);
    if (again) (again.tagName === "INPUT" ? again : again.firstChild).focus();
    // What is no longer listed, or lies in a group that is closed, leaves the focus to its list.
    if (inside && !results.contains(document.activeElement)) heading.focus();
  }
  function update() {
    judged = fit.judge(model, known);
    options.forEach(function (option) {
      var isKnown = fit.isKnown(known, option.factor);
      option.input.checked = option.effect ? fit.has(known, option.factor, option.value) : !isKnown;
      if (option.effect) option.effect.textContent = option.input.checked ? "" : effect(option.factor, option.value);
    });
    var query = answers();
    presets.forEach(function (link) {
      if (query && link.dataset.preset === query) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    var counts = tally(judged.verdicts);
    var text = counts.map(function (count, at) { return count || !at ? count + " " + (count === 1 && at === 2 ? "advises against" : count === 1 && !at ? "fits" : GROUPS[at][0]) : ""; })
      .filter(Boolean).join(", ");
    if (status.textContent !== text) status.textContent = text;
    bar.replaceChildren(make("span", { text: text }), make("span", { text: "See them" }));
    clear.hidden = !query;

    said.replaceChildren();
    data.factors.forEach(function (factor, index) {
      if (!fit.isKnown(known, index)) return;
      var text = factor[1] + ": " + list(chosen(index).map(function (value) { return label(index, value); }), "and");
      said.append(make("li", {}, make("button", { type: "button", text: text, "aria-label": "Take back: " + text, click: function () {
        known[2 * index] = known[2 * index + 1] = 0;
        changed();
        heading.focus();
      } })));
    });
    said.hidden = !query;

    var unknown = fit.counts(model, known, judged.verdicts), next = fit.next(unknown);
    var field = next >= 0 && options.find(function (option) { return option.factor === next && option.field; });
    ask.hidden = !field;
    if (field) {
      var question = field.field.querySelector("legend").textContent;
      ask.replaceChildren(make("p", { "class": "quiet", text: "The answer that would tell most" }),
        make("p", { "class": "ask-question", text: question }),
        make("p", {}, make("button", { type: "button", "class": "button", text: "Answer it", click: function () {
          field.field.scrollIntoView();
          field.input.focus({ preventScroll: true });
        } }), make("span", { "class": "quiet", text: " It would change what we say of " + unknown[next] + (unknown[next] === 1 ? " practice." : " practices.") })));
    }
    long = {};
    show();
  }
  function changed() { write(); update(); }
  function restore() { read(here()); update(); }
  addEventListener("popstate", restore);
  place.classList.add("is-live");
  restore();
})();
