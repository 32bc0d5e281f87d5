// The rules of fit in the browser: the same as src/fit/rules.rs, judge.rs and question.rs,
// against which tests/vectors.rs holds them. Pure: it knows the data of explorer/data.js,
// no page. `known` is what is known: two halves of a set of values for each factor
// (known[2 * factor], known[2 * factor + 1]); both 0 is unknown.
(function (fit) {
  "use strict";
  var FITS = 0, LEANS_FOR = 1, MIXED = 2, CANT_TELL = 3, NOTHING_SAID = 4,
    LEANS_AGAINST = 5, FITS_BADLY = 6, AVOID = 7;
  var YES = fit.YES = 0, PARTLY = fit.PARTLY = 1, NO = fit.NO = 2, UNKNOWN = fit.UNKNOWN = 3;
  // Flags, as bits.
  var COULD_BE_RULED_OUT = fit.COULD_BE_RULED_OUT = 1, PART_OF_THE_WORK = fit.PART_OF_THE_WORK = 2;
  fit.AVOID_LEAN = 2;

  // The data, ready to be judged: practices as lists of lines, and which practices ask what.
  fit.model = function (data) {
    var lines = data.practices.map(function (practice) { return practice[4]; });
    var asking = data.factors.map(function () { return []; });
    lines.forEach(function (own, practice) {
      var seen = {};
      own.forEach(function (line) {
        for (var at = 0; at < line[3].length; at += 3) seen[line[3][at]] = true;
      });
      Object.keys(seen).forEach(function (factor) { asking[factor].push(practice); });
    });
    return {
      lines: lines,
      asking: asking,
      sizes: data.factors.map(function (factor) { return factor[2].length; }),
      retired: data.factors.map(function (factor) { return factor[3]; })
    };
  };

  // Nothing is known.
  fit.unknown = function (model) { return new Int32Array(2 * model.sizes.length); };
  fit.has = function (known, factor, value) {
    return (known[2 * factor + (value >> 5)] >>> (value & 31) & 1) === 1;
  };
  fit.toggle = function (known, factor, value) {
    known[2 * factor + (value >> 5)] ^= 1 << (value & 31);
  };
  fit.isKnown = function (known, factor) { return (known[2 * factor] | known[2 * factor + 1]) !== 0; };

  // Whether a line speaks of what is known. Any *no* is no; else any unknown is unknown;
  // else any *partly* is partly; else yes.
  fit.applies = function (line, known) {
    var when = line[3], found = YES;
    for (var at = 0; at < when.length; at += 3) {
      var low = known[2 * when[at]], high = known[2 * when[at] + 1];
      if (!(low | high)) found = UNKNOWN;
      else if (!(low & when[at + 1] | high & when[at + 2])) return NO;
      else if (found === YES && (low & ~when[at + 1] | high & ~when[at + 2])) found = PARTLY;
    }
    return found;
  };

  // The verdict of a practice's lines; its flags and the counts that order it go to `out`.
  fit.decide = function (lines, known, out) {
    var avoid = false, avoidUnknown = false, someUnknown = false, partly = false;
    var pro = -1, contra = -1, counts = [0, 0, 0];
    for (var at = 0; at < lines.length; at++) {
      var line = lines[at], found = fit.applies(line, known);
      if (found === NO) continue;
      if (found === UNKNOWN) {
        someUnknown = true;
        if (line[0] === 2) avoidUnknown = true;
        continue;
      }
      if (found === PARTLY) partly = true;
      if (line[0] === 2) avoid = true;
      else if (line[0] === 1) contra = Math.max(contra, line[1]);
      else { pro = Math.max(pro, line[1]); counts[line[1]] += 1; }
    }
    if (out) {
      out.flags = (avoidUnknown && !avoid ? COULD_BE_RULED_OUT : 0) | (partly ? PART_OF_THE_WORK : 0);
      out.counts = counts;
    }
    if (avoid) return AVOID;
    if (pro < 0 && contra < 0) return someUnknown ? CANT_TELL : NOTHING_SAID;
    if (pro >= 0 && contra >= 0) return MIXED;
    if (pro >= 0) return pro > 0 ? FITS : LEANS_FOR;
    return contra > 0 ? FITS_BADLY : LEANS_AGAINST;
  };

  // Every practice judged, and the order: verdicts in theirs; within one more applying strong
  // `for` lines first, then more clear, then more slight, then the data's own order.
  fit.judge = function (model, known) {
    var size = model.lines.length, out = {};
    var verdicts = new Uint8Array(size), flags = new Uint8Array(size), keys = new Float64Array(size);
    var order = [];
    for (var practice = 0; practice < size; practice++) {
      verdicts[practice] = fit.decide(model.lines[practice], known, out);
      flags[practice] = out.flags;
      keys[practice] = ((verdicts[practice] * 65536 + 65535 - out.counts[2]) * 65536 + 65535 - out.counts[1]) *
        65536 + 65535 - out.counts[0];
      order.push(practice);
    }
    order.sort(function (a, b) { return keys[a] - keys[b] || a - b; });
    return { verdicts: verdicts, flags: flags, order: order };
  };

  // What choosing a value would do: for each practice whose verdict it changes, from and to.
  fit.changes = function (model, known, verdicts, factor, value, each) {
    var then = known.slice();
    fit.toggle(then, factor, value);
    model.asking[factor].forEach(function (practice) {
      var verdict = fit.decide(model.lines[practice], then);
      if (verdict !== verdicts[practice]) each(practice, verdict);
    });
  };

  // For each unknown factor the number of practices whose verdict some value would change;
  // for a known one, and one that is retired and asked of nobody, -1.
  fit.counts = function (model, known, verdicts) {
    return model.sizes.map(function (size, factor) {
      if (model.retired[factor] || fit.isKnown(known, factor)) return -1;
      var changed = new Set();
      for (var value = 0; value < size; value++) {
        fit.changes(model, known, verdicts, factor, value, function (practice) { changed.add(practice); });
      }
      return changed.size;
    });
  };

  // The next best question: the factor with the most, the first of equals; -1 is none.
  fit.next = function (counts) {
    var best = -1;
    counts.forEach(function (count, factor) {
      if (count > 0 && (best < 0 || count > counts[best])) best = factor;
    });
    return best;
  };
})(typeof module === "object" ? module.exports : (self.playbookFit = {}));
