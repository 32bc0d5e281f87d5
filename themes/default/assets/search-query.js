// The search's answers. Pure: it knows the words of search/index.js and the shards that have
// been loaded, no page. A question that needs shards says which, and is asked again.
(function (search) {
  "use strict";
  var SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  var LONGEST = 32, MOST = 8, PREFIXES = 24, MISSPELT = 12;
  var COMMON = 16, STRONG = 32;

  // A text as words, as src/search/words.rs makes them.
  search.fold = function (text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\p{M}/gu, "").replace(/ς/g, "σ");
  };
  search.words = function (text) {
    var found = search.fold(text).replace(/['’]/g, "")
      .match(/[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]|(?:(?![\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}])[\p{Alphabetic}\p{N}])+/gu) || [];
    return found.map(function (word) { return Array.from(word).slice(0, LONGEST).join(""); });
  };

  // The letters of a word as bits, to pass over what cannot be near.
  function letters(word) {
    var bits = 0;
    for (var at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) & 31);
    return bits;
  }
  function ones(bits) {
    var count = 0;
    for (; bits; bits &= bits - 1) count += 1;
    return count;
  }

  search.open = function (index) {
    var words = [], before = "";
    if (index.words) {
      index.words.split(" ").forEach(function (text) {
        before = before.slice(0, parseInt(text.charAt(0), 36)) + text.slice(1);
        words.push(before);
      });
    }
    return {
      pages: index.pages,
      starts: index.shards,
      words: words,
      letters: words.map(letters),
      known: Array.from(index.known, function (sign) { return SIGNS.indexOf(sign); })
    };
  };

  // How many letters to change, leave out, put in or swap to come from `a` to `b`, and to the
  // nearest beginning of `b`; more than `most` is told as more.
  var rows = [[], [], []];
  search.distance = function (a, b, most) {
    var last = rows[0], row = rows[1], older = rows[2], swap;
    for (var j = 0; j <= b.length; j++) row[j] = j;
    for (var i = 1; i <= a.length; i++) {
      swap = older; older = last; last = row; row = swap;
      row[0] = i;
      var least = i;
      for (j = 1; j <= b.length; j++) {
        var cost = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
        var best = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost);
        if (i > 1 && j > 1 && cost && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1)) {
          best = Math.min(best, older[j - 2] + 1);
        }
        row[j] = best;
        if (best < least) least = best;
      }
      if (least > most) return [most + 1, most + 1];
    }
    var start = row[b.length];
    for (j = 0; j < b.length; j++) if (row[j] < start) start = row[j];
    return [row[b.length], start];
  };

  // The words that a token may mean, each with how much it counts, and 1 if it is merely near.
  function meant(opened, token, isLast, misspelt) {
    var words = opened.words, known = opened.known, found = [], more = [], exact = -1;
    for (var at = 0; at < words.length; at++) {
      if (!words[at].startsWith(token)) continue;
      if (words[at] === token) exact = at;
      else more.push(at);
    }
    if (exact >= 0) found.push([exact, 1, 0]);
    // A whole word that others follow is not the beginning of another, but for its endings.
    if (exact >= 0 && !isLast) more = more.filter(function (word) { return words[word].length <= token.length + 2; });
    // What is longer: what names something first, then what is more often said.
    more.sort(function (a, b) { return (known[b] & STRONG) - (known[a] & STRONG) || (known[b] & 15) - (known[a] & 15) || a - b; });
    more.slice(0, PREFIXES).forEach(function (word) {
      found.push([word, 0.8 * Math.sqrt(token.length / words[word].length), 0]);
    });
    var most = token.length < 3 ? 0 : token.length < 6 ? 1 : 2;
    if (most && (misspelt || !found.length)) {
      var own = letters(token), near = [];
      for (at = 0; at < words.length; at++) {
        var word = words[at];
        if (word.length < token.length - most || word.startsWith(token) || ones(own & ~opened.letters[at]) > most) continue;
        var far = search.distance(token, word, most);
        var by = Math.min(far[0], far[1] + 0.5);
        if (Math.floor(by) <= most) near.push([by + (word.charAt(0) === token.charAt(0) ? 0 : 0.25), word.length - token.length, at]);
      }
      near.sort(function (a, b) {
        return a[0] - b[0] || (known[b[2]] & STRONG) - (known[a[2]] & STRONG) || Math.abs(a[1]) - Math.abs(b[1]) || (known[b[2]] & 15) - (known[a[2]] & 15) || a[2] - b[2];
      });
      near.slice(0, MISSPELT).forEach(function (other) { found.push([other[2], 0.6 * Math.pow(0.5, other[0] - 1) * (exact >= 0 ? 0.5 : 1), 1]); });
    }
    return found;
  }

  function shardOf(opened, word) {
    var low = 0, high = opened.starts.length - 1;
    while (low < high) {
      var middle = (low + high + 1) >> 1;
      if (opened.starts[middle] <= word) low = middle; else high = middle - 1;
    }
    return low;
  }

  // The pages of each token with what they weigh; `missing` gathers shards to load first.
  function weigh(opened, shards, tokens, misspelt, missing) {
    return tokens.map(function (token, place) {
      var found = meant(opened, token, place === tokens.length - 1, misspelt), lists = [], size = 0, any = false;
      found.forEach(function (candidate) {
        var shard = shardOf(opened, candidate[0]);
        if (!shards[shard]) { if (!missing.includes(shard)) missing.push(shard); return; }
        var own = shards[shard][candidate[0] - opened.starts[shard]];
        lists.push([own, candidate[1], candidate[2]]);
        size += own.length / 2;
        if (opened.known[candidate[0]] & COMMON) any = true;
      });
      var rare = Math.log(1 + opened.pages / Math.max(1, size)), pages = new Map();
      lists.forEach(function (list) {
        for (var at = 0, page = 0; at < list[0].length; at += 2) {
          page += list[0][at];
          var weight = (list[0][at + 1] & 63) * list[1] * rare, before = pages.get(page);
          // A word as it is asked for counts before one that is near it, whatever they weigh.
          if (!before || before[2] > list[2] || (before[2] === list[2] && before[0] < weight)) pages.set(page, [weight, list[0][at + 1] >> 6, list[2]]);
        }
      });
      // Pages that have a common word in their text alone are not known: it is not asked for.
      return { pages: pages, common: any, words: found.map(function (candidate) { return candidate[0]; }) };
    });
  }

  function hits(weighed, all) {
    var asked = weighed.filter(function (token) { return !token.common; });
    if (!asked.length) asked = weighed;
    var found = new Map();
    weighed.forEach(function (token) {
      token.pages.forEach(function (own, page) {
        var hit = found.get(page);
        if (!hit) found.set(page, hit = { page: page, score: 0, met: 0, near: 0, by: {} });
        hit.score += own[0];
        if (asked.includes(token)) {
          hit.met += 1;
          hit.near += own[2];
        }
        hit.by[own[1]] = (hit.by[own[1]] || 0) + own[0];
      });
    });
    var list = [];
    found.forEach(function (hit) {
      if (all ? hit.met < asked.length : !hit.met) return;
      var section = 0, best = -1;
      Object.keys(hit.by).forEach(function (own) {
        if (hit.by[own] > best) { best = hit.by[own]; section = Number(own); }
      });
      list.push({ page: hit.page, section: section, score: hit.score, met: hit.met, near: hit.near, all: hit.met >= asked.length });
    });
    list.sort(function (a, b) { return b.met - a.met || a.near - b.near || b.score - a.score || a.page - b.page; });
    return list;
  }

  // The pages that answer, best first. First those that have all words; where they are few,
  // those that have them misspelt; where there are none, those that have some. A hit tells how
  // many of its words are merely `near` what was asked, and whether it has `all`.
  search.find = function (opened, shards, text) {
    var tokens = Array.from(new Set(search.words(text))).slice(0, MOST);
    var answer = { tokens: tokens, hits: [], missing: [], words: [] };
    if (!tokens.length) return answer;
    function note(weighed) {
      weighed.forEach(function (token) { token.words.forEach(function (word) { answer.words.push(opened.words[word]); }); });
    }
    var weighed = weigh(opened, shards, tokens, false, answer.missing);
    if (answer.missing.length) return answer;
    answer.hits = hits(weighed, true);
    note(weighed);
    if (answer.hits.length >= 3) return answer;
    weighed = weigh(opened, shards, tokens, true, answer.missing);
    if (answer.missing.length) return answer;
    note(weighed);
    var have = new Set(answer.hits.map(function (hit) { return hit.page; }));
    answer.hits = answer.hits.concat(hits(weighed, true).filter(function (hit) { return !have.has(hit.page); }));
    if (!answer.hits.length) answer.hits = hits(weighed, false);
    return answer;
  };

  // A stretch of a text around the first word that was meant: pieces, every other one a match.
  search.excerpt = function (text, words, length) {
    var wanted = new Set(words), pattern = /[\p{Alphabetic}\p{N}\p{M}'’]+/gu, match, places = [];
    while ((match = pattern.exec(text))) {
      var own = search.words(match[0]);
      if (own.some(function (word) { return wanted.has(word); })) places.push([match.index, match.index + match[0].length]);
    }
    var start = 0;
    if (!length) length = text.length;
    else if (text.length > length && places.length && places[0][0] > length / 2) {
      start = text.indexOf(" ", places[0][0] - length / 3) + 1;
      if (start > places[0][0] || !start) start = places[0][0];
    }
    var end = Math.min(text.length, start + length);
    if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), Math.min(start + length / 2, text.length));
    var pieces = [], at = start;
    places.forEach(function (place) {
      if (place[0] < start || place[1] > end) return;
      pieces.push(text.slice(at, place[0]), text.slice(place[0], place[1]));
      at = place[1];
    });
    pieces.push(text.slice(at, end));
    if (start) pieces[0] = "…" + pieces[0];
    if (end < text.length) pieces.push(pieces.pop().replace(/[.,;:]$/, "") + "…");
    return pieces;
  };
})(typeof module === "object" ? module.exports : (self.playbookFind = {}));
