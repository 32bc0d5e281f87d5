// What differs between two or three teams, in sentences, the most telling first: the rules of
// src/site/page/compare/differs.rs, held against it by tests/browser on every pair with a page.
(function () {
  "use strict";
  var OPPOSED = 2, RUN_OTHERWISE = 3, FACTORS = 4, AVOID = "7";

  function list(words, last) {
    return words.length < 2 ? words.join("") : words.slice(0, -1).join(", ") + " " + last + " " + words[words.length - 1];
  }
  function titles(teams) { return teams.map(function (team) { return team.title; }); }
  function has(mask, value) { return mask[value >> 5] >>> (value & 31) & 1; }
  function meets(mask, other) { return Boolean(mask[0] & other[0] || mask[1] & other[1]); }
  function same(one, other) { return one[0] === other[0] && one[1] === other[1]; }
  function alike(all) { return all.every(function (one) { return one === all[0]; }); }

  // Labels in a row; inside a sentence the first begins small as well.
  function labels(factor, mask, inside) {
    var found = factor[2].filter(function (_, value) { return has(mask, value); });
    return list(found.map(function (label, at) { return label[at || inside ? 1 : 0]; }), "and");
  }
  function best(team, practice) {
    return team.rows.find(function (row) { return row[0] === practice && row[2]; });
  }
  function running(team) { return team.rows.filter(function (row) { return row[1]; }); }
  function runs(team, practice) {
    var row = best(team, practice);
    return row && row[1] ? row : null;
  }
  function rhythm(data, row) {
    return [row[4] === null ? "" : "every " + data.cycles[row[4]], row[5] || ""].filter(Boolean).join(" for ");
  }

  // What one runs and the evidence tells another to keep away from.
  function opposed(data, teams) {
    var found = [];
    teams.forEach(function (own) {
      teams.forEach(function (other) {
        if (own === other) return;
        running(own).forEach(function (row) {
          var here = own.verdicts[row[0]], there = other.verdicts[row[0]];
          if (!/[01]/.test(here) || !/[67]/.test(there)) return;
          found.push([there, data.practices[row[0]][0] + " fits " + own.title + ". At " + other.title + " the evidence " +
            (there === AVOID ? "tells it to keep away" : "speaks against it") +
            (runs(other, row[0]) ? ", and it runs it all the same" : "") + "."]);
        });
      });
    });
    found.sort(function (a, b) { return b[0] - a[0]; });
    return found.slice(0, teams.length > 2 ? OPPOSED + 1 : OPPOSED);
  }

  // What several run, in another rhythm or for another length.
  function otherwise(data, teams) {
    var said = [];
    teams.forEach(function (own, at) {
      running(own).forEach(function (row) {
        if (!data.practices[row[0]][3]) return;
        if (teams.slice(0, at).some(function (earlier) { return runs(earlier, row[0]); })) return;
        var parties = teams.slice(at).map(function (team) {
          return { team: team, row: team === own ? row : runs(team, row[0]) };
        }).filter(function (party) { return party.row && rhythm(data, party.row); });
        if (parties.length < 2 || parties[0].team !== own) return;
        var sameRung = alike(parties.map(function (party) { return party.row[4]; }));
        if (sameRung && alike(parties.map(function (party) { return party.row[5]; }))) return;
        var who = parties.length < teams.length ? list(parties.map(function (party) { return party.team.title; }), "and")
          : teams.length > 2 ? "All" : "Both";
        said.push([sameRung ? 1 : 0, who + " run " + data.practices[row[0]][0] + ": " + parties.map(function (party) {
          return party.team.title + " " + rhythm(data, party.row) + (party.row[3] === null ? "" : " as “" + party.row[3] + "”");
        }).join(", ") + "."]);
      });
    });
    said.sort(function (a, b) { return a[0] - b[0]; });
    return said.slice(0, RUN_OTHERWISE);
  }

  // The factors in which they differ: those on which most of the practices turn first.
  function factors(data, teams) {
    var found = [];
    data.factors.forEach(function (factor, at) {
      var known = teams.filter(function (team) { return team.says[at]; });
      var said = known.map(function (team) { return team.says[at]; });
      if (known.length < 2 || said.every(function (mask) { return same(mask, said[0]); })) return;
      var turning = factor[3].reduce(function (sum, set) {
        return sum + (alike(said.map(function (mask) { return meets(set, mask); })) ? 0 : set[2]);
      }, 0);
      // Who says the same says it together.
      var together = new Map();
      known.forEach(function (team) {
        var word = labels(factor, team.says[at], true);
        together.set(word, (together.get(word) || []).concat(team.title));
      });
      found.push([turning, factor[0] + ": " + Array.from(together, function (own) {
        return "“" + own[0] + "” at " + list(own[1], "and");
      }).join(", ") + "."]);
    });
    found.sort(function (a, b) { return b[0] - a[0]; });
    return found.slice(0, FACTORS);
  }

  // What their meetings cost, where that differs by an hour a week or by half.
  function hours(data, teams) {
    var known = teams.filter(function (team) { return team.hours; });
    if (known.length < 2) return [];
    var all = known.map(function (team) { return team.hours[0]; });
    var least = Math.min.apply(null, all), apart = Math.max.apply(null, all) - least;
    if (apart < 1 && apart * 2 < least) return [];
    return [[0, "Meetings take " + known.map(function (team, at) {
      return team.hours[1] + (at ? "" : (team.hours[1] === "1" ? " hour" : " hours") + " a person and week") + " at " + team.title;
    }).join(", ") + "."]];
  }

  // How many practices they have in common.
  function shared(data, teams) {
    var sets = teams.map(function (team) { return new Set(running(team).map(function (row) { return row[0]; })); });
    if (sets.every(function (set) { return !set.size; })) return [];
    var others = function (own, practice) { return sets.filter(function (set) { return set !== own && set.has(practice); }).length; };
    var all = Array.from(sets[0]).filter(function (practice) { return others(sets[0], practice) === sets.length - 1; }).length;
    return [[0, "They have " + (all === 0 ? "no practice" : all === 1 ? "one practice" : all + " practices") + " in common; " +
      sets.map(function (set, at) {
        var alone = Array.from(set).filter(function (practice) { return !others(set, practice); }).length;
        return teams[at].title + (at ? " " : " alone runs ") + alone;
      }).join(", ") + "."]];
  }

  self.playbookCompareWords = {
    sentences: function (data, teams) {
      return [].concat.apply([], [opposed, otherwise, factors, hours, shared].map(function (say) { return say(data, teams); }))
        .map(function (said) { return said[1]; });
    },
    best: best, labels: labels, list: list, rhythm: rhythm, same: same, titles: titles
  };
})();
