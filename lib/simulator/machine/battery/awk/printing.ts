import { from } from '../case'

const raw = String.raw

/** printf's formats, and the forms of print. */
export const printing = from(
  raw`awk 'BEGIN {printf "%d %i %5d|%-5d|%05d|%+d|% d|%.3d|%8.3d|\n", 42, 42.9, 42, 42, 42, 42, 42, 4, 4}'`,
  raw`awk 'BEGIN {printf "%d %d %d %d\n", 2147483647, 2147483648, -2147483648, 1e18; printf "%d %d %d %d\n", "12abc", "", "0x11", -3.9; printf "%x %o %X %#x %#o %u\n", 255, 8, 255, 255, 8, 7}'`,
  raw`awk 'BEGIN {printf "%u %u %x %x %X %u\n", -1, 5000000000, -1, 4294967295, 3.99, 2 ^ 31}'`,
  raw`awk 'BEGIN {printf "%f %.2f %8.3f|%-8.1f|%08.2f|%+.1f|%.0f %.0f %.0f %.0f\n", 3.14159, 2.5, 3.14159, 2.25, -3.14159, 2, 0.5, 1.5, 2.5, 0.125 * 4}'`,
  raw`awk 'BEGIN {printf "%.2f %.2f %.1f %.1f %.3e %.1e\n", 0.125, 0.375, 0.25, 0.35, 12345.5, 1.25; printf "%e %E %g %G %g %g %g\n", 1234.5, 1234.5, 1234.5, 1e-10, 100000, 1000000, 0.0001}'`,
  raw`awk 'BEGIN {printf "%g %g %g %.3g %.10g %#g\n", 1e-5, 123456789, 0, 3.14159, 1 / 3, 1; printf "%5.1f%%\n", 45.678; printf "%s %s %s\n", 1e6, 0.1 + 0.2, 1e10; printf "%.0e %G\n", 15000, 0.00001}'`,
  raw`awk 'BEGIN {printf "%s|%10s|%-10s|%.3s|%10.3s|%-10.3s|\n", "abc", "abc", "abc", "abcdef", "abcdef", "abcdef"; printf "%s %s\n", 3, 3.5; printf "%c%c%c|%5c|%-5c|\n", 65, "hello", 105, "x", "y"; printf "%c", 256 + 65; printf "\n"}'`,
  raw`awk 'BEGIN {printf "%c", ""}' | od -An -c; awk 'BEGIN {printf "%c%c", 0, 200}' | od -An -c; awk 'BEGIN {printf "%c", "é"}' | od -An -c; awk 'BEGIN {print "a\0b"}' | od -An -c; printf '200\n' | awk '{printf "%c|%c", $1, $1 + 0}' | od -An -c`,
  raw`awk 'BEGIN {printf "%*d|%-*d|%.*f|%*s|\n", 5, 42, 5, 42, 2, 3.14159, -6, "ab"}'; awk 'BEGIN {printf "%ld %hd %5ld\n", 1, 2, 3}'; awk 'BEGIN {printf "%%|100%%\n"; printf "%s %d extra\n", "a", 3, 4, 5}'`,
  raw`awk 'BEGIN {printf "%s %s\n", "one"}' 2>&1; echo $?; awk 'BEGIN {printf "%d\n"}' 2>&1; echo $?; awk 'BEGIN {x = sprintf("%s")}' 2>&1; echo $?; awk 'BEGIN {printf "abc%"}' 2>&1; echo $?`,
  raw`awk 'BEGIN {printf "%z\n", 1}' 2>&1; echo $?; awk 'BEGIN {printf "%5%|\n", 1}' 2>&1; echo $?; awk 'BEGIN {printf "%d %F\n", 1, 2}' 2>&1; echo $?; awk 'BEGIN {printf}' 2>&1; echo $?; awk 'BEGIN {printf "%lld\n", 1}' 2>&1; echo $?`,
  raw`awk 'BEGIN {printf("%s-%s\n", "a", "b"); printf "a" "b" "\n"; print("x")("y"); print ("x") ("y"), "z"; print(1, 2); print (1)(2), 3; print (1, 2) > "/dev/stdout"}'`,
  raw`awk 'BEGIN {printf "no newline"}'; echo; awk 'BEGIN {printf "a\tb\n"; printf "%s", "x\n"; printf ""; f = "%s!\n"; printf f, "dyn"; printf "%s" "%s\n", 1, 2}'`,
  raw`printf 'n 1\nlonger 22\n' | awk '{printf "%-10s %5d\n", $1, $2}'; printf 'a 1.5\nb 22.25\n' | awk 'BEGIN {printf "%-6s|%8s\n", "NAME", "VALUE"} {printf "%-6s|%8.2f\n", $1, $2; s += $2} END {printf "%-6s|%8.2f\n", "sum", s}'`,
  raw`printf '3\n4\n' | awk '{printf "%s%s", sep, $1; sep = ","} END {print ""}'; printf 'a\nb\nc\n' | awk '{printf (NR > 1 ? ", " : "") "%s", $0} END {printf "\n"}'; printf 'a b c\n' | awk '{for (i = NF; i > 0; i--) printf "%s%s", $i, (i > 1 ? " " : "\n")}'`,
  raw`awk 'BEGIN {print; print ""; print "a", "b" "c", 1 + 1; print 1, 2 > "out"; print "x" > "out"; close("out"); while ((getline l < "out") > 0) print "r:" l}'`,
  raw`awk 'BEGIN {print 1>2 ? "a" : "b"}'; ls; awk 'BEGIN {print (1 > 2) ? "a" : "b"; print (1 > 2 ? "a" : "b"); x = 1 > 2 ? 3 : 4; print x}'; awk 'BEGIN {print 1 < 2, 2 == 2, 1 != 1 ? "y" : "n"}'`,
  raw`awk 'BEGIN {print "to err" > "/dev/stderr"; print "out"}' 2>&1; awk 'BEGIN {print "a"; print "b" > "/dev/stderr"; print "c"}' 2>&1; awk 'BEGIN {print "a"; fflush(); print "b" > "/dev/stderr"; print "c"}' 2>&1`,
  raw`awk 'BEGIN {OFMT = "%.2f"; x = 3.14159; print x, x "", 5, 1e10; OFMT = "%d"; print 3.7; CONVFMT = "%d"; y = 3.9 ""; print y}'`,
  raw`awk 'BEGIN {printf "%5s|%-5s|%05s|%5d|%-5d|%x|%c\n", "é", "é", "ab", "7x", "", "ff", ""}' | od -An -c | head -5; awk 'BEGIN {printf "%i|%5.2d|%+5d|%+05d|% 05d|%-05d|%- 5d|\n", 1, 2, 3, 4, 5, 6, 7}'`,
  raw`awk 'BEGIN {printf "%.3f|%.f|%5.f|%.2s|%.s|%.0s|%.d|%.0d|\n", 1.0005, 2.5, 3.5, "abc", "abc", "abc", 0, 0}'; awk 'BEGIN {printf "%d items\n", "3 items"; printf "[%s]\n", substr("hello", 2); printf "%s\n", 100000000000000000000; printf "%d%%\n", 55.9}'`,
  raw`awk -v n=3 'BEGIN {for (i = 1; i <= n; i++) {for (j = 1; j <= n; j++) printf "%4d", i * j; print ""}}'; awk 'BEGIN {while (i++ < 3) printf "%d,", i; print ""; do printf "%d;", i--; while (i > 0); print ""}'`,
)
