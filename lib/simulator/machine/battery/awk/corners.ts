import { from } from '../case'

const raw = String.raw

/** Corners of the language, one after the other. */
export const corners = from(
  raw`awk 'NR==FNR{a[$1];next} $1 in a' <(printf 'a\nb\n') <(printf 'b 1\nc 2\n'); awk '{print FNR, $0}' /dev/stdin <<< x; awk '{print}' /dev/fd/0 <<< y`,
  raw`printf 'a\nb' > f; printf 'c' > g; awk 1 f g; awk 'END{print NR}' f g; awk '{print FILENAME": "FNR}' f g`,
  raw`awk '{print > $1".txt"}' <<< 'q w'; cat q.txt; awk '{print > $1 ".o" "x"}' <<< 'r t'; ls`,
  raw`awk 'BEGIN{print (((1)+2)*3), ((1,2) in a), ("a" "b") "c"; print ((1 < 2)), (1)(2)(3); x = (y = 3) + 1; print x, y; (z)++; print z}' 2>&1`,
  raw`awk 'BEGIN{a["x"]=1; b = "x" in a; print b; print "x" in a, "y" in a; if (("x" in a) && !("y" in a)) print "ok"; for (k in a) for (j in a) print k j}'`,
  raw`awk 'BEGIN { a = "10"; b = 9; print (a > b), (a+0 > b); c = substr("10",1); print (c > b), (c > "9"); $0 = "10 9"; print ($1 > $2), ($1 > "9"), ($1"" > $2"") }'`,
  raw`awk 'BEGIN { printf "%s %s\n", "a" , "b" > "f"; close("f"); while (("cat f" | getline x) > 0) print "<" x ">"; printf("%d\n", 3) ; printf ("%s-%s\n", 1, 2) ; print("a","b") ; print ("a") }'`,
  raw`printf 'a b\nc d\n' | awk '{ $2 = $2 "x" ; print ; $0 = tolower($0) ; $1 = toupper($1) } 1'`,
  raw`printf 'one two three\n' | awk '{ for (i = NF; i >= 1; i--) { printf("%s", $i); if (i > 1) printf(" ") } print "" }'`,
  raw`printf 'a  b\n' | awk '{ sub(/[ \t]+/, " "); print; print NF; $0 = $0 " c"; print NF, $3 }'`,
  raw`awk 'BEGIN { s = "a,b,c"; while ((i = index(s, ",")) > 0) { print substr(s, 1, i - 1); s = substr(s, i + 1) } print s }'`,
  raw`awk 'BEGIN { while (n < 3) { n++; if (n == 2) continue; print n } do { m++ ; if (m > 5) break } while (1); print m; for (k = 0; k < 2; k++); print k }'`,
  raw`awk 'function a(x) { x[1] = 2 } function b(y) { a(y); return y[1] } BEGIN { print b(z) }' 2>/dev/null; echo`,
  raw`awk 'function f(s,  i, r) { for (i = length(s); i > 0; i--) r = r substr(s, i, 1); return r } BEGIN { print f("hello"), f("") "|", f(123) }'`,
  raw`awk 'function g() { n++; return n } BEGIN { print g() g() g(); a[g()] = g(); for (k in a) print k, a[k]; print g() + g() * g() }'`,
  raw`awk 'function lp(s, n) { while (length(s) < n) s = " " s; return s } { print lp($1, 5) "|" lp($2, 3) "|" }' <<< 'ab 12345'`,
  raw`awk 'function h(x) { if (x) { return "t" } else { return "f" } } BEGIN { print h(1) h(0) h("") h("0") h("a") h(y) }'`,
  raw`printf '10\n20\n' | awk 'function add(x) { total += x } { add($1) } END { print total }'`,
  raw`printf 'a=1,b=2\n' | awk -F, '{ for (i=1;i<=NF;i++) { split($i, kv, "="); print kv[1] "->" kv[2] } }'`,
  raw`printf 'x y z\n' | awk '{ $2 = ""; $0 = $0; print NF; print $2 }'; printf 'x y z\n' | awk '{ $7 = "q"; print NF; NF = 3; print; $0 = "a"; print NF $1 }'`,
  raw`printf '1\n2\n3\n' | awk 'NR==2{getline; print "g " $0; next} {print}'; printf '1\n2\n3\n' | awk '{while((getline x)>0) l = x} END{print l, NR}'`,
  raw`printf 'a\n' | awk '{ "echo " $1 | getline r; print r; close("echo " $1) }'; printf 'a\nb\n' | awk '{ cmd = "echo got " $1; cmd | getline r; close(cmd); print r }'`,
  raw`awk 'BEGIN { "echo a; echo b" | getline x; "echo a; echo b" | getline y; print x y; "exit 3" | getline; print close("exit 3"); print "x" | "exit 4"; print close("exit 4") }' 2>/dev/null`,
  raw`awk 'BEGIN { system("echo a; exit 2"); r = system("exit 7"); print r; system("echo err >&2") }' 2>&1; awk 'BEGIN { print system("exit 256"), system(""), system("kill -TERM $$") }'`,
  raw`awk 'BEGIN { print toupper("x") ; print substr("abcdef", 3, 2) ; print index("abc", "c") }  ;  END { print NR }' < /dev/null`,
  raw`awk 'BEGIN { printf "%s\n", 1 == 1 ? "eq" : "ne"; print 1 == 2 ? "a" : 2 == 2 ? "b" : "c"; print (1 ? "x" : "y") "z"; n = 5; print n % 2 ? "odd" : "even" }'`,
  raw`awk 'BEGIN { print -1 % 3, 1e3 % 7, 2 ** 2 }' 2>&1; awk 'BEGIN { x **= 2 }' 2>&1; awk 'BEGIN { print 1 <> 2 }' 2>&1; awk 'BEGIN { print 1 && }' 2>&1; awk 'BEGIN { a[] = 1 }' 2>&1`,
  raw`awk '/a/ /b/' <<< 'ab' 2>&1; awk '/a/ && /b/' <<< 'ab'; awk '/a/ || /z/ {print "y"}' <<< 'ab'; awk '/a/ ? /b/ : /c/' <<< 'ab'; awk '!/a/ {print "no"} !/z/' <<< 'ab'; awk '(/a/)' <<< 'ab'`,
  raw`awk '$1' <<< $'0\n1\nx\n'; awk '$2 == ""' <<< $'a\nb c'; awk 'length > 1' <<< $'a\nab'; awk 'length($1) == 1 && NF == 1' <<< $'a\nab'; awk 'NR==1,NR==2' <<< $'a\nb\nc'; awk 'END{print length}' <<< abc`,
  raw`awk 'BEGIN{FS=","} {print $2}' <<< 'a,b'; awk 'BEGIN{FS="\t"} {print $2}' <<< $'a\tb'; awk 'BEGIN{FS="|"} {print $2}' <<< 'a|b'; awk 'BEGIN{FS="\\|"} {print $2}' <<< 'a|b'; awk 'BEGIN{FS=" +"} {print NF}' <<< ' a b'; awk 'BEGIN{FS="[ \t]*,[ \t]*"} {print $2 "."}' <<< 'a , b'; awk 'BEGIN{FS=""} {print NF}' <<< abc; awk 'BEGIN{FS="^a"} {print NF, $2}' <<< 'aba'`,
  raw`awk 'BEGIN { printf "%d %d\n", "0x1A", "1e2"; print "1e2" + 0, "0x1A" + 0, " 12 " + 0, "+5" - "-5", ".5." + 0, "e5" + 0, "--3" + 0, "\t7" * 1 }'`,
  raw`awk 'BEGIN { print substr("hello", length("hello")), substr("hello", 3, 1) == "l", substr("", 1) == "", substr(x, 1, 1) "|" ; print 3 / 2, int(3 / 2), 3 % 2, int(-3 / 2), 1e6 / 3, 1e9 / 3, 2 / 3 * 3 == 2 }'`,
  raw`awk 'BEGIN { print 1,
2,
3; x = 1 +
2 }' 2>&1; awk 'BEGIN { if (1)

print "nl"; else

print "no"; while (i < 1)

i++; print i; for (;;)

break; print "end" }'; awk 'BEGIN { print "a" ; }

END { print "z" }
' < /dev/null; awk 'BEGIN { x = 1 && 
2; print x; y = 0 || 
0; print y }'`,
  raw`awk 'BEGIN { print "x"	# tab comment
	print "y" # end
}# trailing'; awk '#c
BEGIN { # d
print 1 } # e
#f'; awk 'BEGIN { s = "a#b"; print s; if ("#" ~ /#/) print "h" }'`,
  raw`awk 'BEGIN { getline line < ARGV[1]; print line; ARGV[1] = "" } { print "m", $0 }' /etc/hostname < /dev/null | wc -l; awk 'BEGIN { ARGC = 1 } { print "in", $0 }' nofile <<< s; awk 'BEGIN { delete ARGV[1] } { print }' nofile <<< t`,
  raw`awk 'BEGIN { printf "%s", "" ; printf "\033[1mb\033[0m\n" ; print "\x41\x4a\x7e" , "\61" , "a\qb" , "\/" }' | od -An -c`,
  raw`printf 'line1\r\nline2\r\n' | awk '{ sub(/\r/, "") ; print $0 "|" }'; printf 'a\r\n' | awk '{ print length($1) }'; printf 'a;b\r\n' | awk -F';' '{ print length($2) }'; printf 'a\tb\n' | awk '{ gsub(/\t/, "    ") } 1'`,
  raw`awk 'BEGIN { n = split("", a) ; print n, length(a) ; n = split("x", a, ",") ; print n, a[1] ; n = split(",", a, ",") ; print n, "[" a[1] "]" ; n = split(" a b ", a, / /) ; print n }' 2>&1`,
  raw`awk 'BEGIN { a["b"] = 1; a["b", "c"] = 2; n = 0; for (k in a) { n++; if (index(k, SUBSEP)) print "multi" } print n; delete a["b", "c"]; print length(a); if (!(("b", "c") in a)) print "gone" }'`,
  raw`awk 'BEGIN { x["a"] = "1"; x["b"] = "2"; t = 0; for (k in x) t += x[k]; print t; x["a"]++; print x["a"]; x["c"] += 5; print x["c"]; print x["z"] + 0, length(x); y = x["a"] x["b"]; print y }'`,
  raw`seq 10 | awk '{ s += $1; p = NR == 1 ? $1 : p * $1 } END { print s, p, s / NR; printf "%.2f\n", s / 3 }'; seq 5 | awk 'NR > 1 { print $1 - prev } { prev = $1 }'; seq 3 | awk '{ a[NR] = $1 } END { while (NR) print a[NR--] }'`,
  raw`seq 100 | awk 'NR % 10 == 0 { printf "%s ", $1 } END { print "" }'; seq 5 | awk 'NR == 2, NR == 4'; seq 20 | awk '$1 % 3 == 0 && $1 % 2 == 0'; seq 3 | awk '{ print; print > "/dev/stderr" }' 2>/dev/null; seq 3 | awk 'BEGIN { print "h" } { t = t $1 "," } END { sub(/,$/, "", t); print t }'`,
)
