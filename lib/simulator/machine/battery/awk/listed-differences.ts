import type { ListedDifference } from '../case'

const raw = String.raw

/** Where the twin's awk does not answer as mawk 1.3.4 20200120 does. */
export const awkDifferences: readonly ListedDifference[] = [
  {
    script: raw`awk 'BEGIN {print match("xaaa", /xa?a?/), RLENGTH}'`,
    why: 'mawk misses the longest match behind two `?` side by side; the twin finds it',
  },
  {
    script: raw`awk 'BEGIN {print match("eth10: mtu 1500", /.*[0-9]+/), RLENGTH}'`,
    why: 'mawk goes no farther than the first place where what is behind `.*` is repeated; the twin takes the longest',
  },
  {
    script: raw`awk 'BEGIN {print match("caabba", /(a|ab|c)+[a-c]b+/), RLENGTH}'`,
    why: 'mawk misses the leftmost match of some repeated alternatives; the twin finds it',
  },
  {
    script: raw`awk 'BEGIN {s = "b bb"; gsub(/b+/, "&&", s); print s}'`,
    why: 'mawk takes a match for the replacement before it where the two are equal',
  },
  {
    script: raw`awk 'BEGIN {x = 4; print x++ /3/ 1}'`,
    why: 'mawk finds an expression behind `++` in any record',
  },
  {
    script: raw`awk 'BEGIN {print "nan" + 0}'`,
    why: 'a number of the twin that is none has but one sign',
  },
  {
    script: raw`awk 'function f(a) {a["x"] = 1} function g(b) {f(b); return length(b)} BEGIN {print g(c)}' 2>/dev/null`,
    why: 'mawk dies of SIGSEGV',
  },
  {
    script: raw`awk -W dump 'BEGIN {print 1}'`,
    why: 'nobody looks at how the twin would compile a program',
  },
  {
    script: raw`awk 'BEGIN {print 1 ~ "*x", 2 ~ "+"}' 2>&1`,
    why: 'of several wrong expressions in one statement the twin tells the first',
  },
]
