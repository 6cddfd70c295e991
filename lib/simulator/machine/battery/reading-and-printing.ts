import { asRoot, from } from './case'

/** read and printf. */
export const readingAndPrinting = [
  ...from(
    'read -r x <<< \'a\\b\'; echo "$x"; read x <<< \'a\\b\'; echo "$x"; printf \'a\\\\\\nb\\n\' | { read x; echo "$x"; }; printf \'no newline\' | { read x; echo "$? $x"; }; printf \'a:b:c\' | { IFS=: read -r a b; echo "$a|$b"; }',
    'read <<< "  spaced  "; echo "[$REPLY]"; read x <<< "  spaced  "; echo "[$x]"; IFS= read x <<< "  spaced  "; echo "[$x]"; read a b c <<< "1"; echo "[$a][$b][$c]"; read -r a b <<< "x   y   z  "; echo "[$b]"',
    'exec 2>&1; read 1x <<< a; echo $?; read -q x; echo $?; read -u 9 x; echo $?; read -n x y <<< a; echo $?; read -t abc x <<< a; echo $?',
    'printf \'%s\\n\' a b c | while read x; do echo "$x"; done; printf \'a b\\nc d\' | while read -r x y; do echo "$y"; done; echo "[$x]"; n=0; while IFS=, read -r a b; do n=$((n+1)); done < <(printf \'1,2\\n3,4\\n\'); echo $n',
    "printf '%d\\n' abc; echo $?; printf '%d\\n' 12abc; echo $?; printf '%d\\n' ''; echo $?; printf '%d\\n'; printf '%s\\n'; printf; echo $?; printf '%z\\n' 1; echo $?; printf '%d\\n' 0x1F 017 \"'A\" 99999999999999999999; echo $?",
    "printf '%*d|%-*d|%.*f\\n' 5 42 5 42 2 3.14159; printf '%.3s|\\n' abcdef; printf '%e %g %G\\n' 12345.678 0.00001 1e10; printf '%u\\n' -1; printf '%i\\n' 5; printf \"%'d\\n\" 1234567; printf '%(%Y-%m-%d)T\\n' 0; printf -v x '%03d' 7; echo $x; printf -v a[2] hi; echo ${a[2]}",
    "echo -e 'a\\tb\\nc\\\\d\\0101\\x42\\u00e9\\cz'; echo; echo -n a; echo -ne 'b\\n'; echo -E 'a\\tb'; echo -x; echo -- a; echo -nE x; echo; echo -e -n y; echo \"-n\" z",
  ),
  ...asRoot(
    "printf '%s %d %5.2f %x %o %c %%\\n' str 42 3.14159 255 8 xyz; printf '%5s|%-5s|%05d|%+d\\n' a b 42 7; printf '%s\\n' a b c; printf '%s-%s\\n' a b c; printf 'x\\n' y; printf '%b' 'a\\tb\\n\\0101\\n' ; printf '%q\\n' \"a b\" '$x' \"it's\" '' $'a\\nb' 'é' 'a,b' '~x'",
  ),
]
