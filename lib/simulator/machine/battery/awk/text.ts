import { from } from '../case'

const raw = String.raw

/** The functions on text. */
export const text = from(
  raw`awk 'BEGIN {print length("abc"), length(""), length(12345), length(), length}' < /dev/null; echo 'hello world' | awk '{print length, length($2), length $1}'`,
  raw`awk 'BEGIN {print substr("hello", 2, 3), substr("hello", 2), substr("hello", 0), substr("hello", 10) "|", substr("hello", 2, 0) "|", substr("hello", 2, 100)}'`,
  raw`awk 'BEGIN {print substr("hello", 0, 2), substr("hello", -1, 3), substr("hello", -3), substr("hello", 1.9, 1.9), substr("hello", "2", "2"), substr(12345, 2, 3), substr("hello", 2, -1) "|"}'`,
  raw`awk 'BEGIN {print index("foobar", "bar"), index("foo", "z"), index("foo", ""), index("", "a"), index("", ""), index(12345, 34)}'`,
  raw`awk 'BEGIN {print toupper("aBc1é"), tolower("ABCÉ"), toupper(substr("word", 1, 1)) substr("word", 2), toupper(1e3)}'`,
  raw`awk 'BEGIN {s = "aaa"; print gsub(/a/, "b", s), s; s = "hello"; gsub(/l*/, "-", s); print s; s = "abc"; gsub(//, "X", s); print s; s = "abc"; gsub(/$/, "X", s); print s; s = "abc"; gsub(/^/, "X", s); print s}'`,
  raw`awk 'BEGIN {s = "hello"; sub(/l/, "[&]", s); print s; s = "hello"; sub(/l/, "[\\&]", s); print s; s = "hello"; sub(/l/, "[\\\\&]", s); print s; s = "a/b"; gsub("/", "\\/", s); print s; s = "x"; sub("x", "a\\\\b\\c", s); print s}'`,
  raw`awk 'BEGIN {s = "a.b.c"; gsub(".", "x", s); print s; s = "a.b.c"; gsub("\\.", "x", s); print s; s = "a.b.c"; gsub(/\./, "", s); print s; s = "a+b"; gsub("+", "-", s)}' 2>&1; echo $?`,
  raw`echo 'a b a' | awk '{print gsub(/a/, "x"), $0, $1; print sub(/b/, "y y"), NF, $0}'; echo 'a b c' | awk '{gsub(/b/, "Q", $2); print; sub("c", "", $3); print $0 "|", NF}'`,
  raw`echo '  padded  ' | awk '{gsub(/^ +| +$/, ""); print "[" $0 "]"}'; echo '  padded  ' | awk '{sub(/^[ \t]+/, ""); sub(/[ \t]+$/, ""); print "[" $0 "]"}'; echo '"q"' | awk '{gsub(/"/, ""); print}'`,
  raw`echo 'k: "v",' | awk -F: '{gsub(/[",]/, "", $2); gsub(/ /, "", $2); print $2}'; echo '50%' | awk '{sub("%", ""); print $1 + 0}'; echo '1,234,567' | awk '{gsub(",", ""); print $0 + 1}'`,
  raw`echo abc | awk '{gsub(/b/, "[&&]"); print}'; echo abc | awk '{sub(/x/, "y"); print}'; echo aXbX | awk '{sub(/X$/, ""); print}'; awk 'BEGIN {a["k"] = "foo"; sub(/o+/, "0", a["k"]); print a["k"]; gsub(/o/, "x", u); print u "|"}'`,
  raw`awk 'BEGIN {s = "abcabc"; n = gsub("b|c", "", s); print n, s; s = "aaa"; gsub(/x*/, "-", s); print s; s = "abab"; gsub(/(ab)+/, "<&>", s); print s; s = "foo.bar"; gsub(/[^a-z]/, "_", s); print s}'`,
  raw`awk 'BEGIN {print sprintf("%d-%s", 3, "x"), sprintf("%05.1f", 3.14159), sprintf("%c%c", 65, "hello"), sprintf("%%"), sprintf("plain"), length(sprintf("%10s", "x"))}'`,
  raw`awk 'BEGIN {print int(3.9), int(-3.9), int("3abc"), int(""), int("0x1f"), sqrt(16), exp(0), log(1), sin(0), cos(0), atan2(0, -1), 2 ^ 10, 2 ^ 0.5, -2 ^ 2, 2 ^ -1, 2 ^ 3 ^ 2}'`,
  raw`awk 'BEGIN {printf "%.10f %.10f %.10f\n", atan2(1, 2), exp(1), log(10); print 7 % 3, -7 % 3, 7 % -3, 5.5 % 2, 1 / 3, 10 / 2, 1e3, 1e6, 1e-5, 100000 * 100000}'`,
  raw`awk 'BEGIN {print 1 / 0, -1 / 0, log(0), log(-1), int("inf"), exp(1000), 5 % 0, 0 / 0, sqrt(-1)}'`,
  raw`awk 'BEGIN {srand(1); print rand(), rand(); srand(42); for (i = 0; i < 5; i++) print rand(); print int(rand() * 100); print srand(5), srand(7), srand(7.5), srand("x"), srand(); print srand() > 1e9}' > o; cat o; ls`,
  raw`awk 'BEGIN {srand(0); print rand(); srand("abc"); print rand(); srand(-1); print rand(); srand(3.7); print rand(); srand(4294967295); print rand()}'`,
  raw`awk 'BEGIN {print strftime("%Y-%m-%d %H:%M:%S", 86400), strftime("%c", 0), strftime("%s|%e|%j|%a %b", 5, 1), mktime("1970 01 02 00 00 00"), mktime("bad"), mktime("2024 13 45 25 61 61"), mktime("2026 11 27 09 40 00 0")}'`,
  raw`awk 'BEGIN {t = systime(); print (t > 1700000000), (strftime("%s") - t < 5), length(strftime()) > 10}'; ls`,
  raw`awk 'BEGIN {print length(x), x + 0, x "", (x == 0), (x == ""), !x, -x; if (!x) print "unset"; y = x; print (y == 0), (y == "")}'`,
  raw`awk 'BEGIN {print 1 == 1.0, "1" == 1, "1.0" == 1, "a" < "b", 10 < 9, "10" < "9", "a" < 1, "" < 0, 2 < "10", "abc" < "abd", "B" < "a"}'; printf 'é z\n' | awk '{print ($1 < $2), ($1 > "a")}'`,
  raw`printf '5 10 abc 010 1e1 +5\n' | awk '{print ($1 < $2), ($1 < $3), ($2 == $4), ($2 == $5), ($1 == $6), ($1 == "5"), ($1 == 5), ($6 == "5")}'; echo '0x11 17' | awk '{print ($1 == $2), $1 + 0, ($1 == "17")}'`,
  raw`echo '0 0.0 00 -0 0x0 +0 a .' | awk '{for (i = 1; i <= NF; i++) printf "%s:%s ", $i, ($i ? "T" : "F"); print ""; if ("0") print "string"; if (0 "") print "too"; if (!"") print "empty"}'`,
  raw`echo 'inf nan infinity 1e400 1_000 1e 5. .5 0x 0xg' | awk '{for (i = 1; i <= NF; i++) if (i != 2) printf "%s ", $i + 0; print ($1 == "inf" + 0), ($3 == "inf" + 0)}'`,
  raw`awk 'BEGIN {CONVFMT = "%.2g"; a = 3.14159; b = a ""; print b; x[a] = 1; for (k in x) print k; print 12 "", 1e6 "", 123456789 "", 0.1 + 0.2 ""; OFMT = "%.3f"; print a, a ""; print 17, 17.0, 1e20}'`,
  raw`awk 'BEGIN {print 2147483647, 2147483648, -2147483647, -2147483648, 1e15, 123456789012, 3000000000 "", 2 ^ 31, 2 ^ 53, 0.1, 1234567.89, 1e300 * 1e300, 0 * -1}'`,
  raw`awk 'BEGIN {print "a\/b\"c\\d\e\101\x41|\tx\052y"; print "one\
two"; print "a" "b" 1 + 2 "c", -1 " " -1, 1 " " 2 * 3, 1 - 1, 2 -1}'`,
  raw`awk 'BEGIN {print substr("x", 1) substr("yz", 2), "a" > "/dev/stdout"; print length(substr("abcdef", 3)), tolower(toupper("Mixed")) "!"; print index(tolower("ABC"), "c")}'`,
)
