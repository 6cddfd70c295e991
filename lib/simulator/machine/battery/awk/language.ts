import { from } from '../case'

const raw = String.raw

/** Statements, operators, arrays and functions. */
export const language = from(
  raw`awk 'BEGIN {if (1) print "y"; else print "n"; if (0) {print 1} else if (2) {print 2} else print 3; if (0) print "no"
else print "newline"}'`,
  raw`awk 'BEGIN {for (i = 0; i < 5; i++) {if (i == 1) continue; if (i == 4) break; print i}; for (;;) {if (++n > 2) break}; print n; while (n) n--; do n++; while (n < 3); print n}'`,
  raw`awk 'BEGIN {do print 1
while (0); print 2; do {x++} while (x < 3); print x; while (x-- > 0) if (x == 1) print "one"; else print x}'`,
  raw`awk '
function max(a,
             b)
{
  if (a > b)
    return a
  return b
}
# a comment
BEGIN {
  x = 1   # another

  if (x == 1 &&
      x < 2 ||
      0)
    print "one"
  else
    print "other"
  print max(3, 7), \
    max("b", "a")
  a["p"] = 1; a["q"] = 2
  for (k in a) { if (k == "p") delete a[k] }
  print length(a) ; ;
}'`,
  raw`awk 'function f(n) {return n <= 1 ? 1 : n * f(n - 1)} BEGIN {print f(5), f(10), f(20)}'; awk 'function fib(n) {if (n < 2) return n; return fib(n - 1) + fib(n - 2)} BEGIN {print fib(15)}'`,
  raw`awk 'function g(a, k) {a[k] = 1; k = "changed"} BEGIN {g(arr, "x"); for (i in arr) print i; y = "z"; g(arr, y); print y, length(arr)}'; awk 'function h(  l) {l[1]++; return l[1]} BEGIN {print h(), h()}'`,
  raw`awk 'function f(a) {a = 5; return a} BEGIN {x = 3; print f(x), x, f(y), y "|"}'; awk 'function f() {return} BEGIN {print "[" f() "]", f() + 1; x = f(); print x == 0, x == ""}'`,
  raw`awk 'function f(a, b) {if (a > 0) {b[a] = a; f(a - 1, b)}} BEGIN {f(3, z); for (i in z) s += z[i]; print s, length(z)}'; awk 'function p(s) {print s; return s} BEGIN {p(1) p(2); x = p("a") + p("b")}'`,
  raw`awk 'function swap(a, i, j,   t) {t = a[i]; a[i] = a[j]; a[j] = t} BEGIN {n = split("3 1 2", v); for (i = 1; i <= n; i++) for (j = i + 1; j <= n; j++) if (v[i] > v[j]) swap(v, i, j); print v[1], v[2], v[3]}'`,
  raw`echo x | awk 'function f(a) {$0 = a; return NF} {print f("p q r"), $2}'; awk 'func f(x) {return x * 2} BEGIN {print f(4)}' 2>&1; awk 'function f(x) {return x} BEGIN {print f (3)}'`,
  raw`awk 'BEGIN {a["x"]; if ("x" in a) print "in"; if (!("y" in a)) print "not"; print length(a); if (a["z"] == "") print "made"; print length(a); delete a["x"]; print ("x" in a), length(a); delete a; print length(a)}'`,
  raw`awk 'BEGIN {a[1, 2] = 3; if ((1, 2) in a) print "in"; for (k in a) {split(k, p, SUBSEP); print p[1], p[2]}; SUBSEP = ":"; a["x", "y"]; if (("x:y") in a) print "colon"; delete a[1, 2]; delete a["x", "y"]; print ((1, 2) in a)}'`,
  raw`awk 'BEGIN {a["one"]; a["two"]; a["three"]; a["four"]; a["five"]; a["six"]; for (k in a) print k}'`,
  raw`awk 'BEGIN {for (i = 1; i <= 20; i++) a[i] = i; for (k in a) printf "%s ", k; print ""; a["x"]; a[3]; for (k in a) printf "%s ", k; print ""}'`,
  raw`awk 'BEGIN {for (i = 1; i <= 2000; i++) a["key" i] = i; for (k in a) {s += a[k] * ++n; if (n < 5) print k}; print s; for (i = 1; i < 1000; i++) delete a["key" i]; for (k in a) if (m++ < 5) print k}'`,
  raw`awk 'BEGIN {n = split("the quick brown fox jumps over the lazy dog", w); for (i = 1; i <= n; i++) c[w[i]]++; for (k in c) print k, c[k]; for (i in w) print i, w[i]}'`,
  raw`printf 'eth0 up\nEthernet4 down\nEthernet0 up\nPortChannel1 up\neth0 down\n' | awk '{n[$1]++; s[$2] = s[$2] " " $1} END {for (k in n) print k, n[k]; for (k in s) print k ":" s[k]}'`,
  raw`awk 'BEGIN {for (i = 10; i > 0; i--) a[i * 7 % 11] = i; for (k in a) print k, a[k]; split("c b a", b); b["z"]; b[0]; for (k in b) print k; a[-1]; a[1.5]; a["01"]; for (k in a) print k}'`,
  raw`awk 'BEGIN {x = 5; x += 2; print x; x -= 1; print x; x *= 3; print x; x /= 4; print x; x %= 3; print x; x ^= 2; print x; y = x = 4; print x, y; print x++ + ++x, x--, --x}'`,
  raw`awk 'BEGIN {print 1 + 2 * 3 ^ 2, (1 + 2) * 3, 10 % 4 * 2, -3 ^ 2, 2 - -2, !1 + 1, !0 == 1, 1 - 1 - 1, 2 ^ 2 ^ 3, 7 - 2 * 3, - - 3, + "4x"}'`,
  raw`awk 'BEGIN {print 1 || 0 && 0, (1 || 0) && 0, !1 || 1; x = 0; if (x++ || x++) print "y"; print x; if (x == 9 && y++) print "no"; print y + 0; print 1 ? 2 ? "a" : "b" : "c", 0 ? 1 : 0 ? 2 : 3}'`,
  raw`awk 'BEGIN {a = "A"; b = "B"; print a b, a" "b, a"-"b; print a b == "AB", (a b) == "AB"; print 1 2 + 3 4; print "x" > "/dev/stdout"; c = a b "c"; print c; print -a, +a, !a; $0 = "3 4"; print $1 $2, $1*$2, $1-$2, $1 -$2}'`,
  raw`awk 'BEGIN {i = 1; a[i++] = i; print a[1], i; i = 1; a[i] = i++ + 5; print a[1]; n["k"] = length(n); print n["k"]; x[1] = x[1] "s"; print x[1]; print length(x)}'`,
  raw`awk 'BEGIN {$0 = "a b c"; for (i = NF; i; i--) s = s $i; print s; print NF ? "has" : "none"; print "b" in x, length(x); if (!(3 in y)) y[3] = "t"; print y[3]; print 1 in y ? "i" : "o"}'`,
  raw`awk -v a=1 -v b=x 'BEGIN {print a + 1, b, c "|"; a = a b; print a}'; awk -v 's=a\tb\\n' 'BEGIN {print s}'; awk -v n=010 'BEGIN {print n + 0, (n == 10), n}'; awk -va=5 'BEGIN {print a}'; awk -v p='^x' 'BEGIN {print "xy" ~ p}'`,
  raw`echo 'a:b' > f; awk '{print x, $2}' x=1 FS=: f x=2 f; awk '{print v}' v='q\tz' f; awk 'END {print v}' f v=end; awk 'BEGIN {print v "|"} END {print v}' v=1 /dev/null`,
  raw`awk 'BEGIN {for (i = 0; i < ARGC; i++) print i, ARGV[i]; print ARGC}' a b=c -x -- 'd e'; awk 'BEGIN {ARGV[1] = ""; ARGV[2] = "-"; ARGC = 3} {print "r", $0}' nofile <<< hi; echo z > f; awk 'BEGIN {ARGV[ARGC++] = "f"} {print}'`,
  raw`N=10 X='a b' awk 'BEGIN {print ENVIRON["N"] + 1, ENVIRON["X"], (ENVIRON["N"] == 10.0), (ENVIRON["N"] < 9), length(ENVIRON["NONE"]), ("X" in ENVIRON), ("Y" in ENVIRON)}'`,
  raw`printf '# prog\nBEGIN { FS = ":" }\n{ print $2 }\n' > p.awk; printf 'a:b\n' > d; awk -f p.awk d; awk -f p.awk -v x=1 < d; printf 'function dbl(x) { return 2 * x }\n' > lib.awk; printf 'BEGIN { print dbl(4) }' > m.awk; awk -f lib.awk -f m.awk`,
  raw`printf '#!/usr/bin/awk -f\n{ n += $1 } END { print n }\n' > s.awk; chmod +x s.awk; printf '1\n2\n' | ./s.awk; printf '5\n' > d; ./s.awk d d; echo '{print $1}' | awk -f - d`,
  raw`awk -- '{print $1}' <<< 'a b'; awk -F : -v x=1 -- '{print $2 x}' <<< 'a:b'; awk -F: '{print $2}' - <<< 'a:b'; mawk 'BEGIN {print ARGV[0]}'; nawk 'BEGIN {print ARGV[0]}'; /usr/bin/awk 'BEGIN {print ARGV[0]}'`,
  raw`awk 'BEGIN {if (!("a" in x)) {print 1} ; if (1) {print 2}
else {print 3}
for (i in x) ; ; while (0) ; print 4; {print 5}; ; }'; awk 'BEGIN{}'; awk ''; echo $?; awk '# only'; echo $?`,
  raw`awk 'BEGIN {printf "%s %s %s\n", 1==1?"t":"f", "a"=="b"?"t":"f", (2>1)?"t":"f"; x["a"]=1; for(k in x)for(j in x)print k j; print length(x)}'; awk 'BEGIN{print substr("abc",2)>"/dev/stdout";if(1){};print"z"}'`,
  raw`awk 'BEGIN { getline x < "/dev/null"; print x "|"; a = "x"; a = a a; print a; print length a; b = 3 " apples"; print b * 2; print "3" + "4", "3" "4", 3 4; print 1e2x, 0x10, 011, .5., 1.5.5 }'`,
)
