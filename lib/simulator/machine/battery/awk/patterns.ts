import { from } from '../case'

const raw = String.raw

/** Patterns, ranges, regular expressions, and what runs when. */
export const patterns = from(
  raw`printf 'a\nb\nc\n' | awk '/b/'; printf 'a\nb\nc\n' | awk '!/b/'; printf 'a\nb\nc\n' | awk 'NR == 2'; printf 'a\nb\nc\n' | awk 'NR > 1 && /c/ || $1 == "a"'`,
  raw`printf 'a\nb\nc\nd\n' | awk '/b/,/c/'; printf 'a\nb\nc\nd\n' | awk 'NR == 2, NR == 3 {print NR}'; printf 'a\nb\na\nc\n' | awk '/a/,/a/'; printf 'a\nb\nc\n' | awk '/b/,0'`,
  raw`printf '1\nx\n2\n' | awk '/1/,/x/ {print "r", $0} /x/,/2/ {print "s", $0}'; printf 'a\nstart\nb\nend\nc\n' | awk '/start/ {f = 1; next} /end/ {f = 0} f'`,
  raw`awk 'BEGIN {print "b"} END {print "e"}' < /dev/null; echo x | awk 'BEGIN {print "b1"} BEGIN {print "b2"} {print} END {print "e1"} END {print "e2"}'`,
  raw`printf 'a\nb\n' | awk 'END {print NR, $0}'; printf 'a\nb\n' | awk 'NR == 1 {exit 3} END {print "end", NR}'; echo $?; awk 'BEGIN {exit 4} END {print "e"}'; echo $?`,
  raw`awk 'BEGIN {exit}'; echo $?; awk 'BEGIN {exit 300}'; echo $?; awk 'BEGIN {exit -1}'; echo $?; awk 'BEGIN {exit "3x"}'; echo $?; awk 'BEGIN {exit 1.9}'; echo $?; awk 'END {exit 5; print "no"}' < /dev/null; echo $?`,
  raw`awk 'BEGIN {exit 4} END {exit}'; echo $?; awk 'BEGIN {exit 4} END {exit 0}'; echo $?; printf 'a\nb\n' | awk '{exit 2} END {print NR}'; echo $?`,
  raw`printf 'a\nb\nc\n' | awk 'NR == 2 {next} {print} NR == 3 {print "last"}'; printf 'a\nb\n' > f; printf 'c\nd\n' > g; awk 'FNR == 2 {nextfile} {print FILENAME, $0}' f g`,
  raw`printf 'a 1\nb 2\n' > f; printf 'b x\nc y\na z\n' > g; awk 'NR == FNR {a[$1] = $2; next} $1 in a {print $0, a[$1]}' f g; awk 'NR==FNR{a[$1];next}!($1 in a)' f g`,
  raw`printf 'x\ny\nx\nx\ny\n' | awk '!seen[$0]++'; printf 'x\ny\nx\n' | awk 'seen[$0]++ == 1'; printf 'x\ny\nx\n' | awk '{c[$1]++} END {for (k in c) print k, c[k]}' | sort`,
  raw`printf '1\n2\n3\n4\n' | awk 'NR % 2'; printf 'a\n\nb\n' | awk 'NF'; printf '5\n3\n9\n' | awk '$1 > m {m = $1} END {print m}'; printf 'a\n' | awk 1; printf 'a\n' | awk 0; printf 'a\n' | awk '"x"'`,
  raw`printf 'ab\nac\n' | awk '$0 ~ "b$"'; printf 'ab\nac\n' | awk -v p='^a[c]' '$0 ~ p'; printf 'a.c\nabc\n' | awk '/a\.c/'; printf 'a.c\nabc\n' | awk '$0 ~ "a\\.c"'; printf 'a.c\nabc\n' | awk '$0 ~ "a\.c"'`,
  raw`printf 'foo bar\n' | awk '/foo|baz/ {print "1"} /^bar/ {print "2"} /bar$/ {print "3"} /(fo)+ b/ {print "4"} /o{2}/ {print "5"} /[[:space:]]/ {print "6"}'`,
  raw`printf 'a{2}\naa\n' | awk '/a{2}/'; printf 'a+b\n' | awk '/a\+b/'; printf '/usr/bin\n' | awk '/\/usr\//'; printf 'a/b\n' | awk '/[/]/'; printf 'x]y\n' | awk '/[]]/'; printf 'tab\there\n' | awk '/\t/'`,
  raw`printf 'x1\n' | awk '$1 ~ /^[[:alpha:]][[:digit:]]$/ {print "ok"} $1 !~ /z/ {print "no z"}'; printf '[x]\n' | awk '/\[x\]/'; printf 'a b\n' | awk '$1 ~ /a/ && $2 !~ /a/'`,
  raw`awk 'BEGIN {print match("foobar", /o+/), RSTART, RLENGTH; print match("x", /y/), RSTART, RLENGTH; print match("abc", /$/), RSTART, RLENGTH; print match("abc", //), match("", /^/), RLENGTH}'`,
  raw`awk 'BEGIN {print match("abcd", /a|ab|abc/), RLENGTH; print match("abcd", /(a|ab)(c|bcd)/), RLENGTH; print match("aababc", "(a|ab)*c"), RLENGTH; print match("xaab", /a*/), RLENGTH; print match("xab", /a?b?$/), RLENGTH}'`,
  raw`echo 'eth0: flags=4163<UP,BROADCAST>  mtu 1500' | awk '{if (match($0, /mtu [0-9]+/)) print substr($0, RSTART + 4, RLENGTH - 4); match($0, /<[^>]*>/); print substr($0, RSTART + 1, RLENGTH - 2)}'`,
  raw`awk 'BEGIN {x = "A"; print x ~ /a/, x ~ "A", "a" "b" ~ /^ab$/, !"x" ~ 0, "x" ~ "x" ~ 1}'; awk 'BEGIN {r = "^a.c$"; if ("abc" ~ r) print "m"; if ("abcd" !~ r) print "n"}'`,
  raw`printf 'a\nb\n' | awk 'BEGIN {while ((getline line) > 0) n++; print n, NR} {print "never"} END {print "end" NR}'; awk 'BEGIN {print length("x")}' nosuch; awk 'END {print NR}' nosuch 2>&1; echo $?`,
  raw`printf 'Mem: 10 20\nSwap: 1 2\n' | awk '/^Mem/ {print $2} /^Swap/ {print $3}'; printf 'a\nb\nc\n' | awk 'NR==1; END {print}'; printf '1 2\n3 4\n' | awk '$2 > 2; $1 == 1 {print "one"}'`,
  raw`printf 'a b\n' | awk '{print} ; {print NF}'; printf 'x\n' | awk '/x/ {print 1}; /x/ {print 2}'; printf 'x\n' | awk '
/x/ { print "line" }   # comment

END { print "done" }'`,
  raw`printf 'A\nb\n' | awk 'toupper($0) == $0'; printf '10\n9\n' | awk '$1 < 10'; printf '10\n9\nabc\n' | awk '$1 >= "9"'; printf '1\n01\n1.0\n' | awk '$1 == 1'; printf '1\n01\n' | awk '$1 == "1"'`,
  raw`printf '' | awk 'BEGIN {printf "x"} END {print NR}'; awk 'BEGIN {getline; print "got " $0}' < /dev/null; printf 'q\n' | awk 'BEGIN {getline; print "got " $0, NR} END {print NR}'`,
  raw`printf 'a\\b\n' | awk '/a\\b/'; printf 'a"b\n' | awk '/"/'; printf 'a$b^c\n' | awk '/\$b\^/'; printf '(x)\n' | awk '/\(x\)/ && $0 ~ "[(]x"'; printf 'a|b\n' | awk '/a\|b/'; printf 'é\n' | awk '/^..$/'`,
)
