import { from } from './case'

/** Here-documents, descriptors, subshells and what they exit with. */
export const documents = from(
  'cat <<< a=b; read x <<<k=v; echo $x; echo hi > n=1; cat n=1; y=2 cat <<< a+=c 2> e=f <<< g=h; ls; cat < n=1 >> m=2; cat <<E > o=p; cat o=p\nx=y\nE',
  'cat <<<"a b"; cat <<< $\'x\\ny\'; x="q  r"; cat <<< $x; cat <<< "$x"; read a b <<< "1 2 3"; echo "$b"; tr a b <<< aaa',
  'cat <<EOF\nunterminated',
  'cat <<EOF; echo after\nx${y:-d "q"}z\nEOF',
  'f() { cat <<EOF\narg $1\nEOF\n}; f x; declare -f f',
  'diff <(echo a) <(echo b); echo $?; cat <(echo x); wc -l < <(seq 5); x=$(< <(echo q)); echo "$x"; echo hi > >(cat); sleep 0.1',
  'exec 2>&1; echo out; echo err >&2; { echo o; echo e >&2; } 2>&1 >/dev/null; { echo o; echo e >&2; } >/dev/null 2>&1; ls nosuch 2>/dev/null; echo $?; { echo o2; echo e2 >&2; } 2>&1 | cat -n',
  'exec 2>&1; exec 3>&1; x=$(echo captured; echo direct >&3); echo "[$x]"; exec 3>&-; echo x >&3; echo $?',
  'echo abc > f; exec 3<>f; read -n 1 c <&3; echo $c; echo -n X >&3; exec 3>&-; cat f',
  'exec {fd}>f; echo $((fd>=10)); echo hi >&$fd; exec {fd}>&-; cat f; exec {fd}<f; read x <&$fd; echo $x; exec {fd}<&-; { echo z; } {v}>g; ls',
  'exec 2>&1; echo a > f; echo b >> f; echo c >| f; cat f; set -C; echo d > f; echo $?; echo e >| f; cat f; set +C; : > f; cat f; > g; ls',
  'exec 2>&1; exec >&-; echo x; echo $? >&2',
  'exec 2>&1; echo x > /dev/full; echo $?; echo x > /; echo $?; echo x > /nosuch/f; echo $?; cat < /nosuch; echo $?; echo > ""; echo $?',
  'exec 2>&1; x=f; echo a > $x; cat $x; y="a b"; echo q > $y; echo $?; echo q > "$y"; ls; echo >&$nosuch; echo $?',
  '(exit 3); echo $?; (cd /; pwd); pwd | sed "s|.*|same|"; x=1; (x=2; echo $x); echo $x; { x=3; }; echo $x; ( (echo n) )',
  'false | true; echo $? "${PIPESTATUS[@]}"; true | false | (exit 7); echo "${PIPESTATUS[*]}"; set -o pipefail; false | true; echo $?; (exit 3) | (exit 4) | true; echo $?; ! true; echo $?; ! false | false; echo $?',
)
