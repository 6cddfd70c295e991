import { from } from '../case'

const raw = String.raw

/** getline in its forms, pipes both ways, files, and in which order all of it comes out. */
export const inputOutput = from(
  raw`awk 'BEGIN {"echo hi" | getline; print; "echo a b" | getline x; print x, NR, NF; while (("printf \"1\\n2\\n\"" | getline y) > 0) print "got", y, NR}'`,
  raw`awk 'BEGIN {cmd = "echo a; echo b"; while ((cmd | getline l) > 0) print l; print close(cmd), close(cmd); cmd | getline l; print l}'; awk 'BEGIN {"date +%s" | getline t; print (t > 1e9)}'`,
  raw`printf 'a\nb\nc\n' > f; awk 'BEGIN {while ((getline l < "f") > 0) n++; print n; print (getline l < "f"), close("f"), (getline l < "f"), l; print (getline z < "nosuch"), close("nosuch")}'`,
  raw`printf 'x y\n' > f; printf 'a b c\n' | awk '{getline < "f"; print $0, NF, NR; getline v < "f"; print v "|", NR}'; printf 'a\nb\nc\n' | awk '{getline; print; print NR}'; printf 'a\nb\nc\n' | awk '{getline v; print v, $0, NR}'`,
  raw`printf 'a\nb\nc\n' | awk 'NR == 1 {while ((getline l) > 0) print "l", l, NR} END {print $0, NR}'; printf 'a\nb\n' | awk 'BEGIN {while ((getline l < "-") > 0) print "got", l}'; printf 'a\nb\n' | awk '{while ("echo x" | getline > 0) print $0; print "r"}'`,
  raw`printf 'k1 v1\nk2 v2\n' > m; printf 'k2\nk1\n' | awk 'BEGIN {while ((getline < "m") > 0) map[$1] = $2} {print map[$1]}'; awk 'BEGIN {getline a[1] < "m"; print a[1]; getline $2 < "m"; print $0, NF}'`,
  raw`awk 'BEGIN {print "b\na" | "sort"; print "z"}'; awk 'BEGIN {print "b\na" | "sort"; close("sort"); print "z"}'; awk 'BEGIN {print "first"; print "x" | "cat"; print "last"}'`,
  raw`awk 'BEGIN {printf "c\na\nb\n" | "sort -r"; print "d" | "cat 1>&2"; print "e"}' 2>&1; awk 'BEGIN {print "1" | "cat"; print "2" | "sort"; print "3" | "cat"; print "4"}'`,
  raw`printf 'b 2\na 1\n' | awk '{print $2, $1 | "sort -n"} END {close("sort -n"); print "done"}'; printf 'b\na\n' | awk 'BEGIN {print "H"} {print | "sort"} END {print "F"}'`,
  raw`awk 'BEGIN {print "x"; system("echo y"); print "z"}'; awk 'BEGIN {printf "no nl"; system(""); system("echo; echo sys"); r = system("exit 3"); print r; print system("true"), system("false")}'`,
  raw`awk 'BEGIN {print "a" | "cat; exit 3"; print close("cat; exit 3"); "exit 5" | getline; print close("exit 5"); print system("kill -9 $$"), close("none")}'`,
  raw`awk 'BEGIN {print "one" > "o"; print "two" > "o"; close("o"); while ((getline l < "o") > 0) print "r", l; print "three" >> "o"; close("o"); close("o"); print "four" > "o"}'; cat o`,
  raw`printf 'a 1\nb 2\na 3\n' | awk '{print $2 > $1 ".txt"} END {print NR}'; cat a.txt b.txt; printf 'x\n' | awk '{print > "c" ".txt"; print "q" > ("d" 1)}'; ls; echo old > e; echo new | awk '{print >> "e"}'; cat e`,
  raw`awk 'BEGIN {print "x" > "/dev/null"; print "e" > "/dev/stderr"; print "d" > "-"; printf "%s\n", "p" >> "/dev/stdout"}' 2>&1; ls; cat ./-`,
  raw`awk 'BEGIN {print "x" > "no/such/file"}' 2>&1; echo $?; awk 'BEGIN {print "before"; print "x" > "/"; print "after"}' 2>&1; echo $?; awk 'BEGIN {print "x" > ""}' 2>&1; echo $?; awk '{print}' nosuch 2>&1; echo $?; awk '{print}' . 2>&1; echo $?`,
  raw`printf 'a\n' > f; awk '{print FILENAME, FNR, NR}' f nosuch f 2>&1; echo $?; awk 'END {print FILENAME, FNR, NR}' f f; awk 'BEGIN {print FILENAME "|"} {print FILENAME}' f; echo q | awk '{print FILENAME "|"}'; echo q | awk '{print FILENAME "|"}' -`,
  raw`awk 'BEGIN {"nosuchcommand" | getline x; print x "|"; print close("nosuchcommand")}' 2>&1; awk 'BEGIN {print "x" | "cat; nosuchcommand"}' 2>&1; echo $?; awk 'BEGIN {print system("nosuchcommand")}' 2>&1`,
  raw`awk 'BEGIN {while ("ls /nosuchdir 2>/dev/null" | getline x) print x; print "end"; "pwd" | getline d; print (d == ENVIRON["PWD"]); "echo $((1+2))" | getline s; print s; "echo " "date" | getline q; print (q != "date")}'`,
  raw`printf 'a\nb\n' | { awk 'NR == 1 {print; exit}'; cat; }; printf '1\n2\n3\n' | while read -r x; do awk 'BEGIN {print "b"}'; echo $x; done; printf '1\n2\n' | while read -r x; do awk '{print "w", $0}'; echo $x; done`,
  raw`echo in | awk 'BEGIN {system("cat"); print "after"} {print "main", $0}'; echo in | awk 'BEGIN {"cat" | getline x; print "x", x} {print "main", $0}'; echo in | awk '{system("cat"); print}'`,
  raw`awk 'BEGIN {print "a" > "o"; system("cat o"); print "b" > "o"; "cat o" | getline x; print x; fflush("o"); system("cat o"); print fflush("o"), fflush("zz"), fflush(""), fflush()}'`,
  raw`awk 'BEGIN {print "x"}' > /dev/full; echo $?; awk 'BEGIN {print "x"}' 2>&1 > /dev/full; awk 'BEGIN {for (i = 0; i < 3000; i++) print "xx"}' 2>&1 > /dev/full; echo $?`,
  raw`awk 'BEGIN {while (i++ < 3) print i | "cat"; close("cat"); cmd = "sort -k2"; print "x 2" | cmd; print "y 1" | cmd; close(cmd); print "end"}'; awk 'BEGIN {print "out" | "cat > piped"; close("cat > piped"); while ((getline l < "piped") > 0) print l}'`,
  raw`awk 'BEGIN {c = "cat"; print "up" | "tr a-z A-Z"; close("tr a-z A-Z"); printf "%s\n", "p" | c; close(c); print toupper("q") | c}'; awk 'BEGIN { print "it" | "sh -c \"cat; echo err >&2\"" }' 2>/dev/null`,
  raw`seq 1 2000 | awk '{print $1, "line of some length to fill a buffer"} NR == 1000 {print "err" > "/dev/stderr"}' 2>&1 | grep -n err; seq 1 3 | awk '{print; system("echo s" $1)}'`,
  raw`printf 'l1\nl2\n' > f; awk -v f=f 'BEGIN {while ((getline < f) > 0) print NR, NF, $1; print NR}'; awk 'BEGIN {RS = ""; getline x < "f"; print x}'; awk 'BEGIN { if ((getline tmp < "nosuch") < 0) print "cannot"; else print "can" }'`,
  raw`cat <<'EOF' > p.awk
BEGIN { while (("echo one two; echo three" | getline line) > 0) { n = split(line, w, " "); for (i = 1; i <= n; i++) print i, w[i] } }
BEGIN { while (("echo one two; echo three" | getline line) > 0) { n = split(line, w, " "); for (i = 1; i <= n; i++) print i, w[i] } }
EOF
awk -f p.awk; awk -f - <<'EOF'
BEGIN { print "x" }
EOF`,
  raw`printf 'a b\n' | awk '{print $2}' | awk '{print $1 "c"}'; printf 'f1\nf2\n' | xargs -I{} awk 'BEGIN {print "{}"}'; printf 'a b\n' > f; echo f | xargs awk '{print $2}'; find . -name f -exec awk '{print $1}' {} +`,
  raw`x=$(echo 'a b' | awk '{print $2}'); echo "$x"; awk "BEGIN {print \"$x\"}"; v='q "r"'; awk -v v="$v" 'BEGIN {print v}'; awk 'BEGIN {print "'"$x"'"}'; awk 'BEGIN {print "it'"'"'s"}'; awk "{print \$1}" <<< 'p q'; echo $(awk 'BEGIN {for (i = 0; i < 3; i++) print i}')`,
)
