// A matrix with JavaScript: one tab stop and arrow keys, rows found by name, only the rows
// that differ, one column alone, the reasons of a cell beside the table. Without it the table is
// whole and every cell is a link to its reasons below.
(function () {
  "use strict";
  var table = document.getElementById("matrix");
  var tools = document.querySelector(".matrix-tools");
  if (!table || !tools) return;
  var rows = Array.from(table.querySelectorAll("tbody tr:not(.group)"));
  var heads = Array.from(table.querySelectorAll("thead th"));

  // Every link of the table, by line and place; the corner stands for itself.
  function grid() {
    return [table.tHead.rows[0]].concat(rows.filter(function (row) { return !row.hidden; }))
      .map(function (row) {
        return Array.from(row.cells).filter(function (cell) { return !cell.hidden; })
          .map(function (cell) { return cell.querySelector("a"); });
      });
  }
  var links = Array.from(table.querySelectorAll("a"));
  function stop(link) {
    links.forEach(function (other) { other.tabIndex = other === link ? 0 : -1; });
  }
  stop(rows[0] && rows[0].querySelector("a"));
  table.addEventListener("focusin", function (event) {
    var link = event.target.closest("a");
    if (link) stop(link);
  });
  table.addEventListener("keydown", function (event) {
    var step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    var far = { Home: -1, End: 1 }[event.key];
    var from = event.target.closest("a");
    if (!from || (!step && !far) || event.altKey || event.metaKey) return;
    var lines = grid();
    var line = lines.findIndex(function (cells) { return cells.includes(from); });
    var place = lines[line].indexOf(from);
    var goal;
    event.preventDefault();
    if (far) {
      var cells = lines[line].filter(Boolean);
      goal = far < 0 ? cells[0] : cells[cells.length - 1];
    } else {
      // Cells without a link are passed over.
      for (var y = line + step[0], x = place + step[1]; lines[y] && x >= 0 && x < lines[y].length; y += step[0], x += step[1]) {
        if (lines[y][x]) { goal = lines[y][x]; break; }
      }
    }
    if (goal) goal.focus();
  });

  // The tools above the table.
  function field(label, input) {
    var frame = document.createElement("label");
    frame.append(label + " ", input);
    tools.append(frame);
    input.addEventListener("input", show);
    return input;
  }
  function make(name, type) {
    var made = document.createElement(name);
    if (type) made.type = type;
    return made;
  }
  var words = field("Rows named", make("input", "search"));
  var column = field("Column", make("select"));
  column.add(new Option("all", ""));
  heads.forEach(function (head, place) { column.add(new Option(head.textContent.trim(), place + 1)); });
  var differ = field("Only rows that differ", make("input", "checkbox"));
  // Where cells hold verdicts, rows can stand in their order in one column; within their group.
  var ORDER = ["fits", "leans-for", "mixed", "cant-tell", "nothing-said", "leans-against", "fits-badly", "avoid"];
  var listed = rows.slice();
  function rank(row, place) {
    var found = ORDER.findIndex(function (own) { return row.cells[place].classList.contains("v-" + own); });
    return found < 0 ? ORDER.length : found;
  }
  var judged = ORDER.some(function (own) { return table.querySelector("td.v-" + own); });
  var by = judged && field("Sort by fit in", make("select"));
  if (by) {
    by.add(new Option("–", ""));
    heads.forEach(function (head, place) { by.add(new Option(head.textContent.trim(), place + 1)); });
    by.addEventListener("input", function () {
      var place = Number(by.value);
      rows = listed.slice();
      if (place) rows.sort(function (one, other) { return rank(one, place) - rank(other, place); });
      rows.forEach(function (row) { row.parentNode.append(row); });
      rows = Array.from(table.querySelectorAll("tbody tr:not(.group)"));
      show();
    });
  }
  var state = document.createElement("p");
  state.setAttribute("role", "status");
  tools.append(state);
  tools.hidden = false;

  function show() {
    var wanted = words.value.toLowerCase();
    var only = Number(column.value);
    var shown = 0;
    [table.tHead.rows[0]].concat(rows).forEach(function (row) {
      Array.from(row.cells).forEach(function (cell, place) {
        cell.hidden = only > 0 && place > 0 && place !== only;
      });
    });
    rows.forEach(function (row) {
      // Whether the reasons of a cell are being read is no difference.
      var kinds = new Set(Array.from(row.cells).slice(1).map(function (cell) { return cell.className.replace(/ ?\bis-open\b/, ""); }));
      var named = row.cells[0].textContent.toLowerCase().includes(wanted);
      row.hidden = !named || (differ.checked && kinds.size < 2);
      if (!row.hidden) shown += 1;
    });
    table.querySelectorAll("tr.group").forEach(function (group) {
      group.hidden = !Array.from(group.parentNode.rows).some(function (row) { return row !== group && !row.hidden; });
      group.cells[0].colSpan = only ? 2 : heads.length + 1;
    });
    state.textContent = [shown < rows.length ? shown + " of " + rows.length + " rows" : "",
      by && by.value ? "sorted by fit in " + by.selectedOptions[0].textContent : ""].filter(Boolean).join(", ");
    table.classList.toggle("is-single", only > 0);
    var first = rows.find(function (row) { return !row.hidden; });
    stop(first && first.querySelector("a"));
    // The reasons of a cell that is gone would have nowhere to give the focus back to.
    if (!panel.hidden && !opener.offsetParent) end();
  }

  // The reasons of a cell, beside the table or below it: focus stays in the cell, and they follow it.
  var frame = table.closest(".matrix-frame");
  var panel = make("section");
  var opener;
  panel.className = "matrix-panel";
  panel.hidden = true;
  panel.setAttribute("aria-label", "The reasons of a cell");
  panel.setAttribute("aria-live", "polite");
  if (frame) frame.append(panel);

  function reasonsOf(link) {
    var cell = link && link.closest("td.cell");
    return cell && link.hash && document.getElementById(link.hash.slice(1));
  }
  function copy(element) {
    var copied = element.cloneNode(true);
    copied.removeAttribute("id");
    copied.querySelectorAll("[id], .back").forEach(function (part) {
      if (part.matches(".back")) part.remove();
      else part.removeAttribute("id");
    });
    return copied;
  }
  function tell(link, said) {
    var row = said.closest("details");
    var title = make("p");
    title.className = "matrix-panel-title";
    title.append(copy(row.querySelector("p > a")), " · " + heads[link.closest("td").cellIndex - 1].textContent.trim());
    var verdict = make("p");
    verdict.append.apply(verdict, Array.from(copy(said).childNodes));
    var close = make("button", "button");
    close.className = "button";
    close.textContent = "Close";
    close.addEventListener("click", function () { end(); });
    var head = make("div");
    head.className = "matrix-panel-head";
    head.append(title, close);
    panel.replaceChildren(head, verdict);
    // Of the row's lines those that count here, under their own numbers.
    var numbers = Array.from(said.querySelectorAll(".by"), function (by) { return by.textContent.match(/\d+/g) || []; })
      .flat().map(Number);
    var lines = row.querySelector("ol");
    if (lines && numbers.length) {
      var list = make("ul");
      list.className = "reasons small numbered";
      numbers.forEach(function (number) {
        var line = copy(lines.children[number - 1]);
        line.style.counterSet = "line " + number;
        list.append(line);
      });
      panel.append(list);
    }
    if (opener) opener.closest("td").classList.remove("is-open");
    opener = link;
    link.closest("td").classList.add("is-open");
    panel.hidden = false;
    // Beside the table where it stays whole there, else below it.
    frame.className = "matrix-frame is-beside";
    if (frame.scrollWidth > frame.clientWidth) frame.className = "matrix-frame is-below";
    link.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  function end() {
    if (panel.hidden) return;
    panel.hidden = true;
    frame.className = "matrix-frame";
    opener.closest("td").classList.remove("is-open");
    if (panel.contains(document.activeElement) || document.activeElement === document.body) opener.focus();
  }
  table.addEventListener("click", function (event) {
    var link = event.target.closest("a");
    var said = reasonsOf(link);
    if (!frame || !said || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    tell(link, said);
  });
  table.addEventListener("focusin", function (event) {
    var link = event.target.closest("a");
    var said = !panel.hidden && reasonsOf(link);
    if (said) tell(link, said);
  });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") end(); });

  // Where there is no room for a table one column is a list.
  if (heads.length > 1 && matchMedia("(max-width: 43.75em)").matches) {
    column.value = "1";
    show();
  }
})();
