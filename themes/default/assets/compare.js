// Any two or three teams side by side, chosen here. The choice is in the address; what each
// team says and runs comes in a script of its own. Texts are always set as text.
(function () {
  "use strict";
  var data = self.playbookCompare, words = self.playbookCompareWords, place = document.getElementById("compare-any");
  if (!data || !words || !place) return;
  var MOST = 3, chosen = [], unknown = [], asked = {}, fields = [], form = place.querySelector("form");
  var result = place.querySelector(".compare-result"), status = place.querySelector("[role=status]");
  var ABSENT = ["It would fit.", "Slightly for it.", "Mixed.", "Can’t tell.", "Nothing is said of it for such a team.",
    "Slightly against it.", "It would fit badly.", "To be avoided here."];

  function make(name, attributes) {
    var made = document.createElement(name);
    for (var key in attributes) {
      if (key === "text") made.textContent = attributes.text;
      else made.setAttribute(key, attributes[key]);
    }
    for (var at = 2; at < arguments.length; at++) if (arguments[at]) made.append(arguments[at]);
    return made;
  }

  // The address: what it does not know is told as text, and everything else passed over.
  function here() { return location.hash.charAt(1) === "?" ? location.hash.slice(2) : location.search; }
  function read() {
    chosen = [];
    unknown = [];
    (new URLSearchParams(here()).get("teams") || "").split(",").filter(Boolean).forEach(function (id) {
      var at = data.teams.findIndex(function (team) { return team[0] === id; });
      if (at < 0) unknown.push(id.slice(0, 80));
      else if (!chosen.includes(at) && chosen.length < MOST) chosen.push(at);
    });
    fields.forEach(function (field, at) { field.value = at in chosen ? chosen[at] : ""; });
  }
  function write() {
    var query = chosen.length ? "?teams=" + chosen.map(function (at) { return encodeURIComponent(data.teams[at][0]); }).join(",") : "";
    try { history.pushState(null, "", query || location.pathname); }
    catch (e) { location.hash = query; }
  }

  ["First team", "Second team", "Third team, if any"].forEach(function (name) {
    var field = make("select", {}, make("option", { value: "", text: "–" }));
    data.teams.forEach(function (team, at) { field.append(make("option", { value: at, text: team[1] })); });
    field.addEventListener("change", function () {
      unknown = [];
      chosen = fields.map(function (own) { return own.value; }).filter(Boolean).map(Number)
        .filter(function (at, index, all) { return all.indexOf(at) === index; });
      write();
      show();
    });
    fields.push(field);
    form.append(make("label", {}, make("span", { text: name }), field));
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });

  // Each team's script is loaded when it is first shown.
  function loaded() {
    var all = self.playbookTeams || {};
    chosen.forEach(function (at) {
      if (all[at] || asked[at]) return;
      asked[at] = true;
      var script = make("script", { src: "team-" + at + ".js" });
      script.addEventListener("load", show);
      script.addEventListener("error", function () { asked[at] = false; tell("What " + data.teams[at][1] + " does could not be loaded."); });
      document.head.append(script);
    });
    return chosen.every(function (at) { return all[at]; });
  }
  function tell(text) {
    status.textContent = text;
    result.replaceChildren(make("p", { "class": "quiet", text: text }));
  }

  function link(url, text, kind) { return make("a", { href: url, text: text, "class": kind ? "ref k-" + kind : "" }); }
  function table(caption, head, teams, rows) {
    var top = make("tr", {}, make("th", { scope: "col", text: head }));
    teams.forEach(function (team) { top.append(make("th", { scope: "col", text: team.title })); });
    var body = make("tbody", {});
    rows.forEach(function (row) { body.append(make.apply(null, ["tr", {}, make("th", { scope: "row" }, row[0])].concat(row[1]))); });
    return make("div", { "class": "table-scroll", tabindex: "0", role: "region", "aria-label": caption },
      make("table", { "class": "compare" }, make("caption", { text: caption }), make("thead", {}, top), body));
  }
  function fold(title, inside) {
    return make("details", { "class": "fold" }, make("summary", { text: title }), inside);
  }

  function context(teams) {
    var rows = [[], []];
    data.factors.forEach(function (factor, at) {
      var said = teams.map(function (team) { return team.says[at]; });
      var alike = said.every(function (own) { return own && said[0] ? words.same(own, said[0]) : own === said[0]; });
      rows[alike ? 1 : 0].push([link(factor[1], factor[0]), said.map(function (own) {
        return own ? make("td", {}, words.labels(factor, own, false), own[2] ? " " : "", own[2] ? make("span", { "class": "flag", text: "assumed" }) : "")
          : make("td", {}, make("span", { "class": "unknown", text: "unknown" }));
      })]);
    });
    return data.factors.length && [make("h4", { text: "Context" }), rows[0].length ? table("Where they differ", "Factor", teams, rows[0])
      : make("p", { "class": "quiet", text: "No factor is known to differ." }),
      rows[1].length && fold("The same in " + rows[1].length, table("Where they do not", "Factor", teams, rows[1]))];
  }

  function cell(team, practice) {
    var row = words.best(team, practice);
    if (!row) {
      var why = ABSENT[team.verdicts.charAt(practice)] || "";
      return make("td", {}, make("span", { "class": "unused", text: "Not used" }), why && make("span", { "class": "note", text: why }));
    }
    var state = row[6], rhythm = [row[4] === null ? "" : "every " + data.cycles[row[4]], row[5] || ""].filter(Boolean).join(", ");
    return make("td", {}, row[3] !== null && make("em", { text: row[3] }), row[3] !== null && " ",
      make("span", { "class": "status st-" + state[0] }, make("span", { "class": "glyph", "aria-hidden": "true", text: state[1] }), state[2]),
      make("span", { "class": "note", text: rhythm }));
  }
  function practices(teams) {
    var named = new Set();
    teams.forEach(function (team) { team.rows.forEach(function (row) { named.add(row[0]); }); });
    function count(practice) {
      return teams.filter(function (team) { var row = words.best(team, practice); return row && row[1]; }).length;
    }
    var all = Array.from(named).sort(function (a, b) { return count(b) - count(a) || a - b; });
    var rows = all.slice(0, data.rows).map(function (practice) {
      var own = data.practices[practice];
      return [link(own[1], own[0], own[2]), teams.map(function (team) { return cell(team, practice); })];
    });
    return rows.length && [make("h4", { text: "Practices" }), table("What they run and ran", "Practice", teams, rows),
      all.length > rows.length && make("p", { "class": "quiet", text: "And " + (all.length - rows.length) + " more." })];
  }

  // Whether the ids of two teams, joined, would be those of two others.
  function apart(both) {
    return (data.apart || []).some(function (pair) { return pair.map(encodeURIComponent).join("/") === both.join("/"); });
  }

  function show() {
    if (unknown.length) return tell(unknown.map(function (id) { return "There is no team “" + id + "”."; }).join(" "));
    if (!chosen.length) { status.textContent = ""; return result.replaceChildren(); }
    if (chosen.length < 2) return tell("Choose another team to set beside " + data.teams[chosen[0]][1] + ".");
    if (!loaded()) return;
    var teams = chosen.map(function (at) { return self.playbookTeams[at]; });
    var sentences = words.sentences(data, teams), said = make("ul", { "class": "differs" });
    sentences.forEach(function (sentence) { said.append(make("li", { text: sentence })); });
    var both = chosen.slice().sort(function (a, b) { return a - b; }).map(function (at) { return encodeURIComponent(data.teams[at][0]); });
    var names = make("p", { "class": "quiet" });
    chosen.forEach(function (at, index) { names.append(index ? ", " : "", link(data.teams[at][2], data.teams[at][1], "team")); });
    if (data.pages && chosen.length === 2) names.append(". ", link(both.join(apart(both) ? "/" : "-and-") + "/", "The whole comparison"));
    result.replaceChildren.apply(result, [].concat(
      make("h3", { text: words.list(words.titles(teams), "and") }), names,
      sentences.length && [make("h4", { text: "What differs" }), said],
      context(teams), practices(teams)).filter(Boolean));
    status.textContent = words.list(words.titles(teams), "and") + " side by side.";
  }

  addEventListener("popstate", function () { read(); show(); });
  addEventListener("hashchange", function () { read(); show(); });
  place.hidden = false;
  read();
  show();
})();
