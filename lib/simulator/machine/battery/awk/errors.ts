import { from } from '../case'

const raw = String.raw

/** What is said of wrong programs and of wrong command lines; all of it exits 2. */
export const errors = from(
  raw`awk 2>&1; echo $?; awk -F: 2>&1 | head -1; awk -W help 2>&1 | tail -1; awk -W usage; echo $?`,
  raw`awk -W version 2>&1; awk -Wv; awk -W v 2>/dev/null; echo $?; awk -W nosuch 'BEGIN {}' 2>&1; echo $?`,
  raw`awk -x 2>&1; echo $?; awk --version 2>&1; echo $?; awk --help 2>&1; awk -z 1 2>&1; awk -f 2>&1; echo $?; awk -v 2>&1; awk -F 2>&1; awk -f nosuch 2>&1; echo $?`,
  raw`awk -v 1x=3 'BEGIN {}' 2>&1; echo $?; awk -v x 'BEGIN {}' 2>&1; echo $?; awk '{a[1]}' a=1 < /dev/null 2>&1; echo $?; awk 'function f() {} END {f()}' f=1 < /dev/null 2>&1; echo $?`,
  raw`awk '{' 2>&1; echo $?; awk 'BEGIN {' 2>&1; awk 'BEGIN {print 1' 2>&1; awk 'BEGIN {if (1) {print 1}' 2>&1; awk 'BEGIN {
print 1
' 2>&1`,
  raw`awk 'BEGIN {print )}' 2>&1; echo $?; awk 'BEGIN {print 1 +}' 2>&1; awk 'BEGIN {print 1,}' 2>&1; awk 'BEGIN {print (1}' 2>&1; awk 'BEGIN {print substr("x", 1}' 2>&1; awk '{print (1' 2>&1`,
  raw`awk 'BEGIN {print "abc}' 2>&1; echo $?; awk 'BEGIN {x = /abc}' 2>&1; awk 'BEGIN {print "a
b"}' 2>&1; awk 'BEGIN {print "short}' 2>&1; awk "BEGIN {print 'a'}" 2>&1; awk 'BEGIN {@}' 2>&1; echo $?; awk 'BEGIN {print 1 # 2}' 2>&1`,
  raw`awk 'BEGIN
{print 1}' 2>&1; echo $?; awk '{print 1} END' 2>&1; awk ';BEGIN {print 1}' 2>&1; awk 'BEGIN {};;END {}' 2>&1; awk ';' 2>&1; awk 'BEGIN {if (1) {print 1}; else print 2}' 2>&1; awk 'BEGIN {if (1) print 1 else print 2}' 2>&1`,
  raw`awk 'BEGIN {f(1)}' 2>&1; echo $?; awk 'function f(a, a) {}' 2>&1; awk 'function f(x) {} function f(y) {} BEGIN {}' 2>&1; awk 'function f(x) {return 1} BEGIN {print f(1, 2)}' 2>&1; awk 'BEGIN {nosuch("x")}' 2>&1`,
  raw`awk 'BEGIN {a[1] = 1; print a}' 2>&1; echo $?; awk 'BEGIN {a = 1; a[1] = 2}' 2>&1; awk 'function f(a) {a[1] = 1} BEGIN {f(x); x = 5}' 2>&1; awk 'function f(a) {a[1] = 1; a = 2} BEGIN {}' 2>&1; awk 'BEGIN {NF[1] = 2}' 2>&1; awk 'BEGIN {print ENVIRON}' 2>&1`,
  raw`awk 'BEGIN {return 1}' 2>&1; echo $?; awk 'BEGIN {next}' 2>&1; awk 'END {next}' 2>&1; awk 'function f() {next} BEGIN {f()}' 2>&1; awk 'BEGIN {break}' 2>&1; awk '{continue}' 2>&1; awk 'BEGIN {nextfile}' 2>&1; echo $?`,
  raw`awk 'BEGIN {print length(x, y)}' 2>&1; echo $?; awk 'BEGIN {print substr("a")}' 2>&1; awk 'BEGIN {print sqrt()}' 2>&1; awk 'BEGIN {print index("a")}' 2>&1; awk 'BEGIN {print toupper()}' 2>&1; awk 'BEGIN {split("a")}' 2>&1; awk 'BEGIN {printf}' 2>&1`,
  raw`awk 'BEGIN {print /x(/}' 2>&1; echo $?; awk '/[a/' 2>&1; awk '/*a/' 2>&1; awk '/a||b/' 2>&1; awk '$0 ~ "x["' 2>&1; awk 'BEGIN {x = "("; print "a" ~ x}' 2>&1; echo $?; echo a | awk '{gsub("+", "x")}' 2>&1; awk -F'(' '{print $1}' <<< 'a(b'; awk -F'a(' '{}' 2>&1; echo $?`,
  raw`awk 'BEGIN {x = 2 ** 3; print x}' 2>&1; echo $?; awk 'BEGIN {print 1; exit 1; }}' 2>&1; echo $?; awk 'BEGIN {print length(}' 2>&1; awk 'BEGIN {1 = 2}' 2>&1; awk 'BEGIN {if 1 print}' 2>&1; awk 'BEGIN {for (i in) print}' 2>&1; awk 'BEGIN {while}' 2>&1`,
  raw`awk 'BEGIN {print a b c = 3}' 2>&1; awk 'BEGIN {getline < }' 2>&1; awk '{print $}' 2>&1; awk 'print $1' 2>&1; awk '$1 == "x" print' 2>&1; awk '{print $1' < /dev/null 2>&1; awk '{ print $1; } }' < /dev/null 2>&1 | head -1; awk 'BEGIN {x = }' 2>&1; awk 'function {}' 2>&1`,
  raw`printf 'BEGIN {\n  print 1 +\n}\n' > p.awk; awk -f p.awk 2>&1; echo $?; printf 'BEGIN {\n\n  @\n}\n' > q.awk; awk -f q.awk 2>&1; printf '\n\n{ print (1 }' > r.awk; awk -f r.awk 2>&1; printf 'BEGIN { printf "%%d\\n" }' > s.awk; awk -f s.awk 2>&1`,
  raw`printf 'a\nb\n' > f; awk 'NR == 2 {$(-1) = 1}' f 2>&1; echo $?; awk '{printf "%s %s\n", $0}' f 2>&1; echo $?; awk 'NR == 2 {NF = -1} {print}' f 2>&1; echo $?`,
)
