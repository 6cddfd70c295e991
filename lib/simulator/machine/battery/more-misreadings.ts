import { from } from './case'

/** Scripts in scripts, traces, and what can't be read. */
export const moreMisreadings = from(
  "exec 2>&1; eval 'x=1; echo $x'; eval echo '$x'; eval \"a=\\$x\"; echo $a; eval; echo $?; eval false; echo $?; cmd='ls /nosuch'; $cmd 2>/dev/null; echo $?; eval 'echo \"unterminated'; echo $?; eval 'if'; echo $?",
  "exec 2>&1; echo 'x=5; echo \"args $*\"; return 3; echo never' > s; . ./s a b; echo $? $x; source s; echo $?; . ./nosuch; echo $?; . nosuch; echo $?; .; echo $?; echo 'f() { echo lib; }' > lib; source ./lib && f; set -- p q; . ./s; echo $*",
  'exec 2>&1; set -x; echo a "b c"; x=1; y="a b"; [ $x = 1 ] && echo y; for i in 1 2; do :; done; f() { echo f; }; f; (echo sub); z=$(echo cmd); echo \'a$b\' "it\'s" \'\'; [[ a == a* ]]; ((x++)); case a in a) :;; esac; a=(1 "2 3"); echo hi > /dev/null; set +x; echo end',
  "exec 2>&1; PS4='> '; set -x; echo a; set +x; PS4='+ $LINENO: '; set -x\necho b\nset +x",
  'set -v; echo a; echo b',
  'set -n; echo never',
  "exec 2>&1; set -f; echo *; set +f; set -o noglob; echo *; set -o nosuch; echo $?; set -Z; echo $?; echo $-; set -a; z=1; sh -c 'echo $z'; set -b; set -h; set +B; echo {a,b}; set - x; echo $1",
  'exec 2>&1; if; then echo; fi',
  'exec 2>&1; echo "unterminated',
  'exec 2>&1; while true; do echo x; break; done done',
  'echo $(echo a; echo b',
  'exec 2>&1; case x in a) echo; ;; ',
  'exec 2>&1; f() { echo x',
  'exec 2>&1; && echo',
  'exec 2>&1; echo > ; echo',
  'echo ${x; echo',
  'exec 2>&1; echo `echo a',
  'exec 2>&1; fi; echo',
  'exec 2>&1; }; echo',
  'exec 2>&1; echo a & & echo b',
  'exec 2>&1; else',
  'exec 2>&1; function; echo',
  'exec 2>&1; if [ 1 -eq 1 ] then echo x; fi',
)
